"""Indices and counts."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_indices_and_counts"
down_revision = "20261124_changes"
branch_labels = None
depends_on = None

INDICES = {
    "citation": [("record_type", "position"), ("source_id", "position"), ("quote", "id", "position")],
    "claim": [
        ("claim_type", "position"),
        ("certainty", "position"),
        ("checkable", "position"),
        ("primary_source", "position"),
        ("determination", "position"),
        ("source_id", "position"),
        ("claim_type", "id", "position"),
    ],
    "passage": [
        ("coverage", "position"),
        ("left_out_reason", "position"),
        ("role", "position"),
        ("integrity", "position"),
        ("source_id", "position"),
        ("ordinal", "id", "position"),
    ],
}

CODED = ("claim_type", "certainty", "checkable", "primary_source", "determination")

NULLS = {
    "ix_claim_certainty_nulls_last": "coalesce(certainty, char(1114111))",
    "ix_claim_certainty_nulls_first": "coalesce(certainty, -9e999)",
}

REPLACED = {"citation": ["source_id"], "claim": ["source_id"], "passage": ["ordinal", "source_id"]}

LINKS = {
    "claim_topic": ("topic_id", "topic.id"),
    "claim_country": ("country", "country.code"),
    "claim_researcher": ("researcher_id", "researcher.id"),
    "claim_institution": ("institution_id", "institution.id"),
    "claim_statistic": ("statistic_id", "statistic.id"),
}
"""Tables that link claims to what they speak of: the column that names it, and what that refers to."""

READ_BY_CLAIM = ("claim_researcher", "claim_institution", "claim_statistic")


def upgrade() -> None:
    """Make the change. A database is always built anew: no rows need to be carried over."""
    for table, columns in REPLACED.items():
        for column in columns:
            op.drop_index(f"ix_{table}_{column}", table_name=table)
    for table, indices in INDICES.items():
        for columns in indices:
            op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)
    op.create_index("ix_claim_text", "claim", ["text", "id", "position", *CODED])
    for name, expression in NULLS.items():
        op.create_index(name, "claim", [sa.text(expression), "id", "position"])
    for table, (column, target) in LINKS.items():
        op.drop_index(f"ix_{table}_{column}_claim_id", table_name=table)
        op.drop_table(table)
        op.create_table(
            table,
            sa.Column("position", sa.Integer(), nullable=False),
            sa.Column(column, sa.String(), nullable=False),
            sa.Column("claim_id", sa.String(), nullable=False),
            sa.PrimaryKeyConstraint("position", column),
            sa.ForeignKeyConstraint(["position"], ["claim.position"]),
            sa.ForeignKeyConstraint([column], [target]),
            sa.ForeignKeyConstraint(["claim_id"], ["claim.id"]),
            sqlite_with_rowid=False,
        )
        op.create_index(f"ix_{table}_{column}_position", table, [column, "position"], unique=True)
    for table in READ_BY_CLAIM:
        op.create_index(f"ix_{table}_claim_id", table, ["claim_id"])
    op.create_table(
        "value_count",
        sa.Column("record_type", sa.String(), nullable=False),
        sa.Column("filter", sa.String(), nullable=False),
        sa.Column("beside", sa.String(), nullable=False),
        sa.Column("beside_value", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("record_type", "filter", "beside", "beside_value", "value"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("value_count")
    for table, (column, target) in LINKS.items():
        op.drop_table(table)
        op.create_table(
            table,
            sa.Column("claim_id", sa.String(), nullable=False),
            sa.Column(column, sa.String(), nullable=False),
            sa.PrimaryKeyConstraint("claim_id", column),
            sa.ForeignKeyConstraint(["claim_id"], ["claim.id"]),
            sa.ForeignKeyConstraint([column], [target]),
        )
        op.create_index(f"ix_{table}_{column}_claim_id", table, [column, "claim_id"])
    op.drop_index("ix_claim_text", table_name="claim")
    for name in NULLS:
        op.drop_index(name, table_name="claim")
    for table, indices in INDICES.items():
        for columns in indices:
            op.drop_index(f"ix_{table}_{'_'.join(columns)}", table_name=table)
    for table, columns in REPLACED.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])
