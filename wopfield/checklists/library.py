"""The checklists and the catalogue of indicators that ship with the program."""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import cast

from wopfield.domain.catalogue import Catalogue, load
from wopfield.domain.checklist import Area, Checklist, Item, Kind, ResponseType
from wopfield.errors import BadInput
from wopfield.language import _
from wopfield.shipped import shipped


def built_in() -> tuple[Checklist, ...]:
    """Return the checklists that ship: peer review, capacity assessment, site inspection."""
    return tuple(_load(code) for code in listed())


def get(code: str) -> Checklist:
    """Return the built-in checklist with ``code``.

    Raises:
        BadInput: none has this code.
    """
    if code not in listed():
        raise BadInput(
            _("There is no built-in checklist “{code}”.", code=code),
            do=_("The built-in checklists are: {codes}.", codes=", ".join(listed())),
        )
    return _load(code)


@cache
def listed() -> Mapping[str, Mapping[str, str]]:
    """Return what is said of each built-in checklist (version, kind, title, who fills it …) by its code."""
    return {row["code"]: row for row in _rows("checklists.csv")}


@cache
def site_types() -> Mapping[str, str]:
    """Return the title of each type of site, in the order of the site inspection."""
    return {row["site_type"]: row["title"] for row in _rows("site_types.csv")}


@cache
def indicator_catalogue() -> Catalogue:
    """Return the indicators and variables that ship."""
    folder = shipped("resources") / "indicators"
    files = ("indicators.csv", "variables.csv", "groups.csv", "common.csv")
    return load(*((folder / file).read_text(encoding="utf-8") for file in files))


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────

_Row = Mapping[str, str]

_AREA_OF: Mapping[Kind, str] = {
    "peer_review": "area_code",
    "capacity_assessment": "level_code",
    "site_inspection": "site_type",
}
"""The column that says which area a row is in."""

_RISK_WEIGHTS: Mapping[str | None, int] = {"high": 3, "medium": 2, "low": 1, None: 1}

_RESPONSE_TYPES: Mapping[str, ResponseType] = {
    "scale": "level",
    "yes_no": "yes_no",
    "number": "number",
    "photo": "photo",
    "text": "text",
}


def _rows(file: str) -> list[_Row]:
    path: Path = shipped("resources") / "checklists" / file
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def _load(code: str) -> Checklist:
    about = listed()[code]
    kind = cast(Kind, about["kind"])
    column = _AREA_OF[kind]
    chapters = groupby(_rows(about["file"]), key=lambda row: row[column])
    areas = tuple(_area(kind, number, area, rows) for number, (area, rows) in enumerate(chapters, start=1))
    return Checklist(code, about["version"], kind, about["title"], areas)


def _area(kind: Kind, number: int, code: str, rows: Iterator[_Row]) -> Area:
    listed_rows = list(rows)
    read, title = _READERS[kind]
    items = tuple(read(row, code, f"{number}.{place}") for place, row in enumerate(listed_rows, start=1))
    return Area(code, number, title(listed_rows[0]), items)


def _peer_item(row: _Row, area: str, number: str) -> Item:
    return Item(
        code=row["item_code"],
        number=number,
        area=area,
        title=row["title"],
        question=row["question"],
        levels=tuple(row[f"level{level}"] for level in range(5)),
        weight=int(row["weight"]),
        evidence_to_ask_for=_parts(row["evidence_to_ask_for"], ", "),
        references=_parts(row["reference"], "; "),
        linked_indicators=_parts(row.get("linked_indicators", ""), ";"),
        linked_items=_parts(row.get("linked_peer_review_items", ""), ";"),
        respondent=row.get("respondent", ""),
    )


def _site_check(row: _Row, area: str, _number: str) -> Item:
    """Return a check, called by its code: a number would be that of another item in the review beside it."""
    check = Item(
        code=row["check_code"],
        number=row["check_code"],
        area=area,
        title=row["check"],
        question=row["check"],
        references=_parts(row["reference"], "; "),
        response_type=_RESPONSE_TYPES[row["response_type"]],
        unit=row["unit"],
        min=_limit(row["min"]),
        max=_limit(row["max"]),
        risk_if_no=row["risk_if_no"],
    )
    return replace(check, weight=_RISK_WEIGHTS[check.risk])


_READERS: Mapping[Kind, tuple[Callable[[_Row, str, str], Item], Callable[[_Row], str]]] = {
    "peer_review": (_peer_item, lambda row: row["area"]),
    "capacity_assessment": (_peer_item, lambda row: row["level"]),
    "site_inspection": (_site_check, lambda row: site_types()[row["site_type"]]),
}
"""How a row becomes an item, and what an area is called."""


def _parts(text: str, separator: str) -> tuple[str, ...]:
    return tuple(text.split(separator)) if text else ()


def _limit(text: str) -> Decimal | None:
    return Decimal(text) if text else None
