"""The pages that show how it stands: syncing, and the newest reports."""

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import Response

from wopfield.language import _
from wopfield.server import health
from wopfield.server.house import House
from wopfield.server.pages.guard import Guard
from wopfield.server.pages.rendering import page


def routes(house: House, guard: Guard, folder: Path | None) -> APIRouter:
    """Return the routes of how it stands."""
    router = APIRouter(prefix="/admin")

    @router.get("/sync")
    def sync(request: Request) -> Response:
        who = guard.administrator(request)
        found = house.look(lambda connection: health.look(connection, house.clock(), folder))
        return page("sync", _("Sync"), who, found=found, days=health.SILENT.days)

    @router.get("/reports")
    def reports(request: Request) -> Response:
        who = guard.administrator(request)
        return page("reports", _("Reports"), who, lines=house.look(health.reports))

    return router
