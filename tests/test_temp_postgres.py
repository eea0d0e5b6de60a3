"""The PostgreSQL of the tests is a real one, keeps what it said it kept, and leaves nothing behind."""

from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text

from tests.temp_postgres import TempPG


def test_the_server_is_a_real_postgresql(postgres: TempPG) -> None:
    engine = create_engine(postgres.url)

    with engine.connect() as connection:
        said = connection.execute(text("SELECT version()")).scalar_one()

    engine.dispose()
    assert said.startswith(f"PostgreSQL {postgres.version}.")
    assert postgres.version >= 14


def test_new_databases_know_nothing_of_one_another(postgres: TempPG) -> None:
    one, other = postgres.new_database(), postgres.new_database()

    ask(one, "CREATE TABLE visit (id int)")

    assert ask(other, "SELECT count(*) FROM pg_tables WHERE tablename = 'visit'") == 0


def test_a_database_can_be_copied_from_a_prepared_one(postgres: TempPG) -> None:
    prepared = postgres.new_database()
    ask(prepared, "CREATE TABLE visit AS SELECT 7 AS id")

    copy = postgres.new_database(like=prepared)

    assert ask(copy, "SELECT id FROM visit") == 7


def test_what_was_committed_is_there_after_a_crash() -> None:
    with TempPG() as server:
        database = server.new_database()
        ask(database, "CREATE TABLE visit AS SELECT 7 AS id")

        server.stop(immediate=True)
        with pytest.raises(psycopg.OperationalError):
            ask(database, "SELECT 1")
        server.start()

        assert ask(database, "SELECT id FROM visit") == 7


def test_nothing_is_left_behind() -> None:
    with TempPG() as server:
        folder = Path(server.url.split("host=")[1])
        assert folder.is_dir()

    assert not folder.exists()


def test_a_folder_without_the_programs_is_an_error_not_a_skip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WOPFIELD_PG_BIN", str(tmp_path))

    with pytest.raises(RuntimeError, match="initdb of PostgreSQL could not be run"):
        TempPG()


def ask(url: str, statement: str) -> object:
    """Run one statement, commit it, return the first value of its answer, if it has one."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        cursor = connection.execute(statement.encode())
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None
