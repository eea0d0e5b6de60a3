"""What Ctrl+K finds among all that is kept."""

from wopfield.desktop.find import find
from wopfield.store import partnerships, utilities
from wopfield.store.workspace import Workspace
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
