"""Sign-off: who stands for the record, and how to tell that a print is the one that was issued."""

from wopfield.domain.summary import Signatory, Summary
from wopfield.language import _, in_a_row, kept_as_it_is, plural
from wopfield.report.code import code_marks
from wopfield.report.context import Context, heading, opened
from wopfield.report.drawing import Drawing, Facing, Fill, Label, Mark, Rect, Stroke, line
from wopfield.report.fingerprint import urn
from wopfield.report.framed import Framed
from wopfield.report.layout import Block, Figure, Ink, Marks, Side, Stack, Text
from wopfield.report.options import VersionLine
from wopfield.report.page import Pages
from wopfield.report.sections.cover import draft_words
from wopfield.report.sections.names import section_name, status_word
from wopfield.report.style import INK, KICKER, MUTED, NOTE, PRIMARY, RULE, TEXT, TINT, TextStyle
from wopfield.report.words import Span

_NAME = TextStyle("medium", 10, 13.4, INK)
_FUNCTION = TextStyle("condensed", 8.4, 10.6, MUTED)
_LABEL = TextStyle("condensed-semibold", 8.4, 12.8, MUTED)
_VALUE = TextStyle("condensed", 8.8, 12.8, INK)
_VERSION = TextStyle("semibold", 8.8, 12.8, PRIMARY)
_DIGITS = TextStyle("medium", 9.4, 13.6, INK)
_CODE_SIZE = 84.0


def add(pages: Pages, context: Context) -> None:
    """Add what is signed: behind a cover on a page of its own, else below what is there if the page has room."""
    title, lead = _confirmed(context)
    blocks = opened(context, "signoff", title, lead)
    blocks.extend(_boxes(context))
    blocks.extend(_identity(context))
    blocks.append(_check())
    if context.options.versions or context.options.change_note.strip():
        blocks.extend(_versions(context))
    if context.has("cover"):
        pages.begin("signoff", section_name("signoff"), whole=True)
        pages.add(blocks)
    else:
        pages.follow("signoff", section_name("signoff"), blocks)


def _confirmed(context: Context) -> tuple[str, str]:
    """Return the title, and what those who sign confirm."""
    document = context.options.document
    if document == "plan":
        return _("Agreed improvement plan"), _(
            "The signatures confirm that the actions were agreed with their owners and dates as recorded here."
        )
    if document == "visit_note":
        return _("Record of the visit"), _(
            "The signatures confirm that the findings were presented on the last day as recorded here. They do not "
            "mean agreement with each of them; the report follows."
        )
    record = _("Agreed record of the assessment") if document == "capacity" else _("Agreed record of the review")
    if not context.has("areas"):
        return record, _(
            "The signatures confirm that the findings were presented and that the ratings and the improvement plan "
            "are as recorded here. A signature does not mean agreement with every rating."
        )
    return record, _(
        "The signatures confirm that the findings were presented and that the ratings and the improvement plan "
        "are as recorded here. A signature does not mean agreement with every rating; differences are noted in "
        "the area pages."
    )


def _boxes(context: Context) -> list[Block]:
    people = context.summary.words.signatories or _blank(context.summary)
    gap = 20.0
    width = (context.width - gap) / 2
    blocks: list[Block] = []
    for start in range(0, len(people), 2):
        pair = [_Box(_caption(context.summary, one), one, width) for one in people[start : start + 2]]
        height = max(box.height for box in pair)
        for box in pair:
            box.height = height
        blocks.append(Side([(at * (width + gap), box) for at, box in enumerate(pair)], gap=22 if not start else 16))
    return blocks


def _blank(summary: Summary) -> tuple[Signatory, ...]:
    return (Signatory("", "", summary.mentee), Signatory("", "", summary.mentor))


def _caption(summary: Summary, person: Signatory) -> str:
    if person.utility.strip() and person.utility.strip() == summary.mentee.strip():
        return _("For the mentee")
    if person.utility.strip() and person.utility.strip() == summary.mentor.strip():
        return _("For the mentor")
    return person.function


class _Box(Block):
    """A box with a name and lines for signature and date."""

    def __init__(self, caption: str, person: Signatory, width: float) -> None:
        self._width = width
        inner = width - 24
        stated = "" if caption == person.function else person.function.strip()
        role = in_a_row((stated, person.utility.strip()))
        blocks: list[Block] = []
        if caption:
            blocks.append(Text(caption.upper(), KICKER, inner))
        blocks.append(Text(person.name, _NAME, inner, gap=2) if person.name else _BlankName(inner))
        if role:
            blocks.append(Text(role, _FUNCTION, inner))
        self._inner = Stack(blocks)
        self.height = max(112.0, self._inner.height + 78)

    def split(self, room: float, *, forced: bool = False) -> tuple[Block, Block] | None:
        if not forced:
            return None
        return self._inner.split(room, forced=True)

    def draw(self, ink: Ink, x: float, y: float) -> None:
        painter = ink.painter
        painter.marks(
            [
                Rect(0.3, 0, self._width - 0.6, self.height, Stroke(RULE, 0.6)),
                Rect(0, 0, self._width, 2.2, None, Fill(PRIMARY)),
            ],
            x,
            y,
        )
        self._inner.draw(ink, x + 12, y + 11)
        foot = self.height - 20
        split = self._width - 12 - 53
        if painter.flows:
            for label, signs in ((_("Signature"), 40), (_("Date"), 24)):
                Text(f"{label} {'_' * signs}", _NAME.in_colour(MUTED), self._width).draw(ink, x, y)
            return
        marks: list[Mark] = [
            line(12, foot, split - 13, foot, Stroke(INK, 0.8)),
            line(split, foot, self._width - 12, foot, Stroke(INK, 0.8)),
            Label(12, foot + 10, _("Signature"), "condensed", 7.8, MUTED),
            Label(split, foot + 10, _("Date"), "condensed", 7.8, MUTED),
        ]
        with painter.content("P"):
            painter.marks(marks, x, y)


class _BlankName(Text):
    """The word that asks for a name: on paper there is room above the line, elsewhere a line behind it."""

    def __init__(self, width: float) -> None:
        super().__init__(_("Name"), _NAME.in_colour(MUTED), width, gap=2)

    def draw(self, ink: Ink, x: float, y: float) -> None:
        if ink.painter.flows:
            Text(_("Name") + " " + "_" * 40, self.style, self.width).draw(ink, x, y)
        else:
            super().draw(ink, x, y)


def _identity(context: Context) -> list[Block]:
    options, summary, numbers = context.options, context.summary, context.numbers
    width = context.width - 24 - _CODE_SIZE - 18
    items = sum(len(area.items) for area in summary.areas)
    version = _("version {version}", version=options.version) if options.number else draft_words(options)
    counts = [plural("{count} item", "{count} items", items)]
    if options.document != "capacity":
        counts.append(plural("{count} indicator", "{count} indicators", len(summary.indicators)))
    framework = in_a_row((f"{summary.checklist_title} {summary.checklist_version}", *counts))
    pairs = [
        (_("Document"), in_a_row((options.number, version, numbers.day(summary.today)))),
        (_("Checklist"), framework),
        (_("Status"), status_word(options.status)),
    ]
    if options.issued_by:
        sealed = _("{name}, sealed with the key {code}", name=options.issued_by, code=kept_as_it_is(options.seal_key))
        pairs.append((_("Issued by"), sealed))
    rows: list[Block] = [
        Side([(0, Text(label, _LABEL, 62)), (62, Text(value, _VALUE, width - 62))], gap=0) for label, value in pairs
    ]
    rows.append(Text(_("Fingerprint of the content (SHA-256)"), _LABEL, width, gap=6))
    rows.append(_digits(context.digest, width))
    picture = _("Code with document number, version and fingerprint")
    code = Figure(
        Drawing(
            _CODE_SIZE,
            _CODE_SIZE,
            tuple(code_marks(urn(options.number, options.version, context.digest), _CODE_SIZE)),
            picture,
        )
    )
    inner = Side([(0, code), (_CODE_SIZE + 18, Stack(rows))])
    return [
        heading(_("Identity of this document"), context.width),
        Framed(inner, context.width, TINT, padding=12, gap=8),
    ]


def _digits(digest: str, width: float) -> Block:
    """Return the fingerprint in two lines of eight groups."""
    each = min(width / 8, 42.0)
    rows: list[Block] = []
    for start in (0, 32):
        groups = [digest[at : at + 4] for at in range(start, start + 32, 4)]
        marks = [
            Label(at * each, 10.4, kept_as_it_is(group) + " ", _DIGITS.face, _DIGITS.size, INK)
            for at, group in enumerate(groups)
        ]
        rows.append(_Digits([Facing(0, 8 * each, tuple(marks))], 13.6))
    return Stack(rows)


class _Digits(Marks):
    """A line of groups, read as one paragraph."""

    def draw(self, ink: Ink, x: float, y: float) -> None:
        with ink.painter.content("P"):
            super().draw(ink, x, y)


def _versions(context: Context) -> list[Block]:
    """Return the versions issued before, and this one: what each is, and what changed in it."""
    options, numbers = context.options, context.numbers
    note = options.change_note
    this = VersionLine(options.version, context.summary.today, options.status, note, context.digest)
    rows: list[Block] = []
    for line_of in (*options.versions, this):
        cells = (
            (0.0, line_of.version, _VERSION, 50.0),
            (54.0, numbers.day(line_of.day), _VALUE, 104.0),
            (162.0, in_a_row((status_word(line_of.status), line_of.note.strip()), " · "), _VALUE, 236.0),
            (402.0, f"{line_of.fingerprint[:4]} {line_of.fingerprint[4:8]}", _LABEL, 78.0),
        )
        rows.append(Side([(x, Text(words, style, width)) for x, words, style, width in cells], gap=4))
        rows.append(Marks([line(0, 2, context.width, 2, Stroke(RULE, 0.6))], 3))
    return [heading(_("Versions"), context.width, gap=14), Stack(rows, gap=4)]


def _check() -> Block:
    bold = NOTE.in_face("condensed-semibold").in_colour(TEXT)
    text = _(
        "give this file to WOPField (“wopfield verify”, or Verify on the report screen). The program says whether "
        "the file is what was issued and by whom, and what has changed in the record since. The fingerprint is that "
        "of ratings, comments, indicators, plan and evidence; it does not depend on the layout or the language."
    )
    return Text([Span(_("To check:") + " ", bold), Span(text, NOTE)], NOTE, 481.9, gap=8)
