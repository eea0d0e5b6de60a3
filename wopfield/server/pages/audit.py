"""The page that shows what was done on this server, with search."""

import re
from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from wopfield.language import _, plural
from wopfield.server import auditing
from wopfield.server.auditing import Act
from wopfield.server.house import House
from wopfield.server.pages.deeds import Words
from wopfield.server.pages.guard import Guard
from wopfield.server.pages.rendering import page, role_words

_NUMBERED = re.compile(r"(?P<called>.+) \((?P<number>[^\s()]+)\)")


def routes(house: House, guard: Guard) -> APIRouter:
    """Return the route of what was done."""
    router = APIRouter(prefix="/admin/audit")

    @router.get("")
    def audit(request: Request, words: Words = "", before: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0) -> Response:
        who = guard.administrator(request)
        found = house.look(lambda connection: auditing.search(connection, words, before))
        lines = [(each, *_about(each)) for each in found[: auditing.PAGE]]
        return page(
            "audit", _("What was done"), who, lines=lines, more=len(found) > auditing.PAGE, words=words,
            before=before, what=_what(found),
        )  # fmt: skip

    return router


def _about(act: Act) -> tuple[str, str]:
    """Return what something was called then, and the number behind it, empty where it has none."""
    named = _NUMBERED.fullmatch(act.about)
    return (named["called"], named["number"]) if named else (act.about, "")


def _what(acts: Iterable[Act]) -> dict[str, str]:
    """Return what people read of each deed."""
    deeds, roles = _deeds(), role_words()
    said: dict[str, str] = {}
    for done in {each.done for each in acts}:
        match done.split():
            case ["role", role]:
                said[done] = _("role: {role}", role=roles[role]) if role in roles else _("takes no part any more")
            case ["accept", count, "refused", "before"]:
                said[done] = plural(
                    "accept {count} change refused before", "accept {count} changes refused before", int(count)
                )
            case _known:
                said[done] = deeds.get(done, done)
    return said


def _deeds() -> dict[str, str]:
    """Return what is said of each deed; it is kept, and found again, in English."""
    return {
        "add account": _("add account"),
        "end administrator": _("end administrator"),
        "give person": _("give a person to an account"),
        "invite": _("invite"),
        "laptop is locked": _("laptop is locked"),
        "laptop is wiped": _("laptop is wiped"),
        "let in again": _("let in again"),
        "let laptop in again": _("let laptop in again"),
        "make administrator": _("make administrator"),
        "make code": _("make code"),
        "open locked workspace": _("open locked workspace"),
        "open what a laptop left": _("open what a laptop left"),
        "order lock": _("order lock"),
        "order wipe": _("order wipe"),
        "set own password by code": _("set own password by code"),
        "set password": _("set password"),
        "shut laptop out": _("shut laptop out"),
        "shut out": _("shut out"),
        "sign in": _("sign in"),
        "sign in to pages": _("sign in to pages"),
    }
