"""``wopfield verify``: whether a file is the report that was issued."""

import os
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wopfield import settings
from wopfield.cli.answer import Json, WorkspaceFolder, opened_at
from wopfield.cli.saying import as_json, say
from wopfield.errors import BadInput
from wopfield.language import _

if TYPE_CHECKING:
    from wopfield.ui.proving import Verdict


def verify(
    file: Annotated[Path, typer.Argument(help="The PDF as it was issued.")],
    workspace: WorkspaceFolder = None,
    json: Json = False,
) -> None:
    """Say whether a PDF is the report that was issued, by whom, and what has changed in the record since.

    Whether it is genuine shows in the file alone. What has changed since shows beside a workspace: the one that
    is named, or this person's own where its password is in the environment.
    """
    from wopfield.ui import proving

    with opened_at(workspace) if workspace is not None or _own_is_open_to_us() else nullcontext() as opened:
        try:
            verdict = proving.verify(proving.read_pdf(file), opened)
        except BadInput as error:
            if not json:
                raise
            # a program that asked for JSON gets its answer of every file, of one that is no report as well
            verdict = proving.no_report(str(error))
    if json:
        as_json(_answer(verdict))
    else:
        _say(verdict)
    if not verdict.genuine:
        raise typer.Exit(1)


def _answer(verdict: "Verdict") -> dict[str, object]:
    """Return a verdict as JSON has it."""
    since = verdict.changed_since
    changed = None if since is None else [
        {"where": one.where, "what": one.what, "was": one.was, "now": one.now, "follows": one.follows} for one in since
    ]  # fmt: skip
    return {
        "genuine": verdict.genuine,
        "reason": verdict.reason,
        "number": verdict.number,
        "version": verdict.version,
        "document": verdict.document,
        "status": verdict.status,
        "issued_by": verdict.issued_by,
        "issued_at": verdict.issued_at,
        "fingerprint": verdict.fingerprint,
        "vouched_by": verdict.vouched,
        "key": verdict.key,
        "changed_since": changed,
        "newer_version": verdict.newer,
    }


def _say(verdict: "Verdict") -> None:
    """Say a verdict in words, with what has changed since line by line."""
    from wopfield.ui import proving

    say(verdict.reason)
    if told := proving.issued_words(verdict):
        say(told)
    if verdict.newer:
        say(_("Version {version} was issued since.", version=verdict.newer))
    if verdict.key:
        say(_("Key: {code}", code=verdict.key))
    since = verdict.changed_since
    if since is None:
        return
    for words, changed in proving.told_apart(since):
        say(words)
        for one in changed:
            say(f"  {proving.change_words(one)}")


def _own_is_open_to_us() -> bool:
    from wopfield.store.workspace import is_there

    return settings.PASSWORD in os.environ and is_there(settings.workspace_folder())
