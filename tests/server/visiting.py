"""Somebody at the server's pages with a browser: follows links, keeps cookies, sends forms as they were given."""

import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

import httpx

from tests.servers import SECRET, Server
from tests.workspaces import Clock
from wopfield.server import auditing
from wopfield.server.app import house_of

SITE = "https://wop.example.org"
PAGES = ("people", "laptops", "partnerships", "sync", "reports", "audit")
SLOW_LINE = 60_000
"""The most bytes of a page with its style, so that it comes over a slow line in seconds."""


@dataclass
class Shown:
    """A page as it was answered."""

    status: int
    html: str
    headers: httpx.Headers
    path: str

    @property
    def words(self) -> str:
        """Return what stands on it, without the marks."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.html)).split())

    @property
    def token(self) -> str:
        """Return the token of its forms."""
        found = re.search(r'name="token" value="([0-9a-f]+)"', self.html)
        return found.group(1) if found else ""

    @property
    def links(self) -> list[str]:
        """Return where its links lead."""
        return [unescape(path) for path in re.findall(r'<a [^>]*href="([^"#]+)"', self.html)]


class Visitor:
    """A browser at the pages of a server."""

    def __init__(self, server: Server, site: str = SITE) -> None:
        self.site = site
        self.client = httpx.Client(base_url=site, transport=server.wire(), follow_redirects=True)
        self.shown = Shown(0, "", httpx.Headers(), "")

    def open(self, path: str) -> Shown:
        """Open a page."""
        return self._keep(self.client.get(path))

    def send(self, path: str, headers: dict[str, str] | None = None, **fields: str) -> Shown:
        """Send the form of the page that is shown."""
        sent = {"Origin": self.site, "Sec-Fetch-Site": "same-origin"} if headers is None else headers
        return self._keep(self.client.post(path, data={"token": self.shown.token, **fields}, headers=sent))

    def sign_in(self, name: str, password: str = SECRET) -> Shown:
        """Sign in."""
        self.open("/admin/sign-in")
        return self.send("/admin/sign-in", email=f"{name}@example.org", password=password)

    def _keep(self, answer: httpx.Response) -> Shown:
        self.shown = Shown(answer.status_code, answer.text, answer.headers, answer.url.path)
        check_form(self.shown.html)
        return self.shown


def clock_of(server: Server) -> Clock:
    """Return the clock of a server, for the test to move."""
    assert isinstance(server.database.clock, Clock)
    return server.database.clock


def done(server: Server) -> list[tuple[str, str, str]]:
    """Return what was done on a server: by whom, what, about what; the newest first."""
    return house_of(server.app).look(lambda connection: [(a.by, a.done, a.about) for a in auditing.search(connection)])


def person(visitor: Visitor, email: str) -> str:
    """Return the path of somebody's page."""
    return next(link for link in visitor.open(f"/admin/people?words={email}").links if "/people/" in link)


def laptop_of(visitor: Visitor) -> str:
    """Return the path of the first laptop's page."""
    return next(link for link in visitor.open("/admin/laptops").links if "/laptops/" in link)


def check_form(html: str) -> None:
    """Fail when a page is not well formed, has a field without a label, or shows what only a program reads."""
    assert not re.search(r"[{\[]&#39;|&lt;\w+ object at", html)
    if "<html" not in html:
        return
    reader = _Reader()
    reader.feed(html)
    assert reader.open_marks == []
    assert reader.fields <= reader.labelled, f"without a label: {reader.fields - reader.labelled}"
    assert reader.headings[:1] == [1]
    assert reader.headings.count(1) == 1


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open_marks: list[str] = []
        self.fields: set[str] = set()
        self.labelled: set[str] = set()
        self.headings: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        assert not {"style", "onclick"} & said.keys()
        assert tag not in ("script", "style")
        if tag in ("input", "select") and said.get("type") != "hidden" and "hidden" not in said:
            self.fields.add(str(said["id"]))
        if tag == "label":
            self.labelled.add(str(said["for"]))
        if tag in ("h1", "h2", "h3"):
            self.headings.append(int(tag[1]))
        if tag == "th":
            assert said.get("scope") in ("col", "row")
        if tag not in ("meta", "link", "input", "path"):
            self.open_marks.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "path"

    def handle_endtag(self, tag: str) -> None:
        assert self.open_marks.pop() == tag
