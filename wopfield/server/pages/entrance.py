"""The pages before anybody is signed in: signing in and out, and the code of an invitation."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from wopfield.domain.invitation import LEAST_PASSWORD
from wopfield.errors import BadInput, Refused, SignInRefused, Trouble
from wopfield.language import _
from wopfield.server import accounts, auditing, browsers
from wopfield.server.browsers import form_token
from wopfield.server.house import House
from wopfield.server.pages.deeds import Body
from wopfield.server.pages.guard import Guard, NotSignedIn, let_in, send_out, visitor, where, with_visitor
from wopfield.server.pages.rendering import page
from wopfield.server.proving import NotKnown, address_of, prove, prove_by_code

Code = Annotated[str, Query(pattern=r"^[A-Za-z0-9 -]{0,40}$")]


def routes(house: House, guard: Guard) -> APIRouter:
    """Return the routes of the entrance."""
    router = APIRouter()

    @router.get("/")
    @router.get("/admin")
    def front() -> Response:
        return RedirectResponse("/admin/people", 303)

    @router.get("/admin/sign-in")
    def ask(request: Request, ended: str = "") -> Response:
        try:
            guard.administrator(request)
        except NotSignedIn:
            said = _("You were signed out, because nobody used the pages for half an hour.") if ended == "1" else ""
            return _sign_in_page(request, said=said)
        return RedirectResponse("/admin/people", 303)

    @router.post("/admin/sign-in")
    def sign_in(request: Request, body: Body) -> Response:
        email = ""
        try:
            fields = guard.form(request, body, visitor(request), email=200, password=200)
            email = fields["email"]
            account = _prove_administrator(house, request, email, fields["password"])
        except Trouble as trouble:
            return _sign_in_page(request, trouble, email)

        def sign(connection: Connection) -> str:
            auditing.note(connection, account.id, "sign in to pages", account.email, house.clock())
            return browsers.sign_in(connection, account.id, house.clock())

        return let_in(request, house.write(sign))

    @router.post("/admin/sign-out")
    def sign_out(request: Request, body: Body) -> Response:
        who = guard.administrator(request)
        guard.form(request, body, who.cookie)
        house.write(lambda connection: browsers.sign_out(connection, who.cookie))
        return send_out(request, ended=False)

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


def _prove_administrator(house: House, request: Request, email: str, password: str) -> accounts.Account:
    try:
        account = prove(house, email, password, address_of(request))
    except NotKnown as refused:
        raise SignInRefused(
            refused.happened, do=_("Check both; another administrator can make a code for a new password.")
        ) from refused
    if not account.admin:
        raise Refused(
            _("This account does not look after the server."),
            do=_("Sign in from your laptop instead: Sync, Connect to a server."),
        )
    return account


def _accept(house: House, request: Request, code: str, password: str, again: str) -> accounts.Account:
    """Set the password of whoever holds the code."""
    if password != again:
        raise BadInput(_("The two passwords differ."), do=_("Type the same twice."))
    return prove_by_code(house, code, password, address_of(request))


def _sign_in_page(request: Request, trouble: Trouble | None = None, email: str = "", said: str = "") -> Response:
    cookie = visitor(request) or browsers.new_cookie()
    answer = page(
        "sign_in", _("Sign in"), status=401 if trouble else 200, trouble=trouble, email=email, said=said,
        form=form_token(cookie),
    )  # fmt: skip
    return with_visitor(request, answer, cookie)


def _invitation_page(request: Request, trouble: Trouble | None = None, code: str = "") -> Response:
    cookie = visitor(request) or browsers.new_cookie()
    answer = page(
        "invitation", _("Set your password"), status=400 if trouble else 200, trouble=trouble, code=code,
        least=LEAST_PASSWORD, form=form_token(cookie),
    )  # fmt: skip
    return with_visitor(request, answer, cookie)
