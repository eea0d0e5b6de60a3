"""The page that shows what was done on this server, with search."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from wopfield.language import _
from wopfield.server import auditing
from wopfield.server.house import House
from wopfield.server.pages.deeds import Words
from wopfield.server.pages.guard import Guard
from wopfield.server.pages.rendering import page


def routes(house: House, guard: Guard) -> APIRouter:
    """Return the route of what was done."""
    router = APIRouter(prefix="/admin/audit")

    @router.get("")
    def audit(request: Request, words: Words = "", before: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0) -> Response:
        who = guard.administrator(request)
        found = house.look(lambda connection: auditing.search(connection, words, before))
        return page(
            "audit", _("What was done"), who, lines=found[: auditing.PAGE], more=len(found) > auditing.PAGE,
            words=words, before=before,
        )  # fmt: skip

    return router
