"""A report's draft is one row on every laptop, and says what to look at before it goes out."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from PIL import Image
from sqlmodel import select

from tests.laptops import pass_on
from wopfield.checklists import library
from wopfield.domain.checklist import SELF
from wopfield.errors import BadInput, Refused
from wopfield.store import agreed_ratings, assessments, conflicts, evidence, reports, section_texts, summaries
from wopfield.store.database import Database
from wopfield.store.naming import row_name
from wopfield.store.reports import Check, ReportDesk
from wopfield.store.tables import Partnership, Report, SectionText, Visit
from wopfield.store.tables.reports import words_of_area
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
        return reports.read_desk(session, P, "a", "amina", library.indicator_catalogue(), TODAY)


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
    assert line.count.rated == 2


def test_what_does_not_apply_and_what_the_utility_says_of_itself_is_not_rated_by_the_team(database: Database) -> None:
    begin(database)
    with database.change("joost") as editor:
        assessments.set_does_not_apply(editor, assessments.blank_answer(P, "a", "NW02", "joost"), "No network.")
        assessments.set_not_seen(editor, assessments.blank_answer(P, "a", "NW03", "joost"))
        assessments.rate(editor, assessments.blank_answer(P, "a", "NW04", SELF), 4)
    with database.read() as session:
        (line,) = reports.of_partnership(session, P)
    assert (line.count.rated, line.count.applicable, line.count.total) == (1, 105, 106)


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
    assert checks(database) == {"words": 1, "agree": 1, "conflicts": 0, "figures": 0}
    with database.change("amina") as editor:
        row = editor.take(desk(database).draft)
        row.headline, row.message = "Losses fall", "Thank you."
        agreed_ratings.agree(editor, agreed_ratings.blank(P, "a", "NW01"), level=2)
    assert checks(database)["words"] == checks(database)["agree"] == 0
    assert desk(database).checks[0] == Check("words", 0)


def test_only_what_the_report_tells_of_counts_as_changed_in_two_places(
    new_workspace: Callable[[str], Workspace],
) -> None:
    here, there = new_workspace("amina").database, new_workspace("joost").database
    begin(here)
    with here.change("amina") as editor:
        assessments.start(editor, P, library.get("peer_review"), title="Another", visit="w").id = "b"
        editor.add(Visit(scope=P, id="w", title="Visit 5"))
    pass_on(here, there)
    for who, database in (("amina", here), ("joost", there)):
        with database.change(who) as editor:
            agreed_ratings.agree(editor, agreed_ratings.blank(P, "b", "NW01"), level=2, reason=f"So says {who}.")
            visit = editor.session.get(Visit, (P, "w"))
            assert visit is not None
            editor.take(visit).title = f"As {who} sees it."
    pass_on(there, here)
    with here.read() as session:
        assert conflicts.count(session) == 2
    assert checks(here)["conflicts"] == 0
    for who, database in (("amina", here), ("joost", there)):
        with database.change(who) as editor:
            agreed_ratings.agree(editor, agreed_ratings.blank(P, "a", "NW01"), level=2, reason=f"So says {who}.")
    pass_on(there, here)
    assert checks(here)["conflicts"] == 1


def test_what_was_assessed_after_the_next_review_does_not_count_for_an_older_one(
    new_workspace: Callable[[str], Workspace],
) -> None:
    here, there = new_workspace("amina").database, new_workspace("joost").database
    begin(here)
    capacity = library.get("capacity_assessment")
    item = capacity.items[0].code
    with here.change("amina") as editor:
        older = assessments.find(editor.session, P, "a")
        assert older is not None
        editor.take(older).started = date(2025, 11, 3)
        later = assessments.start(
            editor, P, library.get("peer_review"), title="Next", baseline="a", started=date(2026, 11, 2)
        )
        look = assessments.start(editor, P, capacity, title="Capacity now", started=date(2026, 11, 4))
        agreed_ratings.agree(editor, agreed_ratings.blank(P, look.id, item), level=2)
    pass_on(here, there)
    for who, database in (("amina", here), ("joost", there)):
        with database.change(who) as editor:
            agreed_ratings.agree(editor, agreed_ratings.blank(P, look.id, item), level=2, reason=f"So says {who}.")
    pass_on(there, here)
    with here.read() as session:
        desks = [reports.read_desk(session, P, one, "amina", library.indicator_catalogue(), TODAY)
                 for one in ("a", later.id)]  # fmt: skip
    assert [desk.checks[2] for desk in desks] == [Check("conflicts", 0), Check("conflicts", 1)]


def test_the_list_names_visit_and_progress(database: Database) -> None:
    begin(database)
    with database.read() as session:
        (line,) = reports.of_partnership(session, P)
    assert (line.visit_title, line.count.rated, line.count.total) == ("Visit 4", 1, 106)


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


def text_at(database: Database, part: str, section: str) -> SectionText:
    """What a person sees in one place of the report."""
    with database.read() as session:
        kept = section_texts.of_document(session, P, "a", "")
        return section_texts.at_place(desk(database).draft, kept, part, section)


def write(
    database: Database, person: str, part: str, section: str, words: str, shown: SectionText | None = None
) -> None:
    with database.change(person) as editor:
        reports.write_section(editor, shown or text_at(database, part, section), words)


def words(database: Database, part: str) -> dict[str, str]:
    with database.read() as session:
        return section_texts.words_in(desk(database).draft, section_texts.of_document(session, P, "a", ""), part)


def test_who_writes_of_a_section_begins_the_draft(database: Database) -> None:
    begin(database)
    write(database, "amina", "titles", "plan", "Our plan")
    assert desk(database).begun
    assert words(database, "titles") == {"plan": "Our plan"}


def test_two_who_write_about_two_areas_apart_meet_no_conflict(new_workspace: Callable[[str], Workspace]) -> None:
    one, two = new_workspace("amina").database, new_workspace("joost").database
    begin(one)
    write(one, "amina", "texts", words_of_area("WQ"), "Sampling is complete.")
    pass_on(one, two)
    write(one, "amina", "texts", words_of_area("NW"), "Losses fell.")
    write(one, "amina", "titles", "plan", "Our plan")
    write(two, "joost", "texts", words_of_area("FM"), "Tariffs cover costs.")
    write(two, "joost", "texts", "plan", "Agreed by all.")
    pass_on(one, two)
    pass_on(two, one)
    for database in (one, two):
        said = {words_of_area(code): text for code, text in SAID.items()}
        assert words(database, "texts") == {**said, "plan": "Agreed by all."}
        assert words(database, "titles") == {"plan": "Our plan"}
        assert checks(database)["conflicts"] == 0


SAID = {"WQ": "Sampling is complete.", "NW": "Losses fell.", "FM": "Tariffs cover costs."}


def test_words_of_one_area_written_apart_are_kept_both_until_somebody_settles(
    new_workspace: Callable[[str], Workspace],
) -> None:
    one, two = new_workspace("amina").database, new_workspace("joost").database
    begin(one)
    pass_on(one, two)
    write(one, "amina", "texts", words_of_area("NW"), "Losses fell.")
    write(two, "joost", "texts", words_of_area("NW"), "Losses did not fall.")
    pass_on(one, two)
    pass_on(two, one)
    for database in (one, two):
        assert text_at(database, "texts", words_of_area("NW")).is_open("text")
        assert checks(database)["conflicts"] == 1
        with database.read() as session:
            (place,) = conflicts.places(session)
            named = row_name(session, text_at(database, "texts", words_of_area("NW")))
        assert (place.noun, named.title) == ("section_text", "Words of the report")
        draft = desk(database).draft
        with database.read() as session:
            told = summaries.summary(session, draft.scope, draft.assessment, TODAY)
        versions = told.open_words["texts:area:NW"]
        assert sorted(versions) == ["Losses did not fall.", "Losses fell."]
        assert versions[0] == told.words.area_context["NW"]


def test_words_of_one_section_written_unseen_are_kept_both_until_somebody_settles(database: Database) -> None:
    begin(database)
    write(database, "amina", "texts", "plan", "First")
    shown = text_at(database, "texts", "plan")
    for person, said in (("amina", "Hers"), ("joost", "His")):
        write(database, person, "texts", "plan", said, shown)
    assert text_at(database, "texts", "plan").is_open("text")


def test_words_taken_away_leave_the_title_to_the_data(database: Database) -> None:
    begin(database)
    for said in ("Ours", " "):
        write(database, "amina", "titles", "plan", said)
    assert words(database, "titles") == {}


def test_words_that_an_older_program_kept_with_the_report_stand_until_somebody_writes_there(
    database: Database,
) -> None:
    begin(database)
    with database.change("joost") as editor:
        editor.take(desk(database).draft).texts = {"plan": "As it was.", words_of_area("NW"): "Losses fell."}
    assert text_at(database, "texts", "plan").text == "As it was."
    write(database, "amina", "texts", "plan", "As it is.")
    assert words(database, "texts") == {"plan": "As it is.", words_of_area("NW"): "Losses fell."}
    write(database, "amina", "texts", "plan", "")
    assert words(database, "texts") == {words_of_area("NW"): "Losses fell."}


def test_a_place_that_no_section_has_is_refused(database: Database) -> None:
    begin(database)
    with pytest.raises(Refused, match="no such words"):
        text_at(database, "colours", "plan")
