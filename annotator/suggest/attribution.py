"""What ties a quotation to its speaker: the cue, where it stands, and what it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotator.suggest.clauses import Token, TokenKind
from annotator.suggest.cues import CueKind, Lexicon, Verb
from annotator.suggest.function_words import (
    AUXILIARIES,
    DETERMINERS,
    NOT,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    is_adverb,
)
from annotator.suggest.phrases import Words


class Way(StrEnum):
    """Where the cue stands."""

    BEHIND = "behind"
    BEFORE = "before"
    GOVERNS = "governs"
    SET_BEHIND = "set behind"
    CARRIED = "carried"


@dataclass(frozen=True, slots=True)
class Attribution:
    """The cue of a quotation and its speaker, as token numbers of the paragraph.

    `distance`: tokens between the cue and the quotation. `kind` is the cue's.
    """

    way: Way
    cue: Words
    speaker: Words | None
    kind: CueKind
    distance: int = 0


def verb_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Verb | None:
    """The verb of the lexicon at `at`; None where another word stands."""
    token = tokens[at]
    return lexicon.verbs.get(token.low) if token.kind is TokenKind.WORD else None


def verb_group(tokens: Sequence[Token], low: int, verb: int) -> Words:
    """The verb with its helpers: `has also said`, `is said to be`."""
    first = at = verb
    while at > low and (_helps(tokens[at - 1]) or is_adverb(tokens[at - 1].low)):
        at -= 1
        if _helps(tokens[at]):
            first = at
    if first == verb:
        return Words(verb, verb + 1)
    if [token.low for token in tokens[verb + 1 : verb + 3]] == ["to", "be"]:
        return Words(first, verb + 3)
    return Words(first, verb + 1)


def _helps(token: Token) -> bool:
    if "'" in token.low and not token.low.endswith("n't"):
        return False  # he's said
    return token.low in AUXILIARIES or token.low in NOT


def may_be_subject(token: Token, lexicon: Lexicon) -> bool:
    """Whether a subject may begin with this word."""
    if token.kind is not TokenKind.WORD:
        return False
    if token.low in PREPOSITIONS or token.low in AUXILIARIES:
        return False
    return (
        token.is_capital
        or token.low in DETERMINERS
        or token.low in SUBJECT_PRONOUNS
        or token.low in lexicon.roles
        or token.low in lexicon.groups
        or token.low.endswith("s")
    )
