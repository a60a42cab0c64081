"""A unit of work: what an edit may read and write, in one transaction."""

from typing import Any

from sqlalchemy import Connection

from annotator.changes import Changes
from annotator.store import convert
from annotator.store.answers import Answers
from annotator.store.articles import Articles
from annotator.store.facts import SUGGESTION_SETTINGS, Facts
from annotator.store.groups import Groups
from annotator.store.journal import Journal
from annotator.store.offers import Offers
from annotator.store.parses import Parses
from annotator.store.people import People
from annotator.store.readings import Readings
from annotator.store.relations import Relations
from annotator.store.schemes import Schemes
from annotator.store.spans import Spans
from annotator.store.steps import Steps
from annotator.store.stories import Stories
from annotator.store.suggestions import Suggestions

MANY = 2000
"""Above so many spans of one article a view had better read the article again."""
MANY_IN_ALL = 20_000
"""Above so many spans in all, the ids are kept of no further article."""


class Touches:
    """Collects what was written into one `Changes`."""

    def __init__(self) -> None:
        self._spans: dict[str, set[str] | None] = {}
        self._number = 0
        self._relations: set[str] = set()
        self._readings: set[str] = set()
        self._answers: set[str] = set()
        self._groups: set[str] = set()
        self._tables: set[str] = set()
        self._everything = False
        self.labels: set[str] = set()
        """Ids of the labels that the spans have, and that articles were read for."""

    def __call__(self, table: str, row: dict[str, Any]) -> None:
        self._tables.add(table)
        if table == "span":
            self._span(row["article_id"], row["id"])
            self.labels.add(row["label_id"])
        elif table == "relation":
            self._relations.add(row["id"])
        elif table == "reading":
            self._readings.add(row["article_id"])
            self.labels.update(convert.strings(row["read_for"]))
        elif table == "answer":
            self._answers.add(row["article_id"])
        elif table == "story_group":
            self._groups.add(row["id"])
        elif table == "member":
            self._groups.add(row["group_id"])
        elif table == "fact" and row["key"].startswith(SUGGESTION_SETTINGS):
            self._everything = True

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
            groups=frozenset(self._groups),
            articles="article" in self._tables,
            stories="story" in self._tables,
            annotators="annotator" in self._tables,
            scheme="scheme" in self._tables,
            everything=self._everything,
        )


class Records:
    """The reads (and, with a journal, the writes) of every kind of thing in a project."""

    def __init__(self, connection: Connection, journal: Journal | None = None) -> None:
        self.facts = Facts(connection, journal)
        self.stories = Stories(connection, journal)
        self.articles = Articles(connection, journal)
        self.people = People(connection, journal)
        self.schemes = Schemes(connection, journal)
        self.spans = Spans(connection, journal)
        self.relations = Relations(connection, journal)
        self.readings = Readings(connection, journal)
        self.suggestions = Suggestions(connection, journal)
        self.offers = Offers(self.facts, self.schemes, self.suggestions)
        self.answers = Answers(connection, journal)
        self.parses = Parses(connection, journal)
        self.groups = Groups(connection, journal)
        self.steps = Steps(connection, journal)


class Work(Records):
    """What an edit works on: `Records` with a journal, and who does it."""

    def __init__(self, connection: Connection, *, annotator_id: str, name: str) -> None:
        self.annotator_id = annotator_id
        self.touches = Touches()
        self.journal = Journal(
            connection, annotator_id=annotator_id, name=name, touched=self.touches
        )
        super().__init__(connection, self.journal)
