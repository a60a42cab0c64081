"""Reading what is to be decided, article by article, a little at a time."""

import time
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.agree.steps import numbered
from annotator.model.people import Annotator
from annotator.model.span import Span
from annotator.model.whole_reading import WholeReading
from ui.compare.wanted import Options
from ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.agree.cases import Case
    from annotator.agree.group_cases import GroupCase
    from annotator.agree.steps import Steps
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
VERY_LONG = 1000
"""An article with more cases than these is read a little at a time, also again."""
SPANS = 300
"""So many spans are read at once: a few milliseconds of work."""


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


class Countable(Protocol):
    """A case about a place or about groups, as far as counting goes."""

    @property
    def agreed(self) -> bool:
        """Whether both say the same."""

    @property
    def decided(self) -> bool:
        """Whether gold has decided it, and nobody changed anything since."""

    @property
    def stale(self) -> bool:
        """Whether somebody said something else when it was decided."""


def count(cases: Sequence[Countable]) -> Count:
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
        self._twins: dict[str, dict[str, str]] = {}
        self._articles: dict[str, Article] = {}
        self._people: tuple[str, str, str] = ("", "", "")
        self._wanted: tuple[tuple[Annotator, ...], Options] = ((), Options())
        self._labels: frozenset[str] = frozenset()
        self.reopened: list[Case] = []
        """Cases that were decided and are not any more, since somebody emptied the list."""
        self._expected: dict[str, list[Case]] = {}
        self._ahead: deque[str] = deque()
        self._work: Iterator[None] = iter(())
        self._now = ""
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

    def twins(self, article_ids: Iterable[str]) -> dict[str, Mapping[str, str]]:
        """For those of these articles that were read: which span each one is paired with, both
        ways, whatever their labels."""
        return {one: self._twins[one] for one in article_ids if one in self._twins}

    def beside(self) -> "Iterable[Article]":
        """All articles in which these two could be compared: groups lie across them, also where
        only some articles were chosen."""
        options = self._wanted[1]
        return (self._comparable(()) if options.articles else self._articles).values()

    def all(self) -> Iterator["Case"]:
        """All cases that were read, in the order of the articles."""
        for article_id in self._articles:
            yield from self.of(article_id)

    def prepare(self, a: Annotator, b: Annotator, gold_id: str, options: Options) -> None:
        """Find the articles in which these two can be compared; raises `AnnotatorError`."""
        self.forget()
        self._wanted = (a, b), options
        self._articles = self._comparable(options.articles)
        project = self._workspace.project
        self._people = (a.id, b.id, gold_id)
        self._labels = _label_ids(project, options.labels)

    def _comparable(self, names: Sequence[str]) -> "dict[str, Article]":
        from annotator.comparing.reading import Reader  # with numpy: slow to import

        both, options = self._wanted
        reader = Reader(
            self._workspace.project,
            articles=names,
            labels=options.labels,
            unfinished=options.unfinished,
        )
        return {one.id: one for one in reader.articles if not reader.why_not(one, both)}

    def has_other_articles(self) -> bool:
        """Whether other articles can be compared by now than those that are listed."""
        return self._comparable(self._wanted[1].articles).keys() != self._articles.keys()

    def begin(self) -> None:
        """Read the cases, with what gold says."""
        self._ahead = deque(self._articles)
        self._go_on()
        self._read_some()

    def forget(self) -> None:
        """Nothing is compared any more."""
        self._slices.stop()
        self._read, self._counts, self._articles, self._twins = {}, {}, {}, {}
        self._whole = Count()
        self.reopened = []
        self._ahead = deque()
        self._work, self._now = iter(()), ""

    def expect(self, cases: "Sequence[Case | GroupCase]") -> None:
        """These cases are about to be decided, and no others: of a long article no more than they
        are read again, and nothing where only groups are decided."""
        self._expected = {case.article_id: [] for case in cases}
        for case in cases:
            if not case.matter.is_about_groups:
                self._expected[case.article_id].append(case)  # type: ignore[arg-type]

    def read_again(self, article_ids: Collection[str]) -> None:
        """Something in these articles was decided, or labelled otherwise."""
        expected, self._expected = self._expected, {}
        known = [
            article_id
            for article_id in article_ids
            if article_id in self._read and expected.get(article_id) != []
        ]
        if self._now in article_ids:  # what was read of it by now may be old
            self._ahead.appendleft(self._now)
            self._work, self._now = iter(()), ""
            self._go_on()
        if len(known) > FEW:
            self._read_soon(known)
            return
        for article_id in known:
            cases = expected.get(article_id, [])
            many = len(self._read[article_id])
            if many > LONG and cases and all(map(_is_plain, cases)):
                self._read_decisions(article_id, cases)
            elif many > VERY_LONG:
                self._read_soon([article_id])
            else:
                self._read_now(article_id)

    def _read_now(self, article_id: str) -> None:
        for _ in self._reading(article_id):
            pass

    def _read_soon(self, article_ids: Sequence[str]) -> None:
        waiting = set(self._ahead)
        self._ahead.extendleft(one for one in reversed(article_ids) if one not in waiting)
        self._go_on()

    def _go_on(self) -> None:
        if self._now == "":
            self._work = self._going_through()
        self._slices.start()

    def _read_decisions(self, article_id: str, some: Sequence["Case"]) -> None:
        """Read what was decided in some cases of an article, of which nothing else changed."""
        ids = [span.id for case in some for span in (*case.a, *case.b)]
        with self._workspace.project.snapshot() as records:
            about = records.decisions.about(ids)
        before = self._read[article_id]
        keys = {case.key for case in some}
        new = {key: _decided(case, about) for case in before if (key := case.key) in keys}
        old = [case for case in before if case.key in new]
        self._read[article_id] = tuple(new.get(case.key, case) for case in before)
        self._count(article_id, count(list(new.values())) - count(old))
        self._tell(article_id, old, list(new.values()))

    def _read_some(self) -> None:
        end = time.perf_counter() + SLICE
        going = object()
        while next(self._work, going) is not going:
            if time.perf_counter() >= end:
                return
        self._slices.stop()
        self.complete.emit()

    def _going_through(self) -> Iterator[None]:
        while self._ahead:
            self._now = self._ahead.popleft()
            yield from self._reading(self._now)
            self._now = ""
            yield

    def _reading(self, article_id: str) -> Iterator[None]:
        """Read one article, in steps."""
        cases = yield from self._cases(article_id)
        self._twins[article_id] = _twins(cases)
        if self._labels:
            cases = tuple(case for case in cases if self._has_label(case))
        for pause, case in numbered(cases):
            if pause:
                yield
            if case.agreed and not case.decided:  # else it holds up the key that takes all of them
                _ = case.ground
        self._keep(article_id, cases)

    def _keep(self, article_id: str, cases: tuple["Case", ...]) -> None:
        before, self._read[article_id] = self.of(article_id), cases
        self._count(article_id, count(cases) - self.count_of(article_id))
        self._tell(article_id, before, cases)

    def _count(self, article_id: str, more: Count) -> None:
        self._counts[article_id] = self.count_of(article_id) + more
        self._whole += more

    def _tell(self, article_id: str, before: Sequence["Case"], now: Sequence["Case"]) -> None:
        """These cases were read again."""
        decided = {case.key for case in before if case.decided}
        if decided:
            self.reopened += [case for case in now if not case.decided and case.key in decided]
        self.some.emit(article_id)

    def _cases(self, article_id: str) -> "Steps[tuple[Case, ...]]":
        """The cases of an article. What is changed while they are found starts it anew."""
        from annotator.agree.cases import finding_cases  # with numpy: slow to import

        project, (a_id, b_id, gold_id) = self._workspace.project, self._people
        sides = []
        for person in (a_id, b_id):
            spans: list[Span] = []
            for some in project.span_slices(article_id, person, size=SPANS):
                spans += some
                yield
            with project.snapshot() as records:
                links = records.relations.of(article_id, person)
            sides.append(WholeReading(article_id, person, spans=tuple(spans), relations=links))
            yield
        with project.snapshot() as records:
            material = records.cases.material(self._articles[article_id], sides, gold_id)
        yield
        return (yield from finding_cases(material))

    def _has_label(self, case: "Case") -> bool:
        return case.gone or any(span.label_id in self._labels for span in (*case.a, *case.b))


def _label_ids(project: "Project", names: Sequence[str]) -> frozenset[str]:
    schemes = (*project.scheme_versions(), project.scheme())
    return frozenset(label.id for one in schemes for label in one.labels if label.name in names)


def _twins(cases: "Iterable[Case]") -> dict[str, str]:
    """Which spans are paired, both ways."""
    rows = [case.row for case in cases if case.row is not None]
    pairs = [(row.a.id, row.b.id) for row in rows if row.a is not None and row.b is not None]
    return dict((*pairs, *((b, a) for a, b in pairs)))


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
