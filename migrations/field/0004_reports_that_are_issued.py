"""reports that are issued."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TEXTS = ("stage", "issuer", "change_note", "sha256", "document")
_WORDS = ("titles", "texts")


def upgrade() -> None:
    """Go to this schema."""
    with op.batch_alter_table("report", schema=None) as batch_op:
        for name in _TEXTS:
            batch_op.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        for name in _WORDS:
            batch_op.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    """Go back to the schema before."""
    with op.batch_alter_table("report", schema=None) as batch_op:
        for name in (*_WORDS, *_TEXTS):
            batch_op.drop_column(name)
