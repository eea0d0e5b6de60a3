"""What happened to one item of an assessment, and taking one's own last change of it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlmodel import Session, select

from wopfield.domain.checklist import SELF
from wopfield.domain.log import ALIVE
from wopfield.errors import Refused
from wopfield.language import _
from wopfield.store import assessments, history, people
from wopfield.store.editor import Editor
from wopfield.store.history import Past
from wopfield.store.item_list import may_see_others
from wopfield.store.rows import decode, defaults, encode, noun_of, registers_of
from wopfield.store.tables import (
    NOUNS,
    AgreedRating,
    Answer,
    Assessment,
    Evidence,
    Finding,
    agreed_rating_id,
    answer_id,
)

Group = Literal["ratings", "comments", "files", "other"]


@dataclass(frozen=True, slots=True)
class Event:
    """One change of an item as people see it."""

    past: Past
    at: datetime
    group: Group
    author_name: str
    """Empty where the name has not arrived."""
    rater: str
    """Whose answer it is; empty where it is nobody's own."""
    about: str
    """The words of the finding, or the title of the evidence it is about; else empty."""
    kind: str = ""
    """The kind of that finding or evidence; else empty."""


@dataclass(frozen=True, slots=True)
class ItemHistory:
    """What one rater may see of the history of an item, the newest first."""

    events: tuple[Event, ...]
    hidden: int
    """How many changes of others are not shown, because one has not rated yet."""


def read_history(session: Session, shown: Assessment, item: str, rater: str) -> ItemHistory:
    """Return what happened to an item; what was agreed last time stands at the end of it."""
    rows = _rows_of(session, shown, item)
    answers = {row.id: row for row in rows if isinstance(row, Answer)}
    mine = [answer_id(shown.id, item, each) for each in people.same(session).all_of(rater)]
    waits = assessments.keeps_hidden(session, shown)
    open_to_see = any(may_see_others(answers.get(own), waits) for own in mine)
    pasts = [
        past
        for past in history.history(session, shown.scope, [(noun_of(type(row)), row.id) for row in rows])
        if _is_told(past)
    ]
    seen = pasts if open_to_see else [past for past in pasts if past.noun != "answer" or past.row in mine]
    names = people.names_of(session, [past.author for past in seen])
    by_id = {row.id: row for row in rows}
    events = tuple(_event(past, by_id.get(past.row), names) for past in seen)
    return ItemHistory(events, len(pasts) - len(seen))


def to_take_back(events: Sequence[Event], author: str) -> Past | None:
    """Return the newest change of an item that ``author`` made and has not taken back; None when there is none."""
    gone = set()
    for event in events:
        past = event.past
        if past.author != author or not past.own:
            continue
        if past.undoes is not None:
            gone.add(past.undoes)
        elif past.name not in gone:
            return past
    return None


def take_back(editor: Editor, scope: str, past: Past) -> None:
    """Give what one change of an item touched the value it had before, as a new change.

    Raises:
        Refused: it has another value by now.
    """
    model = NOUNS[past.noun]
    row = editor.get(model, scope, past.row)
    now = {} if row is None else {name: encode(getattr(row, name)) for name in registers_of(model)[past.register]}
    if row is None or row.is_open(past.register) or now != past.after:
        raise Refused(
            _("This was changed again since, so it was not taken back."),
            safe=_("Nothing was changed."),
            do=_("Look at the history and enter the answer you want."),
        )
    editor.undoes = past.name
    before = past.before or {name: defaults(model)[name] for name in registers_of(model)[past.register]}
    for name, value in decode(model, before).items():
        setattr(row, name, value)


def is_self_rating(event: Event) -> bool:
    """Return whether the mentee speaks of itself."""
    return event.rater == SELF


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_GROUPS: Mapping[tuple[str, str], Group] = {
    ("answer", "rating"): "ratings",
    ("answer", "confidence"): "ratings",
    ("agreed_rating", "rating"): "ratings",
    ("answer", "comment"): "comments",
    ("agreed_rating", "reason"): "comments",
}
_FILES = ("evidence", "evidence_file")

_ABOUT_ONLY = {("answer", "about"), ("agreed_rating", "about"), ("finding", "about"), ("evidence", "about")}
"""Registers that say which row it is: not worth a line, since something else always comes with them."""


def _rows_of(session: Session, shown: Assessment, item: str) -> list[Answer | AgreedRating | Evidence | Finding]:
    """Return every row of an item, those taken away included; of last time, what was agreed."""
    place = {"scope": shown.scope, "assessment": shown.id, "item": item}
    answers = session.exec(select(Answer).filter_by(**place)).all()
    exhibits = session.exec(select(Evidence).filter_by(**place)).all()
    found: list[Answer | AgreedRating | Evidence | Finding] = [*answers, *exhibits]
    words = session.exec(select(Finding).filter_by(**place)).all()
    found.extend(words)
    for assessment in filter(None, (shown.id, shown.baseline)):
        agreed = session.get(AgreedRating, (shown.scope, agreed_rating_id(assessment, item)))
        if agreed is not None:
            found.append(agreed)
    return found


def _is_told(past: Past) -> bool:
    if (past.noun, past.register) in _ABOUT_ONLY:
        return False
    if past.noun == "evidence" and past.register in ("number", "kind", "taken"):
        return False
    return past.noun != "finding" or past.register != "kind" or bool(past.before)


def _event(past: Past, row: object, names: Mapping[str, str]) -> Event:
    if past.register == ALIVE and past.noun not in _FILES:
        group: Group = "other"
    else:
        group = "files" if past.noun in _FILES else _GROUPS.get((past.noun, past.register), "other")
    rater = row.rater if isinstance(row, Answer) else ""
    about, kind = "", ""
    if isinstance(row, (Evidence, Finding)):
        kind = row.kind
    if isinstance(row, Evidence):
        about = row.title
    elif isinstance(row, Finding):
        about = row.text
    return Event(past, datetime.fromisoformat(past.at), group, names.get(past.author, ""), rater, about, kind)
