"""The page about somebody whom an account speaks for: giving them to another account, where the wrong one has them."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from wopfield.errors import BadInput, Trouble
from wopfield.language import _
from wopfield.server import accounts, admin, lists, speaking
from wopfield.server.accounts import Account
from wopfield.server.browsers import Administrator
from wopfield.server.house import House
from wopfield.server.pages.deeds import Body, Id
from wopfield.server.pages.guard import Guard
from wopfield.server.pages.rendering import page


def routes(house: House, guard: Guard) -> APIRouter:
    """Return the routes about whom an account speaks for."""
    router = APIRouter(prefix="/admin/persons")

    def shown(who: Administrator, person: str, trouble: Trouble | None, email: str) -> Response:
        name, holder = _found(house, person)
        people = house.look(lists.offered)
        return page(
            "given", _("Give {name} to another account", name=name or _("somebody without a name")), who,
            400 if trouble else 200, trouble, person=person, holder=holder, people=people, email=email,
        )  # fmt: skip

    @router.get("/{subject}")
    def person(request: Request, subject: Id) -> Response:
        return shown(guard.administrator(request), subject, None, "")

    @router.post("/{subject}")
    def give(request: Request, body: Body, subject: Id) -> Response:
        who = guard.administrator(request)
        _found(house, subject)
        fields = guard.form(request, body, who.cookie, email=200, password=200)
        try:
            guard.prove(request, who, fields["password"])
            account = admin.give_person(house.database, subject, fields["email"], by=who.account)
        except Trouble as trouble:
            return shown(who, subject, trouble, fields["email"])
        return RedirectResponse(f"/admin/people/{account.id}?done=given", 303)

    return router


def _found(house: House, person: str) -> tuple[str, Account | None]:
    """Return what somebody is called, and the account that speaks for them."""
    name = house.look(lambda connection: speaking.name_of(connection, person))
    if name is None:
        raise BadInput(_("There is no such person."))
    holder = house.look(lambda connection: speaking.holder_of(connection, person))
    return name, house.look(lambda connection: accounts.by_id(connection, holder))
