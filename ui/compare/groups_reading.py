"""Reading what is to be decided about groups, story by story, once all places are read."""

import time
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.changes import Changes
from ui.compare.disagreements_reading import REST, SLICE, CaseReading, Count, count
from ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.agree.group_cases import GroupCase


class GroupReading(QObject):
    """The cases about groups between the two whose places are read; which spans are the same is
    known from these.

    Signals: `changed`: stories were read, for the first time or again.
    """

    changed = Signal()

    def __init__(
        self, workspace: Workspace, places: CaseReading, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._places = workspace, places
        self._people: tuple[str, str, str] = ("", "", "")
        self._compared: dict[str, frozenset[str]] = {}
        self._read: dict[str, tuple[GroupCase, ...]] = {}
        self._by_key: dict[str, GroupCase] = {}
        self._due: dict[str, None] = {}
        self._whole = Count()
        self.stories: Mapping[str, str] = {}
        """The names of the stories in which something is compared, by id, in order."""
        self.reopened: list[GroupCase] = []
        """Cases that were decided and are not any more, since somebody emptied the list."""
        self._slices = QTimer(self, interval=REST)
        self._slices.timeout.connect(self._read_some)
        places.some.connect(self._place_read)
        places.complete.connect(self._places_read)

    @property
    def is_complete(self) -> bool:
        """Whether all are read."""
        return not self._due

    @property
    def count(self) -> Count:
        """How far the deciding is, of what was read."""
        return self._whole

    def all(self) -> Iterator["GroupCase"]:
        """All cases that were read, in the order of the stories."""
        for story_id in self.stories:
            yield from self._read.get(story_id, ())

    def by_key(self, key: str) -> "GroupCase | None":
        """The case with this key as it was read last."""
        return self._by_key.get(key)

    def of_span(self, span_id: str) -> Iterator["GroupCase"]:
        """The cases in which a span of A or B is a member."""
        for case in self.all():
            if any(span_id in one.span_ids for one in case.groups):
                yield case

    def prepare(self, a_id: str, b_id: str, gold_id: str) -> None:
        """The groups of these two are wanted, in the articles that are compared: they are read
        when the places are."""
        self.forget()
        self._people = (a_id, b_id, gold_id)
        chosen = {one.story_id for one in self._places.articles.values()}
        compared: dict[str, set[str]] = {}
        for article in self._places.beside():
            if article.story_id in chosen:
                compared.setdefault(article.story_id, set()).add(article.id)
        self._compared = {story_id: frozenset(ids) for story_id, ids in compared.items()}
        stories = self._workspace.project.stories()
        self.stories = {one.id: one.name for one in stories if one.id in compared}
        self._due = dict.fromkeys(self.stories)

    def forget(self) -> None:
        """Nothing is compared any more."""
        self._slices.stop()
        self._compared, self._read, self._by_key, self.stories = {}, {}, {}, {}
        self._due, self.reopened = {}, []
        self._whole = Count()

    def follow(self, changes: Changes) -> None:
        """Something was decided, or grouped otherwise: what may be touched is read again."""
        articles = {*dict(changes.spans), *changes.decisions}
        touched = {s for s, compared in self._compared.items() if compared & articles}
        if changes.groups:
            with self._workspace.project.snapshot() as records:
                touched |= {one.story_id for one in records.groups.get(sorted(changes.groups))}
            for case in self.all():
                if any(one.id in changes.groups for one in (*case.groups, *case.gold)):
                    touched.add(case.story_id)
        self._read_again(touched)

    def _place_read(self, article_id: str) -> None:
        article = self._places.articles.get(article_id)
        if article is not None:
            self._read_again([article.story_id])

    def _places_read(self) -> None:
        if self._due:
            self._go_on()
        else:
            self.changed.emit()

    def _read_again(self, story_ids: Iterable[str]) -> None:
        self._due.update(dict.fromkeys(one for one in story_ids if one in self._compared))
        if self._due and self._places.is_complete:
            self._go_on()

    def _go_on(self) -> None:
        self._slices.start()
        self._read_some()

    def _read_some(self) -> None:
        end = time.perf_counter() + SLICE
        while self._due and self._places.is_complete:
            story_id = next(iter(self._due))
            self._keep(story_id, self._cases(story_id))
            del self._due[story_id]
            if time.perf_counter() >= end:
                break
        if not self._due or not self._places.is_complete:
            self._slices.stop()
        if not self._due:
            self.changed.emit()

    def _keep(self, story_id: str, cases: "tuple[GroupCase, ...]") -> None:
        before = self._read.get(story_id, ())
        self._read[story_id] = cases
        self._whole += count(cases) - count(before)
        for case in before:
            self._by_key.pop(case.key, None)
        self._by_key.update((case.key, case) for case in cases)
        decided = {case.key for case in before if case.decided}
        self.reopened += [case for case in cases if not case.decided and case.key in decided]

    def _cases(self, story_id: str) -> "tuple[GroupCase, ...]":
        from annotator.adjudicating.finding_groups import cases_in_story  # slow to import

        places, compared = self._places, self._compared[story_id]
        with self._workspace.project.snapshot() as records:
            return cases_in_story(
                records, story_id, compared, self._people,
                chosen=places.articles, aligned=places.twins(compared),
            )  # fmt: skip
