"""Suggestions: what a suggester proposes, and what each annotator answered."""

from dataclasses import dataclass
from enum import StrEnum

from annotator.model.span import AttributeValue, Fragment


class Source(StrEnum):
    """Which suggester proposed something."""

    QUOTES = "quotes"
    ENTITIES = "entities"
    CLAIMS = "claims"
    REPEATS = "repeats"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A span that a suggester proposes; it is no span until somebody accepts it.

    `id` follows from what is proposed (see `annotator.suggest.suggester`), so that the same
    proposal made again finds its answers. `fragments` as in `Span`. `score` is from 0 to 1; it
    orders suggestions of one source and is no probability. `reason` says in words why it was made.
    `speaker` and `cue` belong to quotations. `group` is the name that stands for all names of one
    entity in the story, "" where there is none. `maker` is the suggester with its version and, if
    it used one, the model with its version. `annotator_id`: whose spans it was made from; "" where
    it was made from the texts alone.
    """

    id: str
    article_id: str
    source: Source
    label_id: str
    fragments: tuple[Fragment, ...]
    score: float
    reason: str
    attributes: tuple[AttributeValue, ...] = ()
    speaker: Fragment | None = None
    cue: Fragment | None = None
    group: str = ""
    maker: str = ""
    annotator_id: str = ""

    @property
    def start(self) -> int:
        """First code point of the hull."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """End of the hull, exclusive."""
        return self.fragments[-1].end

    def quoted(self, text: str) -> str:
        """The covered words, fragments joined by one blank."""
        return " ".join(text[start:end] for start, end in self.fragments)


class Verdict(StrEnum):
    """What an annotator answered; without an answer a suggestion is pending."""

    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Answer:
    """One annotator's answer to one suggestion.

    `span_id` is the span that came of it, "" where none did. `seconds` is how long the suggestion
    stood before the annotator, 0 in bulk. `bulk`: it was answered together with others.
    """

    suggestion_id: str
    annotator_id: str
    verdict: Verdict
    article_id: str
    span_id: str = ""
    answered_at: str = ""
    seconds: float = 0.0
    bulk: bool = False


class Offer(StrEnum):
    """Which suggestions an annotator is offered."""

    OWN = "own"
    """Those made from the texts and from the annotator's own spans."""
    NONE = "none"
    SAME = "same"
    """Exactly those that another annotator is offered."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What the lead decided for one annotator. `same_as` is an annotator's id, for `SAME` only."""

    offer: Offer = Offer.OWN
    same_as: str = ""
