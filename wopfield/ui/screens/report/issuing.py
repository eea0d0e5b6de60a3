"""Issue what is shown, and verify what was issued."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from wopfield.errors import Trouble
from wopfield.language import _
from wopfield.report.document import Printed
from wopfield.store import issuing, reports
from wopfield.store.editor import Editor
from wopfield.store.issuing import Naming
from wopfield.store.reports import ReportDesk
from wopfield.store.tables import Report
from wopfield.store.workspace import Workspace
from wopfield.ui.issuing import Frozen, freeze, seal_and_keep
from wopfield.ui.job import Work
from wopfield.ui.operations import Operations
from wopfield.ui.paper import ChoosePlace, file_name, print_report
from wopfield.ui.proving import Verdict, read_pdf, verify
from wopfield.ui.screens.report.issue_dialog import IssueDialog
from wopfield.ui.screens.report.verdict_dialog import VerdictDialog
from wopfield.ui.screens.report.work import options_of
from wopfield.ui.theme import Theme


class IssueAndVerify(QObject):
    """Asks, freezes, prints and keeps; and looks at files, each step away from the window's thread."""

    said = Signal(str)
    failed = Signal(object)
    opened = Signal(str, bytes)
    """An issued file somebody wants to have: the name proposed, and its bytes."""

    def __init__(
        self,
        theme: Theme,
        operations: Operations,
        workspace: Workspace,
        today: Callable[[], date],
        choose: ChoosePlace,
        over: QWidget,
    ) -> None:
        super().__init__(over)
        self._theme, self._operations, self._workspace = theme, operations, workspace
        self._today, self._choose, self._over = today, choose, over
        self._desk: ReportDesk | None = None
        self._person = ""
        self.busy = False

    def show(self, desk: ReportDesk, person: str) -> None:
        """Take what the screen shows."""
        self._desk, self._person = desk, person

    # issuing

    def ask(self, *, who: bool = False) -> None:
        """Ask what the report is issued under, or first ``who`` signs."""
        if self._desk is None or self.busy:
            return
        draft, before = self._desk.draft, self._desk.issued
        number = before[0].number if before else issuing.number_of(draft, self._today().year)
        dialog = IssueDialog(
            self._theme, number, issuing.next_version(before), self._desk.signing, self._over, first=not before
        )
        dialog.accepted.connect(lambda: self._begin(draft, dialog.naming(), dialog.signatories()))
        dialog.open()
        if who:
            dialog.signing.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, draft: Report, naming: Naming, signatories: list[str]) -> None:
        self.busy = True
        if signatories == (self._desk.signing if self._desk else []):
            self._freeze(naming, draft)
        else:
            sign = partial(_set_signatories, draft, signatories)
            self._operations.change(sign, partial(self._freeze, naming), self._fail)

    def _freeze(self, naming: Naming, draft: Report) -> None:
        job = partial(_freeze, self._workspace, draft, naming, self._person)
        self._operations.background(job, self._print, self._fail)

    def _print(self, frozen: Frozen) -> None:
        self._operations.work(
            print_report, frozen.summary, frozen.photos, frozen.options, frozen.draft.language,
            then=partial(self._keep, frozen), otherwise=self._fail,
        )  # fmt: skip

    def _keep(self, frozen: Frozen, printed: Printed) -> None:
        job = partial(_seal_and_keep, self._workspace, frozen, printed)
        self._operations.background(job, self._kept, self._fail)

    def _kept(self, done: tuple[Report, bytes]) -> None:
        self.busy = False
        row, pdf = done
        self._operations.announce(frozenset({"report", "evidence_file"}))
        self.said.emit(_("Issued as {number}, version {version}.", number=row.number, version=row.version))
        self.opened.emit(_name_of(row), pdf)

    def _fail(self, error: Exception) -> None:
        self.busy = False
        self.failed.emit(error)

    # verifying

    def verify_issued(self, row: Report) -> None:
        """Verify the file of an issued report as it lies here."""
        self._verify(f"{row.number} {row.version}", partial(_verify_issued, self._workspace, row, self._today()))

    def verify_a_file(self) -> None:
        """Ask for a file, and say whether it is what was issued."""
        chosen = self._choose(self._over, _("Choose the PDF to verify"), "")
        if chosen:
            self._verify(Path(chosen).name, partial(_verify_file, self._workspace, Path(chosen), self._today()))

    def open_issued(self, row: Report) -> None:
        """Fetch the file of an issued report, to save it."""
        job = partial(_file_of, self._workspace, row)
        self._operations.background(job, partial(self._have_file, _name_of(row)), self._fail)

    def _have_file(self, name: str, pdf: bytes) -> None:
        self.opened.emit(name, pdf)

    def _verify(self, name: str, job: Callable[[Work], Verdict]) -> None:
        self._operations.background(job, partial(self._say, name), partial(self._say_why_not, name))

    def _say(self, name: str, found: Verdict | Trouble) -> None:
        VerdictDialog(self._theme, name, found, self._over).open()

    def _say_why_not(self, name: str, error: Exception) -> None:
        """Say it of the file: above the pages it would be taken for something that is wrong with them."""
        if isinstance(error, Trouble):
            self._say(name, error)
        else:
            self.failed.emit(error)


def _name_of(row: Report) -> str:
    return file_name(f"{row.number} {row.version}.pdf")


def _set_signatories(draft: Report, signatories: list[str], editor: Editor) -> Report:
    return reports.set_signatories(editor, draft, signatories)


def _freeze(workspace: Workspace, draft: Report, naming: Naming, person: str, _work: Work) -> Frozen:
    return freeze(workspace, draft, naming, person, options_of(draft))


def _seal_and_keep(workspace: Workspace, frozen: Frozen, printed: Printed, _work: Work) -> tuple[Report, bytes]:
    return seal_and_keep(workspace, frozen, printed)


def _file_of(workspace: Workspace, row: Report, _work: Work) -> bytes:
    with workspace.database.read() as session:
        return issuing.file_of(session, workspace.files, row)


def _verify_issued(workspace: Workspace, row: Report, today: date, work: Work) -> Verdict:
    return verify(_file_of(workspace, row, work), workspace, today)


def _verify_file(workspace: Workspace, path: Path, today: date, _work: Work) -> Verdict:
    return verify(read_pdf(path), workspace, today)
