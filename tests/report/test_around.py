"""What a report tells beside the ratings: it says what the figures say, and nothing where there is nothing."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any
from unicodedata import bidirectional

import pytest

from tests.report.reading import Reading, bare
from tests.report.sample import sample_summary
from tests.report.sample_around import entries
from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.around import Around, GoalFigure, GoalTarget, PeerGroup, SiteVisit, Step
from wopfield.domain.balancing import balance
from wopfield.domain.comparison import Quartiles
from wopfield.domain.indicator import Entry
from wopfield.domain.summary import Confidence, Summary
from wopfield.domain.surroundings import balance_years, goal_year
from wopfield.language import spoken
from wopfield.report.changes import changes
from wopfield.report.document import Printed, print_document
from wopfield.report.documents import SECTION_NAMES
from wopfield.report.drawing import Drawing, Label, Rect
from wopfield.report.fingerprint import canonical
from wopfield.report.lacking import lacks
from wopfield.report.numbers import Numbers
from wopfield.report.options import ReportOptions
from wopfield.report.risks import priority_grid, risk_bars
from wopfield.report.sections.sites import title
from wopfield.ui.screens.indicators.balance.words import measure_words, scale_of

AROUND = ("utility", "balance", "goals", "sites", "capacity", "replies", "programme", "terms")


@pytest.fixture(scope="module")
def whole() -> Printed:
    return print_document(sample_summary(), {}, ReportOptions())


@pytest.fixture(scope="module")
def reading(whole: Printed) -> Reading:
    return Reading(whole.pdf)


def pages_of(whole: Printed, reading: Reading, section: str) -> str:
    first = whole.section_pages[section]
    after = min((page for page in whole.section_pages.values() if page > first), default=whole.pages + 1)
    return "\n".join(reading.text(page) for page in range(first, after))


def read(summary: Summary, *sections: str, **options: Any) -> Reading:
    return Reading(print_document(summary, {}, ReportOptions(sections=sections, **options)).pdf)


def labels(drawing: Drawing) -> list[str]:
    return [mark.text for mark in drawing.marks if isinstance(mark, Label)]


def digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit() or sign in ".−")


def test_the_balance_on_paper_has_the_figures_of_the_screen(whole: Printed, reading: Reading) -> None:
    made = balance(entries()["2026"], indicator_catalogue().names)
    scale = scale_of(made, "thousand m3")
    printed = {digits(line) for line in pages_of(whole, reading, "balance").split("\n")}
    for component in made.components():
        assert digits(scale.of(component)) in printed, component.code
    for code in ("nrw_percent", "nrw_per_km", "nrw_per_connection", "ili"):
        assert digits(measure_words(made.measure(code))) in printed, code


def test_the_title_of_the_balance_says_what_earns_nothing_and_what_leaks(whole: Printed, reading: Reading) -> None:
    text = " ".join(pages_of(whole, reading, "balance").split())
    assert "For every 100 litres put into the network, 37 earn no revenue; two thirds of those are leaks" in text
    assert "What to know better first" in text


def test_the_unit_of_the_unavoidable_losses_stands_whole_on_one_line() -> None:
    figures = {period: {name: one._replace(confidence="D") for name, one in year.items()}
               for period, year in entries().items()}  # fmt: skip
    around = replace(sample_summary().around, balances=balance_years(figures, indicator_catalogue().names))
    text = read(replace(sample_summary(), around=around), "balance").text().replace("\u00a0", " ")
    lines = [line.strip() for line in text.split("\n")]
    beside = lines.index("Unavoidable real losses (UARL)")
    assert any(line.startswith("thousand m³") for line in lines[beside : beside + 4])
    assert "thousand" not in lines


def test_a_balance_that_cannot_be_says_so_in_its_title() -> None:
    figures = entries()
    figures["2026"]["v_bill_met"] = Entry(Decimal(99_000_000), "A")
    around = replace(sample_summary().around, balances=balance_years(figures, indicator_catalogue().names))
    text = " ".join(read(replace(sample_summary(), around=around), "balance").text().split())
    assert "The water balance 2026 does not add up" in text
    assert "Not possible:" in text


def test_what_there_is_to_say_of_a_balance_names_its_entries_and_figures_in_the_language_of_the_paper() -> None:
    figures = entries()
    figures["2026"]["v_bill_met"] = Entry(Decimal(99_000_000), "A")
    around = replace(sample_summary().around, balances=balance_years(figures, indicator_catalogue().names))
    text = " ".join(read(replace(sample_summary(), around=around), "balance", language="fr").text().split())
    assert "Impossible" in text
    assert "Consommation facturée mesurée" in text
    assert "19,0 heures par jour" in text


def test_the_balance_says_at_which_price_each_part_is_valued() -> None:
    def told(**prices: int) -> str:
        given = {code: entry for code, entry in entries()["2026"].items() if code not in ("tariff_retail", "cost_var")}
        given |= {code: Entry(Decimal(price), "A") for code, price in prices.items()}
        summary = sample_summary()
        around = replace(summary.around, balances=balance_years({"2026": given}, {}), currency="KES")
        return " ".join(read(replace(summary, around=around), "balance").text().split())

    both = told(tariff_retail=85, cost_var=24)
    assert "billed water and apparent losses are valued at the retail tariff (85.0 KES per m³)" in both
    assert "real losses at what one more m³ costs (24.0 KES)" in both
    assert "What one more m³ costs is not known" in told(tariff_retail=85)
    assert "The retail tariff is not known" in told(cost_var=24)
    assert "Money: " not in told()


def test_a_balance_that_lacks_an_entry_names_it_and_shows_no_zero() -> None:
    from wopfield.domain.surroundings import balance_years

    figures = entries()
    del figures["2026"]["v_unauth"]
    around = replace(sample_summary().around, balances=balance_years(figures, {}))
    text = " ".join(read(replace(sample_summary(), around=around), "balance").text().split())
    assert "Not complete" in text
    assert "Real losses: v_unauth missing" in text


def test_every_risk_and_reading_of_every_site_is_printed(whole: Printed, reading: Reading) -> None:
    text = bare(pages_of(whole, reading, "sites"))
    assert bare("Two high risks at two of three sites") in text
    for site in sample_summary().around.sites:
        assert bare(site.name) in text
        for risk in site.risks:
            assert bare(risk.title) in text
            assert bare(risk.seen) in text
        assert all(bare(reading_.title) in text for reading_ in site.readings)
    assert bare("outside limits").upper() in text


def test_bars_of_risks_are_as_long_as_their_counts_and_say_them() -> None:
    sites = sample_summary().around.sites
    drawing = risk_bars(sites, 482)
    bars = [mark for mark in drawing.marks if isinstance(mark, Rect)]
    assert len({round(bar.width, 3) for bar in bars}) == 1
    assert len(bars) == sum(len(site.risks) for site in sites)
    assert labels(drawing)[-1] == "none"
    assert "Karst Works" in drawing.alternative
    assert risk_bars((), 482).alternative == "No site was inspected."


def test_no_site_is_said_to_have_the_most_risks_where_two_have_as_many() -> None:
    works, other = (
        replace(sample_summary().around.sites[0], name="Karst Works"),
        SiteVisit("Office", "", "", None, 4, 4),
    )
    assert works.count("high")
    twin = replace(works, name="Lowland Works")
    assert "most at" not in title((works, twin, other)) + risk_bars([works, twin, other], 482).alternative
    more = replace(works, risks=works.risks * 2)
    assert title((more, twin, other)).endswith("most at Karst Works")
    assert "most at Karst Works" in risk_bars([more, twin, other], 482).alternative


def test_a_site_without_risks_has_no_bar() -> None:
    drawing = risk_bars([SiteVisit("Office", "", "", None, 4, 4)], 482)
    assert not [mark for mark in drawing.marks if isinstance(mark, Rect)]


def test_every_action_stands_on_the_grid_or_is_counted() -> None:
    actions = sample_summary().actions
    assert {one.code for one in actions} <= set(labels(priority_grid(actions, 482)))
    many = [replace(actions[0], code=f"A{at}") for at in range(60)]
    shown = labels(priority_grid(many, 482))
    left = next(int(words[1:]) for words in shown if words.startswith("+"))
    assert left + sum(words.startswith("A") for words in shown) == 60


def test_functions_are_printed_and_names_only_where_they_are_allowed() -> None:
    met = sample_summary().around.met
    without = read(sample_summary(), "programme").text()
    assert all(one.function in without and one.name not in without for one in met)
    named = read(sample_summary(), "programme", name_people=True).text()
    assert all(one.name in named for one in met)


def test_every_comment_of_the_utility_stands_with_its_reply(whole: Printed, reading: Reading) -> None:
    text = bare(pages_of(whole, reading, "replies"))
    for one in sample_summary().around.replies:
        assert bare(one.comment) in text
        assert bare(one.reply) in text


def test_comments_of_the_utility_come_in_the_order_of_the_report_whenever_they_were_said() -> None:
    summary = sample_summary()
    said = tuple(replace(summary.around.replies[0], section=name) for name in ("plan", "sites", "", "balance"))
    shown = replace(summary, around=replace(summary.around, replies=said))
    pages = Reading(print_document(shown, {}, ReportOptions()).pdf)
    (page,) = [page for page in range(1, len(pages.pages) + 1) if "The team replies" in pages.text(page)]
    heads = ("The whole report", "Water balance", "Site inspections", "Improvement plan")
    places = [pages.text(page).index(head) for head in heads]
    assert places == sorted(places)


def test_each_indicator_of_the_terms_has_its_formula_and_unit(whole: Printed, reading: Reading) -> None:
    text = bare(pages_of(whole, reading, "terms"))
    for term in sample_summary().around.terms:
        assert bare(term.formula.replace("1000", "1,000")) in text
        assert bare(f"unit: {term.unit.replace('m3', 'm³')}") in text


def test_a_group_to_compare_with_is_printed_with_its_quartiles() -> None:
    one = sample_summary().indicators[0]
    group = PeerGroup("Regional utilities", "yearbook", 46, "2025", {one.code: Quartiles(46, 11.25, 22.25, 33.25)})
    around = replace(sample_summary().around, peers=group)
    text = " ".join(read(replace(sample_summary(), around=around), "indicators", "figures").text().split())
    assert "Comparison group" in text
    assert "The comparison group is Regional utilities: 46 utilities, 2025." in text
    assert "11.3 · 22.3 · 33.3" in text
    known = [each for each in sample_summary().indicators if any(value is not None for value in each.values.values())]
    assert text.count("too few others have this figure") == len(known) - 1


def test_figures_of_the_goal_are_printed_or_named_as_missing(whole: Printed, reading: Reading) -> None:
    text = bare(pages_of(whole, reading, "goals"))
    year = sample_summary().around.goals
    assert year is not None
    for target in year.targets:
        for figure in target.figures:
            assert bare(figure.name) in text
            assert figure.value is not None or all(bare(lacking) in text for lacking in figure.missing)


@pytest.mark.parametrize(("gap", "told"), [(0.04, "served no less than everybody"), (0.06, "0.1 percentage points")])
def test_a_gap_that_is_printed_as_none_is_told_as_none(gap: float, told: str) -> None:
    goals = sample_summary().around.goals
    assert goals is not None
    around = replace(sample_summary().around, goals=replace(goals, coverage_gap=gap))
    text = " ".join(read(replace(sample_summary(), around=around), "goals").text().split())
    assert f"People in low-income areas are {told}" in text


def test_a_figure_of_the_goal_that_cannot_be_is_said_to_be_impossible() -> None:
    impossible = {"pop_area": Entry(Decimal(1000)), "pop_water": Entry(Decimal(1200)), "days": Entry(Decimal(365))}
    goals = goal_year({"2025": impossible}, indicator_catalogue())
    around = replace(sample_summary().around, goals=goals)
    text = " ".join(read(replace(sample_summary(), around=around), "goals").text().split())
    assert "Not possible: it is above 100 %. Check: Population served with water" in text


@pytest.mark.parametrize("section", AROUND)
def test_a_section_with_nothing_to_say_is_not_printed_and_says_what_it_lacks(section: str) -> None:
    empty = replace(sample_summary(), around=Around())
    printed = print_document(empty, {}, ReportOptions(sections=("contents", section, "plan")))
    assert set(printed.section_pages) == {"contents", "plan"}
    assert lacks(empty, section)


def test_the_teams_title_and_words_stand_at_the_head_of_every_section() -> None:
    own = [name for name in SECTION_NAMES if name not in ("cover", "contents", "summary", "photos")]
    words = replace(
        sample_summary().words,
        section_titles={name: f"Our title of {name}" for name in own},
        section_texts={name: f"Our words about {name}." for name in own},
    )
    printed = print_document(replace(sample_summary(), words=words), {}, ReportOptions(sections=tuple(own)))
    text = " ".join(Reading(printed.pdf).content().split())
    for name in set(printed.section_pages):
        assert f"Our title of {name}" in text
        assert f"Our words about {name}." in text


def content(summary: Summary) -> dict[str, Any]:
    """Return the content of a report as it lies in an issued file."""
    read: dict[str, Any] = json.loads(canonical(summary))
    return read


def test_what_changed_beside_the_ratings_is_named_once_and_an_older_report_is_no_change() -> None:
    now = content(sample_summary())
    other = replace(sample_summary(), around=replace(sample_summary().around, sites=()))
    assert [one.where for one in changes(now, content(other))] == ["Site inspections"]
    older = {name: value for name, value in now.items() if name != "around"}
    assert changes(older, now) == ()


def test_what_the_program_learned_to_say_since_is_no_change_and_what_was_changed_beside_it_is() -> None:
    now = content(sample_summary())
    older = {name: value for name, value in now.items() if name != "interviews"}
    older["around"] = {name: value for name, value in now["around"].items() if name != "programme"}
    older["around"]["sites"] = [{k: v for k, v in site.items() if k != "photos"} for site in now["around"]["sites"]]
    older["evidence"] = [{k: v for k, v in line.items() if k != "audience"} for line in now["evidence"]]
    assert changes(older, now) == ()
    first, *others = sample_summary().around.sites
    moved = replace(first, risks=(replace(first.risks[0], seen="Repaired since."), *first.risks[1:]))
    around = replace(sample_summary().around, sites=(moved, *others))
    since = changes(older, content(replace(sample_summary(), around=around)))
    assert [one.where for one in since] == ["Site inspections"]


def test_how_sure_a_level_is_by_a_newer_rule_is_no_change_and_what_a_reviewer_says_of_it_is() -> None:
    area, *others = sample_summary().areas
    at = next(at for at, item in enumerate(area.items) if item.peers and item.result.level is not None)
    rated = area.items[at]

    def told(result: Confidence | None, peers: Confidence | None, *, named: bool = True) -> dict[str, Any]:
        said = tuple(replace(rating, confidence=peers) for rating in rated.peers) if named else ()
        item = replace(rated, result=replace(rated.result, confidence=result), peers=said,
                       baseline=replace(rated.result, confidence=result))  # fmt: skip
        items = (*area.items[:at], item, *area.items[at + 1 :])
        return content(replace(sample_summary(), areas=(replace(area, items=items), *others)))

    assert changes(told(None, "C"), told("C", "C")) == ()
    assert changes(told("B", "C"), told("C", "C")) == ()
    assert changes(told(None, None, named=False), told("C", None, named=False)) == ()
    assert {(one.was, one.now) for one in changes(told("B", "B"), told("C", "C"))} == {("B", "C")}
    assert {(one.was, one.now) for one in changes(told("B", None, named=False), told("C", None, named=False))} == {
        ("B", "C")
    }


@pytest.mark.parametrize(
    ("was", "now", "language", "shown"),
    [
        (71.48217636022514, 72.2326454033771, "en", ("71.5", "72.2")),
        (71.48217636022514, 72.2326454033771, "fr", ("71,5", "72,2")),
        (71.48217, 71.48934, "en", ("71.48", "71.49")),
        (1234567.8, 1234567.2, "en", ("1,234,568", "1,234,567")),
        (None, 0.5, "en", ("", "0.50")),
    ],
)
def test_a_figure_that_changed_is_said_as_it_is_printed(
    was: float | None, now: float | None, language: str, shown: tuple[str, str]
) -> None:
    def told(value: float | None) -> dict[str, Any]:
        line = replace(sample_summary().indicators[0], values={"2026": value})
        return content(replace(sample_summary(), indicators=(line,)))

    with spoken(language):
        (change,) = changes(told(was), told(now))
    assert (change.was, change.now) == shown


@pytest.mark.parametrize(
    ("grade", "words"),
    [("D", "About 60 % of the people"), ("C", "About 62 % of the people"), ("A", "62.4 % of the people")],
)
def test_a_share_of_the_people_is_told_to_as_many_figures_as_it_is_sure(grade: Confidence, words: str) -> None:
    summary = sample_summary()
    goals = summary.around.goals
    assert goals is not None
    steps = (Step("Safely managed", 62.4), Step("Served, but not safely managed", 20.1))
    water = GoalTarget("6.1", "Drinking water", (GoalFigure("CV05", "Safely managed water", "%", 62.4),), steps)
    own = replace(summary.indicators[0], code="CV05", values={goals.period: 62.4}, confidence=grade)
    around = replace(summary.around, goals=replace(goals, targets=(water,)))
    told = replace(summary, periods=(goals.period,), indicators=(own,), around=around)
    text = " ".join(read(told, "goals").text().split())
    assert words in text
    assert (f"(confidence {grade})" in text) is (grade != "A")
    assert f"CV05 Safely managed water 62.4 % {grade}" in text


def test_a_range_runs_the_way_the_page_is_read_whatever_stands_beside_it() -> None:
    assert Numbers("en").range(9.1, 18.2) == "9.1–18.2"
    assert {bidirectional(sign) for sign in Numbers("ar").range(9.1, 18.2) if not sign.isascii()} == {"R", "ON"}


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_page_of_the_balance_says_how_sure_its_limits_are_and_none_seems_to_be_of_a_unit(code: str) -> None:
    reading = read(sample_summary(), "balance", language=code)
    page = " ".join(reading.text(1).split()).replace("\u00a0", " ")
    assert "95 %" in page
    assert "± " in page
    (nrw,) = (year.balance for year in sample_summary().around.balances if year.period == "2026")
    numbers, worth = Numbers(code), nrw.non_revenue.money
    low, high = (numbers.decimal((limit or 0.0) / 1_000_000) for limit in (worth.low, worth.high))
    assert f"({low} – {high})" in page
