"""The fingerprint of what a report says: the same for every language, layout and paper of one state."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from hashlib import sha256
from json import dumps
from operator import attrgetter
from unicodedata import normalize
from urllib.parse import quote

from wopfield.domain.summary import Summary
from wopfield.language import kept_as_it_is
from wopfield.report.cleaning import one_line


def fingerprint(summary: Summary) -> str:
    """Return the SHA-256 of the canonical content as 64 hex digits.

    ``today`` is left out: it only moves the line in the plan, and the same state printed tomorrow is the same.
    """
    return sha256(canonical(summary)).hexdigest()


def canonical(summary: Summary) -> bytes:
    """Return the content as canonical JSON: sorted names, NFC text, figures as strings, times in UTC."""
    names = (item.name for item in fields(summary) if item.name not in _LEFT_OUT)
    names = (name for name in names if name not in _ONLY_WHERE_GIVEN or getattr(summary, name))
    content = {name: _plain(getattr(summary, name)) for name in names}
    return dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode("ascii")


_LEFT_OUT = frozenset({"today", "asks"})
_ONLY_WHERE_GIVEN = frozenset({"entry_lines", "given_figures", "as_of", "open_words", "without_result"})
"""What came later and few documents have: without it they keep the fingerprint they were issued with."""


def urn(number: str, version: str, digest: str) -> str:
    """Return what the code on the cover says: document, version and fingerprint."""
    return f"urn:wopfield:report:{quote(one_line(number), safe='')}:{quote(one_line(version), safe='')}:{digest}"


def in_groups(digits: str) -> str:
    """Return hex digits in groups of four."""
    return kept_as_it_is(" ".join(digits[start : start + 4] for start in range(0, len(digits), 4)))


def _plain(value: object) -> object:
    if isinstance(value, str):
        return value if value.isascii() else normalize("NFC", value)
    if value is None or isinstance(value, int):
        return value
    names, read = _PARTS[type(value)]
    if names:
        return {
            # most are plain already, and a long report has a hundred thousand
            name: part if part is None or (type(part) is str and part.isascii()) else _plain(part)
            for name, part in zip(names, read(value), strict=True)
        }
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    match value:
        case float():
            return repr(value + 0.0)
        case datetime():
            return (value.astimezone(UTC) if value.tzinfo else value).isoformat()
        case date():
            return value.isoformat()
        case Mapping():
            return {normalize("NFC", str(key)): _plain(part) for key, part in value.items()}
    raise TypeError(f"a summary cannot hold {type(value).__name__}")


class _Parts(dict[type, tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]]):
    """The names of the parts of each kind of thing that was met, and what reads them; no names where it has none."""

    def __missing__(self, kind: type) -> tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]:
        names = tuple(getattr(kind, "__dataclass_fields__", ()) or getattr(kind, "_fields", ()))
        read = attrgetter(*names) if len(names) > 1 else lambda value: tuple([getattr(value, name) for name in names])
        self[kind] = made = (names, read)
        return made


_PARTS = _Parts()
