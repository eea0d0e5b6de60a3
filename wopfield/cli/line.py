"""The words of the command line, and what each does."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from wopfield.cli.answer import WorkspaceFolder
from wopfield.language import _

_GROUPS: Final[Mapping[str, str]] = {
    "checklist": "checklists",
    "indicators": "figures",
    "admin": "administration",
    "share": "sharing",
    "bundle": "bundles",
    "sync": "exchange",
    "backup": "backups",
}
"""Words that more words follow, and the module that knows those."""

_COMMANDS: Final[Mapping[str, str]] = {
    "demo": "demonstration",
    "serve": "serving",
    "connect": "exchange",
    "balance": "figures",
    "report": "papers",
    "verify": "verifying",
}
"""Words that do something at once, and the module whose function of that name does it."""


def line(word: str = "") -> typer.Typer:
    """Return the command line; where ``word`` is one of its words, with that alone.

    A script waits for every module that is imported, so that nothing is made ready which nobody asked for.
    """
    alone = word in {*_GROUPS, *_COMMANDS, "open", "version"}
    made = typer.Typer(
        name="wopfield",
        help="WOPField: peer reviews of water utilities, without a network until there is one.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    for name, module in _GROUPS.items():
        if not alone or name == word:
            made.add_typer(_module(module).line, name=name)
    for name, module in _COMMANDS.items():
        if not alone or name == word:
            made.command()(getattr(_module(module), name))
    made.command(name="open")(open_window)
    made.command()(version)
    return made


def run(word: str) -> None:
    """Do what the words after the command say, of which ``word`` is the first, with help in the language spoken."""
    command = typer.main.get_command(line(word))
    for each in _commands(command):
        each.help = _(each.help) if each.help else None
        for option in _explained(each):
            option.help = _(option.help)
    command()


def help_texts() -> Iterator[str]:
    """Yield every text of the help, in English."""
    for each in _commands(typer.main.get_command(line())):
        if each.help:
            yield each.help
        yield from (option.help for option in _explained(each))


def _module(name: str) -> Any:  # each has a line of its own, or a function for its word
    return import_module(f"wopfield.cli.{name}")


def _commands(command: Any) -> Iterator[Any]:  # typer's own command line, which it shows nobody
    yield command
    for each in getattr(command, "commands", {}).values():
        yield from _commands(each)


def _explained(command: Any) -> list[Any]:
    return [each for each in command.params if getattr(each, "help", None)]


def open_window(workspace: WorkspaceFolder = None) -> None:
    """Open the window, as the command without any words does."""
    from wopfield.desktop import open_window as run

    raise typer.Exit(run(workspace))


def version(
    number: Annotated[bool, typer.Option("--number", help="The number alone.")] = False,
) -> None:
    """Say which version this is."""
    from importlib.metadata import version as installed

    found = installed("wopfield")
    typer.echo(found if number else f"WOPField {found} ({Path(__file__).parent.parent})")
