"""Sign in: an e-mail and a password enrol a laptop and give it a token."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy import Connection

from wopfield.errors import SignInRefused
from wopfield.language import _
from wopfield.server import accounts, devices
from wopfield.server.accounts import Account
from wopfield.server.bodies import read_body, read_fields
from wopfield.server.devices import Asked, Device
from wopfield.server.house import House
from wopfield.server.members import open_to

MOST_BYTES = 20_000


def routes(house: House) -> APIRouter:
    """Return the route of signing in."""
    router = APIRouter()

    @router.post("/sign-in")
    def sign_in(
        request: Request, body: Annotated[bytes, Depends(read_body(MOST_BYTES))]
    ) -> dict[str, object]:
        said = read_fields(body, email=200, password=200, device=64, key=43, name=80, person=64)
        account = _prove(house, said["email"], said["password"], _address_of(request))

        def enrol(connection: Connection) -> dict[str, object]:
            asked = Asked(said["device"], said["key"], said["name"], said["person"])
            enrolled = devices.enrol(connection, house.keys, account, asked, house.clock)
            accounts.audit(connection, account.id, "sign in", asked.device, house.clock())
            return {
                "token": enrolled.token,
                "person": enrolled.person,
                "certificate": [enrolled.certificate.content, enrolled.certificate.signature],
                "server": {"device": house.keys.device, "key": house.keys.public},
                "account": {"name": account.name, "email": account.email},
                "scopes": sorted(open_to(connection, account.id)),
            }

        return house.write(enrol)

    return router


def who_asks(house: House, request: Request) -> tuple[Device, str]:
    """Return the device that a request comes from, and its token.

    Raises:
        SignInRefused: it shows no token, or one that does not let it in.
    """
    kind, _space, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not 20 <= len(token) <= 100:
        token = ""
    return house.look(lambda connection: devices.let_in(connection, token, house.clock())), token


def _prove(house: House, email: str, password: str, address: str) -> Account:
    """Return the account that the password opens; whether it exists shows neither in words nor in time.

    Raises:
        SignInRefused: it opens none, or there were too many tries.
    """
    keys = [f"account {email}", f"address {address}"]
    at = house.clock()

    def known(connection: Connection) -> tuple[Account | None, str]:
        accounts.must_not_wait(connection, keys, at)
        return accounts.password_of(connection, email)

    account, hashed = house.look(known)
    right = accounts.fits(password, hashed)
    if account is None or account.disabled or not right:
        house.write(lambda connection: accounts.note_failure(connection, keys, at))
        raise SignInRefused(
            _("The server does not know this e-mail with this password."),
            safe=_("Everything on this laptop is safe."),
            do=_("Check both; the person who runs the server can set another password."),
        )
    house.write(lambda connection: accounts.forget_failures(connection, keys[:1]))
    return account


def _address_of(request: Request) -> str:
    return request.client.host if request.client else ""
