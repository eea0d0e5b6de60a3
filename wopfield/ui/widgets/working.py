"""Something that takes a while: nothing for a blink, then grey shapes; longer, what and how much, with Stop."""

from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from wopfield.language import _
from wopfield.ui.job import Job
from wopfield.ui.theme import BADGE_RADIUS, MEDIUM, SECTION, Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.progress import Bar

SHAPES_MS, WORDS_MS = 300, 2000
"""When grey shapes come, and when words do."""


class Shapes(QWidget):
    """Grey shapes where something is about to stand; they come only after a blink, so quick things never flash."""

    def __init__(self, theme: Theme, rows: int = 3, row_height: int = 40, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows, self._row_height = rows, theme.px(row_height)
        self._drawn = False
        self._clock = _once(self, SHAPES_MS)
        self._clock.timeout.connect(self._come)
        self.setAccessibleName(_("Loading"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def start(self) -> None:
        """Take the room, and come if it takes longer than a blink."""
        self._drawn = False
        self._clock.start()
        self.show()

    def stop(self) -> None:
        """Go: what was awaited is here."""
        self._clock.stop()
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(300, self._rows * (self._row_height + 8) - 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._drawn:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._theme.line))
        painter.setBrush(QColor(self._theme.line))
        for row in range(self._rows):
            width = self.width() * (1.0 if row % 2 == 0 else 0.7) - 1
            box = QRectF(0.5, row * (self._row_height + 8) + 0.5, width, self._row_height - 1)
            painter.drawRoundedRect(box, BADGE_RADIUS, BADGE_RADIUS)

    def _come(self) -> None:
        self._drawn = True
        self.update()


class Working(Card):
    """Long work: what it is, how far, and Stop; it comes after two seconds and goes when the work ends."""

    stopped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(20, 12, 16, 14), spacing=6, parent=parent)
        self._job: Job | None = None
        top = QHBoxLayout()
        self._title = Label(theme, "", "section", wrap=True)
        self._title.setFont(theme.font(SECTION, MEDIUM))
        top.addWidget(self._title, 1)
        self._stop = Button(theme, _("Stop"))
        self._stop.clicked.connect(self._press_stop)
        top.addWidget(self._stop)
        self.body.addLayout(top)
        self._bar = Bar(theme, thick=10)
        self.body.addWidget(self._bar)
        below = QHBoxLayout()
        self._count = Label(theme, "", "secondary")
        below.addWidget(self._count)
        below.addStretch(1)
        below.addWidget(Label(theme, _("You can go on working"), "secondary"))
        self.body.addLayout(below)
        self._clock = _once(self, WORDS_MS)
        self._clock.timeout.connect(self.show)
        self.hide()

    def follow(self, job: Job, title: str, *, at_once: bool = False) -> None:
        """Follow long work; ``at_once`` for work that a person started and waits to see."""
        self._job = job
        self._title.setText(title)
        self.setAccessibleName(title)
        self._count.setText("")
        self._bar.set_share(0, 0)
        self._stop.setEnabled(True)
        job.progressed.connect(self._show_progress)
        job.ended.connect(self._end)
        if at_once:
            self.show()
        else:
            self._clock.start()

    def _show_progress(self, done: int, total: int, words: str) -> None:
        counted = _("{done} of {total}", done=done, total=total) if total else ""
        said = " · ".join(part for part in (counted, words) if part)
        self._count.setText(said)
        self._bar.set_share(done, total, said)

    def _press_stop(self) -> None:
        if self._job is not None:
            self._stop.setEnabled(False)
            self._job.stop()
            self.stopped.emit()

    def _end(self) -> None:
        self._clock.stop()
        self._job = None
        self.hide()


def _once(parent: QWidget, after: int) -> QTimer:
    clock = QTimer(parent)
    clock.setSingleShot(True)
    clock.setInterval(after)
    return clock
