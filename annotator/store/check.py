"""Looks at every part of a project and says what is not as it should be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import and_, func, select, union

from annotator.errors import AnnotatorError, ProjectError
from annotator.model.decision import Took
from annotator.model.people import Role
from annotator.model.scheme import Scheme
from annotator.model.span import Span, join_fragments
from annotator.model.story import text_sha256
from annotator.model.suggestion import Verdict
from annotator.progress import Progress
from annotator.store import convert, convert_decision, convert_plan, convert_suggestion
from annotator.store.answers import ANSWER
from annotator.store.articles import ARTICLE, TEXT
from annotator.store.clue_check import clue_faults
from annotator.store.database import Database
from annotator.store.decisions import DECIDED_GROUP, DECIDED_SPAN, DECISION
from annotator.store.groups import GROUP, MEMBER
from annotator.store.journal import table_named
from annotator.store.lineages import LINEAGE
from annotator.store.parses import PARSE
from annotator.store.people import ANNOTATOR
from annotator.store.questions import QUESTION
from annotator.store.readings import READING
from annotator.store.relations import RELATION
from annotator.store.sound import TWICE
from annotator.store.spans import SPAN
from annotator.store.suggestions import SUGGESTION
from annotator.store.tables import SCHEMA_VERSION
from annotator.store.work import Records

_KINDS: dict[str, Callable[[convert.Row], object]] = {
    "fact": dict,
    "story": convert.story,
    "article": convert.article,
    "annotator": convert.annotator,
    "relation": convert.relation,
    "attention": convert.attention,
    "attention_day": convert.day_time,
    "answer": convert_suggestion.answer,
    "parse": convert_suggestion.parse,
    "story_group": convert.group,
    "member": convert.member,
    "question": convert_plan.question,
    "decision": convert_decision.decision,
    "decision_span": dict,
    "decision_group": dict,
    "assignment": convert_plan.assignment,
    "handout": convert_plan.handout,
    "guidelines": convert_plan.guidelines,
    "step": dict,
}
"""What no other check reads whole, and how a row becomes a value."""

CHECKS = (
    "version", "integrity", "links", "readable", "scheme", "texts", "spans", "duplicates",
    "labels", "relations", "readings", "suggestions", "answers", "parses", "groups", "clues",
    "questions", "decisions", "handouts", "lineages",
)  # fmt: skip
"""Every check by name, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a project that is not as it should be; `check` names the check."""

    check: str
    sentence: str


def faults(database: Database, progress: Progress) -> Iterator[Fault]:
    """Everything that is wrong with a project, check by check."""
    endless = False
    for fault in _readable(_file(database)):
        endless = endless or TWICE in fault.sentence
        yield fault
    if endless:
        return  # of what is read now, there might be no end
    try:
        scheme = Records(database.connection).schemes.current()
    except AnnotatorError as error:
        yield Fault("scheme", str(error))
        return
    for kind in _KINDS:
        yield from _readable(_rows(database, kind))
    yield from _readable(_all_articles(database, scheme, progress))
    yield from _readable(_relations(database))
    yield from _readable(_readings(database, scheme))
    for check in (_suggestions, _answers, _parses, _members, _groups, _clues):
        yield from _readable(check(database))
    for check in (_questions, _decisions, _handouts, _lineages, _pack):
        yield from _readable(check(database))


def _readable(found: Iterator[Fault]) -> Iterator[Fault]:
    """What a check found, up to where the file cannot be read."""
    try:
        yield from found
    except ProjectError as error:
        yield Fault("readable", str(error))


def _file(database: Database) -> Iterator[Fault]:
    version = database.connection.exec_driver_sql("PRAGMA user_version").scalar()
    if version != SCHEMA_VERSION:
        yield Fault("version", f"The project has version {version}, not {SCHEMA_VERSION}.")
    lines = [row[0] for row in database.connection.exec_driver_sql("PRAGMA integrity_check")]
    for line in lines:
        if line != "ok":
            yield Fault("integrity", f"SQLite says: {line}")
    if any(TWICE in line for line in lines):
        return
    for row in database.connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Fault("links", f"A row of {row[0]} points to a row of {row[2]} that is not there.")


def _rows(database: Database, kind: str) -> Iterator[Fault]:
    """Reads every row; what cannot be read raises."""
    for row in database.connection.execute(select(table_named(kind))).mappings():
        _KINDS[kind](row)
    yield from ()


def _all_articles(database: Database, scheme: Scheme, progress: Progress) -> Iterator[Fault]:
    articles = _articles(database)
    for done, (article_id, name, sha256, length) in enumerate(articles):
        progress(done, len(articles), name)
        yield from _readable(_article(database, scheme, article_id, name, sha256, length))
    progress(len(articles), len(articles), "")


def _articles(database: Database) -> list[tuple[str, str, str, int]]:
    query = select(ARTICLE.c.id, ARTICLE.c.name, ARTICLE.c.sha256, ARTICLE.c.length)
    return [(r[0], r[1], r[2], r[3]) for r in database.connection.execute(query)]


def _article(
    database: Database, scheme: Scheme, article_id: str, name: str, sha256: str, length: int
) -> Iterator[Fault]:
    where = TEXT.c.article_id == article_id
    text = database.connection.scalar(select(TEXT.c.text).where(where))
    if text is None:
        yield Fault("texts", f"{name}: the text is missing.")
        return
    if text_sha256(text) != sha256 or len(text) != length:
        yield Fault("texts", f"{name}: the text is not the one that was imported.")
    seen: set[object] = set()
    rows = database.connection.execute(select(SPAN).where(SPAN.c.article_id == article_id))
    for row in rows.mappings():
        span = convert.span(row)
        yield from _span(span, scheme, name, len(text))
        same = (span.annotator_id, span.label_id, span.fragments)
        if same in seen:
            yield Fault("duplicates", f"{name}: the span {span.id} stands twice.")
        seen.add(same)


def _span(span: Span, scheme: Scheme, name: str, length: int) -> Iterator[Fault]:
    where = f"{name}: the span {span.id} ({span.start}–{span.end})"
    if span.fragments != join_fragments(span.fragments) or span.start < 0:
        yield Fault("spans", f"{where} has fragments that are empty, touch or are out of order.")
    elif span.end > length:
        yield Fault("spans", f"{where} lies outside the text of {length} characters.")
    if scheme.label(span.label_id) is None:
        yield Fault("labels", f"{where} has a label that is not in the scheme.")


def _relations(database: Database) -> Iterator[Fault]:
    head, child = SPAN.alias(), SPAN.alias()
    query = (
        select(RELATION.c.id)
        .join(head, head.c.id == RELATION.c.head_id)
        .join(child, child.c.id == RELATION.c.child_id)
        .where(
            (head.c.annotator_id != RELATION.c.annotator_id)
            | (child.c.annotator_id != RELATION.c.annotator_id)
        )
    )
    for relation_id in database.connection.scalars(query):
        yield Fault("relations", f"The relation {relation_id} joins spans of different annotators.")


def _readings(database: Database, scheme: Scheme) -> Iterator[Fault]:
    rows = database.connection.execute(select(READING)).mappings()
    for reading in map(convert.reading, rows):
        for label_id in reading.read_for:
            if scheme.label(label_id) is None:
                yield Fault(
                    "readings",
                    f"A reading of {reading.article_id} names a label that is not in the scheme.",
                )


def _suggestions(database: Database) -> Iterator[Fault]:
    """Those of articles whose import was undone are passed over: they wait for the redo."""
    query = select(SUGGESTION, ARTICLE.c.name.label("in_article"), ARTICLE.c.length)
    query = query.outerjoin(ARTICLE, ARTICLE.c.id == SUGGESTION.c.article_id)
    for row in database.connection.execute(query).mappings():
        one = convert_suggestion.suggestion(row)
        where = f"{row['in_article']}: the suggestion {one.id} ({one.start}–{one.end})"
        places = [*one.fragments, *(part for part in (one.speaker, one.cue) if part is not None)]
        length = row["length"]
        if one.fragments != join_fragments(one.fragments):
            yield Fault("suggestions", f"{where} has fragments that touch or are out of order.")
        elif length is not None and any(not 0 <= a < b <= length for a, b in places):
            yield Fault("suggestions", f"{where} lies outside the text.")


def _answers(database: Database) -> Iterator[Fault]:
    """That an answer points to a suggestion and to a span that are there, SQLite says itself."""
    query = (
        select(
            ANSWER, SUGGESTION.c.article_id.label("suggested"), SPAN.c.article_id.label("marked")
        )
        .add_columns(SPAN.c.annotator_id.label("marker"))
        .outerjoin(SUGGESTION, SUGGESTION.c.id == ANSWER.c.suggestion_id)
        .outerjoin(SPAN, SPAN.c.id == ANSWER.c.span_id)
    )
    for row in database.connection.execute(query).mappings():
        one = convert_suggestion.answer(row)
        where = f"The answer to the suggestion {one.suggestion_id}"
        if row["suggested"] != one.article_id:
            yield Fault("answers", f"{where} is about another article than the suggestion.")
        if bool(one.span_id) != (one.verdict in (Verdict.ACCEPTED, Verdict.EDITED)):
            yield Fault("answers", f"{where} is “{one.verdict}”, which does not go with its span.")
        elif one.span_id and (row["marked"], row["marker"]) != (one.article_id, one.annotator_id):
            yield Fault("answers", f"{where} has a span of another annotator or article.")


def _parses(database: Database) -> Iterator[Fault]:
    query = select(ARTICLE.c.name, PARSE.c.model).join(ARTICLE, ARTICLE.c.id == PARSE.c.article_id)
    for name, model in database.connection.execute(query.where(PARSE.c.sha256 != ARTICLE.c.sha256)):
        yield Fault("parses", f"{name}: what {model} found belongs to another text.")


def _members(database: Database) -> Iterator[Fault]:
    query = (
        select(GROUP.c.name, GROUP.c.annotator_id, GROUP.c.story_id, MEMBER)
        .add_columns(ARTICLE.c.story_id.label("told_in"), SPAN.c.id.label("marked"))
        .add_columns(SPAN.c.annotator_id.label("marker"), SPAN.c.article_id.label("marked_in"))
        .join(MEMBER, MEMBER.c.group_id == GROUP.c.id)
        .outerjoin(ARTICLE, ARTICLE.c.id == MEMBER.c.article_id)
        .outerjoin(SPAN, SPAN.c.id == MEMBER.c.span_id)
    )
    for row in database.connection.execute(query).mappings():
        where = f"The group “{row['name']}”"
        if row["told_in"] != row["story_id"]:
            yield Fault("groups", f"{where} has a member in another story.")
        if row["marked"] is None:
            continue
        if row["marker"] != row["annotator_id"] or row["marked_in"] != row["article_id"]:
            yield Fault("groups", f"{where} has a span of another annotator or article.")


def _groups(database: Database) -> Iterator[Fault]:
    query = select(GROUP.c.name).outerjoin(MEMBER, MEMBER.c.group_id == GROUP.c.id)
    for name in database.connection.scalars(query.where(MEMBER.c.id.is_(None))):
        yield Fault("groups", f"The group “{name}” has no members.")


def _clues(database: Database) -> Iterator[Fault]:
    for sentence, _ in clue_faults(database.connection):
        yield Fault("clues", sentence)


def _questions(database: Database) -> Iterator[Fault]:
    query = select(QUESTION.c.id).join(SPAN, SPAN.c.id == QUESTION.c.span_id)
    elsewhere = (SPAN.c.article_id != QUESTION.c.article_id) | (
        SPAN.c.annotator_id != QUESTION.c.annotator_id
    )
    for question_id in database.connection.scalars(query.where(elsewhere)):
        yield Fault("questions", f"The question {question_id} is about a span of another reading.")


def _decisions(database: Database) -> Iterator[Fault]:
    """What decisions are about may be gone: then they are stale, and that is no fault."""
    query = (
        select(DECISION.c.id, SPAN.c.id.label("marked"), ANNOTATOR.c.role)
        .add_columns(
            (SPAN.c.article_id == DECISION.c.article_id)
            & (SPAN.c.annotator_id == DECISION.c.gold_id)
        )
        .join(ANNOTATOR, ANNOTATOR.c.id == DECISION.c.gold_id)
        .outerjoin(
            DECIDED_SPAN,
            (DECIDED_SPAN.c.decision_id == DECISION.c.id)
            & (DECIDED_SPAN.c.side == convert_decision.GOLD),
        )
        .outerjoin(SPAN, SPAN.c.id == DECIDED_SPAN.c.span_id)
        .add_columns(DECIDED_SPAN.c.span_id, DECISION.c.took)
    )
    for found in database.connection.execute(query):
        decision_id, marked, role, fits, span_id, took = found
        where = f"The decision {decision_id}"
        if role != Role.ADJUDICATED.value:
            yield Fault("decisions", f"{where} is kept by an annotator who is not gold.")
        if span_id is not None and marked is None:
            yield Fault("decisions", f"{where} names a span of gold that is not there.")
        elif span_id is not None and not fits:
            yield Fault("decisions", f"{where} names a span of another annotator or article.")
        if span_id is not None and took == Took.NONE.value:
            yield Fault("decisions", f"{where} says nothing, and yet has a span.")
    sides = (convert_decision.A, convert_decision.B, convert_decision.GOLD)
    for table, what in ((DECIDED_SPAN, "span"), (DECIDED_GROUP, "group")):
        nobodys = select(table.c.decision_id).where(table.c.side.not_in(sides))
        for decision_id in database.connection.scalars(nobodys.distinct()):
            yield Fault("decisions", f"The decision {decision_id} names a {what} of nobody.")
    yield from _decided_groups(database)


def _decided_groups(database: Database) -> Iterator[Fault]:
    """Groups that gold has by a decision need not be there: they come when their spans do."""
    query = (
        select(DECISION.c.id, DECISION.c.took)
        .add_columns(GROUP.c.annotator_id != DECISION.c.gold_id)
        .join(DECIDED_GROUP, DECIDED_GROUP.c.decision_id == DECISION.c.id)
        .outerjoin(GROUP, GROUP.c.id == DECIDED_GROUP.c.group_id)
        .where(DECIDED_GROUP.c.side == convert_decision.GOLD)
    )
    for decision_id, took, is_others in database.connection.execute(query):
        if is_others:
            yield Fault("decisions", f"The decision {decision_id} names another annotator's group.")
        if took == Took.NONE.value:
            yield Fault("decisions", f"The decision {decision_id} says nothing, and has a group.")
    both = select(DECIDED_GROUP.c.decision_id).join(
        DECIDED_SPAN, DECIDED_SPAN.c.decision_id == DECIDED_GROUP.c.decision_id
    )
    for decision_id in database.connection.scalars(both.distinct()):
        yield Fault("decisions", f"The decision {decision_id} is about spans and about groups.")


def _handouts(database: Database) -> Iterator[Fault]:
    """That assignments point to people and stories that are there, SQLite says itself."""
    records = Records(database.connection)
    stories = {story.id for story in records.stories.all()}
    for handout in records.handouts.of():
        if not stories.issuperset(handout.story_ids):
            yield Fault("handouts", f"The handout {handout.id} names a story that is not there.")


def _lineages(database: Database) -> Iterator[Fault]:
    begun = union(
        select(READING.c.article_id, READING.c.annotator_id),
        select(SPAN.c.article_id, SPAN.c.annotator_id),
    ).subquery()
    same = and_(
        LINEAGE.c.article_id == begun.c.article_id, LINEAGE.c.annotator_id == begun.c.annotator_id
    )
    headless = select(begun).where(~select(LINEAGE.c.head).where(same).exists())
    for article_id, annotator_id in database.connection.execute(headless):
        yield Fault("lineages", f"The reading of {article_id} by {annotator_id} has no lineage.")
    twice = select(LINEAGE.c.article_id, LINEAGE.c.annotator_id, LINEAGE.c.head)
    twice = twice.group_by(*twice.selected_columns).having(func.count() > 1)
    for article_id, annotator_id, _ in database.connection.execute(twice):
        yield Fault("lineages", f"The reading of {article_id} by {annotator_id} has a head twice.")


def _pack(database: Database) -> Iterator[Fault]:
    Records(database.connection).facts.pack()
    yield from ()
