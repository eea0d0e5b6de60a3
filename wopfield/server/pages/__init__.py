"""The pages for whoever looks after the server: plain forms that need no script."""

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.exc import InterfaceError, OperationalError

from wopfield.errors import Trouble
from wopfield.language import _
from wopfield.server.browsers import Administrator
from wopfield.server.house import House
from wopfield.server.pages import audit, entrance, invitation, laptops, partnerships, people, speaking, standing
from wopfield.server.pages.guard import Guard, NotSignedIn
from wopfield.server.pages.rendering import icon, page, style

_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}


def routes(house: House, folder: Path | None) -> APIRouter:
    """Return the routes of all pages; ``folder`` is where the disk of the server fills."""
    router, guard = APIRouter(), Guard(house)
    for part in (entrance, invitation, people, speaking, laptops, partnerships, audit):
        router.include_router(part.routes(house, guard))
    router.include_router(standing.routes(house, guard, folder))

    @router.get("/admin/{name}.css")
    def look(name: str) -> Response:
        known, content = style()
        if f"{name}.css" != known:
            return trouble_page(Trouble(_("The server has nothing here.")), 404, None)
        return Response(content, media_type="text/css", headers=_FOR_EVER)

    @router.get("/admin/icon.svg")
    def picture() -> Response:
        return Response(icon(), media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})

    return router


def is_page(request: Request) -> bool:
    """Return whether a request asks for a page; only browsers say that they read those."""
    read = {each.partition(";")[0].strip() for each in request.headers.get("accept", "").split(",")}
    return "text/html" in read or request.url.path.startswith(("/admin", "/invitation"))


def who_looks(house: House, request: Request) -> Administrator | None:
    """Return the administrator who is signed in in a browser, if there is one and the database can tell."""
    try:
        return Guard(house).administrator(request)
    except (NotSignedIn, Trouble, OperationalError, InterfaceError):
        return None


def trouble_page(trouble: Trouble, status: int, who: Administrator | None) -> Response:
    """Return a page that says what happened, what is safe and what to do; ``who`` finds the way on from it."""
    return page("trouble", _("That did not work"), who, status, trouble)
