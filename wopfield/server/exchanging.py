"""Answer an exchange: take a page in, say what is here, give a page back."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from wopfield.server import devices
from wopfield.server.bodies import read_body
from wopfield.server.house import House, tried
from wopfield.server.judging import ServersRules
from wopfield.server.members import open_to
from wopfield.server.signing_in import who_asks
from wopfield.sync.exchange import answer
from wopfield.sync.program import program_version
from wopfield.sync.protocol import MOST_BYTES, decode, encode
from wopfield.sync.replica import Replica

MEDIA_TYPE = "application/x-wopfield-exchange"


def routes(house: House) -> APIRouter:
    """Return the route of exchanges."""
    router = APIRouter()

    @router.post("/exchange")
    def exchange(request: Request, body: Annotated[bytes, Depends(read_body(MOST_BYTES))]) -> Response:
        device, token = who_asks(house, request)
        message = decode(body)
        replica = Replica(
            house.database, house.keys, device.id, ServersRules(house.keys, device, house.clock), piece=None
        )
        taken = tried(lambda: replica.take_in(message.chunks, ()))
        house.write(
            lambda connection: devices.note_use(connection, device, token, message.program, house.clock())
        )
        scopes = house.look(lambda connection: open_to(connection, device.account))
        said = answer(replica, message, scopes, taken.refusals, house.keys.device, program_version())
        return Response(encode(said), media_type=MEDIA_TYPE)

    return router
