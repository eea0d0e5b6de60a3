"""What a person does on this screen, as changes that are kept: rate, write, flag, prove, find, take back.

Each deed is based on the row that was on the screen. Nothing here waits: a deed goes off and its outcome comes home.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from wopfield.domain.audience import audience_of
from wopfield.domain.log import Change
from wopfield.domain.summary import Confidence, FindingKind
from wopfield.errors import Trouble
from wopfield.language import _
from wopfield.store import assessments, drafts, evidence, findings, history, item_history
from wopfield.store.editor import Editor
from wopfield.store.files import FileStore
from wopfield.store.item_list import ItemList
from wopfield.store.item_page import ItemPage
from wopfield.store.tables import Answer, Evidence, Finding
from wopfield.store.workspace import Workspace
from wopfield.ui.job import Work
from wopfield.ui.operations import Operations
from wopfield.ui.screens.assessment.writing import Words, Writing
from wopfield.whole import write_whole


@dataclass(frozen=True, slots=True)
class Before:
    """How an answer stood before a deed, for its Undo."""

    answer: Answer
    number: str


class Deeds(QObject):
    """The changes of one screen; the screen tells which list and page are shown."""

    told = Signal(str, object)
    """A sentence for the toast, and what Undo does or None."""
    troubled = Signal(object)
    """A Trouble to show where the person looks."""
    finding_added = Signal(str)
    """The id of a finding that is to be written now."""

    def __init__(self, operations: Operations, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self._workspace = workspace
        self.list: ItemList | None = None
        self.page: ItemPage | None = None

    @property
    def locked(self) -> bool:
        """Return whether nothing may be changed."""
        return self.list is None or self.page is None or self.list.closed

    # ── the rating ───────────────────────────────────────────────────────────────────────────────────────────

    def rate(self, level: int) -> None:
        """Give a level."""
        self._answer(lambda editor, shown: assessments.rate(editor, shown, level))

    def give_value(self, value: str) -> None:
        """Give an answer that is no level; an empty one takes it away."""
        if value:
            self._answer(lambda editor, shown: assessments.give_value(editor, shown, value))
        else:
            self._answer(assessments.clear)

    def does_not_apply(self) -> None:
        """Say that the item does not apply; said again, take it back."""
        self._toggle(lambda answer: answer.does_not_apply, assessments.set_does_not_apply)

    def not_seen(self) -> None:
        """Say that the item could not be seen yet; said again, take it back."""
        self._toggle(lambda answer: answer.not_seen, assessments.set_not_seen)

    def clear(self) -> None:
        """Take the rating away, and offer to bring it back."""
        page = self.page
        if page is None or not assessments.is_rated(page.answer):
            return
        before = Before(page.answer.model_copy(), page.item.number)
        if self._answer(assessments.clear):
            words = _("Rating of {number} cleared", number=before.number)
            self.told.emit(words, partial(self._put_back, before))

    def confidence(self, grade: str) -> None:
        """Say how sure one is; an empty grade takes it back."""
        grades: dict[str, Confidence] = {"A": "A", "B": "B", "C": "C", "D": "D"}
        self._answer(lambda editor, shown: assessments.set_confidence(editor, shown, grades.get(grade)))

    def set_readers(self, audience: str) -> None:
        """Say who may read the comment."""
        self._answer(lambda editor, shown: assessments.set_audience(editor, shown, audience_of(audience)))

    def flag(self, flagged: bool) -> None:
        """Put a flag on the item or take it off."""
        self._answer(lambda editor, shown: assessments.set_flagged(editor, shown, flagged))

    # ── words ────────────────────────────────────────────────────────────────────────────────────────────────

    def attend(self, field: Writing) -> None:
        """Keep what is written in a field: drafts while it is typed, an entry when it is left."""
        field.typed.connect(self.keep_draft)
        field.sent.connect(partial(self.write, field))

    def keep_draft(self, words: Words) -> None:
        """Keep what is being typed, behind the changes made before."""
        person = self._operations.author
        values = {words.field: words.text}
        self._operations.jot(lambda database: drafts.keep(database, words.shown, words.register, values, person))

    def write(self, field: Writing, words: Words) -> None:
        """Make an entry of what was written."""
        self._operations.change(
            partial(_write, words),
            partial(self._written, field, words),
            partial(self._unwritten, field, words),
        )

    def _written(self, field: Writing, words: Words, result: object) -> None:
        field.kept(words)

    def _unwritten(self, field: Writing, words: Words, error: Exception) -> None:
        field.not_kept(words)
        self._trouble(error)

    # ── findings ─────────────────────────────────────────────────────────────────────────────────────────────

    def add_finding(self, kind: FindingKind, text: str = "", priority: str = "medium") -> None:
        """Begin a finding of this item; it is kept at once, and its words when they are written."""
        if self.locked or self.page is None:
            return
        page = self.page
        row = findings.blank(page.assessment.scope, page.assessment.id, page.item.area, page.item.code, kind)
        row.text, row.priority = text, priority
        self._operations.change(
            lambda editor: editor.add(row).id, self.finding_added.emit if not text else None, self._trouble
        )

    def change_finding(self, edit: Callable[[Editor], object]) -> None:
        """Keep a change of a finding."""
        if not self.locked:
            self._operations.change(edit, None, self._trouble)

    def remove_finding(self, shown: Finding) -> None:
        """Delete a finding, and offer to bring it back."""
        if self.locked:
            return
        self._operations.change(partial(_remove_finding, shown), None, self._trouble)
        self.told.emit(_("Finding deleted"), partial(self._bring_finding_back, shown))

    def _bring_finding_back(self, shown: Finding) -> None:
        self._operations.change(lambda editor: findings.bring_back(editor, shown), None, self._trouble)

    # ── evidence ─────────────────────────────────────────────────────────────────────────────────────────────

    def take_away(self, exhibit: evidence.Exhibit) -> None:
        """Take evidence away, and offer to bring it back."""
        if self.locked or self.page is None:
            return
        shown, number = exhibit.row, self.page.item.number
        self._operations.change(lambda editor: evidence.take_away(editor, shown), None, self._trouble)
        words = _("{code} taken away from {number}", code=exhibit.code, number=number)
        self.told.emit(words, partial(self._bring_evidence_back, shown))

    def may_be_shared(self, shown: Evidence, shared: bool) -> None:
        """Say whether evidence may be shown outside the partnership."""
        if not self.locked:
            self._operations.change(
                lambda editor: evidence.change(editor, shown, may_be_shared=shared), None, self._trouble
            )

    def set_evidence_readers(self, shown: Evidence, audience: str) -> None:
        """Say who may read of evidence."""
        if not self.locked:
            self._operations.change(
                lambda editor: evidence.change(editor, shown, audience=audience_of(audience)), None, self._trouble
            )

    def save_copy(self, exhibit: evidence.Exhibit, path: str) -> None:
        """Write the file behind evidence to a place of the person's choice."""
        self._operations.background(
            partial(_write_copy, self._workspace.files, exhibit, path), self._saved_copy, self._trouble
        )

    def _saved_copy(self, name: str) -> None:
        self.told.emit(_("Saved as {name}", name=name), None)

    def _bring_evidence_back(self, shown: Evidence) -> None:
        self._operations.change(lambda editor: evidence.bring_back(editor, shown), None, self._trouble)

    # ── taking back ──────────────────────────────────────────────────────────────────────────────────────────

    def undo(self) -> None:
        """Take back one's last change in this partnership."""
        self._go_through(history.undo, _("There is nothing left to take back."))

    def redo(self) -> None:
        """Bring back what was taken back last."""
        self._go_through(history.redo, _("There is nothing to bring back."))

    def take_back(self, past: history.Past) -> None:
        """Take back one change of this item."""
        if self.locked or self.page is None:
            return
        scope = self.page.assessment.scope
        self._operations.change(lambda editor: item_history.take_back(editor, scope, past), None, self._trouble)

    def _go_through(self, way: Callable[..., Change | None], nothing: str) -> None:
        if self.page is None or self.list is None:
            return
        act = partial(way, self._workspace.database, self.list.person, self.page.assessment.scope)
        self._operations.change(lambda editor: act(), partial(self._gone_through, nothing), self._trouble)

    def _gone_through(self, nothing: str, change: Change | None) -> None:
        if change is None:
            self.told.emit(nothing, None)
        else:
            self._operations.announce(frozenset(edit.noun for edit in change.edits))

    # ── how ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _answer(self, edit: Callable[[Editor, Answer], Answer]) -> bool:
        """Change one's own answer; return whether that was allowed."""
        page = self.page
        if self.locked or page is None:
            self._say_locked()
            return False
        self._operations.change(lambda editor: edit(editor, page.answer).id, None, self._trouble)
        return True

    def _toggle(self, holds: Callable[[Answer], bool], put: Callable[[Editor, Answer], Answer]) -> None:
        held = self.page is not None and holds(self.page.answer)
        self._answer(assessments.clear if held else put)

    def _put_back(self, before: Before) -> None:
        shown = before.answer
        page = self.page
        if page is not None and page.answer.id == shown.id:
            shown = page.answer
        self._operations.change(
            lambda editor: assessments.put_back(editor, shown, before.answer).id, None, self._trouble
        )

    def _say_locked(self) -> None:
        if self.list is not None and self.list.closed:
            self.told.emit(_("This assessment is closed, so nothing was changed."), None)

    def _trouble(self, error: Exception) -> None:
        if isinstance(error, Trouble):
            self.troubled.emit(error)
        else:
            self._operations.failed.emit(error)


def _write(words: Words, editor: Editor) -> None:
    if words.field == "value" and isinstance(words.shown, Answer):
        assessments.give_value(editor, words.shown, words.text)
    else:
        setattr(editor.take(words.shown), words.field, words.text)
    drafts.forget(editor, words.shown, words.register)


def _remove_finding(shown: Finding, editor: Editor) -> None:
    findings.remove(editor, shown)


def _write_copy(files: FileStore, exhibit: evidence.Exhibit, path: str, _work: Work) -> str:
    target = Path(path)
    if exhibit.file is not None:
        safe = _("The evidence is safe in the program.")
        write_whole(target, evidence.open_file(files, exhibit.file), safe=safe, do=_("Choose another folder."))
    return target.name
