"""Whether work is safe, in two parts: on this laptop, and on the server."""

from datetime import datetime

from PySide6.QtCore import QDate, QLocale, QRectF, QSize, Qt, QTime
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from wopfield.language import _, plural
from wopfield.ui.icons import pixmap
from wopfield.ui.moments import number_words
from wopfield.ui.screen import ServerState
from wopfield.ui.theme import CAPTION, REGULAR, SECONDARY, SEMIBOLD, Theme

_ICON = 20


def moment(at: datetime) -> str:
    """Return a time of today as "14:32", any other as "Fri 20 Nov", and one of another year with that."""
    locale = QLocale()
    day, today = QDate(at.year, at.month, at.day), QDate.currentDate()
    if day == today:
        return locale.toString(QTime(at.hour, at.minute), "HH:mm")
    return locale.toString(day, "ddd d MMM" if day.year() == today.year() else "d MMM yyyy")


class _TwoLines(QAbstractButton):
    """An icon with a word and a quieter one below; short, the icon alone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._short = False
        self._icon, self._ink, self._first_ink = "device-laptop", theme.ink2, theme.ink2
        self._first = self._second = ""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def set_short(self, short: bool) -> None:
        """Be an icon, or the whole."""
        if short != self._short:
            self._short = short
            self.updateGeometry()
            self.update()

    def words(self) -> str:
        """Return what is said, on one line."""
        return f"{self._first} {self._second}".strip()

    def say(self, icon: str, ink: str, first: str, second: str, first_ink: str = "") -> None:
        """Say something else."""
        self._icon, self._ink, self._first, self._second = icon, ink, first, second
        self._first_ink = first_ink or ink
        self.setAccessibleName(self.words())
        self.setToolTip(self.words())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._theme
        if self._short:
            return QSize(theme.px(_ICON) + 26, theme.px(40))
        first = QFontMetrics(theme.font(SECONDARY, SEMIBOLD)).horizontalAdvance(self._first)
        second = QFontMetrics(theme.font(CAPTION, REGULAR)).horizontalAdvance(self._second)
        return QSize(theme.px(_ICON) + 8 + max(first, second) + self._pad(), theme.px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = theme.px(_ICON)
        start = self._pad() / 2 if not self._short else (self.width() - side) / 2
        left = self.width() - start - side if mirrored else start
        drawn = pixmap(theme, self._icon, self._ink, _ICON)
        painter.drawPixmap(QRectF(left, (self.height() - side) / 2, side, side), drawn, QRectF(drawn.rect()))
        if self._short:
            return
        inset = start + side + 8
        box = QRectF(self.rect()).adjusted(0 if mirrored else inset, 0, -inset if mirrored else 0, 0)
        line = theme.px(18)
        top = (self.height() - (2 * line if self._second else line)) / 2
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(theme.font(SECONDARY, SEMIBOLD))
        painter.setPen(QColor(self._first_ink))
        painter.drawText(QRectF(box.left(), top, box.width(), line), flags, self._first)
        painter.setFont(theme.font(CAPTION, REGULAR))
        painter.setPen(QColor(theme.ink3))
        painter.drawText(QRectF(box.left(), top + line, box.width(), line), flags, self._second)

    def _pad(self) -> int:
        return 0


class LaptopMark(_TwoLines):
    """Saved, being saved, or not saved on this laptop; it never implies the server."""

    def show_saved(self, at: datetime | None) -> None:
        """Say that everything is on this laptop's disk, since when if something was changed."""
        theme = self._theme
        self.say("device-laptop", theme.good, _("Saved on this laptop"), "" if at is None else moment(at))

    def show_saving(self) -> None:
        """Say that a change is on its way."""
        self.say("device-laptop", self._theme.ink2, _("Saving on this laptop"), "")

    def show_waiting(self) -> None:
        """Say that the last change waits for room on the disk, and that nobody has to give it again."""
        self.say("alert-circle", self._theme.danger, _("Waits for room on the disk"), _("tried again by itself"))

    def show_unsaved(self) -> None:
        """Say that the last change could not be kept."""
        self.say("alert-circle", self._theme.danger, _("Not saved"), _("try again"))


class ServerMark(_TwoLines):
    """What waits for the server; press it for the Sync centre."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.says_something = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def show_state(self, state: ServerState) -> None:
        """Say what waits and when the server was last reached; nothing where there is no server."""
        self.says_something = state.connected
        theme = self._theme
        icon = "cloud-off"
        if state.waiting:
            first = plural(
                "{count} waiting for the server",
                "{count} waiting for the server",
                state.waiting,
                count=number_words(state.waiting),
            )
            icon = "cloud-upload" if state.online else "cloud-off"
        elif state.refused:
            first = plural(
                "{count} refused by the server",
                "{count} refused by the server",
                state.refused,
                count=number_words(state.refused),
            )
        elif state.files:
            first = plural(
                "{count} file waiting for the server",
                "{count} files waiting for the server",
                state.files,
                count=number_words(state.files),
            )
            icon = "cloud-upload" if state.online else "cloud-off"
        else:
            first = _("On the server")
            icon = "cloud-check"
        contact = state.last_contact
        second = _("last contact {when}", when=moment(contact)) if contact else _("not reached yet")
        if state.asks:
            icon, second = "cloud-off", _("sign in again")
        self.say(icon, theme.ink3, first, second, theme.ink2)

    def _pad(self) -> int:
        return 28
