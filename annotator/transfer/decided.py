"""The decisions of an export: how gold came to say what it says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from annotator.edits.gold_grounds import grounds_now
from annotator.formats.bundle import DecisionRecord
from annotator.formats.decisions import write_decision
from annotator.model.decision import Decision, Took
from annotator.model.people import Annotator, Role
from annotator.model.reading import Status
from annotator.model.span import Span
from annotator.model.story import Article
from annotator.store.work import Records
from annotator.transfer.group_grounds import told_ground
from annotator.transfer.grouped import Grouped
from annotator.transfer.pseudonyms import Names


@dataclass(slots=True)
class Decided:
    """The decisions behind the readings of gold that are exported.

    `groups` are those of the export. `in_one_piece`: spans of several parts are not in it.
    `labels`: ids of those whose spans are, None for all. A decision is left out, and counted, where
    a span that gold has by it is not in the export, or a group is not with all of its spans. A
    group that is not there yet is no reason, unless it is one that the lead wrote: nobody else
    could make it.
    """

    records: Records
    groups: Grouped
    names: Names = field(default_factory=Names)
    in_one_piece: bool = False
    labels: frozenset[str] | None = None
    lost: int = 0
    """How many were left out, once the decisions were gone through."""
    _people: dict[str, Annotator] = field(init=False)
    _old: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        self._people = {person.id: person for person in self.records.people.all()}

    def number(self, pairs: Sequence[tuple[str, Annotator]]) -> int:
        """How many there are in these readings, by ids of articles and with their annotators."""
        numbers = self.records.decisions.numbers()
        return sum(numbers.get((article_id, person.id), 0) for article_id, person in pairs)

    def out_of_date(self, pairs: Sequence[tuple[str, Annotator]]) -> tuple[str, ...]:
        """The names of articles that gold is done with although what it was decided from was
        changed since, or something came that nothing was decided about."""
        if self._old is None:
            gold = [(i, person.id) for i, person in pairs if person.role is Role.ADJUDICATED]
            old = [article_id for article_id, own_id in gold if self._is_old(article_id, own_id)]
            found = map(self.records.articles.get, dict.fromkeys(old))
            self._old = tuple(article.name for article in found if article is not None)
        return self._old

    def _is_old(self, article_id: str, gold_id: str) -> bool:
        readings = self.records.readings
        if readings.get(article_id, gold_id).status is not Status.DONE:
            return False
        made = self.records.decisions.of(article_id, gold_id)
        between = {tuple(sorted((one.a_id, one.b_id))) for one in made}
        people = {person_id for pair in between for person_id in pair}
        if any(readings.get(article_id, one).status is Status.NEW for one in people):
            return False  # what they did did not come along
        now = grounds_now(self.records, made)
        if any(now[one.id] != one.ground for one in made):
            return True
        leave_open = self.records.decisions.leave_open
        return any(leave_open(article_id, gold_id, pair) for pair in between)

    def lines(
        self, pairs: Sequence[tuple[str, Annotator]], *, notes: bool = True
    ) -> Iterator[bytes]:
        """The lines of `decisions.jsonl`, with the notes or without."""
        self.lost = 0
        stories = {story.id: story.name for story in self.records.stories.all()}
        numbers = self.records.decisions.numbers()
        for article_id, person in pairs:
            if person.role is not Role.ADJUDICATED or (article_id, person.id) not in numbers:
                continue
            article = self.records.articles.get(article_id)
            if article is None:
                continue
            for one in self._whole(self.records.decisions.of(article_id, person.id)):
                story = stories[article.story_id]
                yield write_decision(self._record(one, article, story, person, notes=notes))

    def _whole(self, decisions: Sequence[Decision]) -> Iterator[Decision]:
        """Those of which the spans and groups in gold are in the export."""
        left_out: set[str] = set()
        if self.in_one_piece or self.labels is not None:
            ids = [i for one in decisions for i in one.gold_spans]
            spans = self.records.spans.get(ids)
            left_out = {span.id for span in spans if self._is_left_out(span)}
        groups = self.records.groups.get([i for one in decisions for i in one.gold_groups])
        there = {group.id for group in groups}
        left_out |= {group.id for group in groups if not self.groups.has_spans_of(group)}
        for one in decisions:
            lacking = one.took is Took.NEW and not there.issuperset(one.gold_groups)
            if lacking or not left_out.isdisjoint((*one.gold_spans, *one.gold_groups)):
                self.lost += 1
            else:
                yield one

    def _is_left_out(self, span: Span) -> bool:
        if self.labels is not None and span.label_id not in self.labels:
            return True
        return self.in_one_piece and len(span.fragments) > 1

    def _shown(self, annotator_id: str) -> tuple[str, str]:
        """Name and id of somebody as the export has them."""
        if not annotator_id:
            return "", ""
        person = self._people.get(annotator_id, Annotator(annotator_id, ""))
        shown = self.names.shown(person)
        return shown.name, shown.id

    def _record(
        self, one: Decision, article: Article, story: str, person: Annotator, *, notes: bool
    ) -> DecisionRecord:
        gold = self.names.shown(person)
        (a, a_id), (b, b_id) = self._shown(one.a_id), self._shown(one.b_id)
        by, by_id = self._shown(one.by)
        return DecisionRecord(
            id=one.id,
            doc=article.name,
            story=story,
            gold=gold.name,
            gold_id=gold.id,
            a=a,
            a_id=a_id,
            b=b,
            b_id=b_id,
            took=one.took,
            a_spans=one.a_spans,
            b_spans=one.b_spans,
            gold_spans=one.gold_spans,
            a_groups=one.a_groups,
            b_groups=one.b_groups,
            gold_groups=one.gold_groups,
            ground=told_ground(self.records, one) if one.is_about_groups else one.ground,
            reason=one.reason,
            note=self.names.words(one.note) if notes else "",
            gap=one.gap,
            by=by,
            by_id=by_id,
            at=one.at,
        )
