"""what an exchange came to, and where pieces of files are."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_NUMBERS = ("refused", "files_sent", "files_received")
_TEXTS = ("way", "called")


def upgrade() -> None:
    """Go to this schema; of exchanges that were run before no more is known than whether they met the server."""
    with op.batch_alter_table("exchange") as table:
        for name in _NUMBERS:
            table.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        for name in _TEXTS:
            table.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.execute(
        "UPDATE exchange SET way = 'server', called = 'server' "
        "WHERE peer IN (SELECT value FROM kept WHERE kept.key = 'server key')"
    )
    op.create_table(
        "piece_at",
        sa.Column("peer", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("peer", "scope", "sha256", name=op.f("pk_piece_at")),
    )


def downgrade() -> None:
    """Go back to the one before."""
    op.drop_table("piece_at")
    with op.batch_alter_table("exchange") as table:
        for name in (*_NUMBERS, *_TEXTS):
            table.drop_column(name)
