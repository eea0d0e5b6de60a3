"""what was refused is found without reading the rest."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this schema."""
    refused = sa.text("refused != ''")
    op.create_index("ix_entry_refused", "entry", ["scope", "log"], sqlite_where=refused, postgresql_where=refused)


def downgrade() -> None:
    """Go back to the one before."""
    op.drop_index("ix_entry_refused", "entry")
