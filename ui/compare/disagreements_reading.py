"""Reading what is to be decided, article by article, a little at a time."""

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.model.people import Annotator
from ui.compare.disagreements_model import key_of
from ui.compare.wanted import Options
from ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.agree.cases import Case
    from annotator.model.decision import Decision
    from annotator.model.story import Article
    from annotator.project import Project

SLICE = 0.008
"""Seconds that reading may take before the window has its turn."""
REST = 4
"""Milliseconds between two slices, for all else that wants its turn."""
LONG = 60
"""Of an article with more cases than these, only those that were decided are read again."""
FEW = 8
"""More articles than these are read again a little at a time."""


@dataclass(frozen=True, slots=True)
class Count:
    """How far the deciding is: cases in which the two differ, and those in which they agree."""

    every: int = 0
    decided: int = 0
    stale: int = 0
    agreed: int = 0
    taken: int = 0
    """Of those in which they agree: how many stand in gold."""

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.every + other.every,
            self.decided + other.decided,
            self.stale + other.stale,
            self.agreed + other.agreed,
            self.taken + other.taken,
        )

    def __sub__(self, other: "Count") -> "Count":
        return self + Count(-other.every, -other.decided, -other.stale, -other.agreed, -other.taken)

    @property
    def left(self) -> int:
        """How many are still to be decided."""
        return self.every - self.decided


def count(cases: Sequence["Case"]) -> Count:
    """How far the deciding of these is."""
    differ = [case for case in cases if not case.agreed or case.stale]
    agreed = [case for case in cases if case.agreed and not case.stale]
    return Count(
        len(differ),
        sum(case.decided for case in differ),
        sum(case.stale for case in differ),
        len(agreed),
        sum(case.decided for case in agreed),
    )


class CaseReading(QObject):
    """The cases between two people, by article; many articles come one after the other.

    Signals: `some(article id)`: the cases of an article were read, for the first time or again;
    `complete`: all are read.
    """

    some = Signal(str)
    complete = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._read: dict[str, tuple[Case, ...]] = {}
        self._counts: dict[str, Count] = {}
        self._whole = Count()
        self._articles: dict[str, Article] = {}
        self._people: tuple[str, str, str] = ("", "", "")
        self._wanted: tuple[tuple[Annotator, ...], Options] = ((), Options())
        self._labels: frozenset[str] = frozenset()
        self.reopened: list[Case] = []
        """Cases that were decided and are not any more, since somebody emptied the list."""
        self._expected: dict[str, list[Case]] = {}
        self._ahead: Iterator[str] = iter(())
        self._slices = QTimer(self, interval=REST)
        self._slices.timeout.connect(self._read_some)

    @property
    def articles(self) -> Mapping[str, "Article"]:
        """The articles that are compared, by id, in order."""
        return self._articles

    @property
    def is_complete(self) -> bool:
        """Whether all are read."""
        return not self._slices.isActive()

    @property
    def count(self) -> Count:
        """How far the deciding is, of what was read."""
        return self._whole

    def count_of(self, article_id: str) -> Count:
        """How far the deciding of one article is."""
        return self._counts.get(article_id, Count())

    def of(self, article_id: str) -> tuple["Case", ...]:
        """The cases of an article; () while they are not read."""
        return self._read.get(article_id, ())

    def all(self) -> Iterator["Case"]:
        """All cases that were read, in the order of the articles."""
        for article_id in self._articles:
            yield from self.of(article_id)

    def prepare(self, a: Annotator, b: Annotator, gold_id: str, options: Options) -> None:
        """Find the articles in which these two can be compared; raises `AnnotatorError`."""
        self.forget()
        self._wanted = (a, b), options
        self._articles = self._comparable()
        project = self._workspace.project
        self._people = (a.id, b.id, gold_id)
        self._labels = _label_ids(project, options.labels)

    def _comparable(self) -> "dict[str, Article]":
        from annotator.comparing.reading import Reader  # with numpy: slow to import

        both, options = self._wanted
        reader = Reader(
            self._workspace.project,
            articles=options.articles,
            labels=options.labels,
            unfinished=options.unfinished,
        )
        return {one.id: one for one in reader.articles if not reader.why_not(one, both)}

    def has_other_articles(self) -> bool:
        """Whether other articles can be compared by now than those that are listed."""
        return self._comparable().keys() != self._articles.keys()

    def begin(self) -> None:
        """Read the cases, with what gold says."""
        self._ahead = iter(tuple(self._articles))
        self._slices.start()
        self._read_some()

    def forget(self) -> None:
        """Nothing is compared any more."""
        self._slices.stop()
        self._read, self._counts, self._articles = {}, {}, {}
        self._whole = Count()
        self.reopened = []
        self._ahead = iter(())

    def expect(self, cases: Sequence["Case"]) -> None:
        """These cases are about to be decided, and no others: of a long article no more than they
        are read again."""
        self._expected = {case.article_id: [] for case in cases}
        for case in cases:
            self._expected[case.article_id].append(case)

    def read_again(self, article_ids: Collection[str]) -> None:
        """Something in these articles was decided, or labelled otherwise."""
        known = [article_id for article_id in article_ids if article_id in self._read]
        expected, self._expected = self._expected, {}
        if len(known) > FEW:
            self._ahead = chain(known, self._ahead)
            self._slices.start()
            return
        for article_id in known:
            cases = expected.get(article_id, [])
            long = len(self._read[article_id]) > LONG
            if long and cases and all(map(_is_plain, cases)):
                self._read_decisions(article_id, cases)
            else:
                self._read_one(article_id)

    def _read_decisions(self, article_id: str, some: Sequence["Case"]) -> None:
        """Read what was decided in some cases of an article, of which nothing else changed."""
        ids = [span.id for case in some for span in (*case.a, *case.b)]
        with self._workspace.project.snapshot() as records:
            about = records.decisions.about(ids)
        new = {key_of(case): _decided(case, about) for case in some}
        cases = tuple(new.get(key_of(case), case) for case in self._read[article_id])
        self._keep(article_id, cases)

    def _read_some(self) -> None:
        end = time.perf_counter() + SLICE
        for article_id in self._ahead:
            self._read_one(article_id)
            if time.perf_counter() >= end:
                return
        self._slices.stop()
        self.complete.emit()

    def _read_one(self, article_id: str) -> None:
        cases = self._cases(article_id)
        if self._labels:
            cases = tuple(case for case in cases if self._has_label(case))
        self._keep(article_id, cases)

    def _keep(self, article_id: str, cases: tuple["Case", ...]) -> None:
        decided = {key_of(case) for case in self.of(article_id) if case.decided}
        self.reopened += [case for case in cases if not case.decided and key_of(case) in decided]
        self._read[article_id] = cases
        here = count(cases)
        self._whole += here - self.count_of(article_id)
        self._counts[article_id] = here
        self.some.emit(article_id)

    def _cases(self, article_id: str) -> tuple["Case", ...]:
        with self._workspace.project.snapshot() as records:
            return records.cases.of(self._articles[article_id], *self._people)

    def _has_label(self, case: "Case") -> bool:
        return case.gone or any(span.label_id in self._labels for span in (*case.a, *case.b))


def _label_ids(project: "Project", names: Sequence[str]) -> frozenset[str]:
    schemes = (*project.scheme_versions(), project.scheme())
    return frozenset(label.id for one in schemes for label in one.labels if label.name in names)


def _is_plain(case: "Case") -> bool:
    """Whether what is decided in this case touches no other one."""
    return case.row is not None and not case.others and not case.elsewhere


def _decided(case: "Case", about: "Mapping[str, Sequence[Decision]]") -> "Case":
    """The case with what gold says of it now."""
    spans = {span.id for span in (*case.a, *case.b)}
    made = {one.id: one for span_id in spans for one in about.get(span_id, ())}
    here = [one for one in made.values() if one.gold_id == case.gold_id]
    one = next((one for one in here if set(one.spans) == spans), None)
    if one is not None and (one.b_id, one.a_id) == (case.a_id, case.b_id):
        one = one.mirrored
    return replace(case, decision=one, stale=one is not None and one.ground != case.ground)
