"""What the data say in a sentence: default titles and texts, which the team's own words replace."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from wopfield.domain.fate import numbered
from wopfield.domain.quantity import rounded
from wopfield.domain.summary import ActionLine, AreaResult, FindingKind, FindingLine, IndicatorLine, Summary
from wopfield.language import _, plural
from wopfield.report.numbers import Numbers, begun, number_word
from wopfield.report.page import TEXT_WIDTH
from wopfield.report.rounding import CLEAR_CHANGE, is_clear
from wopfield.report.series import change_of
from wopfield.report.standing import is_provisional, not_agreed, standing
from wopfield.report.style import TITLE, half_step, level_names
from wopfield.report.text import lines_of

WEAK = ("C", "D")
"""The grades of a figure that was told or guessed: a change between such figures may be none."""
_PRIORITIES = ("high", "medium", "low")
_TELLING: Mapping[FindingKind, tuple[int, ...]] = MappingProxyType(
    {"strength": (4, 3), "gap": (0, 1), "recommendation": ()}
)
"""The levels that say by themselves what works and what holds back."""


def headline(summary: Summary, numbers: Numbers) -> str:
    """Return the title of the executive summary."""
    return summary.words.headline.strip() or profile_title(summary, numbers)


def profile_title(summary: Summary, numbers: Numbers) -> str:
    """Return what the maturity profile shows: how many areas rose, or the strongest, and the weakest."""
    own = summary.words.section_titles.get("profile", "").strip()
    if own:
        return own
    rated = sorted((area for area in summary.areas if area.now.mean is not None), key=lambda area: area.now.mean or 0.0)
    if not rated:
        return _("No area is rated yet")
    provisional = any(map(is_provisional, rated))
    titles = [so_far(one) if provisional else begun(one) for one in _profile_told(rated, numbers)]
    # what is weakest never falls off: where its name is too long, its number stands for it
    return next((one for one in titles if len(lines_of(one, TITLE, TEXT_WIDTH)) <= 2), titles[-1])


def _profile_told(rated: Sequence[AreaResult], numbers: Numbers) -> Iterator[str]:
    """Yield the finding on areas from the weakest to the strongest, in ever fewer words."""
    weakest, best = rated[0], rated[-1]
    low, high = numbers.decimal(weakest.now.mean or 0.0), numbers.decimal(best.now.mean or 0.0)
    last = _("“{area}” is weakest at {mean}", area=weakest.title, mean=low)
    last_in_short = _("area {number} is weakest at {mean}", number=f"{weakest.number:02d}", mean=low)
    if first := _rose([area.change for area in rated if area.change is not None], numbers):
        yield _("{first}; {second}", first=first, second=last)
        yield _("{first}; {second}", first=first, second=last_in_short)
    elif weakest is best:
        yield last
    else:
        first = _("“{area}” is strongest at {mean}", area=best.title, mean=high)
        yield _("{first}; {second}", first=first, second=last)
        first = _("area {number} is strongest at {mean}", number=f"{best.number:02d}", mean=high)
        yield _("{first}; {second}", first=first, second=last_in_short)


def _rose(changes: Sequence[float], numbers: Numbers) -> str:
    """Return how many areas rose; empty where fewer than two can be compared, as of one a count says nothing."""
    if len(changes) < 2:
        return ""
    total, step = number_word(len(changes)), numbers.decimal(CLEAR_CHANGE)
    risen = sum(map(is_clear, changes))
    if risen == len(changes):
        return _("all {total} areas rose by at least {step}", total=total, step=step)
    if risen:
        return _("{risen} of {total} areas rose by at least {step}", risen=number_word(risen), total=total, step=step)
    up = sum(rounded(change, 1) > 0 for change in changes)
    return _("{risen} of {total} areas rose, none by {step} or more", risen=number_word(up), total=total, step=step)


def so_far(finding: str) -> str:
    """Return a finding that not everything behind it is agreed for."""
    return _("So far: {finding}", finding=finding)


def indicators_title(summary: Summary, numbers: Numbers) -> str:
    """Return how many indicators improved and how many worsened over the years, and how weak these figures are."""
    own = summary.words.section_titles.get("indicators", "").strip()
    if own:
        return own
    first, last = compared_periods(summary)
    missing, better, worse, weak = not_worked_out(summary), 0, 0, 0
    for one in summary.indicators:
        change = (
            change_of(one.values.get(first), one.values.get(last), one.direction, one.good_practice) if first else None
        )
        if change is not None and change.better is not None:
            better += change.better
            worse += not change.better
            weak += one.confidence in WEAK
    if better + worse:
        title = plural(
            "{number} indicator improved since {period}, {worse} worsened",
            "{number} indicators improved since {period}, {worse} worsened",
            better,
            number=number_word(better),
            worse=number_word(worse),
            period=first,
        )
        if weak:
            doubt = plural("{number} of these figures is weak (C or D)", "{number} of these figures are weak (C or D)",
                           weak, number=number_word(weak))  # fmt: skip
            return begun(_("{first}; {second}", first=title, second=doubt))
    else:
        known = len(summary.indicators) - missing
        title = _(
            "{known} of {total} indicators could be worked out",
            known=number_word(known),
            total=number_word(len(summary.indicators)),
        )
        missing = 0
    if missing:
        rest = plural(
            "{number} could not be worked out", "{number} could not be worked out", missing, number=number_word(missing)
        )
        title = _("{first}; {second}", first=title, second=rest)
    return begun(title)


def not_worked_out(summary: Summary) -> int:
    """Return how many indicators have no value in the newest period."""
    last = compared_periods(summary)[1]
    return sum(one.values.get(last) is None for one in summary.indicators)


def compared_periods(summary: Summary) -> tuple[str, str]:
    """Return the period compared with (the baseline's year if it is there, else the first) and the newest with a value.

    A year that was only begun, to be filled in later, is not the year a report speaks of.
    """
    known = [at for at, name in enumerate(summary.periods) if any(_has(one, name) for one in summary.indicators)]
    newest = known[-1] if known else len(summary.periods) - 1
    if newest < 0:
        return "", ""
    last, earlier = summary.periods[newest], summary.periods[:newest]
    year = str(summary.baseline_date.year) if summary.baseline_date else ""
    return (year if year in earlier else earlier[0] if earlier else ""), last


def _has(one: IndicatorLine, period: str) -> bool:
    return one.values.get(period) is not None


def plan_title(summary: Summary, numbers: Numbers) -> str:
    """Return how many actions there are, how many are done, fall due within a year and are overdue."""
    own = summary.words.section_titles.get("plan", "").strip()
    if own:
        return own
    actions = standing_actions(summary)
    if not actions:
        return _("No action is agreed yet")
    done = sum(action.status == "done" for action in actions)
    soon = due_soon(summary)
    parts = [
        plural("{number} action agreed", "{number} actions agreed", len(actions), number=number_word(len(actions)))
    ]
    if done:
        parts.append(plural("{number} is done", "{number} are done", done, number=number_word(done)))
    if soon:
        parts.append(
            plural(
                "{number} falls due within a year", "{number} fall due within a year", soon, number=number_word(soon)
            )
        )
    late = overdue(summary)
    if late:
        parts.append(plural("{number} is overdue", "{number} are overdue", late, number=number_word(late)))
    rest = _(", ").join(parts[1:])
    return begun(_("{first}; {second}", first=parts[0], second=rest) if rest else parts[0])


def standing_actions(summary: Summary) -> list[ActionLine]:
    """Return the actions that were not dropped."""
    return [action for action in summary.actions if action.status != "dropped"]


def due_soon(summary: Summary) -> int:
    """Return how many open actions fall due within twelve months from today; those overdue are counted apart."""
    return sum(
        action.due is not None
        and 0 <= (action.due - summary.today).days <= 365
        and action.status in ("not_started", "under_way")
        for action in summary.actions
    )


def overdue(summary: Summary) -> int:
    """Return how many open actions should have been done by now."""
    return sum(action.is_overdue(summary.today) for action in summary.actions)


def area_text(area: AreaResult, numbers: Numbers, baseline: str) -> str:
    """Return what the team found in an area in a few sentences, from the ratings."""
    now = area.now
    if now.mean is None:
        return _("Nothing in this area is rated, so it has no mean level.")
    name = level_names()[int(half_step(now.mean))]
    lines = [
        plural("{rated} of {applicable} item is rated; the mean level is {mean}, close to “{name}”.",
               "{rated} of {applicable} items are rated; their mean level is {mean}, close to “{name}”.",
               now.applicable, rated=now.rated, applicable=now.applicable, mean=numbers.decimal(now.mean), name=name)
        if half_step(now.mean) == int(half_step(now.mean))
        else plural("{rated} of {applicable} item is rated; the mean level is {mean}, between “{name}” and “{above}”.",
                    "{rated} of {applicable} items are rated; their mean level is {mean}, between “{name}” and "
                    "“{above}”.", now.applicable, rated=now.rated, applicable=now.applicable,
                    mean=numbers.decimal(now.mean), name=name, above=level_names()[int(half_step(now.mean)) + 1])
    ]  # fmt: skip
    if area.change is not None and baseline:
        change = area.change
        if rounded(change, 1) == 0:
            lines.append(_("The mean is where it was at the baseline ({baseline}).", baseline=baseline))
        else:
            lines.append(
                _("That is {change} since the baseline ({baseline}).", change=numbers.signed(change), baseline=baseline)
            )
    levels = [(standing(item).level, item) for item in area.items]
    high = [item for level, item in levels if level is not None and level >= 3]
    low = [item for level, item in levels if level is not None and level <= 1]
    if high:
        lines.append(plural("{count} item is in place or better.", "{count} items are in place or better.", len(high)))
    if low:
        lines.append(
            plural("{count} item is absent or only started.", "{count} items are absent or only started.", len(low))
        )
    waiting = not_agreed(area.items)
    if waiting:
        lines.append(plural("{count} item is not agreed yet.", "{count} items are not agreed yet.", waiting))
    if now.provisional and now.low is not None and now.high is not None:
        lines.append(_("The mean is provisional: while ratings are open it lies between {low} and {high}.",
                       low=numbers.decimal(now.low), high=numbers.decimal(now.high)))  # fmt: skip
    return " ".join(lines)


def best_findings(summary: Summary, kind: FindingKind, most: int = 3) -> list[FindingLine]:
    """Return the findings for page one: those chosen for it, else those of highest priority."""
    found = [finding for area in summary.areas for finding in area.findings if finding.kind == kind]
    chosen = [finding for finding in found if finding.in_summary]
    ranked = sorted(chosen or found, key=lambda finding: _PRIORITIES.index(finding.priority))
    return ranked[:most]


def rated_findings(summary: Summary, kind: FindingKind, most: int = 3) -> list[FindingLine]:
    """Return what the highest levels say, or the lowest, where nobody recorded a finding; of each area in turn."""
    if any(area.findings for area in summary.areas):
        return []
    found: list[tuple[int, int, FindingLine]] = []
    for area in summary.areas:
        rated = [(item, level) for item in area.items if (level := standing(item).level) is not None]
        told = [(item, level) for item, level in rated if item.levels[level].strip() and level in _TELLING[kind]]
        for turn, (item, level) in enumerate(sorted(told, key=lambda one: _TELLING[kind].index(one[1]))):
            line = FindingLine("", kind, area.code, item.code, item.levels[level])
            found.append((_TELLING[kind].index(level), turn, line))
    return [line for _level, _turn, line in sorted(found, key=lambda one: one[:2])[:most]]


def recommendations(area: AreaResult) -> list[tuple[str, FindingLine, str]]:
    """Return number, finding and text of what is recommended: of recommendations, and of gaps that carry one."""
    return list(numbered(area.number, area.findings))


def summary_recommendations(summary: Summary, most: int = 3) -> list[tuple[str, FindingLine, str]]:
    """Return the recommendations for page one."""
    every = [one for area in summary.areas for one in recommendations(area)]
    chosen = [one for one in every if one[1].in_summary and one[1].kind == "recommendation"]
    chosen = chosen or [one for one in every if one[1].in_summary]
    return sorted(chosen or every, key=lambda one: _PRIORITIES.index(one[1].priority))[:most]


def themes(indicators: Sequence[IndicatorLine]) -> list[tuple[str, list[IndicatorLine]]]:
    """Return indicators by their first theme, in the order in which the themes come."""
    groups: dict[str, list[IndicatorLine]] = {}
    for one in indicators:
        groups.setdefault(one.themes[0] if one.themes else "", []).append(one)
    return list(groups.items())
