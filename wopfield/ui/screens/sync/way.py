"""Where the work is: this laptop, the colleagues' laptops it was shared with last, and the server."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from wopfield.language import _, plural
from wopfield.ui.moments import clock, number_words, when
from wopfield.ui.screens.sync.mate_line import Mate
from wopfield.ui.screens.sync.parts import Stop
from wopfield.ui.screens.sync.standing import Standing

_MOST_LAPTOPS = 2
"""More do not fit beside one another; the card of laptops nearby lists them all."""

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def stops(
    standing: Standing, saved: datetime | None, mates: Sequence[Mate], near: Collection[str], *, reached: bool
) -> tuple[Stop, ...]:
    """Return the places to draw; ``near`` are devices that show themselves, ``reached``: the server answers."""
    here = _("Everything saved, {time}", time=_saved_words(saved)) if saved else _("Everything saved")
    laptop = Stop("device-laptop", _("This laptop"), here, good=True)
    shared = [mate for mate in mates if mate.last is not None and mate.colleague.allowed]
    newest = sorted(shared, key=lambda mate: mate.last or _LONG_AGO, reverse=True)[:_MOST_LAPTOPS]
    return (laptop, *(_colleague(mate, mate.colleague.device in near) for mate in newest), _server(standing, reached))


def _saved_words(saved: datetime) -> str:
    return clock(saved) if saved.astimezone().date() == datetime.now().astimezone().date() else when(saved)


def _colleague(mate: Mate, near: bool) -> Stop:
    if mate.waiting:
        number = number_words(mate.waiting)
        words = plural("{number} not there yet", "{number} not there yet", mate.waiting, number=number)
    elif not mate.last:
        words = ""
    elif mate.gets_everything:
        words = _("has the same, {when}", when=when(mate.last))
    else:
        words = _("has what is shared, {when}", when=when(mate.last))
    link = _("same network") if near else ""
    return Stop("users", mate.name, words, link, good=not mate.waiting, reached=near)


def _server(standing: Standing, reached: bool) -> Stop:
    if not standing.address:
        return Stop("cloud-off", _("Server"), _("No server yet"))
    contact = standing.last_contact
    words = _("last contact {when}", when=when(contact)) if contact else _("not reached yet")
    waits = standing.total
    link = _("all there") if contact else ""
    refused, files = standing.not_taken, standing.files_waiting
    if waits:
        link = plural("{number} waiting", "{number} waiting", waits, number=number_words(waits))
    elif refused:
        link = plural("{count} refused", "{count} refused", refused)
    elif files:
        link = plural("{number} file waiting", "{number} files waiting", files, number=number_words(files))
    icon = "cloud-check" if reached else "cloud"
    return Stop(icon, _("Server"), words, link, good=reached and not (waits or refused or files), reached=reached)
