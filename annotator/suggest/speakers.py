"""Who speaks: the subject of a cue, before it, behind it, or that of the whole clause."""

from collections.abc import Sequence

from annotator.suggest.clauses import Token, TokenKind, is_title
from annotator.suggest.cues import Lexicon
from annotator.suggest.function_words import (
    ADVERBS,
    AUXILIARIES,
    DAYS,
    DETERMINERS,
    JOINERS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    WITH_PRONOUN,
    is_adverb,
    looks_finite,
)
from annotator.suggest.phrases import (
    ASIDES,
    Words,
    can_begin,
    listed_with,
    phrase_beginning,
    phrase_ending,
    phrase_with_aside,
)

REACH = 60
"""Tokens that are looked at on either side at most."""


def before_verb(tokens: Sequence[Token], low: int, verb: int, lexicon: Lexicon) -> Words | None:
    """The subject of the verb at `verb`, somewhere in `[low, verb)`."""
    low = max(low, verb - REACH)
    at = _back_over_helpers(tokens, low, verb)
    if at < low:
        return None
    here = tokens[at]
    if here.kind is TokenKind.QUOTE:
        return None
    if here.low in JOINERS or here.low == "to":
        return main_subject(tokens, low, at, lexicon)
    if here.text in ASIDES:
        return phrase_with_aside(tokens, low, at)
    if here.low in {"who", "which"}:
        return Words(at, at + 1)
    if here.low == "that":
        return phrase_ending(tokens, low, at)
    found = phrase_ending(tokens, low, at + 1)
    if found is not None and found.first > low and _is_occasion(tokens, found):
        return before_verb(tokens, low, found.first - 1, lexicon) or found
    return found and listed_with(tokens, low, found)


def _is_occasion(tokens: Sequence[Token], words: Words) -> bool:
    """Whether the words are no subject but a time or place: `who has in the past called`."""
    first = tokens[words.first]
    leads = tokens[words.first - 1].low in {"in", "at", "on", "during"}
    return leads and not first.is_capital and first.low not in SUBJECT_PRONOUNS


def _back_over_helpers(tokens: Sequence[Token], low: int, verb: int) -> int:
    """The last token before the verb that is no adverb and no auxiliary."""
    at = verb - 1
    while at >= low and (_is_adverb(tokens[at]) or tokens[at].low in AUXILIARIES):
        if tokens[at].low in WITH_PRONOUN:
            return at
        at -= 1
    return at


def _is_adverb(token: Token) -> bool:
    """Whether it is an adverb and no name: not the Daily of a newspaper."""
    return is_adverb(token.low) and not token.is_capital


def main_subject(tokens: Sequence[Token], low: int, end: int, lexicon: Lexicon) -> Words | None:
    """The subject of the clause that `[low, end)` begins with: the words before its first verb."""
    low = max(low, end - 3 * REACH)
    low = max(low, _clause_start(tokens, low, end))
    if low >= end:
        return None
    start = _after_opening(tokens, low, end)
    inside = False
    for at in range(start, end):
        token = tokens[at]
        if token.kind is TokenKind.QUOTE:
            return None
        if token.text == ",":
            inside = at + 1 < end and not inside and tokens[at + 1].low in {"who", "which", "whose"}
            continue
        if inside:
            continue
        if token.kind is TokenKind.WORD and at > start and _is_finite(token, lexicon):
            return before_verb(tokens, start, at, lexicon)
        if at == start and (token.low in SUBJECT_PRONOUNS or token.low in WITH_PRONOUN):
            return Words(at, at + 1)
    return None


def _is_finite(token: Token, lexicon: Lexicon) -> bool:
    if token.is_capital:
        return False
    verb = lexicon.verbs.get(token.low)
    if verb is not None and not verb.going and (verb.past or token.low.endswith("s")):
        return True
    return looks_finite(token.low)


def _clause_start(tokens: Sequence[Token], low: int, end: int) -> int:
    """Behind the last semicolon or dash before `end`."""
    for at in range(end - 1, max(low, end - REACH) - 1, -1):
        if tokens[at].text in {";", ":"}:
            return at + 1
    return low


def _after_opening(tokens: Sequence[Token], low: int, end: int) -> int:
    """Behind what stands before the subject and its comma: `In a statement, `, `Asked why, `."""
    first = tokens[low]
    opens = (
        first.low in PREPOSITIONS
        or first.low in ADVERBS
        or is_adverb(first.low)
        or first.low in JOINERS
        or first.low.endswith(("ing", "ed"))
    )
    if not opens:
        return low
    if first.low in JOINERS or (first.low in ADVERBS and tokens[min(low + 1, end - 1)].text != ","):
        return min(low + 1, end - 1)
    for at in range(low + 1, end):
        if tokens[at].text == "," and not (
            tokens[at - 1].is_capital and at + 1 < end and tokens[at + 1].low in DAYS
        ):
            return min(at + 1, end - 1)
        if tokens[at].kind is TokenKind.QUOTE:
            break
    return low


def after_verb(tokens: Sequence[Token], verb: int, high: int) -> Words | None:
    """The subject behind the verb at `verb`: `said Ann Lee, head of X, in an interview`."""
    high = min(high, verb + REACH)
    first = verb + 1
    while first < high and is_adverb(tokens[first].low) and not tokens[first].is_capital:
        first += 1
    if first >= high or not can_begin(tokens[first]):
        return None
    return phrase_beginning(tokens, first, high)


def possessor(tokens: Sequence[Token], low: int, noun: int) -> Words | None:
    """Whose claim it is: `Ann Lee’s claim`, `his claim`."""
    at = noun - 1
    low = max(low, noun - 8)
    while at >= low and tokens[at].kind is TokenKind.WORD:
        token = tokens[at]
        if token.low in {"his", "her", "their", "its", "my", "our"}:
            return Words(at, at + 1)
        if token.is_possessive:
            return _name_before(tokens, low - REACH, at + 1)
        if token.low in PREPOSITIONS or looks_finite(token.low) or token.low in DETERMINERS:
            return None
        at -= 1
    return None


def _name_before(tokens: Sequence[Token], low: int, end: int) -> Words:
    """The name or description that ends with the possessive before `end`."""
    first = end - 1
    while first > max(low, 0):
        token = tokens[first - 1]
        if token.kind is not TokenKind.WORD or not (token.is_capital or is_title(token)):
            break
        first -= 1
    if first == end - 1 and first > 0 and tokens[first - 1].kind is TokenKind.WORD:
        at = first - 1
        while at > max(low, 0, end - 5) and tokens[at].low not in DETERMINERS:
            if tokens[at].kind is not TokenKind.WORD or tokens[at].low in PREPOSITIONS:
                return Words(first, end)
            at -= 1
        if tokens[at].low in DETERMINERS:
            first = at
    elif first > 0 and tokens[first - 1].low in DETERMINERS:
        first -= 1
    return Words(first, end)
