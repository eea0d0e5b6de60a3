"""entries are found by the beginnings of their names."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this schema; only how entries are found changes."""
    op.drop_index("uq_entry_name", "entry")
    op.create_index("ix_entry_name", "entry", [sa.text("substr(name, 1, 8)")])


def downgrade() -> None:
    """Go back to the one before."""
    op.drop_index("ix_entry_name", "entry")
    op.create_index("uq_entry_name", "entry", ["scope", "name"], unique=True)
