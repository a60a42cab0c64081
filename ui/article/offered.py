"""What one annotator is offered in one article, read once and asked often."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from annotator.model.suggestion import Answer, Suggestion

if TYPE_CHECKING:
    from annotator.project import Project

Place = tuple[int, int, str]


def place_of(suggestion: Suggestion) -> Place:
    """Where a suggestion stands in reading order: by start, the longer one first."""
    return suggestion.start, -suggestion.end, suggestion.id


class Offered:
    """The suggestions of an article in text order, with the answers of one annotator."""

    def __init__(
        self,
        by_id: Mapping[str, Suggestion],
        answers: Mapping[str, Answer],
        covered: frozenset[str] = frozenset(),
    ) -> None:
        self._by_id = by_id
        self._covered = covered
        self.answers = answers

    @classmethod
    def read(cls, project: "Project", article_id: str, annotator_id: str) -> "Offered":
        """As the project has them now."""
        if not annotator_id or not article_id:
            return cls({}, {})
        suggestions = sorted(project.suggestions(article_id, annotator_id), key=place_of)
        answers = project.answers(annotator_id, article_id) if suggestions else {}
        covered = project.covered_suggestions(article_id, annotator_id)
        return cls({suggestion.id: suggestion for suggestion in suggestions}, answers, covered)

    def read_again(self, project: "Project", article_id: str, annotator_id: str) -> "Offered":
        """The same after suggestions or answers of the article changed.

        One step never changes both: where other answers are there, the suggestions are not read,
        but those are left out that the annotator has as spans by now.
        """
        answers = project.answers(annotator_id, article_id) if self._by_id else {}
        if answers != self.answers:
            covered = project.covered_suggestions(article_id, annotator_id)
            if covered == self._covered:
                return Offered(self._by_id, answers, covered)
            if covered > self._covered:
                left = {i: one for i, one in self._by_id.items() if i not in covered}
                return Offered(left, answers, covered)
        return Offered.read(project, article_id, annotator_id)

    @property
    def all(self) -> Sequence[Suggestion]:
        """All, answered or not."""
        return tuple(self._by_id.values())

    @cached_property
    def pending(self) -> tuple[Suggestion, ...]:
        """Those without an answer."""
        answers = self.answers
        return tuple(one for one in self._by_id.values() if one.id not in answers)

    def get(self, suggestion_id: str) -> Suggestion | None:
        """The suggestion with this id, answered or not."""
        return self._by_id.get(suggestion_id)

    def is_pending(self, suggestion_id: str) -> bool:
        """Whether it is offered and waits for an answer."""
        return suggestion_id in self._by_id and suggestion_id not in self.answers

    def following(self, place: Place, direction: int) -> Sequence[Suggestion]:
        """The pending ones behind a place, or those before it, the nearest first."""
        if direction > 0:
            return self.pending[bisect_right(self.pending, place, key=place_of) :]
        return self.pending[: bisect_left(self.pending, place, key=place_of)][::-1]
