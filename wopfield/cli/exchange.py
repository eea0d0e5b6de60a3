"""``wopfield connect`` and ``wopfield sync``: a workspace and its central server."""

import platform
from typing import Annotated

import typer

from wopfield.cli.answer import Json, WorkspaceFolder, as_json, ask_password, folder_of, say, tell
from wopfield.errors import ShutOut
from wopfield.language import _

SERVER_PASSWORD = "WOPFIELD_SERVER_PASSWORD"
"""The environment variable that scripts hand the server's password in."""


def connect(
    address: Annotated[str, typer.Argument(help="The address of the server, such as wop.example.org.")],
    email: Annotated[str, typer.Argument(help="The e-mail you sign in with.")],
    laptop: Annotated[str, typer.Option(help="What colleagues call this laptop.")] = "",
    workspace: WorkspaceFolder = None,
    json: Json = False,
) -> None:
    """Sign a workspace in at a central server."""
    from wopfield.store.workspace import Workspace
    from wopfield.sync import central

    opened = Workspace.unlock(folder_of(workspace), ask_password(_("Password of the workspace")))
    try:
        password = ask_password(_("Password at the server"), SERVER_PASSWORD)
        found = central.connect(opened.database, address, email, password, laptop or platform.node())
    finally:
        opened.close()
    if json:
        as_json({"address": found.address, "name": found.name, "email": found.email, "scopes": list(found.scopes)})
    else:
        say(_("Connected to {address} as {name}.", address=found.address, name=found.name))


def sync(workspace: WorkspaceFolder = None, json: Json = False) -> None:
    """Exchange with the central server until both have the same, then bring the files."""
    from wopfield.store.vault import locked
    from wopfield.store.workspace import Workspace
    from wopfield.sync import central
    from wopfield.sync.locking import lock_if_ordered

    opened = Workspace.unlock(folder_of(workspace), ask_password(_("Password of the workspace")))
    try:
        outcome = central.sync_now(opened.database, opened.files)
    except ShutOut as refused:
        if not lock_if_ordered(opened):
            raise
        tell(str(refused))
        raise locked(opened.folder) from refused
    finally:
        opened.close()
    answer = {
        "sent": outcome.sent,
        "received": outcome.received,
        "refused": outcome.refused,
        "files_sent": outcome.files_sent,
        "files_received": outcome.files_received,
        "requests": outcome.requests,
        "seconds": round(outcome.seconds, 3),
    }
    if json:
        as_json(answer)
    else:
        say(_("{sent} sent, {received} received, {refused} refused, in {seconds} s.", **answer))
