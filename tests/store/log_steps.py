"""Two laptops rate an answer and pass on what they wrote."""

from sqlalchemy import select
from sqlmodel import select as pick

from wopfield.store.database import Database
from wopfield.store.layout import lay_out
from wopfield.store.log import add_arrived, entries_after, have
from wopfield.store.log_tables import CONFLICT
from wopfield.store.rows import table
from wopfield.store.tables import NOUNS, Answer, answer_id

P = "partnership"


def rate(database: Database, level: int, rater: str = "amina", shown: Answer | None = None) -> Answer:
    """Rate one item as somebody who looks at ``shown``, and return the row as it then stands."""
    asked = shown or Answer(scope=P, id=answer_id("a", "WR01", "team"), assessment="a", item="WR01", rater="team")
    with database.change(rater) as editor:
        editor.take(asked).level = level
    return answer(database)


def answer(database: Database) -> Answer:
    """Return the one answer as a screen would read it."""
    with database.read() as session:
        return session.exec(pick(Answer)).one()


def pass_on(source: Database, target: Database) -> None:
    """Carry every entry that ``target`` lacks, as an exchange would."""
    with source.look() as theirs, target.write() as ours:
        known = have(ours)
        for scope, logs in have(theirs).items():
            for log in logs:
                since = known.get(scope, {}).get(log)
                lines = [entry for entry, _ in entries_after(theirs, scope, log, since.seq if since else 0)]
                add_arrived(ours, lines, [""] * len(lines), "a colleague", "")
                lay_out(ours, lines)


def rows(database: Database) -> dict[str, list[str]]:
    """Return everything that is laid out, in one order."""
    with database.look() as connection:
        laid: dict[str, list[str]] = {
            noun: sorted(map(repr, connection.execute(select(table(model))))) for noun, model in NOUNS.items()
        }
        laid["conflict"] = sorted(map(repr, connection.execute(select(CONFLICT))))
        return laid
