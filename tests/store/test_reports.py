"""A report's draft is one row on every laptop, and says what to look at before it goes out."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from PIL import Image
from sqlmodel import select

from tests.laptops import pass_on
from wopfield.checklists import library
from wopfield.errors import BadInput
from wopfield.store import actions, agreed_ratings, assessments, evidence, reports
from wopfield.store.database import Database
from wopfield.store.reports import Check, ReportDesk
from wopfield.store.tables import Partnership, Report, Visit
from wopfield.store.workspace import Workspace

P = "partnership"
TODAY = date(2026, 11, 23)


def begin(database: Database) -> None:
    with database.change("amina") as editor:
        editor.add(Partnership(scope=P, id=P, name="Marowe – Rijnmeer"))
        editor.add(Visit(scope=P, id="v", title="Visit 4"))
        assessments.start(editor, P, library.get("peer_review"), title="Follow-up", visit="v").id = "a"
    with database.change("joost") as editor:
        assessments.rate(editor, assessments.blank_answer(P, "a", "NW01", "joost"), 2)


def desk(database: Database) -> ReportDesk:
    with database.read() as session:
        return reports.read_desk(session, P, "a", "amina", TODAY, library.indicator_catalogue())


def checks(database: Database) -> dict[str, int]:
    return {check.kind: check.count for check in desk(database).checks}


def test_nothing_is_kept_until_somebody_chooses_something(database: Database) -> None:
    begin(database)
    assert not desk(database).begun
    with database.change("amina") as editor:
        reports.choose(editor, desk(database).draft, "paper", "Letter")
    assert desk(database).begun
    assert desk(database).draft.paper == "Letter"


def test_an_item_counts_as_rated_by_what_a_rater_or_the_team_says(database: Database) -> None:
    begin(database)
    with database.change("amina") as editor:
        agreed_ratings.agree(editor, agreed_ratings.blank(P, "a", "NW02"), level=3, reason="Seen by all.")
    with database.read() as session:
        (line,) = reports.of_partnership(session, P)
    assert line.rated == 2


def test_two_who_begin_the_same_report_apart_meet_in_one_draft(
    new_workspace: Callable[[str], Workspace],
) -> None:
    here, there = new_workspace("amina").database, new_workspace("joost").database
    begin(here)
    pass_on(here, there)
    with here.change("amina") as editor:
        editor.take(desk(here).draft).headline = "Losses fall"
    with there.change("joost") as editor:
        editor.take(desk(there).draft).message = "Thank you, Marowe."
    pass_on(there, here)
    with here.read() as session:
        row = session.exec(select(Report)).one()
    assert (row.headline, row.message, row.open) == ("Losses fall", "Thank you, Marowe.", "")


def test_after_an_issue_a_new_draft_begins(database: Database) -> None:
    begin(database)
    shown = desk(database).draft
    with database.change("amina") as editor:
        editor.take(shown).status = "issued"
    assert desk(database).draft.id != shown.id
    with database.read() as session:
        (line,) = reports.of_partnership(session, P)
    assert line.issued is not None
    assert line.draft is None


def test_what_is_not_ready_is_counted(database: Database) -> None:
    begin(database)
    with database.change("amina") as editor:
        late = actions.add(editor, P, title="Meter zone 3")
        late.due = date(2026, 1, 1)
    assert checks(database) == {"words": 1, "agree": 1, "conflicts": 0, "figures": 0, "late": 1}
    with database.change("amina") as editor:
        row = editor.take(desk(database).draft)
        row.headline, row.message = "Losses fall", "Thank you."
        agreed_ratings.agree(editor, agreed_ratings.blank(P, "a", "NW01"), level=2)
    assert checks(database)["words"] == checks(database)["agree"] == 0
    assert desk(database).checks[0] == Check("words", 0)


def test_the_list_names_visit_and_progress(database: Database) -> None:
    begin(database)
    with database.read() as session:
        (line,) = reports.of_partnership(session, P)
    assert (line.visit_title, line.rated, line.total) == ("Visit 4", 1, 106)


@pytest.mark.parametrize("sections", [(), ("cover", "cover")])
def test_no_section_or_one_twice_is_refused_in_words(database: Database, sections: tuple[str, ...]) -> None:
    begin(database)
    with pytest.raises(BadInput, match="at least one section"), database.change("amina") as editor:
        reports.set_sections(editor, desk(database).draft, sections)


def test_another_paper_is_refused_in_words(database: Database) -> None:
    begin(database)
    with pytest.raises(BadInput, match="nothing this program can print"), database.change("amina") as editor:
        reports.choose(editor, desk(database).draft, "paper", "A0")


def test_an_assessment_that_is_not_here_is_told_in_words(database: Database) -> None:
    with pytest.raises(BadInput, match="not on this laptop"):
        desk(database)


def test_photos_are_copied_small_enough_to_print_and_what_is_not_here_is_left_out(workspace: Workspace) -> None:
    database = workspace.database
    begin(database)
    picture = io.BytesIO()
    Image.new("RGB", (2400, 1600), "#45A5A3").save(picture, "JPEG")
    photo = evidence.ready_photo(workspace.files, picture.getvalue(), "meter.jpg")
    with database.read() as session:
        row = assessments.find(session, P, "a")
    assert row is not None
    with database.change("amina") as editor:
        evidence.add(editor, row, "NW01", "photo", "A meter", photo)
    with database.read() as session:
        copies = reports.print_copies(session, workspace.files, P, {photo.sha256, "not here"})
    assert list(copies) == [photo.sha256]
    assert Image.open(io.BytesIO(copies[photo.sha256])).size == (1000, 667)


def test_words_of_two_sections_written_from_one_look_both_stand(database: Database) -> None:
    begin(database)
    shown = desk(database).draft
    for section in ("plan", "areas"):
        with database.change("amina") as editor:
            reports.write_section(editor, shown, "titles", section, f"Our {section}")
    kept = desk(database).draft
    assert kept.titles == {"plan": "Our plan", "areas": "Our areas"}
    assert not kept.open


def test_words_of_one_section_written_unseen_are_kept_both_until_somebody_settles(database: Database) -> None:
    begin(database)
    with database.change("amina") as editor:
        reports.write_section(editor, desk(database).draft, "texts", "plan", "First")
    shown = desk(database).draft
    for person, words in (("amina", "Hers"), ("joost", "His")):
        with database.change(person) as editor:
            reports.write_section(editor, shown, "texts", "plan", words)
    assert desk(database).draft.is_open("texts")


def test_words_taken_away_leave_the_title_to_the_data(database: Database) -> None:
    begin(database)
    for words in ("Ours", " "):
        with database.change("amina") as editor:
            reports.write_section(editor, desk(database).draft, "titles", "plan", words)
    assert desk(database).draft.titles == {}
