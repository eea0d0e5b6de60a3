"""``wopfield admin``: accounts, members and laptops, for whoever runs the server."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wopfield.cli.answer import Json, ask_new_password
from wopfield.cli.saying import as_json, say
from wopfield.cli.serving import DatabaseUrl, Files, ServerFolder, where
from wopfield.errors import Unreadable
from wopfield.language import _

if TYPE_CHECKING:
    from wopfield.server.keeping import Checked
    from wopfield.store.database import Database

NEW_PASSWORD = "WOPFIELD_NEW_PASSWORD"
"""The environment variable that scripts hand a new password in."""

_MOST_NAMED = 20

line = typer.Typer(help="Look after the server: accounts, members, laptops.", no_args_is_help=True)

Email = Annotated[str, typer.Argument(help="The e-mail a person signs in with.")]


@line.command("add-person")
def add_person(
    email: Email,
    name: Annotated[str, typer.Option(help="The person's name.")],
    admin: Annotated[bool, typer.Option("--admin", help="May look after the server.")] = False,
    database: DatabaseUrl = "",
    folder: ServerFolder = None,
    json: Json = False,
) -> None:
    """Let a person sign in; the password is asked for."""
    from wopfield.server import admin as doing

    password = ask_new_password(_("Password for {email}", email=email), NEW_PASSWORD)
    with _opened(database, folder) as opened:
        account = doing.add_account(opened, name, email, password, admin)
    if json:
        as_json({"name": account.name, "email": account.email, "admin": account.admin})
    else:
        say(_("{name} can sign in as {email}.", name=account.name, email=account.email))


@line.command("list-people")
def list_people(database: DatabaseUrl = "", folder: ServerFolder = None, json: Json = False) -> None:
    """List the people who can sign in."""
    from wopfield.server import admin as doing

    with _opened(database, folder) as opened:
        found = [
            {"name": each.name, "email": each.email, "admin": each.admin, "disabled": each.disabled}
            for each in doing.list_accounts(opened)
        ]
    if json:
        as_json(found)
        return
    for each in found:
        say(f"{each['email']}  {each['name']}" + (_("  (shut out)") if each["disabled"] else ""))


@line.command("set-password")
def set_password(email: Email, database: DatabaseUrl = "", folder: ServerFolder = None) -> None:
    """Give a person another password."""
    from wopfield.server import admin as doing

    password = ask_new_password(_("New password for {email}", email=email), NEW_PASSWORD)
    with _opened(database, folder) as opened:
        doing.set_password(opened, email, password)
    say(_("{email} has another password.", email=email))


@line.command("disable")
def disable(
    email: Email,
    again: Annotated[bool, typer.Option("--enable", help="Let them in again.")] = False,
    database: DatabaseUrl = "",
    folder: ServerFolder = None,
) -> None:
    """Shut a person and all their laptops out, at once."""
    from wopfield.server import admin as doing

    with _opened(database, folder) as opened:
        doing.set_disabled(opened, email, not again)
    say(_("{email} is let in again.", email=email) if again else _("{email} is shut out.", email=email))


@line.command("list-partnerships")
def list_partnerships(database: DatabaseUrl = "", folder: ServerFolder = None, json: Json = False) -> None:
    """List the partnerships on the server."""
    from wopfield.server import admin as doing

    with _opened(database, folder) as opened:
        found = [{"id": scope, "name": name} for scope, name in doing.list_partnerships(opened)]
    if json:
        as_json(found)
        return
    for each in found:
        say(f"{each['id']}  {each['name']}")


@line.command("add-member")
def add_member(
    partnership: Annotated[str, typer.Argument(help="The id of a partnership, as list-partnerships shows it.")],
    email: Email,
    role: Annotated[str, typer.Argument(help="lead, reviewer, mentor, mentee or manager; empty ends it.")],
    database: DatabaseUrl = "",
    folder: ServerFolder = None,
) -> None:
    """Give a person a role in a partnership."""
    from wopfield.server import admin as doing

    with _opened(database, folder) as opened:
        doing.add_member(opened, partnership, email, role)
    say(
        _("{email} takes part as {role}.", email=email, role=role) if role else _("{email} takes no part.", email=email)
    )


@line.command("list-members")
def list_members(
    partnership: Annotated[str, typer.Argument(help="The id of a partnership.")],
    database: DatabaseUrl = "",
    folder: ServerFolder = None,
    json: Json = False,
) -> None:
    """List who takes part in a partnership."""
    from wopfield.server import admin as doing

    with _opened(database, folder) as opened:
        found = [
            {"name": each.name, "email": each.email, "role": each.role}
            for each in doing.list_members(opened, partnership)
        ]
    if json:
        as_json(found)
        return
    for each in found:
        say(f"{each['role']}  {each['name']}")


@line.command("list-laptops")
def list_laptops(email: Email, database: DatabaseUrl = "", folder: ServerFolder = None, json: Json = False) -> None:
    """List the laptops a person has signed in from."""
    from wopfield.server import admin as doing

    with _opened(database, folder) as opened:
        found = [
            {"id": each.id, "name": each.name, "last_seen": each.last_seen, "revoked": each.revoked}
            for each in doing.list_devices(opened, email)
        ]
    if json:
        as_json(found)
        return
    for each in found:
        say(f"{each['id']}  {each['name']}  {each['last_seen']}" + (_("  (shut out)") if each["revoked"] else ""))


@line.command("revoke-laptop")
def revoke_laptop(
    laptop: Annotated[str, typer.Argument(help="The id of a laptop, as list-laptops shows it.")],
    lock: Annotated[
        bool, typer.Option("--lock/--no-lock", help="Have the work on it locked when it asks next.")
    ] = True,
    wipe: Annotated[
        bool, typer.Option("--wipe", help="Have it wiped when it asks next; what the server lacks is left sealed.")
    ] = False,
    again: Annotated[bool, typer.Option("--enable", help="Let it in again.")] = False,
    database: DatabaseUrl = "",
    folder: ServerFolder = None,
) -> None:
    """Shut one laptop out, at once; what it brought before stays."""
    from wopfield.server import admin as doing
    from wopfield.server import locking

    with _opened(database, folder) as opened:
        if again:
            doing.let_device_in(opened, laptop)
        else:
            doing.revoke_device(opened, laptop, lock=lock and not wipe)
        if wipe and not again:
            locking.order(opened, laptop, wipe=True)
    if again:
        say(_("The laptop may sign in again."))
    elif wipe:
        say(_("The laptop is shut out, and wiped when it asks next."))
    elif lock:
        say(_("The laptop is shut out, and the work on it is locked when it asks next."))
    else:
        say(_("The laptop is shut out."))


@line.command("open-workspace")
def open_workspace(
    workspace: Annotated[Path, typer.Argument(help="The folder of a workspace that was locked for this server.")],
    database: DatabaseUrl = "",
    folder: ServerFolder = None,
) -> None:
    """Give a workspace that this server had locked a new password, so that what was never sent can be sent."""
    from wopfield.server import locking

    password = ask_new_password(_("New password for the workspace"), NEW_PASSWORD)
    with _opened(database, folder) as opened:
        recovery = locking.open_workspace(opened, workspace, password)
    say(_("The workspace opens with the new password. Its recovery key is now {recovery}.", recovery=recovery))
    say(
        _(
            "If its laptop is still shut out, let it in (revoke-laptop --enable) before it syncs: "
            "else it is locked again."
        )
    )


@line.command("open-left")
def open_left(
    file: Annotated[Path, typer.Argument(help="The file “not sent.wopf” of a laptop that was wiped.")],
    to: Annotated[Path, typer.Argument(help="The file to write, which the password opens.")],
    database: DatabaseUrl = "",
    folder: ServerFolder = None,
) -> None:
    """Lock what a wiped laptop left with a password, so that somebody takes it in and sends it."""
    from wopfield.server import locking

    password = ask_new_password(_("Password for the file"), NEW_PASSWORD)
    with _opened(database, folder) as opened:
        locking.open_left(opened, file, to, password)
    say(_("The password opens {file}. Take it in on a laptop that has synced with this server, and sync.", file=to))
    say(_("The server takes it once the laptop that wrote it is let in (revoke-laptop --enable)."))


@line.command("backup")
def back_up(
    file: Annotated[Path, typer.Argument(help="A new file; it holds the server’s keys, so keep it as safe as them.")],
    database: DatabaseUrl = "",
    folder: ServerFolder = None,
    json: Json = False,
) -> None:
    """Write a checked copy of the server's database into a file, while the server runs on; photos lie apart."""
    from wopfield.server import keeping

    with _opened(database, folder) as opened:
        _tell_checked(keeping.back_up(opened, file), json)


@line.command("restore")
def restore(
    file: Annotated[Path, typer.Argument(help="A file that backup wrote.")],
    database: DatabaseUrl = "",
    folder: ServerFolder = None,
    json: Json = False,
) -> None:
    """Put a backup into an empty database, of either kind, and check it."""
    from wopfield.server import keeping

    with _opened(database, folder) as opened:
        _tell_checked(keeping.restore(file, opened), json)


@line.command("check")
def check(database: DatabaseUrl = "", folder: ServerFolder = None, files: Files = "", json: Json = False) -> None:
    """Work every log out anew, try every seal, and read every photo and document: what is damaged is sent again."""
    from wopfield.server import keeping
    from wopfield.server.serve import open_blobs

    _url, beside = where(database, folder)
    with _opened(database, folder) as opened:
        _tell_checked(keeping.check(opened, open_blobs(files or str(beside))), json)


def _tell_checked(found: "Checked", json: bool) -> None:
    """Say what a check found; a log that does not hold is an error."""
    if json:
        as_json(asdict(found))
    else:
        say(
            _(
                "Accounts: {accounts}. Logs: {logs}. Entries: {entries}. Seals: {seals}. Pieces of files: {pieces}, "
                "missing: {missing}.",
                **asdict(found),
            )
        )
        say(_("Hash of all logs: {heads}", heads=found.heads))
        if found.incomplete:
            names = ", ".join(found.incomplete[:_MOST_NAMED]) + (" …" if len(found.incomplete) > _MOST_NAMED else "")
            say(
                _(
                    "Not all here: {names}. A laptop that has them sends them again with its next sync.",
                    names=names,
                )
            )
    if found.wrong:
        raise Unreadable(
            _("These logs are not what was written: {logs}.", logs=", ".join(found.wrong[:10])),
            do=_("Restore the newest backup into an empty database; laptops bring what it lacks."),
        )


@contextmanager
def _opened(database: str, folder: Path | None) -> "Iterator[Database]":
    from wopfield.server.serve import open_database

    url, _files = where(database, folder)
    opened = open_database(url)
    try:
        yield opened
    finally:
        opened.close()
