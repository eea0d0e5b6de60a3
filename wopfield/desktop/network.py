"""What the system says of the network: whether the internet can be reached, and whether it costs money."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation

_Reach = QNetworkInformation.Reachability
_Medium = QNetworkInformation.TransportMedium

_MOBILE = frozenset({_Medium.Cellular, _Medium.Bluetooth})
"""What usually ends in somebody's mobile contract; what the system cannot tell counts as free."""


class Network(QObject):
    """The network as it is now; where the system tells nothing, it neither comes nor costs."""

    came = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        known = QNetworkInformation.loadDefaultBackend()
        self._told = QNetworkInformation.instance() if known else None
        if self._told is not None:
            self._told.reachabilityChanged.connect(self._changed)

    def costs(self) -> bool:
        """Return whether what goes over it may cost money: it is metered, or a mobile one."""
        return self._told is not None and costly(self._told.isMetered(), self._told.transportMedium())

    def _changed(self, reach: QNetworkInformation.Reachability) -> None:
        if reach in (_Reach.Online, _Reach.Unknown):
            self.came.emit()


def costly(metered: bool, medium: QNetworkInformation.TransportMedium) -> bool:
    """Return whether a network may cost money."""
    return metered or medium in _MOBILE
