"""Which version of the program speaks."""

from functools import cache
from importlib.metadata import version


@cache
def program_version() -> str:
    """Return the version of this program, as it was installed."""
    return version("wopfield")
