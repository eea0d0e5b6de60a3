"""Answer an exchange: take a page in, say what is here, give a page back."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from wopfield.server import devices, health
from wopfield.server.bodies import read_body
from wopfield.server.devices import Device
from wopfield.server.house import House, tried
from wopfield.server.judging import ServersRules
from wopfield.server.members import open_to
from wopfield.server.reconsidering import (
    accept_what_stands,
    follow_log,
    has_refused,
    judge_mentees_again,
    take_contents,
)
from wopfield.server.signing_in import who_asks
from wopfield.sync.exchange import answer
from wopfield.sync.program import program_version
from wopfield.sync.protocol import MOST_BYTES, Message, decode, encode
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
        reached = sorted({scope for scope, _log, _place in taken.reached})
        for scope in reached if "member" in taken.touched else ():
            house.write(partial(follow_log, scope=scope, clock=house.clock))
        if taken.contents:
            house.write(partial(take_contents, contents=taken.contents, clock=house.clock))
        for scope in reached if "answer" in taken.touched else ():
            if house.look(partial(has_refused, scope=scope)):
                house.write(partial(judge_mentees_again, scope=scope, clock=house.clock))
        scopes = house.look(lambda connection: open_to(connection, device.account))
        if doubts := {scope: names for scope, names in message.doubts.items() if scope in scopes}:
            house.write(partial(accept_what_stands, doubts=doubts, clock=house.clock))
        brought = bool(taken.contents)
        said = answer(replica, message, scopes, taken.refusals, house.keys.device, program_version(), brought=brought)
        _note(house, device, token, message, said)
        return Response(encode(said), media_type=MEDIA_TYPE)

    return router


def _note(house: House, device: Device, token: str, message: Message, said: Message) -> None:
    """Note for administrators that a laptop was here, what was not taken from it, and whether both have the same."""
    at = house.clock()
    taken = sorted({chunk.scope for chunk in message.chunks} - {each.scope for each in said.refusals if not each.log})

    def write(connection: Connection) -> None:
        health.forget_taken(connection, message.chunks, said.refusals)
        if said.refusals:
            health.note_refusals(connection, device.id, said.refusals, at)
        if taken:
            health.forget_whole(connection, device.id, taken)
        if message.chunks:
            health.forget_replaced(connection, {chunk.scope for chunk in message.chunks})
        agreed = not said.have and not health.is_anything_refused(connection, device.id)
        devices.note_use(connection, device, token, message.program, at, agreed=agreed)

    house.write(write)
