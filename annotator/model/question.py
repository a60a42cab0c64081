"""Questions: what an annotator asks the lead, and the answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a span, or (`span_id` "") about the article as a whole.

    `annotator_id` is who asks, `answered_by` the id of who answered; "" while it is open.
    """

    id: str
    article_id: str
    annotator_id: str
    span_id: str
    text: str
    asked_at: str
    answer: str = ""
    answered_by: str = ""
    answered_at: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it."""
        return not self.answered_at
