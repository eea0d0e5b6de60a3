"""What there is to say about a water balance: what cannot be, what is doubtful, and how it is meant."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wopfield.domain.limits import Limits
from wopfield.domain.quantity import format_number
from wopfield.domain.remark import Remark
from wopfield.domain.uncertain import Column, Uncertain


@dataclass(frozen=True, slots=True)
class Worked:
    """The balance of one utility that was worked out, as far as remarks need it."""

    columns: Mapping[str, Column]
    """Entries and volumes by code, what is worked out from them by name; of every utility that lacks the same."""
    row: int
    between: Mapping[str, Sequence[Limits]]
    """The limits of real losses, and of what is told of them from below and by night, where these are known."""
    without_upper: tuple[str, ...] = ()
    """Indicators that no upper limit can be given of."""
    without_lower: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    """Entries of which nobody said how sure they are."""
    absent: tuple[str, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)

    def names(self, codes: Iterable[str]) -> str:
        """Return variables by their names."""
        return ", ".join([self.called.get(code, code) for code in codes])

    def of(self, code: str) -> Uncertain:
        """Return an entry, a volume, or what is worked out from them."""
        return Uncertain(self.columns[code], self.row)

    def is_above(self, one: str, other: str) -> bool:
        """Return whether ``one`` is larger even at its lowest than ``other`` at its highest."""
        low, high = self.between.get(one, ()), self.between.get(other, ())
        return bool(low) and bool(high) and low[self.row][0] > high[self.row][1]

    def behind(self, volume: str) -> str:
        """Return the names of the entries behind a volume, the ones that move it most first."""
        return self.names(self.of(volume).shares())


def remarks(worked: Worked) -> tuple[Remark, ...]:
    """Return what there is to say, what cannot be first."""
    return tuple(remark for say in (_impossible, _doubtful, _leakage, _meant) for remark in say(worked))


# ── what cannot be ───────────────────────────────────────────────────────────────────────────────────────────

_NEVER_NEGATIVE = (
    "v_own", "v_import", "v_export", "v_bill_met", "v_bill_unmet", "v_unbill_met", "v_unbill_unmet", "v_unauth",
    "v_data_err", "len_mains", "n_serv_conn", "n_conn_water", "lp_avg_m", "pressure_avg", "supply_hours", "days",
    "tariff_retail", "cost_var", "opex", "n_breaks", "n_breaks_conn",
)  # fmt: skip


def _impossible(worked: Worked) -> Iterator[Remark]:
    negative = [code for code in _NEVER_NEGATIVE if (worked.of(code).value or 0) < 0]
    if negative:
        yield Remark("Not possible: below zero: {names}.", "impossible", {"names": worked.names(negative)})
    if (worked.of("supply_hours").value or 0) > 24:
        yield Remark("Not possible: a day has no more than 24 hours of supply.", "impossible")
    nrw, real = worked.of("non_revenue_water"), worked.of("real_losses")
    if nrw.value is not None and nrw.value < -_rounding(worked):
        sentence = "Not possible: {volume} m3 more were billed than supplied. Check: {names}."
        yield Remark(sentence, "impossible", _volume(-nrw.value, worked.behind("non_revenue_water")))
    if real.value is not None and real.value < -_rounding(worked):
        sentence = "Not possible: real losses are below zero, by {volume} m3. Check: {names}."
        yield Remark(sentence, "impossible", _volume(-real.value, worked.behind("real_losses")))


def _rounding(worked: Worked) -> float:
    return 1e-9 * abs(worked.of("water_supplied").value or 0)


def _volume(value: float, names: str) -> dict[str, str]:
    return {"volume": format_number(value, places=0), "names": names}


# ── what is doubtful ─────────────────────────────────────────────────────────────────────────────────────────

_CORRECTED = 10
"""A correction of production meters above so many per cent of what they measured is asked about."""


def _doubtful(worked: Worked) -> Iterator[Remark]:
    real = worked.of("real_losses")
    if real.value is not None and real.value >= 0 and real.value < real.half:
        sentence = "The limits of real losses reach below zero; what would tell most: {names}."
        yield Remark(sentence, "unsure", {"names": worked.names(list(real.shares())[:3])})
    yield from _without_limits(worked)
    corrected = worked.of("correction").value
    if corrected is not None and abs(corrected) > _CORRECTED:
        percent = format_number(corrected, places=1)
        sentence = "The correction of the production meters is {percent} % of what they measured."
        yield Remark(sentence, "unusual", {"percent": percent})
    if worked.of("apparent_losses").value == 0:
        yield Remark("No apparent losses are entered, so that everything lost counts as leakage.", "unusual")
    if worked.assumed:
        sentence = "Nobody said how sure these are, so usual limits are taken: {names}."
        yield Remark(sentence, "assumed", {"names": worked.names(worked.assumed)})
    if worked.absent:
        sentence = "Does not apply here, and counts as nothing in the sum: {names}."
        yield Remark(sentence, "does_not_apply", {"names": worked.names(worked.absent)})


def _without_limits(worked: Worked) -> Iterator[Remark]:
    upper = (
        "No upper limit can be given of {codes}: by the limits of the entries, what one divides by may be zero. "
        "Worth knowing better: {names}."
    )
    lower = (
        "No lower limit can be given of {codes}: by the limits of the entries, what one divides by may be zero. "
        "Worth knowing better: {names}."
    )
    for sentence, codes in ((upper, worked.without_upper), (lower, worked.without_lower)):
        if codes:
            parts = {"codes": ", ".join(codes), "names": worked.names(_nearest_zero(worked))}
            yield Remark(sentence, "unsure", parts)


_DIVISORS = ("len_mains", "n_serv_conn", "n_conn_water", "supply_hours", "pressure_avg", "opex")


def _nearest_zero(worked: Worked) -> list[str]:
    """Return the entries whose limits let a divisor reach zero: alone, or else those that do most together."""
    alone = [code for code in _DIVISORS if (each := worked.of(code)).value is not None and each.half >= each.value]
    together = (worked.of(code) for code in ("water_supplied", "uarl"))
    return alone or [code for each in together if each.value is not None for code in list(each.shares())[:3]]


# ── leakage ──────────────────────────────────────────────────────────────────────────────────────────────────

_MADE_FOR = (("n_serv_conn", 5000), ("pressure_avg", 25))
_DENSITY = 20


def _leakage(worked: Worked) -> Iterator[Remark]:
    ili = worked.of("ili").value
    if ili is not None and 0 <= ili < 1:
        sentence = "An ILI of {ili}, below 1, usually means that an entry is wrong. Check: {names}."
        parts = {"ili": format_number(ili, places=2), "names": worked.behind("real_losses")}
        yield Remark(sentence, "unusual", parts)
    density = worked.of("density").value
    small = any((worked.of(code).value or least) < least for code, least in _MADE_FOR)
    if worked.of("uarl").value is not None and (small or (density is not None and density < _DENSITY)):
        yield Remark(
            "Unavoidable losses and ILI are less certain here: the formula was made for at least 5,000 connections, "
            "20 connections per km and 25 m of pressure.",
            "unsure",
        )
    if worked.is_above("located", "real_losses"):
        sentence = "Background leakage and known bursts come to {volume} m3, more than the real losses."
        yield Remark(sentence, "unsure", {"volume": format_number(worked.of("located").value or 0, places=0)})
    if worked.is_above("night", "real_losses") or worked.is_above("real_losses", "night"):
        sentence = (
            "The night flow tells of {volume} m3 of real losses; its limits and those of the balance do not meet."
        )
        yield Remark(sentence, "unsure", {"volume": format_number(worked.of("night").value or 0, places=0)})


# ── how it is meant ──────────────────────────────────────────────────────────────────────────────────────────


def _meant(worked: Worked) -> Iterator[Remark]:
    hours = worked.of("supply_hours").value
    if worked.of("uarl").value is not None and hours is not None and hours < 24:
        sentence = "Water flows {hours} hours a day: leakage and unavoidable losses count the time under pressure only."
        yield Remark(sentence, "meant", {"hours": format_number(hours, places=1)})
