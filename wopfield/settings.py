"""Where things are kept, and which language is spoken, when nobody says otherwise."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from wopfield.language import best_of

FOLDER = "WOPFIELD_FOLDER"
"""The environment variable that names another workspace folder."""
PASSWORD = "WOPFIELD_PASSWORD"
"""The environment variable scripts may hand the password in; a person is asked."""
LANGUAGE = "WOPFIELD_LANGUAGE"
"""The environment variable that names the language (``fr``) where nobody has chosen one in the window."""


def workspace_folder() -> Path:
    """Return the folder of this person's workspace; it need not be there yet."""
    named = os.environ.get(FOLDER)
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("WOPField", appauthor=False) / "workspace"


def server_folder() -> Path:
    """Return the folder in which ``wopfield serve`` keeps its database and files."""
    from platformdirs import user_data_path

    return user_data_path("WOPField", appauthor=False) / "server"


def language(system: Sequence[str] = ()) -> str:
    """Return the language to speak; ``system`` are the languages the computer is set to, where somebody asked it."""
    named = os.environ.get(LANGUAGE)
    return best_of([named] if named else system or _languages_of_system())


def _languages_of_system() -> Sequence[str]:
    """Return what the surroundings say of the language of messages, as gettext reads them."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name].split(":")
    if sys.platform == "win32":
        import ctypes
        import locale

        return [locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")]
    return []
