"""``wopfield bundle``: save what a colleague lacks to a file, look into one, take one in."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wopfield.cli.answer import Json, WorkspaceFolder, ask, ask_new_password, ask_password, opened_at
from wopfield.cli.exchanged import newer_as_values, tell_copied, tell_newer
from wopfield.cli.saying import as_json, say
from wopfield.errors import BadInput, Refused, Trouble
from wopfield.language import _, plural

if TYPE_CHECKING:
    from wopfield.store.workspace import Workspace
    from wopfield.sync.bundle_making import Choice
    from wopfield.sync.bundle_preview import Looked, Preview

BUNDLE_PASSWORD = "WOPFIELD_BUNDLE_PASSWORD"
"""The environment variable that scripts hand the password of the file in."""

LARGE = 1000
"""Before so many changes or more are taken in, a backup is made."""

line = typer.Typer(help="Carry work in a file, on a stick or by mail, locked with a password.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="The file; its name ends in .wopf.")]


@line.command("save")
def save(
    file: File,
    partnership: Annotated[
        list[str] | None, typer.Option(help="The name of a partnership, or a part of it; without any, all.")
    ] = None,
    receiver: Annotated[
        str, typer.Option("--for", help="The laptop or person it is for: leaves out what their last file had.")
    ] = "",
    photos: Annotated[bool, typer.Option("--photos/--no-photos", help="Photos and documents go along.")] = True,
    workspace: WorkspaceFolder = None,
    json: Json = False,
) -> None:
    """Save work to a file that a colleague takes in."""
    from wopfield.sync import bundle
    from wopfield.sync.bundle_head import fingerprint
    from wopfield.sync.bundle_lock import new_key
    from wopfield.sync.bundle_words import left_out_words
    from wopfield.sync.device import keys_of

    _must_be_called_a_bundle(file)
    with opened_at(workspace) as opened:
        choice = _choice(opened, partnership or [], receiver, photos)
        bundle.must_fit(opened.database, opened.files, file, choice)
        key = new_key(ask_new_password(_("Password of the file"), BUNDLE_PASSWORD))
        saved = bundle.save(opened.database, opened.files, file, key, choice)
        mine = fingerprint(keys_of(opened.database).public)
    if json:
        answer = {"entries": saved.entries, "pieces": saved.pieces, "bytes": saved.bytes, "fingerprint": mine}
        as_json({"file": str(file), **answer, "left_out": list(saved.left_out)})
        return
    words = plural("{count} change", "{count} changes", saved.entries)
    say(_("{file}: {changes}, {bytes} bytes", file=file, changes=words, bytes=saved.bytes))
    if saved.left_out:
        say(left_out_words(saved.left_out, str(len(saved.left_out))))
    say(_("Whoever takes it in sees this fingerprint of this laptop: {fingerprint}", fingerprint=mine))


@line.command("show")
def show(file: File, workspace: WorkspaceFolder = None, json: Json = False) -> None:
    """Say who made a file and what taking it in would do; nothing is taken in."""
    with opened_at(workspace) as opened:
        looked = _looked(opened, file)
    if json:
        as_json(_as_values(looked.preview))
    else:
        _tell(looked.preview)


@line.command("take-in")
def take_in(
    file: File,
    trust: Annotated[
        str, typer.Option(help="The fingerprint of the laptop that made the file, when it was compared.")
    ] = "",
    workspace: WorkspaceFolder = None,
    json: Json = False,
) -> None:
    """Take in a file that a colleague saved; what is here already is passed over."""
    from wopfield.sync import bundle
    from wopfield.sync.newer import newer_programs

    with opened_at(workspace) as opened:
        looked = _looked(opened, file)
        if not json:
            _tell(looked.preview)
        _make_sure(opened, looked.preview, trust)
        if looked.preview.entries >= LARGE:
            opened.back_up("before-taking-in")
        made = bundle.take_in(opened.database, opened.files, looked.sealed, looked.key, looked.preview.head)
        with opened.database.look() as connection:
            newer = newer_programs(connection)
    if json:
        refused = [{"scope": each.scope, "reason": each.reason} for each in made.refused]
        as_json(
            {"received": made.received, "pieces": made.pieces, "refused": refused, "copied": made.copied,
             "newer": newer_as_values(newer)}
        )  # fmt: skip
    else:
        words = plural("{count} change was taken in", "{count} changes were taken in", made.received)
        say(plural("{changes}, and {count} piece of a file.", "{changes}, and {count} pieces of files.", made.pieces,
                   changes=words))  # fmt: skip
        if made.copied:
            tell_copied()
        tell_newer(newer)
    if (trouble := made.cut_short) is not None:
        raise Trouble(trouble.saying, safe=_("What came until then is here."), do=trouble.do) from trouble


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _must_be_called_a_bundle(file: Path) -> None:
    from wopfield.sync.bundle_file import SUFFIX

    if file.suffix.casefold() != SUFFIX:
        raise BadInput(
            _("The name of such a file ends in {ending}; that of {file} does not.", ending=SUFFIX, file=file),
            safe=_("Nothing was written."),
            do=_("Call it {name}, for instance.", name=f"{file.stem}{SUFFIX}"),
        )


def _choice(workspace: "Workspace", names: list[str], receiver: str, photos: bool) -> "Choice":
    from wopfield.store import partnerships
    from wopfield.sync.bundle_making import Choice
    from wopfield.sync.bundle_memory import receivers

    with workspace.database.read() as session:
        here = {each.scope: each.partnership.name for each in partnerships.every(session)}
        known = receivers(session)
    chosen: set[str] = set()
    for name in names:
        found = {scope for scope, each in here.items() if name.casefold() in each.casefold()}
        if len(found) != 1:
            raise BadInput(
                _("“{name}” names {count} partnerships.", name=name, count=len(found)),
                do=_("There are: {names}.", names=", ".join(here.values())),
            )
        chosen |= found
    if not receiver:
        return Choice(frozenset(chosen or here), photos=photos)
    cards = [
        each for each in known if receiver.casefold() in (each.device, each.laptop.casefold(), each.name.casefold())
    ]
    if len(cards) != 1:
        raise BadInput(
            _("Nobody called “{name}”, or several, sent a file before.", name=receiver),
            do=_("Known are: {names}.", names=", ".join(each.laptop or each.name for each in known) or _("nobody")),
        )
    return Choice(frozenset(chosen or here), cards[0].device, cards[0].laptop or cards[0].name, photos)


def _looked(workspace: "Workspace", file: Path) -> "Looked":
    from wopfield.sync.bundle_file import open_clear
    from wopfield.sync.bundle_lock import open_key
    from wopfield.sync.bundle_preview import look_into

    sealed = open_clear(file)
    key = open_key(sealed.locked_key, ask_password(_("Password of the file"), BUNDLE_PASSWORD))
    return look_into(workspace.database, workspace.files, sealed, key)


def _make_sure(workspace: "Workspace", preview: "Preview", trust: str) -> None:
    """Have a maker confirmed whom nobody here knows yet."""
    from wopfield.sync.trust import trust as believe

    if preview.trusted:
        return
    if trust:
        if "".join(trust.split()).upper() != preview.fingerprint.replace(" ", ""):
            raise Refused(
                _("The file was made by another laptop: its fingerprint is {found}.", found=preview.fingerprint),
                safe=_("Nothing was taken in."),
            )
    elif not ask(_("Do you know this laptop, and is its fingerprint right?")):
        raise Refused(
            _("Nobody has said yet that this file comes from a colleague."),
            safe=_("Nothing was taken in."),
            do=_("Compare the fingerprint with whoever saved it, and hand it in with --trust."),
        )
    believe(workspace.database, preview.head.card)


def _tell(preview: "Preview") -> None:
    from wopfield.sync.bundle_words import lines_of

    for words in lines_of(preview):
        say(words)


def _as_values(preview: "Preview") -> dict[str, object]:
    return {
        "laptop": preview.laptop,
        "maker": preview.maker,
        "fingerprint": preview.fingerprint,
        "trusted": preview.trusted,
        "made": preview.head.made,
        "program": preview.head.program,
        "for": preview.head.receiver_name,
        "partnerships": [
            {"scope": each.scope, "name": each.name, "here": each.here, "entries": each.entries,
             "conflicts": each.conflicts}
            for each in preview.partnerships
        ],
        "entries": preview.entries,
        "authors": dict(preview.authors),
        "conflicts": list(preview.conflicts),
        "pieces": preview.files,
        "piece_bytes": preview.file_bytes,
        "refused": [{"reason": reason, "entries": count} for reason, count in preview.refused],
        "unconnected": preview.unconnected,
        "bytes": preview.size,
    }  # fmt: skip
