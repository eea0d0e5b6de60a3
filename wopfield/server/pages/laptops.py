"""The pages about laptops: when each was last here, and shutting one out."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import Response

from wopfield.errors import BadInput
from wopfield.language import _
from wopfield.server import admin, lists, locking
from wopfield.server.house import House
from wopfield.server.lists import LaptopLine
from wopfield.server.pages.deeds import Deed, Id, Number, Subject, Words, add_deeds, said
from wopfield.server.pages.guard import Guard
from wopfield.server.pages.rendering import page

DEEDS: Mapping[str, Deed] = {
    "shut-out": Deed(
        lambda name: _("Shut {name} out", name=name),
        lambda: _(
            "This laptop is no longer let in, at once, and is told so when it asks. What it brought stays. What it has "
            "not sent is locked on it: once its person closes the program, their password opens it no more; here "
            "“wopfield admin open-workspace” does. Nothing is deleted."
        ),
        lambda: _("Shut out"),
        lambda database, device, by: admin.revoke_device(database, device, by=by),
        lambda name: _("The laptop “{name}” is shut out.", name=name),
        danger=True,
    ),
    "lock": Deed(
        lambda name: _("Have the work on {name} locked", name=name),
        lambda: _(
            "When it asks next, its person is told; once they close the program their password opens it no more. "
            "Nothing is deleted: here “wopfield admin open-workspace” opens the folder of the workspace again."
        ),
        lambda: _("Have it locked"),
        lambda database, device, by: locking.order(database, device, by=by),
        lambda name: _("{name} is told to lock when it asks next.", name=name),
        danger=True,
    ),
    "wipe": Deed(
        lambda name: _("Have {name} wiped", name=name),
        lambda: _(
            "When it asks next, its person is told; once they close the program its work is deleted there. What this "
            "server does not have is left on it in a file that only “wopfield admin open-left” opens, here."
        ),
        lambda: _("Have it wiped"),
        lambda database, device, by: locking.order(database, device, wipe=True, by=by),
        lambda name: _("{name} is told to wipe its work when it asks next.", name=name),
        danger=True,
    ),
    "let-in": Deed(
        lambda name: _("Let {name} in again", name=name),
        lambda: _("Its person signs in again with e-mail and password; then what waited on it is sent."),
        lambda: _("Let in again"),
        lambda database, device, by: admin.let_device_in(database, device, by=by),
        lambda name: _("{name} may sign in again.", name=name),
    ),
}


def routes(house: House, guard: Guard) -> APIRouter:
    """Return the routes about laptops."""
    router = APIRouter(prefix="/admin/laptops")

    @router.get("")
    def laptops(request: Request, words: Words = "", number: Number = 1) -> Response:
        who = guard.administrator(request)
        found = house.look(lambda connection: lists.laptops(connection, words, number))
        return page("laptops", _("Laptops"), who, found=found, words=words)

    @router.get("/{device}")
    def laptop(request: Request, device: Id, done: str = "") -> Response:
        who = guard.administrator(request)
        about = _found(house, device)
        names = ["let-in"] if about.revoked else ["shut-out"]
        if about.revoked and not about.wipe:
            names.append("lock")
        if about.revoked and about.wipe in ("", "asked", "told"):
            names.append("wipe")
        receipt = house.look(lambda connection: locking.receipt(connection, device))
        return page(
            "laptop", _called(about), who, about=about, said=said(DEEDS, done, _called(about)), receipt=receipt,
            deeds=[(name, DEEDS[name]) for name in names],
        )  # fmt: skip

    def subject(device: str) -> Subject:
        about = _found(house, device)
        return Subject(about.id, _called(about), about.email, f"/admin/laptops/{about.id}")

    add_deeds(router, house, guard, DEEDS, subject)
    return router


def _found(house: House, device: str) -> LaptopLine:
    found = house.look(lambda connection: lists.laptop(connection, device))
    if found is None:
        raise BadInput(_("There is no such laptop."))
    return found


def _called(about: LaptopLine) -> str:
    return about.name or _("A laptop without a name")
