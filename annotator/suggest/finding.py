"""What is known of one passage in quotation marks, before it is judged. Offsets are code points."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.model.span import Fragment
from annotator.suggest.attribution import Attribution, Way
from annotator.suggest.clauses import Token
from annotator.suggest.cues import CueKind
from annotator.suggest.passages import Passage
from annotator.suggest.phrases import Words


@dataclass(frozen=True, slots=True)
class Finding:
    """A passage and what its surroundings say of it.

    `unit` and `place`: which paragraph, which token. `alone`: no other words share its sentence.
    `joins`: it goes on with the passage before it, behind that one's cue. `before` and `after`: the
    words around it in its sentence, as `Token.low`.
    """

    passage: Passage
    unit: int
    place: int
    alone: bool
    way: Way | None = None
    kind: CueKind | None = None
    distance: int = 0
    cue: Fragment | None = None
    speaker: Fragment | None = None
    joins: bool = False
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def with_attribution(bare: Finding, tokens: Sequence[Token], found: Attribution) -> Finding:
    """The finding with this attribution, which is in `tokens`."""
    return replace(
        bare,
        way=found.way,
        kind=found.kind,
        distance=found.distance,
        cue=place_of(tokens, found.cue),
        speaker=place_of(tokens, found.speaker),
    )


def place_of(tokens: Sequence[Token], words: Words | None) -> Fragment | None:
    """Where the words stand, without a possessive at their end; None without words."""
    if words is None or words.first >= words.end:
        return None
    last = tokens[words.end - 1]
    end = last.end
    if last.is_possessive:
        end -= 1 if last.text[-1] in "'’" else 2
    start = tokens[words.first].start
    return Fragment(start, end) if start < end else None
