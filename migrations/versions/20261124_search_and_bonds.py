"""Search and bonds."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_search_and_bonds"
down_revision = "20261124_the_record"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "record_type",
            sa.Enum(
                "researcher",
                "institution",
                "statistic",
                "claim",
                "source",
                "topic",
                "series",
                "citation",
                name="searchedtype",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "search_word",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word"),
    )
    op.create_table(
        "source_coverage",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"],
            ["source.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "claim_bond",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.Column(
            "relation",
            sa.Enum(
                "supports",
                "contrasts",
                "qualifies",
                "example_of",
                "restates",
                name="relation",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "direction",
            sa.Enum("outgoing", "incoming", name="direction", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("related_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claim.id"],
        ),
        sa.ForeignKeyConstraint(
            ["related_id"],
            ["claim.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("position"),
    )
    op.create_index("ix_claim_bond_claim_id_position", "claim_bond", ["claim_id", "position"], unique=False)
    op.create_index(op.f("ix_claim_bond_related_id"), "claim_bond", ["related_id"], unique=False)
    op.drop_index(op.f("ix_claim_relation_related_id"), table_name="claim_relation")
    op.drop_table("claim_relation")
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5"
        "(title, text, content='search_entry', content_rowid='id', tokenize='unicode61 remove_diacritics 2')"
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("search_index")
    op.create_table(
        "claim_relation",
        sa.Column("claim_id", sa.VARCHAR(), nullable=False),
        sa.Column("relation", sa.VARCHAR(), nullable=False),
        sa.Column("related_id", sa.VARCHAR(), nullable=False),
        sa.CheckConstraint(
            "relation IN ('supports', 'contrasts', 'qualifies', 'example_of', 'restates')", name=op.f("relation")
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claim.id"],
        ),
        sa.ForeignKeyConstraint(
            ["related_id"],
            ["claim.id"],
        ),
        sa.PrimaryKeyConstraint("claim_id", "relation", "related_id"),
    )
    op.create_index(op.f("ix_claim_relation_related_id"), "claim_relation", ["related_id"], unique=False)
    op.drop_index(op.f("ix_claim_bond_related_id"), table_name="claim_bond")
    op.drop_index("ix_claim_bond_claim_id_position", table_name="claim_bond")
    op.drop_table("claim_bond")
    op.drop_table("source_coverage")
    op.drop_table("search_word")
    op.drop_table("search_entry")
