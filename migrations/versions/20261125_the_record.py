"""The record: every table and index."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_the_record"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "change",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.String(),
            nullable=False,
        ),
        sa.Column("record_type", sa.String(), nullable=True),
        sa.Column("record_id", sa.String(), nullable=True),
        sa.Column("successor_type", sa.String(), nullable=True),
        sa.Column("successor_id", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("position"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_change_record_type_record_id", "change", ["record_type", "record_id"])
    op.create_table(
        "country",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("abbreviations", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "population",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "record_count",
        sa.Column("record_type", sa.String(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("record_type"),
    )
    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("data_version", sa.String(), nullable=False),
        sa.Column("release_date", sa.String(), nullable=False),
        sa.Column("declarations", sa.String(), nullable=False),
        sa.Column("content_digest", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name="one_release"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "record_type",
            sa.String(),
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
        "search_form",
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("form", "words"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_word",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("record_type", sa.String(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", "record_type"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "series",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("position"),
        sa.UniqueConstraint("id"),
    )
    op.create_table(
        "source",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("source_type", sa.String(), nullable=False),
        sa.Column("extent", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("authors", sa.String(), nullable=True),
        sa.Column("date_published", sa.String(), nullable=True),
        sa.Column("rights_holder", sa.String(), nullable=True),
        sa.Column("original_url", sa.String(), nullable=True),
        sa.Column("republication", sa.String(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("position"),
        sa.UniqueConstraint("id"),
    )
    op.create_table(
        "topic",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("position"),
        sa.UniqueConstraint("id"),
    )
    op.create_table(
        "value_set",
        sa.Column("record_type", sa.String(), nullable=False),
        sa.Column("filter", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("members", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("record_type", "filter", "value"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "order_block",
        sa.Column("record_type", sa.String(), nullable=False),
        sa.Column("order", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("members", sa.LargeBinary(), nullable=False),
        sa.Column("positions", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("record_type", "order", "number"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "citation",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column(
            "record_type",
            sa.String(),
            nullable=False,
        ),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("line_first", sa.Integer(), nullable=False),
        sa.Column("line_last", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("quote_start", sa.Integer(), nullable=False),
        sa.Column("quote_end", sa.Integer(), nullable=False),
        sa.Column("deep_link", sa.String(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        sa.PrimaryKeyConstraint("position"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_citation_record_id", "citation", ["record_id"])
    op.create_table(
        "passage",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("line_first", sa.Integer(), nullable=False),
        sa.Column("line_last", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column(
            "role",
            sa.String(),
            nullable=False,
        ),
        sa.Column(
            "condition",
            sa.String(),
            nullable=False,
        ),
        sa.Column(
            "coverage",
            sa.String(),
            nullable=False,
        ),
        sa.Column(
            "left_out_reason",
            sa.String(),
            nullable=True,
        ),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        sa.PrimaryKeyConstraint("position"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_passage_ordinal_id", "passage", ["ordinal", "id"])
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
        "citation_passage",
        sa.Column("citation_id", sa.String(), nullable=False),
        sa.Column("passage_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["citation_id"],
            ["citation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["passage_id"],
            ["passage.id"],
        ),
        sa.PrimaryKeyConstraint("citation_id", "passage_id"),
    )
    op.create_index("ix_citation_passage_passage_id", "citation_passage", ["passage_id"])
    op.create_table(
        "claim",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("citation_id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("claim_type", sa.String(), nullable=False),
        sa.Column("certainty", sa.String(), nullable=True),
        sa.Column("hedge", sa.String(), nullable=True),
        sa.Column("qualifiers", sa.String(), nullable=True),
        sa.Column("polarity", sa.String(), nullable=True),
        sa.Column("population_id", sa.String(), nullable=True),
        sa.Column("period", sa.String(), nullable=True),
        sa.Column("period_start", sa.Integer(), nullable=True),
        sa.Column("period_end", sa.Integer(), nullable=True),
        sa.Column("attributed_to", sa.String(), nullable=True),
        sa.Column("primary_source", sa.String(), nullable=False),
        sa.Column("checkable", sa.String(), nullable=False),
        sa.Column("text_complete", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["population_id"], ["population.id"]),
        sa.ForeignKeyConstraint(
            ["citation_id"],
            ["citation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        sa.PrimaryKeyConstraint("position"),
        sa.UniqueConstraint("citation_id"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_claim_period", "claim", ["period_start", "period_end"])
    op.create_table(
        "institution",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("citation_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_as_written", sa.String(), nullable=False),
        sa.Column(
            "institution_type",
            sa.String(),
            nullable=True,
        ),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("parent_id", sa.String(), nullable=True),
        sa.Column("owner_id", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["citation_id"],
            ["citation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["country"],
            ["country.code"],
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["institution.id"],
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["institution.id"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        sa.PrimaryKeyConstraint("position"),
        sa.UniqueConstraint("citation_id"),
        sa.UniqueConstraint("id"),
    )
    op.create_table(
        "passage_record",
        sa.Column("passage_id", sa.String(), nullable=False),
        sa.Column("record_type", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["passage_id"],
            ["passage.id"],
        ),
        sa.PrimaryKeyConstraint("passage_id", "record_type", "record_id"),
    )
    op.create_index("ix_passage_record_record_id", "passage_record", ["record_id"])
    op.create_table(
        "researcher",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("citation_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["citation_id"],
            ["citation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        sa.PrimaryKeyConstraint("position"),
        sa.UniqueConstraint("citation_id"),
        sa.UniqueConstraint("id"),
    )
    op.create_table(
        "statistic",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("citation_id", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("value_text", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("unit_label", sa.String(), nullable=True),
        sa.Column("currency", sa.String(), nullable=True),
        sa.Column("modifier", sa.String(), nullable=True),
        sa.Column("lower", sa.Float(), nullable=True),
        sa.Column("upper", sa.Float(), nullable=True),
        sa.Column("lower_inclusive", sa.Boolean(), nullable=True),
        sa.Column("upper_inclusive", sa.Boolean(), nullable=True),
        sa.Column("least", sa.Float(), nullable=True),
        sa.Column("most", sa.Float(), nullable=True),
        sa.Column("least_inclusive", sa.Boolean(), nullable=True),
        sa.Column("most_inclusive", sa.Boolean(), nullable=True),
        sa.Column("bounds_basis", sa.String(), nullable=False),
        sa.Column("population_id", sa.String(), nullable=True),
        sa.Column("geography", sa.String(), nullable=True),
        sa.Column("period", sa.String(), nullable=True),
        sa.Column("period_start", sa.Integer(), nullable=True),
        sa.Column("period_end", sa.Integer(), nullable=True),
        sa.Column("series_id", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("primary_source", sa.String(), nullable=False),
        sa.Column("text_complete", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["population_id"], ["population.id"]),
        sa.ForeignKeyConstraint(
            ["citation_id"],
            ["citation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["geography"],
            ["country.code"],
        ),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["series.id"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        sa.PrimaryKeyConstraint("position"),
        sa.UniqueConstraint("citation_id"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(
        "ix_statistic_value",
        "statistic",
        [
            *("value", "period_start", "period_end"),
            *("lower", "upper", "least", "most", "least_inclusive", "most_inclusive", "text_complete"),
        ],
    )
    op.create_table(
        "affiliation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("researcher_id", sa.String(), nullable=False),
        sa.Column("institution_id", sa.String(), nullable=False),
        sa.Column("citation_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("role_as_written", sa.String(), nullable=False),
        sa.Column(
            "status",
            sa.String(),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["citation_id"],
            ["citation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["institution.id"],
        ),
        sa.ForeignKeyConstraint(
            ["researcher_id"],
            ["researcher.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("citation_id"),
    )
    op.create_index("ix_affiliation_institution_id", "affiliation", ["institution_id"])
    op.create_index("ix_affiliation_researcher_id", "affiliation", ["researcher_id"])
    op.create_table(
        "claim_bond",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.Column(
            "relation",
            sa.String(),
            nullable=False,
        ),
        sa.Column(
            "direction",
            sa.String(),
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
        sa.PrimaryKeyConstraint("position"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_claim_bond_claim_id", "claim_bond", ["claim_id"])
    op.create_table(
        "claim_country",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claim.id"],
        ),
        sa.ForeignKeyConstraint(
            ["country"],
            ["country.code"],
        ),
        sa.ForeignKeyConstraint(
            ["position"],
            ["claim.position"],
        ),
        sa.PrimaryKeyConstraint("position", "country"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claim_institution",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.String(), nullable=False),
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claim.id"],
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["institution.id"],
        ),
        sa.ForeignKeyConstraint(
            ["position"],
            ["claim.position"],
        ),
        sa.PrimaryKeyConstraint("position", "institution_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_claim_institution_claim_id", "claim_institution", ["claim_id"])
    op.create_index("ix_claim_institution_institution_id", "claim_institution", ["institution_id"])
    op.create_table(
        "claim_researcher",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("researcher_id", sa.String(), nullable=False),
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claim.id"],
        ),
        sa.ForeignKeyConstraint(
            ["position"],
            ["claim.position"],
        ),
        sa.ForeignKeyConstraint(
            ["researcher_id"],
            ["researcher.id"],
        ),
        sa.PrimaryKeyConstraint("position", "researcher_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_claim_researcher_claim_id", "claim_researcher", ["claim_id"])
    op.create_index("ix_claim_researcher_researcher_id", "claim_researcher", ["researcher_id"])
    op.create_table(
        "claim_statistic",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("statistic_id", sa.String(), nullable=False),
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claim.id"],
        ),
        sa.ForeignKeyConstraint(
            ["position"],
            ["claim.position"],
        ),
        sa.ForeignKeyConstraint(
            ["statistic_id"],
            ["statistic.id"],
        ),
        sa.PrimaryKeyConstraint("position", "statistic_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_claim_statistic_claim_id", "claim_statistic", ["claim_id"])
    op.create_index("ix_claim_statistic_statistic_id", "claim_statistic", ["statistic_id"])
    op.create_table(
        "claim_topic",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.String(), nullable=False),
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claim.id"],
        ),
        sa.ForeignKeyConstraint(
            ["position"],
            ["claim.position"],
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["topic.id"],
        ),
        sa.PrimaryKeyConstraint("position", "topic_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "institution_source",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("institution_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["institution_id"], ["institution.id"]),
        sa.ForeignKeyConstraint(["position"], ["institution.position"]),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"]),
        sa.PrimaryKeyConstraint("position", "source_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_institution_source_source_id", "institution_source", ["source_id"])
    op.create_table(
        "researcher_source",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("researcher_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["researcher_id"], ["researcher.id"]),
        sa.ForeignKeyConstraint(["position"], ["researcher.position"]),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"]),
        sa.PrimaryKeyConstraint("position", "source_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_researcher_source_source_id", "researcher_source", ["source_id"])
    op.create_table(
        "researcher_institution",
        sa.Column("researcher_id", sa.String(), nullable=False),
        sa.Column("institution_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["institution_id"], ["institution.id"]),
        sa.ForeignKeyConstraint(["researcher_id"], ["researcher.id"]),
        sa.PrimaryKeyConstraint("researcher_id", "institution_id"),
    )
    op.create_index("ix_researcher_institution_institution_id", "researcher_institution", ["institution_id"])
    op.create_table(
        "statistic_institution",
        sa.Column("statistic_id", sa.String(), nullable=False),
        sa.Column("institution_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["institution.id"],
        ),
        sa.ForeignKeyConstraint(
            ["statistic_id"],
            ["statistic.id"],
        ),
        sa.PrimaryKeyConstraint("statistic_id", "institution_id"),
    )
    op.create_table(
        "statistic_researcher",
        sa.Column("statistic_id", sa.String(), nullable=False),
        sa.Column("researcher_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["researcher_id"],
            ["researcher.id"],
        ),
        sa.ForeignKeyConstraint(
            ["statistic_id"],
            ["statistic.id"],
        ),
        sa.PrimaryKeyConstraint("statistic_id", "researcher_id"),
    )
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5"
        "(title, text, content='search_entry', content_rowid='id', "
        # soft hyphens and letters of no width are part of a word, which is indexed without them
        "tokenize=\"unicode61 remove_diacritics 2 tokenchars '\u00ad\u200b\u200c\u200d\u2060\ufeff'\")"
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("search_index")
    for table in (
        "statistic_researcher",
        "statistic_institution",
        "researcher_institution",
        "researcher_source",
        "institution_source",
        "claim_topic",
        "claim_statistic",
        "claim_researcher",
        "claim_institution",
        "claim_country",
        "claim_bond",
        "affiliation",
        "statistic",
        "researcher",
        "passage_record",
        "institution",
        "claim",
        "citation_passage",
        "source_coverage",
        "passage",
        "citation",
        "order_block",
        "value_set",
        "topic",
        "source",
        "series",
        "search_word",
        "search_form",
        "search_entry",
        "release",
        "record_count",
        "population",
        "country",
        "change",
    ):
        op.drop_table(table)
