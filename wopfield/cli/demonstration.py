"""``wopfield demo``: an invented partnership with its own server, in the window or without one."""

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from wopfield.cli.answer import Json
from wopfield.cli.saying import as_json, say, tell
from wopfield.errors import BadInput
from wopfield.language import _, plural

if TYPE_CHECKING:
    from wopfield.desktop.demonstration import Stage


_MARK = "demonstration.txt"


def demo(
    headless: Annotated[bool, typer.Option("--headless", help="Do the round without a window.")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Where workspaces and report are left.")] = None,
    screenshots: Annotated[Path | None, typer.Option(help="Picture every screen of the window into a folder.")] = None,
    json: Json = False,
) -> None:
    """Play the demonstration: two laptops, a server, a synced review and its printed report."""
    with ExitStack() as stack:
        folder = out or Path(stack.enter_context(TemporaryDirectory(prefix="wopfield-", ignore_cleanup_errors=True)))
        folder.mkdir(parents=True, exist_ok=True)
        if screenshots is not None:
            _picture(folder, screenshots, json)
        elif headless or not _can_show():
            if not headless:
                tell(_("There is no display here, so the round is made without a window."))
            _go_without_window(folder, json)
        else:
            from wopfield.desktop.application import run_demonstration

            raise typer.Exit(run_demonstration(folder))


def _go_without_window(folder: Path, json: bool) -> None:
    from wopfield.cli.papers import write_report
    from wopfield.demo import story
    from wopfield.demo.round import PASSWORD
    from wopfield.desktop.demonstration import play
    from wopfield.store.workspace import Workspace

    _must_be_free(folder)
    began = perf_counter()
    with play(folder, _tell_step) as stage:
        pass
    printing = perf_counter()
    workspace = Workspace.unlock(stage.laptop, PASSWORD)
    try:
        report = write_report(workspace, story.PARTNERSHIP, "", "A4", folder / "report.pdf")
    finally:
        workspace.close()
    answer = _answer(stage, report, round(perf_counter() - printing, 3), round(perf_counter() - began, 3))
    if json:
        as_json(answer)
    else:
        _say_in_words(stage, report)


def _picture(folder: Path, screenshots: Path, json: bool) -> None:
    if not _can_show():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from wopfield.desktop.demonstration import play
    from wopfield.desktop.screenshots import walk

    _must_be_free(folder)
    with play(folder, _tell_step) as stage:
        written = walk(stage, screenshots)
    if json:
        as_json({"screenshots": [str(path) for path in written]})
    else:
        say(plural("{count} picture is in {folder}.", "{count} pictures are in {folder}.", len(written),
                   folder=screenshots))  # fmt: skip


def _answer(stage: "Stage", report: dict[str, object], printing: float, whole: float) -> dict[str, object]:
    made = stage.round
    return {
        "laptops": [
            {"name": each.name, "folder": str(each.folder), "entries": each.entries, "rows": each.rows}
            for each in made.laptops
        ],
        "same_state": made.same_state,
        "conflicts": made.laptops[0].conflicts,
        "report": report,
        "seconds": {**made.seconds, "report is printed": printing, "all together": whole},
    }


def _say_in_words(stage: "Stage", report: dict[str, object]) -> None:
    made = stage.round.laptops[0]
    for laptop in stage.round.laptops:
        rows = plural("{count} row", "{count} rows", laptop.rows)
        say(plural("{name}: {count} entry, {rows}", "{name}: {count} entries, {rows}", laptop.entries,
                   name=laptop.name, rows=rows))  # fmt: skip
    same = stage.round.same_state
    say(_("Both hold the same state.") if same else _("The laptops do not hold the same state."))
    say(plural("{count} answer was changed in two places and waits to be settled.",
               "{count} answers were changed in two places and wait to be settled.", made.conflicts))  # fmt: skip
    say(_("The report is {file}: {pages} pages, {bytes} bytes.", **report))


def _tell_step(step: str) -> None:
    tell(f"  {step}")


def _must_be_free(folder: Path) -> None:
    """Make room for a new round: what an earlier round left may go, and nothing else.

    Raises:
        BadInput: the folder holds something that no round put there.
    """
    import shutil

    mark = folder / _MARK
    if mark.exists():
        for name in ("amina", "joost", "server"):
            shutil.rmtree(folder / name, ignore_errors=True)
    elif any(folder.iterdir()):
        raise BadInput(
            _("{folder} is not empty.", folder=folder),
            safe=_("Nothing in it was touched."),
            do=_("Name an empty folder, or one that an earlier demonstration was left in."),
        )
    mark.write_text(_("A demonstration of WOPField lies here; it may be deleted.") + "\n", encoding="utf-8")


def _can_show() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    if os.environ.get("QT_QPA_PLATFORM", "") == "offscreen":
        return False
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
