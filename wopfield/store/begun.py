"""What was begun in a form and not added yet: on this laptop alone, until it is added or emptied."""

import json
from collections.abc import Mapping

from sqlalchemy.orm import Session

from wopfield.store import kept
from wopfield.store.database import Database

Fields = Mapping[str, str | None]
"""What stands in each field of a form; None where nothing is chosen."""

_KEY = "begun"


def keep(database: Database, form: str, fields: Fields) -> None:
    """Keep what stands in the fields of a form; nothing forgets it."""
    with database.write() as connection:
        kept.put(connection, f"{_KEY} {form}", json.dumps(dict(fields), ensure_ascii=False) if fields else "")


def find(session: Session, form: str) -> Fields:
    """Return what was begun in a form; empty when nothing was."""
    return dict(json.loads(kept.get(session, f"{_KEY} {form}") or "{}"))
