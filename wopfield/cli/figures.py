"""``wopfield indicators`` and ``wopfield balance``: what figures say, without a workspace."""

from pathlib import Path
from typing import Annotated

import typer

from wopfield.cli.answer import Json, as_json, as_json_rows, say

line = typer.Typer(help="Work out indicators from figures.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="A JSON file with “entries”, or a CSV file with a row for each year.")]


@line.command()
def compute(file: File, json: Json = False) -> None:
    """Work out every indicator from the figures of a file."""
    import gc

    from wopfield.checklists.library import indicator_catalogue
    from wopfield.figures.computing import answer, take
    from wopfield.figures.reading import read_figures

    # Thousands of results are made, none of them in a circle: looking for circles takes a fifth of the time.
    gc.disable()
    catalogue = indicator_catalogue()
    found = read_figures(file, catalogue)
    if json:
        answers = (answer(take(year, catalogue), catalogue) for year in found.rows)
        if found.single:
            as_json(next(answers))
        else:
            as_json_rows(answers)
        return
    from wopfield.figures.telling import lines

    for year in found.rows:
        for sentence in lines(take(year, catalogue), catalogue):
            say(sentence)


def balance(file: File, json: Json = False) -> None:
    """Work out the IWA water balance, with its limits, from the figures of a file."""
    from wopfield.checklists.library import indicator_catalogue
    from wopfield.figures.balances import balance_answer, read_night
    from wopfield.figures.computing import take
    from wopfield.figures.reading import read_figures
    from wopfield.figures.telling import balance_lines

    catalogue = indicator_catalogue()
    found = read_figures(file, catalogue)
    if json:
        answers = (balance_answer(take(y, catalogue), catalogue, read_night(y.night_flow)) for y in found.rows)
        if found.single:
            as_json(next(answers))
        else:
            as_json_rows(answers)
        return
    for year in found.rows:
        for sentence in balance_lines(take(year, catalogue), catalogue):
            say(sentence)
