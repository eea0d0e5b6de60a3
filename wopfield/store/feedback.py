"""What the utility says of a draft report, and what the team replies: one row for each comment."""

from datetime import date

from sqlmodel import Session, col, select

from wopfield.errors import Refused
from wopfield.language import _
from wopfield.store.editor import Editor
from wopfield.store.rows import new_id
from wopfield.store.tables import Feedback

_WORDS = ("text", "said_by", "reply", "section")


def of_assessment(session: Session, scope: str, assessment: str) -> list[Feedback]:
    """Return the comments on the reports of an assessment, the earliest first."""
    rows = session.exec(
        select(Feedback).where(Feedback.scope == scope, Feedback.assessment == assessment, col(Feedback.alive))
    )
    return sorted(rows, key=lambda row: (row.day or date.max, row.id))


def blank(scope: str, assessment: str, section: str, day: date) -> Feedback:
    """Return a comment without words under an id of its own; nothing is kept by that."""
    return Feedback(scope=scope, id=new_id(), assessment=assessment, section=section, day=day)


def add(editor: Editor, shown: Feedback) -> Feedback:
    """Keep a comment that was begun."""
    return editor.add(shown)


def write(editor: Editor, shown: Feedback, register: str, words: str) -> Feedback:
    """Write what was said, by whom, of which section, or what the team replies."""
    if register not in _WORDS:
        raise Refused(_("A comment has no such text."))
    kept = editor.take(shown)
    setattr(kept, register, words)
    return kept


def set_changed(editor: Editor, shown: Feedback, changed: bool) -> Feedback:
    """Say whether the report was changed because of it."""
    kept = editor.take(shown)
    kept.changed = changed
    return kept


def remove(editor: Editor, shown: Feedback) -> None:
    """Delete a comment; it can be brought back."""
    editor.remove(shown)


def bring_back(editor: Editor, shown: Feedback) -> None:
    """Bring back a comment that was deleted."""
    editor.bring_back(shown)
