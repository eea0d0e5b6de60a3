"""The document of figures by year: every figure as it was typed, what is thought of it, and where it comes from."""

import re
from dataclasses import replace
from datetime import date
from json import loads

import pytest

from tests.report.reading import Reading
from tests.report.sample import sample_summary
from tests.report.sample_entries import sample_entry_lines
from wopfield.domain.entry_line import EntryCell, EntryLine, Origin, alike
from wopfield.domain.summary import Summary
from wopfield.report.changes import changes
from wopfield.report.document import print_document
from wopfield.report.fingerprint import canonical, fingerprint
from wopfield.report.options import ReportOptions
from wopfield.report.page import Paper


def printed(summary: Summary, language: str = "en", paper: Paper = "A4") -> str:
    options = ReportOptions(sections=("entries",), document="entries", language=language, paper=paper)
    return " ".join(Reading(print_document(summary, {}, options).pdf).text().split())


@pytest.fixture(scope="module")
def text() -> str:
    return printed(sample_summary())


def test_each_figure_stands_as_it_was_typed_with_all_its_digits_and_its_own_unit(text: str) -> None:
    assert "18,700,005" in text
    assert "112,000,000.75 !" in text.replace("\u2009", " ")
    assert "402.5 mi" in text
    assert re.search(r"million EUR –(?: –)* 4.6 !", text.replace("\u2009", " "))


def test_not_measured_does_not_apply_and_nothing_said_are_three_things(text: str) -> None:
    assert re.search(r"Water imported m³ –(?: –)* not measured does not apply", text)


def test_a_figure_that_looks_wrong_is_marked_and_stands_with_its_question_and_why_it_was_kept(text: str) -> None:
    assert "1 figure looks wrong and was not looked at yet" in text
    odd = text[text.index("Figures that look wrong") :]
    assert "Ten times 2025. Was 11,200,000 meant? Nobody has said yet whether it is right." in odd
    assert "More than the whole of 100. Is this right? Measured twice on the map." in odd
    assert "Changed in two places, and not settled: Investment in the period, 2026." in odd


def test_where_a_figure_comes_from_stands_once_for_all_periods_that_share_it(text: str) -> None:
    origins = text[text.index("Where the figures come from") :]
    assert "Volume from own sources 2021 – 2026 B measured, ± 5 % Bulk meters" in origins
    assert "E12 Reading of the bulk meters" in origins
    assert "Two of six were read by hand." in origins
    assert "Peter Quell, 7 Oct 2026" in origins
    assert "Exchange rate 140.5, 30 Jun 2026" in origins
    assert "Nobody wrote where it comes from." in origins


def test_results_stand_below_the_figures(text: str) -> None:
    assert "What these figures come to" in text


def test_periods_without_room_beside_each_other_go_on_in_another_table() -> None:
    months = [f"20{year}-{month:02d}" for year in (24, 25) for month in range(1, 13)]
    cells = {month: EntryCell(1000.0 + at, "m3", "measured", Origin()) for at, month in enumerate(months)}
    lines = (EntryLine("v_own", "Volume from own sources", "m3", "", cells),)
    text = printed(replace(sample_summary(), entry_lines=lines))
    assert all(month in text for month in months)
    assert all(f"1,0{at:02d}" in text for at in range(24))


@pytest.mark.parametrize("language", ["fr", "es", "pt", "ar"])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_figures_are_the_same_in_every_language_and_on_every_paper(language: str, paper: Paper) -> None:
    text = printed(sample_summary(), language, paper)
    assert sum(text.count(f"1870000{at}") for at in range(6)) == 0  # thousands are parted
    digits = "".join(sign for sign in text if sign.isdigit())
    assert all(f"1870000{at}" in digits for at in range(6))


def test_a_rate_of_exchange_is_written_as_the_language_writes_figures() -> None:
    assert "Taux de change 140,5, 30 juin 2026" in printed(sample_summary(), "fr")


def test_where_nothing_was_said_the_page_says_that() -> None:
    lines = tuple(replace(line, cells={}) for line in sample_entry_lines())
    assert "Nothing was said of these figures yet." in printed(replace(sample_summary(), entry_lines=lines))


def test_what_was_said_not_to_be_measured_was_said_and_is_no_figure_that_is_known() -> None:
    cells = {"2026": EntryCell(None, "m3", "not_measured", Origin())}
    lines = (EntryLine("v_own", "Own", "m3", "", cells), EntryLine("v_import", "Imported", "m3", "", {}))
    text = printed(replace(sample_summary(), entry_lines=lines))
    assert "Of 2 figures, 0 are known for 2026." in text
    assert "not measured" in text


def test_an_origin_stands_once_in_the_order_of_its_first_period() -> None:
    asked, read = Origin("D"), Origin("A", source="Accounts")
    cells = {
        period: EntryCell(1.0, "m3", "measured", origin)
        for period, origin in {"2023": asked, "2024": read, "2025": asked}.items()
    }
    found = alike(EntryLine("v_own", "", "m3", "", cells), ["2022", "2023", "2024", "2025"])
    assert found == [(["2023", "2025"], asked), (["2024"], read)]


def test_a_report_without_these_figures_keeps_the_fingerprint_it_was_issued_with() -> None:
    without = replace(sample_summary(), entry_lines=())
    assert b"entry_lines" not in canonical(without)
    assert fingerprint(without) != fingerprint(sample_summary())


def test_what_changed_of_a_figure_since_is_named_with_its_period() -> None:
    lines = sample_entry_lines()
    cells = {**lines[4].cells, "2026": replace(lines[4].cells["2026"], value=11_200_000.0)}
    now = replace(sample_summary(), entry_lines=(*lines[:4], replace(lines[4], cells=cells), *lines[5:]))
    (change,) = changes(loads(canonical(sample_summary())), loads(canonical(now)))
    assert (change.where, change.what) == ("Operating expenses", "2026")
    assert (change.was, change.now) == ("112,000,000.75", "11,200,000")


def test_names_are_left_out_where_nobody_gave_one() -> None:
    origin = Origin("A", source="Accounts", given_on=date(2026, 10, 6))
    lines = (EntryLine("opex", "Costs", "KES", "", {"2026": EntryCell(5.0, "KES", "measured", origin)}),)
    assert "Accounts 6 Oct 2026" in printed(replace(sample_summary(), entry_lines=lines))


def test_a_figure_of_any_size_is_printed_whole() -> None:
    cells = {"2026": EntryCell(1e30, "m3", "measured", Origin("D"))}
    text = printed(replace(sample_summary(), entry_lines=(EntryLine("v_own", "Own sources", "m3", "", cells),)))
    assert "1,000,000,000,000,000,000,000,000,000,000" in text.replace(" ", "")
