"""Reading what is to be decided about groups, story by story, once all places are read."""

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.agree.group_cases import GroupMaterial
from annotator.agree.steps import numbered
from annotator.changes import Changes
from annotator.model.group import Group
from annotator.model.span import Fragment
from ui.compare.disagreements_reading import REST, SLICE, SPANS, CaseReading, Count, count
from ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.agree.group_cases import GroupCase
    from annotator.agree.steps import Steps


class GroupReading(QObject):
    """The cases about groups between the two whose places are read; which spans are the same is
    known from these. Which groups belong together is found once, a little at a time, and again
    when one of the two changes something; what is decided is read after every change.

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
        self._found: dict[str, tuple[GroupMaterial, tuple[GroupCase, ...]]] = {}
        """What was found in a story, without what is decided."""
        self._twins: dict[str, Mapping[str, str]] = {}
        """Of each article, which spans were paired when it was found."""
        self._read: dict[str, tuple[GroupCase, ...]] = {}
        self._by_key: dict[str, GroupCase] = {}
        self._to_find: dict[str, None] = {}
        self._to_read: dict[str, None] = {}
        self._work: Iterator[None] = iter(())
        self._now = ""
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
        waits = self._to_find or self._to_read or self._now
        return not waits and not self._slices.isActive()

    @property
    def gold_id(self) -> str:
        """The id of the gold that is decided in."""
        return self._people[2]

    @property
    def count(self) -> Count:
        """How far the deciding is, of what was read."""
        return self._whole

    def all(self) -> Iterator["GroupCase"]:
        """All cases that were read, in the order of the stories, without what stands in gold."""
        for story_id in self.stories:
            yield from self._read.get(story_id, ())

    def by_key(self, key: str) -> "GroupCase | None":
        """The case with this key as it was read last."""
        return self._by_key.get(key)

    def whole(self, case: "GroupCase") -> "GroupCase":
        """The case with what stands in gold for its members."""
        from annotator.adjudicating.finding_groups import with_gold  # slow to import
        from annotator.agree.group_finding import with_stands

        material, _ = self._found[case.story_id]
        with self._workspace.project.snapshot() as records:
            others = {one.id: one for one in case.gold}
            decided = replace(with_gold(records, material, case), others=others)
            spans = [i for one in case.gold for i in one.span_ids if i not in material.places]
            places = {span.id: span.fragments for span in records.spans.get(spans)}
        return with_stands(case, replace(decided, places={**material.places, **places}))

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
        self._to_find = dict.fromkeys(self.stories)

    def forget(self) -> None:
        """Nothing is compared any more."""
        self._slices.stop()
        self._compared, self._read, self._by_key, self.stories = {}, {}, {}, {}
        self._found, self._twins = {}, {}
        self._to_find, self._to_read, self.reopened = {}, {}, []
        self._work, self._now = iter(()), ""
        self._whole = Count()

    # What changes

    def follow(self, changes: Changes) -> None:
        """Something was decided, or grouped otherwise: what may be touched is read again."""
        articles = {*dict(changes.spans), *changes.decisions}
        touched = {s for s, compared in self._compared.items() if compared & articles}
        if changes.groups:
            with self._workspace.project.snapshot() as records:
                there = records.groups.get(sorted(changes.groups))
            touched |= {one.story_id for one in there}
            both = {one.story_id for one in there if one.annotator_id in self._people[:2]}
            known = {one.id for one in there}
            both |= {
                case.story_id
                for case in self.all()
                for one in case.groups
                if one.id in changes.groups and one.id not in known
            }
            self._find_again(both)
        self._to_read.update(dict.fromkeys(one for one in touched if one in self._compared))
        self._go_on()

    def _place_read(self, article_id: str) -> None:
        """The places of an article were read: are other spans the same now?"""
        article = self._places.articles.get(article_id)
        twins = self._places.twins([article_id]).get(article_id, {})
        if article is not None and self._twins.get(article_id) != twins:
            self._find_again([article.story_id])
            self._go_on()

    def _find_again(self, story_ids: Iterable[str]) -> None:
        wanted = dict.fromkeys(one for one in story_ids if one in self._compared)
        self._to_find.update(wanted)
        if self._now in wanted:  # what was found in it by now may be old
            self._work, self._now = iter(()), ""

    # Reading

    def _places_read(self) -> None:
        if self.is_complete:
            self.changed.emit()
        else:
            self._go_on()

    def _go_on(self) -> None:
        if self._places.is_complete and not self.is_complete:
            self._slices.start()
            self._read_some()

    def _read_some(self) -> None:
        if not self._places.is_complete:
            self._slices.stop()
            return
        end = time.perf_counter() + SLICE
        if not self._now:
            self._work = self._going_through()
        going = object()
        while next(self._work, going) is not going:
            if time.perf_counter() >= end:
                return
        self._slices.stop()
        self.changed.emit()

    def _going_through(self) -> Iterator[None]:
        while self._to_find or self._to_read:
            if self._to_find:
                story_id = self._now = next(iter(self._to_find))
                del self._to_find[story_id]
                self._found[story_id] = yield from self._finding(story_id)
                self._to_read[story_id] = None
                self._now = ""
            else:
                story_id = next(iter(self._to_read))
                self._keep(story_id, self._decided(story_id))
                del self._to_read[story_id]
            yield

    def _keep(self, story_id: str, cases: "tuple[GroupCase, ...]") -> None:
        before = self._read.get(story_id, ())
        self._read[story_id] = cases
        self._whole += count(cases) - count(before)
        for case in before:
            self._by_key.pop(case.key, None)
        self._by_key.update((case.key, case) for case in cases)
        decided = {case.key for case in before if case.decided}
        self.reopened += [case for case in cases if not case.decided and case.key in decided]

    def _decided(self, story_id: str) -> "tuple[GroupCase, ...]":
        """The cases of a story with what is decided by now."""
        from annotator.adjudicating.finding_groups import is_in  # slow to import
        from annotator.agree.group_finding import decided_cases

        material, bare = self._found[story_id]
        with self._workspace.project.snapshot() as records:
            material = records.group_cases.decided(material)
        cases = decided_cases(bare, material)
        return tuple(one for one in cases if is_in(one, self._places.articles))

    def _finding(self, story_id: str) -> "Steps[tuple[GroupMaterial, tuple[GroupCase, ...]]]":
        """Which groups belong together in a story, in steps."""
        from annotator.agree.group_finding import finding_bare  # slow to import

        compared = self._compared[story_id]
        twins = self._places.twins(compared)
        self._twins.update(twins)
        material: GroupMaterial | None = None
        if len(twins) < len(compared):  # only some articles were chosen, and places read there
            with self._workspace.project.snapshot() as records:
                material = records.group_cases.material(
                    story_id, compared, *self._people, aligned=twins
                )
            yield
        if material is None:
            material = yield from self._material(story_id, twins.values())
        return material, (yield from finding_bare(material))

    def _material(
        self, story_id: str, twins: Iterable[Mapping[str, str]]
    ) -> "Steps[GroupMaterial]":
        """What it is found from, most of which the places know."""
        project, (a_id, b_id, gold_id) = self._workspace.project, self._people
        a = project.groups(story_id, a_id)
        yield
        b = project.groups(story_id, b_id)
        yield
        pairs: dict[str, str] = {}
        for some in twins if a and b else ():
            pairs.update(some)
            yield
        places = yield from self._where(story_id, (*a, *b))
        articles = project.articles(story_id)
        return GroupMaterial(
            story_id, {one.id: place for place, one in enumerate(articles)},
            self._compared[story_id], a_id, b_id, gold_id, a, b, pairs, places,
        )  # fmt: skip

    def _where(
        self, story_id: str, groups: Iterable[Group]
    ) -> "Steps[dict[str, tuple[Fragment, ...]]]":
        """Where the spans in these groups stand."""
        wanted = {span_id for one in groups for span_id in one.span_ids}
        found: dict[str, tuple[Fragment, ...]] = {}
        for article_id in self._compared[story_id] if wanted else ():
            for pause, case in numbered(self._places.of(article_id)):
                if pause:
                    yield
                spans = (*case.a, *case.b)
                found.update((one.id, one.fragments) for one in spans if one.id in wanted)
        left = sorted(wanted - found.keys())
        for at in range(0, len(left), SPANS):
            some = self._workspace.project.spans_by_id(left[at : at + SPANS])
            found.update((one.id, one.fragments) for one in some)
            yield
        return found
