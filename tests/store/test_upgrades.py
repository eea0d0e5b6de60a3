"""A workspace that an older version of the program left is brought up to date, and nothing in it is lost."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import event, insert, text
from sqlmodel import Session, select

from wopfield.domain.log import Name
from wopfield.shipped import shipped
from wopfield.store import people, section_texts
from wopfield.store.database import open_plain
from wopfield.store.exchanges import Found, find
from wopfield.store.log import entries_named
from wopfield.store.migrate import HEAD, bring_up, schema_of
from wopfield.store.rows import table
from wopfield.store.tables import Action, AgendaLine, AgreedRating, Feedback, IndicatorEntry, Report


def test_a_reason_written_before_anybody_said_for_whom_stays_and_is_for_the_utility(tmp_path: Path) -> None:
    engine = open_plain(f"sqlite:///{tmp_path / 'old.db'}")
    config = Config(shipped("migrations") / "alembic.ini", ini_section="field")
    config.attributes["engine"] = engine
    command.upgrade(config, "0010")
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO agreed_rating (scope, id, alive, heads, open, assessment, item, level, does_not_apply,"
                " reason, talk_later) VALUES ('p', 'r', 1, '{}', '', 'a', 'NW01', 3, 0, 'Reviewed once.', 0)"
            )
        )
    bring_up(engine)
    assert schema_of(engine) == HEAD
    with Session(engine) as session:
        row = session.exec(select(AgreedRating)).one()
    assert (row.level, row.reason, row.audience) == (3, "Reviewed once.", "utility")
    assert AgreedRating(scope="p", id="s").audience == "utility", "a row built anew from its entries says the same"
    engine.dispose()


def test_words_of_a_report_written_before_each_had_a_row_stand_where_they_stood(tmp_path: Path) -> None:
    engine = open_plain(f"sqlite:///{tmp_path / 'old.db'}")
    config = Config(shipped("migrations") / "alembic.ini", ini_section="field")
    config.attributes["engine"] = engine
    command.upgrade(config, "0016")
    values = Report(scope="p", id="r", assessment="a", texts={"plan": "All agreed."}).model_dump()
    with engine.begin() as connection:
        connection.execute(insert(table(Report)).values(values))
    bring_up(engine)
    with Session(engine) as session:
        row = session.exec(select(Report)).one()
        kept = section_texts.of_document(session, "p", "a", "")
    assert section_texts.words_in(row, kept, "texts") == {"plan": "All agreed."}
    engine.dispose()


def test_everybody_who_was_entered_before_people_could_be_joined_stands_for_themselves(tmp_path: Path) -> None:
    engine = open_plain(f"sqlite:///{tmp_path / 'old.db'}")
    config = Config(shipped("migrations") / "alembic.ini", ini_section="field")
    config.attributes["engine"] = engine
    command.upgrade(config, "0011")
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO person (scope, id, alive, heads, open, name, function, utility, email)"
                " VALUES ('commons', 'joost', 1, '{}', '', 'Joost Verhagen', 'networks', '', '')"
            )
        )
    bring_up(engine)
    with Session(engine) as session:
        joost = people.find(session, "joost")
        assert joost is not None
        assert (joost.name, joost.same_as) == ("Joost Verhagen", "")
        assert people.every(session) == [joost]
    engine.dispose()


def test_what_was_written_before_it_had_readers_stays_where_it_stood_but_the_utilitys_words_wait(
    tmp_path: Path,
) -> None:
    engine = open_plain(f"sqlite:///{tmp_path / 'old.db'}")
    config = Config(shipped("migrations") / "alembic.ini", ini_section="field")
    config.attributes["engine"] = engine
    command.upgrade(config, "0012")
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO feedback (scope, id, alive, heads, open, assessment, section, text, said_by, reply,"
                " changed) VALUES ('p', 'f', 1, '{}', '', 'a', 'plan', 'We agree.', 'Grace', '', 0)"
            )
        )
    bring_up(engine)
    with Session(engine) as session:
        row = session.exec(select(Feedback)).one()
    assert (row.text, row.audience) == ("We agree.", "utility")
    assert [model(scope="p", id="s").audience for model in (Action, AgendaLine, IndicatorEntry)] == ["report"] * 3
    engine.dispose()


def test_entries_written_before_names_were_found_by_their_beginnings_are_found_as_quickly(tmp_path: Path) -> None:
    engine = open_plain(f"sqlite:///{tmp_path / 'old.db'}")
    config = Config(shipped("migrations") / "alembic.ini", ini_section="field")
    config.attributes["engine"] = engine
    command.upgrade(config, "0014")
    names = [Name(f"{number:08}".ljust(43, letter)) for number in range(600) for letter in "ab"]  # two begin alike
    with engine.begin() as connection:
        connection.execute(
            text("INSERT INTO entry VALUES ('p', 'log', :seq, :name, :payload, '', '', '')"),
            [{"seq": seq, "name": name, "payload": f"{seq}".encode()} for seq, name in enumerate(names, start=1)],
        )
    bring_up(engine)
    asked: list[str] = []
    with engine.connect() as connection:
        event.listen(connection, "before_cursor_execute", lambda *said: asked.append(said[2]))
        found = entries_named(connection, "p", names)
        assert {name: entry.seq for name, entry in found.items()} == {
            name: seq for seq, name in enumerate(names, start=1)
        }
        assert find(connection, "p", names[5:6]) == {names[5]: Found("log", 6)}
        assert find(connection, "another", names) == {}
        ways = [
            connection.connection.cursor().execute(f"EXPLAIN QUERY PLAN {each}", ("x",) * each.count("?")).fetchall()
            for each in asked
            if each.startswith("SELECT")
        ]
    assert ways
    assert all("USING INDEX ix_entry_name" in str(way) for way in ways)
    engine.dispose()
