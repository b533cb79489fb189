"""Changes."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_changes"
down_revision = "20261124_search_and_bonds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "change",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "added",
                "corrected",
                "withdrawn",
                "renamed",
                name="changekind",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("record_type", sa.String(), nullable=True),
        sa.Column("record_id", sa.String(), nullable=True),
        sa.Column("successor_id", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("position"),
    )
    op.create_index("ix_change_record_type_record_id", "change", ["record_type", "record_id"], unique=False)


def downgrade() -> None:
    """Undo it."""
    op.drop_index("ix_change_record_type_record_id", table_name="change")
    op.drop_table("change")
