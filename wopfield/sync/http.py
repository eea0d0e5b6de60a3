"""Carry an exchange to the central server."""

import json
import ssl
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from wopfield.errors import NoConnection, NotUnderstood, Refused, ShutOut, SignInRefused, Trouble, WrongAddress
from wopfield.language import _, language, later, one_of_ours
from wopfield.sync.heeding import Heed, never
from wopfield.sync.protocol import MOST_BYTES, Message, decode, encode

if TYPE_CHECKING:
    import httpx

MakeTransport = Callable[[], "httpx.BaseTransport | None"]
"""Make what carries requests; None takes the network. A test's ends in the server, in the same process."""

PATIENCE = 20.0
"""Seconds without any progress after which a line counts as broken; a slow one may take as long as it needs."""

_NOBODY_BEHIND = {502, 503, 504}
"""What a proxy answers whose server is down or has its hands full."""
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_PAGES = ("/admin", "/invitation")
"""Pages of a server, whose addresses people copy out of their browser."""
_EXCHANGE = "application/x-wopfield-exchange"


class Line:
    """A line to one server; use it as a context manager."""

    def __init__(
        self,
        address: str,
        token: str = "",
        make_transport: MakeTransport = lambda: None,
        patience: float = PATIENCE,
        stop: Callable[[], bool] = never,
    ) -> None:
        import httpx

        self.address = checked_address(address)
        headers = {"User-Agent": "wopfield", "Accept-Language": language()}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self._client = httpx.Client(
            base_url=self.address,
            headers=headers,
            timeout=patience,
            follow_redirects=False,
            transport=make_transport(),
            verify=_trusted(),
        )
        self._heed = Heed(stop)

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_error: object) -> None:
        self._client.close()

    def about(self) -> Mapping[str, Any]:
        """Return what the server says of itself.

        Raises:
            WrongAddress: whoever answers is no server of ours.
        """
        try:
            said = self._asked("GET", "/about")
            content = json.loads(said)
            if not isinstance(content, dict) or content.get("program") != "WOPField":
                raise ValueError
        except (ValueError, NotUnderstood, Refused) as error:
            raise WrongAddress(
                _("Somebody answers at {address}, but it is no WOPField server.", address=self.address),
                safe=_("Nothing was sent."),
                do=_("Check the address; where a Wi-Fi wants a sign-in on a web page, do that first."),
            ) from error
        return content

    def sign_in(self, fields: Mapping[str, str]) -> Mapping[str, Any]:
        """Send an e-mail, a password and who this laptop is; return what the server answers."""
        return self._asked_json("POST", "/sign-in", json.dumps(dict(fields)).encode())

    def exchange(self, message: Message) -> Message:
        """Carry one message of an exchange, and return the answer."""
        return decode(self._asked("POST", "/exchange", encode(message), {"Content-Type": _EXCHANGE}))

    def say_locked(self, wiped: Mapping[str, str] | None = None) -> None:
        """Tell the server that this laptop was locked as it ordered, or wiped, and what was left sealed then."""
        self._asked("POST", "/locked", json.dumps(dict(wiped)).encode() if wiped else b"")

    def missing_pieces(self, scope: str, names: list[str]) -> list[str]:
        """Return which of these pieces the server does not have."""
        said = self._asked_json("POST", f"/scopes/{scope}/pieces/missing", json.dumps(names).encode())
        missing = said.get("missing")
        if not isinstance(missing, list):
            raise _not_understood()
        return [name for name in missing if name in set(names)]

    def put_part(self, scope: str, sha256: str, start: int, of: int, content: bytes) -> int:
        """Send a part of a piece of a file, and return how much of its beginning the server has now."""
        said = self._asked_json("PUT", f"/scopes/{scope}/pieces/{sha256}?start={start}&of={of}", content)
        there = said.get("there")
        if type(there) is not int or not 0 <= there <= of:
            raise _not_understood()
        return there

    def get_part(self, scope: str, sha256: str, start: int, most: int) -> bytes | None:
        """Return a part of a piece of a file; None when the server does not have it yet."""
        try:
            return self._asked("GET", f"/scopes/{scope}/pieces/{sha256}?start={start}&most={most}")
        except _NotThere:
            return None

    def _asked_json(self, method: str, path: str, body: bytes) -> Mapping[str, Any]:
        try:
            content = json.loads(self._asked(method, path, body, {"Content-Type": "application/json"}))
        except ValueError as error:
            raise _not_understood() from error
        if not isinstance(content, dict):
            raise _not_understood()
        return content

    def _asked(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> bytes:
        """Send a request and return the body of the answer, no more than a message may have."""
        import httpx

        try:
            with (
                self._heed.over(),
                self._client.stream(
                    method, path, content=body, headers=headers, extensions={"trace": self._heed.heard}
                ) as response,
            ):
                parts: list[bytes] = []
                size = 0
                for part in response.iter_bytes():
                    size += len(part)
                    if size > MOST_BYTES:
                        raise _not_understood()
                    parts.append(part)
        except httpx.TransportError as error:
            raise _no_connection(self.address, error) from error
        except (httpx.DecodingError, httpx.InvalidURL) as error:
            raise _not_understood() from error
        content = b"".join(parts)
        if response.status_code in _NOBODY_BEHIND:
            raise _unreachable(self.address)
        if response.is_redirect or response.headers.get("content-type", "").startswith("text/html"):
            raise _somebody_between(self.address)
        if response.status_code != 200:
            raise _trouble(response.status_code, content)
        return content


class _NotThere(NotUnderstood):
    """The server does not have it."""


def checked_address(address: str) -> str:
    """Return the address of a server in one form; ``https://`` may be left out, and be it that of one of its pages.

    Raises:
        WrongAddress: it is none, or would send a password in the clear.
    """
    text = address.strip().rstrip("/")
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise _wrong_address(address) from error
    if parts.path.startswith(_PAGES):
        parts = parts._replace(path="", query="", fragment="")
        text = parts.geturl()
    plain = parts.scheme == "http" and host in _LOOPBACK
    if not (parts.scheme == "https" or plain):
        raise WrongAddress(
            _("{address} would send your password in the clear.", address=address.strip()[:100]),
            safe=_("Nothing was sent."),
            do=_("Use an address that begins with https://."),
        )
    bare = not (parts.username or parts.password or parts.query or parts.fragment)
    if not host or not bare or any(sign.isspace() or ord(sign) < 33 for sign in text) or port == 0:
        raise _wrong_address(address)
    return text


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _trusted() -> ssl.SSLContext:
    """Return who is trusted to vouch for a server; reading them takes longer than an exchange with nothing new."""
    import httpx

    return httpx.create_ssl_context()


def _trouble(status: int, content: bytes) -> Trouble:
    """Turn what a server answered into what a person can act on; its words are kept where it is one of ours."""
    try:
        said = json.loads(content)
        words = {key: str(said.get(key, ""))[:500] for key in ("happened", "safe", "do")}
    except (ValueError, AttributeError, RecursionError):
        words = {"happened": "", "safe": "", "do": ""}
    if not words["happened"]:
        return _not_understood(status)
    happened = one_of_ours(str(said.get("saying", ""))[:2000]) or words["happened"]
    if status == 401 and isinstance(said.get("shut_out"), list):
        order, signature = [str(part) for part in [*said["shut_out"], "", ""][:2]]
        given = (order, signature) if signature else None
        return ShutOut(happened, safe=words["safe"], do=words["do"], order=given)
    kinds: Mapping[int, type[Trouble]] = {401: SignInRefused, 403: Refused, 400: _NotThere, 404: _NotThere}
    return kinds.get(status, NotUnderstood)(happened, safe=words["safe"], do=words["do"])


def _no_connection(address: str, error: Exception) -> Trouble:
    if isinstance(error.__cause__, ssl.SSLError) or "CERTIFICATE_VERIFY_FAILED" in str(error):
        return WrongAddress(
            later("Nobody can vouch that {address} is the server you mean.", address=address),
            safe=_("Nothing was sent. Everything on this laptop is safe."),
            do=_("Do not type a password there; ask whoever runs the server."),
        )
    return _unreachable(address)


def _unreachable(address: str) -> NoConnection:
    return NoConnection(
        later("The server {address} cannot be reached now.", address=address),
        safe=_("Everything is safe on this laptop and waits."),
        do=_("Work on; the next sync continues where this one stopped."),
    )


def _somebody_between(address: str) -> NotUnderstood:
    return NotUnderstood(
        later(
            "A web page answers in the place of the server {address}, as where a Wi-Fi wants a sign-in.",
            address=address,
        ),
        safe=_("Everything is safe on this laptop and waits."),
        do=_("Open any web page in a browser and do what it asks, then sync again; else tell whoever runs the server."),
    )


def _not_understood(status: int = 200) -> NotUnderstood:
    return NotUnderstood(
        later("The server answers in a way this program does not understand ({status}).", status=status),
        safe=_("Everything is safe on this laptop and waits."),
        do=_("Try again later; if it stays so, tell whoever runs the server."),
    )


def _wrong_address(address: str) -> WrongAddress:
    return WrongAddress(
        _("{address} is no address of a server.", address=address.strip()[:100] or "…"),
        safe=_("Nothing was sent."),
        do=_("Type it like https://wop.example.org."),
    )
