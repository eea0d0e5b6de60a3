"""The words of the command line, and what each does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from wopfield.cli import (
    administration,
    backups,
    bundles,
    checklists,
    demonstration,
    exchange,
    figures,
    papers,
    serving,
    sharing,
)
from wopfield.cli.answer import WorkspaceFolder
from wopfield.cli.verifying import verify
from wopfield.language import _

line = typer.Typer(
    name="wopfield",
    help="WOPField: peer reviews of water utilities, without a network until there is one.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
line.add_typer(checklists.line, name="checklist")
line.add_typer(figures.line, name="indicators")
line.add_typer(administration.line, name="admin")
line.add_typer(sharing.line, name="share")
line.add_typer(bundles.line, name="bundle")
line.add_typer(exchange.line, name="sync")
line.add_typer(backups.line, name="backup")
line.command()(demonstration.demo)
line.command()(serving.serve)
line.command()(exchange.connect)
line.command()(figures.balance)
line.command()(papers.report)
line.command()(verify)


def run() -> None:
    """Do what the words after the command say, with its help in the language spoken."""
    command = typer.main.get_command(line)
    for each in _commands(command):
        each.help = _(each.help) if each.help else None
        for option in _explained(each):
            option.help = _(option.help)
    command()


def help_texts() -> Iterator[str]:
    """Yield every text of the help, in English."""
    for each in _commands(typer.main.get_command(line)):
        if each.help:
            yield each.help
        yield from (option.help for option in _explained(each))


def _commands(command: Any) -> Iterator[Any]:  # typer's own command line, which it shows nobody
    yield command
    for each in getattr(command, "commands", {}).values():
        yield from _commands(each)


def _explained(command: Any) -> list[Any]:
    return [each for each in command.params if getattr(each, "help", None)]


@line.command(name="open")
def open_window(workspace: WorkspaceFolder = None) -> None:
    """Open the window, as the command without any words does."""
    from wopfield.desktop import open_window as run

    raise typer.Exit(run(workspace))


@line.command()
def version(
    number: Annotated[bool, typer.Option("--number", help="The number alone.")] = False,
) -> None:
    """Say which version this is."""
    from importlib.metadata import version as installed

    found = installed("wopfield")
    typer.echo(found if number else f"WOPField {found} ({Path(__file__).parent.parent})")
