"""What the annotators answered to clues, as facts of the project: few, and each by itself."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from annotator.errors import ProjectError
from annotator.model.across_plain import clue_value, read_clue
from annotator.model.clue import ClueAnswer, ClueVerdict, Passage
from annotator.model.span import Fragment
from annotator.store.clue_turns import turns_of
from annotator.store.facts import CLUE_ANSWER, CLUE_TURN, Facts
from annotator.store.groups import Groups


class ClueAnswers:
    """Reads and writes answers to clues."""

    def __init__(self, facts: Facts, groups: Groups) -> None:
        self._facts = facts
        self._groups = groups

    def of(self, annotator_id: str, story_id: str = "") -> dict[str, ClueAnswer]:
        """One annotator's answers by the clue's id, in a story or (without one) in all."""
        begin = f"{CLUE_ANSWER}{annotator_id}."
        found = self._facts.beginning(f"{begin}{story_id}." if story_id else begin)
        answers = (read_answer(key, value) for key, value in found.items())
        return {one.clue.id: one for one in answers}

    def put(self, answers: Iterable[ClueAnswer]) -> None:
        """Adds or changes answers."""
        for one in answers:
            value = {
                "clue": clue_value(one.clue, _place),
                "verdict": one.verdict.value,
                "group": one.group_id,
                "at": one.answered_at,
            }
            self._facts.put(_key(one), orjson.dumps(value).decode())

    def remove(self, answers: Sequence[ClueAnswer]) -> None:
        """Takes answers back."""
        self._facts.remove([_key(one) for one in answers])

    def behind(self, group_ids: Collection[str]) -> list[ClueAnswer]:
        """The answers of which these groups came."""
        found = self._facts.beginning(CLUE_ANSWER) if group_ids else {}
        told = {key: value for key, value in found.items() if '"group":""' not in value}
        answers = (read_answer(key, value) for key, value in told.items())
        return [one for one in answers if one.group_id in group_ids]

    def forget_groups(self, touched: Collection[str]) -> None:
        """Takes the answers back of which those of these groups came that are not there any more.

        Without its group such an answer says nothing: the clue waits for another.
        """
        if touched:
            there = {group.id for group in self._groups.get(sorted(touched))}
            if gone := [one for one in touched if one not in there]:
                self.remove(self.behind(gone))

    def of_all(self, annotator_id: str) -> "Answered":
        """One annotator's answers with their turns, to be joined with those of another copy."""
        answers = {_end(one): one for one in self.of(annotator_id).values()}
        return Answered(answers, turns_of(self._facts, annotator_id))

    def join(self, theirs: "Answered", annotator_id: str, article_ids: Collection[str]) -> None:
        """Takes over what another copy of the project says, where it went on farther than ours.

        So an answer that was taken back there goes here too. Of answers with as many turns the
        newer one stands. Left are those to clues with passages in articles that are not in both,
        and those of which a group came that is not here.
        """
        ours = self.of_all(annotator_id)
        for key in sorted({*theirs.answers, *theirs.turns}):
            there, here = theirs.answers.get(key), ours.answers.get(key)
            if theirs.rank(key) <= ours.rank(key) or not self._can_stand(there, article_ids):
                continue
            if there is not None and there != here:
                self.put([there])
            elif there is None and here is not None:
                self.remove([here])
            self._facts.put(f"{CLUE_TURN}{key}", str(theirs.turns.get(key, 0)))

    def _can_stand(self, one: ClueAnswer | None, article_ids: Collection[str]) -> bool:
        if one is None:
            return True
        inside = all(passage.article_id in article_ids for passage in one.clue.passages)
        return inside and (not one.group_id or bool(self._groups.get([one.group_id])))


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers of one annotator in one copy of a project, and how often each was changed."""

    answers: Mapping[str, ClueAnswer]
    turns: Mapping[str, int]

    def rank(self, key: str) -> tuple[int, str, str]:
        """How far an answer has come; an answer stands above none with as many turns."""
        one = self.answers.get(key)
        said = (one.answered_at, one.verdict.value) if one is not None else ("", "")
        return self.turns.get(key, 0), *said


def _key(one: ClueAnswer) -> str:
    return f"{CLUE_ANSWER}{_end(one)}"


def _end(one: ClueAnswer) -> str:
    return f"{one.annotator_id}.{one.story_id}.{one.clue.id}"


def _place(one: Passage) -> list[Any]:
    return [one.article_id, one.place.start, one.place.end, one.value]


def _passage(value: Sequence[Any]) -> Passage:
    return Passage(value[0], Fragment(value[1], value[2]), value[3])


def read_answer(key: str, words: str) -> ClueAnswer:
    """An answer from its fact. Raises `ProjectError` where it cannot be read."""
    try:
        annotator_id, story_id, _ = key.removeprefix(CLUE_ANSWER).split(".", 2)
        value = orjson.loads(words)
        return ClueAnswer(
            clue=read_clue(value["clue"], _passage),
            story_id=story_id,
            annotator_id=annotator_id,
            verdict=ClueVerdict(value["verdict"]),
            group_id=value["group"],
            answered_at=value["at"],
        )
    except (KeyError, TypeError, IndexError, ValueError) as error:
        raise ProjectError(
            f"The project is damaged: an answer to a clue cannot be read ({error}). Check the "
            "project, and restore a backup."
        ) from error
