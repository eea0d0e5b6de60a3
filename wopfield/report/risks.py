"""Charts of risks and choices: risks of each site as bars, and actions on a grid of what they bring and what they take.

Counts are counts: sites of different types are never compared in percent.
"""

from collections.abc import Mapping, Sequence

from wopfield.domain.around import Gravity, SiteVisit
from wopfield.domain.summary import ActionLine
from wopfield.language import _, in_a_row, meant, plural
from wopfield.report.drawing import Drawing, Fill, Label, Mark, Rect, Stroke, line
from wopfield.report.style import BAND, FAINT, HAIRLINE, INK, MUTED, PRIMARY, TINT, TINT_2, WHITE, WORSE, TextStyle
from wopfield.report.text import shortened, width_of

GRAVITIES: tuple[Gravity, ...] = ("high", "medium", "low")
_FILLS: Mapping[Gravity, tuple[str, str]] = {"high": (WORSE, WHITE), "medium": ("#F2B058", INK), "low": (BAND, INK)}
_NAME = TextStyle("condensed-medium", 8.2, 9.6, INK)
_KIND = TextStyle("condensed", 7.4, 9, MUTED)
_COUNT = TextStyle("condensed-semibold", 7.8, 9)
PITCH = 24.0


def gravity_names() -> Mapping[Gravity, str]:
    """Return what risks of each gravity are called."""
    return {"high": meant("High", "risk"), "medium": meant("Medium", "risk"), "low": meant("Low", "risk")}


def risk_bars(sites: Sequence[SiteVisit], width: float) -> Drawing:
    """Return a bar for each site: its high, medium and low risks from the start, each with its count."""
    left, right = min(176.0, width * 0.45), width - 22
    most = max((len(site.risks) for site in sites), default=0)
    step = (right - left) / max(most, 4)
    marks: list[Mark] = []
    for at, site in enumerate(sites):
        y = PITCH * at
        marks.append(Label(0, y + 10, shortened(site.name, _NAME, left - 10)[0], _NAME.face, _NAME.size, INK))
        kind = shortened(site.kind, _KIND, left - 10)
        marks.append(Label(0, y + 19, kind[0] if kind else "", _KIND.face, _KIND.size, MUTED))
        marks.append(line(left, y + 2, left, y + PITCH - 4, Stroke(FAINT, 0.6)))
        x = left
        for gravity in GRAVITIES:
            count = site.count(gravity)
            if not count:
                continue
            ground, ink = _FILLS[gravity]
            part = step * count
            marks.append(Rect(x, y + 4, part - 1.2, 14, None, Fill(ground)))
            marks.append(Label(x + part / 2 - 0.6, y + 13.8, str(count), _COUNT.face, _COUNT.size, ink, "middle"))
            x += part
        words = str(len(site.risks)) if site.risks else _("none")
        marks.append(Label(width, y + 13.8, words, "condensed-semibold", 8.4, INK if site.risks else MUTED, "end"))
        if at:
            marks.append(line(0, y - 0.5, width, y - 0.5, Stroke(HAIRLINE, 0.6)))
    return Drawing(width, PITCH * len(sites), tuple(marks), _told(sites))


def risk_legend() -> tuple[list[Mark], float]:
    """Return the three colours with their names on one line, 10 high, and how wide it is."""
    marks: list[Mark] = []
    x = 0.0
    style = TextStyle("condensed", 7.9, 10)
    for gravity, name in gravity_names().items():
        marks.append(Rect(x, 0.5, 14, 9, None, Fill(_FILLS[gravity][0])))
        marks.append(Label(x + 18, 7.9, name, "condensed", 7.9))
        x += 18 + width_of(name, style) + 14
    return marks, x - 14


def _told(sites: Sequence[SiteVisit]) -> str:
    if not sites:
        return _("No site was inspected.")
    most = max(len(site.risks) for site in sites)
    worst = [site for site in sites if len(site.risks) == most]
    total, high = sum(len(site.risks) for site in sites), sum(site.count("high") for site in sites)
    if len(worst) > 1:
        return plural(
            "{total} risks at {count} site, {high} of them high.",
            "{total} risks at {count} sites, {high} of them high.",
            len(sites), total=total, high=high,
        )  # fmt: skip
    return plural(
        "{total} risks at {count} site, {high} of them high; most at {worst} ({most}).",
        "{total} risks at {count} sites, {high} of them high; most at {worst} ({most}).",
        len(sites), total=total, high=high, worst=worst[0].name, most=most,
    )  # fmt: skip


# ── the grid of priorities ───────────────────────────────────────────────────────────────────────────────────

EFFORTS = ("quick_win", "partnership", "investment")
IMPACTS = ("high", "medium", "low")
_AXIS, _FOOT = 62.0, 30.0
_CHIP = TextStyle("condensed-semibold", 7.8, 9, INK)


def effort_names() -> tuple[str, str, str]:
    """Return what little, some and much effort mean."""
    return (_("Quick win, within 100 days"), _("Within the partnership"), _("Needs investment or others"))


def impact_names() -> tuple[str, str, str]:
    """Return what an action brings, the most first."""
    return (_("High impact"), _("Medium impact"), _("Low impact"))


def priority_grid(actions: Sequence[ActionLine], width: float, cell_height: float = 62.0) -> Drawing:
    """Return actions by what they bring (upwards) and the effort they take (onwards); what to do first is outlined."""
    cell = (width - _AXIS) / 3
    marks: list[Mark] = []
    for row, impact in enumerate(IMPACTS):
        y = row * cell_height
        words = shortened(impact_names()[row], _KIND, _AXIS - 8, 2)
        for at, part in enumerate(words):
            marks.append(Label(0, y + cell_height / 2 + 3 + 9 * (at - (len(words) - 1) / 2), part, "condensed-medium",
                               7.8, MUTED))  # fmt: skip
        for column, effort in enumerate(EFFORTS):
            x = _AXIS + column * cell
            first = row == 0 and column == 0
            ground = TINT_2 if row + column <= 1 else TINT
            marks.append(Rect(x, y, cell - 3, cell_height - 3, Stroke(PRIMARY, 1.0) if first else None, Fill(ground)))
            if first:
                marks.append(Label(x + 7, y + 10, _("Do first"), "semibold", 7, PRIMARY))
            chosen = [one for one in actions if one.horizon == effort and one.priority == impact]
            marks.extend(
                _chips(chosen, x + 6, y + (15 if first else 6), cell - 15, cell_height - (20 if first else 12))
            )
    foot = 3 * cell_height
    for column, name in enumerate(effort_names()):
        middle = _AXIS + column * cell + (cell - 3) / 2
        for at, part in enumerate(shortened(name, _KIND, cell - 8, 2)):
            marks.append(Label(middle, foot + 9 + 9 * at, part, "condensed-medium", 7.8, MUTED, "middle"))
    return Drawing(width, foot + _FOOT, tuple(marks), _grid_told(actions))


def _chips(actions: Sequence[ActionLine], x: float, y: float, width: float, height: float) -> list[Mark]:
    """Return the codes of actions in rows; what has no room any more is counted."""
    marks: list[Mark] = []
    wide = max((width_of(one.code, _CHIP) for one in actions), default=0.0) + 11
    each = max(1, int((width + 4) // (wide + 4)))
    rooms = each * max(1, int((height + 3) // 15))
    shown = list(actions) if len(actions) <= rooms else list(actions[: rooms - 1])
    for at, one in enumerate(shown):
        left, top = x + (at % each) * (wide + 4), y + (at // each) * 15
        done = one.status == "done"
        marks.append(Rect(left, top, wide, 12, Stroke(PRIMARY, 0.8), Fill(PRIMARY if done else WHITE), 6))
        marks.append(
            Label(left + wide / 2, top + 8.8, one.code, _CHIP.face, _CHIP.size, WHITE if done else INK, "middle")
        )
    if len(shown) < len(actions):
        at = len(shown)
        left, top = x + (at % each) * (wide + 4), y + (at // each) * 15
        marks.append(Label(left + 3, top + 8.8, f"+{len(actions) - at}", _CHIP.face, _CHIP.size, MUTED))
    return marks


def _grid_told(actions: Sequence[ActionLine]) -> str:
    first = [one.code for one in actions if one.priority == "high" and one.horizon == "quick_win"]
    if not first:
        return _("No action brings much for little effort.")
    return _("To do first, as they bring much for little effort: {codes}.", codes=in_a_row(first))
