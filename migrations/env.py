"""Bring one lineage of one database up to date, all of it or none of it."""

import os

from alembic import context
from sqlalchemy import Connection, MetaData, create_engine, text

lineage = context.config.config_ini_section


def metadata() -> MetaData:
    """Return the tables of this lineage."""
    if lineage == "server":
        from wopfield.server.tables import METADATA

        return METADATA
    from wopfield.store import log_tables, tables  # noqa: F401 - importing them fills the metadata
    from wopfield.store.rows import METADATA

    return METADATA


def ours(name: str | None, kind: str, _parents: object) -> bool:
    """Return whether a table belongs to this lineage."""
    return kind != "table" or name in metadata().tables


def say(connection: Connection, statement: str) -> None:
    """Say something to the driver itself, outside any transaction."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(statement)


engine = context.config.attributes.get("engine") or create_engine(os.environ["WOPFIELD_DATABASE"])
sqlite = engine.dialect.name == "sqlite"
with engine.connect() as connection:
    if sqlite:  # rebuilding a table would otherwise delete the rows that point at it
        say(connection, "PRAGMA foreign_keys = OFF")
    try:
        with connection.execution_options(wopfield_writes=True).begin():
            context.configure(
                connection=connection,
                target_metadata=metadata(),
                include_name=ours,
                version_table=f"{lineage}_version",
                render_as_batch=sqlite,
                transactional_ddl=True,
            )
            with context.begin_transaction():
                context.run_migrations()
            if sqlite:
                broken = connection.execute(text("PRAGMA foreign_key_check")).all()
                if broken:
                    raise RuntimeError(f"{len(broken)} rows point at nothing after the migration")
    finally:
        if sqlite:
            say(connection, "PRAGMA foreign_keys = ON")
