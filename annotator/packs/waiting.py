"""Links that wait: their other end stands in another article, there only in a second version.

They are kept in a fact of the project, so that they come back when that version is taken.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import orjson

from annotator.model.relation import Relation
from annotator.model.span import AttributeValue
from annotator.model.whole_reading import WholeReading
from annotator.store.work import Records, Work

BEGIN = "waiting."


def wholes(
    records: Records, annotator_id: str, article_ids: Sequence[str]
) -> dict[str, WholeReading]:
    """What this annotator did in each of these articles, with the links that wait, by article."""
    waiting = waiting_links(records, annotator_id)
    found = {one.article_id: one for one in records.whole_readings.of(annotator_id, article_ids)}
    for article_id, some in waiting.items():
        if article_id in found:
            whole = found[article_id]
            found[article_id] = replace(whole, relations=(*whole.relations, *some))
    return found


def waiting_links(records: Records, annotator_id: str) -> Mapping[str, tuple[Relation, ...]]:
    """An annotator's links that wait, by the article in which they begin."""
    begin = f"{BEGIN}{annotator_id}."
    facts = records.facts.beginning(begin)
    return {key.removeprefix(begin): _read(value) for key, value in facts.items()}


def let_wait(work: Work, annotator_id: str, article_id: str, relations: Iterable[Relation]) -> None:
    """Makes these the links that wait in an article."""
    fact = f"{BEGIN}{annotator_id}.{article_id}"
    some = sorted({one.id: one for one in relations}.values(), key=lambda one: one.id)
    if some:
        work.facts.put(fact, orjson.dumps(some).decode())
    else:
        work.facts.remove([fact])


def _read(value: str) -> tuple[Relation, ...]:
    found = []
    for one in orjson.loads(value):
        pairs = tuple(AttributeValue(*pair) for pair in one.pop("attributes"))
        found.append(Relation(**one, attributes=pairs))
    return tuple(found)
