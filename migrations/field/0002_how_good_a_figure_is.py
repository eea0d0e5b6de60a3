"""how good a figure is."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ADDED = ("basis", "margin", "evidence")


def upgrade() -> None:
    """Go to this schema; figures that are there say nothing of it yet."""
    with op.batch_alter_table("indicator_entry") as table:
        for name in _ADDED:
            table.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    """Go back to the one before."""
    with op.batch_alter_table("indicator_entry") as table:
        for name in _ADDED:
            table.drop_column(name)
