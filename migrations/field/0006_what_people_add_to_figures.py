"""what people add to figures: variables, indicators, groups to compare with, and rates."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_RATE = ("rate", "rate_date")
_TABLES = {
    "own_variable": ("code", "name", "unit", "definition", "plausible_min", "plausible_max"),
    "own_indicator": (
        "code", "name", "formula", "unit", "direction", "typical_min", "typical_max", "good_practice_value",
        "good_practice_source", "definition",
    ),
    "comparison_group": ("title", "source", "file", "first_period", "last_period"),
}  # fmt: skip


def upgrade() -> None:
    """Go to this schema; figures that are there are in the utility's own currency, as they always were."""
    with op.batch_alter_table("indicator_entry") as table:
        for name in _RATE:
            table.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
    for table_name, texts in _TABLES.items():
        others: list[sa.schema.SchemaItem] = []
        if table_name == "comparison_group":
            others = [
                sa.Column("taken_in", sa.Date(), nullable=True),
                sa.Column("utilities", sa.Integer(), nullable=False),
                sa.Column("shapes", sa.JSON(), nullable=False),
            ]
        op.create_table(
            table_name,
            sa.Column("scope", sa.String(), nullable=False),
            sa.Column("id", sa.String(), nullable=False),
            sa.Column("heads", sa.String(), nullable=False),
            sa.Column("open", sa.String(), nullable=False),
            sa.Column("alive", sa.Boolean(), nullable=False),
            *(sa.Column(name, sa.String(), nullable=False) for name in texts),
            *others,
            sa.PrimaryKeyConstraint("scope", "id", name=op.f(f"pk_{table_name}")),
        )


def downgrade() -> None:
    """Go back to the one before."""
    for table_name in _TABLES:
        op.drop_table(table_name)
    with op.batch_alter_table("indicator_entry") as table:
        for name in _RATE:
            table.drop_column(name)
