"""Turn a template and what it shows into a page: everything shown is escaped, nothing but the page is loaded."""

import hashlib
from datetime import datetime
from functools import cache

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from wopfield.errors import Trouble
from wopfield.language import _, in_a_row, language, plural, reads_from_the_right, retold
from wopfield.server.browsers import Administrator, form_token
from wopfield.shipped import shipped
from wopfield.store.rights import ROLES
from wopfield.sync.program import program_version

CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    # Not "no-referrer": a browser would then send the forms of these pages with an origin of "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def page(
    name: str,
    title: str,
    who: Administrator | None = None,
    status: int = 200,
    trouble: Trouble | None = None,
    **shown: object,
) -> HTMLResponse:
    """Return a page made from the template ``name``; ``trouble`` is said at its top."""
    content = (
        _templates()
        .get_template(f"{name}.html")
        .render(
            language=language(),
            direction="rtl" if reads_from_the_right() else "ltr",
            title=title,
            who=who,
            token=form_token(who.cookie) if who else "",
            trouble=trouble,
            style=style()[0],
            version=program_version(),
            **shown,
        )
    )
    return HTMLResponse(content, status, {**HEADERS, "Content-Language": language()})


@cache
def style() -> tuple[str, bytes]:
    """Return the name that the style of the pages has now, and its content: another content is another name."""
    content = (shipped("resources") / "pages" / "look.css").read_bytes()
    return f"look-{hashlib.sha256(content).hexdigest()[:12]}.css", content


@cache
def icon() -> bytes:
    """Return the picture that a browser shows beside the title."""
    return (shipped("resources") / "pages" / "icon.svg").read_bytes()


def role_words() -> dict[str, str]:
    """Return what the roles are called."""
    words = (_("lead"), _("reviewer"), _("mentor"), _("mentee"), _("manager"))
    return dict(zip(ROLES, words, strict=True))


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(shipped("resources") / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(_=_, plural=plural, retold=retold, roles=role_words)
    made.filters["moment"] = moment
    made.filters["gigabytes"] = gigabytes
    return made


def moment(written: str) -> str:
    """Return a moment, kept as ISO text, as people read it; “never” where it is empty."""
    if not written:
        return _("never")
    from babel.dates import format_datetime

    at = datetime.fromisoformat(written)
    parts = (format_datetime(at, form, locale=language()) for form in ("d MMM y", "HH:mm 'UTC'"))
    return in_a_row(part.replace(" ", "\u00a0") for part in parts)  # a line ends between day and hour alone


def gigabytes(size: int) -> str:
    """Return a size in GB, with the decimal sign of the reader's language."""
    from babel.numbers import format_decimal

    return str(format_decimal(size / 10**9, "0.0", locale=language()))
