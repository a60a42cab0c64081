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
    """The suggestions of an article with the answers of one annotator."""

    def __init__(
        self, suggestions: Sequence[Suggestion] = (), answers: Mapping[str, Answer] | None = None
    ) -> None:
        self.answers: Mapping[str, Answer] = answers or {}
        self.all = tuple(suggestions)

    @classmethod
    def read(cls, project: "Project", article_id: str, annotator_id: str) -> "Offered":
        """As the project has them now."""
        if not annotator_id:
            return cls()
        suggestions = project.suggestions(article_id, annotator_id)
        return cls(suggestions, project.answers(annotator_id, article_id) if suggestions else {})

    @cached_property
    def pending(self) -> tuple[Suggestion, ...]:
        """Those without an answer, in text order."""
        answers = self.answers
        return tuple(sorted((s for s in self.all if s.id not in answers), key=place_of))

    @cached_property
    def _by_id(self) -> dict[str, Suggestion]:
        return {suggestion.id: suggestion for suggestion in self.all}

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
