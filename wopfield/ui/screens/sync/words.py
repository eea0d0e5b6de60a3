"""What the Sync centre says of what waits, of what was changed in two places, and of newer programs."""

from wopfield.errors import ShutOut
from wopfield.language import _, in_a_row, plural
from wopfield.sync.newer import kept_words, made_words
from wopfield.ui.moments import number_words
from wopfield.ui.receipts import all_but_files
from wopfield.ui.screens.sync.standing import Standing


def conflict_words(standing: Standing) -> str:
    """Return how many things were changed in two places."""
    count = standing.conflicts
    if standing.only_answers:
        return plural("{count} answer was changed in two places", "{count} answers were changed in two places", count,
                      count=number_words(count))  # fmt: skip
    return plural("{count} thing was changed in two places", "{count} things were changed in two places", count,
                  count=number_words(count))  # fmt: skip


def newer_words(standing: Standing) -> tuple[str, str]:
    """Return what newer programs made, and what becomes of it, made where, and what to do."""
    count = sum(each.entries for each in standing.newer)
    where = _("Made on: {laptops}.", laptops=in_a_row([each.laptop for each in standing.newer]))
    return made_words(count, number_words(count)), f"{where} {kept_words(count)}"


def waiting_words(standing: Standing, trouble: Exception | None) -> tuple[str, str]:
    """Return the title of what waits, and what becomes of it after the last run had this trouble, or none."""
    if not standing.address:
        return (
            _("Everything is on this laptop"),
            _("You can work like this for as long as you like. Once you connect to a server, all of it goes there."),
        )
    if standing.total:
        there = [
            plural("{laptop} has {number} of it.", "{laptop} has {number} of it.", count, laptop=laptop,
                   number=number_words(count))
            for laptop, count in standing.elsewhere
        ]  # fmt: skip
        note = _("It goes by itself when the server can be reached. You can switch the laptop off.")
        if standing.not_taken:
            note = _("What was refused goes once its reason is gone, anything else when the server can be reached.")
        if not standing.signed_in:
            note = _("It goes once you have signed in again. You can switch the laptop off.")
        if isinstance(trouble, ShutOut):
            note = str(trouble)
        return _("Waiting for the server"), " ".join([note, *there])
    note = _("What you enter next goes there by itself.")
    if isinstance(trouble, ShutOut):
        note = str(trouble)
    elif standing.last_contact and not standing.reached_last:
        note = _("What you enter next goes there with the next exchange that gets through.")
    if standing.files_waiting:
        files = _("The photos and documents go by themselves, after everything else.")
        return all_but_files(standing.files_waiting), f"{files} {note}"
    if standing.not_taken:
        return _("All but what the server refused is there"), note
    return _("Everything is on the server"), note
