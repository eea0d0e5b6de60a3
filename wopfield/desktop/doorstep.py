"""What stands beside the locked workspace for the first window: a name to greet, a language and a look.

It is read before anything is unlocked, so it holds nothing else; without it the door greets nobody by name.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from wopfield.ui.theme import Look, look_called

_FILE = "doorstep.json"


@dataclass(frozen=True, slots=True)
class Doorstep:
    """Whom the door greets, and how it looks."""

    name: str = ""
    detail: str = ""
    language: str = ""
    """The code of the language that was chosen; empty while nobody has."""
    look: Look = "light"
    scale: float = 1.0
    large: bool = False
    """Whether buttons and fields are large enough for gloves."""


def is_there(folder: Path) -> bool:
    """Return whether a folder holds a workspace, or what is left of one; it is then never made anew."""
    return any((folder / name).exists() for name in ("wopfield.db", "key.json"))


def read(folder: Path) -> Doorstep:
    """Return what is known before the workspace is open; a missing or damaged file is no trouble."""
    try:
        found = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return Doorstep(
            name=str(found["name"]),
            detail=str(found["detail"]),
            language=str(found["language"]),
            look=look_called(str(found["look"])),
            scale=float(found["scale"]),
            large=bool(found.get("large")),  # not there before buttons could be large
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Doorstep()


def write(folder: Path, doorstep: Doorstep) -> None:
    """Keep it for the next start; a disk that does not take it is no trouble either."""
    beside = folder / f"{_FILE}.new"
    try:
        beside.write_text(json.dumps(asdict(doorstep)), encoding="utf-8")
        beside.replace(folder / _FILE)
    except OSError:
        return
