"""Who may see a page, what it shows once, and whether a form was sent from one: cookie, origin and token agree."""

import base64
import hashlib
import hmac
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from wopfield.errors import BadInput, Refused, SignInRefused
from wopfield.language import _
from wopfield.server import browsers
from wopfield.server.bodies import read_form
from wopfield.server.browsers import Administrator, form_token
from wopfield.server.house import House
from wopfield.server.proving import NotKnown, address_of, prove
from wopfield.store import sealing

MOST_BYTES = 20_000
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_COOKIE, _VISITOR, _ONCE = "wopfield", "wopfield-visitor", "wopfield-once"


class NotSignedIn(Exception):
    """Nobody is signed in in this browser (any more)."""

    def __init__(self, *, ended: bool) -> None:
        super().__init__()
        self.ended = ended


class Guard:
    """Lets administrators in, and forms that came from the pages themselves."""

    def __init__(self, house: House) -> None:
        self._house = house

    def administrator(self, request: Request) -> Administrator:
        """Return who looks at a page.

        Raises:
            NotSignedIn: nobody who may.
        """
        cookie = _shown(request, _COOKIE)
        at = self._house.clock()
        found, note = self._house.look(lambda connection: browsers.who(connection, cookie, at))
        if found is None:
            raise NotSignedIn(ended=bool(cookie))
        if note:
            self._house.write(lambda connection: browsers.note_use(connection, cookie, at))
        return found

    def form(self, request: Request, body: bytes, cookie: str, **most: int) -> dict[str, str]:
        """Return the fields of a form that this browser was given by one of our pages.

        Raises:
            Refused: it was sent from elsewhere, or in the clear.
            BadInput: it has other fields.
        """
        _must_come_from_here(request)
        if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            raise BadInput(_("The server does not understand this request."))
        fields = read_form(body, token=64, **most)
        if not cookie or not hmac.compare_digest(fields.pop("token").encode(), form_token(cookie).encode()):
            raise _not_from_here()
        return fields

    def prove(self, request: Request, who: Administrator, password: str) -> None:
        """Let the administrator go on who types their own password once more.

        Raises:
            SignInRefused: it is another, or there were too many tries.
        """
        try:
            prove(self._house, who.email, password, address_of(request))
        except NotKnown as refused:
            raise SignInRefused(
                _("That is not your password."),
                safe=_("Nothing was changed."),
                do=_("Type the one that you sign in with."),
            ) from refused


def visitor(request: Request) -> str:
    """Return what tells this browser from others before anybody signed in; empty when it does not say yet."""
    return _shown(request, _VISITOR)


def with_visitor(request: Request, answer: Response, cookie: str) -> Response:
    """Let a browser show from now on that it was here."""
    _set(request, answer, _VISITOR, cookie)
    return answer


def let_in(request: Request, cookie: str) -> Response:
    """Send a browser that just signed in to the first page."""
    answer = RedirectResponse("/admin/people", 303)
    _set(request, answer, _COOKIE, cookie)
    return answer


def send_to_see_once(request: Request, who: Administrator, path: str, words: str) -> Response:
    """Send a browser to a page that can show some words once; they go sealed, so that no address ever holds them."""
    sealed = sealing.seal(_key_of(who), words.encode(), path)
    answer = RedirectResponse(path, 303)
    _set(request, answer, _ONCE, base64.urlsafe_b64encode(sealed).decode())
    return answer


def seen_once(request: Request, who: Administrator) -> str:
    """Return the words that a page was to show to this administrator; empty where it showed them before."""
    try:
        sealed = base64.urlsafe_b64decode(_shown(request, _ONCE, 400).encode())
        return sealing.opened(_key_of(who), sealed, request.url.path).decode()
    except ValueError:
        return ""


def without_once(request: Request, answer: Response) -> Response:
    """Let a browser forget the words that were shown."""
    return _forget(request, answer, _ONCE)


def send_out(request: Request, *, ended: bool) -> Response:
    """Send a browser to where one signs in."""
    answer = RedirectResponse("/admin/sign-in?ended=1" if ended else "/admin/sign-in", 303)
    return _forget(request, answer, _COOKIE)


def where(request: Request) -> str:
    """Return the address of this server, as the person's browser calls it."""
    return f"{'http' if _is_plain(request) else 'https'}://{request.headers.get('host', '')}"


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _must_come_from_here(request: Request) -> None:
    site, origin = request.headers.get("sec-fetch-site", ""), request.headers.get("origin", "")
    scheme, _colon, host = origin.partition("://")
    here = host == request.headers.get("host", "") if origin else True
    if not (site or origin) or site not in ("", "same-origin") or not here:
        raise _not_from_here()
    if scheme == "http" and not _is_loopback(host):
        raise Refused(
            _("This page was opened in the clear, so that others could read along."),
            safe=_("Nothing was kept."),
            do=_("Open it by an address that begins with https://."),
        )


def _not_from_here() -> Refused:
    return Refused(
        _("This form was not sent from a page of this server, or the page was too old."),
        safe=_("Nothing was changed."),
        do=_("Open the page anew and send it again."),
    )


def _key_of(who: Administrator) -> bytes:
    return hashlib.sha256(b"wopfield shown once 1\n" + who.cookie.encode()).digest()


def _shown(request: Request, cookie: str, most: int = 100) -> str:
    value = request.cookies.get(_name(request, cookie), "")
    return value if len(value) <= most else ""


def _set(request: Request, answer: Response, cookie: str, value: str) -> None:
    answer.set_cookie(
        _name(request, cookie), value, secure=not _is_plain(request), httponly=True, samesite="strict", path="/"
    )


def _forget(request: Request, answer: Response, cookie: str) -> Response:
    name = _name(request, cookie)
    answer.delete_cookie(name, secure=not _is_plain(request), httponly=True, samesite="strict")
    return answer


def _name(request: Request, cookie: str) -> str:
    return cookie if _is_plain(request) else f"__Host-{cookie}"


def _is_plain(request: Request) -> bool:
    # A browser keeps a secure cookie of plain http nowhere, and plain http is only meant for this very machine.
    return request.url.scheme == "http" and _is_loopback(request.headers.get("host", ""))


def _is_loopback(host: str) -> bool:
    try:
        return (urlsplit(f"//{host}").hostname or "") in _LOOPBACK
    except ValueError:
        return False
