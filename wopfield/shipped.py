"""Find the files that ship beside the code: checklists, fonts, icons, migrations."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped(folder: str) -> Path:
    """Return a folder that ships with the program: ``resources`` or ``migrations``.

    A wheel carries it inside the package; a checkout has it beside the package.
    """
    inside = _PACKAGE / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder
