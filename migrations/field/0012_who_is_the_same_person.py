"""who is the same person as whom."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this schema; everybody who was entered stands for themselves until somebody says otherwise."""
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("same_as", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    """Go back to the one before."""
    with op.batch_alter_table("person") as batch:
        batch.drop_column("same_as")
