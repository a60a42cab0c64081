"""The answers to clues of an export: what the annotators judged across the articles of a story."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from annotator.formats.bundle import ClueRecord, PassageRecord
from annotator.formats.clues import write_clue
from annotator.model.clue import Clue, ClueAnswer, Passage, clue_id
from annotator.model.people import Annotator
from annotator.model.story import Article, Story
from annotator.store.work import Records
from annotator.transfer.grouped import Grouped

TEXTS = 50
"""Articles whose texts are kept at hand: passages of a clue stand in several."""


@dataclass(slots=True)
class Judged:
    """The answers of these annotators, those with all their passages in the export.

    `chosen` are the pairs of article id and annotator id that are exported. An answer by which a
    group came is in it with that group only: without, it says nothing.
    """

    records: Records
    people: Sequence[Annotator]
    chosen: Collection[tuple[str, str]]
    groups: Grouped

    def number(self) -> int:
        """How many there are."""
        return sum(1 for story in self.records.stories.all() for _ in self.of(story))

    def of(self, story: Story) -> Iterator[tuple[Annotator, ClueAnswer, str]]:
        """The answers in a story, annotator by annotator, each with the id that the export has.

        It follows from the names of the articles, so that it is the same in every project that
        holds them.
        """
        names = {one.id: one.name for one in self.records.articles.all(story.id)}
        for person in self.people:
            answers = self.records.clue_answers.of(person.id, story.id).values()
            found = [
                (person, one, exported_id(one.clue, names))
                for one in answers
                if self._is_in(one, names)
            ]
            yield from sorted(found, key=lambda triple: triple[2])

    def lines(self) -> Iterator[bytes]:
        """The lines of `clues.jsonl`."""
        text = lru_cache(TEXTS)(self.records.articles.text)
        for story in sorted(self.records.stories.all(), key=lambda one: one.name):
            articles = {one.id: one for one in self.records.articles.all(story.id)}
            for person, answer, own_id in self.of(story):
                passages = tuple(
                    _passage(one, articles[one.article_id], text(one.article_id))
                    for one in answer.clue.passages
                )
                yield write_clue(self._record(story, person, answer, own_id, passages))

    def _is_in(self, one: ClueAnswer, names: Collection[str]) -> bool:
        inside = all(
            p.article_id in names and (p.article_id, one.annotator_id) in self.chosen
            for p in one.clue.passages
        )
        if not inside or not one.group_id:
            return inside
        found = self.records.groups.get([one.group_id])
        return bool(found) and self.groups.has_spans_of(found[0])

    def _record(
        self,
        story: Story,
        person: Annotator,
        answer: ClueAnswer,
        own_id: str,
        passages: tuple[PassageRecord, ...],
    ) -> ClueRecord:
        shown = self.groups.names.shown(person)
        clue = answer.clue
        return ClueRecord(
            id=own_id,
            story=story.name,
            annotator=shown.name,
            annotator_id=shown.id,
            kind=str(clue.kind),
            name=clue.name,
            reason=clue.reason,
            score=clue.score,
            shown=clue.shown,
            passages=passages,
            answer=answer.verdict,
            group=answer.group_id,
            answered_at=answer.answered_at or None,
        )


def exported_id(clue: Clue, names: Mapping[str, str]) -> str:
    """The id of a clue by the names of the articles (by their ids)."""
    return clue_id(
        clue.kind,
        (replace(p, article_id=names.get(p.article_id, p.article_id)) for p in clue.passages),
    )


def _passage(one: Passage, article: Article, text: str) -> PassageRecord:
    start, end = one.place
    return PassageRecord(article.name, start, end, text[start:end], one.value, article.sha256)
