"""What many words of the command line ask for alike: the workspace, its partnership, a password, yes or no."""

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wopfield import settings
from wopfield.errors import BadInput
from wopfield.language import _

if TYPE_CHECKING:
    from wopfield.store.database import Session
    from wopfield.store.partnerships import Pair
    from wopfield.store.workspace import Workspace

Json = Annotated[bool, typer.Option("--json", help="Answer as one JSON object.")]
WorkspaceFolder = Annotated[
    Path | None, typer.Option("--workspace", help="The folder of the workspace; by default this person's.")
]


def folder_of(chosen: Path | None) -> Path:
    """Return the workspace folder meant; one that is not there is said so."""
    from wopfield.store.workspace import is_there

    folder = chosen or settings.workspace_folder()
    if not is_there(folder):
        raise BadInput(
            _("There is no workspace in {folder}.", folder=folder),
            do=_("Open the program once to make one, or name its folder with --workspace."),
        )
    return folder


@contextmanager
def opened_at(folder: Path | None) -> "Iterator[Workspace]":
    """Open the workspace meant while the block runs; its password is asked for."""
    from wopfield.store.workspace import Workspace

    opened = Workspace.unlock(folder_of(folder), ask_password(_("Password of the workspace")))
    try:
        yield opened
    finally:
        opened.close()


def the_partnership(session: "Session", name: str) -> "Pair":
    """Return the one partnership whose name holds ``name``, or whose id it is."""
    from wopfield.store import partnerships

    every = partnerships.every(session)
    found = [
        pair for pair in every if name.casefold() in pair.partnership.name.casefold() or name == pair.partnership.id
    ]
    if len(found) != 1:
        names = ", ".join(pair.partnership.name for pair in found or every) or _("none")
        raise BadInput(
            _("{count} partnerships are called {name!r}.", count=len(found), name=name),
            do=_("There are: {names}.", names=names),
        )
    return found[0]


def whose(workspace: "Workspace") -> str:
    """Return the id of the person whose workspace it is."""
    from wopfield.store import kept

    with workspace.database.read() as session:
        person = kept.get(session, kept.PERSON)
    if not person:
        raise BadInput(
            _("Nobody has begun to work in this workspace."), do=_("Open the program once and say who you are.")
        )
    return str(person)


def ask_password(question: str, variable: str = settings.PASSWORD) -> str:
    """Return a password: from the environment variable for scripts, else asked without showing it."""
    handed = os.environ.get(variable)
    if handed is not None:
        return handed
    if not sys.stdin.isatty():
        raise BadInput(
            _("A password is needed, and nobody is there to type it."),
            do=_("Hand it in by the environment variable {variable}.", variable=variable),
        )
    return getpass.getpass(f"{question}: ")


def ask_new_password(question: str, variable: str = settings.PASSWORD) -> str:
    """Return a password that nobody has yet: whoever types it, and does not see it, types it twice."""
    chosen = ask_password(question, variable)
    if os.environ.get(variable) is None and getpass.getpass(_("The same once more: ")) != chosen:
        raise BadInput(_("The two are not the same."), safe=_("Nothing was changed."), do=_("Type it again."))
    return chosen


def ask(question: str) -> bool:
    """Ask a question whose answer is yes or no; no where nobody is there to answer."""
    return sys.stdin.isatty() and typer.confirm(question)
