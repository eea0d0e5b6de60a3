"""who may read it, and what the utility says of a report."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_SAID = ("answer", "finding", "evidence")


def upgrade() -> None:
    """Go to this schema; what was said before may stand in any report, as it did."""
    for name in _SAID:
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.add_column(sa.Column("audience", sa.String(), nullable=False, server_default="report"))
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.add_column(sa.Column("audience", sa.String(), nullable=False, server_default="utility"))
        batch_op.add_column(sa.Column("name_people", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "feedback",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("alive", sa.Boolean(), nullable=False),
        sa.Column("heads", sa.String(), nullable=False),
        sa.Column("open", sa.String(), nullable=False),
        sa.Column("assessment", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("changed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "id", name=op.f("pk_feedback")),
    )
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_assessment"), ["assessment"], unique=False)


def downgrade() -> None:
    """Go back to the schema before."""
    op.drop_table("feedback")
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_column("name_people")
        batch_op.drop_column("audience")
    for name in _SAID:
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.drop_column("audience")
