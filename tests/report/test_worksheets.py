"""The tables of a report say what its pages say, with figures as figures and nothing where there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from tests.report.pages import OPTIONS
from tests.report.sample import sample_summary
from wopfield.domain.summary import Summary
from wopfield.errors import BadInput
from wopfield.language import OWN_NAMES
from wopfield.report.documents import DOCUMENTS
from wopfield.report.options import ReportOptions
from wopfield.report.worksheet import Cell
from wopfield.report.worksheets import worksheets

Table = Sequence[Mapping[str, Cell]]


@pytest.fixture(scope="module")
def summary() -> Summary:
    return sample_summary()


def tables(summary: Summary, options: ReportOptions = OPTIONS) -> dict[str, Table]:
    """Return the tables by title, each row by the words of the head."""
    return {
        sheet.title: [dict(zip(map(str, sheet.rows[0]), row, strict=True)) for row in sheet.rows[1:]]
        for sheet in worksheets(summary, options)
    }


def test_every_item_stands_once_with_its_level_or_with_nothing_in_its_place(summary: Summary) -> None:
    rows = {row["Code"]: row for row in tables(summary)["Items"]}
    items = [item for area in summary.areas for item in area.items]
    assert list(rows) == [item.code for item in items]
    for item in items:
        row = rows[item.code]
        assert row["Level"] in (item.result.level, None)
        assert (row["Level"] is None) or row["Lowest"] == row["Highest"] == row["Level"]
        assert row["Baseline"] == (item.baseline.level if item.baseline else None)
        assert row["Self-rating"] == (item.self_rating.level if item.self_rating else None)
    assert {row["State"] for row in rows.values()} >= {"rated", "n/a", "not seen"}


def test_a_mean_of_an_area_is_that_of_the_levels_by_their_weight(summary: Summary) -> None:
    found = tables(summary)
    settled = [row for row in found["Areas"] if row["Lowest"] == row["Highest"] and row["Mean level"] is not None]
    assert settled
    for area in settled:
        rated = [row for row in found["Items"] if row["Area"] == area["Name"] and isinstance(row["Level"], int)]
        weight = sum(float(str(row["Weight"])) for row in rated)
        mean = sum(float(str(row["Weight"])) * float(str(row["Level"])) for row in rated) / weight
        assert area["Mean level"] == pytest.approx(mean, abs=0.00005)
        assert area["Rated"] == len(rated)


def test_everything_each_rater_said_is_a_row(summary: Summary) -> None:
    said = tables(summary)["Ratings"]
    peers = sum(len(item.peers) for area in summary.areas for item in area.items)
    assert sum(str(row["Rater"]) not in ("Self-rating", "Agreed rating", "Baseline") for row in said) == peers


def test_the_plan_and_the_figures_are_whole(summary: Summary) -> None:
    found = tables(summary)
    assert [row["Code"] for row in found["Improvement plan"]] == [action.code for action in summary.actions]
    assert [row["Due"] for row in found["Improvement plan"]] == [action.due for action in summary.actions]
    for row, line in zip(found["Indicators"], summary.indicators, strict=True):
        assert [row[period] for period in summary.periods] == [line.values.get(period) for period in summary.periods]


def test_only_what_is_chosen_is_told_and_what_is_for_anybody_holds_no_single_answer(summary: Summary) -> None:
    assert set(tables(summary, replace(OPTIONS, sections=("cover", "plan")))) == {"About", "Improvement plan"}
    for_anybody = tables(summary, replace(OPTIONS, audience="report"))
    assert not {"Items", "Ratings", "Evidence"} & set(for_anybody)
    assert "Areas" in for_anybody


def test_without_any_table_it_is_refused_in_words(summary: Summary) -> None:
    with pytest.raises(BadInput, match="no table in the chosen sections"):
        worksheets(summary, replace(OPTIONS, sections=("cover",)))


@pytest.mark.parametrize("code", OWN_NAMES)
def test_every_language_names_each_table_and_each_column_once(summary: Summary, code: str) -> None:
    sheets = worksheets(summary, replace(OPTIONS, language=code))
    assert len({sheet.title[:31].casefold() for sheet in sheets}) == len(sheets)
    for sheet in sheets[1:]:
        assert len(set(sheet.rows[0])) == len(sheet.rows[0])


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_document_has_its_tables(summary: Summary, document: str) -> None:
    options = replace(OPTIONS, document=document, sections=DOCUMENTS[document])
    found = tables(summary, options)
    assert len(found) > 1
    assert all(rows for rows in found.values())


def test_the_figures_that_were_typed_are_figures_with_their_unit_and_period(summary: Summary) -> None:
    rows = tables(summary, replace(OPTIONS, document="entries", sections=("entries",)))["Figures by year"]
    typed = {(line.code, period): cell.value for line in summary.entry_lines for period, cell in line.cells.items()}
    assert {(row["Code"], row["Period"]): row["Value"] for row in rows} == typed
    assert {row["Unit"] for row in rows if row["Code"] == "v_own"} == {"m³"}
