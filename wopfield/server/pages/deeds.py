"""What is done about a person or a laptop: a page says what follows, and asks for the administrator's own password."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import RedirectResponse, Response

from wopfield.errors import BadInput, Trouble
from wopfield.language import _
from wopfield.server.admin import Invited
from wopfield.server.bodies import read_body
from wopfield.server.browsers import Administrator
from wopfield.server.house import House
from wopfield.server.pages.guard import MOST_BYTES, Guard, send_to_see_once
from wopfield.server.pages.rendering import page
from wopfield.store.database import Database

Body = Annotated[bytes, Depends(read_body(MOST_BYTES))]
Words = Annotated[str, Query(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
"""What is searched for or stands in a field beforehand; a database takes no text with a NUL in it."""
Number = Annotated[int, Query(ge=1, le=100_000)]
Id = Annotated[str, Path(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom or what something is done about; ``key`` is how the deed names it."""

    key: str
    called: str
    email: str
    home: str
    """The path of its page."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done, in words."""

    title: Callable[[str], str]
    consequence: Callable[[], str]
    button: Callable[[], str]
    do: Callable[[Database, str, str], Invited | None]
    """With the key of the subject and the account of the administrator."""
    done: Callable[[str], str] = lambda _called: ""
    danger: bool = False


def add_deeds(
    router: APIRouter, house: House, guard: Guard, deeds: Mapping[str, Deed], find: Callable[[str], Subject]
) -> None:
    """Add the pages that ask before each deed, and do it."""

    @router.get("/{subject}/{deed}")
    def confirm(request: Request, subject: Id, deed: str) -> Response:
        return _confirm_page(guard.administrator(request), find(subject), _deed(deeds, deed))

    @router.post("/{subject}/{deed}")
    def do(request: Request, body: Body, subject: Id, deed: str) -> Response:
        who = guard.administrator(request)
        about, meant = find(subject), _deed(deeds, deed)
        fields = guard.form(request, body, who.cookie, password=200)
        try:
            guard.prove(request, who, fields["password"])
            invited = meant.do(house.database, about.key, who.account)
        except Trouble as trouble:
            return _confirm_page(who, about, meant, trouble)
        if invited is not None:
            return code_made(request, who, invited)
        return RedirectResponse(f"{about.home}?done={deed}", 303)


def said(deeds: Mapping[str, Deed], done: str, called: str) -> str:
    """Return what to say after a deed; empty when none was done."""
    return deeds[done].done(called) if done in deeds else ""


def code_made(request: Request, who: Administrator, invited: Invited) -> Response:
    """Send the browser on to the page that shows a code, so that loading it anew makes no other."""
    return send_to_see_once(request, who, f"/admin/people/{invited.account.id}/the-code", invited.code)


def _deed(deeds: Mapping[str, Deed], name: str) -> Deed:
    if name not in deeds:
        raise BadInput(_("The server has nothing here."))
    return deeds[name]


def _confirm_page(who: Administrator, about: Subject, deed: Deed, trouble: Trouble | None = None) -> Response:
    return page(
        "confirm", deed.title(about.called), who, 400 if trouble else 200, trouble, consequence=deed.consequence(),
        button=deed.button(), danger=deed.danger, back=about.home, email=about.email,
    )  # fmt: skip
