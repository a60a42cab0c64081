"""Who speaks: the words for the speaker before or behind a cue.

Plain rules over the tokens of a sentence: a noun phrase reaches from its article, title or first
capital to the verb, with the names and descriptions that commas set beside it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from annotator.suggest.clauses import Token, TokenKind, is_title
from annotator.suggest.cues import Lexicon
from annotator.suggest.function_words import (
    ADVERBS,
    AUXILIARIES,
    DAYS,
    DETERMINERS,
    JOINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    is_adverb,
    looks_finite,
)

REACH = 60
"""Tokens that are looked at on either side at most."""


class Words(NamedTuple):
    """A range of token numbers, end exclusive."""

    first: int
    end: int


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
    if here.text in {",", "-", "–", "—", "--"}:
        return _with_aside(tokens, low, at, lexicon)
    if here.low in {"who", "which"}:
        return Words(at, at + 1)
    if here.low == "that":
        return _phrase_ending(tokens, low, at, lexicon)
    return _phrase_ending(tokens, low, at + 1, lexicon)


def _back_over_helpers(tokens: Sequence[Token], low: int, verb: int) -> int:
    """The last token before the verb that is no adverb and no auxiliary."""
    at = verb - 1
    while at >= low and (is_adverb(tokens[at].low) or tokens[at].low in AUXILIARIES):
        if tokens[at].low in _WITH_PRONOUN:
            return at
        at -= 1
    return at


_WITH_PRONOUN = frozenset(
    word for word in AUXILIARIES if word.split("'")[0] in SUBJECT_PRONOUNS and "'" in word
)


def _with_aside(tokens: Sequence[Token], low: int, comma: int, lexicon: Lexicon) -> Words | None:
    """A subject behind which something stands between commas: `Ann Lee, the head of X, said`."""
    for at in range(comma - 1, low - 1, -1):
        token = tokens[at]
        if token.kind is TokenKind.QUOTE:
            return None
        if token.text in {",", "-", "–", "—", "--"}:
            if at - 1 >= low and tokens[at - 1].is_capital and _is_place(tokens, at + 1, comma):
                continue  # Concord, N.H.,
            head = _phrase_ending(tokens, low, at, lexicon)
            behind = tokens[head.first - 1].low if head is not None and head.first > low else ""
            if head is not None and _is_name_like(tokens, head) and behind not in _PLACES:
                more = _describes(tokens[at + 1])
                return Words(head.first, comma if more else head.end)
    return _phrase_ending(tokens, low, comma, lexicon)


_PLACES = frozenset("in at on during from of after before near with for to amid".split())


def _is_place(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether a lone name stands between two commas: the state behind a town, an age."""
    return end - first == 1 and tokens[first].is_capital


def _is_name_like(tokens: Sequence[Token], words: Words) -> bool:
    first = tokens[words.first]
    if first.low in SUBORDINATORS or first.low in PREPOSITIONS:
        return False
    return first.is_capital or first.low in DETERMINERS or first.low in SUBJECT_PRONOUNS


def _describes(token: Token) -> bool:
    """Whether a description of who was just named begins here."""
    return (
        token.low in DETERMINERS
        or token.low in {"who", "whose", "then", "himself"}
        or (token.is_capital and token.low not in DAYS)
    )


def _phrase_ending(tokens: Sequence[Token], low: int, end: int, lexicon: Lexicon) -> Words | None:
    """The noun phrase that ends before token `end`."""
    if end <= low:
        return None
    last = tokens[end - 1]
    if last.low in SUBJECT_PRONOUNS or last.low in _WITH_PRONOUN:
        return Words(end - 1, end)
    first = end
    depth = 0
    while first > low:
        token = tokens[first - 1]
        if token.text == ")":
            depth += 1
        elif token.text == "(" and depth:
            depth -= 1
        elif not depth and _ends_phrase(tokens, first - 1, end):
            break
        first -= 1
    return _trim(tokens, first, end)


def _ends_phrase(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a noun phrase that ends at `end` cannot reach back over token `at`."""
    token = tokens[at]
    if token.kind is TokenKind.QUOTE:
        return True
    if token.kind is TokenKind.MARK:
        return token.text not in {"'", "’", "&", "/", "%", "$", "(", ")"}
    if token.low in JOINERS:
        after = tokens[at + 1] if at + 1 < end else token
        joins_names = tokens[at - 1].is_capital and (after.is_capital or after.low in DETERMINERS)
        return not (joins_names and after.low not in SUBJECT_PRONOUNS)
    if token.low in SUBORDINATORS and token.low != "that":
        return True
    return token.low in AUXILIARIES or (token.low == "that" and at + 2 < end)


def _trim(tokens: Sequence[Token], first: int, end: int) -> Words | None:
    """A run of words cut at its front to the noun phrase that it ends with."""
    for at in range(end - 2, first - 1, -1):
        low = tokens[at].low
        if looks_finite(low) and not tokens[at].is_capital and not _inside(tokens, at, first):
            first = at + 1
            break
    while first < end and (
        (is_adverb(tokens[first].low)
        and not tokens[first].is_capital)
        or tokens[first].kind is TokenKind.MARK
        or (tokens[first].low in JOINERS)
    ):
        first += 1
    if end - first > 1 and tokens[first].low == "that" and tokens[first + 1].is_capital:
        first += 1
    if first < end and tokens[first].low in PREPOSITIONS:
        first = _after_place(tokens, first, end)
    while first < end and tokens[first].low in DAYS | {"last", "this", "on"} and end - first > 1:
        if tokens[first].low in {"last", "this", "on"} and tokens[first + 1].low not in DAYS:
            break
        first += 1
    while end > first and (tokens[end - 1].low in DAYS or tokens[end - 1].low in PREPOSITIONS):
        end -= 1
    return Words(first, end) if first < end else None


def _inside(tokens: Sequence[Token], at: int, first: int) -> bool:
    """Whether a form in -ed describes a noun of the phrase: `a man named X`, `the proposed`."""
    before = tokens[at - 1].low if at > first else ""
    return before in DETERMINERS or tokens[at].low in {"named", "called", "based", "identified"}


def _after_place(tokens: Sequence[Token], first: int, end: int) -> int:
    """Where the subject begins behind `In a statement Monday` or `at a rally`, without a comma."""
    at = first + 1
    if at < end and tokens[at].low in DETERMINERS:
        at += 1
    while (
        at < end
        and tokens[at].low not in DETERMINERS
        and not (
            tokens[at].is_capital
            and tokens[at].low not in DAYS
            and not tokens[at - 1].is_capital
            and tokens[at - 1].low not in PREPOSITIONS
            and at > first + 1
        )
    ):
        at += 1
    return at if at < end else first + 1


def main_subject(tokens: Sequence[Token], low: int, end: int, lexicon: Lexicon) -> Words | None:
    """The subject of the clause that `[low, end)` begins with: the words before its first verb."""
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
        if at == start and (token.low in SUBJECT_PRONOUNS or token.low in _WITH_PRONOUN):
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


def after_verb(tokens: Sequence[Token], verb: int, high: int, lexicon: Lexicon) -> Words | None:
    """The subject behind the verb at `verb`: `said Ann Lee, head of X, in an interview`."""
    high = min(high, verb + REACH)
    first = verb + 1
    while first < high and is_adverb(tokens[first].low) and not tokens[first].is_capital:
        first += 1
    if first >= high or not _can_begin(tokens, first, lexicon):
        return None
    if tokens[first].low in SUBJECT_PRONOUNS:
        return Words(first, first + 1)
    end = first + 1
    while end < high and not _ends_behind(tokens, first, end, lexicon):
        end += 1
    while end > first + 1 and (
        tokens[end - 1].kind is TokenKind.MARK and tokens[end - 1].text != ")"
    ):
        end -= 1
    return Words(first, end)


def _can_begin(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    token = tokens[at]
    if token.kind is not TokenKind.WORD or token.low in DAYS:
        return False
    if token.low in PREPOSITIONS or (token.low in SUBORDINATORS and token.low not in DETERMINERS):
        return False
    return not (looks_finite(token.low) or is_adverb(token.low) or token.low in JOINERS)


_STOPS_BEHIND = frozenset(
    ["on", "during", "after", "before", "when", "while", "as", "in", "at", "during", "because", "if", "via", "following", "amid", "since", "until", "through", "to", "about", "with", "last", "this", "that"]
)


def _ends_behind(tokens: Sequence[Token], first: int, at: int, lexicon: Lexicon) -> bool:
    """Whether the speaker behind a cue has ended before token `at`."""
    token = tokens[at]
    if token.kind is TokenKind.QUOTE:
        return True
    if token.text == ",":
        return not _goes_on_behind(tokens, at)
    if token.kind is TokenKind.MARK:
        return token.text not in {"&", "'", "’", "(", ")", "/", "-"}
    if token.low in DAYS:
        return True
    if token.low in {"in", "at", "on", "with", "to"}:
        return not _identifies(tokens, first, at)
    if token.low in _STOPS_BEHIND:
        return True
    if token.low in JOINERS:
        after = tokens[at + 1] if at + 1 < len(tokens) else token
        return not (after.is_capital or after.low in DETERMINERS or tokens[at - 1].is_capital)
    return token.low in AUXILIARIES and tokens[at - 1].low != "who"


def _goes_on_behind(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a description follows this comma."""
    if comma + 1 >= len(tokens):
        return False
    after = tokens[comma + 1]
    if (
        after.kind is not TokenKind.WORD
        or after.low in DAYS
        or after.low in SUBJECT_PRONOUNS - {"who", "one"}
    ):
        return False
    if after.low in {"who", "whose", "one"}:
        return True
    if after.low.endswith("ing") or after.low in JOINERS or after.low in PREPOSITIONS:
        return False
    return after.is_capital or after.low in DETERMINERS or after.low not in ADVERBS


def _identifies(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Whether `at X`, `in X` or `on X` belongs to a description of the speaker."""
    before, after = tokens[at - 1], tokens[at + 1] if at + 1 < len(tokens) else tokens[at]
    if after.low in {"a", "an", "his", "her", "their", "response"} or after.low in DAYS:
        return tokens[at].low == "on" and False
    return not before.is_capital and after.kind is TokenKind.WORD


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


def is_pronoun(token: Token) -> bool:
    """Whether the word stands for somebody named elsewhere."""
    return token.low.split("'")[0] in PRONOUNS
