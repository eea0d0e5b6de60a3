"""``wopfield connect`` and ``wopfield sync``: a workspace and its central server."""

import platform
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wopfield.cli.answer import Json, WorkspaceFolder, ask_password, opened_at
from wopfield.cli.exchanged import how_far, tell_outcome, tell_past
from wopfield.cli.saying import as_json, say, tell
from wopfield.errors import ShutOut
from wopfield.language import _, plural, retold

if TYPE_CHECKING:
    from wopfield.sync.standing import Quarantined

line = typer.Typer(help="Exchange with the central server; what was exchanged.")

_MOST_SAID = 3
"""So many parts of what an entry says are told in its line."""

SERVER_PASSWORD = "WOPFIELD_SERVER_PASSWORD"
"""The environment variable that scripts hand the server's password in."""


def connect(
    address: Annotated[str, typer.Argument(help="The address of the server, such as wop.example.org.")],
    email: Annotated[str, typer.Argument(help="The e-mail you sign in with, or the code of your invitation.")],
    laptop: Annotated[
        str, typer.Option(help="What the server calls this laptop; by default what it is called in the workspace.")
    ] = "",
    workspace: WorkspaceFolder = None,
    json: Json = False,
) -> None:
    """Sign a workspace in at a central server."""
    from wopfield.store import kept
    from wopfield.sync import central

    with opened_at(workspace) as opened:
        password = ask_password(_("Password at the server"), SERVER_PASSWORD)
        with opened.database.read() as session:
            called = laptop or kept.get(session, kept.LAPTOP) or platform.node()
        found = central.connect(opened.database, address, email, password, called)
        opened.back_up_before_sharing()
    if json:
        as_json({"address": found.address, "name": found.name, "email": found.email, "scopes": list(found.scopes)})
    else:
        say(_("Connected to {address} as {name}.", address=found.address, name=found.name))
        if found.apart:
            say(central.apart_words())


@line.callback(invoke_without_command=True)
def sync(context: typer.Context, workspace: WorkspaceFolder = None, json: Json = False) -> None:
    """Exchange with the central server until both have the same, then bring the files."""
    if context.invoked_subcommand is not None:
        return
    from wopfield.store.vault import locked
    from wopfield.sync import central
    from wopfield.sync.locking import carry_out_order
    from wopfield.sync.newer import newer_programs

    with opened_at(workspace) as opened:
        try:
            with how_far() as progress:
                outcome = central.sync_now(opened.database, opened.files, progress)
            with opened.database.look() as connection:
                newer = newer_programs(connection)
            with opened.database.read() as session:
                waiting = central.status(session).waiting
        except ShutOut as refused:
            if not carry_out_order(opened):
                raise
            tell(str(refused))
            raise locked(opened.folder) from refused
    tell_outcome(outcome, newer, json, waiting=waiting)


@line.command()
def refused(
    workspace: WorkspaceFolder = None,
    save: Annotated[Path | None, typer.Option(help="A file to write it into as JSON, with all it says.")] = None,
    offer_again: Annotated[bool, typer.Option(help="Have the next sync offer again what this laptop can.")] = False,
    take_off: Annotated[bool, typer.Option(help="Take off the list what has been replaced since.")] = False,
    json: Json = False,
) -> None:
    """List what was refused, by others or by this laptop, and why."""
    from wopfield.sync import standing

    with opened_at(workspace) as opened:
        with opened.database.read() as session:
            found = standing.refused(session)
        saved = standing.save_refused(opened.database, save) if save else 0
        offered = [each for each in found if offer_again and each.offerable]
        for each in offered:
            standing.offer_again(opened.database, each.refusal)
        taken_off = [each for each in found if take_off and each.replaced]
        for each in taken_off:
            standing.take_off(opened.database, each.refusal)
    if json:
        as_json([_told(each, each in offered) for each in found])
        return
    for each in found:
        by = _("this laptop") if each.here else each.by or _("the server")
        what, where, reason = _entered(each), each.where, retold(each.reason)
        said = _("{what}, {where}: refused by {by}. {reason}", what=what, where=where, by=by, reason=reason)
        by_whom = [_("written by {name}", name=each.author_name)] if each.author_name else []
        by_whom += [_("written on {laptop}", laptop=each.laptop)] if each.laptop else []
        by_whom += [_("replaced since")] if each.replaced else []
        say(f"{said} ({', '.join(by_whom)})" if by_whom else said)
    if not found:
        say(_("Nothing was refused."))
    if save:
        say(plural("{count} entry was written to {file}.", "{count} entries were written to {file}.", saved, file=save))
    if offer_again:
        count = len(offered)
        say(plural("{count} is offered again by the next sync.", "{count} are offered again by the next sync.", count))
    if take_off:
        off = len(taken_off)
        say(
            plural("{count} is off the list; the history keeps it.", "{count} are off it; the history keeps them.", off)
        )


@line.command()
def log(
    workspace: WorkspaceFolder = None,
    most: Annotated[int, typer.Option("--most", min=1, help="So many exchanges, the newest first.")] = 50,
    json: Json = False,
) -> None:
    """List every exchange: when, with whom and how, what went each way, and how it ended."""
    from wopfield.store.exchange_log import past_exchanges, stretches

    with opened_at(workspace) as opened, opened.database.look() as connection:
        if json:
            as_json(
                [{**asdict(each), "seconds": float(each.seconds or 0)} for each in past_exchanges(connection, most)]
            )
        else:
            tell_past(stretches(connection, most))


@line.command()
def files(
    workspace: WorkspaceFolder = None,
    check: Annotated[
        bool, typer.Option("--check", help="Read all of them first; else that is done once a day.")
    ] = False,
    json: Json = False,
) -> None:
    """List photos and documents: which are only on this laptop, which are elsewhere, which are missing or damaged."""
    from wopfield.store import file_states
    from wopfield.sync.pieces import check_pieces

    with opened_at(workspace) as opened:
        if check:
            check_pieces(opened.database, opened.files, lambda: True, anew=True)
        with opened.database.read() as session:
            found = file_states.states(session, opened.files)
    if json:
        as_json([{**asdict(each), "alone": each.alone} for each in found])
        return
    states = {"here": _("here"), "on its way": _("on its way"), "elsewhere": _("elsewhere"), "missing": _("missing")}
    for each in found:
        where = _("only here") if each.alone else _("damaged") if each.damaged else states[each.state]
        say(f"{where}  {each.name}  {each.size}  {', '.join(each.at)}")
    if not found:
        say(_("There are no photos or documents."))


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _told(each: "Quarantined", offered: bool) -> dict[str, object]:
    """Return what was refused for a program: ``by`` is empty for the server, ``edits`` is what the entry says."""
    said = [
        {"noun": edit.noun, "row": edit.row, "register": edit.register, "values": edit.values} for edit in each.edits
    ]
    return {
        "scope": each.refusal.scope, "log": each.refusal.line, "number": each.refusal.seq, "what": each.what,
        "about": each.row, "author": each.author_name,
        "where": each.where, "reason": each.reason, "at": each.at, "by": each.by, "here": each.here,
        "offerable": each.offerable, "laptop": each.laptop, "edits": said, "offered": offered,
        "replaced": each.replaced,
    }  # fmt: skip


def _entered(each: "Quarantined") -> str:
    """Return what was refused, with what it enters where it is a single entry."""
    from wopfield.store.naming import register_words

    parts = [
        _("{register}: {words}", register=register_words(edit.noun, edit.register), words=value)
        for edit in each.edits[:_MOST_SAID]
        for value in edit.values.values()
        if isinstance(value, str | int | float) and value not in ("", False)
    ]
    what = each.row or each.what
    return f"{what} ({', '.join(parts)})" if parts else what
