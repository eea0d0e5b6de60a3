"""The checklists as plain values, for the command line and other programs."""

from dataclasses import asdict
from decimal import Decimal

from wopfield.checklists import library
from wopfield.domain.checklist import LEVEL_NAMES, Checklist


def checklist_list() -> list[dict[str, object]]:
    """Return one line for each built-in checklist: code, version, title, kind, number of areas and items."""
    return [
        {
            "code": checklist.code,
            "version": checklist.version,
            "title": checklist.title,
            "kind": checklist.kind,
            "areas": len(checklist.areas),
            "items": len(checklist.items),
        }
        for checklist in library.built_in()
    ]


def checklist_show(code: str) -> dict[str, object]:
    """Return the whole of a built-in checklist, ready for JSON; limits are decimal text.

    Raises:
        BadInput: no built-in checklist has this code.
    """
    return whole(library.get(code))


def whole(checklist: Checklist) -> dict[str, object]:
    """Return every field of ``checklist``, ready for JSON; limits are decimal text."""
    return {
        "code": checklist.code,
        "version": checklist.version,
        "kind": checklist.kind,
        "title": checklist.title,
        "level_names": list(LEVEL_NAMES),
        "areas": [
            {
                "code": area.code,
                "number": area.number,
                "title": area.title,
                "items": [_readable(asdict(item)) for item in area.items],
            }
            for area in checklist.areas
        ],
    }


def _readable(fields: dict[str, object]) -> dict[str, object]:
    return {
        name: str(value) if isinstance(value, Decimal) else list(value) if isinstance(value, tuple) else value
        for name, value in fields.items()
    }
