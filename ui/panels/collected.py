"""What is collected for a group: spans and selected words, of any articles of a story."""

from dataclasses import dataclass

from annotator.model.clue import Passage
from annotator.model.span import Fragment, Span


@dataclass(frozen=True, slots=True)
class Collected:
    """A passage of an article; `span_id` where it is a span, which may be resized meanwhile."""

    article_id: str
    place: Fragment
    span_id: str = ""

    @staticmethod
    def of(one: "Span | Passage") -> "Collected":
        """A span or a passage as it is collected."""
        if isinstance(one, Span):
            return Collected(one.article_id, Fragment(one.start, one.end), one.id)
        return Collected(one.article_id, one.place)

    @property
    def passage(self) -> Passage:
        """Where it stands."""
        return Passage(self.article_id, self.place)
