"""Which cue of its sentence a quotation belongs to, and whose words it makes them.

Looked for in this order: a colon with a cue right before the quotation (`She said: “…`), a cue
right behind it (`…,” she said`), the nearest one before it in the sentence (`He said it was “…`),
one set behind the clause (`…, he said.`).
"""

from collections.abc import Sequence

from annotator.suggest.attribution import Attribution
from annotator.suggest.clauses import Clauses, Token, last_character
from annotator.suggest.cues import CueKind, Lexicon
from annotator.suggest.cues_before import cue_before_quote
from annotator.suggest.cues_behind import cue_behind, cue_set_behind
from annotator.suggest.speakers import REACH


def attribution(text: str, clauses: Clauses, place: int, lexicon: Lexicon) -> Attribution | None:
    """The attribution of the quotation at token `place`, from its own sentence."""
    tokens = clauses.tokens
    low, high = clauses.sentence(place)
    low, high = max(low, place - REACH), min(high, place + REACH)
    last = last_character(text, tokens[place])
    before = cue_before_quote(tokens, low, place, lexicon)
    if before is not None and before.speaker is not None and _introduces(tokens, place, before):
        return before
    behind = cue_behind(
        tokens, low, place, _reach_behind(clauses, place, high, last), last, lexicon
    )
    if behind is not None:
        return behind
    set_behind = cue_set_behind(tokens, place, high, lexicon)
    if before is None or (before.speaker is None and set_behind is not None):
        return set_behind
    return before


def _introduces(tokens: Sequence[Token], place: int, found: Attribution) -> bool:
    """`Ann Lee said: “…`"""
    told = found.kind is CueKind.SAY and found.distance <= 3
    return place > 0 and tokens[place - 1].text == ":" and told


def _reach_behind(clauses: Clauses, place: int, high: int, last: str) -> int:
    """The end of what may hold a cue behind: also past `“Really?” Ann Lee asked.`"""
    if high > place + 1 or last not in "?!—–-…" or place + 1 >= len(clauses.tokens):
        return high
    return min(clauses.sentence(place + 1)[1], place + REACH)
