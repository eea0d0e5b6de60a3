"""The pages about partnerships: who takes part in which role; adding, changing and ending it."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from wopfield.errors import BadInput, Trouble
from wopfield.language import _
from wopfield.server import admin, lists
from wopfield.server.browsers import Administrator
from wopfield.server.house import House
from wopfield.server.lists import PartnershipLine
from wopfield.server.pages.deeds import Body, Id, Number, Words
from wopfield.server.pages.guard import Guard
from wopfield.server.pages.rendering import page
from wopfield.store.rights import LEAD


def routes(house: House, guard: Guard) -> APIRouter:
    """Return the routes about partnerships."""
    router = APIRouter(prefix="/admin/partnerships")

    def shown(who: Administrator, scope: str, said: str, trouble: Trouble | None, typed: Mapping[str, str]) -> Response:
        about = _found(house, scope)
        members = admin.list_members(house.database, scope)
        people = house.look(lists.offered)
        return page(
            "partnership", about.name or _("A partnership without a name"), who, 400 if trouble else 200, trouble,
            about=about, members=members, leads=any(each.role == LEAD for each in members), said=said, typed=typed,
            people=people,
        )  # fmt: skip

    @router.get("")
    def partnerships(request: Request, words: Words = "", number: Number = 1) -> Response:
        who = guard.administrator(request)
        found = house.look(lambda connection: lists.partnerships(connection, words, number))
        return page("partnerships", _("Partnerships"), who, found=found, words=words)

    @router.get("/{scope}")
    def partnership(request: Request, scope: Id, done: str = "", email: Words = "") -> Response:
        who = guard.administrator(request)
        said = _("The roles are changed; laptops are told at their next sync.") if done == "1" else ""
        return shown(who, scope, said, None, {"email": email, "role": ""})

    @router.post("/{scope}")
    def set_role(request: Request, body: Body, scope: Id) -> Response:
        who = guard.administrator(request)
        about = _found(house, scope)
        fields = guard.form(request, body, who.cookie, email=200, role=20, password=200)
        try:
            guard.prove(request, who, fields["password"])
            role = "" if fields["role"] == "none" else fields["role"] or "?"
            admin.add_member(house.database, about.scope, fields["email"], role, by=who.account)
        except Trouble as trouble:
            return shown(who, scope, "", trouble, fields)
        return RedirectResponse(f"/admin/partnerships/{about.scope}?done=1", 303)

    return router


def _found(house: House, scope: str) -> PartnershipLine:
    found = house.look(lambda connection: lists.partnership(connection, scope))
    if found is None:
        raise BadInput(_("There is no such partnership on the server."))
    return found
