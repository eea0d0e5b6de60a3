"""What Ctrl+K finds among all that is kept."""

from decimal import Decimal

import pytest

from wopfield.desktop.find import find
from wopfield.language import speak
from wopfield.store import indicators, partnerships, utilities
from wopfield.store.workspace import Workspace
from wopfield.ui.numbers import numeral
from wopfield.ui.screen import Place


def test_the_screens_of_each_partnership_are_found_from_anywhere(workspace: Workspace) -> None:
    scopes = []
    for name in ("Marowe – Rijnmeer", "Lulanga – Harbourside"):
        with workspace.database.change("amina") as editor:
            mentor, mentee = (utilities.add(editor, name=f"{name} {side}", country="ZM").id for side in ("a", "b"))
            pair = partnerships.add(editor, name=name, purpose="Fewer losses", mentor=mentor, mentee=mentee)
            scopes.append(pair.scope)
    with workspace.database.read() as session:
        reports, plan = find(session, "reports"), find(session, "improvement plan lulanga")
    assert {one.place for one in reports[:2]} == {Place("reports", partnership=scope) for scope in scopes}
    assert [one.place for one in plan] == [Place("plan", partnership=scopes[1])]


@pytest.mark.parametrize(
    ("typed", "tab"),
    [("indicator entries", "indicators"), ("agenda", "visits"), ("results", "assessments"), ("risks", "inspections")],
)
def test_a_screen_of_a_partnership_is_found_by_what_is_in_it(workspace: Workspace, typed: str, tab: str) -> None:
    with workspace.database.change("amina") as editor:
        mentor, mentee = (utilities.add(editor, name=side, country="ZM").id for side in ("a", "b"))
        pair = partnerships.add(editor, name="Lulanga", purpose="Fewer losses", mentor=mentor, mentee=mentee)
    with workspace.database.read() as session:
        found = find(session, typed)
    assert Place(tab, partnership=pair.scope) in {one.place for one in found}


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("dark", Place("settings", section="look")),
        ("language", Place("settings", section="look")),
        ("backup", Place("settings", section="backups")),
        ("recovery", Place("settings", section="password")),
        ("shortcuts", Place("settings", section="keys")),
        ("wi-fi", Place("settings", section="network")),
        ("sync centre", Place("sync")),
        ("stick", Place("sync", at="stick")),
        ("save to a stick", Place("sync", at="save")),
        ("settle", Place("settle")),
    ],
)
def test_what_stands_outside_of_any_partnership_is_found_by_what_is_in_it(
    workspace: Workspace, typed: str, place: Place
) -> None:
    with workspace.database.read() as session:
        found = find(session, typed)
    assert place in {one.place for one in found}


def test_the_pages_of_the_help_are_found_by_their_titles(workspace: Workspace) -> None:
    with workspace.database.read() as session:
        found = find(session, "safe")
    assert Place("help", topic="safety") in {one.place for one in found}


@pytest.mark.parametrize("typed", ["non-revenue water per", "eau non facturée par"])
def test_an_indicator_is_shown_in_the_language_spoken_and_found_by_its_english_name_too(
    workspace: Workspace, typed: str
) -> None:
    with workspace.database.change("amina") as editor:
        mentor, mentee = (utilities.add(editor, name=side, country="SN").id for side in ("a", "b"))
        partnerships.add(editor, name="Marowe – Rijnmeer", purpose="Fewer losses", mentor=mentor, mentee=mentee)
    speak("fr")
    try:
        with workspace.database.read() as session:
            found = [one.words for one in find(session, typed)]
    finally:
        speak("en")
    assert {"Eau non facturée par km de réseau", "Eau non facturée par branchement"} <= set(found)
    assert not any("Non-revenue" in words for words in found)


def test_a_figure_is_found_with_its_unit_as_it_is_printed(workspace: Workspace) -> None:
    with workspace.database.change("amina") as editor:
        mentor, mentee = (utilities.add(editor, name=side, country="SN").id for side in ("a", "b"))
        partnerships.add(editor, name="Marowe – Rijnmeer", mentor=mentor, mentee=mentee)
    with workspace.database.read() as session:
        details = {one.words: one.detail for one in find(session, "water losses")}
    assert details["Water losses"] == "Marowe – Rijnmeer · m³"


def test_a_figure_and_an_indicator_are_found_with_their_last_value_and_its_year(workspace: Workspace) -> None:
    with workspace.database.change("amina") as editor:
        mentor, mentee = (utilities.add(editor, name=side, country="SN").id for side in ("a", "b"))
        pair = partnerships.add(editor, name="Marowe – Rijnmeer", purpose="Fewer losses", mentor=mentor, mentee=mentee)
        for year, own, imported in (("2024", "10000000", "250000"), ("2025", "12900000", "")):
            given = {"v_own": own, "v_import": imported, "v_export": "0", "v_meter_adj": "0"}
            given |= {"v_bill_met": "8000000", "v_bill_unmet": "0"}
            for code, value in given.items():
                if value:
                    indicators.give(editor, indicators.blank(pair.scope, mentee, code, year), Decimal(value))
    with workspace.database.read() as session:
        hits = [*find(session, "volume from own sources"), *find(session, "NR01"), *find(session, "water exported")]
    found = {one.words: one.detail for one in hits}
    assert found["Volume from own sources"] == f"{numeral(Decimal(12_900_000))} m³, 2025 · Marowe – Rijnmeer"
    # 2025 lacks what was imported; nothing is made up for it.
    assert found["Non-revenue water, share of water supplied"] == "22.0 %, 2024 · Marowe – Rijnmeer"


def test_what_has_no_figure_yet_is_found_with_its_unit(workspace: Workspace) -> None:
    with workspace.database.change("amina") as editor:
        mentor, mentee = (utilities.add(editor, name=side, country="SN").id for side in ("a", "b"))
        partnerships.add(editor, name="Marowe – Rijnmeer", purpose="Fewer losses", mentor=mentor, mentee=mentee)
    with workspace.database.read() as session:
        found = {one.words: one.detail for one in find(session, "volume from own sources")}
    assert found["Volume from own sources"] == "Marowe – Rijnmeer · m³"
