"""A quotation with its parts."""

from dataclasses import dataclass
from enum import StrEnum

from annotator.model.span import Fragment


class QuoteKind(StrEnum):
    """How much is quoted; the values of the scheme's attribute `kind`."""

    WHOLE = "whole sentences"
    FRAGMENT = "fragment"


class SpeakerForm(StrEnum):
    """What kind of words stand for the speaker."""

    NAME = "name"
    DESCRIPTION = "description"
    PRONOUN = "pronoun"


class SpeakerType(StrEnum):
    """Who speaks; the values of the scheme's attribute `speaker type`."""

    NAMED = "named person"
    UNNAMED = "unnamed person"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    WRITER = "the writer"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a text gives as somebody's own: code points, end exclusive.

    `fragments` hold the quotation marks and are sorted; more than one where the cue stands between.
    `speaker` and `cue` stand outside of them; `form` is None without a speaker. `score` is from 0
    to 1: from `OFFERED` on it is meant, below it is a guess. `reason` says why in plain words.
    """

    fragments: tuple[Fragment, ...]
    kind: QuoteKind
    speaker: Fragment | None
    form: SpeakerForm | None
    type: SpeakerType
    cue: Fragment | None
    score: float
    reason: str

    @property
    def start(self) -> int:
        """First code point of the hull."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """End of the hull, exclusive."""
        return self.fragments[-1].end


OFFERED = 0.5
"""From this score on a suggestion is offered by default."""
