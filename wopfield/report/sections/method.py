"""How the review was done: who, when, where, on what scale, and what its limits are."""

from collections.abc import Iterable, Iterator

from wopfield.domain.summary import Confidence, ItemResult, Score, Summary
from wopfield.language import _, in_a_row, plural
from wopfield.report.cleaning import one_line
from wopfield.report.context import Context, foreign_note, heading, of_then, opened, worded
from wopfield.report.findings import headline
from wopfield.report.layout import Block, Marks, Side, Stack, Text
from wopfield.report.numbers import begun, number_word
from wopfield.report.page import Pages
from wopfield.report.sections.summary import shows_message
from wopfield.report.signs import confidence_sign, level_cell
from wopfield.report.standing import not_agreed, standing
from wopfield.report.style import BODY, INK, MUTED, TEXT, TITLE, TextStyle, level_names
from wopfield.report.table import Row, Table, columns
from wopfield.report.text import fitted

_LABEL = TextStyle("condensed-semibold", 8.4, 11.6, MUTED)
_VALUE = TextStyle("regular", 8.8, 12.2, TEXT)
_NAME = TextStyle("medium", 8.8, 12.2, INK)


def add(pages: Pages, context: Context) -> None:
    """Add the chapter on partnership, visit and method."""
    pages.begin("method", context.name_of("method"))
    summary, width = context.summary, context.width
    capacity = context.options.document == "capacity"  # who was there for the review says nothing of it
    title = _("How the assessment was done") if capacity else _title(summary)
    blocks = opened(context, "method", title, "")
    with_summary, said = context.has("summary"), headline(summary, context.numbers)
    if "headline" in summary.open_words:
        blocks.extend(worded(context, "headline", said, width * 0.86))
    elif summary.words.headline.strip() and not (with_summary and fitted(one_line(said), TITLE, width, 2)[1]):
        blocks.append(Text(said, BODY.in_face("semibold").in_colour(INK), width * 0.86, gap=14))
    open_message = "message" in summary.open_words
    if open_message or (summary.words.message.strip() and not (with_summary and shows_message(pages, context))):
        blocks.extend(worded(context, "message", summary.words.message, width * 0.86, gap=8))
    blocks.extend([heading(_("Partnership and visit"), width, gap=18), *_facts(context)])
    blocks.append(_team_and_sites(context))
    blocks.extend(_scales(context))
    blocks.extend([heading(_("What to keep in mind"), width, gap=20), *_limits(context), *foreign_note(context)])
    if summary.words.next_steps:
        blocks.extend([heading(_("Next steps"), width, gap=20), *_steps(context)])
    pages.add(blocks)


def _title(summary: Summary) -> str:
    team, sites = len(summary.team), len(summary.sites)
    if not team:
        return _("How the review was done")
    sentence = plural("{number} reviewer", "{number} reviewers", team, number=number_word(team))
    visited = plural("{number} site", "{number} sites", sites, number=number_word(sites))
    talked = plural("{number} interview", "{number} interviews", summary.interviews,
                    number=number_word(summary.interviews))  # fmt: skip
    days = (summary.visit_ends - summary.visit_starts).days + 1 if summary.visit_starts and summary.visit_ends else 0
    if not (sites and summary.interviews):
        return begun(_fewer(sentence, visited if sites else talked if summary.interviews else "", days))
    if days:
        return begun(
            plural(
                "{team}, {sites} and {interviews} in {number} day",
                "{team}, {sites} and {interviews} in {number} days",
                days,
                number=number_word(days),
                team=sentence,
                sites=visited,
                interviews=talked,
            )
        )
    return begun(_("{team}, {sites} and {interviews}", team=sentence, sites=visited, interviews=talked))


def _fewer(team: str, what: str, days: int) -> str:
    """Return who reviewed and the one thing besides that there is to say, if any, in so many days if known."""
    if what and days:
        return plural("{team} and {sites} in {number} day", "{team} and {sites} in {number} days", days,
                      team=team, sites=what, number=number_word(days))  # fmt: skip
    if what:
        return _("{team} and {sites}", team=team, sites=what)
    if days:
        return plural("{team} in {number} day", "{team} in {number} days", days, team=team, number=number_word(days))
    return team


def _facts(context: Context) -> list[Block]:
    summary, numbers = context.summary, context.numbers
    baseline = summary.baseline_title
    if summary.baseline_date:
        baseline = in_a_row((baseline, numbers.day(summary.baseline_date)))
    known = [
        (_("Partnership"), summary.partnership_name),
        (_("Purpose"), summary.purpose),
        (_("Mentee"), in_a_row((summary.mentee, summary.mentee_country))),
        (_("Mentor"), summary.mentor),
        (
            _("Visit"),
            in_a_row(
                (summary.visit_title, summary.visit_place, numbers.days(summary.visit_starts, summary.visit_ends))
            ),
        ),
        (_("Assessment"), summary.assessment_title),
        (
            _("Checklist"),
            _("{title}, version {version}", title=summary.checklist_title, version=summary.checklist_version),
        ),
        (_("Baseline"), baseline or _("None; this is the first review.")),
        (_("Confidentiality"), context.confidentiality),
    ]
    return _pairs(context, [(label, value) for label, value in known if value.strip()])


def _pairs(context: Context, pairs: list[tuple[str, str]]) -> list[Block]:
    across = columns(((92, "", "", "start"), (context.width - 100, "", "", "start")))
    rows: list[Block] = []
    for label, value in pairs:
        rows.append(Row(across, (Text(label, _LABEL, 92), Text(value, _VALUE, across[1].width)), above=3.4, below=3.6))
    return [Table(across, rows, gap=4)] if rows else []


def _team_and_sites(context: Context) -> Block:
    width = (context.width - 26) / 2
    across = columns(((96, "", "", "start"), (width - 104, "", "", "start")))
    rows: list[Block] = [
        Row(across, (Text(name, _NAME, 96), Text(task, _VALUE, across[1].width)), above=3.4, below=3.6)
        for name, task in context.summary.team
    ]
    quiet = BODY.in_colour(MUTED)
    team: Block = Table(across, rows, gap=4) if rows else Text(_("No reviewer is named."), quiet, width, gap=4)
    seen = in_a_row(context.summary.sites, " · ")
    sites = Text(seen, _VALUE, width, gap=6) if seen else Text(_("No site is named."), quiet, width, gap=4)
    left = Stack([heading(_("Team"), width, gap=0), team])
    right = Stack([heading(_("Sites"), width, gap=0), sites])
    return Side([(0, left), (context.width - width, right)], gap=20)


def _scales(context: Context) -> list[Block]:
    width = (context.width - 26) / 2
    levels: list[Block] = [heading(_("The scale"), width, gap=0)]
    for level, name in enumerate(level_names()):
        cell = Marks(level_cell(level, str(level), 20, 13.6, bold=True), 13.6, says=str(level))
        levels.append(Side([(0, cell), (28, Text(name, _VALUE, width - 28))], gap=5 if level else 6, drop=(0, 0.4)))
    meanings: tuple[tuple[Confidence, str], ...] = (
        ("A", _("measured and verified")),
        ("B", _("records seen")),
        ("C", _("told by staff")),
        ("D", _("a guess")),
    )
    grades: list[Block] = [heading(_("How sure an answer is"), width, gap=0)]
    for at, (letter, meaning) in enumerate(meanings):
        drawn = confidence_sign(letter, y=2)
        sign = Marks(drawn, 13.6, says=letter)
        grades.append(Side([(0, sign), (40, Text(meaning, _VALUE, width - 40))], gap=5 if at else 6, drop=(0, 0.4)))
    return [Side([(0, Stack(levels)), (context.width - width, Stack(grades))], gap=20)]


def _limits(context: Context) -> list[Block]:
    summary = context.summary
    items = [item for area in summary.areas for item in area.items]
    texts = [
        _(
            "Each item is rated from 0 to 4 for what is done and shown, not for what is planned. An area’s score "
            "is the weighted mean of its rated items."
        ),
        _rated(summary.overall, not_agreed(items)),
    ]
    groups = (
        (_("Does not apply: {items}."), [item for item in items if item.result.does_not_apply]),
        (_("Not seen: {items}."), [item for item in items if item.result.not_seen and item.result.level is None]),
        (
            _("Open, not agreed yet; means that hold them are provisional: {items}."),
            [item for item in items if standing(item).open],
        ),
    )
    for sentence, found in groups:
        if found:
            texts.append(sentence.format(items=in_a_row(item.number for item in found)))
    if all_said := in_a_row(_in_all_versions(summary, items)):
        texts.append(_("Changed in two places and not settled, so that all that was said stands here: {items}.",
                       items=all_said))  # fmt: skip
    if told := in_a_row(_in_two_places(summary)):
        texts.append(_("Changed in two places and not settled, so that one of both stands here, marked: {what}.",
                       what=told))  # fmt: skip
    paragraphs_of = filter(None, (texts[0], " ".join(texts[1:]), of_then(context)))
    return [Text(text, BODY, context.width * 0.92, gap=4) for text in paragraphs_of]


def _in_all_versions(summary: Summary, items: Iterable[ItemResult]) -> Iterator[str]:
    """Name the items and count the texts of which all versions stand in the report."""
    yield from (item.number for item in items if item.result.disputed)
    if summary.open_words:
        yield plural("{count} text of the team", "{count} texts of the team", len(summary.open_words))


def _in_two_places(summary: Summary) -> Iterator[str]:
    """Say how many findings, actions, pieces of evidence and comments were changed in two places and not settled."""
    findings = sum(one.disputed for area in summary.areas for one in area.findings)
    actions = sum(one.disputed for one in summary.actions)
    comments = sum(one.disputed for one in summary.around.replies)
    if findings:
        yield plural("{count} finding", "{count} findings", findings)
    if actions:
        yield plural("{count} action", "{count} actions", actions)
    evidence = sum(one.disputed for one in summary.evidence)
    if evidence:
        yield plural("{count} piece of evidence", "{count} pieces of evidence", evidence)
    if comments:
        yield plural("{count} comment of the utility", "{count} comments of the utility", comments)


def _rated(score: Score, waiting: int) -> str:
    if not waiting:
        return _("{rated} of {all} items that apply are rated.", rated=score.rated, all=score.applicable)
    return _("{rated} of {all} items that apply are rated, {agreed} of them agreed.", rated=score.rated,
             all=score.applicable, agreed=score.rated - waiting)  # fmt: skip


def _steps(context: Context) -> list[Block]:
    return _pairs(context, [(context.numbers.day(day), text) for day, text in sorted(context.summary.words.next_steps)])
