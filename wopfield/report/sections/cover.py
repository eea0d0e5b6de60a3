"""The cover: whose review this is, when it was, and how to tell one print from another."""

from math import pi, sin

from wopfield.language import _, in_a_row, plural
from wopfield.report.cleaning import one_line
from wopfield.report.code import code_marks
from wopfield.report.context import Context
from wopfield.report.documents import document_name
from wopfield.report.drawing import Clip, Mark, Path, Stroke
from wopfield.report.fingerprint import in_groups, urn
from wopfield.report.layout import Block, Excerpt, Ink, Text
from wopfield.report.options import ReportOptions
from wopfield.report.page import Pages
from wopfield.report.sections.names import section_name, status_word
from wopfield.report.signs import pill, pill_width
from wopfield.report.style import (
    AMBER,
    AREA_TITLE,
    CAPTION,
    COVER_TITLE,
    FAINT,
    HAIRLINE,
    INK,
    MUTED,
    PRIMARY,
    PRIMARY_DARK,
    WHITE,
    WORSE,
    TextStyle,
    mixed,
)

_FIELD = 0.56
_PROGRAMME = TextStyle("medium", 10.4, 15, WHITE)
_KIND = TextStyle("regular", 10.4, 15, "#AFC8CE")
_SUBTITLE = TextStyle("regular", 12.8, 17, "#D5E3E6")
_WAVE = "#8FC3C4"
_NAME = TextStyle("medium", 10, 13.2, INK)
_DETAIL = TextStyle("regular", 8.6, 11.6, MUTED)
_DOCUMENT = TextStyle("condensed-semibold", 8.7, 12, INK)
_SMALL = TextStyle("condensed", 8.4, 12, MUTED)
_CODE_SIZE = 54.0


def add(pages: Pages, context: Context) -> None:
    """Add the cover."""
    pages.begin("cover", "", bare=True, outline=section_name("cover"))
    pages.put(_Cover(pages, context), 0.0)


class _Cover(Block):
    def __init__(self, pages: Pages, context: Context) -> None:
        self._context = context
        self._sheet = pages.sheet
        self.height = pages.sheet.height

    def draw(self, ink: Ink, x: float, y: float) -> None:
        field = self._sheet.height * _FIELD
        painter = ink.painter
        light = self._context.options.light_cover
        if not light:
            painter.box(0, 0, self._sheet.width, field, PRIMARY_DARK)
        painter.marks(_waves(self._sheet.width, field, WHITE if light else PRIMARY_DARK))
        painter.box(x, 58, 26, 3.2, AMBER)
        self._title(ink, x, field)
        top = self._facts(ink, x, field + 34.5)
        self._identity(ink, x, top)
        if self._context.confidentiality:
            self._excerpt(self._context.confidentiality, TextStyle("condensed", 7.4, 9, FAINT), 480, 1).draw(
                ink, x, self._sheet.height - 42
            )

    def _on_field(self, style: TextStyle) -> TextStyle:
        """Return a style as it stands on the field, which is dark or white."""
        if not self._context.options.light_cover:
            return style
        return style.in_colour(PRIMARY_DARK if style.colour == WHITE else MUTED)

    def _title(self, ink: Ink, x: float, field: float) -> None:
        context, width = self._context, self._context.width * 0.94
        Text(_("Water Operators’ Partnership"), self._on_field(_PROGRAMME), width).draw(ink, x, 72.5)
        Text(document_name(context.options.document), self._on_field(_KIND), width).draw(ink, x, 87.5)
        style, most = self._on_field(COVER_TITLE), 4
        title = self._excerpt(context.summary.mentee, style, width, most, role="H1", even=True)
        if not title.whole:
            smaller = self._on_field(AREA_TITLE.in_colour(WHITE))
            title = self._excerpt(context.summary.mentee, smaller, width, 6, role="H1", even=True)
        y = 141.5
        title.draw(ink, x, y)
        y = max(y + title.height + 22, 249.5)
        most = max(1, int((field - y) // _SUBTITLE.leading))
        self._excerpt(self._subtitle(), self._on_field(_SUBTITLE), width, most).draw(ink, x, y)

    def _subtitle(self) -> str:
        summary = self._context.summary
        kind = one_line(summary.visit_title or summary.assessment_title)
        if self._context.baseline_year:
            return (
                _("{review} against the {year} baseline", review=kind, year=self._context.baseline_year) if kind else ""
            )
        return kind

    def _facts(self, ink: Ink, x: float, y: float) -> float:
        pitch, width = self._context.width / 3 + 1.5, self._context.width / 3 - 12
        facts = self._six()
        for row in (facts[:3], facts[3:]):
            cells = [self._fact(*fact, width) for fact in row]
            for at, cell in enumerate(cells):
                down = 0.0
                for block in cell:
                    block.draw(ink, x + at * pitch, y + down)
                    down += block.height
            y += max(sum(block.height for block in cell) for cell in cells) + 15
            ink.painter.rule(x, x + self._context.width, y, HAIRLINE)
            y += 13.5
        return y

    def _fact(self, caption: str, name: str, detail: str, width: float) -> list[Block]:
        return [
            Text(caption.upper(), CAPTION, width),
            self._excerpt(name or "–", _NAME, width, 4),
            self._excerpt(detail, _DETAIL, width, 2) if detail else Text("", _DETAIL, width),
        ]

    def _six(self) -> list[tuple[str, str, str]]:
        summary, numbers, options = self._context.summary, self._context.numbers, self._context.options
        team = plural("Peer team of {count}", "Peer team of {count}", len(summary.team)) if summary.team else ""
        lead = summary.team[0][0] if summary.team else ""
        met = [
            plural("{count} site", "{count} sites", len(summary.sites)) if summary.sites else "",
            plural("{count} interview", "{count} interviews", summary.interviews) if summary.interviews else "",
        ]
        day = summary.baseline_date
        status = status_word(options.status).lower()
        return [
            (_("Mentee"), summary.mentee, summary.mentee_country),
            (_("Mentor"), summary.mentor, _("{team}, lead: {name}", team=team, name=lead) if lead else team),
            (_("Partnership"), summary.partnership_name, ""),
            (
                _("Visit"),
                numbers.days(summary.visit_starts, summary.visit_ends),
                in_a_row(met),
            ),
            (
                _("Baseline"),
                numbers.month(day) if day else summary.baseline_title or _("None; this is the first review"),
                in_a_row((summary.checklist_title, summary.checklist_version)),
            ),
            (
                _("Issued") if options.number else _("Printed"),
                numbers.day(summary.today),
                _("Version {version}, {status}", version=options.version, status=status)
                if options.number
                else draft_words(options),
            ),
        ]

    def _identity(self, ink: Ink, x: float, y: float) -> None:
        context, options = self._context, self._context.options
        with ink.painter.content("Figure", alternative=_("Code with document number, version and fingerprint")):
            ink.painter.marks(code_marks(urn(options.number, options.version, context.digest), _CODE_SIZE), x, y)
        left = x + _CODE_SIZE + 14
        final = options.status == "final"
        state = status_word(options.status).upper()
        with ink.painter.content("P"):
            ink.painter.marks(pill(state, PRIMARY, filled=final), left, y + 1)
        word = one_line(context.confidentiality.upper())
        room = context.width - _CODE_SIZE - 30 - pill_width(state)
        if word and pill_width(word) <= room:
            with ink.painter.content("P"):
                ink.painter.marks(pill(word, WORSE, filled=False), left + pill_width(state) + 12, y + 1)
        lines = [
            (
                _("Document {number} · version {version}", number=options.number, version=options.version)
                if options.number
                else draft_words(options),
                _DOCUMENT,
            ),
            (
                _("Content fingerprint {digits} (SHA-256, first 16 digits)", digits=in_groups(context.digest[:16])),
                _SMALL,
            ),
        ]
        if context.has("signoff"):
            lines.append((_("The full fingerprint and how to check it are on the sign-off page."), _SMALL))
        y += 19
        for text, style in lines:
            Text(text, style, context.width - _CODE_SIZE - 14).draw(ink, left, y)
            y += style.leading

    def _excerpt(
        self, text: str, style: TextStyle, width: float, most: int, *, role: str = "P", even: bool = False
    ) -> Excerpt:
        return Excerpt(one_line(text), style, width, most, "section-method", note=in_full, role=role, even=even)


def draft_words(options: ReportOptions) -> str:
    """Return what names a print that nobody has issued."""
    return _("Draft of version {version}, not issued", version=options.version)


def in_full(page: int) -> str:
    """Return the note under a text that could not be shown whole."""
    return _("in full on page {page}", page=page) if page else _("shortened here")


def _waves(width: float, bottom: float, ground: str, count: int = 20) -> list[Mark]:
    """Return fine lines like contours, denser and lighter towards the bottom of the field."""
    lines: list[Mark] = []
    top = bottom * 0.5
    for at in range(count):
        depth = at / (count - 1)
        base = top + (bottom - top + 26) * depth**0.92
        points = tuple((step * 6.0, base + _swell(step * 6.0 / width, depth)) for step in range(int(width / 6) + 3))
        lines.append(
            Path(points, Stroke(mixed(ground, _WAVE, 0.05 + 0.6 * depth**1.6), 0.55 + 0.5 * depth, round_ends=True))
        )
    return [Clip(0, 0, width, bottom, tuple(lines))]


def _swell(across: float, depth: float) -> float:
    return (
        17 * sin(2 * pi * (1.25 * across + 0.62 - 0.30 * depth))
        + 9 * sin(2 * pi * (2.3 * across + 0.15 + 0.35 * depth))
        + 4 * sin(2 * pi * (3.9 * across + 0.8 * depth))
    )
