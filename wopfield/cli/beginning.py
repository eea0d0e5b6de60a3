"""``wopfield share begin``: a workspace on a new laptop, made from a colleague's."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wopfield import settings
from wopfield.cli.answer import Json, WorkspaceFolder, ask, ask_new_password
from wopfield.cli.nearby import AddressOption, Name, addresses, compare, found_addresses, shown
from wopfield.cli.saying import as_json, say, tell
from wopfield.language import _

if TYPE_CHECKING:
    from wopfield.desktop.opening import Opened
    from wopfield.store.colleagues import Colleague
    from wopfield.store.workspace import Workspace
    from wopfield.ui.screens.welcome.arrival import Known


def begin(
    name: Annotated[str, typer.Option("--name", help="Your name, as colleagues know you.")],
    colleague: Name = "",
    address: AddressOption = "",
    email: Annotated[str, typer.Option("--email", help="By it you are found among whom colleagues entered.")] = "",
    seconds: Annotated[float, typer.Option("--seconds", help="How long to wait for a partnership to come.")] = 120.0,
    workspace: WorkspaceFolder = None,
    json: Json = False,
) -> None:
    """Make a workspace on a new laptop from a colleague's: pair by six digits, and wait for what they share."""
    from wopfield.desktop import opening
    from wopfield.sync import lan

    folder = workspace or settings.workspace_folder()
    password = ask_new_password(_("Choose a password"))
    with _whole_or_nothing(folder) as undone:
        opened = opening.make(folder, password, name.strip() or "…", email, arriving="colleague")
        undone.callback(opened.workspace.close)
        tell(_("Your recovery key, which alone opens the work if the password is forgotten. Write it down:"))
        tell(f"    {opened.recovery}")
        kept = lan.pair(opened.workspace.database, found_addresses(opened.workspace, colleague, address), compare)
        undone.pop_all()
    try:
        tell(_("Paired. {laptop} now chooses what to share with this laptop …", laptop=kept.laptop))
        # People come first, so that whoever they had entered already stands there once.
        lan.share_with(opened.workspace.database, opened.workspace.files, kept, [lan.read_address(kept.address)])
        opening.introduce(opened.workspace, _entered_as(opened))
        names = _wait_for_partnership(opened.workspace, kept, max(0.0, seconds))
    finally:
        opened.workspace.close()
    if json:
        as_json({"recovery": opened.recovery, "device": kept.device, "laptop": kept.laptop, "partnerships": names})
    elif names:
        say(_("Here now: {names}.", names=", ".join(names)))
    else:
        say(_("No partnership has come yet. Share again when {laptop} has chosen one.", laptop=kept.laptop))


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _whole_or_nothing(folder: Path) -> Iterator[ExitStack]:
    """Yield what undoes the making of a workspace; unless it is emptied, nothing new stays in the folder."""
    there = folder.is_dir()
    before = set(folder.iterdir()) if there else set()
    with ExitStack() as undone:
        undone.callback(_take_away, folder, before, whole=not there)
        yield undone


def _take_away(folder: Path, before: set[Path], *, whole: bool) -> None:
    for made in set(folder.iterdir()) - before if folder.is_dir() else ():
        if made.is_dir():
            shutil.rmtree(made)
        else:
            made.unlink()
    if whole and folder.is_dir():
        folder.rmdir()


def _wait_for_partnership(opened: "Workspace", colleague: "Colleague", seconds: float) -> list[str]:
    """Fetch what is shared already, then answer until a partnership has come; return the names of those here."""
    from wopfield.store import partnerships
    from wopfield.sync import lan
    from wopfield.sync.lan_server import Answering

    came = threading.Event()

    def here() -> list[str]:
        with opened.database.read() as session:
            return [each.partnership.name for each in partnerships.every(session)]

    def taken(nouns: frozenset[str]) -> None:
        if "exchange" in nouns and here():  # it has come to its end, so that nobody is cut off
            came.set()

    with shown(opened, Answering(opened.database, opened.files, taken)):
        lan.share_with(opened.database, opened.files, colleague, addresses(opened, colleague, "", 0.0))
        if not here():
            came.wait(seconds)
    return here()


def _entered_as(opened: "Opened") -> str:
    """Return the person with the newcomer's e-mail or name whom colleagues had entered, if they say it is they."""
    from wopfield.desktop.opening import arrived

    if opened.newcomer is None:
        return ""
    with opened.workspace.database.read() as session:
        known = [each for each in arrived(session, opened.newcomer).people if each.same]
    mine = (each.id for each in known if ask(_("{who} is entered already. Is that you?", who=_described(each))))
    return next(mine, "")


def _described(known: "Known") -> str:
    return f"{known.name} ({known.words})" if known.words else known.name
