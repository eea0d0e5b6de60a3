"""Give and take pieces of files, for members of the partnership they belong to."""

import json
import re
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from sqlalchemy import Connection, select

from wopfield.errors import BadInput, Refused
from wopfield.language import later
from wopfield.server.blobs import MOST_BYTES, add_part
from wopfield.server.bodies import read_body
from wopfield.server.devices import Device
from wopfield.server.house import House
from wopfield.server.members import open_to
from wopfield.server.signing_in import who_asks
from wopfield.store.file_states import gone_pieces, note_gone
from wopfield.store.files import note_pieces
from wopfield.store.log_tables import PIECE

MOST_NAMES = 5000
_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_SHA256 = re.compile(r"[0-9a-f]{64}")

_Place = Annotated[int, Query(ge=0, le=MOST_BYTES)]
"""A place in a piece, or its size."""


def routes(house: House) -> APIRouter:
    """Return the routes of pieces."""
    router = APIRouter(prefix="/scopes/{scope}/pieces")

    def must_be_member(request: Request, scope: str) -> Device:
        device, _token = who_asks(house, request)
        # What is no id at all is not asked the database for: PostgreSQL takes no text with a NUL in it.
        known = _ID.fullmatch(scope) is not None
        if not known or scope not in house.look(lambda connection: open_to(connection, device.account, [scope])):
            raise Refused(later("The server has nothing here for you."))
        return device

    @router.put("/{sha256}")
    def put(
        request: Request,
        scope: str,
        sha256: str,
        body: Annotated[bytes, Depends(read_body(MOST_BYTES))],
        start: _Place = 0,
        of: _Place | None = None,
    ) -> dict[str, int]:
        device = must_be_member(request, scope)
        size = len(body) if of is None else of
        there = add_part(house.blobs, device.id, sha256, start, size, body)
        if there == size:
            house.write(lambda connection: _note_kept(connection, scope, sha256, size))
        return {"there": there}

    @router.get("/{sha256}")
    def get(request: Request, scope: str, sha256: str, start: _Place = 0, most: _Place = MOST_BYTES) -> Response:
        must_be_member(request, scope)
        named = _SHA256.fullmatch(sha256) is not None
        known = named and bool(house.look(lambda connection: _known(connection, scope, [sha256])))
        content = house.blobs.get(sha256) if known else None
        if content is None:
            if known:
                _note_looked(house, scope, {sha256}, {sha256})
            raise BadInput(later("The server does not have this piece of a file yet."))
        return Response(content[start : start + most], media_type="application/octet-stream")

    @router.post("/missing")
    def missing(
        request: Request, scope: str, body: Annotated[bytes, Depends(read_body(70 * MOST_NAMES))]
    ) -> dict[str, list[str]]:
        must_be_member(request, scope)
        names = _names(body)
        known = house.look(lambda connection: _known(connection, scope, names))
        lacking = house.blobs.lacking(known)
        _note_looked(house, scope, known, lacking)
        return {"missing": [name for name in names if name not in known or name in lacking]}

    return router


def _known(connection: Connection, scope: str, names: list[str]) -> set[str]:
    """Return which pieces belong to a scope: who may see it says nothing of a piece of another."""
    found: set[str] = set()
    for start in range(0, len(names), 400):
        statement = select(PIECE.c.sha256).where(PIECE.c.scope == scope, PIECE.c.sha256.in_(names[start : start + 400]))
        found.update(connection.execute(statement).scalars())
    return found


def _note_kept(connection: Connection, scope: str, sha256: str, size: int) -> None:
    note_pieces(connection, scope, [(sha256, size)])
    note_gone(connection, scope, (), [sha256])


def _note_looked(house: House, scope: str, known: set[str], lacking: set[str]) -> None:
    """Keep which of the pieces that came once the store has lost, so that administrators can read their names."""
    before = house.look(lambda connection: gone_pieces(connection, scope)) & known
    if before != lacking:
        house.write(lambda connection: note_gone(connection, scope, lacking, before - lacking))


def _names(body: bytes) -> list[str]:
    try:
        names = json.loads(body.decode("utf-8"))
        if not isinstance(names, list) or len(names) > MOST_NAMES:
            raise ValueError
        if not all(isinstance(name, str) and _SHA256.fullmatch(name) for name in names):
            raise ValueError
    except (ValueError, RecursionError) as error:
        raise BadInput(later("The server does not understand this request.")) from error
    return names
