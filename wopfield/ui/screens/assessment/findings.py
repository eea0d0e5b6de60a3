"""Findings of an item as chips in a row; the one that is being written opens below, in place."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from wopfield.domain.summary import FindingKind
from wopfield.language import _
from wopfield.store.evidence import Exhibit
from wopfield.store.findings import KINDS
from wopfield.store.tables import Finding
from wopfield.ui.icons import icon, pixmap
from wopfield.ui.screens.assessment.deeds import Deeds
from wopfield.ui.screens.assessment.finding_editor import FindingEditor
from wopfield.ui.theme import CONTROL_RADIUS, SECONDARY, SEMIBOLD, Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.elided import elided
from wopfield.ui.widgets.flow import Flow
from wopfield.ui.widgets.labels import Label

_ICON, _PAD, _GAP = 20, 9, 6

_ICONS: dict[str, str] = {"strength": "thumb-up", "gap": "alert-circle", "recommendation": "bulb"}
KEYS: dict[FindingKind, str] = {"strength": "S", "gap": "G", "recommendation": "R"}


def kind_name(kind: str) -> str:
    """Return the word for a kind of finding."""
    return {"strength": _("Strength"), "gap": _("Gap")}.get(kind, _("Recommendation"))


class FindingsRow(QWidget):
    """The findings of the item that is open, and the way to add one."""

    opened = Signal()
    """A finding was opened to write in it; what it is written in may be out of sight."""

    def __init__(self, theme: Theme, deeds: Deeds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._deeds = theme, deeds
        self._findings: tuple[Finding, ...] = ()
        self._exhibits: tuple[Exhibit, ...] = ()
        self._opened = ""
        self._locked = False
        self._chips: list[_FindingChip] = []
        self.setAccessibleName(_("Findings"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(6)
        title = Label(theme, _("Findings"), "section")
        title.setFixedHeight(theme.px(36))
        line.addWidget(title, alignment=Qt.AlignmentFlag.AlignTop)
        self._place = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._place.setSizePolicy(policy)
        self._flow = Flow(self._place, gap=6)
        line.addWidget(self._place, 1)
        self.add = Button(theme, _("Add"), "plus", kind="link")
        self.add.clicked.connect(self._offer)
        line.addWidget(self.add, alignment=Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        self.editor: FindingEditor | None = None
        self._column = column
        deeds.finding_added.connect(self.open)

    def show_findings(self, findings: Sequence[Finding], exhibits: Sequence[Exhibit], *, locked: bool) -> None:
        """Show findings, and those exhibits that may stand behind them."""
        self._findings, self._exhibits, self._locked = tuple(findings), tuple(exhibits), locked
        self.add.setVisible(not locked)
        self._fill()
        self._show_opened()

    def open(self, finding: str) -> None:
        """Open a finding to write in it; it may be one that is only just being added."""
        self._opened = finding
        self._show_opened(focus=True)

    def close(self) -> bool:
        """Close the finding that is open, keeping what was written; return False when none was."""
        was_open = bool(self._opened)
        if self.editor is not None:
            self.editor.flush()
            if was_open and self.editor.is_blank() and self.editor.finding is not None:
                # Nobody wrote a word: there is nothing to keep and nothing to undo.
                finding = self.editor.finding
                self._deeds.change_finding(lambda editor: editor.remove(finding))
            self.editor.hide()
        self._opened = ""
        for chip in self._chips:
            chip.set_opened(False)
        return was_open

    def flush(self) -> None:
        """Keep what is being written."""
        if self.editor is not None:
            self.editor.flush()

    def chips(self) -> tuple[QAbstractButton, ...]:
        """Return the chips, in order."""
        return tuple(self._chips)

    def _fill(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for finding in self._findings:
            chip = _FindingChip(self._theme, finding, self._place)
            chip.clicked.connect(partial(self._press, finding.id))
            chip.set_opened(finding.id == self._opened)
            self._flow.addWidget(chip)
            chip.show()
            self._chips.append(chip)
        self._place.updateGeometry()

    def _press(self, finding: str) -> None:
        if finding == self._opened:
            self.close()
        else:
            self.close()
            self.open(finding)

    def _show_opened(self, *, focus: bool = False) -> None:
        found = next((finding for finding in self._findings if finding.id == self._opened), None)
        for chip in self._chips:
            chip.set_opened(found is not None and chip.finding.id == found.id)
        if found is None:
            if self.editor is not None:
                self.editor.hide()
            return
        if self.editor is None:
            self.editor = FindingEditor(self._theme, self._deeds, self)
            self.editor.closed.connect(self.close)
            self._column.addWidget(self.editor)
        new = self.editor.finding is None or self.editor.finding.id != found.id or not self.editor.isVisible()
        self.editor.show_finding(found, self._exhibits, locked=self._locked)
        self.editor.show()
        if focus or new:
            self.editor.focus()
            self.opened.emit()

    def _offer(self) -> None:
        menu = QMenu(self)
        for kind in KINDS:
            words = f"{kind_name(kind)}\t&{KEYS[kind]}"  # so that the key works while the menu is open, too
            action = menu.addAction(icon(self._theme, _ICONS[kind]), words)
            action.triggered.connect(partial(self._begin, kind))
        menu.popup(self.add.mapToGlobal(self.add.rect().topLeft()))

    def _begin(self, kind: FindingKind, _checked: bool = False) -> None:
        self.close()
        self._deeds.add_finding(kind)


class _FindingChip(QAbstractButton):
    """One finding: icon, kind and words."""

    def __init__(self, theme: Theme, finding: Finding, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.finding = finding
        self._opened = False
        words = finding.text or _("not written yet")
        self.setText(" ".join(words.split()))
        self.setAccessibleName(f"{kind_name(finding.kind)}: {self.text()}")
        self.setToolTip(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # a narrow page shortens it

    def set_opened(self, opened: bool) -> None:
        self._opened = opened
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._theme
        kind = QFontMetrics(theme.font(SECONDARY, SEMIBOLD)).horizontalAdvance(kind_name(self.finding.kind))
        words = QFontMetrics(theme.font(SECONDARY)).horizontalAdvance(self.text())
        return QSize(2 * _PAD + theme.px(_ICON) + kind + words + 2 * _GAP + 2, theme.px(36))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        ink = {"strength": theme.good, "gap": theme.warning}.get(self.finding.kind, theme.accent)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent if self._opened else theme.line), 2 if self._opened else 1))
        painter.setBrush(QColor(theme.tint if self.underMouse() or self._opened else theme.sunk))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CONTROL_RADIUS, CONTROL_RADIUS)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        at = float(_PAD)

        def place(width: float) -> QRectF:
            left = self.width() - at - width if mirrored else at
            return QRectF(left, 0, width, self.height())

        side = theme.px(_ICON)
        drawn = pixmap(theme, _ICONS.get(self.finding.kind, "bulb"), ink, _ICON)
        box = place(side)
        painter.drawPixmap(QRectF(box.left(), box.center().y() - side / 2, side, side), drawn, QRectF(drawn.rect()))
        at += side + _GAP
        near = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for words, weight, colour in (
            (kind_name(self.finding.kind), SEMIBOLD, ink),
            (self.text(), 400, theme.ink2),
        ):
            painter.setFont(theme.font(SECONDARY, weight))
            metrics = QFontMetrics(painter.font())
            width = min(float(metrics.horizontalAdvance(words) + 1), self.width() - at - _PAD)
            painter.setPen(QColor(colour))
            shown = elided(metrics, words, width)
            painter.drawText(place(width), near, shown)
            at += width + _GAP
