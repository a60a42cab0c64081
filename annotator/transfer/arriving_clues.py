"""Answers to clues that arrive with an import, once the groups that came of them are there."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.formats.bundle import ClueRecord
from annotator.model.clue import Clue, ClueAnswer, ClueVerdict, Passage, clue_id
from annotator.model.people import Annotator
from annotator.model.span import Fragment
from annotator.store.work import Work
from annotator.transfer.arrivals import Arrivals
from annotator.transfer.arriving_groups import ArrivingGroups
from annotator.transfer.report import FileReport


class _NotTaken(Exception):
    """Why an answer cannot be taken, as a sentence."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An answer, kept until all groups are there. `source` is the number of where it was read."""

    record: ClueRecord
    person: Annotator
    source: int
    report: FileReport


@dataclass(slots=True)
class ArrivingClues:
    """Takes answers to clues, and writes them at the end."""

    work: Work
    arrivals: Arrivals
    groups: ArrivingGroups
    _waiting: list[_Waiting] = field(default_factory=list)

    def take(self, record: ClueRecord, report: FileReport) -> None:
        """Keeps an answer until the groups are there."""
        person = self.arrivals.person(record)
        self._waiting.append(_Waiting(record, person, self.arrivals.number, report))

    def finish(self) -> None:
        """Writes the answers; one that the annotator has given here already stays as it is."""
        for one in self._waiting:
            try:
                answer = self._answer(one)
            except _NotTaken as error:
                told = one.record.name or one.record.kind
                one.report.refuse(f"{one.record.where}, clue “{told}”", str(error))
                continue
            if answer.clue.id in self.work.clue_answers.of(one.person.id, answer.story_id):
                one.report.duplicates += 1
            else:
                self.work.clue_answers.put([answer])
                one.report.clues += 1

    def _answer(self, one: _Waiting) -> ClueAnswer:
        record = one.record
        passages = self._passages(one)
        stories = set(self.work.articles.stories_of([p.article_id for p in passages]).values())
        if len(stories) != 1:
            raise _NotTaken("its passages are in several stories.")
        (story_id,) = stories
        return ClueAnswer(
            clue=Clue(
                id=clue_id(record.kind, passages),
                kind=record.kind,
                name=record.name,
                reason=record.reason,
                passages=tuple(passages),
                score=record.score,
                shown=record.shown,
            ),
            story_id=story_id,
            annotator_id=one.person.id,
            verdict=record.answer,
            group_id=self._group(one, story_id),
            answered_at=record.answered_at or "",
        )

    def _passages(self, one: _Waiting) -> Sequence[Passage]:
        found = []
        for told in one.record.passages:
            article_id = self.arrivals.article_id(one.source, told.doc)
            if article_id is None:
                raise _NotTaken(f"the article “{told.doc}” is not in the project.")
            text = self.work.articles.text(article_id)
            if told.end > len(text) or (told.text and text[told.start : told.end] != told.text):
                place = f"{told.start}–{told.end}"
                raise _NotTaken(f"the text of “{told.doc}” has other words at {place}.")
            found.append(Passage(article_id, Fragment(told.start, told.end), told.value))
        return found

    def _group(self, one: _Waiting, story_id: str) -> str:
        """The id here of the group that came of it, "" where none did."""
        if one.record.answer is not ClueVerdict.GROUP:
            return ""
        here = self.groups.group_here(one.source, one.person, one.record.group)
        found = self.work.groups.get([here]) if here else ()
        if not found or (found[0].annotator_id, found[0].story_id) != (one.person.id, story_id):
            raise _NotTaken("the group that came of it is not in the project.")
        return found[0].id
