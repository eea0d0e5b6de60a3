"""what stands of a row is told by the row alone."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this schema; nothing moves, as what stands is read from both places.

    The number keeps older programs out: they would hold for replaced what a row alone tells.
    """


def downgrade() -> None:
    """Go back to the one before: what rows tell stands beside the rest of their edits again."""
    connection = op.get_bind()
    known = sa.text(
        'SELECT 1 FROM edit WHERE scope = :scope AND noun = :noun AND "row" = :row'
        " AND register = :register AND name = :name"
    )
    kept = sa.text("INSERT INTO edit VALUES (:scope, :noun, :row, :register, :name, 0)")
    looked = sa.inspect(connection)
    for noun in looked.get_table_names():
        if "heads" not in {column["name"] for column in looked.get_columns(noun)}:
            continue
        rows = connection.execute(sa.text(f"SELECT scope, id, heads FROM {noun}")).all()  # noqa: S608 - our own names
        for scope, row, heads in rows:
            for register, names in json.loads(heads).items():
                for name in names:
                    edit = {"scope": scope, "noun": noun, "row": row, "register": register, "name": name}
                    if connection.execute(known, edit).first() is None:
                        connection.execute(kept, edit)
