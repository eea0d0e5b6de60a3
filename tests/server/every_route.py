"""Every route of the server: what it is for, what its body holds, and how it is asked by each kind of caller."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

import httpx

from tests.server.visiting import SITE, Visitor
from tests.servers import Laptop, Server

Kind = Literal["open", "entrance", "sign in", "laptop", "shut out", "member", "page", "form"]

FORMS: Mapping[str, tuple[str, ...]] = {
    "/admin/sign-in": ("email", "password"),
    "/admin/sign-out": (),
    "/invitation": ("code", "password", "again"),
    "/admin/people": ("name", "email"),
    "/admin/people/{subject}/{deed}": ("password",),
    "/admin/persons/{subject}": ("email", "password"),
    "/admin/laptops/{subject}/{deed}": ("password",),
    "/admin/partnerships/{scope}": ("email", "role", "password"),
}
"""The fields of every form, without its token."""

SIGN_IN = ("email", "password", "device", "key", "name", "person")

ROUTES: Mapping[tuple[str, str], Kind] = {
    ("GET", "/about"): "open",
    ("GET", "/admin/icon.svg"): "open",
    ("GET", "/admin/{name}.css"): "open",
    ("GET", "/admin/sign-in"): "entrance",
    ("POST", "/admin/sign-in"): "entrance",
    ("GET", "/invitation"): "entrance",
    ("POST", "/invitation"): "entrance",
    ("POST", "/sign-in"): "sign in",
    ("POST", "/exchange"): "laptop",
    ("POST", "/locked"): "shut out",
    ("GET", "/scopes/{scope}/pieces/{sha256}"): "member",
    ("PUT", "/scopes/{scope}/pieces/{sha256}"): "member",
    ("POST", "/scopes/{scope}/pieces/missing"): "member",
    ("GET", "/"): "page",
    ("GET", "/admin"): "page",
    ("GET", "/admin/people"): "page",
    ("GET", "/admin/people/{account}"): "page",
    ("GET", "/admin/people/{account}/the-code"): "page",
    ("GET", "/admin/people/{subject}/{deed}"): "page",
    ("GET", "/admin/persons/{subject}"): "page",
    ("GET", "/admin/laptops"): "page",
    ("GET", "/admin/laptops/{device}"): "page",
    ("GET", "/admin/laptops/{subject}/{deed}"): "page",
    ("GET", "/admin/partnerships"): "page",
    ("GET", "/admin/partnerships/{scope}"): "page",
    ("GET", "/admin/audit"): "page",
    ("GET", "/admin/sync"): "page",
    ("GET", "/admin/reports"): "page",
    ("GET", "/admin/reports/{scope}/{report}"): "page",
    ("POST", "/admin/sign-out"): "form",
    ("POST", "/admin/people"): "form",
    ("POST", "/admin/people/{subject}/{deed}"): "form",
    ("POST", "/admin/persons/{subject}"): "form",
    ("POST", "/admin/laptops/{subject}/{deed}"): "form",
    ("POST", "/admin/partnerships/{scope}"): "form",
}
"""What each route is for; one without a row fails the tests."""


def routes_of(server: Server) -> set[tuple[str, str]]:
    """Return every route the server has: method and path."""
    paths = server.app.openapi()["paths"]
    return {(method.upper(), path) for path, methods in paths.items() for method in methods}


@dataclass
class Caller:
    """Somebody who asks: with the token of a laptop, with a signed-in browser, or with nothing."""

    name: str
    laptop: Laptop | None = None
    browser: Visitor | None = None
    token: str = ""

    def ask(
        self, server: Server, method: str, path: str, body: bytes = b"", media_type: str = "", query: str = ""
    ) -> httpx.Response:
        """Send a request; what came back is not followed any further."""
        headers = {"Origin": SITE, **({"Content-Type": media_type} if media_type else {})}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        client = self.browser.client if self.browser else httpx.Client(base_url=SITE, transport=server.wire())
        target = f"{path}?{query}" if query else path
        return client.request(method, target, content=body, headers=headers, follow_redirects=False)


def form(path: str, fields: Mapping[str, str], token: str = "") -> tuple[bytes, str]:
    """Return the body of a form, and its media type."""
    said = {name: fields.get(name, "") for name in FORMS[path]}
    return urlencode({"token": token, **said}).encode(), "application/x-www-form-urlencoded"


def signing_in(fields: Mapping[str, object]) -> tuple[bytes, str]:
    """Return the body with which a laptop signs in, and its media type."""
    said = {name: fields.get(name, "") for name in SIGN_IN}
    return json.dumps(said).encode("utf-8", "surrogatepass"), "application/json"
