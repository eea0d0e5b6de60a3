"""who may read an action, a session, a comment of the utility, and where a figure comes from."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_READERS = {"action": "report", "agenda_line": "report", "feedback": "utility", "indicator_entry": "report"}


def upgrade() -> None:
    """Go to this schema; what stood in any report stands there, but what the utility said waits for a word of it."""
    for name, readers in _READERS.items():
        with op.batch_alter_table(name) as batch:
            batch.add_column(sa.Column("audience", sa.String(), nullable=False, server_default=readers))


def downgrade() -> None:
    """Go back to the one before."""
    for name in _READERS:
        with op.batch_alter_table(name) as batch:
            batch.drop_column("audience")
