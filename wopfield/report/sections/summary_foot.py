"""The foot of the executive summary: what the report rests on, and the next steps."""

from datetime import date

from wopfield.domain.summary import ActionLine
from wopfield.language import _, in_a_row, plural, semicolon
from wopfield.report.cleaning import one_line
from wopfield.report.context import Context
from wopfield.report.drawing import Circle, Fill, Stroke, line
from wopfield.report.findings import standing_actions
from wopfield.report.layout import Excerpt, Ink, Text
from wopfield.report.sections.cover import in_full
from wopfield.report.series import confidence_bar
from wopfield.report.standing import CONFIDENCES, not_agreed
from wopfield.report.style import CAPTION, INK, MUTED, PRIMARY, RULE, TEXT, TINT, WHITE, TextStyle
from wopfield.report.text import NBSP, WIDE, TextLine, lines_of, shortened
from wopfield.report.words import Span

_BASIS = TextStyle("condensed", 8.3, 11, TEXT)
_STEP = TextStyle("condensed", 7.6, 9, TEXT)
_STEP_DAY = TextStyle("condensed-semibold", 8.1, 10, INK)
_BASIS_HIGH = 83.5
_SPLIT = 175.5
"""Where the next steps begin, to the right of the basis."""
_STEP_LINES, _MOST_STEP_LINES = 3, 5
"""How many lines of a step the foot has room for, and how many at most where it is made higher."""


def draw_foot(ink: Ink, context: Context, x: float, y: float) -> None:
    """Draw what the report rests on, and the next steps beside it."""
    high = foot_height(context)
    ink.painter.box(x, y, context.width, high, TINT)
    split = _SPLIT
    Text(_("Basis and confidence").upper(), CAPTION, split - 24).draw(ink, x + 12, y + 9)
    Excerpt(_basis_text(context), _BASIS, split - 22, 3, "section-method", note=in_full).draw(ink, x + 12, y + 22)
    counts = [(letter, context.summary.confidence_share.get(letter, 0)) for letter in CONFIDENCES]
    if any(count for _letter, count in counts):
        ink.painter.figure(confidence_bar(counts, context.numbers, split - 27, 12.4), x + 12, y + 60)
    ink.painter.marks([line(x + split, y + 12, x + split, y + high - 12, Stroke(RULE, 0.6))])
    Text(_("Agreed next steps").upper(), CAPTION, 200).draw(ink, x + split + 12, y + 9)
    _steps(ink, context, x + split + 12, y + 24, context.width - split - 24)


def _steps(ink: Ink, context: Context, x: float, y: float, width: float) -> None:
    steps = _next_steps(context)
    if not steps:
        Text(_none_agreed(context), _BASIS.in_colour(MUTED), width).draw(ink, x, y + 6)
        return
    if ink.painter.flows:
        for day, text in steps:
            words = [Span(context.numbers.short_month(day), _STEP_DAY), Span(f"{WIDE} {one_line(text)}", _STEP)]
            Text(words, _STEP, width).draw(ink, x, y)
        return
    share = width / len(steps)
    ink.painter.marks([line(x, y + 20.4, x + width, y + 20.4, Stroke(PRIMARY, 1.1))])
    for at, (day, text) in enumerate(steps):
        left, each = x + share * at, _step_width(width, len(steps))
        ink.painter.marks([Circle(left + 3.7, y + 20.4, 3.0, Stroke(PRIMARY, 1.4), Fill(WHITE if at else PRIMARY))])
        month = context.numbers.short_month(day)
        Text(month, _STEP_DAY, each, lines=lines_of(month, _STEP_DAY, 100)[:1]).draw(ink, left, y + 3)
        Text(one_line(text), _STEP, each, lines=_step_lines(text, each)).draw(ink, left, y + 27.5)


def _none_agreed(context: Context) -> str:
    """Return what stands where no step does; of the plan, a capacity report has what answers its assessment."""
    if context.options.document == "capacity" and not context.summary.actions:
        return _("No action of the plan answers this assessment yet.")
    return _("No next step is agreed yet.")


def _step_width(width: float, count: int) -> float:
    return min(width / count - 5, 110.0)


def _step_lines(text: str, width: float) -> tuple[TextLine, ...]:
    """Return a step on as many lines as there may be; one too long for them shows that it goes on."""
    return lines_of("\n".join(shortened(text, _STEP, width, _MOST_STEP_LINES)), _STEP, width + 1)


def foot_height(context: Context) -> float:
    """Return how high the foot is: higher where a next step needs more lines."""
    steps = _next_steps(context)
    each = _step_width(context.width - _SPLIT - 24, max(len(steps), 1))
    most = max((len(_step_lines(text, each)) for _day, text in steps), default=0)
    return _BASIS_HIGH + _STEP.leading * max(most - _STEP_LINES, 0)


def _basis_text(context: Context) -> str:
    summary, numbers = context.summary, context.numbers
    waiting = sum(not_agreed(area.items) for area in summary.areas)
    rated = _(
        "{rated} of {all} items rated",
        rated=numbers.whole(summary.overall.rated),
        all=numbers.whole(summary.overall.applicable),
    )
    parts = [
        in_a_row((rated, plural("{count} not agreed", "{count} not agreed", waiting) if waiting else "")),
        plural("{count} piece of evidence", "{count} pieces of evidence", len(summary.evidence))
        if summary.evidence else "",
        plural("{count} site", "{count} sites", len(summary.sites)) if summary.sites else "",
        plural("{count} interview", "{count} interviews", summary.interviews) if summary.interviews else "",
    ]  # fmt: skip
    there = in_a_row(parts[1:])
    told = f"{parts[0]}{semicolon()}{there}." if there else f"{parts[0]}."
    if not any(summary.confidence_share.values()):
        return told
    bar = _("Confidence of the answers:")
    return f"{told} {bar}"


def _next_steps(context: Context) -> list[tuple[date, str]]:
    """Return the steps the team wrote, else the next actions that fall due."""
    if context.summary.words.next_steps:
        return sorted(context.summary.words.next_steps)[:5]
    due = [
        (action.due, _step(action, context.summary.today))
        for action in standing_actions(context.summary)
        if action.due and action.status != "done"
    ]
    return sorted(due)[:5]


def _step(action: ActionLine, today: date) -> str:
    if action.is_overdue(today):
        return _("{code}, overdue: {title}", code=action.code, title=action.title)
    return f"{action.code}{NBSP}{action.title}"
