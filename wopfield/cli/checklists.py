"""``wopfield checklist``: what the built-in checklists hold."""

from typing import Annotated

import typer

from wopfield.cli.saying import as_json, say
from wopfield.language import _

line = typer.Typer(help="Look into the built-in checklists.", no_args_is_help=True)


@line.command("list")
def list_all(
    json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """List the built-in checklists with their areas and items."""
    from wopfield.checklists.listing import checklist_list

    found = checklist_list()
    if json:
        as_json(found)
        return
    for checklist in found:
        say(_("{code} {version}  {title}: {areas} areas, {items} items", **checklist))


@line.command()
def show(
    code: Annotated[str, typer.Argument(help="The code of a checklist, such as peer_review.")],
    json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Show the whole of a built-in checklist."""
    from wopfield.checklists import library
    from wopfield.checklists.listing import checklist_show

    if json:
        as_json(checklist_show(code))
        return
    for area in library.get(code).areas:
        say(f"{area.number} {area.title}")
        for item in area.items:
            say(f"  {item.number} {item.code}  {item.question}")
