"""The pages that show how it stands: syncing, and the newest reports."""

import re
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import Response

from wopfield.errors import BadInput
from wopfield.language import _
from wopfield.server import health, papers
from wopfield.server.house import House
from wopfield.server.pages.deeds import Id
from wopfield.server.pages.guard import Guard
from wopfield.server.pages.rendering import HEADERS, page


def routes(house: House, guard: Guard, folder: Path | None) -> APIRouter:
    """Return the routes of how it stands."""
    router = APIRouter(prefix="/admin")

    @router.get("/sync")
    def sync(request: Request) -> Response:
        who = guard.administrator(request)
        found = house.look(lambda connection: health.look(connection, house.clock(), folder, house.blobs.folder))
        return page("sync", _("Sync"), who, found=found, days=health.SILENT.days)

    @router.get("/reports")
    def reports(request: Request) -> Response:
        who = guard.administrator(request)
        return page("reports", _("Reports"), who, lines=house.look(papers.newest))

    @router.get("/reports/{scope}/{report}")
    def report(request: Request, scope: Id, report: Id) -> Response:
        guard.administrator(request)
        about = house.look(lambda connection: papers.find(connection, scope, report))
        if about is None or not about.issued:
            raise BadInput(_("There is no such report on the server."))
        content = papers.file_of(house.blobs, about)
        name = re.sub(r"[^A-Za-z0-9.]+", "-", f"{about.number}-{about.version}").strip(".-") or "report"
        headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}.pdf"'}
        return Response(content, media_type="application/pdf", headers=headers)

    return router
