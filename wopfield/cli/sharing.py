"""``wopfield share``: this laptop and colleagues' laptops on the same network; no server is needed."""

import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from wopfield.cli.answer import Json, WorkspaceFolder, opened_at
from wopfield.cli.beginning import begin
from wopfield.cli.exchanged import tell_outcome
from wopfield.cli.nearby import (
    LOOK_SECONDS,
    AddressOption,
    Name,
    Seconds,
    addresses,
    compare,
    found_addresses,
    look,
    shown,
    the_one,
)
from wopfield.cli.saying import as_json, say, tell
from wopfield.errors import BadInput, NotPaired
from wopfield.language import _, in_a_row

if TYPE_CHECKING:
    from wopfield.store.colleagues import Colleague
    from wopfield.store.partnerships import Pair
    from wopfield.store.workspace import Workspace

line = typer.Typer(help="Share with colleagues' laptops on the same network.", no_args_is_help=True)


@line.command(name="list")
def list_laptops(seconds: Seconds = LOOK_SECONDS, workspace: WorkspaceFolder = None, json: Json = False) -> None:
    """List the laptops that show themselves here, and those this one is paired with."""
    from wopfield.store import colleagues

    with opened_at(workspace) as opened:
        found = look(opened, seconds)
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
        opened_at(workspace) as opened,
        shown(
            opened,
            answering := Answering(
                opened.database,
                opened.files,
                show=compare,
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

    with opened_at(workspace) as opened:
        kept = lan.pair(opened.database, found_addresses(opened, name, address, seconds), compare)
    if json:
        as_json({"device": kept.device, "laptop": kept.laptop, "name": kept.name})
    else:
        say(_("Paired with {laptop} of {name}.", laptop=kept.laptop, name=kept.name))
        tell(
            _(
                "Next, whoever has the partnership gives it to the other laptop, which waits for it (wopfield share "
                "wait), with: wopfield share with NAME --partnership PARTNERSHIP."
            )
        )


line.command()(begin)


@line.command()
def pause(
    name: Name,
    off: Annotated[bool, typer.Option("--off", help="Let it share again.")] = False,
    workspace: WorkspaceFolder = None,
    json: Json = False,
) -> None:
    """Share nothing with a paired laptop for now."""
    from wopfield.store import colleagues

    with opened_at(workspace) as opened:
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
    from wopfield.sync.newer import newer_programs
    from wopfield.sync.sharing import is_new

    with opened_at(workspace) as opened:
        colleague = _paired(opened, name)
        _choose(opened, colleague, partnership or [])
        if is_new(opened.database, colleague.device):
            opened.back_up_before_sharing()
        outcome = lan.share_with(
            opened.database, opened.files, colleague, addresses(opened, colleague, address, seconds)
        )
        with opened.database.look() as connection:
            newer = newer_programs(connection)
    tell_outcome(outcome, newer, json, colleague.laptop or colleague.name, colleague.device)


@line.command()
def forget(name: Name, workspace: WorkspaceFolder = None, json: Json = False) -> None:
    """Forget a paired laptop; what came from it stays here."""
    from wopfield.store import colleagues

    with opened_at(workspace) as opened:
        colleague = _paired(opened, name)
        with opened.database.write() as connection:
            colleagues.forget(connection, colleague.device)
    if json:
        as_json({"device": colleague.device, "laptop": colleague.laptop})
    else:
        say(_("{laptop} is forgotten. What came from it stays here.", laptop=colleague.laptop))


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _tell_compared(outcome: "Colleague | NotPaired") -> None:
    if isinstance(outcome, NotPaired):
        tell(str(outcome))
        return
    laptop, name = outcome.laptop or outcome.name, outcome.name
    if name:
        tell(_("This laptop and {laptop} of {name} know one another from now on.", laptop=laptop, name=name))
    else:
        tell(_("This laptop and {laptop} know one another from now on.", laptop=laptop))
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
    return the_one(name, every, lambda each: [each.laptop, each.name])


def _choose(opened: "Workspace", colleague: "Colleague", wanted: Sequence[str]) -> None:
    from wopfield.store import colleagues, partnerships

    with opened.database.read() as session:
        here = partnerships.every(session)
        scopes = [_meant(here, each).scope for each in wanted]
    with opened.database.write() as connection:
        for scope in scopes:
            colleagues.choose(connection, colleague.device, scope, colleagues.YES)


_ENOUGH = 8
"""So many letters of an id tell it from every other one."""


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
    found = found or [pair for pair in here if len(wanted) >= _ENOUGH and pair.scope.startswith(wanted)]
    if wanted and len(found) == 1:
        return found[0]
    several = bool(wanted and found)
    names = _told_apart(found if several else here)
    raise BadInput(
        _("“{name}” may be one of several partnerships.", name=name)
        if several
        else _("There is no partnership {name} here.", name=name),
        safe=_("Nothing was shared."),
        do=_("Choose one of: {names}.", names=", ".join(names)) if names else "",
    )


def _told_apart(pairs: "Sequence[Pair]") -> list[str]:
    """Return the names of partnerships; equal ones with their utilities, their year and the beginning of their id."""
    names = [pair.partnership.name for pair in pairs]
    return sorted(
        f"{name} ({in_a_row(_about(pair))})" if names.count(name) > 1 else name
        for name, pair in zip(names, pairs, strict=True)
    )


def _about(pair: "Pair") -> list[str]:
    starts = pair.partnership.starts
    utilities = [utility.name for utility in (pair.mentee, pair.mentor) if utility is not None]
    return [*utilities, str(starts.year) if starts else "", pair.scope[:_ENOUGH]]
