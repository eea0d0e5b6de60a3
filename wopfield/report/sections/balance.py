"""The water balance: the standard table as a picture, what it means, how it moved, and its numbers."""

from wopfield.domain.around import BalanceYear
from wopfield.domain.balance import Amount, Component, Measure
from wopfield.domain.leakage import PUBLISHED
from wopfield.language import _, in_a_row
from wopfield.report.balance import Volumes, picture
from wopfield.report.balance_parts import part_name, published_words
from wopfield.report.cleaning import one_line
from wopfield.report.context import Context, heading, opened
from wopfield.report.layout import Block, Figure, Marks, Side, Stack, Text
from wopfield.report.page import Pages
from wopfield.report.sections.names import section_name
from wopfield.report.signs import confidence_sign
from wopfield.report.standing import CONFIDENCES
from wopfield.report.style import BODY, INK, KEY_NUMBER, MUTED, NOTE, TABLE, TABLE_NAME, TEXT, WORSE, TextStyle
from wopfield.report.table import Column, Row, Table, columns
from wopfield.report.text import NBSP
from wopfield.report.translating import printed_unit, remark_words
from wopfield.report.trend import trend

_LABEL = TextStyle("condensed", 8.6, 10.8, TEXT)
_UNIT = TextStyle("condensed", 8, 10.8, MUTED)
_MEASURES = (
    "nrw_percent", "nrw_per_km", "nrw_per_connection", "real_per_connection", "apparent_per_connection", "uarl", "ili",
    "nrw_cost_percent",
)  # fmt: skip
_BESIDE = 364.0
"""What else stands on the first page needs so much of its height."""
_WORTH = 0.05
"""An entry behind less of the doubt than this is not worth a sentence."""


def add(pages: Pages, context: Context) -> None:
    """Add the balance of the period that was chosen, else the newest; no page where it is not known what was put in."""
    year = context.balance
    if year is None:
        return
    pages.begin("balance", section_name("balance"))
    width, volumes = context.width, Volumes.of(year.balance, context.numbers)
    kicker = _kicker(context, year)
    blocks = opened(context, "balance", title(context, year), _lead(volumes, year), kicker=kicker)
    impossible = [remark_words(one, context.numbers) for one in year.balance.warnings if one.kind == "impossible"]
    blocks.extend(Text(words, BODY.in_face("semibold").in_colour(WORSE), width, gap=8) for words in impossible)
    blocks.append(Figure(picture(year, context.numbers, pages.sheet.room - _BESIDE), gap=14))
    blocks.append(_meaning(context, year, volumes))
    blocks.extend(_numbers(context, year, volumes))
    blocks.extend(_leakage(context, year, volumes))
    blocks.extend(_advice(context, year, volumes))
    blocks.extend(_remarks(context, year))
    pages.add(blocks)


def _kicker(context: Context, year: BalanceYear) -> str:
    kicker = _("Water balance {period}", period=year.period)
    alone = context.options.document == "balance"  # no other page says whose it is
    return in_a_row((one_line(context.summary.mentee[:200]), kicker), " · ") if alone else kicker


def title(context: Context, year: BalanceYear) -> str:
    """Return the finding: how much of what is put in earns nothing, and how much of that leaks away."""
    balance, numbers = year.balance, context.numbers
    if not balance.is_possible:
        return _("The water balance {period} does not add up", period=year.period)
    nrw, real = balance.non_revenue, balance.find("real_losses").volume.value
    if nrw.percent.value is None or nrw.volume.value is None:
        return _("The water balance {period} is not complete", period=year.period)
    litres = numbers.whole(nrw.percent.value)
    if real is None or nrw.volume.value <= 0:
        return _("For every 100 litres put into the network, {litres} earn no revenue", litres=litres)
    return _leaking(real / nrw.volume.value, litres)


def _leaking(share: float, litres: str) -> str:
    """Return the sentence that comes nearest to a share of non-revenue water that leaks away."""
    sentences = (
        (0.1, _("For every 100 litres put into the network, {litres} earn no revenue; few of those are leaks")),
        (0.25, _("For every 100 litres put into the network, {litres} earn no revenue; a quarter of those are leaks")),
        (1 / 3, _("For every 100 litres put into the network, {litres} earn no revenue; a third of those are leaks")),
        (0.5, _("For every 100 litres put into the network, {litres} earn no revenue; half of those are leaks")),
        (2 / 3,
         _("For every 100 litres put into the network, {litres} earn no revenue; two thirds of those are leaks")),
        (0.75,
         _("For every 100 litres put into the network, {litres} earn no revenue; three quarters of those are leaks")),
        (0.95,
         _("For every 100 litres put into the network, {litres} earn no revenue; nearly all of those are leaks")),
    )  # fmt: skip
    return min(sentences, key=lambda pair: abs(pair[0] - share))[1].format(litres=litres)


def _lead(volumes: Volumes, year: BalanceYear) -> str:
    missing = year.balance.find("real_losses").volume.missing
    if missing:
        return _(
            "IWA standard form, {unit} in {period}. Not complete: {count} entries are missing, and what lacks one "
            "has no figure.",
            unit=volumes.words,
            period=year.period,
            count=len(missing),
        )
    return _(
        "IWA standard form, {unit} in {period}. Box heights are lifted so that small parts stay readable; the bar "
        "at the end is to scale.",
        unit=volumes.words,
        period=year.period,
    )


# ── what it means ────────────────────────────────────────────────────────────────────────────────────────────


def _meaning(context: Context, year: BalanceYear, volumes: Volumes) -> Block:
    """Return the results beside how non-revenue water moved, and below both how sure their limits are."""
    left = 276.0
    results = Stack([heading(_("What it means"), left, gap=0), _results(context, year, volumes, left)])
    moved = _trend(context, context.width - left - 26)
    parts: list[tuple[float, Block]] = [(0, results)]
    if moved is not None:
        parts.append((left + 26, moved))
    banded = _("All limits on this page are 95 % limits, and so is the shaded band.")
    sure = _("All limits on this page are 95 % limits.") if moved is None else banded
    return Stack([Side(parts), Text(sure, NOTE, context.width, gap=5)], gap=18)


def _results(context: Context, year: BalanceYear, volumes: Volumes, width: float) -> Table:
    across = (Column(0, width - 130), Column(width - 130, 42, align="end"), Column(width - 82, 82))
    rows: list[Block] = []
    for code in _MEASURES:
        measure = year.balance.measure(code)
        value, unit = _measured(context, measure, volumes)
        named = Text(_measure_name(measure), _LABEL, across[0].width)
        figure = Text(value, KEY_NUMBER, across[1].width, align="end")
        rows.append(Row(across, (named, figure, Text(unit, _UNIT, across[2].width)), above=3.4, below=3.6))
    money = year.balance.non_revenue.money
    if money.value is not None:
        name = Text(_("Value of non-revenue water"), _LABEL, across[0].width)
        worth, million = abs(money.value), abs(money.value) >= 1_000_000
        amount = context.numbers.decimal(worth / 1_000_000, 1) if million else context.numbers.whole(worth)
        currency = context.summary.around.currency or _("local currency")
        unit = _("million {currency}", currency=currency) if million else currency
        unit = " ".join(filter(None, (unit, _bracketed(_worth_limits(context, money, million)))))
        figure = Text(amount, KEY_NUMBER, across[1].width, align="end")
        rows.append(Row(across, (name, figure, Text(unit, _UNIT, across[2].width)), above=3.4, below=3.6))
    return Table(across, rows, gap=4)


def _measured(context: Context, measure: Measure, volumes: Volumes) -> tuple[str, str]:
    """Return a measure's figure, and its unit with half the width of its limits."""
    amount = measure.amount
    if amount.value is None:
        return "–", _("not calculated")
    if measure.unit == "m3":
        unit = volumes.words.replace(" ", NBSP)  # where it has no room beside its limits, these go below it
        limits = _bracketed(volumes.plus_minus(amount))
        return volumes.write(amount.value), " ".join(filter(None, (unit, limits)))
    value = context.numbers.measured(amount.value)
    return value, " ".join(filter(None, (_short_unit(measure.unit), _bracketed(_limits(context, measure)))))


def _bracketed(limits: str) -> str:
    """Return limits set apart from the unit before them, which would else seem to belong to them; empty for none."""
    return f"({limits})" if limits else ""


def _worth_limits(context: Context, money: Amount, million: bool) -> str:
    """Return between what and what a sum of money lies; empty where that is not known."""
    if money.low is None or money.high is None or not money.half:
        return ""
    scale, places = (1_000_000, 1) if million else (1, 0)
    low, high = (context.numbers.decimal(limit / scale, places) for limit in (money.low, money.high))
    return context.numbers.between(low, high, NBSP)


def _limits(context: Context, measure: Measure) -> str:
    """Return the limits of a figure, by half their width where they are even; empty without any."""
    amount = measure.amount
    if amount.value is None or amount.low is None or amount.half == 0:
        return ""
    low = context.numbers.measured(amount.low, [amount.value])
    if amount.high is None:
        return _("at least {low}", low=low)
    if amount.is_even:
        half = f"±{NBSP}{context.numbers.measured((amount.high - amount.low) / 2, [amount.value])}"
        return _("{half} points", half=half) if measure.unit == "%" else half
    return context.numbers.between(low, context.numbers.measured(amount.high, [amount.value]), NBSP)


def _measure_name(measure: Measure) -> str:
    return {
        "nrw_percent": _("Non-revenue water, of input"),
        "nrw_per_km": _("Non-revenue water per km"),
        "nrw_per_connection": _("Non-revenue water per connection"),
        "real_per_connection": _("Real losses, when under pressure"),
        "apparent_per_connection": _("Apparent losses"),
        "uarl": _("Unavoidable real losses (UARL)"),
        "ili": _("Leakage index (ILI)"),
        "nrw_cost_percent": _("Cost of non-revenue water"),
    }.get(measure.code) or _(measure.label)


def _short_unit(unit: str) -> str:
    return {
        "m3/km/day": _("m³/km/day"),
        "m3/connection/day": _("m³/conn./day"),
        "litres/connection/day": _("l/conn./day"),
        "ratio": "",
        "%": "%",
    }.get(unit, printed_unit(unit))


def _trend(context: Context, width: float) -> Block | None:
    years = context.summary.around.balances
    amounts = [year.balance.non_revenue.percent for year in years]
    if sum(amount.value is not None for amount in amounts) < 2:
        return None
    goal = context.summary.around.nrw_goal
    last = years[-1].period
    ahead = goal is not None and goal.by is not None and str(goal.by.year) > last[:4]
    target = (str(goal.by.year), goal.value) if goal is not None and goal.by is not None and ahead else None
    limits = [
        (amount.low, amount.high) if amount.low is not None and amount.high is not None else None for amount in amounts
    ]
    drawing = trend(
        [year.period for year in years], [amount.value for amount in amounts], target, context.numbers, width, 132,
        limits=limits,
    )  # fmt: skip
    return Stack([heading(_("Non-revenue water, % of input"), width, gap=0), Figure(drawing, gap=4)])


# ── its numbers ──────────────────────────────────────────────────────────────────────────────────────────────


def _numbers(context: Context, year: BalanceYear, volumes: Volumes) -> list[Block]:
    """Return every part as a row, for those who compare or cannot see the picture."""
    currency = context.summary.around.currency or _("local currency")
    across = (
        Column(0, 168, _("Part")), Column(172, 56, volumes.words, align="end"),
        Column(234, 42, _("Share"), align="end"),
        Column(284, 90, _("95 % limits"), align="end"), Column(384, 34, _("Confid.")),
        Column(420, 61.9, _("Money"), currency, align="end"),
    )  # fmt: skip
    rows: list[Block] = []

    def walk(component: Component, depth: int) -> None:
        rows.append(_number_row(context, year, volumes, across, component, depth))
        for child in component.children:
            walk(child, depth + 1)

    walk(year.balance.system_input, 0)
    for one in (year.balance.revenue, year.balance.non_revenue):
        rows.append(_number_row(context, year, volumes, across, one, 0))
    return [
        heading(_("The balance in numbers"), context.width),
        Table(across, rows, gap=6),
        Text(_numbers_note(context, year), NOTE, context.width, gap=5),
    ]


def _numbers_note(context: Context, year: BalanceYear) -> str:
    """Return what the letters and the money in the table mean: not every part is worth the same."""
    letters = _("The letter is how sure an entry is. What is worked out from several has limits instead of a letter: "
                "those of all its entries together.")  # fmt: skip
    tariff, cost = _price(context, year, "billed_authorised"), _price(context, year, "water_supplied")
    if tariff and cost:
        money = _("Money: billed water and apparent losses are valued at the retail tariff ({tariff} per m³); water "
                  "put in, unbilled use and real losses at what one more m³ costs ({cost}). What holds both is their "
                  "sum, so the money of the parts does not add up to that of the input.",
                  tariff=tariff, cost=cost)  # fmt: skip
    elif tariff:
        money = _("Money: billed water and apparent losses are valued at the retail tariff ({tariff} per m³). What one "
                  "more m³ costs is not known, so the rest has no value.", tariff=tariff)  # fmt: skip
    elif cost:
        money = _("Money: water put in, unbilled use and real losses are valued at what one more m³ costs ({cost}). "
                  "The retail tariff is not known, so the rest has no value.", cost=cost)  # fmt: skip
    else:
        money = ""
    return in_a_row((letters, money), " ")


def _price(context: Context, year: BalanceYear, code: str) -> str:
    """Return what a m³ of a part is worth, with the currency; empty where that is not known."""
    part = year.balance.find(code)
    if part.money.value is None or not part.volume.value:
        return ""
    price = context.numbers.measured(part.money.value / part.volume.value)
    return NBSP.join((price, context.summary.around.currency or _("local currency")))


def _number_row(
    context: Context, year: BalanceYear, volumes: Volumes, across: tuple[Column, ...], component: Component, depth: int
) -> Row:
    amount, money = component.volume, component.money.value
    limits = ""
    if amount.low is not None and amount.high is not None and amount.half:
        limits = context.numbers.between(volumes.write(amount.low), volumes.write(amount.high), " ")
    grade = next((known for known in CONFIDENCES if known == year.grades.get(component.entry)), None)
    name = TABLE if component.entry else TABLE_NAME
    missing = in_a_row(amount.missing) if amount.value is None else ""
    named = _("{name}: {codes} missing", name=part_name(component), codes=missing) if missing else part_name(component)
    return Row(
        across,
        (
            Text(3 * NBSP * depth + named, name, across[0].width),
            Text(volumes.write(amount.value), name, across[1].width, align="end"),
            Text(volumes.share(component.percent), TABLE, across[2].width, align="end"),
            Text(limits or "–", TABLE if limits else TABLE.in_colour(MUTED), across[3].width, align="end"),
            Marks(confidence_sign(grade, y=0.4), 10, baseline=8.4) if component.entry else None,
            Text("–" if money is None else context.numbers.whole(money), TABLE, across[5].width, align="end"),
        ),
        above=2.8,
        below=3,
    )


def _leakage(context: Context, year: BalanceYear, volumes: Volumes) -> list[Block]:
    """Return where real losses come from, as far as the network and its repairs tell."""
    located = [part for part in year.balance.located if part.volume.value is not None]
    if not located:
        return []
    across = (Column(0, 268, _("Real losses by where they come from")), Column(272, 60, volumes.words, align="end"),
              Column(338, 42, _("Share"), align="end"), Column(388, 93.9, _("95 % limits"), align="end"))  # fmt: skip
    rows: list[Block] = []
    for part in located:
        low, high = part.volume.low, part.volume.high
        limits = (
            context.numbers.between(volumes.write(low), volumes.write(high), " ")
            if low is not None and high is not None
            else "–"
        )
        rows.append(
            Row(
                across,
                (
                    Text(part_name(part), TABLE_NAME, across[0].width),
                    Text(volumes.write(part.volume.value), TABLE_NAME, across[1].width, align="end"),
                    Text(volumes.share(part.percent), TABLE, across[2].width, align="end"),
                    Text(limits, TABLE, across[3].width, align="end"),
                ),
                above=2.8,
                below=3,
            )
        )
    return [Table(across, rows, gap=18), Text(published_words(), NOTE, context.width, gap=4)]


def _advice(context: Context, year: BalanceYear, volumes: Volumes) -> list[Block]:
    """Return which entries are worth knowing better, the most worth first."""
    names = {fact.code: fact.name for fact in context.summary.around.facts} | _entry_names()
    sentences = [
        _(
            "{name}: {share} of the doubt. Were it exact, real losses would be known to ± {then} {unit}, not {now}.",
            name=_("Published averages") if one.entry == PUBLISHED else names.get(one.entry, one.entry),
            share=context.numbers.percent(one.share),
            then=volumes.write(one.half_then),
            now=volumes.write(one.half_now),
            unit=volumes.words,
        )
        for one in year.balance.advice[:3]
        if one.share >= _WORTH
    ]
    if not sentences:
        return []
    return [heading(_("What to know better first"), context.width, gap=18), *_listed(sentences, context.width)]


def _remarks(context: Context, year: BalanceYear) -> list[Block]:
    others = [one for one in year.balance.warnings if one.kind not in ("impossible", "meant")]
    said = [remark_words(one, context.numbers) for one in (*others, *year.balance.meant)]
    if not said:
        return []
    blocks: list[Block] = [heading(_("To read with it"), context.width, gap=18)]
    return [*blocks, *(Text(words, NOTE, context.width, gap=3) for words in dict.fromkeys(said))]


def _listed(sentences: list[str], width: float) -> list[Block]:
    across = columns(((12, "", "", "start"), (width - 20, "", "", "start")))
    number = TextStyle("condensed-semibold", 8.8, 12.4, INK)
    body = TextStyle("regular", 8.8, 12.4, TEXT)
    rows: list[Block] = [
        Row(across, (Text(str(at), number, 12), Text(words, body, across[1].width)), above=3.4, below=3.6)
        for at, words in enumerate(sentences, 1)
    ]
    return [Table(across, rows, gap=4)]


def _entry_names() -> dict[str, str]:
    return {
        "v_own": _("Water from own sources"),
        "v_import": _("Imported water"),
        "v_export": _("Exported water"),
        "v_meter_adj": _("Correction of bulk meters"),
        "v_bill_met": _("Billed, metered"),
        "v_bill_unmet": _("Billed, not metered"),
        "v_unbill_met": _("Unbilled, metered"),
        "v_unbill_unmet": _("Unbilled, not metered"),
        "v_unauth": _("Unauthorised use"),
        "v_meter_err": _("Meter errors"),
        "v_data_err": _("Data errors"),
    }
