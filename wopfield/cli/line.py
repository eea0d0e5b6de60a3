"""The words of the command line, and what each does."""

from pathlib import Path
from typing import Annotated

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
