"""A summary tells of everything people wrote whether it was changed in two places, and loses no words of a comment."""

from datetime import date

from tests.laptops import pass_on
from wopfield.checklists import library
from wopfield.domain.summary import Summary
from wopfield.store import actions, assessments, feedback, findings
from wopfield.store.database import Database
from wopfield.store.summaries import summary
from wopfield.store.tables import Action, Feedback, Finding, Partnership

P = "partnership"


def begin(database: Database) -> None:
    with database.change("amina") as editor:
        editor.add(Partnership(scope=P, id=P, name="Marowe – Rijnmeer"))
        assessments.start(editor, P, library.get("peer_review"), title="Review").id = "a"
        editor.add(Finding(scope=P, id="f", assessment="a", area="NW", kind="gap", text="One meter stands still."))
        editor.add(Action(scope=P, id="act", number=1, title="Repair the meter"))
        editor.add(Feedback(scope=P, id="c", assessment="a", text="It was repaired."))
        assessments.rate(editor, assessments.blank_answer(P, "a", "NW01", "amina"), 2)


def say(database: Database, words: str) -> None:
    with database.read() as session:
        answer = assessments.answers_by_person(session, P, "a")[0][0]
        finding = session.get_one(Finding, (P, "f"))
        action = session.get_one(Action, (P, "act"))
        comment = session.get_one(Feedback, (P, "c"))
    with database.change("amina") as editor:
        assessments.set_comment(editor, answer, words)
        findings.write(editor, finding, "text", words)
        actions.change(editor, action, title=words)
        feedback.write(editor, comment, "reply", words)


def told(database: Database) -> Summary:
    with database.read() as session:
        return summary(session, P, "a", date(2026, 11, 23))


def test_what_two_laptops_change_apart_is_told_as_open(laptops: tuple[Database, Database]) -> None:
    here, there = laptops
    begin(here)
    pass_on(here, there)
    say(here, "Two meters stand still.")
    pass_on(here, there)
    one = told(there)
    assert [line.disputed for area in one.areas for line in area.findings] == [False]
    assert [line.disputed for line in one.actions] == [line.disputed for line in one.around.replies] == [False]
    say(there, "No meter stands still.")
    say(here, "All meters run.")
    pass_on(here, there)
    pass_on(there, here)
    for database in laptops:
        both = told(database)
        assert [line.disputed for area in both.areas for line in area.findings] == [True]
        assert [line.disputed for line in both.actions] == [True]
        assert [line.disputed for line in both.around.replies] == [True]
        (item,) = (item for area in both.areas for item in area.items if item.result.level is not None)
        assert item.result.disputed
        assert item.comment == "All meters run.\nNo meter stands still."
