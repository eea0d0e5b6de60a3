"""``wopfield share``: this laptop and colleagues' laptops on the same network; no server is needed."""

import shutil
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wopfield import settings
from wopfield.cli.answer import Json, WorkspaceFolder, as_json, ask, ask_password, folder_of, say, tell
from wopfield.cli.exchanged import tell_outcome
from wopfield.errors import BadInput, NotPaired
from wopfield.language import _

if TYPE_CHECKING:
    from wopfield.desktop.opening import Opened
    from wopfield.store.colleagues import Colleague
    from wopfield.store.partnerships import Pair
    from wopfield.store.workspace import Workspace
    from wopfield.sync.lan import Address
    from wopfield.sync.lan_server import Answering
    from wopfield.sync.nearby import Found
    from wopfield.sync.pairing import Comparison
    from wopfield.ui.screens.welcome.arrival import Known

LOOK_SECONDS = 4.0

line = typer.Typer(help="Share with colleagues' laptops on the same network.", no_args_is_help=True)

AddressOption = Annotated[
    str, typer.Option("--address", help="Where it answers, such as 192.168.1.20:48290; for networks that hide laptops.")
]
Seconds = Annotated[float, typer.Option("--seconds", help="How long to look around.")]
Name = Annotated[str, typer.Argument(help="The laptop, its owner, or the beginning of its id.")]


@line.command(name="list")
def list_laptops(seconds: Seconds = LOOK_SECONDS, workspace: WorkspaceFolder = None, json: Json = False) -> None:
    """List the laptops that show themselves here, and those this one is paired with."""
    from wopfield.store import colleagues

    with _opened(workspace) as opened:
        found = _look(opened, seconds)
        with opened.database.look() as connection:
            paired = {each.device: each for each in colleagues.every(connection)}
    here = {each.device: each for each in found}
    lines = [
        {
            "device": device,
            "laptop": here[device].laptop if device in here else paired[device].laptop,
            "name": paired[device].name if device in paired else "",
            "paired": device in paired,
            "here": device in here,
            "address": str(here[device].addresses[0]) if device in here else paired[device].address,
            "version": here[device].version if device in here else "",
        }
        for device in [*here, *(each for each in paired if each not in here)]
    ]
    if json:
        as_json(lines)
        return
    for each in lines:
        standing = (_("paired") if each["paired"] else _("not paired"), _("here") if each["here"] else _("not here"))
        say(f"{each['laptop']}  {each['name']}  {', '.join(standing)}  {each['address']}  {str(each['device'])[:8]}")
    if not lines:
        say(_("Nobody shows themselves on this network, and this laptop is paired with none."))


@line.command()
def wait(
    seconds: Annotated[float, typer.Option("--seconds", help="How long; 0 is until you press Ctrl+C.")] = 0.0,
    port: Annotated[int, typer.Option("--port", help="Where to answer; by default 48290, or any that is free.")] = 0,
    workspace: WorkspaceFolder = None,
) -> None:
    """Show this laptop to others, answer those that are paired, and be paired with new ones."""
    from wopfield.sync.lan import PORT
    from wopfield.sync.lan_server import Answering

    with (
        suppress(KeyboardInterrupt),
        _opened(workspace) as opened,
        _shown(
            opened,
            answering := Answering(
                opened.database,
                opened.files,
                show=_compare,
                on_compared=_tell_compared,
                port=port or PORT,
                before_new=opened.back_up_before_sharing,
            ),
        ),
    ):
        say(_("This laptop answers at port {port}. Press Ctrl+C to end it.", port=answering.port))
        sys.stdout.flush()
        threading.Event().wait(seconds or None)


@line.command()
def pair(
    name: Name = "",
    address: AddressOption = "",
    seconds: Seconds = LOOK_SECONDS,
    workspace: WorkspaceFolder = None,
    json: Json = False,
) -> None:
    """Pair with a laptop: compare six digits on both screens, once."""
    from wopfield.sync import lan

    with _opened(workspace) as opened:
        kept = lan.pair(opened.database, _found_addresses(opened, name, address, seconds), _compare)
    if json:
        as_json({"device": kept.device, "laptop": kept.laptop, "name": kept.name})
    else:
        say(_("Paired with {laptop} of {name}.", laptop=kept.laptop, name=kept.name))


@line.command()
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
    password = ask_password(_("Choose a password"))
    with _whole_or_nothing(folder) as undone:
        opened = opening.make(folder, password, name.strip() or "…", email, arriving="colleague")
        undone.callback(opened.workspace.close)
        tell(_("Your recovery key, which alone opens the work if the password is forgotten. Write it down:"))
        tell(f"    {opened.recovery}")
        kept = lan.pair(opened.workspace.database, _found_addresses(opened.workspace, colleague, address), _compare)
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


@line.command()
def pause(
    name: Name,
    off: Annotated[bool, typer.Option("--off", help="Let it share again.")] = False,
    workspace: WorkspaceFolder = None,
    json: Json = False,
) -> None:
    """Share nothing with a paired laptop for now."""
    from wopfield.store import colleagues

    with _opened(workspace) as opened:
        colleague = _paired(opened, name)
        with opened.database.write() as connection:
            colleagues.allow(connection, colleague.device, off)
    if json:
        as_json({"device": colleague.device, "laptop": colleague.laptop, "allowed": off})
    elif off:
        say(_("{laptop} may share again.", laptop=colleague.laptop))
    else:
        say(_("Nothing is shared with {laptop} until you say so.", laptop=colleague.laptop))


@line.command(name="with")
def share_with(
    name: Name,
    address: AddressOption = "",
    partnership: Annotated[
        list[str] | None, typer.Option("--partnership", help="Share this partnership with it from now on; id or name.")
    ] = None,
    seconds: Seconds = LOOK_SECONDS,
    workspace: WorkspaceFolder = None,
    json: Json = False,
) -> None:
    """Share with a paired laptop in both directions, until both have the same."""
    from wopfield.sync import lan
    from wopfield.sync.sharing import is_new

    with _opened(workspace) as opened:
        colleague = _paired(opened, name)
        _choose(opened, colleague, partnership or [])
        if is_new(opened.database, colleague.device):
            opened.back_up_before_sharing()
        outcome = lan.share_with(
            opened.database, opened.files, colleague, _addresses(opened, colleague, address, seconds)
        )
    tell_outcome(outcome, json, colleague.laptop or colleague.name, colleague.device)


@line.command()
def forget(name: Name, workspace: WorkspaceFolder = None, json: Json = False) -> None:
    """Forget a paired laptop; what came from it stays here."""
    from wopfield.store import colleagues

    with _opened(workspace) as opened:
        colleague = _paired(opened, name)
        with opened.database.write() as connection:
            colleagues.forget(connection, colleague.device)
    if json:
        as_json({"device": colleague.device, "laptop": colleague.laptop})
    else:
        say(_("{laptop} is forgotten. What came from it stays here.", laptop=colleague.laptop))


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


@contextmanager
def _opened(folder: WorkspaceFolder) -> "Iterator[Workspace]":
    from wopfield.store.workspace import Workspace

    opened = Workspace.unlock(folder_of(folder), ask_password(_("Password of the workspace")))
    try:
        yield opened
    finally:
        opened.close()


def _look(opened: "Workspace", seconds: float) -> "list[Found]":
    from wopfield.sync.device import keys_of
    from wopfield.sync.nearby import Nearby

    nearby = Nearby(keys_of(opened.database).device, lambda _found: None)
    try:
        threading.Event().wait(max(0.0, min(seconds, 60.0)))
        return nearby.found()
    finally:
        nearby.close()


def _found_addresses(opened: "Workspace", name: str, typed: str, seconds: float = LOOK_SECONDS) -> "Sequence[Address]":
    """Return where the one laptop answers that is meant."""
    from wopfield.sync.lan import read_address

    if typed:
        return [read_address(typed)]
    found = [each for each in _look(opened, seconds) if _is_meant(name, each.laptop, each.device)]
    if len(found) != 1:
        raise _not_one(name, [each.laptop for each in found])
    return found[0].addresses


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

    with _shown(opened, Answering(opened.database, opened.files, taken)):
        lan.share_with(opened.database, opened.files, colleague, _addresses(opened, colleague, "", 0.0))
        if not here():
            came.wait(seconds)
    return here()


@contextmanager
def _shown(opened: "Workspace", answering: "Answering") -> "Iterator[None]":
    """Show this laptop to others as long as it answers."""
    from wopfield.errors import CannotReach
    from wopfield.store import kept
    from wopfield.sync.device import keys_of
    from wopfield.sync.nearby import Nearby
    from wopfield.sync.program import program_version

    nearby: Nearby | None = None
    try:
        try:
            nearby = Nearby(keys_of(opened.database).device, lambda _found: None)
            with opened.database.read() as session:
                laptop = kept.get(session, kept.LAPTOP)
            nearby.show_itself(laptop, program_version(), answering.port)
        except CannotReach as trouble:
            tell(str(trouble))
        yield
    finally:
        if nearby is not None:
            nearby.close()
        answering.close()


_YES = ("yes", "y", "si")
"""What people type for yes beside the word of their language; an accent is often left out."""


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


def _compare(comparison: "Comparison") -> None:
    who = comparison.card.name or comparison.card.laptop
    tell(_("{who} ({laptop}) shows six digits. Here they are:", who=who, laptop=comparison.card.laptop))
    tell(f"    {comparison.digits[:3]} {comparison.digits[3:]}")
    tell(_("Are the digits on both screens the same? Type yes or no:"))
    comparison.say(sys.stdin.readline().strip().casefold() in (_("yes"), *_YES))


def _tell_compared(outcome: "Colleague | NotPaired") -> None:
    if isinstance(outcome, NotPaired):
        tell(str(outcome))
        return
    laptop, name = outcome.laptop or outcome.name, outcome.name
    tell(_("This laptop and {laptop} of {name} know one another from now on.", laptop=laptop, name=name))
    tell(
        _(
            "Next, whoever has the partnership gives it to the other laptop, with: "
            "wopfield share with NAME --partnership PARTNERSHIP. This laptop goes on answering; "
            "to give something from here, press Ctrl+C first and let the other one wait."
        )
    )


def _paired(opened: "Workspace", name: str) -> "Colleague":
    from wopfield.store import colleagues

    with opened.database.look() as connection:
        every = colleagues.every(connection)
    found = [
        each for each in every if _is_meant(name, each.laptop, each.device) or name.casefold() == each.name.casefold()
    ]
    if len(found) != 1:
        raise _not_one(name, [each.laptop for each in found or every])
    return found[0]


def _addresses(opened: "Workspace", colleague: "Colleague", typed: str, seconds: float) -> "Sequence[Address]":
    from wopfield.sync.lan import read_address

    if typed:
        return [read_address(typed)]
    for each in _look(opened, seconds):
        if each.device == colleague.device:
            return each.addresses
    return [read_address(colleague.address)] if colleague.address else []


def _choose(opened: "Workspace", colleague: "Colleague", wanted: Sequence[str]) -> None:
    from wopfield.store import colleagues, partnerships

    with opened.database.read() as session:
        here = partnerships.every(session)
        scopes = [_meant(here, each).scope for each in wanted]
    with opened.database.write() as connection:
        for scope in scopes:
            colleagues.choose(connection, colleague.device, scope, colleagues.YES)


def _meant(here: "Sequence[Pair]", name: str) -> "Pair":
    """Return the one partnership that is called so, or whose mentee is; else the one whose name begins so.

    A part from the middle is not enough: work would go to a colleague by mistake.
    """
    wanted = name.strip().casefold()
    called = [
        (pair, [pair.scope, pair.partnership.name.casefold(), pair.mentee.name.casefold() if pair.mentee else ""])
        for pair in here
    ]
    exact = [pair for pair, names in called if wanted in names]
    found = exact or [pair for pair, names in called if any(each.startswith(wanted) for each in names[1:])]
    if wanted and len(found) == 1:
        return found[0]
    several = bool(wanted and found)
    names = sorted(pair.partnership.name for pair in (found if several else here))
    raise BadInput(
        _("“{name}” may be one of several partnerships.", name=name)
        if several
        else _("There is no partnership {name} here.", name=name),
        safe=_("Nothing was shared."),
        do=_("Choose one of: {names}.", names=", ".join(names)) if names else "",
    )


def _is_meant(name: str, laptop: str, device: str) -> bool:
    return not name or name.casefold() == laptop.casefold() or (len(name) >= 4 and device.startswith(name))


def _not_one(name: str, known: Sequence[str]) -> BadInput:
    return BadInput(
        _("No single laptop here is called {name}.", name=name or "…"),
        safe=_("Nothing was shared."),
        do=_("Known are: {laptops}.", laptops=", ".join(known))
        if known
        else _("Let it show itself, or give its address with --address."),
    )
