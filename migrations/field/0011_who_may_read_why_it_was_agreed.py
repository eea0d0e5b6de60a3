"""who may read why a rating was agreed."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this schema; what was written before anybody could say for whom is for the utility, not for everybody."""
    with op.batch_alter_table("agreed_rating") as batch:
        batch.add_column(sa.Column("audience", sa.String(), nullable=False, server_default="utility"))


def downgrade() -> None:
    """Go back to the one before."""
    with op.batch_alter_table("agreed_rating") as batch:
        batch.drop_column("audience")
