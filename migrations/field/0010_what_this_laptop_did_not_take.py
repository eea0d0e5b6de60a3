"""what this laptop did not take of what others brought, and how many of it each exchange counted."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this schema."""
    op.create_table(
        "untaken",
        sa.Column("peer", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("log", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("called", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("peer", "scope", "log", name=op.f("pk_untaken")),
    )
    with op.batch_alter_table("exchange") as batch:
        batch.add_column(sa.Column("refused_here", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Go back to the one before."""
    with op.batch_alter_table("exchange") as batch:
        batch.drop_column("refused_here")
    op.drop_table("untaken")
