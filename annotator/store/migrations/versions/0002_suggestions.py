"""Version 2 of the project file: suggestions and the answers to them, parses, groups."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "parse",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "model", name=op.f("pk_parse")),
        sqlite_strict=True,
    )
    op.create_table(
        "suggestion",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("annotator_id", sa.Text(), nullable=False),
        sa.Column("label_id", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("fragments", sa.Text(), nullable=False),
        sa.Column("score", sa.REAL(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("attributes", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.Column("group_name", sa.Text(), nullable=False),
        sa.Column("maker", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
        sqlite_strict=True,
    )
    op.create_index("ix_suggestion_article", "suggestion", ["article_id", "start"], unique=False)
    op.create_table(
        "story_group",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("annotator_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("attributes", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["annotator_id"], ["annotator.id"], name=op.f("fk_story_group_annotator_id_annotator")
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name=op.f("fk_story_group_story_id_story")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_group")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_story_group_story", "story_group", ["story_id", "annotator_id"], unique=False
    )
    op.create_table(
        "answer",
        sa.Column("suggestion_id", sa.Text(), nullable=False),
        sa.Column("annotator_id", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("span_id", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.Text(), nullable=False),
        sa.Column("seconds", sa.REAL(), nullable=False),
        sa.Column("bulk", sa.Integer(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["annotator_id"], ["annotator.id"], name=op.f("fk_answer_annotator_id_annotator")
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_answer_article_id_article")
        ),
        sa.ForeignKeyConstraint(["span_id"], ["span.id"], name=op.f("fk_answer_span_id_span")),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestion.id"], name=op.f("fk_answer_suggestion_id_suggestion")
        ),
        sa.PrimaryKeyConstraint("suggestion_id", "annotator_id", name=op.f("pk_answer")),
        sqlite_strict=True,
    )
    op.create_index("ix_answer_article", "answer", ["article_id", "annotator_id"], unique=False)
    op.create_index("ix_answer_span", "answer", ["span_id"], unique=False)
    op.create_table(
        "member",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("span_id", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_member_article_id_article")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["story_group.id"], name=op.f("fk_member_group_id_story_group")
        ),
        sa.ForeignKeyConstraint(["span_id"], ["span.id"], name=op.f("fk_member_span_id_span")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sqlite_strict=True,
    )
    op.create_index("ix_member_article", "member", ["article_id"], unique=False)
    op.create_index("ix_member_group", "member", ["group_id", "position"], unique=False)
    op.create_index("ix_member_span", "member", ["span_id"], unique=False)


def downgrade() -> None:
    """Takes the tables away."""
    for name in ("member", "answer", "story_group", "parse", "suggestion"):
        op.drop_table(name)
