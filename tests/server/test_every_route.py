"""Whatever is sent to any route, in any field: the server makes no mistake and does not send back what it was sent."""

import json
from contextlib import suppress
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.core.result import Ok

from tests.server.every_route import FORMS, ROUTES, SIGN_IN, Caller, form, signing_in
from tests.server.test_matrix import token_of
from tests.server.visiting import Visitor
from tests.servers import Laptop, Server
from tests.sync.ratings import ask, share
from wopfield.sync.device import home

CANARY = "canary-secret-4711"
HOSTILE: list[object] = [
    "\0", f"{CANARY}\0", "\ud800", "x" * 30_000, "\n\r", "‮", "é" * 201, "' OR 1=1 --", "{{7*7}}", "../../etc/passwd",
    "%00", "%", "<script>", "1e999", "-1", "9" * 40,
]  # fmt: skip
"""What a text may be made of."""

NO_TEXT: list[object] = [
    None, True, 0, -1, 10**30, 1e999, float("nan"), 1.5, [], [CANARY], {}, {"a": CANARY},
    json.loads("[" * 60 + "]" * 60),
]  # fmt: skip
"""What stands where a text should."""


@pytest.fixture
def ruth(server: Server) -> Caller:
    """An administrator with a browser that is signed in."""
    server.account("ruth", is_admin=True)
    browser = Visitor(server)
    browser.sign_in("ruth")
    return Caller("ruth", browser=browser)


def check(answer: Any, sent: object) -> None:
    """Fail when the server made a mistake, or sent a secret back."""
    assert answer.status_code < 500, (answer.request.method, answer.request.url, str(sent)[:80])
    assert CANARY not in answer.text, (answer.request.method, answer.request.url)


@pytest.mark.slow
def test_any_text_in_any_field_of_any_form_is_answered(ruth: Caller, server: Server) -> None:
    assert ruth.browser is not None
    places = {"account": "x", "subject": "x", "deed": "shut-out", "scope": "x", "device": "x", "name": "look"}
    for path, fields in FORMS.items():
        opened = ruth.browser.open("/admin/sign-in" if path == "/admin/sign-in" else "/invitation")
        token = opened.token if path in ("/admin/sign-in", "/invitation") else ruth.browser.open("/admin/people").token
        for field in fields if path != "/admin/sign-out" else ():
            for text in HOSTILE:
                said = {"token": token, **dict.fromkeys(fields, ""), field: text, "password": CANARY}
                body = urlencode({name: said[name] for name in ("token", *fields)}, errors="surrogatepass").encode()
                answer = ruth.ask(server, "POST", path.format(**places), body, "application/x-www-form-urlencoded")
                check(answer, text)
        for body in (b"", b"&", b"token", b"%", b"\xff", b"token=a&token=a", b"a=b&" * 50, b'{"token": 1}'):
            for media_type in ("application/x-www-form-urlencoded", "application/json", "multipart/form-data", ""):
                answer = ruth.ask(server, "POST", path.format(**places), body, media_type)
                check(answer, body)
                assert answer.status_code in (400, 401, 403)


def test_any_value_in_any_field_of_signing_in_is_refused(server: Server) -> None:
    nobody = Caller("nobody")
    good = {"email": "a@b.org", "password": CANARY, "device": "d" * 20, "key": "k" * 43, "name": "n", "person": ""}
    for field in SIGN_IN:
        for value in [*HOSTILE, *NO_TEXT]:
            body, media_type = signing_in({**good, field: value})
            answer = nobody.ask(server, "POST", "/sign-in", body, media_type)
            check(answer, value)
            assert 400 <= answer.status_code < 500


def test_any_value_in_what_a_wiped_laptop_says_is_refused(new_laptop: Any, server: Server) -> None:
    amina = Caller("amina", token=token_of(new_laptop("amina")))
    good: dict[str, object] = {"changes": "1", "pieces": "0", "elsewhere": ""}
    for field in good:
        for value in [*HOSTILE, *NO_TEXT]:
            body = json.dumps({**good, field: value}).encode("utf-8", "surrogatepass")
            answer = amina.ask(server, "POST", "/locked", body, "application/json")
            check(answer, value)
            assert answer.status_code < 500
    assert amina.ask(server, "POST", "/locked", json.dumps(good).encode(), "application/json").status_code == 200


@pytest.mark.slow
def test_any_text_in_any_place_of_any_address_is_answered(ruth: Caller, server: Server, new_laptop: Any) -> None:
    amina: Laptop = new_laptop("amina")
    with amina.database.look() as connection:
        at = home(connection)
    assert at is not None
    ruth.token = at.token
    for method, path in ROUTES:
        for text in HOSTILE:
            said = quote(str(text)[:2000], safe="", errors="surrogatepass")
            for place in ("account", "subject", "deed", "scope", "sha256", "device", "name", "report"):
                if f"{{{place}}}" in path:
                    filled = path.format_map({**dict.fromkeys(PLACES, "x"), "scope": "commons", place: said})
                    check(ruth.ask(server, method, filled), text)
            if method == "GET":
                for name in ("words", "number", "before", "done", "email", "code", "ended"):
                    filled = path.format_map(dict.fromkeys(PLACES, "x"))
                    check(ruth.ask(server, method, filled, query=f"{name}={said}"), text)


PLACES = ("account", "subject", "deed", "scope", "sha256", "device", "name", "report")


def test_any_list_of_pieces_is_answered(new_laptop: Any, server: Server) -> None:
    amina: Laptop = new_laptop("amina")
    share(amina, server=server)
    values: list[object] = [*HOSTILE, *NO_TEXT, [None], [1e999], ["A" * 64], ["a" * 64, 1], ["a" * 64] * 5001]
    for value in values:
        body = json.dumps(value).encode("utf-8", "surrogatepass")
        answer = ask(amina, "POST", "/scopes/commons/pieces/missing", body)
        assert answer.status_code < 500
        assert CANARY.encode() not in answer.content


@pytest.mark.slow
def test_whatever_schemathesis_thinks_of_for_any_route_is_answered(ruth: Caller, server: Server) -> None:
    assert ruth.browser is not None
    token = ruth.browser.open("/admin/people").token
    described = schemathesis.openapi.from_dict(with_bodies(server.app.openapi()))
    tried = set()
    for found in described.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        tried.add((operation.method.upper(), operation.path))
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

            @given(case=operation.as_strategy(generation_mode=mode))
            @settings(max_examples=25, suppress_health_check=list(HealthCheck), database=None)
            def attempt(case: Any) -> None:
                body, media_type = body_of(case, token)
                query = urlencode(case.query or {}, doseq=True, errors="surrogatepass")
                path = quote(case.formatted_path, safe="/%", errors="surrogatepass")
                answer = ruth.ask(server, case.method, path, body, media_type, query)
                assert answer.status_code < 500, (case.method, path, query, body)

            with suppress(Unsatisfiable):  # a route without any place for something wrong
                attempt()
    assert tried == set(ROUTES)


def with_bodies(described: dict[str, Any]) -> dict[str, Any]:
    """Return a description of the routes that also tells of the fields in their bodies."""
    described = json.loads(json.dumps(described))
    text = {"type": "string"}
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            if method.upper() == "POST" and path in FORMS:
                names = ["token", *FORMS[path]]
                kind = "application/x-www-form-urlencoded"
            elif path == "/sign-in":
                names, kind = list(SIGN_IN), "application/json"
            else:
                continue
            fields = {"type": "object", "properties": dict.fromkeys(names, text), "required": names}
            operation["requestBody"] = {"required": True, "content": {kind: {"schema": fields}}}
    return described


def body_of(case: Any, token: str) -> tuple[bytes, str]:
    """Return the body of a case, with the right token where it has a form's."""
    body, media_type = case.body, case.media_type or ""
    if isinstance(body, dict) and media_type.endswith("urlencoded"):
        said = {str(name): value if isinstance(value, str) else json.dumps(value) for name, value in body.items()}
        return urlencode({**said, "token": token}, errors="surrogatepass").encode(), media_type
    if isinstance(body, bytes):
        return body, media_type
    try:
        return json.dumps(body).encode("utf-8", "surrogatepass"), media_type
    except TypeError:
        return b"", media_type


def test_a_form_that_is_as_it_should_be_is_taken(ruth: Caller, server: Server) -> None:
    assert ruth.browser is not None
    token = ruth.browser.open("/admin/people").token
    body, media_type = form("/admin/people", {"name": "Joost", "email": "joost@example.org"}, token)
    answer = ruth.ask(server, "POST", "/admin/people", body, media_type)
    assert (answer.status_code, answer.headers["Location"].rpartition("/")[2]) == (303, "the-code")
