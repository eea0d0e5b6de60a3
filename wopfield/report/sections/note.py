"""The visit note: what the team leaves behind on the last day, in two to four pages."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from wopfield.domain.summary import ActionLine, FindingLine
from wopfield.language import _, in_a_row, plural
from wopfield.report.context import Context, doubtful, heading, led, of_then_below, opening, retitled, said, worded
from wopfield.report.findings import recommendations, standing_actions
from wopfield.report.layout import Block, Stack, Text
from wopfield.report.numbers import begun
from wopfield.report.page import Pages
from wopfield.report.sections.names import evidence_kind, section_name
from wopfield.report.style import BODY, CODE, INK, MUTED, NOTE, TEXT, WORSE, TextStyle
from wopfield.report.table import Column, Item, Items, Row, Table
from wopfield.report.text import NBSP
from wopfield.report.words import Span

MOST_FINDINGS = 10
_MOST_STRENGTHS = 5
_MOST_ACTIONS = 8
_OF_LIFE = frozenset({"HS", "WQ"})
"""The areas of the shipped checklist whose gaps may cost lives: health and safety, and the quality of water."""
_LIST = TextStyle("regular", 8.9, 12.4, TEXT)
_QUIET = TextStyle("condensed", 8, 10.4, MUTED)


def add(pages: Pages, context: Context) -> None:
    """Add the note."""
    pages.begin("note", section_name("note"))
    summary, width = context.summary, context.width
    title = context.title_of("note", "") or summary.words.headline.strip()
    blocks = opening(
        section_name("note"), title or _("What the team saw at {utility}", utility=summary.mentee[:200]),
        _facts(context), width, across=1.0,
    )  # fmt: skip
    if not context.title_of("note", ""):
        blocks.extend(retitled(context, "headline"))
    thanks = summary.words.message.strip() or _(
        "The team thanks everybody at {utility} who gave time, opened doors and answered openly.",
        utility=summary.mentee[:200],
    )
    blocks.extend(worded(context, "message", thanks, width, gap=14))
    blocks.extend([*of_then_below(context, width), *said(context, "note")])
    gaps = _ranked(context, "gap")
    high = [finding for finding in gaps if finding.priority == "high"]
    urgent = [finding for finding in high if finding.area in _OF_LIFE]
    at_sites = list(_high_at_sites(context))
    strong = [_numbered(context, finding) for finding in _ranked(context, "strength")[:_MOST_STRENGTHS]]
    blocks.extend(_list(context, _("Strengths"), strong, _none_strong()))
    pressing = [*(_numbered(context, finding) for finding in urgent), *at_sites]
    blocks.extend(_list(context, _("Urgent"), pressing, _("The team saw no urgent risk to safety or health.")))
    first = [_numbered(context, finding) for finding in high if finding not in urgent]
    if first:
        blocks.extend(_list(context, _("Of high priority"), first, ""))
    rest = [finding for finding in gaps if finding.priority != "high"][: max(MOST_FINDINGS - len(high), 0)]
    further = [_numbered(context, finding) for finding in rest]
    blocks.extend(_list(context, _("Further findings"), further, _("No further finding is recorded.")))
    advice = _recommended(context)
    if advice:
        blocks.extend(_list(context, _("What we recommend"), advice, ""))
    blocks.extend(_next(context))
    left = len(gaps) - len(high) - len(rest)
    if left > 0:
        more = plural("{count} more finding stands in the report.", "{count} more findings stand in the report.", left)
        blocks.append(Text(more, NOTE, width, gap=8))
    blocks.extend(_cited(context, [finding for _number, finding in (*strong, *pressing, *first, *further, *advice)]))
    pages.add(blocks)


def _facts(context: Context) -> str:
    summary, numbers = context.summary, context.numbers
    counts = [
        plural("{count} reviewer", "{count} reviewers", len(summary.team)) if summary.team else "",
        plural("{count} site", "{count} sites", len(summary.sites)) if summary.sites else "",
        plural("{count} interview", "{count} interviews", summary.interviews) if summary.interviews else "",
    ]
    # no line begins with a noun whose number stands on the line above
    held = [count.replace(" ", NBSP) for count in counts]
    return in_a_row([summary.mentor[:200], numbers.days(summary.visit_starts, summary.visit_ends), *held], " · ")


def _ranked(context: Context, kind: str) -> list[FindingLine]:
    order = ("high", "medium", "low")
    summary = context.summary
    every = [*(one for area in summary.areas for one in area.findings), *summary.other_findings]
    found = [finding for finding in every if finding.kind == kind]
    return sorted(found, key=lambda finding: (not finding.in_summary, order.index(finding.priority)))


def _numbered(context: Context, finding: FindingLine) -> tuple[str, FindingLine]:
    return (context.item_number(finding.item) if finding.item else "", finding)


def _recommended(context: Context) -> list[tuple[str, FindingLine]]:
    """Return what is recommended by itself, with its number; what a gap carries stands with the gap."""
    summary = context.summary
    numbered = [(number, one) for area in summary.areas for number, one, _text in recommendations(area)]
    every = [*numbered, *(("", one) for one in summary.other_findings)]
    return [(number, replace(one, recommendation="")) for number, one in every if one.kind == "recommendation"]


def _high_at_sites(context: Context) -> Iterator[tuple[str, FindingLine]]:
    """Return the high risks of the inspections, which the director has to hear of before the team leaves."""
    for site in context.summary.around.sites:
        for risk in site.risks:
            if risk.gravity == "high":
                seen = _("{site}: {seen}", site=site.name, seen=risk.seen)
                failed = _("{site}, not as it should be: {check}", site=site.name, check=risk.title)
                words = seen if risk.seen.strip() else failed
                effect = _as_sentence(risk.effect.strip())
                yield risk.code, FindingLine("", "gap", "", "", words, effect, "", "", risk.evidence, "high")


def _as_sentence(words: str) -> str:
    """Return what a check can lead to, of which a checklist says a word or two, like what people wrote beside it."""
    stop = "" if not words or words[-1] in ".!?؟" else "."
    return begun(words) + stop


def _none_strong() -> str:
    return _("No strength is recorded yet.")


def _list(context: Context, title: str, findings: Sequence[tuple[str, FindingLine]], none: str) -> list[Block]:
    """Return findings under a title, each with the number of its item or the code of its check."""
    head = heading(title, context.width, gap=18)
    if not findings:
        return [head, Text(none, BODY, context.width, gap=4)]
    across = (Column(0, 34), Column(36, context.width - 36))
    rows: list[Block] = [_finding(across, number, finding) for number, finding in findings]
    return [head, Items(across, rows, gap=4)]


def _finding(across: tuple[Column, ...], number: str, finding: FindingLine) -> Item:
    colour = CODE.in_colour(WORSE) if finding.kind == "gap" else CODE
    words = [*led(finding.text, _LIST)]
    if finding.evidence:
        words.append(Span("  " + in_a_row(finding.evidence), TextStyle("condensed-medium", 8, 12.4, MUTED)))
    words.extend(doubtful(finding.disputed))
    texts: list[Block] = [Text(words, _LIST, across[1].width)]
    for label, text in ((_("Why it matters:"), finding.effect), (_("We recommend:"), finding.recommendation)):
        if text.strip():
            said = [Span(label + " ", _QUIET.in_face("condensed-semibold").in_colour(INK)), Span(text, _QUIET)]
            texts.append(Text(said, _QUIET, across[1].width, gap=1.5))
    stack = Stack(texts)
    stack.baseline = texts[0].baseline
    return Item(across, (Text(number, colour, 34) if number else None, stack), above=4, below=4.5)


def _cited(context: Context, findings: Sequence[FindingLine]) -> list[Block]:
    """Return what the numbers behind the findings are: the note stays behind alone, without the register."""
    cited = {code for finding in findings for code in finding.evidence}
    lines = [line for line in context.summary.evidence if line.code in cited]
    if not lines or context.has("evidence") or context.options.audience == "report":
        return []
    across = (Column(0, 34), Column(36, context.width - 36 - 160), Column(context.width - 152, 62),
              Column(context.width - 84, 84))  # fmt: skip
    rows: list[Block] = [
        Row(
            across,
            (
                Text(line.code, CODE, 34),
                Text(line.title or "–", _QUIET.in_colour(TEXT), across[1].width),
                Text(evidence_kind(line.kind), _QUIET, 62),
                Text(context.numbers.short_day(line.taken) if line.taken else "–", _QUIET, 84),
            ),
            above=3,
            below=3.2,
        )
        for line in lines
    ]
    return [heading(_("Evidence named here"), context.width, gap=18), Table(across, rows, gap=4)]


def _next(context: Context) -> list[Block]:
    """Return the next steps and, where it is planned, the next visit; the head stays with what follows it."""
    visit = _next_visit(context)
    steps = _next_steps(context)
    if visit:
        steps[0].gap = 10  # a line of words, not a heading, stands above
    return [heading(_("Next steps"), context.width, gap=18), *visit, *steps]


def _next_visit(context: Context) -> list[Block]:
    visit = context.summary.around.next_visit
    if visit is None:
        return []
    told = in_a_row([visit.title, context.numbers.days(visit.starts, visit.ends), visit.place])
    words = [Span(_("Next visit:") + " ", BODY.in_face("semibold")), Span(told, BODY)]
    return [Text(words, BODY, context.width, gap=4)]


def _next_steps(context: Context) -> list[Block]:
    left = 0
    steps = [(day, text, "", list[Span]()) for day, text in context.summary.words.next_steps]
    if not steps:
        actions = sorted(
            (one for one in standing_actions(context.summary) if one.status != "done" and one.due),
            key=lambda one: str(one.due),
        )
        today = context.summary.today
        kept = _worth_naming(actions)
        left = len(actions) - len(kept)
        steps = [(one.due, one.title, _owner(one), _marks(one, today)) for one in kept if one.due]
    if not steps:
        return [Text(_("No next step is agreed yet."), BODY, context.width, gap=4)]
    # the head stands again over what goes on on the next page
    owned = _("Owner") if any(owner for _day, _text, owner, _marks in steps) else ""
    across = (Column(0, 84, _("Due")), Column(90, context.width - 90 - 130, _("Action")),
              Column(context.width - 122, 122, owned))  # fmt: skip
    rows: list[Block] = [
        Row(
            across,
            (
                Text(context.numbers.short_day(day), _QUIET.in_colour(INK), 84),
                Text([Span(text, _LIST), *marks], _LIST, across[1].width),
                Text(owner, _QUIET, 122),
            ),
        )
        for day, text, owner, marks in steps
    ]
    blocks: list[Block] = [Table(across, rows, gap=4)]
    if left:
        more = plural("{count} more action is agreed.", "{count} more actions are agreed.", left)
        blocks.append(Text(more, NOTE, context.width, gap=6))
    return blocks


def _worth_naming(actions: Sequence[ActionLine]) -> list[ActionLine]:
    """Return the actions the note has room for, in their order: all of high priority, and the first of the others."""
    others = max(_MOST_ACTIONS - sum(one.priority == "high" for one in actions), 0)
    named = {one.id for one in [one for one in actions if one.priority != "high"][:others]}
    return [one for one in actions if one.priority == "high" or one.id in named]


def _marks(action: ActionLine, today: date) -> list[Span]:
    late = [Span("  " + _("overdue"), TextStyle("condensed-medium", 8, 12.4, WORSE))]
    return [*(late if action.is_overdue(today) else ()), *doubtful(action.disputed)]


def _owner(action: ActionLine) -> str:
    return action.owner or _("no owner yet")
