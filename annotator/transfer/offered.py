"""What the annotators of an export were offered by the program, and what they answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.formats.bundle import PlaceRecord, SuggestionRecord
from annotator.formats.card import Answered
from annotator.formats.record import SAME_AS
from annotator.formats.suggestions import write_suggestion
from annotator.model.people import Annotator, Role
from annotator.model.scheme import Scheme
from annotator.model.span import Fragment
from annotator.model.story import Article
from annotator.model.suggestion import Answer, Offer, Suggestion
from annotator.model.tally import Count
from annotator.store.work import Records
from annotator.transfer.pseudonyms import Names


@dataclass(slots=True)
class Offered:
    """Tells, for the readings of an export, which suggestions there were."""

    records: Records
    scheme: Scheme
    names: Names = field(default_factory=Names)
    _names: dict[str, str] = field(init=False)
    _there: bool = field(init=False)
    _counts: dict[str, Count] = field(default_factory=dict)

    def __post_init__(self) -> None:
        people = self.records.people.all()
        self._names = {person.id: self.names.shown(person).name for person in people}
        decided = [self.records.offers.decided(i) for i in ("", *self._names)]
        self._there = self.records.suggestions.there_are_any() or any(decided)

    def words(self, person: Annotator) -> str:
        """Which suggestions this annotator was offered, for `meta`; "" where nobody was any."""
        if not self._there:
            return ""
        policy = self.records.offers.policy(person.id)
        if person.role is not Role.HUMAN:
            return Offer.NONE.value
        if policy.offer is Offer.SAME:
            return SAME_AS + self._names.get(policy.same_as, "somebody")
        return policy.offer.value

    def number(self, pairs: Sequence[tuple[str, Annotator]]) -> int:
        """How many suggestions these annotators were offered in these articles (by id)."""
        people = {person.id: person for _, person in pairs if person.role is Role.HUMAN}
        counts = {i: self.records.offers.count_by_article(i) for i in people}
        return sum(counts[p.id].get(article, 0) for article, p in pairs if p.id in counts)

    def lines(self, pairs: Sequence[tuple[str, Annotator]]) -> Iterator[bytes]:
        """The suggestions with their answers, as lines of `suggestions.jsonl`."""
        self._counts.clear()
        stories = {story.id: story.name for story in self.records.stories.all()}
        for article_id, person in pairs if self._there else ():
            answers = self.records.answers.of(person.id, article_id)
            offered = self._offered(article_id, person, answers)
            article = self.records.articles.get(article_id) if offered else None
            if article is None:
                continue
            self._counts.setdefault(person.id, Count()).add(offered, answers)
            text = self.records.articles.text(article_id)
            for one in offered:
                story = stories[article.story_id]
                record = self._record(one, article, story, person, text, answers.get(one.id))
                yield write_suggestion(record)

    def answered(self) -> list[Answered]:
        """How suggestions were answered, after `lines` were gone through."""
        return [
            Answered(self._names[person_id], self._label(label_id), source.value, tally)
            for person_id, count in self._counts.items()
            for (label_id, source), tally in count.tallies().items()
        ]

    def _offered(
        self, article_id: str, person: Annotator, answers: Mapping[str, Answer]
    ) -> list[Suggestion]:
        """What is offered now, and what was answered and is not offered any more."""
        found: dict[str, Suggestion] = {}
        if person.role is Role.HUMAN:
            found = {one.id: one for one in self.records.offers.of(article_id, person.id)}
        earlier = [i for i in answers if i not in found]
        found |= {one.id: one for one in self.records.suggestions.get(earlier)}
        return sorted(found.values(), key=lambda one: (one.start, -one.end, one.id))

    def _label(self, label_id: str) -> str:
        label = self.scheme.label(label_id)
        return label.name if label else label_id

    def _record(
        self,
        one: Suggestion,
        article: Article,
        story: str,
        person: Annotator,
        text: str,
        answer: Answer | None,
    ) -> SuggestionRecord:
        shown = self.names.shown(person)
        return SuggestionRecord(
            id=one.id,
            doc=article.name,
            story=story,
            annotator=shown.name,
            annotator_id=shown.id,
            source=one.source,
            maker=one.maker,
            label=self._label(one.label_id),
            fragments=one.fragments,
            quoted=text[one.start : one.end],
            score=one.score,
            reason=one.reason,
            attributes=one.attributes,
            speaker=_place(one.speaker, text),
            cue=_place(one.cue, text),
            group=one.group,
            answer=answer,
        )


def _place(place: Fragment | None, text: str) -> PlaceRecord | None:
    return place and PlaceRecord(*place, text[place.start : place.end])
