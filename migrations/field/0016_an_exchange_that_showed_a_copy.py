"""an exchange says that it showed a copied laptop."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this schema."""
    with op.batch_alter_table("exchange") as batch:
        batch.add_column(sa.Column("copied", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Go back to the one before."""
    with op.batch_alter_table("exchange") as batch:
        batch.drop_column("copied")
