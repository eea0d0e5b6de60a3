"""What goes to the print queue and to the desktop, with programs in the place of their commands that keep what came."""

import sys
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from wopfield.ui.paper import Handed, hand_to_system
from wopfield.ui.queue_out import Order, QueueOut, takes_files

_KEEPS = """#!{python}
import sys
from itertools import pairwise
from pathlib import Path
folder = Path(__file__).parent
(folder / "words").write_text("\\n".join(sys.argv[1:]))
(folder / "file").write_bytes(sys.stdin.buffer.read())
sys.exit({code})
"""


@pytest.fixture
def pdf(tmp_path: Path) -> bytes:
    path = tmp_path / "page.pdf"
    canvas = Canvas(str(path), (595.3, 841.9))
    canvas.drawString(100, 100, "page")
    canvas.save()
    return path.read_bytes()


def a_queue(folder: Path, monkeypatch: pytest.MonkeyPatch, *, code: int = 0) -> Path:
    """Put a command ``lp`` before all others, that ends with a code."""
    program = folder / "lp"
    program.write_text(_KEEPS.format(python=sys.executable, code=code))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    return folder


def sent(qtbot: QtBot, pdf: bytes, order: Order) -> bool:
    parent = QObject()
    queue = QueueOut(pdf, order, parent)
    with qtbot.waitSignal(queue.ended, timeout=60_000) as ended:
        queue.start()
    assert ended.args is not None
    return bool(ended.args[0])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such queue")
def test_the_queue_gets_the_file_itself_and_what_was_chosen(
    qtbot: QtBot, pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_queue(tmp_path, monkeypatch)
    order = Order(
        "Office", title="Report", paper="A4", copies=2, collated=True, first=3, last=5, backwards=True,
        sides="two-sided-long-edge", grey=True, others=(("page-set", "odd"),), paper_size=(595.0, 842.0),
    )  # fmt: skip
    assert sent(qtbot, pdf, order)
    assert (folder / "file").read_bytes() == pdf
    words = (folder / "words").read_text().split("\n")
    assert words[words.index("-d") + 1] == "Office"
    assert words[words.index("-n") + 1] == "2"
    assert words[words.index("-t") + 1] == "Report"
    assert {word for before, word in pairwise(words) if before == "-o"} == {
        "sides=two-sided-long-edge", "print-scaling=none", "media=A4", "collate=true", "page-ranges=3-5",
        "outputorder=reverse", "print-color-mode=monochrome", "page-set=odd",
    }  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such queue")
def test_pages_of_another_size_are_fitted_to_the_paper(
    qtbot: QtBot, pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_queue(tmp_path, monkeypatch)
    assert sent(qtbot, pdf, Order("Office", paper="Letter", paper_size=(612.0, 792.0)))
    assert "print-scaling=fit" in (folder / "words").read_text().split("\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such queue")
def test_a_queue_that_takes_no_file_is_told_of(
    qtbot: QtBot, pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_queue(tmp_path, monkeypatch, code=1)
    assert not sent(qtbot, pdf, Order("Office"))


def test_a_print_into_a_file_does_not_go_to_the_queue(qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "print.pdf"))
    assert not takes_files(printer)


@pytest.mark.skipif(sys.platform != "linux", reason="each system has its own way of showing a file")
@pytest.mark.parametrize(("says", "outcome"), [("viewer.desktop", Handed.SHOWN), ("", Handed.REFUSED)])
def test_a_desktop_is_asked_first_whether_a_program_shows_pdf_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, says: str, outcome: Handed
) -> None:
    opened = tmp_path / "opened"
    for name, line in (("xdg-mime", f"echo {says}"), ("xdg-open", f'echo "$1" > "{opened}"')):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{line}\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert hand_to_system(tmp_path / "report.pdf") == outcome
    if outcome == Handed.SHOWN:
        qtbot.waitUntil(lambda: opened.exists() and opened.read_text() == f"{tmp_path / 'report.pdf'}\n")
    else:
        assert not opened.exists()
