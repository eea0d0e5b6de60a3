"""What can be said of a file: genuine or not, who issued it, and what has changed since."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from wopfield.errors import Trouble
from wopfield.language import _
from wopfield.report.change import Change
from wopfield.ui.proving import Verdict, change_words, issued_words, told_apart
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.focus import FocusRing
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.page import Page
from wopfield.ui.widgets.strip import Strip

_MOST = 200
"""More changes than a person reads; their number is said in full."""


class VerdictDialog(QDialog):
    """A plain result, green or red, with the changed parts named; or why nothing can be said of the file."""

    def __init__(self, theme: Theme, name: str, found: Verdict | Trouble, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Verify"))
        self.setMinimumWidth(theme.px(620))
        FocusRing(theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        if isinstance(found, Trouble):
            column.addWidget(Label(theme, name, "strong", wrap=True))
            column.addWidget(Strip(theme, "danger", found.happened, " ".join(filter(None, (found.safe, found.do)))))
        else:
            self._add_verdict(theme, column, name, found)
        row = QHBoxLayout()
        row.addStretch(1)
        close = Button(theme, _("Close"), kind="primary")
        close.clicked.connect(self.accept)
        row.addWidget(close)
        column.addLayout(row)

    def _add_verdict(self, theme: Theme, column: QVBoxLayout, name: str, verdict: Verdict) -> None:
        title = _("{name} is genuine", name=name) if verdict.genuine else _("{name} is not genuine", name=name)
        column.addWidget(Strip(theme, "good" if verdict.genuine else "danger", title, verdict.reason))
        if told := _about(verdict):
            about = Label(theme, "\n".join(told), "body", wrap=True)
            about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(about)
        since = verdict.changed_since
        if since:
            self.resize(theme.px(620), theme.px(460))
            changed = Page(theme, margins=(0, 0, 0, 0), spacing=6)
            for words, those in told_apart(since):
                changed.body.addWidget(Label(theme, words, "strong", wrap=True))
                for one in those[:_MOST]:
                    changed.body.addWidget(Label(theme, change_words(one), "secondary", wrap=True))
            changed.body.addStretch(1)
            column.addWidget(changed, 1)
        elif verdict.genuine:
            column.addWidget(Label(theme, _unchanged_words(since), "strong", wrap=True))


def _unchanged_words(since: tuple[Change, ...] | None) -> str:
    if since is None:
        return _("What has changed since shows only on a laptop that has the partnership.")
    return _("Nothing has changed in the record since.")


def _about(verdict: Verdict) -> list[str]:
    lines = [issued_words(verdict)] if verdict.issued_by else []
    if verdict.newer:
        lines.append(_("Version {version} was issued since.", version=verdict.newer))
    if verdict.key:
        lines.append(_("Sealed with the key {code}", code=verdict.key))
    return lines
