"""browsers, invitations, and what was refused."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this schema."""
    op.create_table(
        "invitation",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_invitation")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index("ix_invitation_account", ["account"], unique=False)

    op.create_table(
        "refused",
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("log", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("device", "scope", "log", "seq", name=op.f("pk_refused")),
    )
    with op.batch_alter_table("refused", schema=None) as batch_op:
        batch_op.create_index("ix_refused_at", ["at"], unique=False)

    op.create_table(
        "signed_in",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("last_used", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_signed_in")),
    )
    with op.batch_alter_table("signed_in", schema=None) as batch_op:
        batch_op.create_index("ix_signed_in_account", ["account"], unique=False)

    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.add_column(sa.Column("agreed", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("wipe", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    """Go back to the schema before."""
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.drop_column("wipe")
        batch_op.drop_column("agreed")

    with op.batch_alter_table("signed_in", schema=None) as batch_op:
        batch_op.drop_index("ix_signed_in_account")

    op.drop_table("signed_in")
    with op.batch_alter_table("refused", schema=None) as batch_op:
        batch_op.drop_index("ix_refused_at")

    op.drop_table("refused")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index("ix_invitation_account")

    op.drop_table("invitation")
