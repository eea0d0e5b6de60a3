"""What the charts of a review's areas are made of, on paper and on the screen."""

from wopfield.language import _
from wopfield.report.area_means import Axis, Series
from wopfield.report.cleaning import one_line
from wopfield.report.context import Context, two_digits
from wopfield.report.standing import RATHER_UNCOVERED, is_provisional


def axes_of(context: Context) -> list[Axis]:
    """Return the areas as charts name them."""
    return [Axis(two_digits(area.number), one_line(area.title[:400])) for area in context.summary.areas]


def series_of(context: Context) -> list[Series]:
    """Return the ratings there are of every area: the peers' now first, then the mentee's own and the baseline."""
    areas = context.summary.areas
    made = [
        Series("peer", _("Peer rating {year}", year=context.now_year), tuple(area.now.mean for area in areas),
               tuple(area.now.coverage < RATHER_UNCOVERED for area in areas), tuple(map(is_provisional, areas))),
    ]  # fmt: skip
    if context.has_self:
        made.append(
            Series(
                "self", _("Self-rating {year}", year=context.now_year), tuple(area.self_rating.mean for area in areas)
            )
        )
    if context.baseline_year:
        made.append(
            Series(
                "baseline",
                _("Peer baseline {year}", year=context.baseline_year),
                tuple(area.baseline.mean for area in areas),
            )
        )
    return made
