"""Takes a part of a project out into a file of its own: only what is named here gets into it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection, Select, Table, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from annotator.errors import ProjectError
from annotator.model.identity import named_id
from annotator.model.pack import PackFacts
from annotator.model.plan import AssignmentKind
from annotator.model.suggestion import Offer
from annotator.store import convert_plan
from annotator.store.answers import ANSWER
from annotator.store.articles import ARTICLE, STORY, TEXT
from annotator.store.database import create_database
from annotator.store.dating import date_rules
from annotator.store.facts import CLUE_ANSWER, CLUE_TURN, FACT, PACK, WAITING
from annotator.store.gold_extract import calibrating, copy_gold
from annotator.store.groups import GROUP, MEMBER
from annotator.store.guidelines import GUIDELINES
from annotator.store.journal import CHUNK, Row, insert_rows
from annotator.store.lineages import LINEAGE
from annotator.store.offers import STOP_LIST, policy_key
from annotator.store.parses import PARSE
from annotator.store.people import ANNOTATOR
from annotator.store.plan import ASSIGNMENT
from annotator.store.questions import QUESTION
from annotator.store.readings import ATTENTION, DAY, READING
from annotator.store.relations import RELATION
from annotator.store.schemes import SCHEME
from annotator.store.spans import SPAN
from annotator.store.suggestions import SUGGESTION
from annotator.store.work import Records

_OF_ANNOTATORS = (SPAN, READING, ATTENTION, DAY, ANSWER, QUESTION, LINEAGE)
"""Tables whose rows belong to one annotator in one article."""


@dataclass(frozen=True, slots=True)
class Part:
    """What of a project goes into a file of its own.

    `annotator_ids` are those whose work in these stories goes in whole; nothing of others does.
    But for gold of the stories to calibrate with, see `gold_extract`. Links to other stories stay
    behind. Where they are offered what was made for somebody else, a
    `stand_in` has that person's place: who it is stays behind, too.
    """

    pack: PackFacts
    story_ids: tuple[str, ...]
    annotator_ids: tuple[str, ...]

    def stand_in(self, annotator_id: str) -> str:
        """The id under which suggestions made for this annotator ("": for all) are in the part."""
        if annotator_id in ("", *self.annotator_ids):
            return annotator_id
        return named_id("stand-in", self.pack.id, annotator_id)


def extract(source: Connection, out: Path, part: Part) -> None:
    """Writes a part of a project to the new file `out`, which is there whole or not at all.

    Its journal is empty, its id is the pack's. Raises `ProjectError` where `out` is there already,
    cannot be written, or the part is not sound.
    """

    def begin(target: Connection) -> None:
        target.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        insert_rows(target, FACT, list(_facts(source, part)))
        for table, query in _queries(source, part):
            _copy(source, target, table, query, part)
        copy_gold(source, target, part.story_ids, part.annotator_ids)
        date_rules(source, target, part.pack.annotator_id, part.pack.made_at)
        _verify(target, out)

    create_database(out, begin)


def _facts(source: Connection, part: Part) -> Iterator[Row]:
    own = {"id": part.pack.id, "created_at": part.pack.made_at}
    own[PACK] = convert_plan.pack_text(part.pack)
    records = Records(source)
    stop_list = {STOP_LIST: records.facts.get(STOP_LIST)}
    policies = _policies(records, part)
    waiting, shown = _waiting(records, part), calibrating(records.facts, part.story_ids)
    told = {**waiting, **shown, **_clue_answers(records, part)}
    for key, value in {**stop_list, **policies, **told, **own}.items():
        if value:
            yield {"key": key, "value": value, "rev": 0}


def _policies(records: Records, part: Part) -> dict[str, str]:
    """What was decided for the project and for these annotators, with stand-ins for others."""
    found: dict[str, str] = {}
    for one in ("", *part.annotator_ids):
        decided = records.offers.decided(one)
        policy = records.offers.policy(one) if one else decided
        if policy is not None and policy.offer is Offer.SAME:
            theirs = records.offers.policy(policy.same_as).offer
            stand_in = f"{Offer.SAME}:{part.stand_in(policy.same_as)}"
            found[policy_key(one)] = Offer.NONE.value if theirs is Offer.NONE else stand_in
        elif decided is not None:
            found[policy_key(one)] = decided.offer.value
    return found


def _waiting(records: Records, part: Part) -> dict[str, str]:
    """The links of these readings that wait: they are part of what was done there."""
    found = [records.facts.beginning(f"{WAITING}{one}.") for one in part.annotator_ids]
    articles = {article.id for one in part.story_ids for article in records.articles.all(one)}
    return {
        key: value
        for some in found
        for key, value in some.items()
        if key.rpartition(".")[2] in articles
    }


def _clue_answers(records: Records, part: Part) -> dict[str, str]:
    """What these annotators answered to clues in these stories, and how often they did."""
    return {
        key: value
        for one in part.annotator_ids
        for story_id in part.story_ids
        for begin in (CLUE_ANSWER, CLUE_TURN)
        for key, value in records.facts.beginning(f"{begin}{one}.{story_id}.").items()
    }


def _queries(source: Connection, part: Part) -> Iterator[tuple[Table, Select[Any]]]:
    """Each table that gets into the part, and the rows of it that do."""
    stories, mine = _listed(part.story_ids), _listed(part.annotator_ids)
    articles = select(ARTICLE.c.id).where(ARTICLE.c.story_id.in_(stories))
    yield STORY, select(STORY).where(STORY.c.id.in_(stories))
    yield ARTICLE, select(ARTICLE).where(ARTICLE.c.story_id.in_(stories))
    yield TEXT, select(TEXT).where(TEXT.c.article_id.in_(articles))
    for table in _OF_ANNOTATORS:
        here = (table.c.article_id.in_(articles), table.c.annotator_id.in_(mine))
        yield table, select(table).where(*here)
    spans = select(SPAN.c.id).where(SPAN.c.article_id.in_(articles), SPAN.c.annotator_id.in_(mine))
    ends = (RELATION.c.head_id.in_(spans), RELATION.c.child_id.in_(spans))
    yield RELATION, select(RELATION).where(*ends)
    groups = (GROUP.c.story_id.in_(stories), GROUP.c.annotator_id.in_(mine))
    yield GROUP, select(GROUP).where(*groups)
    yield MEMBER, select(MEMBER).where(MEMBER.c.group_id.in_(select(GROUP.c.id).where(*groups)))
    # Who knows that a story comes again reads it differently the first time.
    assigned = (
        ASSIGNMENT.c.story_id.in_(stories),
        ASSIGNMENT.c.annotator_id.in_(mine),
        ASSIGNMENT.c.kind != AssignmentKind.REPEAT.value,
    )
    yield ASSIGNMENT, select(ASSIGNMENT).where(*assigned)
    asked = (QUESTION.c.article_id.in_(articles), QUESTION.c.annotator_id.in_(mine))
    answerers = select(QUESTION.c.answered_by).where(*asked)
    people = or_(ANNOTATOR.c.id.in_(mine), ANNOTATOR.c.id.in_(answerers))
    yield ANNOTATOR, select(ANNOTATOR).where(people)
    yield GUIDELINES, select(GUIDELINES)
    yield SCHEME, select(SCHEME)
    yield from _suggested(source, part, articles, mine)


def _suggested(
    source: Connection, part: Part, articles: Select[Any], mine: Select[Any]
) -> Iterator[tuple[Table, Select[Any]]]:
    """What these annotators are offered, what they ever answered, and what models found."""
    offers = Records(source).offers
    makers = {maker for one in part.annotator_ids for maker in offers.makers(one)}
    answered = select(ANSWER.c.suggestion_id).where(
        ANSWER.c.article_id.in_(articles), ANSWER.c.annotator_id.in_(mine)
    )
    offered: ColumnElement[bool] = SUGGESTION.c.annotator_id.in_(sorted(makers))
    wanted = or_(offered, SUGGESTION.c.id.in_(answered))
    yield SUGGESTION, select(SUGGESTION).where(SUGGESTION.c.article_id.in_(articles), wanted)
    if makers:
        yield PARSE, select(PARSE).where(PARSE.c.article_id.in_(articles))


def _listed(ids: Sequence[str]) -> Select[Any]:
    """The ids as one value: a query takes only so many."""
    values = func.json_each(orjson.dumps(list(ids)).decode()).table_valued("value")
    return select(values.c.value)


def _copy(
    source: Connection, target: Connection, table: Table, query: Select[Any], part: Part
) -> None:
    begins = {"rev": 0} if "rev" in table.c else {}
    for rows in source.execute(query).mappings().partitions(CHUNK):
        copied: list[Row] = [{**row, **begins} for row in rows]
        if table is SUGGESTION:
            for row in copied:
                row["annotator_id"] = part.stand_in(row["annotator_id"])
        insert_rows(target, table, copied)


def _verify(target: Connection, out: Path) -> None:
    for (line,) in target.exec_driver_sql("PRAGMA integrity_check"):
        if line != "ok":
            raise ProjectError(f"{out} could not be written soundly ({line}). Check the disk.")
    broken = target.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise ProjectError(
            f"{out} was not made: a row of {broken[0]} points to something that does not belong "
            "to it. Check the project."
        )
