"""What every stored row has in common, and how its fields travel in the log.

A noun is one ``Row`` class. Its fields are grouped into **registers**: fields that only make sense together are
named in ``registers``; every other field is a register of its own. The row carries the heads of its registers, so
that whoever shows the row knows exactly what its reader has seen.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, ClassVar, Union, cast, get_args, get_origin
from uuid import UUID, uuid4, uuid5

from sqlalchemy import Table
from sqlmodel import Field, SQLModel

from wopfield.domain.log import ALIVE, Name
from wopfield.errors import Refused
from wopfield.language import _

COMMONS = "commons"
"""The scope that everybody shares: utilities, checklists, people."""

Heads = dict[str, tuple[Name, ...]]
"""Register to the names of its heads."""

Kinds = Mapping[str, tuple[type, ...]]
"""Field to the types its values may have."""

_SPACE = UUID("6f1d3c0e-6a3f-4f0e-9d57-0c7b0f7d9a11")
_LARGEST = 2**31 - 1
_quoted = json.encoder.encode_basestring_ascii
_BETWEEN = '","'
_OWN = ("scope", "id", "heads", "open", ALIVE)

METADATA = SQLModel.metadata
# Named constraints, or SQLite could not drop one later.
METADATA.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def new_id() -> str:
    """Return a random id; ids never come from clocks."""
    return str(uuid4())


def derived_id(*parts: str) -> str:
    """Return the one id that ``parts`` have on every laptop, so that two creations meet in one row."""
    return str(uuid5(_SPACE, "\n".join(parts)))


class Row(SQLModel):
    """A stored noun, laid out from the log."""

    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    by_rule: ClassVar[frozenset[str]] = frozenset()
    """Registers that say where in a list a row stands: nobody is asked which of two places is right."""

    scope: str = Field(primary_key=True)
    id: str = Field(primary_key=True, default_factory=new_id)
    alive: bool = True
    heads: str = "{}"
    """JSON: register to the names of its heads, as they were when this row was read."""
    open: str = ""
    """The registers changed in two places and not settled, between commas."""

    def is_open(self, register: str) -> bool:
        """Return whether ``register`` was changed in two places and nobody has settled it."""
        return register in self.open.split(",")


def table(model: type[Row]) -> Table:
    """Return the Core table of a row class."""
    return cast("Table", model.__table__)  # type: ignore[attr-defined]  # SQLModel does not declare it


def noun_of(model: type[Row]) -> str:
    """Return the word by which a row class travels."""
    return str(model.__tablename__)


@cache
def registers_of(model: type[Row]) -> Mapping[str, tuple[str, ...]]:
    """Return every register of a noun with its fields; ``alive`` last."""
    grouped = {name: tuple(fields) for name, fields in model.registers.items()}
    taken = {field for fields in grouped.values() for field in fields}
    single = {name: (name,) for name in model.model_fields if name not in taken and name not in _OWN}
    return {**grouped, **single, ALIVE: (ALIVE,)}


@cache
def kinds_by_register(model: type[Row]) -> Mapping[str, Kinds]:
    """Return the types that the fields of each register of a noun may have."""
    kinds = _kinds(model)
    return {register: {name: kinds[name] for name in fields} for register, fields in registers_of(model).items()}


def read_heads(text: str) -> Heads:
    """Return the heads that a row carries."""
    return {register: tuple(Name(name) for name in names) for register, names in json.loads(text).items()}


def write_heads(heads: Mapping[str, tuple[Name, ...]]) -> str:
    """Return heads as a row carries them; names hold no sign that JSON would write in another way."""
    lists = [f'{_quoted(register)}:["{_BETWEEN.join(names)}"]' for register, names in sorted(heads.items()) if names]
    return f"{{{','.join(lists)}}}"


def encode(value: object) -> object:
    """Return a field's value in the form that the log keeps."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value


def decode(model: type[Row], values: Mapping[str, object], register: str = "") -> dict[str, object]:
    """Return fields from the log, checked; those this program does not know, or not in ``register``, are left out.

    Raises:
        Refused: a value is not of the field's type.
    """
    return dict(checked(values, kinds_by_register(model)[register] if register else _kinds(model)))


def checked(values: Mapping[str, object], kinds: Kinds) -> Mapping[str, object]:
    """Return those fields that may hold something, decoded: the very mapping where they are as they shall be.

    Raises:
        Refused: a value is not of the field's type.
    """
    for field, value in values.items():
        allowed = kinds.get(field, ())
        if type(value) is int and int in allowed and -_LARGEST <= value <= _LARGEST:
            continue
        if type(value) in _LOOKED_AT or type(value) not in allowed:
            return {name: _decoded(name, each, kinds[name]) for name, each in values.items() if name in kinds}
    return values


def defaults(model: type[Row]) -> Mapping[str, object]:
    """Return what the fields of a noun hold before anybody gave a value."""
    return _defaults(model)


def nouns(module_rows: Iterator[type[Row]]) -> Mapping[str, type[Row]]:
    """Return row classes by the word they travel under."""
    return {noun_of(model): model for model in module_rows}


@cache
def _kinds(model: type[Row]) -> Kinds:
    return {
        name: _kinds_of(info.annotation)
        for name, info in model.model_fields.items()
        if name not in ("scope", "id", "heads", "open")
    }


def _kinds_of(annotation: object) -> tuple[type, ...]:
    if get_origin(annotation) in (Union, UnionType):
        return tuple(kind for part in get_args(annotation) for kind in _kinds_of(part))
    origin = get_origin(annotation) or annotation
    return (origin,) if isinstance(origin, type) else (str,)


@cache
def _defaults(model: type[Row]) -> Mapping[str, object]:
    empty = {str: "", int: 0, bool: False, list: [], dict: {}}
    found: dict[str, object] = {}
    for name, kinds in _kinds(model).items():
        info = model.model_fields[name]
        if not info.is_required():
            found[name] = info.get_default(call_default_factory=True, validated_data={})
        else:
            found[name] = None if NoneType in kinds else empty.get(kinds[0])
    return found


def _decoded(field: str, value: object, kinds: tuple[type, ...]) -> object:
    kind = type(value)
    if kind in kinds:
        if kind not in _LOOKED_AT or _LOOKED_AT[kind](value):
            return value
    elif isinstance(value, str) and (datetime in kinds or date in kinds):
        try:
            return _moment(value) if datetime in kinds else date.fromisoformat(value)
        except (ValueError, OverflowError):
            pass
    raise Refused(_("The field “{field}” cannot hold “{value}”.", field=field, value=str(value)[:40]))


def are_texts(value: object) -> bool:
    """Return whether a value from the log is a list of texts."""
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    # What does not say where its clock hung is taken for UTC; the table keeps UTC alone.
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


_LOOKED_AT: Mapping[type, Callable[[Any], bool]] = {
    int: lambda number: -_LARGEST <= number <= _LARGEST,
    list: are_texts,
    dict: lambda texts: all(isinstance(each, str) or are_texts(each) for each in texts.values()),
}
"""Kinds of which a table does not take every value, or a screen does not; and which values both take."""
