"""Things in a row that breaks."""

from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from wopfield.ui.widgets.flow import Flow


def test_a_row_stays_whole_when_other_rows_end(qtbot: QtBot) -> None:
    flows = []
    for _each in range(200):
        other, holder = QWidget(), QWidget()
        qtbot.addWidget(holder)
        passing = QHBoxLayout(other)
        parted = QWidget()
        passing.addWidget(parted)
        assert passing.itemAt(0) is not None  # looked at, as focus and titles do
        passing.removeWidget(parted)
        flow = Flow(holder)
        thing = QWidget()
        thing.setMinimumSize(40, 20)
        flow.addWidget(thing)
        thing.show()
        flows.append(flow)
        delete(other)

    assert [flow.heightForWidth(100) for flow in flows] == [20] * len(flows)
