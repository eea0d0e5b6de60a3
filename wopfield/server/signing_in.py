"""Sign in: an e-mail and a password enrol a laptop and give it a token.

In the place of the e-mail stands the code of an invitation the first time: the password then becomes the person's own.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy import Connection

from wopfield.domain.invitation import is_code
from wopfield.errors import BadInput, ShutOut
from wopfield.language import later
from wopfield.server import auditing, devices, speaking
from wopfield.server.bodies import read_body, read_fields
from wopfield.server.devices import Asked, Device
from wopfield.server.house import House
from wopfield.server.locking import Receipt, note_locked, told
from wopfield.server.members import open_to
from wopfield.server.proving import address_of, prove, prove_by_code
from wopfield.server.reconsidering import judge_again

MOST_BYTES = 20_000
_MOST_SAID = 200


def routes(house: House) -> APIRouter:
    """Return the route of signing in."""
    router = APIRouter()

    @router.post("/sign-in")
    def sign_in(request: Request, body: Annotated[bytes, Depends(read_body(MOST_BYTES))]) -> dict[str, object]:
        said = read_fields(body, email=200, password=200, device=64, key=43, name=80, person=64)
        by = prove_by_code if is_code(said["email"]) else prove
        account = by(house, said["email"], said["password"], address_of(request))

        def enrol(connection: Connection) -> dict[str, object]:
            asked = Asked(said["device"], said["key"], said["name"], said["person"])
            before = speaking.people_of(connection, account.id)
            enrolled = devices.enrol(connection, house.keys, account, asked, house.clock)
            if speaking.people_of(connection, account.id) != before:
                judge_again(connection, account.id, house.clock)
            auditing.note(connection, account.id, "sign in", auditing.laptop(connection, asked.device), house.clock())
            return {
                "token": enrolled.token,
                "person": enrolled.person,
                "certificate": [enrolled.certificate.content, enrolled.certificate.signature],
                "server": {"device": house.keys.device, "key": house.keys.public},
                "account": {"name": account.name, "email": account.email},
                "scopes": sorted(open_to(connection, account.id)),
            }

        return house.write(enrol)

    @router.post("/locked")
    def locked(request: Request, body: Annotated[bytes, Depends(read_body(_MOST_SAID))]) -> dict[str, bool]:
        note_locked(house, token_of(request), _receipt(body) if body else None)
        return {"noted": True}

    return router


def _receipt(body: bytes) -> Receipt:
    said = read_fields(body, changes=12, pieces=12, elsewhere=3)
    counts = said["changes"], said["pieces"]
    if not all(count.isascii() and count.isdigit() for count in counts):
        raise BadInput(later("The server does not understand this request."))
    return Receipt(int(counts[0]), int(counts[1]), said["elsewhere"] == "yes")


def token_of(request: Request) -> str:
    """Return the token that a request shows; empty when it shows none that could be one."""
    kind, _space, token = request.headers.get("authorization", "").partition(" ")
    return token if kind.lower() == "bearer" and 20 <= len(token) <= 100 else ""


def who_asks(house: House, request: Request) -> tuple[Device, str]:
    """Return the device that a request comes from, and its token.

    Raises:
        SignInRefused: it shows no token, or one that does not let it in; ShutOut where an administrator did that.
    """
    token = token_of(request)
    try:
        return house.look(lambda connection: devices.let_in(connection, token, house.clock())), token
    except ShutOut as refused:
        raise told(house, token, refused) from refused
