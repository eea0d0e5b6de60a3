"""A checklist as data: areas, items, levels.

A checklist is a frozen value. It is read from the files that ship with the program or from a workbook somebody
brought, and kept as the text of ``to_json``: an assessment stays on the version it was begun with.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Literal, Self, cast, get_args

from wopfield.errors import NotAChecklist

Kind = Literal["peer_review", "capacity_assessment", "site_inspection", "other"]
ResponseType = Literal["level", "yes_no", "number", "photo", "text"]
Depth = Literal["full", "standard", "quick"]
Risk = Literal["high", "medium", "low"]

LEVEL_NAMES = ("Absent", "Started", "Partly in place", "In place", "Leading")
"""What the levels 0 to 4 are called; an item's own text says more."""

LEAST_WEIGHT: Mapping[Depth, int] = {"full": 1, "standard": 2, "quick": 3}
"""The weight from which an item is asked at each depth."""

SELF = "self"
"""The rater that stands for the mentee rating itself."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a checklist."""

    code: str
    number: str
    """The number people say, ``9.4``; it stays when a shorter depth leaves out the items before it."""
    area: str
    title: str
    question: str
    """The question in full; of a site check it is the same sentence as the title."""
    levels: tuple[str, ...] = ()
    """What levels 0 to 4 look like, five texts; empty where the item describes none."""
    weight: int = 1
    """1 to 3. Of a site check, how grave a "no" is: 3 high, 2 medium, 1 low or not a matter of risk."""
    evidence_to_ask_for: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    linked_indicators: tuple[str, ...] = ()
    linked_items: tuple[str, ...] = ()
    """Codes of items of the peer review."""
    respondent: str = ""
    response_type: ResponseType = "level"
    unit: str = ""
    min: Decimal | None = None
    max: Decimal | None = None
    risk_if_no: str = ""
    """How grave a "no" is and why: ``High: source can be polluted``."""

    @property
    def risk(self) -> Risk | None:
        """Return how grave a "no" is, or None where it is no risk."""
        word = self.risk_if_no.partition(":")[0].strip().lower()
        return cast(Risk, word) if word in get_args(Risk) else None

    @property
    def risk_text(self) -> str:
        """Return what a "no" can lead to, without the grade before it."""
        return self.risk_if_no.partition(":")[2].strip() if self.risk else self.risk_if_no


@dataclass(frozen=True, slots=True)
class Area:
    """One chapter of a checklist; of the site inspection, one type of site."""

    code: str
    number: int
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Checklist:
    """A versioned set of items, in the order they are asked."""

    code: str
    version: str
    kind: Kind
    title: str
    areas: tuple[Area, ...]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Return every item, in order."""
        return tuple(item for area in self.areas for item in area.items)

    @cached_property
    def _items_by_code(self) -> Mapping[str, Item]:
        return {item.code: item for item in self.items}

    @cached_property
    def _areas_by_code(self) -> Mapping[str, Area]:
        return {area.code: area for area in self.areas}

    def find_item(self, code: str) -> Item | None:
        """Return the item with ``code``, or None."""
        return self._items_by_code.get(code)

    def item(self, code: str) -> Item:
        """Return the item with ``code``; raise KeyError when there is none."""
        return self._items_by_code[code]

    def find_area(self, code: str) -> Area | None:
        """Return the area with ``code``, or None."""
        return self._areas_by_code.get(code)

    def area(self, code: str) -> Area:
        """Return the area with ``code``; raise KeyError when there is none."""
        return self._areas_by_code[code]

    def at_depth(self, depth: Depth) -> Self:
        """Return the checklist with the items asked at ``depth``; numbers stay, an emptied area goes."""
        least = LEAST_WEIGHT[depth]
        kept = (replace(a, items=tuple(i for i in a.items if i.weight >= least)) for a in self.areas)
        return replace(self, areas=tuple(area for area in kept if area.items))

    def with_areas(self, codes: Iterable[str]) -> Self:
        """Return the checklist with the areas in ``codes`` only, in its own order; no codes means all."""
        wanted = frozenset(codes)
        return replace(self, areas=tuple(a for a in self.areas if a.code in wanted)) if wanted else self

    def to_json(self) -> str:
        """Return the checklist as canonical text: equal checklists give equal text."""
        plain = {
            "format": _FORMAT,
            "code": self.code,
            "version": self.version,
            "kind": self.kind,
            "title": self.title,
            "areas": [
                {"code": a.code, "number": a.number, "title": a.title, "items": [_plain(i) for i in a.items]}
                for a in self.areas
            ],
        }
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the checklist that ``to_json`` wrote; what a newer program added is passed over.

        Raises:
            NotAChecklist: the text is none, or lacks what every checklist has.
        """
        try:
            plain = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise _not_one() from error
        head = _mapping(plain)
        areas = tuple(_area(_mapping(area)) for area in _list(head.get("areas")))
        known: Kind = "other"
        kind = head.get("kind")
        if kind in get_args(Kind):
            known = cast(Kind, kind)
        return cls(_text(head, "code"), _text(head, "version"), known, _text(head, "title"), areas)


# ── the text it is kept as ───────────────────────────────────────────────────────────────────────────────────

_FORMAT = 1
_NEEDED = frozenset({"code", "number", "area", "title", "question"})


def _plain(item: Item) -> dict[str, object]:
    """Return an item without the fields that say nothing, so that the kept text stays short."""
    plain: dict[str, object] = {}
    for field in fields(Item):
        value = getattr(item, field.name)
        if field.name in _NEEDED or value != field.default:
            plain[field.name] = str(value) if isinstance(value, Decimal) else value
    return plain


def _area(plain: Mapping[str, object]) -> Area:
    items = tuple(_item(_mapping(item)) for item in _list(plain.get("items")))
    return Area(_text(plain, "code"), _whole(plain, "number"), _text(plain, "title"), items)


def _item(plain: Mapping[str, object]) -> Item:
    response = plain.get("response_type", "level")
    levels = _texts(plain, "levels")
    if response not in get_args(ResponseType) or len(levels) not in {0, len(LEVEL_NAMES)}:
        raise _not_one()
    return Item(
        code=_text(plain, "code"),
        number=_text(plain, "number"),
        area=_text(plain, "area"),
        title=_text(plain, "title"),
        question=_text(plain, "question"),
        levels=levels,
        weight=_whole(plain, "weight", 1),
        evidence_to_ask_for=_texts(plain, "evidence_to_ask_for"),
        references=_texts(plain, "references"),
        linked_indicators=_texts(plain, "linked_indicators"),
        linked_items=_texts(plain, "linked_items"),
        respondent=_text(plain, "respondent", ""),
        response_type=cast(ResponseType, response),
        unit=_text(plain, "unit", ""),
        min=_limit(plain, "min"),
        max=_limit(plain, "max"),
        risk_if_no=_text(plain, "risk_if_no", ""),
    )


def _mapping(plain: object) -> Mapping[str, object]:
    if not isinstance(plain, dict):
        raise _not_one()
    return plain


def _list(plain: object) -> list[object]:
    if not isinstance(plain, list):
        raise _not_one()
    return plain


def _text(plain: Mapping[str, object], name: str, default: str | None = None) -> str:
    value = plain.get(name, default)
    if not isinstance(value, str):
        raise _not_one()
    return value


def _whole(plain: Mapping[str, object], name: str, default: int | None = None) -> int:
    value = plain.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool):
        raise _not_one()
    return value


def _texts(plain: Mapping[str, object], name: str) -> tuple[str, ...]:
    values = _list(plain.get(name, []))
    if not all(isinstance(value, str) for value in values):
        raise _not_one()
    return tuple(cast(list[str], values))


def _limit(plain: Mapping[str, object], name: str) -> Decimal | None:
    value = plain.get(name)
    if value is None:
        return None
    try:
        limit = Decimal(_text(plain, name))
    except InvalidOperation as error:
        raise _not_one() from error
    if not limit.is_finite():
        raise _not_one()
    return limit


def _not_one() -> NotAChecklist:
    return NotAChecklist(
        "This is not a checklist that the program can read.",
        safe="Nothing was changed.",
        do="Ask whoever sent it to save it again.",
    )
