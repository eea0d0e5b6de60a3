"""The strip at the head of an area's chapter: its means, its items by level, and how sure they are."""

from wopfield.domain.summary import AreaResult, Score
from wopfield.language import _, in_a_row, plural
from wopfield.report.context import Context
from wopfield.report.drawing import Drawing, Fill, Label, Mark, Rect, Stroke, line, moved
from wopfield.report.numbers import Numbers
from wopfield.report.signs import confidence_sign, counts_by_level, quarter_disc, share_bar
from wopfield.report.standing import RATHER_UNCOVERED, confidence_of, is_provisional, not_agreed, undecided
from wopfield.report.style import CAPTION, INK, MUTED, RULE, STRIP_FIGURE, TINT

_STRIP = 54.0


def strip(context: Context, area: AreaResult) -> Drawing:
    """Return the means of an area, how its items are spread over the levels, and how sure they are."""
    numbers = context.numbers
    marks: list[Mark] = [Rect(0, 0, context.width, _STRIP, None, Fill(TINT))]
    scores: list[tuple[str, Score]] = []
    if context.baseline_year:
        scores.append((_("Peer {year}", year=context.baseline_year), area.baseline))
    if context.has_self:
        scores.append((_("Self {year}", year=context.now_year), area.self_rating))
    scores.append((_("Peer {year}", year=context.now_year), area.now))
    for at, (caption, score) in enumerate(scores):
        provisional = score is area.now and is_provisional(area)
        marks.extend(moved(_figure(caption, score, numbers, provisional=provisional), 12 + 74 * at, 0))
    for x in (234.0, 383.0):
        marks.append(line(x, 9, x, _STRIP - 9, Stroke(RULE, 0.6)))
    caption = plural("{count} item", "{count} items", area.now.applicable)
    marks.extend(moved(_caption(_("{items}, peer rating", items=caption)), 244, 0))
    marks.extend(moved(share_bar(area.distribution, 130, 15.6, size=7.6, undecided=undecided(area)), 244, 25.5))
    marks.extend(moved(_caption(_("Evidence")), 393, 0))
    marks.extend(confidence_sign(confidence_of(area.items), x=393, y=27))
    marks.append(Label(424, 35, _unrated(area), "condensed", 7.8, MUTED))
    return Drawing(context.width, _STRIP, tuple(marks), _told(area, scores, numbers))


def _figure(caption: str, score: Score, numbers: Numbers, *, provisional: bool) -> list[Mark]:
    marks = _caption(caption)
    if score.mean is None:
        marks.append(Label(0, 39, _("not rated"), "light", 12.5, MUTED))
        return marks
    marks.extend(moved(quarter_disc(score.mean), 0, 26))
    marks.append(Label(22, 40.4, numbers.decimal(score.mean), STRIP_FIGURE.face, STRIP_FIGURE.size, INK))
    if score.provisional and score.low is not None and score.high is not None:
        marks.append(
            Label(0, 50.5, _("open {range}", range=numbers.range(score.low, score.high)), "condensed-italic", 7.2, INK)
        )
    elif provisional:
        marks.append(Label(0, 50.5, _("provisional"), "condensed-italic", 7.2, INK))
    elif score.coverage < RATHER_UNCOVERED:
        marks.append(
            Label(
                0,
                50.5,
                _("{rated} of {all} rated", rated=score.rated, all=score.applicable),
                "condensed-italic",
                7.2,
                INK,
            )
        )
    return marks


def _caption(text: str) -> list[Mark]:
    return [Label(0, 14.8, text.upper(), CAPTION.face, CAPTION.size, CAPTION.colour, tracking=CAPTION.tracking)]


def _unrated(area: AreaResult) -> str:
    missing = area.now.applicable - area.now.rated
    if missing:
        return plural("{count} not rated", "{count} not rated", missing)
    waiting = not_agreed(area.items)
    return plural("{count} not agreed", "{count} not agreed", waiting) if waiting else _("all rated")


def _told(area: AreaResult, scores: list[tuple[str, Score]], numbers: Numbers) -> str:
    nothing = _("not rated")
    means = [(caption, numbers.decimal(score.mean) if score.mean is not None else nothing) for caption, score in scores]
    told = in_a_row(f"{mean} ({caption})" for caption, mean in means)
    counts = counts_by_level(area.distribution, undecided(area))
    if not counts:
        return _("The mean level is {means}; no item is rated yet.", means=told)
    return _("The mean level is {means}; of the items {counts}.", means=told, counts=counts)
