"""Version 3 of the project file: plan, handouts, questions, guidelines, lineage of readings.

What was done before has one head for each reading. It follows from what the reading holds: two
copies of a project that are migrated on two machines agree on every reading that is the same in
both, and on no other.
"""

import hashlib
from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from alembic import op

from annotator.model.identity import named_id

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SPANS = "SELECT article_id, annotator_id, span.* FROM span ORDER BY id"
_RELATIONS = """SELECT span.article_id, relation.annotator_id, relation.* FROM relation
JOIN span ON span.id = head_id ORDER BY relation.id"""
_READINGS = "SELECT article_id, annotator_id, reading.* FROM reading"
_ANSWERS = "SELECT article_id, annotator_id, answer.* FROM answer ORDER BY suggestion_id"
_MEMBERS = """SELECT member.article_id, annotator_id, member.*, story_group.* FROM member
JOIN story_group ON story_group.id = group_id ORDER BY member.id"""
_WORK = (_SPANS, _RELATIONS, _READINGS, _ANSWERS, _MEMBERS)
"""Whose each row of work is, and the row."""


def upgrade() -> None:
    """Makes the tables, and gives every reading its first head."""
    _make_tables()
    op.add_column("step", sa.Column("adds_heads", sa.Integer(), server_default="1", nullable=False))
    # Changes of the scheme are no work on the readings whose spans they rewrote.
    op.execute(
        "UPDATE step SET adds_heads = 0 WHERE name NOT LIKE 'import %' "
        "AND id IN (SELECT step_id FROM step_part WHERE kind = 'scheme')"
    )
    _first_heads(op.get_bind())


def _make_tables() -> None:
    op.create_table(
        "guidelines",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_guidelines")),
        sqlite_strict=True,
    )
    op.create_table(
        "lineage",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("annotator_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "annotator_id", "position", name=op.f("pk_lineage")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("annotator_id", sa.Text(), nullable=False),
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["annotator_id"], ["annotator.id"], name=op.f("fk_assignment_annotator_id_annotator")
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name=op.f("fk_assignment_story_id_story")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint(
            "annotator_id", "story_id", "kind", name=op.f("uq_assignment_annotator_id")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "handout",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("annotator_id", sa.Text(), nullable=False),
        sa.Column("stories", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("returned_at", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["annotator_id"], ["annotator.id"], name=op.f("fk_handout_annotator_id_annotator")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handout")),
        sqlite_strict=True,
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("annotator_id", sa.Text(), nullable=False),
        sa.Column("span_id", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["annotator_id"], ["annotator.id"], name=op.f("fk_question_annotator_id_annotator")
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_question_article_id_article")
        ),
        sa.ForeignKeyConstraint(["span_id"], ["span.id"], name=op.f("fk_question_span_id_span")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sqlite_strict=True,
    )
    op.create_index("ix_question_article", "question", ["article_id", "annotator_id"])
    op.create_index("ix_question_span", "question", ["span_id"])


def _first_heads(connection: sa.Connection) -> None:
    digests: defaultdict[tuple[str, str], Any] = defaultdict(hashlib.sha256)
    for query in _WORK:
        result = connection.exec_driver_sql(query)
        kept = [place for place, name in enumerate(result.keys()) if name != "rev"]
        for row in result:
            line = repr([row[place] for place in kept])
            digests[row[0], row[1]].update(f"{line}\n".encode())
    rows = [
        (*whose, 1, named_id("head", *whose, digest.hexdigest()), 0)
        for whose, digest in digests.items()
    ]
    if rows:
        connection.exec_driver_sql("INSERT INTO lineage VALUES (?, ?, ?, ?, ?)", rows)


def downgrade() -> None:
    """Takes the tables away."""
    for name in ("question", "handout", "assignment", "lineage", "guidelines"):
        op.drop_table(name)
    op.drop_column("step", "adds_heads")
