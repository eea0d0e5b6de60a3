"""The pages about people: who can sign in, inviting, and what is done about one of them."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from wopfield.errors import BadInput, Trouble
from wopfield.language import _
from wopfield.server import accounts, admin, invitations, lists, speaking
from wopfield.server.accounts import Account
from wopfield.server.browsers import Administrator
from wopfield.server.house import House
from wopfield.server.pages.deeds import Body, Deed, Id, Number, Subject, Words, add_deeds, code_made, said
from wopfield.server.pages.guard import Guard, seen_once, where, without_once
from wopfield.server.pages.rendering import page

DEEDS: Mapping[str, Deed] = {
    "code": Deed(
        lambda name: _("Make a code for {name}", name=name),
        lambda: _("With the code they set a new password themselves. The password of today works until they have."),
        lambda: _("Make a code"),
        lambda database, email, by: admin.make_code(database, email, by=by),
    ),
    "shut-out": Deed(
        lambda name: _("Shut {name} out", name=name),
        lambda: _(
            "They and all their laptops are no longer let in, at once. What they brought stays; what they have not "
            "sent stays on their laptops."
        ),
        lambda: _("Shut out"),
        lambda database, email, by: admin.set_disabled(database, email, True, by=by),
        lambda name: _("{name} is shut out.", name=name),
        danger=True,
    ),
    "let-in": Deed(
        lambda name: _("Let {name} in again", name=name),
        lambda: _("They are let in again, and so are their laptops that were not shut out themselves."),
        lambda: _("Let in again"),
        lambda database, email, by: admin.set_disabled(database, email, False, by=by),
        lambda name: _("{name} is let in again.", name=name),
    ),
    "make-administrator": Deed(
        lambda name: _("Make {name} an administrator", name=name),
        lambda: _("They can do everything on these pages, as you can."),
        lambda: _("Make administrator"),
        lambda database, email, by: admin.set_admin(database, email, True, by=by),
        lambda name: _("{name} looks after the server now.", name=name),
    ),
    "end-administrator": Deed(
        lambda name: _("End {name}’s part as administrator", name=name),
        lambda: _("They are signed out of these pages at once. Their part in partnerships stays."),
        lambda: _("End as administrator"),
        lambda database, email, by: admin.set_admin(database, email, False, by=by),
        lambda name: _("{name} no longer looks after the server.", name=name),
        danger=True,
    ),
}


def routes(house: House, guard: Guard) -> APIRouter:
    """Return the routes about people."""
    router = APIRouter(prefix="/admin/people")

    def listed(
        who: Administrator, words: str, number: int, trouble: Trouble | None, typed: Mapping[str, str]
    ) -> Response:
        found = house.look(lambda connection: lists.people(connection, house.clock(), words, number))
        return page("people", _("People"), who, 400 if trouble else 200, trouble, found=found, words=words, typed=typed)

    @router.get("")
    def people(request: Request, words: Words = "", number: Number = 1) -> Response:
        return listed(guard.administrator(request), words, number, None, {"name": "", "email": ""})

    @router.post("")
    def invite(request: Request, body: Body) -> Response:
        who = guard.administrator(request)
        fields = guard.form(request, body, who.cookie, name=80, email=200)
        try:
            invited = admin.invite(house.database, fields["name"], fields["email"], by=who.account)
        except BadInput as trouble:
            return listed(who, "", 1, trouble, fields)
        return code_made(request, who, invited)

    @router.get("/{account}/the-code")
    def the_code(request: Request, account: Id) -> Response:
        who = guard.administrator(request)
        about, code = _found(house, account), seen_once(request, who)
        if not code:
            return RedirectResponse(f"/admin/people/{about.id}?done=shown", 303)
        shown = page(
            "code", _("A code for {name}", name=about.name), who, about=about, code=code, address=where(request),
            days=invitations.DAYS,
        )  # fmt: skip
        return without_once(request, shown)

    @router.get("/{account}")
    def person(request: Request, account: Id, done: str = "") -> Response:
        who = guard.administrator(request)
        about = _found(house, account)
        laptops = house.look(lambda connection: lists.laptops(connection, account=about.id).lines)
        roles = house.look(lambda connection: lists.roles(connection, about.id))
        invited = house.look(lambda connection: invitations.open_until(connection, about.id, house.clock()))
        speaks_for = house.look(lambda connection: speaking.named_people_of(connection, about.id))
        return page(
            "person", about.name, who, about=about, said=_told(done, about.name), laptops=laptops,
            parts_of=roles, invited=invited, deeds=_open_deeds(about, who), speaks_for=speaks_for,
        )  # fmt: skip

    def subject(account: str) -> Subject:
        about = _found(house, account)
        return Subject(about.email, about.name, about.email, f"/admin/people/{about.id}")

    add_deeds(router, house, guard, DEEDS, subject)
    return router


def _found(house: House, account: str) -> Account:
    found = house.look(lambda connection: accounts.by_id(connection, account))
    if found is None:
        raise BadInput(_("There is no such person."))
    return found


def _told(done: str, called: str) -> str:
    """Return what to say after something was done or shown."""
    if done == "given":
        return _("{name} has the person from now on.", name=called)
    if done == "shown":
        return _("A code is shown only once. If nobody has it, make another.")
    return said(DEEDS, done, called)


def _open_deeds(about: Account, who: Administrator) -> list[tuple[str, Deed]]:
    """Return what can be done about somebody now; nobody shuts themselves out."""
    names = ["let-in"] if about.disabled else ["code"]
    if about.id != who.account and not about.disabled:
        names += ["end-administrator" if about.admin else "make-administrator", "shut-out"]
    return [(name, DEEDS[name]) for name in names]
