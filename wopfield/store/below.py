"""What stands below a row that others belong to: a visit's days and assessments, an assessment's answers, and so on.

Everything of a scope stands below its partnership. What was deleted is not looked at, nor what stands below it: nobody
loses it by a deletion further up.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from wopfield.domain.log import ALIVE, Edit, Name
from wopfield.store.bulk import find_many
from wopfield.store.had import Reach
from wopfield.store.log import entries_named, places_of
from wopfield.store.log_tables import ENTRY, LOG
from wopfield.store.reading import edits_said
from wopfield.store.rows import noun_of, read_heads, table
from wopfield.store.tables import NOUNS, Assessment, Evidence, Member, Partnership, Site, Visit
from wopfield.store.weighing import Key, in_parts

PARTNERSHIP = noun_of(Partnership)

_BELOW: Mapping[str, Mapping[str, str]] = {
    noun_of(Evidence): {"evidence_file": "evidence"},
    noun_of(Assessment): dict.fromkeys(
        ("answer", "agreed_rating", "finding", "evidence", "report", "section_text", "feedback"), "assessment"
    ),
    noun_of(Site): dict.fromkeys(("visit_site", "agenda_line", "assessment"), "site"),
    noun_of(Visit): dict.fromkeys(
        ("visit_day", "agenda_line", "team_member", "visit_site", "evidence", "assessment", "report"), "visit"
    ),
}
"""Noun to the nouns directly below it, each with its field that names the row above; from the bottom upwards."""

PARENTS = (*_BELOW, PARTNERSHIP)
"""The nouns that others stand below, from the bottom upwards."""

_NO_WORK = frozenset({PARTNERSHIP, noun_of(Member)})
"""Of what stands in the scope of a partnership: itself, and who belongs to it, which a server's people say."""

_AT_ONCE = 500


class Below(NamedTuple):
    """An edit that stands in a row below another."""

    key: Key
    register: str
    name: Name


def nouns_below(noun: str) -> frozenset[str]:
    """Return the nouns that stand below another one, however far down."""
    if noun == PARTNERSHIP:
        return frozenset(NOUNS) - _NO_WORK
    direct = _BELOW.get(noun, {})
    return frozenset(direct).union(*(nouns_below(each) for each in direct))


def rows_above(connection: Connection, scope: str, keys: Collection[Key]) -> set[Key]:
    """Return every row that some rows stand below, but for the partnership."""
    found: set[Key] = set()
    looked_at = set(keys)
    while looked_at:
        above: set[Key] = set()
        for noun, rows in in_parts(looked_at):
            fields = {parent: links[noun] for parent, links in _BELOW.items() if noun in links}
            if not fields:
                continue
            for named in find_many(connection, table(NOUNS[noun]), (*fields.values(),), {"scope": scope}, "id", rows):
                above |= {(parent, row) for parent, row in zip(fields, named, strict=True) if row}
        looked_at = above - found
        found |= above
    return found


def keys_above(connection: Connection, scope: str, edits: Collection[Edit]) -> set[Key]:
    """Return every row that the rows of some edits stand below, as they are here or as the edits say."""
    found = rows_above(connection, scope, {edit[:2] for edit in edits if edit.noun in NOUNS})
    said = {
        (parent, value)
        for edit in edits
        for parent, links in _BELOW.items()
        if edit.noun in links and isinstance(value := edit.values.get(links[edit.noun]), str) and value
    }
    found |= said | rows_above(connection, scope, said)
    if any(edit.noun in nouns_below(PARTNERSHIP) for edit in edits):
        found.add((PARTNERSHIP, scope))
    return found


def unseen_below(connection: Connection, scope: str, key: Key, reach: Reach) -> Iterator[Below]:
    """Yield what stands below a row and is beyond what somebody had."""
    if key[0] == PARTNERSHIP:
        yield from _beyond(connection, scope, reach)
        return
    standing = list(_standing_below(connection, scope, key))
    places = places_of(connection, scope, sorted({each.name for each in standing}))
    for each in standing:
        if each.name in places and not reach.covers(*places[each.name]) and not _deletes(connection, scope, each):
            yield each


def is_deletion(edit: Edit) -> bool:
    """Return whether an edit deletes its row."""
    return edit.register == ALIVE and edit.values.get(ALIVE) is False


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _standing_below(connection: Connection, scope: str, key: Key) -> Iterator[Below]:
    """Yield the edits that stand in the rows below another, from the top downwards."""
    above: dict[str, set[str]] = {key[0]: {key[1]}}
    met: set[Key] = set()
    while above:
        below: dict[str, set[str]] = defaultdict(set)
        for parent, rows in above.items():
            for noun, field in _BELOW.get(parent, {}).items():
                for row, edits in _alive(connection, scope, noun, field, rows):
                    if (noun, row) not in met:
                        met.add((noun, row))
                        below[noun].add(row)
                        yield from edits
        above = below


def _deletes(connection: Connection, scope: str, each: Below) -> bool:
    """Return whether an edit deletes its row, though without effect: that is nothing to lose."""
    if each.register != ALIVE:
        return False
    said = entries_named(connection, scope, [each.name]).values()
    return any(is_deletion(edit) for entry in said for edit in edits_said(entry.payload) if edit[:2] == each.key)


def _alive(
    connection: Connection, scope: str, noun: str, field: str, values: Collection[str]
) -> Iterator[tuple[str, list[Below]]]:
    """Yield the rows that are shown of those whose ``field`` has one of some values, with the edits that stand."""
    names = ("id", "alive", "heads")
    by_rule = NOUNS[noun].by_rule
    for row, alive, heads in find_many(connection, table(NOUNS[noun]), names, {"scope": scope}, field, sorted(values)):
        if alive:
            stands = read_heads(heads).items()
            yield (
                row,
                [
                    Below((noun, row), register, name)
                    for register, names_of in stands
                    if register not in by_rule
                    for name in names_of
                ],
            )


def _beyond(connection: Connection, scope: str, reach: Reach) -> Iterator[Below]:
    """Yield the edits of a partnership's logs that stand and lie beyond what somebody had.

    Few do of all that stands: the logs are read from there on.
    """
    for line, seq in connection.execute(_LINES, {"scope": scope}).all():
        after = reach.upto(line)
        while after < seq:
            page = connection.execute(_ENTRIES, {"scope": scope, "log": line, "after": after}).all()
            if not page:
                break
            after = page[-1][0]
            written = [
                Below((edit.noun, edit.row), edit.register, Name(name))
                for _seq, name, payload in page
                for edit in edits_said(bytes(payload))
                if edit.noun in NOUNS and edit.noun not in _NO_WORK and not is_deletion(edit)
            ]
            yield from _that_stand(connection, scope, written)


def _that_stand(connection: Connection, scope: str, written: Collection[Below]) -> Iterator[Below]:
    heads: dict[Key, Mapping[str, Collection[Name]]] = {}
    for noun, rows in in_parts({each.key for each in written}):
        for row, alive, text in find_many(
            connection, table(NOUNS[noun]), ("id", ALIVE, "heads"), {"scope": scope}, "id", rows
        ):
            if alive:
                heads[noun, row] = read_heads(text)
    for each in written:
        by_rule = NOUNS[each.key[0]].by_rule
        if each.register not in by_rule and each.name in heads.get(each.key, {}).get(each.register, ()):
            yield each


_LINES = select(LOG.c.log, LOG.c.seq).where(LOG.c.scope == bindparam("scope")).order_by(LOG.c.log)
_ENTRIES = (
    select(ENTRY.c.seq, ENTRY.c.name, ENTRY.c.payload)
    .where(ENTRY.c.scope == bindparam("scope"), ENTRY.c.log == bindparam("log"), ENTRY.c.seq > bindparam("after"))
    .where(ENTRY.c.refused == "")
    .order_by(ENTRY.c.seq)
    .limit(_AT_ONCE)
)
