"""``wopfield backup``: make a checked copy of a workspace, keep them in a second place too, list, bring one back."""

from pathlib import Path
from typing import Annotated

import typer

from wopfield.cli.answer import Json, WorkspaceFolder, ask_password, folder_of, opened_at
from wopfield.cli.saying import as_json, say, tell
from wopfield.language import _, plural

line = typer.Typer(
    help="Write a checked copy of the workspace's database into its folder backups; list, place, restore.",
    invoke_without_command=True,
)


@line.callback()
def make(context: typer.Context, workspace: WorkspaceFolder = None, json: Json = False) -> None:
    """Write a checked copy of the workspace's database into its folder ``backups``."""
    if context.invoked_subcommand is not None:
        return

    with opened_at(workspace) as opened:
        path = opened.back_up("by-hand")
    if json:
        as_json({"file": str(path), "bytes": path.stat().st_size})
    else:
        say(_("A checked copy is in {file}.", file=path))


@line.command(name="list")
def list_backups(workspace: WorkspaceFolder = None, json: Json = False) -> None:
    """List the backups of a workspace, newest first; each was checked when it was made."""
    from wopfield.store import backup
    from wopfield.store.workspace import BACKUPS

    found = [
        {
            "name": each.name,
            "made": each.made.isoformat() if each.made else "",
            "reason": each.reason,
            "bytes": each.size,
            "checked": True,
        }
        for each in backup.every(folder_of(workspace) / BACKUPS)
    ]
    if json:
        as_json(found)
        return
    for each in found:
        say(_("{name}  {bytes} bytes, checked", **each))
    if not found:
        say(_("There is no backup yet."))


@line.command()
def restore(
    name: Annotated[str, typer.Argument(help="The backup's name, or its beginning; without one, the newest.")] = "",
    workspace: WorkspaceFolder = None,
    json: Json = False,
) -> None:
    """Bring a backup back; what was entered since is laid on it again, as far as it can be read."""
    from wopfield.store import vault
    from wopfield.store.workspace import bring_back

    folder = folder_of(workspace)
    restored = bring_back(folder, vault.unlock(folder, ask_password(_("Password of the workspace"))), name)
    if json:
        as_json(
            {
                "backup": restored.backup,
                "entries": restored.entries,
                "whole": restored.whole,
                "aside": restored.aside,
            }
        )
        return
    say(
        _("{name} is back. Nothing had been entered after it.", name=restored.backup)
        if not restored.entries
        else plural(
            "{name} is back, with {count} change that was made after it.",
            "{name} is back, with {count} changes that were made after it.",
            restored.entries,
            name=restored.backup,
        )
    )
    if not restored.whole:
        tell(_("Not all of the damaged database could be read. It lies beside the backups as {name}.",
               name=restored.aside))  # fmt: skip


@line.command()
def place(
    chosen: Annotated[
        Path | None, typer.Argument(help="A folder on a stick or another disk; without one, it is told.")
    ] = None,
    none: Annotated[bool, typer.Option("--none", help="Keep no second copies any longer.")] = False,
    workspace: WorkspaceFolder = None,
    json: Json = False,
) -> None:
    """Keep each backup in a second place too, which opens on another laptop should this one be lost."""
    from wopfield.store import kept, second_place

    with opened_at(workspace) as opened:
        if none:
            second_place.give_up(opened.database)
        elif chosen is not None:
            with opened.database.look() as connection:
                name = kept.get(connection, kept.LAPTOP)
            second_place.choose(opened.database, opened.folder, chosen, name)
            opened.back_up("by-hand")
        with opened.database.read() as session:
            found = second_place.find(session)
    if json:
        newest = found.newest.isoformat() if found and found.newest else ""
        as_json(
            {
                "folder": str(found.folder) if found else "",
                "there": bool(found and found.there),
                "newest": newest,
                "trouble": found.trouble if found else "",
            }
        )
    elif found is None:
        say(_("Backups are kept on this laptop only."))
    elif found.trouble:
        tell(_("The last copy could not be written to {folder}: {reason}.", folder=found.folder, reason=found.trouble))
    elif not found.there:
        say(_("{folder} is not there now; it is brought up to date once it is.", folder=found.folder))
    else:
        say(_("Backups are kept in {folder} too.", folder=found.folder))
