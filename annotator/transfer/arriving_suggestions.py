"""Suggestions that arrive with an import, with what was answered to them and who was offered which.

A suggestion whose article has the same one already is that one. Its answers then count where the
annotator has given none here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from annotator.formats.bundle import PlaceRecord, ReadingRecord, SuggestionRecord
from annotator.formats.record import SAME_AS
from annotator.model.identity import named_id
from annotator.model.people import Annotator, Role
from annotator.model.span import Fragment
from annotator.model.story import Article
from annotator.model.suggestion import Answer, Offer, Policy, Source, Suggestion, Verdict
from annotator.store.work import Work
from annotator.transfer.arrivals import Arrivals, is_uuid
from annotator.transfer.arriving_scheme import ArrivingScheme
from annotator.transfer.marks import Marks
from annotator.transfer.report import FileReport

_Place = tuple[Source, str, tuple[Fragment, ...], str]
"""Who proposes which fragments as what, to whom: in one article no two have all that the same."""

_WITH_SPAN = (Verdict.ACCEPTED, Verdict.EDITED)


@dataclass(slots=True)
class _Here:
    """An article of the project while the suggestions in it arrive, with those it has."""

    article: Article
    text: str
    known: dict[_Place, str]
    answered: dict[str, dict[str, Answer]] = field(default_factory=dict)


@dataclass(slots=True)
class ArrivingSuggestions:
    """Takes suggestions, one by one, and writes them batch by batch."""

    work: Work
    arrivals: Arrivals
    scheme: ArrivingScheme
    marks: Marks
    _offered: dict[str, tuple[str, FileReport]] = field(default_factory=dict)
    """What each annotator was offered, in the word of the file, by the annotator's id."""
    _taken: set[str] = field(default_factory=set)
    """Ids of this batch that suggestions of the project have."""
    _holders: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Article and annotator of the spans in the project that came of those of this batch."""
    _here: _Here | None = None
    _new: list[Suggestion] = field(default_factory=list)
    _answers: list[Answer] = field(default_factory=list)

    def offer(self, person: Annotator, record: ReadingRecord, report: FileReport) -> None:
        """Keeps what a record says that its annotator was offered."""
        if record.offered:
            self._offered.setdefault(person.id, (record.offered, report))

    def expect(self, records: Sequence[SuggestionRecord]) -> None:
        """Looks up at once which ids of the records that come next are taken."""
        self._taken = self.work.suggestions.ids_there([record.id for record in records])
        spans = {record.answer.span_id for record in records if record.answer is not None}
        self._holders = self.work.spans.holders(sorted(spans - {""}))

    def take(self, record: SuggestionRecord, report: FileReport) -> None:
        """Takes a suggestion and the answer to it, or says why not."""
        where = f"{record.where}, suggestion “{record.quoted[:40]}”"
        here = self._article(record)
        if here is None:
            report.refuse(where, f"the article “{record.doc}” is not in the project.")
            return
        wrong = _wrong_place(record, here.text)
        if wrong:
            report.refuse(where, f"the words at {wrong.start} are not “{wrong.text[:40]}”.")
            return
        label_id = self.scheme.label_id(record.label)
        if label_id is None:
            report.refuse(where, f"the scheme has no label “{record.label}”.")
            return
        person = self.arrivals.person(record)
        suggestion_id = self._suggestion(record, here, label_id, person, report)
        if record.answer is not None:
            self._answer(record.answer, suggestion_id, here, person, where, report)

    def end_batch(self) -> None:
        """Writes what was taken."""
        self.work.suggestions.add_missing(self._new)
        self.work.answers.put(self._answers, new=True)
        self._new.clear()
        self._answers.clear()

    def finish(self) -> None:
        """Decides what those are offered who came with this import."""
        for person_id, (word, report) in self._offered.items():
            person = self.work.people.get(person_id)
            if person is not None and person.role is Role.HUMAN:
                self._decide(person, word, report)
        offers = self.work.offers
        decided = [offers.decided(i) for i in ("", *(one.id for one in self.work.people.all()))]
        if self._offered and not any(decided) and not self.work.suggestions.there_are_any():
            offers.decide("", Policy())  # as it is anyway; an export then goes on saying so

    def _decide(self, person: Annotator, word: str, report: FileReport) -> None:
        policy = self._policy(word)
        if policy is None:
            what = f"“{person.name}” was offered the {word}, who is not in the project."
            report.warn(report.path, what)
        elif policy == self.work.offers.policy(person.id):
            return
        elif person.id in self.arrivals.new_people:
            self.work.offers.decide(person.id, policy)
        else:
            what = f"“{person.name}” is offered other suggestions here than there; that was kept."
            report.warn(report.path, what)

    def _policy(self, word: str) -> Policy | None:
        if not word.startswith(SAME_AS):
            return Policy(Offer(word))
        named = self.work.people.named(word.removeprefix(SAME_AS))
        return Policy(Offer.SAME, named[0].id) if named else None

    def _article(self, record: SuggestionRecord) -> _Here | None:
        """The article it is in; the last one is kept, for the next is mostly in it too."""
        article_id = self.arrivals.article_id(self.arrivals.number, record.doc)
        if self._here is not None and self._here.article.id == article_id:
            return self._here
        article = self.work.articles.get(article_id) if article_id else None
        if article is None:
            return None
        self.end_batch()
        known = {_place(one): one.id for one in self.work.suggestions.of_article(article.id)}
        self._here = _Here(article, self.work.articles.text(article.id), known)
        return self._here

    def _suggestion(
        self,
        record: SuggestionRecord,
        here: _Here,
        label_id: str,
        person: Annotator,
        report: FileReport,
    ) -> str:
        """The id of the suggestion in the project, to which it is added if it is new."""
        made_for = self._made_for(person) if record.source is Source.REPEATS else ""
        place = (record.source, label_id, record.fragments, made_for)
        if place not in here.known:
            here.known[place] = self._free_id(record, here, place)
            self._new.append(
                Suggestion(
                    id=here.known[place],
                    article_id=here.article.id,
                    source=record.source,
                    label_id=label_id,
                    fragments=record.fragments,
                    score=record.score,
                    reason=record.reason,
                    attributes=record.attributes,
                    speaker=_fragment(record.speaker),
                    cue=_fragment(record.cue),
                    group=record.group,
                    maker=record.maker,
                    annotator_id=made_for,
                )
            )
            report.suggestions += 1
        return here.known[place]

    def _made_for(self, person: Annotator) -> str:
        """Whose spans are repeated: the annotator's own, or those of whom they were to be like."""
        word, _ = self._offered.get(person.id, ("", None))
        policy = self._policy(word) if word else None
        return policy.same_as if policy and policy.offer is Offer.SAME else person.id

    def _free_id(self, record: SuggestionRecord, here: _Here, place: _Place) -> str:
        """Its own id; one that follows from it where another suggestion has that."""
        if is_uuid(record.id) and record.id not in self._taken:
            self._taken.add(record.id)
            return record.id
        return named_id("suggestion", here.article.id, record.id, repr(place))

    def _answer(
        self,
        answer: Answer,
        suggestion_id: str,
        here: _Here,
        person: Annotator,
        where: str,
        report: FileReport,
    ) -> None:
        given = here.answered.get(person.id)
        if given is None:
            given = here.answered[person.id] = self.work.answers.of(person.id, here.article.id)
        if suggestion_id in given:
            report.duplicates += 1
            return
        span_id = ""
        if answer.verdict in _WITH_SPAN:
            span_id = self._span_id(answer.span_id, here, person)
            if not span_id:
                report.refuse(where, "the span that came of it is not in the project.")
                return
        given[suggestion_id] = replace(
            answer,
            suggestion_id=suggestion_id,
            annotator_id=person.id,
            article_id=here.article.id,
            span_id=span_id,
        )
        self._answers.append(given[suggestion_id])

    def _span_id(self, told: str, here: _Here, person: Annotator) -> str:
        """The id in the project of the span that the file calls `told`; "" for none."""
        if self._holders.get(told) == (here.article.id, person.id):
            return told
        return self.marks.span_here(here.article.id, person, told) or ""


def _place(one: Suggestion) -> _Place:
    return (one.source, one.label_id, one.fragments, one.annotator_id)


def _fragment(place: PlaceRecord | None) -> Fragment | None:
    return None if place is None else Fragment(place.start, place.end)


def _wrong_place(record: SuggestionRecord, text: str) -> PlaceRecord | None:
    """The first of its places that does not hold the words it is said to hold."""
    hull = PlaceRecord(record.start, record.end, record.quoted)
    places: Sequence[PlaceRecord | None] = (hull, record.speaker, record.cue)
    for place in places:
        if place is not None and text[place.start : place.end] != place.text:
            return place
    return None
