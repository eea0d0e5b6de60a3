"""What was deleted is named where it was, with who did it, and brought back from there by anybody who may."""

from collections.abc import Callable
from functools import partial

import pytest
from sqlmodel import select

from tests.laptops import pass_on
from tests.ui.stage import ME, TODAY, Stage, button, part, words_in
from wopfield.domain.log import Name
from wopfield.store import conflicts, kept, partnerships, visits
from wopfield.store.database import Database, Session
from wopfield.store.layout import heads_with_values
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Member, Partnership, Person, Visit
from wopfield.store.withdrawing import withdraw
from wopfield.store.workspace import Workspace
from wopfield.ui.screens.history import HistoryScreen
from wopfield.ui.screens.history.details import Details
from wopfield.ui.screens.home.screen import HomeScreen
from wopfield.ui.screens.partnerships.screen import PartnershipsScreen
from wopfield.ui.screens.settle.screen import SettleScreen
from wopfield.ui.screens.visits.screen import VisitsScreen
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.links import Link


@pytest.fixture
def colleague(stage: Stage, partnership: Partnership, new_workspace: Callable[[str], Workspace]) -> Database:
    """Joost's laptop, which has the partnership."""
    database = new_workspace("joost").database
    pass_on(stage.database, database)
    with stage.database.write() as connection:
        kept.put(connection, kept.PERSON, ME)
    with database.change("joost") as editor:
        editor.add(Person(scope=COMMONS, id="joost", name="Joost Verhagen"))
    return database


def delete_there(stage: Stage, colleague: Database, model: type[Partnership] | type[Visit]) -> None:
    """Let Joost delete what there is of a kind, and let that arrive here."""
    pass_on(stage.database, colleague)
    with colleague.change("joost") as editor:
        for row in editor.session.exec(select(model)).all():
            editor.remove(row)
    pass_on(colleague, stage.database)


def the_list(stage: Stage) -> PartnershipsScreen:
    return stage.open(partial(PartnershipsScreen, today=lambda: TODAY))


def test_a_partnership_that_a_colleague_deleted_is_named_and_brought_back_with_what_is_in_it(
    stage: Stage, partnership: Partnership, colleague: Database
) -> None:
    stage.do(lambda editor: visits.add(editor, partnership.id, title="Visit 4", starts=TODAY, ends=TODAY))
    delete_there(stage, colleague, Partnership)
    screen = the_list(stage)
    assert screen.empty.isVisible()
    (said, kept_words) = words_in(screen.deleted)
    assert said.startswith(f"Joost Verhagen deleted “{partnership.name}”, ")
    assert kept_words == "All that was entered in it is kept, also what was written elsewhere meanwhile."

    stage.press(button(screen.deleted, f"Bring back “{partnership.name}”"))

    assert [line.visit for line in (screen.model.row(0),)] == ["Visit 4, now"]
    assert not screen.deleted.isVisible()
    pass_on(stage.database, colleague)
    with colleague.read() as session:
        assert [pair.scope for pair in partnerships.every(session)] == [partnership.id]


def test_a_partnership_that_a_colleague_deleted_without_knowing_of_a_visit_stays_until_it_is_settled(
    stage: Stage, partnership: Partnership, colleague: Database
) -> None:
    with colleague.change("joost") as editor:
        (row,) = editor.session.exec(select(Partnership)).all()
        editor.remove(row)
    stage.do(lambda editor: visits.add(editor, partnership.id, title="Visit 4", starts=TODAY, ends=TODAY))
    pass_on(colleague, stage.database)
    screen = the_list(stage)
    assert [line.visit for line in (screen.model.row(0),)] == ["Visit 4, now"]
    assert words_in(screen.deleted) == []

    settling = stage.open(SettleScreen)
    assert "Keep it, with the changes\nVisit: Visit 4" in words_in(settling)
    stage.press(button(settling, "Kept or deleted: Delete it, Joost"))
    stage.press(button(settling, "Save and finish"))

    assert stage.read(conflicts.count) == 0
    assert stage.read(partnerships.every) == []
    pass_on(stage.database, colleague)
    with colleague.read() as session:
        assert partnerships.every(session) == []


def test_what_was_written_over_something_that_is_refused_since_says_why_it_is_asked_about(
    stage: Stage, partnership: Partnership, colleague: Database
) -> None:
    visit = stage.do(lambda editor: visits.add(editor, partnership.id, title="Visit 4", starts=TODAY, ends=TODAY))
    pass_on(stage.database, colleague)
    for database, who, title in ((colleague, "joost", "Visit 5"), (stage.database, ME, "Visit 6")):
        with database.read() as session:
            shown = visits.get(session, partnership.id, visit.id)
        with database.change(who) as editor:
            visits.change(editor, shown, title=title)
        if database is colleague:
            pass_on(colleague, stage.database)
    refused = stage.read(lambda session: bases_of(session, partnership.id, visit.id))

    with stage.database.write() as connection:
        withdraw(connection, partnership.id, dict.fromkeys(refused, "No role.\nAsk for one."))

    said = words_in(stage.open(SettleScreen))
    assert (
        "You wrote over what Joost Verhagen had entered, which was refused since: No role. So what stood before that "
        "stands here again." in said
    )


def bases_of(session: Session, scope: str, visit: str) -> list[Name]:
    """Return the entries that the title of a visit was written over."""
    connection = session.connection()
    (head,) = heads_with_values(connection, scope, "visit", visit, "title")
    return list(head.bases)


def test_who_deleted_something_finds_it_behind_a_link(stage: Stage, partnership: Partnership) -> None:
    with stage.database.write() as connection:
        kept.put(connection, kept.PERSON, ME)
    stage.do(lambda editor: partnerships.remove(editor, partnership))
    screen = the_list(stage)
    assert words_in(screen.deleted) == []

    stage.press(part(screen.deleted, Link))

    assert words_in(screen.deleted)[0].startswith(f"You deleted “{partnership.name}”, ")
    stage.press(button(screen.deleted, f"Bring back “{partnership.name}”"))
    assert screen.model.rowCount() == 1


def test_only_a_lead_brings_a_partnership_back_where_a_server_has_given_out_roles(
    stage: Stage, partnership: Partnership, colleague: Database
) -> None:
    stage.do(lambda editor: editor.add(Member(scope=partnership.id, id="m", person=ME, role="reviewer")))
    delete_there(stage, colleague, Partnership)

    screen = the_list(stage)

    assert "Its lead can bring it back." in words_in(screen.deleted)[1]
    assert not [one for one in screen.deleted.findChildren(Button) if one.isVisible()]


def test_a_visit_that_a_colleague_deleted_is_brought_back_from_the_list_of_visits(
    stage: Stage, partnership: Partnership, colleague: Database
) -> None:
    stage.do(lambda editor: visits.add(editor, partnership.id, title="Visit 4", starts=TODAY, ends=TODAY))
    delete_there(stage, colleague, Visit)
    screen = stage.open(partial(VisitsScreen, today=lambda: TODAY), partnership=partnership.id)
    assert screen.empty.isVisible()

    stage.press(button(screen.deleted, "Bring back “Visit 4”"))

    assert [screen.model.row(0).title] == ["Visit 4"]


def test_home_does_not_say_that_there_was_never_a_partnership_once_one_was_deleted(
    stage: Stage, workspace: Workspace, partnership: Partnership, colleague: Database
) -> None:
    delete_there(stage, colleague, Partnership)
    home = stage.open(lambda theme, operations: HomeScreen(theme, operations, workspace))
    stage.press(button(home, f"Bring back “{partnership.name}”"))
    assert not home.begin.isVisible()


def test_what_anybody_deleted_is_brought_back_from_its_line_in_the_history(
    stage: Stage, partnership: Partnership, colleague: Database
) -> None:
    stage.do(lambda editor: visits.add(editor, partnership.id, title="Visit 4", starts=TODAY, ends=TODAY))
    delete_there(stage, colleague, Visit)
    screen = stage.open(HistoryScreen, partnership=partnership.id)
    details = part(screen, Details)

    stage.press(button(details, "Bring back “Visit 4”"))

    assert [words for words, _undo in stage.told] == ["It is there again. The history has a new line."]
    assert stage.read(lambda session: [row.title for row in visits.of_partnership(session, partnership.id)]) == [
        "Visit 4"
    ]
    pass_on(stage.database, colleague)
    with colleague.read() as session:
        assert [row.title for row in visits.of_partnership(session, partnership.id)] == ["Visit 4"]
