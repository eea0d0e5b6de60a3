"""The content of pages: what is said on them, in marks that say whose each piece is, in as few words as will do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wopfield.report.drawing import Fill, Stroke
from wopfield.report.embedding import EmbeddedFonts
from wopfield.report.fonts import holds, shaped
from wopfield.report.strokes import colour_parts, number
from wopfield.report.style import TextStyle
from wopfield.report.tags import Drawn, Tag
from wopfield.report.words import Piece


@dataclass(slots=True)
class Pen:
    """What the page's content said last: it stays in force until something else is said, or until a ``Q``."""

    font: str = ""
    size: float = 0.0
    tracking: float = 0.0
    rise: float = 0.0
    fill: str = ""
    edge: str = ""
    width: float = 0.0
    style: TextStyle | None = None
    """The style that made it so."""


class Content:
    """Writes one page after the other; y grows upwards from its foot. An owner of None is furniture."""

    def __init__(self, canvas: Any, fonts: EmbeddedFonts, *, grey: bool) -> None:  # ReportLab carries no types
        self._canvas, self._fonts, self._grey = canvas, fonts, grey
        self.marked: list[list[Tag]] = []
        """For each page the element of each piece of its content."""
        self.owner: Tag | None = None
        """What the newest mark belongs to."""
        self._marking = self._texting = self._marks_text = False
        """Whether a mark is open, whether a text is, and whether the mark began inside the text."""
        self._spaced = True
        """Whether what was written last ends with a space."""
        self._at = (0, 0)
        """Where the last line of the text that is open began, in tenths of a point."""
        self._pen = Pen()
        self._say: Callable[[str], None]
        self.begin_page()

    def begin_page(self) -> None:
        """Begin a page on which nothing was said yet."""
        self.marked.append([])
        self._say = self._canvas._code.append  # the library takes another list for each page
        self._pen = Pen()

    def end_page(self) -> None:
        """End the page."""
        self.close()
        self._canvas.showPage()

    def begin_anew(self) -> None:
        """Go on as if nothing had been said on this page yet."""
        self.close()
        self._pen = Pen()

    def clip(self, edge: str, owner: Tag | None) -> Pen:
        """Let what follows be seen only inside a path; return what ``unclip`` asks for."""
        self.write(f"q {edge} W n", owner)
        return replace(self._pen)

    def unclip(self, before: Pen, owner: Tag | None) -> None:
        """Let everything be seen again."""
        self.write("Q", owner)
        self._pen = before

    def shape(self, path: str, stroke: Stroke | None, fill: Fill | None, owner: Tag | None) -> None:
        """Paint the edge and the inside of a path."""
        pen, state = self._pen, ""
        if fill and fill.colour != pen.fill:
            state = f"{colour_parts(fill.colour, self._grey)} rg "
            pen.fill, pen.style = fill.colour, None
        if stroke and stroke.colour != pen.edge:
            state += f"{colour_parts(stroke.colour, self._grey)} RG "
            pen.edge = stroke.colour
        if stroke and stroke.width != pen.width:
            state += f"{stroke.width:.3g} w "
            pen.width = stroke.width
        operator = _PAINTED[bool(stroke), bool(fill)]
        if stroke and (stroke.dash or stroke.round_ends):
            ends = "1 J 1 j " if stroke.round_ends else ""
            dash = f"[{' '.join(map(number, stroke.dash))}] 0 d " if stroke.dash else ""
            self.write(f"{state}q {ends}{dash}{path} {operator} Q", owner)
        else:
            self.write(f"{state}{path} {operator}", owner)

    def write(self, operators: str, owner: Tag | None) -> None:
        """Say something that is no text, within a mark of its owner."""
        if not self._marking or self.owner is not owner or self._marks_text:
            self.close()
            self._begin_mark(owner)
        elif self._texting:
            self._end_text()
        self._say(operators)

    def line(self, pieces: Sequence[Piece], x: float, y: float, owner: Tag | None) -> None:
        """Write pieces one behind the other; a text goes on over marks, and places a line by how far the last is."""
        # a tenth of a point is finer than print shows, and every page has hundreds of lines
        across, up = round(10 * x), round(10 * y)
        if owner is not None and owner is self.owner and up != self._at[1]:
            self.part_words()
        said = self._shown(pieces)
        if not self._marking or self.owner is not owner:
            if self._marking and not self._marks_text:
                self.close()
            elif self._marking:
                self._say("EMC")
            if not self._texting:
                self._begin_text()
            self._begin_mark(owner)
            self._marks_text = True
        elif not self._texting:
            self._begin_text()
        self._say(f"{(across - self._at[0]) / 10:g} {(up - self._at[1]) / 10:g} Td {said}")
        self._at = (across, up)

    def _begin_mark(self, owner: Tag | None) -> None:
        if owner is None:
            self._say("/Artifact BMC")
        else:
            page = len(self.marked) - 1
            piece = len(self.marked[page])
            self.marked[page].append(owner)
            owner.below.append(Drawn(page, piece))
            self._say(f"/{owner.role}<</MCID {piece}>>BDC")
        self._marking, self.owner = True, owner

    def part_words(self) -> None:
        """Write a space where a line ends without one, or those who read aloud would join the words of two lines."""
        if self._texting and not self._spaced:
            space = shaped(self._pen.font, " ", False)
            self._say(f"[{self._fonts.parts(space)[0][1]}]TJ")
            self._spaced = True

    def _begin_text(self) -> None:
        self._say("BT")
        self._texting, self._at = True, (0, 0)

    def _end_text(self) -> None:
        self._say("ET")
        self._texting = False

    def close(self) -> None:
        """End the mark and the text that are open, the inner one first."""
        if self._marking and self._marks_text:
            self._say("EMC")
        if self._texting:
            self._end_text()
        if self._marking and not self._marks_text:
            self._say("EMC")
        self._marking = self._marks_text = False

    def _shown(self, pieces: Sequence[Piece]) -> str:
        """Return what shows pieces one behind the other."""
        out: list[str] = []
        pen, codes = self._pen, list[str]()
        known, parts = self._fonts.written, self._fonts.parts
        telling = False
        for piece in pieces:
            if piece.told or (telling and piece.told is not None):
                _flush(out, codes)
                out.append(_told_instead(piece.told, ended=telling))
                telling = bool(piece.told)
            style, run = piece.style, piece.run
            if style is not pen.style or run.font != pen.font:
                state = self._text_state(piece, pen)
                if state:
                    _flush(out, codes)
                    out.append(state)
            for rise, part in known.get(id(run)) or parts(run):
                if rise or pen.rise:
                    _flush(out, codes)
                    out.append(f"{number(rise * style.size / 1000)} Ts")
                    pen.rise = rise
                codes.append(part)
        _flush(out, codes)
        if pen.rise:
            out.append("0 Ts")
            pen.rise = 0.0
        if telling:
            out.append("EMC")
        last = pieces[-1].run
        self._spaced = not last.glyphs or last.glyphs[-1].text == " " or not holds(last.font, " ")
        return " ".join(out)

    def _text_state(self, piece: Piece, pen: Pen) -> str:
        """Return what must be said before a piece is written, and take it down."""
        style, font, state = piece.style, piece.run.font, ""
        if font != pen.font or style.size != pen.size:
            state = f"/{self._fonts.resource(font)} {style.size:.4g} Tf "
        if style.colour != pen.fill:
            state += f"{colour_parts(style.colour, self._grey)} rg "
        if style.tracking != pen.tracking:
            state += f"{style.tracking:.3g} Tc "
        pen.font, pen.size, pen.fill, pen.tracking, pen.style = font, style.size, style.colour, style.tracking, style
        return state[:-1]


_PAINTED = {(True, True): "B", (True, False): "S", (False, True): "f", (False, False): "n"}
"""The operator for a shape with an edge or none, filled or not."""


def _told_instead(words: str, *, ended: bool) -> str:
    """Return what begins words that a reader is told instead of the glyphs, and ends those before."""
    begun = f"/Span<</ActualText<FEFF{words.encode('utf-16-be').hex().upper()}>>>BDC" if words else ""
    return f"EMC {begun}".rstrip() if ended else begun


def _flush(out: list[str], codes: list[str]) -> None:
    if codes:
        out.append(f"[{''.join(codes).replace(')(', '')}]TJ")
        codes.clear()
