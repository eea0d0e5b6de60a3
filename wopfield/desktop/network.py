"""What the system says of the network: whether the internet can be reached, and whether it costs money."""

from collections.abc import Callable
from time import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtNetwork import QNetworkInformation, QNetworkInterface

from wopfield.ui.pauses import slept

_Reach = QNetworkInformation.Reachability
_Medium = QNetworkInformation.TransportMedium

_MOBILE = frozenset({_Medium.Cellular, _Medium.Bluetooth})
"""What usually ends in somebody's mobile contract; what the system cannot tell counts as free."""

_BEAT_MS = 20_000
"""So often it is looked whether the laptop slept meanwhile, or has other addresses: not every system tells of that."""


class Network(QObject):
    """The network as it is now; where the system tells nothing, it does not cost."""

    came = Signal()
    """The internet may be reached again: it came, is another one, opened its door, or the laptop woke."""

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = time) -> None:
        """Listen from now on; ``clock`` tells the seconds on the wall, which go on while the laptop sleeps."""
        super().__init__(parent)
        known = QNetworkInformation.loadDefaultBackend()
        self._told = QNetworkInformation.instance() if known else None
        if self._told is not None:
            self._told.reachabilityChanged.connect(self._look)
            self._told.transportMediumChanged.connect(self._look)
            self._told.isBehindCaptivePortalChanged.connect(self._look)
        self._clock = clock
        self._beaten, self._addresses = clock(), _addresses()
        beat = QTimer(self, interval=_BEAT_MS)
        beat.setTimerType(Qt.TimerType.VeryCoarseTimer)
        beat.timeout.connect(self.beat)
        beat.start()

    def costs(self) -> bool:
        """Return whether what goes over it may cost money: it is metered, or a mobile one."""
        return self._told is not None and costly(self._told.isMetered(), self._told.transportMedium())

    def beat(self) -> None:
        """See whether the laptop slept since the last beat, for timers stand still then, or is somewhere else."""
        before, self._beaten = self._beaten, self._clock()
        known, self._addresses = self._addresses, _addresses()
        moved = bool(self._addresses) and self._addresses != known
        if moved or slept(self._beaten - before, _BEAT_MS / 1000):
            self.came.emit()

    def _look(self, _changed: object) -> None:
        told = self._told
        if told is not None and told.reachability() is not _Reach.Disconnected and not told.isBehindCaptivePortal():
            self.came.emit()


def costly(metered: bool, medium: QNetworkInformation.TransportMedium) -> bool:
    """Return whether a network may cost money."""
    return metered or medium in _MOBILE


def _addresses() -> frozenset[str]:
    return frozenset(each.toString() for each in QNetworkInterface.allAddresses() if not each.isLoopback())
