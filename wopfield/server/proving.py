"""Prove who somebody is by e-mail and password, or by an invitation's code; whoever guesses waits longer and longer."""

from fastapi import Request
from sqlalchemy import Connection

from wopfield.errors import Refused, SignInRefused
from wopfield.language import _
from wopfield.server import accounts, admin
from wopfield.server.accounts import Account
from wopfield.server.house import House


class NotKnown(SignInRefused):
    """No account has this e-mail with this password."""


def prove(house: House, email: str, password: str, address: str) -> Account:
    """Return the account that the password opens; whether it exists shows neither in words nor in time.

    Raises:
        NotKnown: it opens none.
        ShutOut: it opens one that an administrator shut out.
        SignInRefused: there were too many tries.
    """
    whom, where = accounts.at_account(email), accounts.at_address(address)
    at = house.clock()

    def known(connection: Connection) -> tuple[Account | None, str]:
        accounts.must_not_wait(connection, [whom, where], at)
        # Counted before it is tried: of many tries at once each would pass before the first was found wrong. What an
        # address failed at is counted after: a whole room may sign in at once behind one.
        accounts.note_failure(connection, whom, at)
        return accounts.password_of(connection, email)

    account, hashed = house.write(known)
    right = accounts.fits(password, hashed)
    if account is None or not right:
        house.write(lambda connection: accounts.note_failure(connection, where, at))
        raise NotKnown(
            _("The server does not know this e-mail with this password."),
            safe=_("Everything on this laptop is safe."),
            do=_("Check both; the person who runs the server can set another password."),
        )
    house.write(lambda connection: accounts.forget_failures(connection, whom))
    if account.disabled:
        raise accounts.shut_out()
    return account


def prove_by_code(house: House, code: str, password: str, address: str) -> Account:
    """Return the account that an invitation is for, and make ``password`` its own; whoever guesses codes waits.

    Raises:
        Refused: the code does not work.
        BadInput: the password is too short; the code still works.
        SignInRefused: there were too many tries.
    """
    where, at = accounts.at_address(address, "codes"), house.clock()
    house.look(lambda connection: accounts.must_not_wait(connection, [where], at))
    try:
        return admin.accept(house.database, code, password)
    except Refused:
        house.write(lambda connection: accounts.note_failure(connection, where, at))
        raise


def address_of(request: Request) -> str:
    """Return where a request comes from."""
    return request.client.host if request.client else ""
