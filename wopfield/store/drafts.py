"""What is being typed: kept within a second, an entry once the field is left.

A draft holds the row as it was shown, so that its entry is based on what was on the screen even if the program was
killed in between.
"""

import json
from collections.abc import Mapping

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.orm import Session

from wopfield.store.database import Database
from wopfield.store.editor import Editor
from wopfield.store.log_tables import DRAFT
from wopfield.store.rows import Row, decode, encode, noun_of
from wopfield.store.tables import NOUNS


def keep(database: Database, shown: Row, register: str, values: Mapping[str, object], author: str) -> None:
    """Keep what is being typed into a register of a row that is on the screen."""
    fields = {name: encode(value) for name, value in shown.model_dump().items() if name not in ("heads", "open")}
    with database.write() as connection:
        connection.execute(delete(DRAFT).where(*_place(shown, register)))
        connection.execute(
            insert(DRAFT).values(
                scope=shown.scope,
                noun=noun_of(type(shown)),
                row=shown.id,
                register=register,
                content=json.dumps({"row": fields, "values": {k: encode(v) for k, v in values.items()}}),
                seen=shown.heads,
                author=author,
            )
        )


def forget(editor: Editor, shown: Row, register: str) -> None:
    """Drop the draft of a register, in the change that makes it an entry."""
    editor.session.connection().execute(delete(DRAFT).where(*_place(shown, register)))


def find(session: Session, shown: Row, register: str) -> Mapping[str, object] | None:
    """Return the values being typed into a register, or None."""
    content = session.execute(select(DRAFT.c.content).where(*_place(shown, register))).scalar()
    return None if content is None else dict(json.loads(content)["values"])


def typed_into(session: Session, scope: str, model: type[Row], register: str) -> dict[str, Mapping[str, object]]:
    """Return the values being typed into a register of any row of a noun, by the row's id."""
    lines = session.execute(
        select(DRAFT.c.row, DRAFT.c.content).where(
            DRAFT.c.scope == scope, DRAFT.c.noun == noun_of(model), DRAFT.c.register == register
        )
    )
    return {row: dict(json.loads(content)["values"]) for row, content in lines}


def take_up(database: Database) -> list[Row]:
    """Make entries of what was being typed when the program ended, and return the rows concerned."""
    with database.read() as session:
        left = session.execute(select(DRAFT)).all()
    taken: list[Row] = []
    for line in left:
        model = NOUNS.get(line.noun)
        with database.change(line.author) as editor:
            if model is not None:
                content = json.loads(line.content)
                shown = model(
                    **{"scope": line.scope, "id": line.row, **decode(model, content["row"]), "heads": line.seen}
                )
                row = editor.take(shown)
                for name, value in decode(model, content["values"]).items():
                    setattr(row, name, value)
                taken.append(row)
            editor.session.connection().execute(
                delete(DRAFT).where(
                    DRAFT.c.scope == line.scope,
                    DRAFT.c.noun == line.noun,
                    DRAFT.c.row == line.row,
                    DRAFT.c.register == line.register,
                )
            )
    return taken


def _place(shown: Row, register: str) -> tuple[ColumnElement[bool], ...]:
    return (
        DRAFT.c.scope == shown.scope,
        DRAFT.c.noun == noun_of(type(shown)),
        DRAFT.c.row == shown.id,
        DRAFT.c.register == register,
    )
