"""The demonstration: an invented partnership, two laptops, and a central server of its own on this machine."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wopfield.demo.enter import Laptop
    from wopfield.demo.round import Round


@dataclass(frozen=True, slots=True)
class Stage:
    """A demonstration that was played: what came of it, and the folder of the laptop to sit down at."""

    round: "Round"
    laptop: Path


@contextmanager
def play(folder: Path, tell: Callable[[str], None] = lambda _step: None) -> Iterator[Stage]:
    """Start the server, let two laptops make the round, and keep the server until the end."""
    from wopfield.demo import story
    from wopfield.demo.round import PASSWORD, Central, go_round
    from wopfield.server.loopback import on_loopback

    with on_loopback(folder / "server") as server:
        for someone in story.people():
            server.add_person(someone.name, someone.email, PASSWORD, admin=someone.role == "lead")
        made = go_round(folder, Central(server.address, server.add_member), date.today(), _issue, tell)
        yield Stage(made, made.laptops[0].folder)


def _issue(laptop: "Laptop", scope: str, assessment: str) -> None:
    """Issue the report on capacities that an assessment came to, as its lead does in the window."""
    from wopfield.demo import story
    from wopfield.store import assessments, issuing, reports
    from wopfield.ui.issuing import freeze, seal_and_keep
    from wopfield.ui.paper import print_report
    from wopfield.ui.screens.report.work import options_of

    workspace, person = laptop.workspace, laptop.person
    with workspace.database.read() as session:
        about = assessments.find(session, scope, assessment)
        if about is None:
            raise LookupError(assessment)
        draft = reports.draft(session, scope, about, "capacity")
    with workspace.database.change(person) as editor:
        draft = reports.set_signatories(editor, draft, story.CAPACITY_SIGNED)
        draft.headline, draft.message = story.CAPACITY_HEADLINE, story.CAPACITY_MESSAGE
    naming = issuing.Naming(issuing.number_of(draft, workspace.database.clock().year), "1.0", "final")
    frozen = freeze(workspace, draft, naming, person, options_of(draft))
    printed = print_report(frozen.summary, frozen.photos, frozen.options, draft.language)
    seal_and_keep(workspace, frozen, printed)
