"""Where things are kept when nobody says otherwise."""

import os
from pathlib import Path

FOLDER = "WOPFIELD_FOLDER"
"""The environment variable that names another workspace folder."""
PASSWORD = "WOPFIELD_PASSWORD"
"""The environment variable scripts may hand the password in; a person is asked."""


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
