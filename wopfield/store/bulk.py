"""Write and find many rows of one table at once, past the ORM and SQLAlchemy's parameters (half of the time or less).

On SQLite one statement inserts many rows; on PostgreSQL they are copied in, in binary form, and updated from arrays.
What is looked for goes in as one list, as JSON or as an array.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Dialect, LargeBinary, Table

Values = Sequence[Sequence[object]]
"""Rows of values, each in the order of the columns that go with them."""

_AT_ONCE = 50
"""So many rows one statement of SQLite inserts: beginning and ending it takes a tenth of the work for a single row."""
_AS_THEY_ARE = (Boolean, LargeBinary)
"""What PostgreSQL's driver takes as Python has it; SQLAlchemy would look at each value."""


def find_many(
    connection: Connection,
    lines: Table,
    names: Sequence[str],
    fixed: dict[str, str],
    key: str,
    values: Sequence[str],
) -> list[Any]:
    """Return what stands in the columns ``names`` of the rows whose ``key`` is one of some texts, as the driver has it.

    ``fixed`` are columns whose value all of them have.
    """
    wanted = ", ".join(_column(connection, lines.c[name]) for name in names)
    given: object = list(values)
    mark, among = "%s", "= ANY(%s)"
    if connection.dialect.name != "postgresql":
        mark, among, given = "?", "IN (SELECT value FROM json_each(?))", json.dumps(given)
    where = [f"{_column(connection, lines.c[name])} = {mark}" for name in fixed]
    where.append(f"{_column(connection, lines.c[key])} {among}")
    statement = f"SELECT {wanted} FROM {_table(connection, lines)} WHERE {' AND '.join(where)}"  # noqa: S608 - our own
    return list(connection.exec_driver_sql(statement, (*fixed.values(), given)))


def insert_many(
    connection: Connection, lines: Table, fixed: dict[str, str], names: Sequence[str], values: Values
) -> None:
    """Insert rows; ``names`` are the columns of each row's values, ``fixed`` those whose value all of them have."""
    if not values:
        return
    columns = [lines.c[name] for name in names]
    bound, given = _bound(connection.dialect, columns, values), tuple(fixed.values())
    into = [lines.c[name] for name in fixed] + columns
    target = f"{_table(connection, lines)} ({', '.join(_column(connection, each) for each in into)})"
    if connection.dialect.name == "postgresql":
        kinds = [each.type.compile(connection.dialect).lower() for each in into]
        with _cursor(connection) as cursor, cursor.copy(f"COPY {target} FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(kinds)  # as the columns have them: in binary form nothing is read from text
            for row in bound:
                copy.write_row((*given, *row))
        return
    # What all have is given once for a statement: a mark with a number may stand in it many times.
    marks = [f"?{place}" for place in range(1, len(given) + 1)] + ["?"] * len(columns)
    row_of_marks = f"({', '.join(marks)})"
    begun = f"INSERT INTO {target} VALUES "  # noqa: S608 - our own names
    whole = len(bound) // _AT_ONCE * _AT_ONCE
    parts = [chain.from_iterable(bound[start : start + _AT_ONCE]) for start in range(0, whole, _AT_ONCE)]
    if parts:
        connection.exec_driver_sql(begun + ", ".join([row_of_marks] * _AT_ONCE), [(*given, *part) for part in parts])
    if whole < len(bound):
        connection.exec_driver_sql(begun + row_of_marks, [(*given, *row) for row in bound[whole:]])


def update_many(
    connection: Connection,
    lines: Table,
    fixed: dict[str, object],
    keys: Sequence[str],
    names: Sequence[str],
    values: Values,
) -> None:
    """Update rows; each row of ``values`` holds those of ``keys``, which find it, then those of ``names``.

    ``fixed`` are columns whose value finds all of them.
    """
    if not values:
        return
    keyed, changed = [lines.c[name] for name in keys], [lines.c[name] for name in names]
    if connection.dialect.name == "postgresql":
        _update_from_arrays(connection, lines, fixed, keyed, changed, values)
        return
    setting = ", ".join(f"{_column(connection, each)} = ?" for each in changed)
    where = " AND ".join(f"{_column(connection, lines.c[name])} = ?" for name in [*fixed, *keys])
    bound = _bound(connection.dialect, [*keyed, *changed], values)
    rows = [(*row[len(keyed) :], *fixed.values(), *row[: len(keyed)]) for row in bound]
    connection.exec_driver_sql(f"UPDATE {_table(connection, lines)} SET {setting} WHERE {where}", rows)  # noqa: S608 - our own


def _update_from_arrays(
    connection: Connection,
    lines: Table,
    fixed: dict[str, object],
    keyed: Sequence[Column[Any]],
    changed: Sequence[Column[Any]],
    values: Values,
) -> None:
    columns = [*keyed, *changed]
    given = [f"v{place}" for place in range(len(columns))]
    kinds = [each.type.compile(connection.dialect) for each in columns]
    setting = ", ".join(
        f"{_column(connection, each)} = CAST(given.{name} AS {kind})"
        for each, name, kind in zip(changed, given[len(keyed) :], kinds[len(keyed) :], strict=True)
    )
    where = [f"target.{_column(connection, lines.c[name])} = %s" for name in fixed]
    where += [f"target.{_column(connection, each)} = given.{name}" for each, name in zip(keyed, given, strict=False)]
    arrays = ", ".join(["%s::text[]"] * len(columns))
    statement = (
        f"UPDATE {_table(connection, lines)} AS target SET {setting} "  # noqa: S608 - our own names
        f"FROM unnest({arrays}) AS given ({', '.join(given)}) WHERE {' AND '.join(where)}"
    )
    texts = [[_as_text(each, row[place]) for row in values] for place, each in enumerate(columns)]
    connection.exec_driver_sql(statement, (*texts, *fixed.values()))


def _as_text(column: Column[Any], value: object) -> str | None:
    """Return a value as PostgreSQL reads it from text; dates, times and truths are read as Python writes them."""
    if isinstance(column.type, JSON):
        return json.dumps(value)
    return value if value is None or isinstance(value, str) else str(value)


def _bound(dialect: Dialect, columns: Sequence[Column[Any]], values: Values) -> list[Sequence[object]]:
    """Return rows as the driver takes them: dates, lists and truths in the form their columns have there."""
    acts = [(place, act) for place, column in enumerate(columns) if (act := _processor(dialect, column)) is not None]
    if not acts:
        return [row if type(row) is tuple else tuple(row) for row in values]
    by_column: list[Iterable[object]] = list(zip(*values, strict=True))
    for place, act in acts:
        by_column[place] = map(act, by_column[place])
    return list(zip(*by_column, strict=True))


def _processor(dialect: Dialect, column: Column[Any]) -> Callable[[Any], Any] | None:
    if isinstance(column.type, _AS_THEY_ARE):
        if dialect.name == "postgresql" or column.nullable:
            return None
        # SQLite's driver takes both too, but asks each value for another form first, which takes longer than the rest.
        return int if isinstance(column.type, Boolean) else bytearray
    processor: Callable[[Any], Any] | None = column.type.dialect_impl(dialect).bind_processor(dialect)
    return processor


def _table(connection: Connection, lines: Table) -> str:
    return connection.dialect.identifier_preparer.format_table(lines)


def _column(connection: Connection, column: Column[Any]) -> str:
    return connection.dialect.identifier_preparer.format_column(column)


def _cursor(connection: Connection) -> Any:  # psycopg's own cursor; SQLAlchemy's stand-in has no COPY
    driver = connection.connection.driver_connection
    assert driver is not None
    return driver.cursor()
