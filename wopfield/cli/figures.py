"""``wopfield indicators`` and ``wopfield balance``: what figures say, those of a file or of a partnership."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wopfield.cli.answer import Json, WorkspaceFolder, opened_at, the_partnership, whose
from wopfield.cli.saying import as_json, say
from wopfield.errors import BadInput
from wopfield.language import _, plural

if TYPE_CHECKING:
    from wopfield.domain.catalogue import Catalogue

line = typer.Typer(help="Work out indicators from figures.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="A JSON file with “entries”, or a CSV file with a row for each year.")]


DefinedIn = Annotated[Path | None, typer.Option("--definitions", help="A file of figures and indicators of your own.")]


def _catalogue(definitions: Path | None) -> "Catalogue":
    """Return the catalogue that ships in the language spoken, with what a file defines."""
    from wopfield.checklists.library import indicator_catalogue
    from wopfield.store.wording import worded_catalogue

    if definitions is None:
        return worded_catalogue(indicator_catalogue())
    from wopfield.figures.definitions import with_definitions

    return with_definitions(worded_catalogue(indicator_catalogue()), definitions)


@line.command()
def compute(file: File, definitions: DefinedIn = None, json: Json = False) -> None:
    """Work out every indicator from the figures of a file."""
    from wopfield.cli import at_once
    from wopfield.figures.computing import take
    from wopfield.figures.reading import read_figures
    from wopfield.figures.telling import lines

    catalogue = _catalogue(definitions)
    found = read_figures(file, catalogue)
    if json:
        at_once.compute(found, catalogue)
        return

    for year in found.rows:
        for sentence in lines(take(year, catalogue), catalogue):
            say(sentence)


@line.command()
def compare(file: File, definitions: DefinedIn = None, json: Json = False) -> None:
    """Show median and quartiles of a table of utilities, for indicators that five or more of them have."""
    from wopfield.domain.quantity import decimals, format_number
    from wopfield.figures.groups import group_answer, read_group

    catalogue = _catalogue(definitions)
    group = read_group(file, catalogue)
    if json:
        as_json(group_answer(group, catalogue))
        return
    for code, indicator in catalogue.indicators.items():
        shape = group.compare(code)
        if shape is None:
            continue
        low, middle, high = (
            format_number(value, places=decimals(shape.upper_quartile))
            for value in (shape.lower_quartile, shape.median, shape.upper_quartile)
        )
        say(
            _(
                "{code}  {name}: {middle} {unit} (half of {count} between {low} and {high})",
                code=code, name=indicator.name, middle=middle, unit=indicator.unit, count=shape.count, low=low,
                high=high,
            )
        )  # fmt: skip


Periods = Annotated[str, typer.Option("--periods", help="The periods, with commas between them: 2023,2024.")]
Out = Annotated[Path, typer.Option("--out", help="The workbook (.xlsx) to write.")]


@line.command("template")
def write_template(
    out: Out,
    periods: Periods,
    every: Annotated[bool, typer.Option("--all", help="All variables, not only those people begin with.")] = False,
    utility: Annotated[str, typer.Option(help="The name of the utility.")] = "",
    definitions: DefinedIn = None,
    json: Json = False,
) -> None:
    """Write a workbook that a utility fills in with no program, to be taken in afterwards."""
    from wopfield.domain.period_words import find_period
    from wopfield.figures.workbooks import template
    from wopfield.whole import write_whole

    catalogue = _catalogue(definitions)
    named = [each.strip() for each in periods.split(",") if each.strip()]
    known = [found.period for each in named if (found := find_period(each))]
    if not named or len(known) < len(named):
        raise BadInput(
            _("“{periods}” does not name periods.", periods=periods), do=_("Type years such as 2023,2024 or 2023/24.")
        )
    own = tuple(code for code in catalogue.variables if code.startswith("own_"))
    chosen = tuple(catalogue.variables) if every else (*catalogue.common_variables, *own)
    size = write_whole(out, template(catalogue, chosen, known, utility), make_folders=True)
    if json:
        as_json({"file": str(out), "variables": len(chosen), "periods": known, "bytes": size})
    else:
        say(plural("{file}: {count} figure for {periods}.", "{file}: {count} figures for {periods}.", len(chosen),
                   file=out, periods=", ".join(known)))  # fmt: skip


@line.command()
def export(
    partnership: Annotated[str, typer.Argument(help="The name of the partnership, or a part of it.")],
    out: Annotated[Path, typer.Option("--out", help="A workbook (.xlsx), or a CSV file of the results.")],
    entries: Annotated[bool, typer.Option("--entries", help="In a CSV, the entries and not the results.")] = False,
    workspace: WorkspaceFolder = None,
    json: Json = False,
) -> None:
    """Write the figures of a partnership's mentee and what is worked out from them."""
    from wopfield.figures.tables import entry_line, entry_sheet, result_sheet
    from wopfield.figures.workbooks import as_csv, as_workbook
    from wopfield.store import indicators, own
    from wopfield.whole import write_whole

    catalogue = _catalogue(None)
    with opened_at(workspace) as opened, opened.database.read() as session:
        pair = the_partnership(session, partnership)
        catalogue = own.extended(session, pair.scope, catalogue).catalogue
        rows = indicators.of_utility(session, pair.scope, pair.partnership.mentee)
        given = [row for row in rows if indicators.says_something(row)]
        figures = indicators.figures(given, catalogue)
    kept = entry_sheet(map(entry_line, given), catalogue)
    results = result_sheet(figures, catalogue)
    if out.suffix.lower() == ".csv":
        content = as_csv(kept if entries else results).encode()
    else:
        content = as_workbook([kept, results])
    size = write_whole(out, content, make_folders=True)
    if json:
        as_json({"file": str(out), "entries": len(given), "periods": list(figures), "bytes": size})
    else:
        say(plural("{file}: {count} figure of {periods}.", "{file}: {count} figures of {periods}.", len(given),
                   file=out, periods=", ".join(figures)))  # fmt: skip


@line.command("definitions")
def save_definitions(
    partnership: Annotated[str, typer.Argument(help="The name of the partnership, or a part of it.")],
    out: Annotated[Path, typer.Option("--out", help="The workbook (.xlsx) or CSV file to write.")],
    workspace: WorkspaceFolder = None,
    json: Json = False,
) -> None:
    """Write the figures and indicators of its own that a partnership defined."""
    from wopfield.figures.definitions import Definitions, definition_sheet
    from wopfield.figures.workbooks import as_csv, as_workbook
    from wopfield.store import own
    from wopfield.whole import write_whole

    with opened_at(workspace) as opened, opened.database.read() as session:
        scope = the_partnership(session, partnership).scope
        defined = Definitions(
            tuple(map(own.fields_of, own.variables(session, scope))),
            tuple(map(own.fields_of, own.indicators(session, scope))),
        )
    sheet, counted = definition_sheet(defined), len(defined.variables) + len(defined.indicators)
    size = write_whole(
        out, as_csv(sheet).encode() if out.suffix.lower() == ".csv" else as_workbook([sheet]), make_folders=True
    )
    if json:
        as_json({"file": str(out), "definitions": counted, "bytes": size})
    else:
        say(_("{file}: {count} definitions.", file=out, count=counted))


@line.command()
def define(
    partnership: Annotated[str, typer.Argument(help="The name of the partnership, or a part of it.")],
    file: Annotated[Path, typer.Argument(help="A file of definitions, as “definitions” writes it.")],
    workspace: WorkspaceFolder = None,
    json: Json = False,
) -> None:
    """Take in figures and indicators of one's own: all of a file, or nothing where one is wrong."""
    from wopfield.checklists.library import indicator_catalogue
    from wopfield.figures.definitions import read_definitions, with_definitions
    from wopfield.store import own

    with_definitions(indicator_catalogue(), file)
    defined = read_definitions(file)
    with opened_at(workspace) as opened:
        with opened.database.read() as session:
            scope = the_partnership(session, partnership).scope
        with opened.database.change(whose(opened)) as editor:
            changed = own.take_in(editor, scope, indicator_catalogue(), defined.variables, defined.indicators)
    if json:
        as_json({"definitions": len(defined.variables) + len(defined.indicators), "changed": changed})
    else:
        say(_("{count} definitions are new or changed.", count=changed))


@line.command("take-in")
def take_in(
    partnership: Annotated[str, typer.Argument(help="The name of the partnership, or a part of it.")],
    file: Annotated[Path, typer.Argument(help="A filled-in template, or any workbook or CSV with a table of figures.")],
    write: Annotated[bool, typer.Option("--write", help="Write what is shown; without it nothing changes.")] = False,
    workspace: WorkspaceFolder = None,
    json: Json = False,
) -> None:
    """Show what a table of figures would write for a partnership's mentee, and write it when told to."""
    from wopfield.domain.pasted import preview
    from wopfield.figures.tables import preview_answer, preview_lines, read_table
    from wopfield.figures.unit_words import known_in_every_language
    from wopfield.store import figures_taken_in, indicators, own

    catalogue = _catalogue(None)
    with opened_at(workspace) as opened:
        with opened.database.read() as session:
            pair = the_partnership(session, partnership)
            mentee = pair.partnership.mentee
            catalogue = known_in_every_language(own.extended(session, pair.scope, catalogue).catalogue)
            found = preview(read_table(file, catalogue), catalogue)
            shown = indicators.by_place(indicators.of_utility(session, pair.scope, mentee))
        if write and found.to_write:
            with opened.database.change(whose(opened)) as editor:
                figures_taken_in.take_in(editor, shown, pair.scope, mentee, found.to_write, catalogue)
    if json:
        as_json(preview_answer(found, written=write))
        return
    for sentence in preview_lines(found, catalogue, written=write):
        say(sentence)


def balance(
    file: File,
    out: Annotated[Path | None, typer.Option("--out", help="Write the standard table as CSV or workbook.")] = None,
    definitions: DefinedIn = None,
    json: Json = False,
) -> None:
    """Work out the IWA water balance, with its limits, from the figures of a file."""
    from wopfield.cli import at_once
    from wopfield.figures.balances import balance_sheet
    from wopfield.figures.computing import take
    from wopfield.figures.reading import read_figures
    from wopfield.figures.telling import balance_in_words

    catalogue = _catalogue(definitions)
    found = read_figures(file, catalogue)
    if out is not None:
        from wopfield.figures.workbooks import as_csv, as_workbook
        from wopfield.whole import write_whole

        sheet = balance_sheet(found.rows, catalogue)
        write_whole(
            out, as_csv(sheet).encode() if out.suffix.lower() == ".csv" else as_workbook([sheet]), make_folders=True
        )
    if json:
        at_once.balance(found, catalogue)
        return
    for year in found.rows:
        for sentence in balance_in_words(take(year, catalogue), catalogue):
            say(sentence)
