"""Version 6 of the project file: what was decided about groups, in gold."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "decision_group",
        sa.Column("decision_id", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_decision_group_decision_id_decision")
        ),
        sa.PrimaryKeyConstraint("decision_id", "side", "position", name=op.f("pk_decision_group")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_decision_group_group", "decision_group", ["group_id"])


def downgrade() -> None:
    """Takes the table away; gold keeps its groups, and decisions about groups go."""
    named = "SELECT decision_id FROM decision_group"
    places = "SELECT decision_id FROM decision_span"
    op.execute(f"CREATE TEMP TABLE going AS {named} EXCEPT {places}")
    op.drop_table("decision_group")
    op.execute("DELETE FROM decision WHERE id IN (SELECT decision_id FROM going)")
    op.execute("DROP TABLE going")
