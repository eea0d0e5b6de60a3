"""Two laptops rate an answer; what each has is read as it is laid out."""

from sqlalchemy import select
from sqlmodel import select as pick

from wopfield.store.database import Database
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


def rows(database: Database) -> dict[str, list[str]]:
    """Return everything that is laid out, in one order."""
    with database.look() as connection:
        laid: dict[str, list[str]] = {
            noun: sorted(map(repr, connection.execute(select(table(model))))) for noun, model in NOUNS.items()
        }
        laid["conflict"] = sorted(map(repr, connection.execute(select(CONFLICT))))
        return laid
