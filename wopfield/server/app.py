"""Put the server together: its routes, and what it answers when something is wrong."""

import logging
from operator import itemgetter
from pathlib import Path

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from sqlalchemy import Engine
from sqlalchemy.exc import InterfaceError, OperationalError
from starlette.exceptions import HTTPException as StarletteException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wopfield.errors import BadInput, CannotKeep, NotUnderstood, Refused, ShutOut, SignInRefused, Trouble
from wopfield.language import _, best_of, later, spoken
from wopfield.server import exchanging, files, pages, signing_in
from wopfield.server.blobs import BlobStore
from wopfield.server.bodies import TooLarge
from wopfield.server.house import House, build
from wopfield.server.pages.guard import NotSignedIn, send_out
from wopfield.store.database import Clock, Database, now
from wopfield.sync.program import program_version
from wopfield.sync.protocol import VERSION

_LOG = logging.getLogger("wopfield.server")

_STATUS: tuple[tuple[type[Trouble], int], ...] = (
    (SignInRefused, 401),
    (Refused, 403),
    (NotUnderstood, 400),
    (BadInput, 400),
    (CannotKeep, 507),
)

_MOST_OF_LANGUAGES = 500
"""Letters of what a request says about languages; a browser sends about fifty."""

_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"cache-control": b"no-store",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
    b"referrer-policy": b"no-referrer",
    b"strict-transport-security": b"max-age=31536000",
}


def create_app(engine: Engine, blobs: BlobStore, clock: Clock = now, folder: Path | None = None) -> FastAPI:
    """Return the server over a migrated database; it holds nothing else, so any number of processes may serve.

    ``folder`` is where its disk fills; administrators are shown how much room is left there.
    """
    house = build(Database(engine, clock), blobs)
    app = FastAPI(title="WOPField", docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(signing_in.routes(house))
    app.include_router(exchanging.routes(house))
    app.include_router(files.routes(house))
    app.include_router(pages.routes(house, folder))

    @app.get("/about")
    def about() -> dict[str, object]:
        return {
            "program": "WOPField",
            "version": program_version(),
            "wire": [VERSION],
            "device": house.keys.device,
            "key": house.keys.public,
        }

    _answer_troubles(app)
    app.add_middleware(_Headers)
    app.add_middleware(_Speech)
    app.state.house = house
    return app


def house_of(app: FastAPI) -> House:
    """Return what an app stands on."""
    house = app.state.house
    assert isinstance(house, House)
    return house


def _answer_troubles(app: FastAPI) -> None:
    """Answer in words, and never with what was sent: it may hold a password."""

    @app.exception_handler(Trouble)
    def trouble(request: Request, error: Trouble) -> Response:
        status = next((code for kind, code in _STATUS if isinstance(error, kind)), 400)
        return _said(request, status, error)

    @app.exception_handler(NotSignedIn)
    def not_signed_in(request: Request, error: NotSignedIn) -> Response:
        return send_out(request, ended=error.ended)

    @app.exception_handler(TooLarge)
    def too_large(request: Request, _error: TooLarge) -> Response:
        return _said(request, 413, Trouble(later("That is too large for the server.")))

    @app.exception_handler(ClientDisconnect)
    def gone(_request: Request, _error: ClientDisconnect) -> Response:
        return Response(status_code=400)  # read by nobody: a line that was cut is no mistake of the server

    @app.exception_handler(RequestValidationError)
    def unexpected(request: Request, _error: RequestValidationError) -> Response:
        return _said(request, 422, Trouble(later("The server does not understand this request.")))

    @app.exception_handler(StarletteException)
    def refused(request: Request, error: HTTPException) -> Response:
        return _said(request, error.status_code, _nothing_here(typed=pages.is_page(request)))

    @app.exception_handler(OperationalError)
    @app.exception_handler(InterfaceError)
    def away(request: Request, error: OperationalError | InterfaceError) -> Response:
        # Only what the database said: the statement holds what people entered.
        _LOG.error("%s %s: the database did not do it: %s", request.method, request.url.path, error.orig)
        trouble = Trouble(
            later("The server cannot use its database now."),
            safe=_("Nothing was changed."),
            do=_("Try again in a little while."),
        )
        return _said(request, 503, trouble)

    @app.exception_handler(Exception)
    def bug(request: Request, error: Exception) -> Response:
        _LOG.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return _said(request, 500, Trouble(later("The server made a mistake; nothing was changed.")))


def _nothing_here(*, typed: bool) -> Trouble:
    """Return that nothing is at an address; a person may have ``typed`` it, a program tells nobody to look at it."""
    do = _(
        "Check the address. Whoever looks after the server signs in on its first page; all others reach the server"
        " with the program on their laptop, under Sync."
    )
    return Trouble(later("The server has nothing here."), do=do if typed else "")


def _said(request: Request, status: int, trouble: Trouble) -> Response:
    """Answer a program with an object, and a person with a page."""
    if pages.is_page(request):
        who = pages.who_looks(request.app.state.house, request) if status < 500 else None
        return pages.trouble_page(trouble, status, who)
    said: dict[str, object] = {"happened": trouble.happened, "safe": trouble.safe, "do": trouble.do}
    said["saying"] = trouble.saying.written()  # to be kept, and told in whatever language is spoken then
    if isinstance(trouble, ShutOut):
        said["shut_out"] = list(trouble.order or ())
    return JSONResponse(said, status)


class _Speech:
    """Answer in the language that whoever asks reads best."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with spoken(best_of(_languages(scope))):
            await self._app(scope, receive, send)


def _languages(scope: Scope) -> list[str]:
    """Return the languages that a request names, the one that is read best first."""
    said = ",".join(value.decode("latin-1") for name, value in scope.get("headers", ()) if name == b"accept-language")
    weighed = []
    for wish in said[:_MOST_OF_LANGUAGES].split(","):
        code, _sign, weight = wish.partition(";q=")
        try:
            weighed.append((-float(weight or 1), code))
        except ValueError:
            continue
    return [code for weight, code in sorted(weighed, key=itemgetter(0)) if weight < 0]


class _Headers:
    """Send the headers that keep a browser from doing anything with what it is given."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = {name.lower() for name, _value in message["headers"]}
                more = [(name, value) for name, value in _HEADERS.items() if name not in said]
                message["headers"] = [*message["headers"], *more]
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)
