"""What has changed of a report's figures since it was issued: those that were entered, and what follows from them."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from wopfield.domain.quantity import decimals
from wopfield.language import _, in_a_row, language
from wopfield.report.balance_parts import name_of_part
from wopfield.report.change import Change, Content, first_of, paired, title_of, whole
from wopfield.report.numbers import Numbers
from wopfield.report.translating import named, printed_unit


def entered(was: Content, now: Content) -> Iterator[Change]:
    """Name the figures that somebody entered, or kept though they looked wrong, where they differ."""
    for before, after in paired(was.get("given_figures"), now.get("given_figures"), "code"):
        yield from _given(before or {}, after or {}, str((now.get("around") or {}).get("currency") or ""))
    for before, after in paired(was.get("entry_lines"), now.get("entry_lines"), "code"):
        yield from _entries(before, after)
    yield from _kept(was, now)


def worked_out(was: Content, now: Content) -> Iterator[Change]:
    """Name what follows from the entered figures, where it differs: indicators, water balance, SDG 6."""
    for before, after in paired(was.get("indicators"), now.get("indicators"), "code"):
        yield from _indicator(before, after)
    around, after_around = was.get("around") or {}, now.get("around") or {}
    for name, title, told in (
        ("balances", _("Water balance"), _balances),
        ("goals", _("Sustainable Development Goal 6"), _goals),
        ("facts", _("Figures of the utility"), _facts),
    ):
        one, other = around.get(name), after_around.get(name)
        if name in around and (one or None) != (other or None):
            # where no figure of it differs, its limits do, or what is said of it
            yield from list(told(title, one, other)) or [Change(title, _("changed"), "", "", follows=True)]


# ── what was entered ─────────────────────────────────────────────────────────────────────────────────────────


def _given(before: Content, after: Content, currency: str) -> Iterator[Change]:
    was, now = before.get("values") or {}, after.get("values") or {}
    where, of = title_of(after or before, None, "name"), str((after or before).get("unit", ""))
    unit = "" if of == "number" else printed_unit(of, currency)
    for period in sorted({*was, *now}):
        one, other = was.get(period), now.get(period)
        if one != other:
            yield Change(where, period, _in_unit(as_typed(one), unit), _in_unit(as_typed(other), unit))


def _entries(before: Content | None, after: Content | None) -> Iterator[Change]:
    """Name the periods of a variable whose figure, or what stands behind it, differs."""
    where = title_of(before, after, "name")
    if before is None or after is None:
        yield whole(where, before, after)
        return
    was, now = before.get("cells") or {}, after.get("cells") or {}
    for period in sorted({*was, *now}):
        one, other = was.get(period) or {}, now.get(period) or {}
        if one != other:
            yield Change(where, period, as_typed(one.get("value")), as_typed(other.get("value")))


def _kept(was: Content, now: Content) -> Iterator[Change]:
    """Name the figures that looked wrong and were kept, where that differs: by variable and period."""
    before, after = (
        {(str(one.get("code")), str(one.get("period"))): one for one in content.get("kept_figures") or ()}
        for content in (was, now)
    )
    for key in dict.fromkeys([*before, *after]):
        one, other = before.get(key), after.get(key)
        if one != other:
            where = in_a_row((title_of(other, one, "name"), first_of(other, one, "period")))
            yield Change(where, _("Looks wrong and was kept"), _kept_words(one), _kept_words(other))


def _kept_words(one: Content | None) -> str:
    if one is None:
        return ""
    figure = as_typed(one.get("value"))
    return in_a_row((f"{figure} {printed_unit(str(one.get('unit', '')))}".strip(), str(one.get("reason") or "")))


# ── what follows ─────────────────────────────────────────────────────────────────────────────────────────────


def _indicator(before: Content | None, after: Content | None) -> Iterator[Change]:
    where = title_of(before, after, "name")
    if before is None or after is None:
        yield whole(where, before, after, follows=True)
        return
    yield from _by_period(where, before.get("values") or {}, after.get("values") or {})
    was, now = (str(one.get("confidence") or "") for one in (before, after))
    if was != now:
        yield Change(where, _("Confidence"), was, now, follows=True)
    if before.get("problems") != after.get("problems"):
        yield Change(where, _("Remarks"), "", "", follows=True)


def _balances(title: str, was: Any, now: Any) -> Iterator[Change]:
    for before, after in paired(was, now, "period"):
        where = f"{title} {first_of(before, after, 'period')}"
        if before is None or after is None:
            yield whole(where, before, after, follows=True)
            continue
        one, other = (_balance_figures(year.get("balance") or {}) for year in (before, after))
        yield from _named_figures(where, one, other)


class _Named(NamedTuple):
    """A figure with what it is called."""

    name: str
    value: float | None
    unit: str


def _balance_figures(balance: Content) -> dict[str, _Named]:
    """Return the volumes of the parts of a balance, and its measures, by code."""
    found: dict[str, _Named] = {}
    parts = [balance.get("system_input"), balance.get("revenue"), balance.get("non_revenue")]
    while parts:
        part = parts.pop(0)
        if part:
            code = str(part.get("code"))
            volume = _figure((part.get("volume") or {}).get("value"))
            found[code] = _Named(name_of_part(code, str(part.get("label"))), volume, "m3")
            parts = [*(part.get("children") or ()), *parts]
    for one in balance.get("measures") or ():
        value = _figure((one.get("amount") or {}).get("value"))
        found[str(one.get("code"))] = _Named(_(str(one.get("label"))), value, str(one.get("unit") or ""))
    return found


def _goals(title: str, was: Content | None, now: Content | None) -> Iterator[Change]:
    if not was or not now:
        yield whole(title, was or None, now or None, follows=True)
        return
    period = in_a_row(dict.fromkeys(str(year.get("period", "")) for year in (was, now)), " → ")
    yield from _named_figures(f"{title} · {period}", _goal_figures(was), _goal_figures(now))


def _goal_figures(year: Content) -> dict[str, _Named]:
    return {
        str(one.get("code")): _Named(
            f"{one.get('code')} {named(str(one.get('name')))}", _figure(one.get("value")), str(one.get("unit") or "")
        )
        for target in year.get("targets") or ()
        for one in target.get("figures") or ()
    }


def _facts(_title: str, was: Any, now: Any) -> Iterator[Change]:
    for before, after in paired(was, now, "code"):
        where = title_of(before, after, "name")
        if before is None or after is None:
            yield whole(where, before, after, follows=True)
        else:
            yield from _by_period(where, before.get("values") or {}, after.get("values") or {})


def _by_period(where: str, was: Content, now: Content) -> Iterator[Change]:
    for period in sorted({*was, *now}):
        if was.get(period) != now.get(period):
            yield Change(where, period, *_figures(_figure(was.get(period)), _figure(now.get(period))), follows=True)


def _named_figures(where: str, was: Mapping[str, _Named], now: Mapping[str, _Named]) -> Iterator[Change]:
    for code in dict.fromkeys([*was, *now]):
        one, other = was.get(code), now.get(code)
        known = other or one
        before, after = (side.value if side is not None else None for side in (one, other))
        if known is not None and before != after:
            unit, shown = printed_unit(known.unit), _figures(before, after)
            yield Change(where, known.name, _in_unit(shown[0], unit), _in_unit(shown[1], unit), follows=True)


# ── figures in words ─────────────────────────────────────────────────────────────────────────────────────────


def as_typed(value: object) -> str:
    """Return a figure that somebody typed, with all its decimals; empty where there is none."""
    figure = _figure(value)
    return "" if figure is None else Numbers(language()).exact(figure)


def _in_unit(figure: str, unit: str) -> str:
    return in_a_row((figure, unit), " ") if figure else ""


def _figure(value: object) -> float | None:
    """Return a figure of the content, where it stands as text."""
    return None if value is None else float(str(value))


def _figures(was: float | None, now: float | None) -> tuple[str, str]:
    """Return two figures as they are printed, with more decimals where they would look alike."""
    numbers = Numbers(language())
    there = [value for value in (was, now) if value is not None]
    fewest = max((decimals(value) for value in there), default=0)
    for digits in range(fewest, fewest + _MORE_DECIMALS):
        shown = ["" if value is None else numbers.decimal(value, digits) for value in (was, now)]
        if shown[0] != shown[1]:
            break
    return shown[0], shown[1]


_MORE_DECIMALS = 8
