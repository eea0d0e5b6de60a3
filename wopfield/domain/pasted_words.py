"""What a table says beside its figures: how sure they are, where they come from, and notes.

A column (or, where the periods stand down, a row) of such words belongs to all figures of its line. Where there are
several of a kind, each belongs to the period before it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from wopfield.domain.accuracy import bands
from wopfield.domain.given import Given
from wopfield.domain.remark import Remark

Kind = Literal["grade", "source", "note"]

_HEADS: Mapping[Kind, frozenset[str]] = {
    "grade": frozenset(
        {"how sure", "how sure (a–d)", "how sure (a-d)", "how sure?", "grade", "grades", "confidence",
         "confidence grade", "confidence (a-d)", "data grade", "data quality", "reliability",
         "reliability and accuracy", "fiabilité", "fiabilidad", "confiabilidade", "confiance", "confianza",
         "confiança", "certitude", "certeza", "درجة التأكد", "درجة الثقة"}
    ),
    "source": frozenset(
        {"source", "sources", "where it comes from", "source, note", "data source", "source of data", "fuente",
         "fonte", "quelle", "origine", "d’où cela vient", "d'où cela vient", "de dónde viene", "de dónde procede",
         "origen", "de onde vem", "origem", "المصدر"}
    ),
    "note": frozenset(
        {"note", "notes", "remark", "remarks", "remarque", "comment", "comments", "observations", "commentaires",
         "remarques", "nota", "notas", "observación", "observaciones", "observação", "observações", "bemerkung",
         "bemerkungen", "ملاحظة", "ملاحظات"}
    ),
}  # fmt: skip


def kind_of(head: str) -> Kind | None:
    """Return what kind of words stand under (or beside) ``head``, or None where it is no such head."""
    plain = " ".join(head.split()).casefold().rstrip(":.")
    return next((kind for kind, heads in _HEADS.items() if plain in heads), None)


@dataclass(frozen=True, slots=True)
class Words:
    """Where a table has words beside its figures: the kind of each such column and row, by its place."""

    columns: Mapping[int, Kind]
    rows: Mapping[int, Kind]

    def beside(self, table: Sequence[Sequence[str]], row: int, column: int) -> dict[Kind, str]:
        """Return the words that belong to the figure in ``row`` and ``column``."""
        found: dict[Kind, str] = {}
        for kind in _HEADS:
            across = _belonging(self.columns, kind, column)
            down = _belonging(self.rows, kind, row)
            text = table[row][across] if across is not None else ""
            text = text or (table[down][column] if down is not None else "")
            if text:
                found[kind] = text
        return found


def find_words(table: Sequence[Sequence[str]], names: int) -> Words:
    """Return where a table has words: under heads in its first rows, and beside heads in the column of names."""
    columns: dict[int, Kind] = {}
    for row in table[:6]:
        for place, cell in enumerate(row):
            kind = kind_of(cell)
            if kind is not None and place != names:
                columns.setdefault(place, kind)
    rows: dict[int, Kind] = {}
    for place, row in enumerate(table):
        kind = kind_of(row[names])
        if kind is not None and not any(kind_of(cell) for at, cell in enumerate(row) if at != names):
            rows[place] = kind
    return Words(columns, rows)


def with_words(given: Given, words: Mapping[Kind, str]) -> Given:
    """Return what a cell gives with the words beside it; a grade nobody knows is said and left out."""
    if given.entry is None or not words:
        return given
    entry, remarks = given.entry, given.remarks
    grade = words.get("grade", "")
    if grade:
        known = bands(grade)
        if known is None:
            sentence = "The grade “{text}” is not known; grades are A, B, C and D."
            remarks = (*remarks, Remark(sentence, "confidence", {"text": grade[:40]}))
        else:
            entry = entry._replace(confidence=known[0], margin=known[1] if known[1] is not None else entry.margin)
    return replace(given, entry=entry, remarks=remarks, source=words.get("source", ""), note=words.get("note", ""))


def _belonging(places: Mapping[int, Kind], kind: Kind, figure: int) -> int | None:
    """Return the place whose words belong to the figure: the only one, or the first after it."""
    alike = sorted(place for place, each in places.items() if each == kind)
    if len(alike) <= 1:
        return alike[0] if alike else None
    return next((place for place in alike if place > figure), None)
