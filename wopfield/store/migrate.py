"""Bring a database to the schema this program expects."""

from typing import Literal

from sqlalchemy import Engine

from wopfield.errors import NewerProgram
from wopfield.language import _
from wopfield.shipped import shipped

Lineage = Literal["field", "server"]

HEAD = "0017"
"""The newest migration of ``field``; compared on opening, so that Alembic is only loaded when it differs."""


def schema_of(engine: Engine, lineage: Lineage = "field") -> str:
    """Return the migration a database stands at; empty for a new one."""
    from sqlalchemy import inspect, text

    with engine.connect() as connection:
        if not inspect(connection).has_table(f"{lineage}_version"):
            return ""
        return str(connection.execute(text(f"SELECT version_num FROM {lineage}_version")).scalar() or "")  # noqa: S608 - one of two words


def must_not_be_newer(found: str) -> None:
    """Refuse the database of a workspace that stands at ``found`` where a newer program brought it there.

    Raises:
        NewerProgram: it did.
    """
    if found > HEAD:
        raise NewerProgram(
            _("This workspace was written by a newer version of the program."),
            safe=_("It was left exactly as it is."),
            do=_("Install the newest version on this laptop."),
        )


def bring_up(engine: Engine, lineage: Lineage = "field") -> None:
    """Run every migration of ``lineage`` that the database has not seen, or none of them."""
    from alembic import command
    from alembic.config import Config

    config = Config(shipped("migrations") / "alembic.ini", ini_section=lineage)
    config.attributes["engine"] = engine
    command.upgrade(config, "head")
