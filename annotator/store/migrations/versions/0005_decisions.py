"""Version 5 of the project file: what was decided between two annotators, in gold."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TEXTS = ("id", "gold_id", "article_id", "a_id", "b_id", "took", "ground", "reason", "note")


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "decision",
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TEXTS),
        sa.Column("gap", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_decision_article_id_article")
        ),
        sa.ForeignKeyConstraint(
            ["gold_id"], ["annotator.id"], name=op.f("fk_decision_gold_id_annotator")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sqlite_strict=True,
    )
    op.create_index("ix_decision_article", "decision", ["article_id", "gold_id"])
    op.create_table(
        "decision_span",
        sa.Column("decision_id", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("span_id", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_decision_span_decision_id_decision")
        ),
        sa.PrimaryKeyConstraint("decision_id", "side", "position", name=op.f("pk_decision_span")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_decision_span_span", "decision_span", ["span_id"])


def downgrade() -> None:
    """Takes the tables away; gold keeps its spans."""
    for name in ("decision_span", "decision"):
        op.drop_table(name)
