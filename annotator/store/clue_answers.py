"""What the annotators answered to clues, as facts of the project: few, and each by itself."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import orjson

from annotator.errors import ProjectError
from annotator.model.across_plain import clue_value, read_clue
from annotator.model.clue import ClueAnswer, ClueVerdict, Passage
from annotator.model.span import Fragment
from annotator.store.facts import CLUE_ANSWER, Facts


class ClueAnswers:
    """Reads and writes answers to clues."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def of(self, annotator_id: str, story_id: str = "") -> dict[str, ClueAnswer]:
        """One annotator's answers by the clue's id, in a story or (without one) in all."""
        begin = f"{CLUE_ANSWER}{annotator_id}."
        found = self._facts.beginning(f"{begin}{story_id}." if story_id else begin)
        answers = (_read(key, value) for key, value in found.items())
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

    def join(self, others: Iterable[ClueAnswer], article_ids: Collection[str]) -> None:
        """Takes over answers from another copy of the project, where they are newer than ours.

        Those to clues with passages in articles that are not in both are left.
        """
        for one in others:
            inside = all(passage.article_id in article_ids for passage in one.clue.passages)
            here = self.of(one.annotator_id, one.story_id).get(one.clue.id) if inside else None
            if inside and (here is None or here.answered_at < one.answered_at):
                self.put([one])


def _key(one: ClueAnswer) -> str:
    return f"{CLUE_ANSWER}{one.annotator_id}.{one.story_id}.{one.clue.id}"


def _place(one: Passage) -> list[Any]:
    return [one.article_id, one.place.start, one.place.end, one.value]


def _passage(value: Sequence[Any]) -> Passage:
    return Passage(value[0], Fragment(value[1], value[2]), value[3])


def _read(key: str, words: str) -> ClueAnswer:
    annotator_id, story_id, _ = key.removeprefix(CLUE_ANSWER).split(".", 2)
    try:
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
