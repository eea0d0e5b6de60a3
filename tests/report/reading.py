"""Reads a report back: every piece of text with its place, its element and its font, from the file alone."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeVar

import pikepdf

from wopfield.report.text import TextLine

T = TypeVar("T")

LETTER_MARK = "\u061c"
"""The sign without a shape that stands beside figures and marks in Arabic, for programs that turn lines round."""


@dataclass(frozen=True)
class Written:
    """A piece of text as it stands on a page; ``y`` is its baseline from the top."""

    text: str
    x: float
    y: float
    width: float
    size: float
    role: str
    """Role of the element it belongs to; empty for page furniture."""


class Reading:
    """A report, read."""

    def __init__(self, pdf: bytes) -> None:
        self.file = pikepdf.open(BytesIO(pdf))
        self.pages = [list(_pieces(page)) for page in self.file.pages]

    def text(self, page: int | None = None) -> str:
        """Return the text of a page, from 1, or of all; pieces of one line are joined, lines end in a line end."""
        pages = self.pages if page is None else [self.pages[page - 1]]
        return "\n".join(joined(pieces) for pieces in pages)

    def content(self) -> str:
        """Return all text that is not page furniture."""
        return "\n".join(joined([piece for piece in pieces if piece.role]) for pieces in self.pages)

    def fonts(self) -> dict[str, Any]:
        """Return every font the pages call, by its name in the file."""
        found = {}
        for page in self.file.pages:
            for one in page.resources.get("/Font", {}).values():
                found[str(one.BaseFont)] = one
        return found

    def annotations(self) -> list[Any]:
        """Return every annotation."""
        return [one for page in self.file.pages for one in page.obj.get("/Annots", [])]

    def elements(self) -> Iterator[Any]:
        """Return every element of the tree of tags."""
        waiting = [self.file.Root.StructTreeRoot.K]
        while waiting:
            one = waiting.pop()
            yield one
            held: Any = one.get("/K", [])
            below: list[Any] = list(held) if isinstance(held, pikepdf.Array | list) else [held]
            waiting.extend(part for part in below if isinstance(part, pikepdf.Dictionary) and "/S" in part)

    def outline(self) -> list[str]:
        """Return the titles of the reader's list of contents."""
        with self.file.open_outline() as outline:
            return [title for item in outline.root for title in _titles(item)]


def instructions(page: Any) -> Iterator[tuple[Any, str]]:
    """Yield what is drawn on a page, step by step: what each works on, and its operator."""
    for step in pikepdf.parse_content_stream(page):
        yield step.operands, str(step.operator)


def bare(text: str) -> str:
    """Return text without spaces and in compatibility form, to compare what was written with what is read."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).replace("\u00a0", ""))


def letters(lines: Iterable[TextLine]) -> str:
    """Return what the glyphs of some lines stand for, the sign without a shape apart."""
    shown = "".join(glyph.text for line in lines for piece in line.pieces for glyph in piece.run.glyphs)
    return shown.replace(LETTER_MARK, "")


def _titles(item: Any) -> Iterator[str]:
    yield item.title
    for child in item.children:
        yield from _titles(child)


def joined(pieces: list[Written]) -> str:
    lines: list[str] = []
    last: Written | None = None
    for piece in pieces:
        near = last is not None and abs(last.y - piece.y) < 0.5 and abs(last.x + last.width - piece.x) < 1.5
        if near:
            lines[-1] += piece.text
        else:
            lines.append(piece.text)
        last = piece
    return "\n".join(lines)


def _pieces(page: Any) -> Iterator[Written]:
    fonts = {name: _Font(one) for name, one in page.resources.get("/Font", {}).items()}
    height = float(page.mediabox[3])
    font: _Font | None = None
    size, begin, x, y, tracking = 0.0, 0.0, 0.0, 0.0, 0.0
    kept: list[tuple[_Font | None, float, float]] = []
    for operands, operator, role in _marked(page, lambda began: str(began[0])[1:], ""):
        match operator:
            case "Tf":
                font, size = fonts[str(operands[0])], float(operands[1])
            case "q":
                kept.append((font, size, tracking))
            case "Q":
                font, size, tracking = kept.pop()
            case "BT":
                begin, y = 0.0, height
            case "Td":
                x = begin = round(begin + float(operands[0]), 3)
                y = round(y - float(operands[1]), 3)
            case "Tc":
                tracking = float(operands[0])
            case "TJ":
                assert font is not None
                text, width = font.read(operands[0], size, tracking)
                yield Written(text, x, y, width, size, role)
                x += width


def words_by_number(page: Any) -> dict[int, str]:
    """Return the words of a page by the number of the piece of content they are in, -1 for page furniture."""
    fonts = {name: _Font(one) for name, one in page.resources.get("/Font", {}).items()}
    font: _Font | None = None
    found: dict[int, str] = defaultdict(str)
    for operands, operator, number in _marked(page, lambda began: int(began[1].get("/MCID", -1)), -1):
        if operator == "Tf":
            font = fonts[str(operands[0])]
        elif operator == "TJ" and font is not None:
            found[number] += font.read(operands[0], 0.0, 0.0)[0]
    return found


def _marked(page: Any, named: Callable[[Any], T], furniture: T) -> Iterator[tuple[Any, str, T]]:
    """Yield what is drawn on a page, step by step, each with the name of the piece of content it is in."""
    within = [furniture]
    for operands, operator in instructions(page):
        match operator:
            case "BDC" if "/ActualText" in operands[1]:
                within.append(within[-1])  # the words of a part of the element
            case "BDC":
                within.append(named(operands))
            case "BMC":
                within.append(furniture)
            case "EMC":
                within.pop()
            case _:
                yield operands, operator, within[-1]


class _Font:
    def __init__(self, font: Any) -> None:
        cmap = font.ToUnicode.read_bytes().decode("ascii")
        pairs = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", cmap.split("endcodespacerange")[1])
        texts = {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
        self._texts = {code: text.replace(LETTER_MARK, "") for code, text in texts.items()}
        self._widths: dict[int, int] = defaultdict(int)
        listed = list(font.DescendantFonts[0].W)
        for start, widths in zip(listed[::2], listed[1::2], strict=True):
            for at, width in enumerate(widths):
                self._widths[int(start) + at] = int(width)

    def read(self, parts: Any, size: float, tracking: float) -> tuple[str, float]:
        text, width = "", 0.0
        for part in parts:
            if isinstance(part, pikepdf.String):
                codes = bytes(part)
                for at in range(0, len(codes), 2):
                    code = int.from_bytes(codes[at : at + 2], "big")
                    text += self._texts.get(code, "")
                    width += self._widths[code] * size / 1000 + tracking
            else:
                width -= float(part) * size / 1000
        return text, width
