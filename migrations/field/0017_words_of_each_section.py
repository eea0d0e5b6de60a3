"""words of each section, a row each."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_TEXTS = ("id", "heads", "open", "assessment", "document", "part", "section", "text")


def upgrade() -> None:
    """Go to this schema; what was written before stays with the report, and is shown where nothing newer is."""
    op.create_table(
        "section_text",
        sa.Column("scope", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in _TEXTS),
        sa.Column("alive", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "id", name=op.f("pk_section_text")),
    )
    op.create_index(op.f("ix_section_text_assessment"), "section_text", ["assessment"])


def downgrade() -> None:
    """Go back to the schema before; the words stay in the log."""
    op.drop_index(op.f("ix_section_text_assessment"), table_name="section_text")
    op.drop_table("section_text")
