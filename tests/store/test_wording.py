"""A checklist is shown in the language spoken and stays what it was where it is kept."""

from wopfield.checklists.library import built_in, indicator_catalogue
from wopfield.domain.matching import Matcher
from wopfield.domain.pasted import cells_of, preview
from wopfield.language import shipped_text, spoken
from wopfield.store import assessments
from wopfield.store.database import Database
from wopfield.store.tables import ChecklistVersion
from wopfield.store.wording import worded, worded_catalogue


def test_every_item_is_worded_and_asks_the_same() -> None:
    for checklist in built_in():
        with spoken("fr"):
            french = worded(checklist)
        assert [(each.code, each.risk, each.weight) for each in french.items] == [
            (each.code, each.risk, each.weight) for each in checklist.items
        ]
        assert all(ours.question != theirs.question for ours, theirs in zip(french.items, checklist.items, strict=True))


def test_a_checklist_and_its_figures_are_shown_with_cubic_metres_and_kept_as_they_are() -> None:
    shown = {item.code: item for checklist in built_in() for item in worded(checklist).items}
    assert shown["PST06"].title == "Pump efficiency or kWh per m³ is known and compared monthly"
    assert not any("m3" in words for item in shown.values() for words in (item.title, item.question, *item.levels))
    kept = [item for checklist in built_in() for item in checklist.items if "m3" in item.title]
    assert [item.code for item in kept] == ["PST06", "WWT13"]
    catalogue = worded_catalogue(indicator_catalogue())
    assert catalogue.indicators["EN01"].name == "Energy per m³ of water"
    named = (catalogue.variables["bill_6m3"].name, indicator_catalogue().variables["bill_6m3"].name)
    assert named == ("Monthly bill for 6 m³", "Monthly bill for 6 m3")
    assert [match.variable for name in named if (match := Matcher(catalogue).find(name))] == ["bill_6m3", "bill_6m3"]


def test_a_table_is_read_by_names_in_the_language_spoken_and_in_english() -> None:
    with spoken("es"):
        catalogue = worded_catalogue(indicator_catalogue())
    code = "v_own"
    ours, theirs = catalogue.names[code], indicator_catalogue().names[code]
    assert ours != theirs
    found_by = [Matcher(catalogue).find(name) for name in (ours, theirs)]
    assert [match.variable for match in found_by if match] == [code, code]
    found = preview(cells_of(f"\t2024\n{ours}\t12\n"), catalogue)
    assert list(found.to_write) == [(code, "2024")]


def test_an_assessment_is_read_in_the_language_spoken_and_kept_in_its_own(database: Database) -> None:
    checklist = built_in()[0]
    with spoken("fr"), database.change("amina") as editor:
        begun = assessments.start(editor, "here", checklist, title="Revue")
    with database.read() as session:
        kept = session.get(ChecklistVersion, ("here", begun.checklist))
        with spoken("fr"):
            shown = assessments.worded_checklist_of(session, begun).items[0].question
        assert shown == worded_question(checklist.items[0].question, "fr")
        assert assessments.worded_checklist_of(session, begun) == worded(assessments.checklist_of(session, begun))
        assert assessments.checklist_of(session, begun) == checklist
    assert kept is not None
    assert checklist.items[0].question in kept.content


def worded_question(question: str, code: str) -> str:
    with spoken(code):
        return shipped_text(question) or ""
