"""The pages before anybody is signed in: signing in and out."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from wopfield.errors import Refused, SignInRefused, Trouble
from wopfield.language import _
from wopfield.server import accounts, auditing, browsers
from wopfield.server.browsers import form_token
from wopfield.server.house import House
from wopfield.server.pages.deeds import Body
from wopfield.server.pages.guard import Guard, NotSignedIn, let_in, send_out, visitor, with_visitor
from wopfield.server.pages.rendering import page
from wopfield.server.proving import NotKnown, address_of, prove


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


def _sign_in_page(request: Request, trouble: Trouble | None = None, email: str = "", said: str = "") -> Response:
    cookie = visitor(request) or browsers.new_cookie()
    answer = page(
        "sign_in", _("Sign in"), status=401 if trouble else 200, trouble=trouble, email=email, said=said,
        form=form_token(cookie),
    )  # fmt: skip
    return with_visitor(request, answer, cookie)
