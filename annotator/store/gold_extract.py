"""Gold that goes along in a pack: that of stories to calibrate with, and nothing of who said what.

The annotator gets to see it in an article once they are done there; see `annotator.adjudicating`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, select

from annotator.model.decision import Decision, Took
from annotator.model.people import Role
from annotator.model.reading import Status
from annotator.store import convert_decision
from annotator.store.articles import ARTICLE
from annotator.store.decisions import DECIDED_SPAN, DECISION, Decisions
from annotator.store.facts import CALIBRATION, VERSION, Facts
from annotator.store.journal import CHUNK, Row, chunks, insert_rows
from annotator.store.lineages import LINEAGE
from annotator.store.people import ANNOTATOR
from annotator.store.readings import READING
from annotator.store.relations import RELATION
from annotator.store.spans import SPAN


def calibrating(facts: Facts, story_ids: Sequence[str]) -> dict[str, str]:
    """The marks of those of these stories that are there to calibrate with."""
    marked = facts.calibration()
    return {f"{CALIBRATION}{one}": "1" for one in story_ids if one in marked}


def copy_gold(
    source: Connection, target: Connection, story_ids: Sequence[str], mine: Sequence[str]
) -> None:
    """Copies gold's finished readings of the stories to calibrate with.

    `mine` are those for whom the pack is. Names of others are left out, and what decisions say of
    others' spans.
    """
    marked = Facts(source).calibration()
    stories = [one for one in story_ids if one in marked]
    versions = Facts(source).beginning(VERSION)
    finished = [
        (article_id, gold_id)
        for article_id, gold_id in _finished(source, stories)
        if gold_id not in mine and f"{VERSION}{gold_id}" not in versions
    ]
    # Somebody who answered a question is in it already.
    fresh = {gold_id for _, gold_id in finished} - set(target.scalars(select(ANNOTATOR.c.id)))
    people = select(ANNOTATOR).where(ANNOTATOR.c.id.in_(fresh))
    for rows in source.execute(people).mappings().partitions(CHUNK):
        insert_rows(target, ANNOTATOR, [{**row, "rev": 0} for row in rows])
    for article_id, gold_id in finished:
        for table, query in _queries(article_id, gold_id):
            for rows in source.execute(query).mappings().partitions(CHUNK):
                insert_rows(target, table, [_without_names(table, row) for row in rows])
        decisions = Decisions(source).of(article_id, gold_id)
        _copy_decisions(target, [one for some in decisions for one in _shown(some, mine)])


def _finished(source: Connection, story_ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Ids of the articles and of the gold annotators who are done with them."""
    query = select(READING.c.article_id, READING.c.annotator_id)
    query = query.join(ANNOTATOR, ANNOTATOR.c.id == READING.c.annotator_id)
    query = query.join(ARTICLE, ARTICLE.c.id == READING.c.article_id)
    query = query.where(
        ANNOTATOR.c.role == Role.ADJUDICATED.value, READING.c.status == Status.DONE.value
    )
    for some in chunks(story_ids):
        for row in source.execute(query.where(ARTICLE.c.story_id.in_(some))).all():
            yield row[0], row[1]


def _queries(article_id: str, gold_id: str) -> Iterator[tuple[Table, Select[Any]]]:
    for table in (SPAN, READING, LINEAGE):
        here = (table.c.article_id == article_id, table.c.annotator_id == gold_id)
        yield table, select(table).where(*here)
    spans = select(SPAN.c.id).where(SPAN.c.article_id == article_id, SPAN.c.annotator_id == gold_id)
    ends = (RELATION.c.head_id.in_(spans), RELATION.c.child_id.in_(spans))
    yield RELATION, select(RELATION).where(*ends)


def _without_names(table: Table, row: RowMapping) -> Row:
    copied = {**row, "rev": 0} if "rev" in table.c else {**row}
    return copied | {"source": ""} if table is SPAN else copied


def _shown(one: Decision, mine: Sequence[str]) -> Iterable[Decision]:
    """What of a decision these annotators may see: what was made of their own spans, and why.

    Of groups nothing: gold's own do not go along.
    """
    if one.is_about_groups:
        return
    a, b = one.a_id in mine, one.b_id in mine
    if not (a or b or one.gold_spans):
        return
    took = one.took
    others = {Took.A: not a, Took.B: not b, Took.BOTH: True, Took.AGREED: not (a or b)}
    if others.get(took, False):
        took = Took.NEW if one.gold_spans else Took.NONE
    yield replace(
        one,
        took=took,
        a_id=one.a_id if a else "",
        b_id=one.b_id if b else "",
        a_spans=one.a_spans if a else (),
        b_spans=one.b_spans if b else (),
        ground="",
        by="",
    )


def _copy_decisions(target: Connection, decisions: Sequence[Decision]) -> None:
    for some in chunks(decisions):
        rows = [{**convert_decision.decision_row(one), "rev": 0} for one in some]
        insert_rows(target, DECISION, rows)
        named = [{**row, "rev": 0} for one in some for row in convert_decision.span_rows(one)]
        for few in chunks(named):
            insert_rows(target, DECIDED_SPAN, few)
