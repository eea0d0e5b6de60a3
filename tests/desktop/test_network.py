"""What counts as a network that may cost money."""

import pytest
from PySide6.QtNetwork import QNetworkInformation

from wopfield.desktop.network import Network, costly

Medium = QNetworkInformation.TransportMedium


@pytest.mark.parametrize(
    ("metered", "medium", "expected"),
    [
        (False, Medium.WiFi, False),
        (False, Medium.Ethernet, False),
        (False, Medium.Unknown, False),
        (True, Medium.WiFi, True),
        (False, Medium.Cellular, True),
        (False, Medium.Bluetooth, True),
    ],
)
def test_a_metered_or_mobile_network_costs(metered: bool, medium: Medium, expected: bool) -> None:
    assert costly(metered, medium) is expected


@pytest.mark.usefixtures("qapp")
def test_the_system_is_asked_and_may_tell_nothing() -> None:
    assert Network().costs() in (True, False)


@pytest.mark.usefixtures("qapp")
def test_a_laptop_that_woke_may_be_somewhere_else() -> None:
    clock, came = iter([0.0, 20.0, 9_000.0, 9_020.0]), list[int]()
    network = Network(clock=lambda: next(clock))
    network.came.connect(lambda: came.append(len(came)))
    network.beat()
    assert came == []
    network.beat()
    network.beat()
    assert came == [0]
