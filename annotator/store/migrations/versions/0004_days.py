"""Version 4 of the project file: active seconds by day, and by label of the span made after them.

What was measured before has no date. It stays, as seconds without a day.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table of days; what is there is called undated."""
    op.execute("ALTER TABLE attention RENAME COLUMN seconds TO undated")
    op.add_column("attention", sa.Column("left_at", sa.Text(), server_default="", nullable=False))
    key = ("article_id", "annotator_id", "day", "meter", "label_id")
    op.create_table(
        "attention_day",
        *(sa.Column(name, sa.Text(), nullable=False) for name in key),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_attention_day")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Adds the days up and takes the table away."""
    # Of a day, what records tell is all of it or part of what was measured here.
    op.execute("""
        UPDATE attention SET undated = undated + coalesce((
            SELECT sum(seconds) FROM (
                SELECT max(
                    sum(CASE meter WHEN '' THEN seconds ELSE 0 END),
                    sum(CASE meter WHEN '' THEN 0 ELSE seconds END)
                ) AS seconds FROM attention_day AS day
                WHERE day.article_id = attention.article_id
                AND day.annotator_id = attention.annotator_id AND label_id = ''
                GROUP BY day
            )), 0)
    """)
    op.drop_table("attention_day")
    op.drop_column("attention", "left_at")
    op.execute("ALTER TABLE attention RENAME COLUMN undated TO seconds")
