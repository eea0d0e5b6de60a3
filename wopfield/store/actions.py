"""Actions: the lines of an improvement plan."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, TypedDict, Unpack, cast, get_args

from sqlmodel import Session, col, func, select

from wopfield.domain import numbering
from wopfield.domain.summary import Audience
from wopfield.errors import BadInput, Refused
from wopfield.language import _
from wopfield.store.editor import Editor
from wopfield.store.spans import must_be_in_order
from wopfield.store.tables import Action, Assessment, Finding, Partnership

Status = Literal["not_started", "under_way", "done", "dropped"]
Horizon = Literal["quick_win", "partnership", "investment"]
Priority = Literal["high", "medium", "low"]

STATUSES: tuple[Status, ...] = get_args(Status)
HORIZONS: tuple[Horizon, ...] = get_args(Horizon)
PRIORITIES: tuple[Priority, ...] = get_args(Priority)
SETTLED = ("done", "dropped")


class ActionFields(TypedDict, total=False):
    """What may be said of an action; ``finding`` is an id, ``area`` and ``item`` are codes of the checklist."""

    title: str
    finding: str
    area: str
    item: str
    owner: str
    support: str
    starts: date | None
    due: date | None
    expected_result: str
    goal_level: int | None
    resources: str
    horizon: Horizon
    priority: Priority
    audience: Audience


def of_partnership(session: Session, scope: str) -> list[Action]:
    """Return the actions of a partnership: the one due first at the top, those without a day last."""
    rows = session.exec(select(Action).where(Action.scope == scope, col(Action.alive)))
    return sorted(rows, key=lambda row: (row.due or date.max, row.number, row.id))


def late(session: Session, today: date) -> list[Action]:
    """Return the actions of all partnerships that should be done by now, the latest first."""
    rows = session.exec(
        select(Action)
        .join(Partnership, col(Partnership.id) == Action.scope)
        .where(
            col(Action.due) < today,
            col(Action.status).not_in(SETTLED),
            col(Action.alive),
            col(Partnership.alive),
        )
    )
    return sorted(rows, key=lambda row: (row.due or date.max, row.number, row.id))


def codes(rows: Iterable[Action]) -> Mapping[str, str]:
    """Return what each action is called, A-04, by its id; two that got one number stay apart: A-04, A-04b."""
    numbers = {row.id: row.number for row in rows}
    return numbering.codes(numbers, numbers, "A-", digits=2)


def is_settled(action: Action) -> bool:
    """Return whether nothing is left to do."""
    return action.status in SETTLED


def days_late(action: Action, today: date) -> int:
    """Return by how many days an action is late; 0 when it is not."""
    if is_settled(action) or action.due is None or action.due >= today:
        return 0
    return (today - action.due).days


def blank(scope: str) -> Action:
    """Return an action nobody has said anything of under an id of its own; nothing is kept by that."""
    return Action(scope=scope)


def add(editor: Editor, scope: str, **fields: Unpack[ActionFields]) -> Action:
    """Keep a new action under the next number.

    Raises:
        BadInput: it has no title, or is due before it starts.
    """
    row = Action(scope=scope, number=_next_number(editor, scope))
    _fill(row, fields)
    editor.add(row)
    # Two actions made in one change must not get one number.
    editor.session.flush()
    return row


def change(editor: Editor, shown: Action, **fields: Unpack[ActionFields]) -> Action:
    """Say something else of an action.

    Raises:
        BadInput: it would have no title, or be due before it starts.
    """
    kept = editor.take(shown)
    _fill(kept, fields)
    return kept


def set_progress(
    editor: Editor,
    shown: Action,
    *,
    status: Status | None = None,
    percent: int | None = None,
    done_note: str | None = None,
) -> Action:
    """Say how far an action is; None leaves it. What is done is at 100 %, what has begun is under way."""
    kept = editor.take(shown)
    if done_note is not None:
        kept.done_note = done_note.strip()
    if percent is not None:
        kept.percent = max(0, min(100, percent))
        if status is None:
            status = _status_at(kept.percent, cast(Status, kept.status))
    if status is not None:
        if status not in STATUSES:
            raise Refused(_("An action is not started, under way, done or dropped."))
        if status == "done" and kept.status != "done":
            kept.percent = 100
        if status == "not_started":
            kept.percent = 0
        kept.status = status
    return kept


def remove(editor: Editor, shown: Action) -> None:
    """Delete an action; it can be brought back, and its number is never given again."""
    editor.remove(shown)


def bring_back(editor: Editor, shown: Action) -> None:
    """Bring back an action that was deleted."""
    editor.bring_back(shown)


# ── from findings ────────────────────────────────────────────────────────────────────────────────────────────


def findings_without(session: Session, scope: str) -> list[Finding]:
    """Return the gaps and recommendations of a partnership that no action answers, the gravest first."""
    rows = session.exec(
        select(Finding)
        .join(Assessment, (col(Assessment.id) == Finding.assessment) & (col(Assessment.scope) == Finding.scope))
        .where(
            Finding.scope == scope,
            col(Finding.kind).in_(("gap", "recommendation")),
            col(Finding.alive),
            col(Assessment.alive),
        )
    ).all()
    answered = {action.finding for action in of_partnership(session, scope)}
    left = [row for row in rows if row.id not in answered and _words_of(row)]
    return sorted(left, key=lambda row: (_place(row.priority), row.item, row.id))


def make_from(editor: Editor, findings: Iterable[Finding]) -> list[Action]:
    """Make an action of each finding: its recommendation, else what the gap says; one undo takes all back."""
    made: list[Action] = []
    numbers: dict[str, int] = {}
    for finding in findings:
        scope = finding.scope
        numbers[scope] = numbers[scope] + 1 if scope in numbers else _next_number(editor, scope)
        row = Action(scope=scope, number=numbers[scope])
        fields: ActionFields = {
            "title": _words_of(finding),
            "finding": finding.id,
            "area": finding.area,
            "item": finding.item,
            "priority": finding.priority if finding.priority in PRIORITIES else "medium",
        }
        _fill(row, fields)
        made.append(editor.add(row))
    return made


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_LONGEST_TITLE = 300


def _fill(row: Action, fields: ActionFields) -> None:
    for name, value in fields.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if not row.title:
        raise BadInput(_("An action needs a title."), do=_("Type what shall be done."))
    if row.goal_level is not None and row.goal_level not in range(5):
        raise Refused(_("A level is 0, 1, 2, 3 or 4."))
    must_be_in_order(row.starts, row.due)


def _status_at(percent: int, status: Status) -> Status:
    """Return the status that fits ``percent``; 100 % alone does not make it done: a person says that."""
    if status == "not_started" and percent:
        return "under_way"
    return "under_way" if status == "done" and percent < 100 else status


def _next_number(editor: Editor, scope: str) -> int:
    highest = editor.session.scalar(select(func.max(Action.number)).where(Action.scope == scope))
    return int(highest or 0) + 1


def _place(priority: str) -> int:
    return PRIORITIES.index(priority) if priority in PRIORITIES else len(PRIORITIES)


def _words_of(finding: Finding) -> str:
    words = finding.recommendation.strip() or finding.text.strip()
    return words if len(words) <= _LONGEST_TITLE else words[: _LONGEST_TITLE - 1].rstrip() + "…"
