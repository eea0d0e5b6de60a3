"""What can go wrong that a person can do something about.

Every class below carries a sentence that says what happened, one that says what is safe, and one that
says what to do; ``str(error)`` is the three together. A library's own exception is turned into one of these
at that library's door. Anything else is a bug and flies.

    Trouble
    ├── CannotOpen             the workspace, or a bundle
    │   ├── WrongPassword
    │   ├── Unreadable         damaged, or not ours
    │   │   └── NewerProgram   wrote it, and no backup stands in for it
    │   ├── AlreadyOpen        by another window of the program
    │   └── Locked             for the administrator of its server, or wiped, on their order
    ├── CannotKeep             what was entered
    │   └── DiskFull
    ├── BadInput               what somebody typed, chose or dropped
    │   ├── NotANumber
    │   ├── NotAnImage
    │   ├── NotAChecklist
    │   └── NotABundle         damaged, cut, of a newer program, or something else
    ├── CannotReach            the server
    │   ├── NoConnection
    │   ├── WrongAddress
    │   ├── SignInRefused      wrong e-mail or password, expired or withdrawn token
    │   │   └── ShutOut        by an administrator, this laptop or its person
    │   ├── NotPaired          a colleague's laptop that does not know this one, or does not want to
    │   └── NotUnderstood      the other side speaks another version, or is no server of ours
    ├── CutShort               a process that made something ended before it had
    └── Refused                by rule: no right, broken chain, unknown scope

The domain does not translate: it gives the English sentences, with ``parts`` to fill in, and they are said here in
the language spoken.
"""

import errno
from collections.abc import Mapping
from typing import Final

from wopfield.language import Saying, _


class Trouble(Exception):
    """Something a person can act on: what happened, what is safe, what to do.

    ``saying`` is what happened as it may be kept, to be told in another language than that of the moment.
    """

    def __init__(
        self, happened: str | Saying, *, safe: str = "", do: str = "", parts: Mapping[str, object] | None = None
    ) -> None:
        self.saying = happened if isinstance(happened, Saying) else Saying(happened, parts or {})
        self.happened = str(self.saying)
        self.safe, self.do = (_(each, **(parts or {})) if each else "" for each in (safe, do))
        super().__init__(self.happened)

    def __str__(self) -> str:
        return " ".join(self.sentences)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return what there is to say, a sentence each."""
        return tuple(part for part in (self.happened, self.safe, self.do) if part)


class CannotOpen(Trouble):
    """The workspace, or a bundle, cannot be opened."""


class WrongPassword(CannotOpen):
    """The password does not unwrap the key."""


class Unreadable(CannotOpen):
    """The workspace is damaged, is not ours, or was written by a newer program; it is never replaced."""


class NewerProgram(Unreadable):
    """A newer program wrote the workspace, and only that one opens it."""


class AlreadyOpen(CannotOpen):
    """Another window of the program holds the workspace."""


class Locked(CannotOpen):
    """The workspace was locked for the administrator of its server; what was entered is sealed in it."""


class CannotKeep(Trouble):
    """What was entered could not be written."""


class DiskFull(CannotKeep):
    """There is no room left on the disk."""


class CutShort(Trouble):
    """A process that made something was ended before it had."""


class BadInput(Trouble):
    """What somebody typed, chose or dropped cannot be used."""


class NotANumber(BadInput):
    """A number was expected."""


class NotAnImage(BadInput):
    """A picture was expected."""


class NotAChecklist(BadInput):
    """A checklist was expected."""


class NotABundle(BadInput):
    """A bundle was expected, as it was saved."""


class SavedAgain(NotABundle):
    """Another bundle lies now in the place of the one that was looked into."""


class CannotReach(Trouble):
    """The server cannot be reached or does not answer as one."""


class NoConnection(CannotReach):
    """There is no way to the server now."""


class WrongAddress(CannotReach):
    """The address is none, or nobody of ours answers there."""


class SignInRefused(CannotReach):
    """The server does not accept the e-mail and password, or the token has ended."""


class ShutOut(SignInRefused):
    """An administrator shut this laptop or its person out; ``order`` is what the server signed, if it orders more."""

    def __init__(
        self, happened: str | Saying, *, safe: str = "", do: str = "", order: tuple[str, str] | None = None
    ) -> None:
        super().__init__(happened, safe=safe, do=do)
        self.order = order


class NotPaired(CannotReach):
    """A colleague's laptop does not know this one, or its person does not want to share."""


class NotUnderstood(CannotReach):
    """The other side speaks another version, or is no server of ours."""


class Refused(Trouble):
    """A rule forbids it."""


# ── why a file cannot be read or written ─────────────────────────────────────────────────────────────────────

NO_ROOM: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


def reason_of(error: Exception) -> str:
    """Return why the system could not do it, to stand behind a colon; unusual reasons are in its own words."""
    match error.errno if isinstance(error, OSError) else None:
        case number if number in NO_ROOM:
            return _("there is no room left on the disk")
        case errno.ENOENT | errno.ENOTDIR:
            return _("there is no such file or folder")
        case errno.EACCES | errno.EPERM:
            return _("access is denied")
        case errno.EROFS:
            return _("nothing may be written there")
        case errno.EISDIR:
            return _("it is a folder")
        case errno.EIO | errno.ENXIO | errno.ENODEV:
            return _("the disk or stick is gone, or does not answer")
        case errno.EADDRINUSE:
            return _("another program listens there")
        case errno.ENAMETOOLONG:
            return _("its name is too long")
    words = getattr(error, "strerror", None) or str(error)
    return _("the system says “{words}”", words=words.rstrip("."))
