"""The tables of a project file.

Every table whose rows are written by steps carries `rev`: the step that wrote the row last. Undo
uses it to see whether somebody changed the row since. Foreign keys never cascade: nothing
disappears unseen.
"""

from typing import Any

from sqlalchemy import REAL, ForeignKey, Index, Integer, MetaData, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

APPLICATION_ID = 0x414E4E4F
"""`application_id` of a project file, “ANNO”."""

SCHEMA_VERSION = 6
"""`user_version` of the files that this program writes."""

STRICT: dict[str, Any] = {"sqlite_strict": True}


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {str: Text, int: Integer, float: REAL}  # noqa: RUF012


class FactRow(Base):
    """What belongs to the project as a whole: its id, name, settings."""

    __tablename__ = "fact"
    __table_args__ = STRICT
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    rev: Mapped[int]


class StoryRow(Base):
    __tablename__ = "story"
    __table_args__ = STRICT
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]
    split: Mapped[str]
    rev: Mapped[int]


class ArticleRow(Base):
    __tablename__ = "article"
    __table_args__ = (
        Index("ix_article_story", "story_id", "position"),
        Index("ix_article_sha256", "sha256"),
        STRICT,
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    story_id: Mapped[str] = mapped_column(ForeignKey("story.id"))
    name: Mapped[str] = mapped_column(unique=True)
    sha256: Mapped[str]
    length: Mapped[int]
    position: Mapped[int]
    title: Mapped[str]
    outlet: Mapped[str]
    byline: Mapped[str]
    published: Mapped[str]
    url: Mapped[str]
    retrieved: Mapped[str]
    version_of: Mapped[str]
    extra: Mapped[str]
    rev: Mapped[int]


class ArticleTextRow(Base):
    """The texts, apart from the facts: a list of articles reads no text."""

    __tablename__ = "article_text"
    __table_args__ = STRICT
    article_id: Mapped[str] = mapped_column(ForeignKey("article.id"), primary_key=True)
    text: Mapped[str]
    rev: Mapped[int]


class AnnotatorRow(Base):
    __tablename__ = "annotator"
    __table_args__ = STRICT
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[str]
    rev: Mapped[int]


class SchemeRow(Base):
    """One version of the scheme; the one with the highest position counts."""

    __tablename__ = "scheme"
    __table_args__ = (UniqueConstraint("name", "version"), STRICT)
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    version: Mapped[int]
    body: Mapped[str]
    position: Mapped[int]
    created_at: Mapped[str]
    rev: Mapped[int]


class SpanRow(Base):
    __tablename__ = "span"
    __table_args__ = (
        Index("ix_span_article", "article_id", "annotator_id", "start"),
        Index("ix_span_label", "annotator_id", "label_id"),
        STRICT,
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("article.id"))
    annotator_id: Mapped[str] = mapped_column(ForeignKey("annotator.id"))
    label_id: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    fragments: Mapped[str]
    """JSON `[[start, end], …]`, empty where the span is in one piece."""
    attributes: Mapped[str]
    """JSON `[[name, value], …]`."""
    note: Mapped[str]
    score: Mapped[float | None]
    origin: Mapped[str]
    source: Mapped[str]
    created_at: Mapped[str | None]
    updated_at: Mapped[str | None]
    rev: Mapped[int]


class RelationRow(Base):
    __tablename__ = "relation"
    __table_args__ = (
        Index("ix_relation_head", "head_id"),
        Index("ix_relation_child", "child_id"),
        STRICT,
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    annotator_id: Mapped[str] = mapped_column(ForeignKey("annotator.id"))
    kind: Mapped[str]
    head_id: Mapped[str] = mapped_column(ForeignKey("span.id"))
    child_id: Mapped[str] = mapped_column(ForeignKey("span.id"))
    attributes: Mapped[str]
    created_at: Mapped[str | None]
    updated_at: Mapped[str | None]
    rev: Mapped[int]


class ReadingRow(Base):
    __tablename__ = "reading"
    __table_args__ = STRICT
    article_id: Mapped[str] = mapped_column(ForeignKey("article.id"), primary_key=True)
    annotator_id: Mapped[str] = mapped_column(ForeignKey("annotator.id"), primary_key=True)
    status: Mapped[str]
    read_for: Mapped[str]
    note: Mapped[str]
    impressions: Mapped[str]
    open_points: Mapped[str]
    scheme_name: Mapped[str]
    scheme_version: Mapped[str]
    created_at: Mapped[str | None]
    updated_at: Mapped[str | None]
    rev: Mapped[int]


class AttentionRow(Base):
    """Measured while reading; not part of any edit, so not in the journal.

    No foreign keys: it outlives an undone import, so that redoing the import finds it again.
    """

    __tablename__ = "attention"
    __table_args__ = STRICT
    article_id: Mapped[str] = mapped_column(primary_key=True)
    annotator_id: Mapped[str] = mapped_column(primary_key=True)
    undated: Mapped[int]
    place: Mapped[int]
    seen: Mapped[str]
    left_at: Mapped[str] = mapped_column(server_default="")


class AttentionDayRow(Base):
    """Active seconds of one UTC day, as one copy of the project measured them; see `attention`.

    `meter`: which copy, "" where nobody knows. `label_id`: "" for all of the day, else the part
    of it after which a span of this label was made by hand. No row ever gets less.
    """

    __tablename__ = "attention_day"
    __table_args__ = STRICT | {"sqlite_with_rowid": False}
    article_id: Mapped[str] = mapped_column(primary_key=True)
    annotator_id: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[str] = mapped_column(primary_key=True)
    meter: Mapped[str] = mapped_column(primary_key=True)
    label_id: Mapped[str] = mapped_column(primary_key=True)
    seconds: Mapped[int]


class SuggestionRow(Base):
    """What a suggester proposed; made again at any time, so not in the journal.

    No foreign keys, like `attention`: it outlives an undone import.
    """

    __tablename__ = "suggestion"
    __table_args__ = (Index("ix_suggestion_article", "article_id", "start"), STRICT)
    id: Mapped[str] = mapped_column(primary_key=True)
    article_id: Mapped[str]
    source: Mapped[str]
    annotator_id: Mapped[str]
    label_id: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    fragments: Mapped[str]
    """As in `span`."""
    score: Mapped[float]
    reason: Mapped[str]
    attributes: Mapped[str]
    speaker: Mapped[str]
    """JSON `[start, end]`, empty where there is none; so is `cue`."""
    cue: Mapped[str]
    group_name: Mapped[str]
    maker: Mapped[str]


class AnswerRow(Base):
    """What one annotator answered to one suggestion."""

    __tablename__ = "answer"
    __table_args__ = (
        Index("ix_answer_article", "article_id", "annotator_id"),
        Index("ix_answer_span", "span_id"),
        STRICT,
    )
    suggestion_id: Mapped[str] = mapped_column(ForeignKey("suggestion.id"), primary_key=True)
    annotator_id: Mapped[str] = mapped_column(ForeignKey("annotator.id"), primary_key=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("article.id"))
    verdict: Mapped[str]
    span_id: Mapped[str | None] = mapped_column(ForeignKey("span.id"))
    answered_at: Mapped[str]
    seconds: Mapped[float]
    bulk: Mapped[int]
    rev: Mapped[int]


class ParseRow(Base):
    """What a model found in a text; made again at any time, so not in the journal."""

    __tablename__ = "parse"
    __table_args__ = STRICT
    article_id: Mapped[str] = mapped_column(primary_key=True)
    model: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str]
    sha256: Mapped[str]
    body: Mapped[str]
    """JSON `[[start, end, type], …]`."""


class GroupRow(Base):
    """A group of one annotator in one story; `group` alone is a word of SQL."""

    __tablename__ = "story_group"
    __table_args__ = (Index("ix_story_group_story", "story_id", "annotator_id"), STRICT)
    id: Mapped[str] = mapped_column(primary_key=True)
    story_id: Mapped[str] = mapped_column(ForeignKey("story.id"))
    annotator_id: Mapped[str] = mapped_column(ForeignKey("annotator.id"))
    kind: Mapped[str]
    name: Mapped[str]
    attributes: Mapped[str]
    note: Mapped[str]
    created_at: Mapped[str | None]
    updated_at: Mapped[str | None]
    rev: Mapped[int]


class MemberRow(Base):
    """A span in a group or, without a span, an article that omits what the others say."""

    __tablename__ = "member"
    __table_args__ = (
        Index("ix_member_article", "article_id"),
        Index("ix_member_group", "group_id", "position"),
        Index("ix_member_span", "span_id"),
        STRICT,
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("story_group.id"))
    article_id: Mapped[str] = mapped_column(ForeignKey("article.id"))
    span_id: Mapped[str | None] = mapped_column(ForeignKey("span.id"))
    value: Mapped[str]
    stance: Mapped[str]
    position: Mapped[int]
    rev: Mapped[int]


class QuestionRow(Base):
    """What an annotator asks the lead about a span or, without a span, about the article."""

    __tablename__ = "question"
    __table_args__ = (
        Index("ix_question_article", "article_id", "annotator_id"),
        Index("ix_question_span", "span_id"),
        STRICT,
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("article.id"))
    annotator_id: Mapped[str] = mapped_column(ForeignKey("annotator.id"))
    span_id: Mapped[str | None] = mapped_column(ForeignKey("span.id"))
    text: Mapped[str]
    asked_at: Mapped[str]
    answer: Mapped[str]
    answered_by: Mapped[str]
    answered_at: Mapped[str]
    rev: Mapped[int]


class DecisionRow(Base):
    """What was decided in one place, or about groups, between two annotators, by whom and why.

    Of those two nothing is a foreign key: a decision outlives what it is about.
    """

    __tablename__ = "decision"
    __table_args__ = (Index("ix_decision_article", "article_id", "gold_id"), STRICT)
    id: Mapped[str] = mapped_column(primary_key=True)
    gold_id: Mapped[str] = mapped_column(ForeignKey("annotator.id"))
    article_id: Mapped[str] = mapped_column(ForeignKey("article.id"))
    a_id: Mapped[str]
    b_id: Mapped[str]
    took: Mapped[str]
    ground: Mapped[str]
    reason: Mapped[str]
    note: Mapped[str]
    gap: Mapped[int]
    decided_by: Mapped[str]
    decided_at: Mapped[str]
    rev: Mapped[int]


class DecisionSpanRow(Base):
    """A span that a decision names: one of A's or B's that it is about, or what gold says."""

    __tablename__ = "decision_span"
    __table_args__ = (
        Index("ix_decision_span_span", "span_id"),
        STRICT | {"sqlite_with_rowid": False},
    )
    decision_id: Mapped[str] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    side: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    span_id: Mapped[str]
    rev: Mapped[int]


class DecisionGroupRow(Base):
    """A group that a decision names: one of A's or B's that it is about, or what gold says."""

    __tablename__ = "decision_group"
    __table_args__ = (
        Index("ix_decision_group_group", "group_id"),
        STRICT | {"sqlite_with_rowid": False},
    )
    decision_id: Mapped[str] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    side: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    group_id: Mapped[str]
    rev: Mapped[int]


class AssignmentRow(Base):
    """One story for one annotator."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("annotator_id", "story_id", "kind"), STRICT)
    id: Mapped[str] = mapped_column(primary_key=True)
    annotator_id: Mapped[str] = mapped_column(ForeignKey("annotator.id"))
    story_id: Mapped[str] = mapped_column(ForeignKey("story.id"))
    week: Mapped[int]
    kind: Mapped[str]
    rev: Mapped[int]


class HandoutRow(Base):
    """One pack that left."""

    __tablename__ = "handout"
    __table_args__ = STRICT
    id: Mapped[str] = mapped_column(primary_key=True)
    annotator_id: Mapped[str] = mapped_column(ForeignKey("annotator.id"))
    stories: Mapped[str]
    """JSON `[id, …]`."""
    made_at: Mapped[str]
    due: Mapped[str]
    returned_at: Mapped[str]
    rev: Mapped[int]


class GuidelinesRow(Base):
    """One version of the guidelines; the highest counts."""

    __tablename__ = "guidelines"
    __table_args__ = STRICT
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str]
    changes: Mapped[str]
    created_at: Mapped[str]
    rev: Mapped[int]


class LineageRow(Base):
    """One head of one reading: a state that it was in.

    No foreign keys, like `attention`. Heads of steps are added past the journal, also when a step
    is undone; only heads that were taken over from another copy of the project go with their step.
    """

    __tablename__ = "lineage"
    __table_args__ = STRICT | {"sqlite_with_rowid": False}
    article_id: Mapped[str] = mapped_column(primary_key=True)
    annotator_id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    head: Mapped[str]
    rev: Mapped[int]


class StepRow(Base):
    """One step of the journal: who did what when, and whether it is undone.

    `adds_heads`: 1 where it was work on the readings it touched, which each got a head then.
    """

    __tablename__ = "step"
    __table_args__ = (
        Index("ix_step_annotator", "annotator_id", "id"),
        STRICT | {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    annotator_id: Mapped[str]
    at: Mapped[str]
    name: Mapped[str]
    undone_at: Mapped[str | None]
    adds_heads: Mapped[int] = mapped_column(server_default="1")


class StepPartRow(Base):
    """Some rows of one table that a step wrote: their keys and their other images.

    `images` is JSON `[[key, row or null], …]`: before an undo the rows as they were before the
    step, after it the rows as the step had left them.
    """

    __tablename__ = "step_part"
    __table_args__ = STRICT
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    action: Mapped[str]
    images: Mapped[str]
