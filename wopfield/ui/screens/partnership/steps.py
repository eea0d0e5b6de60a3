"""What comes next in a partnership: worked out from what is there, each with a way to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from wopfield.domain.visit import stage
from wopfield.language import _, plural
from wopfield.store import actions
from wopfield.store.overview import Overview
from wopfield.ui.icons import pixmap
from wopfield.ui.moments import day_words
from wopfield.ui.screen import Place, beginning
from wopfield.ui.theme import BODY, CONTROL_RADIUS, MEDIUM, SECONDARY, Theme
from wopfield.ui.widgets.card import Card, SectionTitle
from wopfield.ui.widgets.elided import elided
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.page import clear

_MOST = 4


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: what, until when, and where."""

    icon: str
    words: str
    when: str
    place: Place
    urgent: bool = False


def steps(found: Overview, today: date) -> list[Step]:
    """Return what comes next, the most pressing not first but in the order work goes."""
    scope = found.pair.scope
    listed = [
        *_assessment_steps(found, scope, today),
        *_plan_steps(found, scope, today),
        *_visit_steps(found, scope, today),
    ]
    return listed[:_MOST]


class StepsCard(Card):
    """The next steps, each a row to press."""

    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(22, 10, 22, 8), spacing=2, parent=parent)
        self._theme = theme
        self.body.addWidget(SectionTitle(theme, _("Next steps"), role="question"))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addLayout(self._list)

    def show_steps(self, listed: Sequence[Step]) -> None:
        """Show what comes next."""
        clear(self._list)
        for step in listed:
            row = StepRow(self._theme, step)
            row.clicked.connect(lambda _checked=False, place=step.place: self.opened.emit(place))
            self._list.addWidget(row)
        if not listed:
            note = _("Nothing waits. Plan the next visit when you are ready.")
            self._list.addWidget(Label(self._theme, note, "secondary", wrap=True))


class StepRow(QAbstractButton):
    """One step: icon, words, and the day at the far end."""

    def __init__(self, theme: Theme, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._step = step
        self.setAccessibleName(f"{step.words}, {step.when}" if step.when else step.words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(240, self._theme.px(44 if self._theme.large else 30))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, step = self._theme, self._step
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.tint))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(-6, 0, 6, 0), CONTROL_RADIUS, CONTROL_RADIUS)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = theme.px(20)
        left = self.width() - side if mirrored else 0
        tone = theme.danger if step.urgent else theme.ink2
        drawn = pixmap(theme, step.icon, tone, 20)
        painter.drawPixmap(QRectF(left, (self.height() - side) / 2, side, side), drawn, QRectF(drawn.rect()))
        small = theme.font(SECONDARY)
        far = QFontMetrics(small).horizontalAdvance(step.when) + 4
        near = side + theme.px(10)
        middle = QRectF(near, 0, self.width() - near - far - 8, self.height())
        end = QRectF(self.width() - far, 0, far, self.height())
        if mirrored:
            middle.moveLeft(far + 8)
            end.moveLeft(0)
        font = theme.font(BODY, MEDIUM)
        shown = elided(QFontMetrics(font), step.words, middle.width())
        self.setToolTip("" if shown == step.words else step.words)
        painter.setFont(font)
        painter.setPen(QColor(theme.accent if self.underMouse() else theme.ink))
        painter.drawText(middle, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.setFont(small)
        painter.setPen(QColor(theme.danger if step.urgent else theme.ink3))
        painter.drawText(end, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), step.when)


# ── what comes next ──────────────────────────────────────────────────────────────────────────────────────────


def _assessment_steps(found: Overview, scope: str, today: date) -> list[Step]:
    row = found.assessment
    if row is None:
        return [Step("clipboard-check", _("Start the first assessment"), "", beginning("assessments", scope))]
    listed = []
    visit = next((visit for visit in found.visits if visit.id == row.visit), None)
    until = day_words(visit.ends, today, weekday=True) if visit and visit.ends else ""
    if not found.closed:
        at = Place("assessment", partnership=scope, assessment=row.id)
        listed.append(Step("clipboard-check", _("Finish: {title}", title=row.title), until, at))
    if found.differing and not found.closed:
        words = plural("Settle {count} different rating", "Settle {count} different ratings", found.differing)
        listed.append(Step("users", words, until, Place("agree", partnership=scope, assessment=row.id)))
    return listed


def _plan_steps(found: Overview, scope: str, today: date) -> list[Step]:
    listed = []
    if found.doubtful:
        words = plural("{count} figure looks wrong", "{count} figures look wrong", found.doubtful)
        listed.append(Step("alert-triangle", words, "", Place("indicators", partnership=scope)))
    if found.late:
        words = plural("{count} action is late", "{count} actions are late", len(found.late))
        days = max(actions.days_late(action, today) for action in found.late)
        oldest = plural("oldest {count} day", "oldest {count} days", days)
        listed.append(Step("calendar-due", words, oldest, Place("plan", partnership=scope), urgent=True))
    return listed


def _visit_steps(found: Overview, scope: str, today: date) -> list[Step]:
    if not found.visits:
        return [Step("calendar-plus", _("Plan the first visit"), "", beginning("visits", scope))]
    coming = [visit for visit in found.visits if stage(visit.starts, visit.ends, today) == "before"]
    if not coming or coming[0].starts is None:
        return []
    at = Place("visit", partnership=scope, visit=coming[0].id)
    return [Step("calendar-event", _("Next: {title}", title=coming[0].title), day_words(coming[0].starts, today), at)]
