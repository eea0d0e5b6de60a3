"""Where a change is known to be, and what an exchange came to, as people say it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wopfield.domain.carried import SERVER, STICK
from wopfield.language import _, plural
from wopfield.ui.moments import number_words

if TYPE_CHECKING:
    from wopfield.store.exchange_log import Past


def receipt(laptops: Sequence[str], *, on_server: bool, has_server: bool = True) -> str:
    """Return where a change made here is known to be: nothing is said to be where nobody confirmed it."""
    names = ", ".join(laptops)
    if on_server:
        return _("on the server and on {laptops}", laptops=names) if names else _("on the server")
    if has_server:
        if names:
            return _("on this laptop and on {laptops}, not yet on the server", laptops=names)
        return _("on this laptop, not yet on the server")
    return _("on this laptop and on {laptops}", laptops=names) if names else _("on this laptop")


def all_but_files(count: int) -> str:
    """Return that everything is on the server but so many photos and documents."""
    return plural("Everything but {number} file is on the server", "Everything but {number} files is on the server",
                  count, number=number_words(count))  # fmt: skip


def with_whom(past: "Past") -> str:
    """Return who the other side of an exchange was."""
    if SERVER in (past.way, past.called):
        return _("the server")
    if past.way == STICK:
        return _("{laptop}, by stick", laptop=past.called or _("whoever has the password"))
    return past.called or _("a colleague’s laptop")


def came_to(past: "Past") -> str:
    """Return what an exchange came to, in a line."""
    parts = []
    if past.sent or past.received:
        sent, received = number_words(past.sent), number_words(past.received)
        parts.append(_("{sent} sent, {received} received", sent=sent, received=received))
    if past.files_sent or past.files_received:
        sent, received = number_words(past.files_sent), number_words(past.files_received)
        parts.append(_("pieces of files: {sent} sent, {received} received", sent=sent, received=received))
    if past.refused:
        parts.append(plural("{count} refused", "{count} refused", past.refused, count=number_words(past.refused)))
    if past.refused_here:
        parts.append(
            plural(
                "{count} refused here", "{count} refused here", past.refused_here, count=number_words(past.refused_here)
            )
        )
    if past.copied:
        parts.append(_("a laptop was copied; both lines of work are kept"))
    if past.outcome:
        parts.append(past.outcome)
    return " · ".join(parts) or _("nothing new")
