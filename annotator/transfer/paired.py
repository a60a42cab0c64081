"""The pairs of an export: for training, from groups, rejected clues and much alike sentences."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from annotator.formats.bundle import GroupRecord, MemberRecord
from annotator.formats.pairs import (
    Comes,
    PairRecord,
    Side,
    Stands,
    count,
    counts_for_card,
    relation,
    says_the_same,
    write_pair,
)
from annotator.model.clue import ClueVerdict, Passage
from annotator.model.identity import named_id
from annotator.model.people import Annotator
from annotator.model.span import Fragment
from annotator.model.story import Article, Story
from annotator.store.work import Records
from annotator.suggest.quotes import find_quotations
from annotator.text.sentences import Sentences
from annotator.transfer.grouped import Grouped
from annotator.transfer.judged import Judged

PAIRED_KINDS = frozenset({"conflict", "same fact", "copied text"})
"""Kinds of groups whose members say the same or contradict each other."""
COPIED = "copied text"
"""A clue of this kind holds many sentences, each of which was compared with its own copy only."""
STRENGTH = "strength"
SAID_BY = "said by"
LEAST_ALIKE = 0.25
"""Score of sentences that are sampled."""
MOST_SAMPLED = 200
"""Sampled pairs of one story; never more than were judged there."""


@dataclass(frozen=True, slots=True)
class _Text:
    """An article with what is looked up in it."""

    article: Article
    text: str
    sentences: Sentences

    def sentence(self, start: int, end: int) -> str:
        """The sentence around a passage; of a longer one, from its first sentence to its last."""
        first, last = self.sentences.at(start), self.sentences.at(max(end - 1, start))
        low = min(start, first.start) if first else start
        return self.text[low : max(end, last.end) if last else end]


@dataclass(slots=True)
class Paired:
    """The pairs of these annotators, story by story.

    `chosen` are the pairs of article id and annotator id that are exported. Groups come as `groups`
    has them; pairs are counted for the card while they are written.
    """

    records: Records
    people: Sequence[Annotator]
    chosen: Collection[tuple[str, str]]
    groups: Grouped
    judged: Judged
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    _texts: dict[str, _Text] = field(default_factory=dict)
    _said: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)

    def lines(self) -> Iterator[bytes]:
        """The lines of `pairs.jsonl`."""
        self.counts.clear()
        for record in self:
            count(self.counts, record)
            yield write_pair(record)

    def section(self) -> str:
        """How many there are, for the card, once the lines were made."""
        return counts_for_card(self.counts)

    def __iter__(self) -> Iterator[PairRecord]:
        stories = {story.name: story for story in self.records.stories.all()}
        groups: dict[str, list[GroupRecord]] = {}
        for group in self.groups:
            if group.kind in PAIRED_KINDS:
                groups.setdefault(group.story, []).append(group)
        for name in sorted(stories):
            story = stories[name]
            self._texts.clear()
            self._said.clear()
            judged = list(
                self._unique([*self._grouped(story, groups.get(name, ())), *self._rejected(story)])
            )
            yield from judged
            yield from self._sampled(story, judged)

    def _unique(self, found: Iterable[PairRecord]) -> Iterator[PairRecord]:
        seen: set[str] = set()
        for one in found:
            if one.id not in seen:
                seen.add(one.id)
                yield one

    # What people said

    def _grouped(self, story: Story, groups: Sequence[GroupRecord]) -> Iterator[PairRecord]:
        by_name = {one.name: one for one in self.records.articles.all(story.id)}
        for group in groups:
            strength = next((v for name, v in group.attributes if name == STRENGTH), "")
            sides = [self._member(by_name[m.doc], m) for m in group.members if m.span]
            for a, b in combinations(sides, 2):
                yield PairRecord(
                    id=_id(group.annotator_id, group.id, a, b),
                    story=story.name,
                    split=story.split,
                    annotator=group.annotator,
                    annotator_id=group.annotator_id,
                    relation=relation(group.kind, a, b, strength, alone=len(sides) == 2),
                    comes=Comes.GROUP,
                    kind=group.kind,
                    source_id=group.id,
                    a=a,
                    b=b,
                )

    def _rejected(self, story: Story) -> Iterator[PairRecord]:
        by_id = {one.id: one for one in self.records.articles.all(story.id)}
        for person, answer, clue_id in self.judged.of(story):
            shown = self.groups.names.shown(person)
            if answer.verdict is not ClueVerdict.NO_CONFLICT:
                continue
            for one, other in combinations(answer.clue.passages, 2):
                if one.article_id == other.article_id:
                    continue
                a, b = (self._side(by_id[p.article_id], p) for p in (one, other))
                same = says_the_same(a, b)
                if answer.clue.kind == COPIED and not same:
                    continue
                yield PairRecord(
                    id=_id(shown.id, clue_id, a, b),
                    story=story.name,
                    split=story.split,
                    annotator=shown.name,
                    annotator_id=shown.id,
                    relation=Stands.SAME if same else Stands.UNRELATED,
                    comes=Comes.REJECTED,
                    kind=str(answer.clue.kind),
                    source_id=clue_id,
                    a=a,
                    b=b,
                )

    # What nobody judged

    def _sampled(self, story: Story, judged: Sequence[PairRecord]) -> Iterator[PairRecord]:
        """As many much alike sentences as pairs were judged, of which nobody judged anything."""
        if not judged:
            return
        # Slow to import, and only where there is something to train on.
        from annotator.across import Counterparts, read_article
        from annotator.suggest.suggester import ArticleText

        articles = {
            one.id: one
            for one in self.records.articles.all(story.id)
            if any((one.id, person.id) in self.chosen for person in self.people)
        }
        read = [
            read_article(ArticleText(one.id, one.name, self._text(one).text), quotations=())
            for one in articles.values()
        ]
        taken = [(side.doc_id, side.start, side.end) for one in judged for side in (one.a, one.b)]
        found: list[tuple[str, Side, Side]] = []
        for pair in Counterparts(read).all(best=1, least=LEAST_ALIKE):
            a, b = (self._side(articles[m.article_id], m) for m in pair.members)
            if not any(_overlaps(side, place) for side in (a, b) for place in taken):
                found.append((_id("", "", a, b), a, b))
        # By what the ids happen to be, so that the same project gives the same pairs.
        for id_, a, b in sorted(found, key=lambda one: one[0])[: min(len(judged), MOST_SAMPLED)]:
            yield PairRecord(
                id=id_,
                story=story.name,
                split=story.split,
                annotator="",
                annotator_id="",
                relation=Stands.UNCLEAR,
                comes=Comes.SAMPLED,
                kind="",
                source_id="",
                a=a,
                b=b,
            )

    # Sides

    def _member(self, article: Article, member: MemberRecord) -> Side:
        passage = Passage(article.id, Fragment(member.start, member.end), member.value)
        return self._side(article, passage, span_id=member.span, stance=member.stance)

    def _side(
        self, article: Article, passage: Passage, *, span_id: str = "", stance: str = ""
    ) -> Side:
        found = self._text(article)
        start, end = passage.place
        return Side(
            doc_id=article.name,
            text_sha256=article.sha256,
            start=start,
            end=end,
            text=found.text[start:end],
            sentence=found.sentence(start, end),
            date=article.published,
            sayer=self._sayer(found, span_id, start, end),
            span_id=span_id,
            value=passage.value,
            stance=stance,
        )

    def _text(self, article: Article) -> _Text:
        if article.id not in self._texts:
            text = self.records.articles.text(article.id)
            self._texts[article.id] = _Text(article, text, Sentences(text))
        return self._texts[article.id]

    def _sayer(self, found: _Text, span_id: str, start: int, end: int) -> str:
        """Who says it: as the span is linked, else as the rules for quotations have it."""
        for one in self.records.relations.touching([span_id]) if span_id else ():
            if one.kind == SAID_BY and one.head_id == span_id:
                for sayer in self.records.spans.get([one.child_id]):
                    if sayer.article_id == found.article.id:
                        return sayer.quoted(found.text)
        if found.article.id not in self._said:
            self._said[found.article.id] = [
                (q.start, q.end, " ".join(found.text[slice(*q.speaker)].split()))
                for q in find_quotations(found.text)
                if q.speaker is not None
            ]
        said: Mapping[str, list[tuple[int, int, str]]] = self._said
        return next(
            (who for low, high, who in said[found.article.id] if low <= start and end <= high), ""
        )


def _id(annotator_id: str, source_id: str, a: Side, b: Side) -> str:
    places = (f"{side.doc_id}:{side.start}-{side.end}" for side in (a, b))
    return named_id("pair", annotator_id, source_id, *places)


def _overlaps(side: Side, place: tuple[str, int, int]) -> bool:
    doc, start, end = place
    return side.doc_id == doc and side.start < end and start < side.end
