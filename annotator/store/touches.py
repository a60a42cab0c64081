"""What a step, its undo or its redo writes: told to the views, and to the lineages of readings."""

from collections.abc import Callable, Iterable, Sequence, Set
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Select, Table, select

from annotator.changes import Changes
from annotator.store import clue_turns, convert
from annotator.store.covered import Covering
from annotator.store.facts import (
    CALIBRATION,
    CLUE_ANSWER,
    CLUE_TURN,
    FACETS,
    SUGGESTION_SETTINGS,
)
from annotator.store.groups import GROUP, MEMBER
from annotator.store.journal import Values, chunks
from annotator.store.lineages import Lineages, Whose
from annotator.store.readings import READING
from annotator.store.spans import SPAN

MANY = 2000
"""Above so many spans of one article a view had better read the article again."""
MANY_IN_ALL = 20_000
"""Above so many spans in all, the ids are kept of no further article."""


def _of(table: Table, *names: str) -> Callable[[Values], Any]:
    """What takes these columns out of a row as values."""
    columns = [column.name for column in table.columns]
    return itemgetter(*map(columns.index, names))


_ARTICLE_OF_SPAN, _LABEL_OF_SPAN = _of(SPAN, "article_id"), _of(SPAN, "label_id")
_WHOSE_SPAN = _of(SPAN, "article_id", "annotator_id")
_WHOSE_READING, _READ_FOR = _of(READING, "article_id", "annotator_id"), _of(READING, "read_for")


class Touches:
    """Collects what was written into one `Changes`, and whose work it was."""

    def __init__(self) -> None:
        self._spans: dict[str, set[str] | None] = {}
        self._number = 0
        self._relations: set[str] = set()
        self._readings: set[str] = set()
        self._answers: set[str] = set()
        self._covering = Covering()
        self._questions: set[str] = set()
        self._decisions: set[str] = set()
        self._groups: set[str] = set()
        self._clues: set[str] = set()
        self._answered: set[str] = set()
        self._turned: set[str] = set()
        self._tables: set[str] = set()
        self._everything = False
        self._calibration = False
        self._worked = WorkedOn()
        self.labels: set[str] = set()
        """Ids of the labels that the spans have, and that articles were read for."""

    def __call__(self, table: str, row: dict[str, Any]) -> None:
        self._tables.add(table)
        self._worked(table, row)
        if table == "span":
            self._span(row["article_id"], row["id"])
            self._covering(row)
            self.labels.add(row["label_id"])
        elif table == "relation":
            self._relations.add(row["id"])
        elif table == "reading":
            self._readings.add(row["article_id"])
            self.labels.update(convert.strings(row["read_for"]))
        elif table == "answer":
            self._answers.add(row["article_id"])
        elif table == "question":
            self._questions.add(row["article_id"])
        elif table == "decision":
            self._decisions.add(row["article_id"])
        elif table == "story_group":
            self._groups.add(row["id"])
        elif table == "member":
            self._groups.add(row["group_id"])
        elif table == "fact" and row["key"].startswith((SUGGESTION_SETTINGS, FACETS)):
            self._everything = True
        elif table == "fact" and row["key"].startswith(CALIBRATION):
            self._calibration = True
        elif table == "fact" and row["key"].startswith(CLUE_ANSWER):
            self._clues.add(row["key"].split(".")[2])
            self._answered.add(row["key"].removeprefix(CLUE_ANSWER))
        elif table == "fact" and row["key"].startswith(CLUE_TURN):
            self._turned.add(row["key"].removeprefix(CLUE_TURN))

    @property
    def groups(self) -> frozenset[str]:
        """Ids of the groups that were written, or that had their members written."""
        return frozenset(self._groups)

    def many(self, table: Table, rows: Sequence[Values]) -> None:
        """Takes many new rows of one table."""
        self._tables.add(table.name)
        if table is SPAN:
            self._worked.add(map(_WHOSE_SPAN, rows))
            self.labels.update(map(_LABEL_OF_SPAN, rows))
            if self._number < MANY_IN_ALL:
                for article_id, some in groupby(rows, key=_ARTICLE_OF_SPAN):
                    self._some_spans(article_id, some)
            else:
                self._very_many(set(map(_ARTICLE_OF_SPAN, rows)), rows)
        elif table is READING:
            self._worked.add(map(_WHOSE_READING, rows))
            self._readings.update(map(itemgetter(0), rows))
            for read_for in set(map(_READ_FOR, rows)):
                self.labels.update(convert.strings(read_for))
        elif table.name not in ("article", "article_text"):  # of those only the table matters
            names = [column.name for column in table.columns]
            for row in rows:
                self(table.name, dict(zip(names, row, strict=True)))

    def _some_spans(self, article_id: str, rows: Iterable[Values]) -> None:
        ids = list(map(itemgetter(0), rows))
        self._covering.add_whole(article_id)
        held = self._spans.setdefault(article_id, None if self._number >= MANY_IN_ALL else set())
        self._number += len(ids)
        if held is not None:
            held.update(ids)
            if len(held) > MANY:
                self._spans[article_id] = None

    def _very_many(self, articles: Set[str], rows: Sequence[Values]) -> None:
        """The same where the ids are kept of no further article."""
        known = {i for i in articles if self._spans.get(i) is not None}
        for article_id, some in groupby(rows, key=_ARTICLE_OF_SPAN) if known else ():
            if article_id in known:
                self._some_spans(article_id, some)
        for article_id in articles - known:
            self._spans[article_id] = None
            self._covering.add_whole(article_id)

    def _span(self, article_id: str, span_id: str) -> None:
        self._number += 1
        some = set[str]() if self._number <= MANY_IN_ALL else None
        ids = self._spans.setdefault(article_id, some)
        if ids is not None:
            ids.add(span_id)
            if len(ids) > MANY:
                self._spans[article_id] = None

    def changes(self, name: str) -> Changes:
        """All that was touched so far."""
        return Changes(
            name=name,
            spans=tuple(
                (article, None if ids is None else frozenset(ids))
                for article, ids in self._spans.items()
            ),
            relations=frozenset(self._relations),
            readings=frozenset(self._readings),
            suggestions=frozenset(self._answers),
            questions=frozenset(self._questions),
            decisions=frozenset(self._decisions),
            groups=frozenset(self._groups),
            clues=frozenset(self._clues),
            articles="article" in self._tables,
            stories="story" in self._tables,
            annotators="annotator" in self._tables,
            scheme="scheme" in self._tables,
            guidelines="guidelines" in self._tables,
            plan=self._calibration or not self._tables.isdisjoint(("assignment", "handout")),
            everything=self._everything,
        )

    def add_offers(self, connection: Connection) -> None:
        """Adds the articles where spans came or went that are just what is suggested there."""
        self._answers |= self._covering.articles(connection)

    def add_heads(self, connection: Connection, step: int) -> None:
        """Adds a head to each reading that was worked on; for the end of a transaction."""
        self._worked.add_heads(connection, step)

    def count_turns(self, connection: Connection) -> None:
        """Counts one turn more of each answer to a clue that was written, but for those whose
        turns were written by the step itself; for the end of a transaction."""
        clue_turns.count(connection, self._answered - self._turned)


class WorkedOn:
    """Collects which readings rows belong to.

    A relation belongs to the reading in which it begins, a group to every reading that has a member
    in it. Where a row does not say it, those that were not themselves written are looked up later.
    """

    def __init__(self) -> None:
        self._readings: set[Whose] = set()
        self._heads: set[str] = set()
        self._groups: dict[str, str] = {}
        self._members: set[tuple[str, str]] = set()
        self._settled: dict[Whose, int] = {}
        """Where readings took heads over from elsewhere, or lost them: the last position."""

    def add(self, readings: Iterable[Whose]) -> None:
        """Adds readings that were worked on themselves."""
        self._readings.update(readings)

    def __call__(self, table: str, row: dict[str, Any]) -> None:
        if table in ("span", "reading", "answer", "question"):
            self._readings.add((row["article_id"], row["annotator_id"]))
        elif table == "decision":
            self._readings.add((row["article_id"], row["gold_id"]))
        elif table == "relation":
            self._heads.add(row["head_id"])
        elif table == "story_group":
            self._groups[row["id"]] = row["annotator_id"]
        elif table == "member":
            self._members.add((row["group_id"], row["article_id"]))
        elif table == "lineage":
            whose = (row["article_id"], row["annotator_id"])
            self._settled[whose] = max(self._settled.get(whose, 0), row["position"])

    def add_heads(self, connection: Connection, step: int) -> None:
        """Adds a head to each, but for those whose heads were written by the step itself."""
        readings = self._readings | set(self._looked_up(connection))
        lineages = Lineages(connection)
        behind = lineages.last_positions(list(self._settled)) if self._settled else {}
        settled = {one for one, last in self._settled.items() if behind.get(one, 0) <= last}
        lineages.add_heads(sorted(readings - settled), step)

    def _looked_up(self, connection: Connection) -> Iterable[Whose]:
        """The readings that are known by a relation's first span or by a group only."""
        begins = select(SPAN.c.article_id, SPAN.c.annotator_id)
        for some in chunks(sorted(self._heads)):
            yield from _pairs(connection, begins.where(SPAN.c.id.in_(some)).distinct())
        groups = sorted({*self._groups, *(group_id for group_id, _ in self._members)})
        owners = dict(self._groups)
        inside = select(MEMBER.c.article_id, GROUP.c.annotator_id)
        inside = inside.join(GROUP, GROUP.c.id == MEMBER.c.group_id).distinct()
        for some in chunks(groups):
            owned = select(GROUP.c.id, GROUP.c.annotator_id).where(GROUP.c.id.in_(some))
            owners.update(_pairs(connection, owned))
            written = [one for one in some if one in self._groups]
            yield from _pairs(connection, inside.where(GROUP.c.id.in_(written)))
        for group_id, article_id in self._members:
            yield article_id, owners[group_id]


def _pairs(connection: Connection, query: Select[Any]) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in connection.execute(query)]
