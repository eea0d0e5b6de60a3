"""The page on which somebody who was invited sets a password: by the code on paper, or by the link that holds it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from wopfield.domain.invitation import LEAST_PASSWORD
from wopfield.errors import BadInput, Trouble
from wopfield.language import _
from wopfield.server import accounts, browsers
from wopfield.server.browsers import form_token
from wopfield.server.house import House
from wopfield.server.pages.deeds import Body
from wopfield.server.pages.guard import Guard, visitor, where, with_visitor
from wopfield.server.pages.rendering import page
from wopfield.server.proving import address_of, prove_by_code

Code = Annotated[str, Query(pattern=r"^[A-Za-z0-9 -]{0,40}$")]


def routes(house: House, guard: Guard) -> APIRouter:
    """Return the routes of an invitation."""
    router = APIRouter()

    @router.get("/invitation")
    def invitation(request: Request, code: Code = "") -> Response:
        return _invitation_page(request, code=code)

    @router.post("/invitation")
    def accept(request: Request, body: Body) -> Response:
        code = ""
        try:
            fields = guard.form(request, body, visitor(request), code=40, password=200, again=200)
            code = fields["code"]
            account = _accept(house, request, code, fields["password"], fields["again"])
        except Trouble as trouble:
            return _invitation_page(request, trouble, code)
        return page("accepted", _("Your password is set"), email=account.email, address=where(request))

    return router


def _accept(house: House, request: Request, code: str, password: str, again: str) -> accounts.Account:
    """Set the password of whoever holds the code."""
    if password != again:
        raise BadInput(_("The two passwords differ."), do=_("Type the same twice."))
    return prove_by_code(house, code, password, address_of(request))


def _invitation_page(request: Request, trouble: Trouble | None = None, code: str = "") -> Response:
    cookie = visitor(request) or browsers.new_cookie()
    answer = page(
        "invitation", _("Set your password"), status=400 if trouble else 200, trouble=trouble, code=code,
        least=LEAST_PASSWORD, form=form_token(cookie),
    )  # fmt: skip
    return with_visitor(request, answer, cookie)
