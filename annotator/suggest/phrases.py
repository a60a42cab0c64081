"""Noun phrases: from where to where the words reach that name or describe somebody.

Plain rules over the tokens of a sentence: a phrase reaches from its article, title or first capital
to the verb, with the names and descriptions that commas set beside it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from annotator.suggest.clauses import Token, TokenKind
from annotator.suggest.function_words import (
    ADVERBS,
    AUXILIARIES,
    DAYS,
    DETERMINERS,
    JOINERS,
    NOT_NOUNS,
    PLACES,
    PREPOSITIONS,
    STOPS_BEHIND,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    WITH_PRONOUN,
    is_adverb,
    looks_finite,
)

DASHES = frozenset({"-", "–", "—", "--"})
ASIDES = DASHES | {","}
"""Marks that set something off inside a sentence."""


class Words(NamedTuple):
    """A range of token numbers, end exclusive."""

    first: int
    end: int


def phrase_ending(tokens: Sequence[Token], low: int, end: int) -> Words | None:
    """The noun phrase that ends before token `end`."""
    if end <= low:
        return None
    last = tokens[end - 1]
    if last.low in SUBJECT_PRONOUNS or last.low in WITH_PRONOUN:
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
    if token.low in _OCCASIONS or (token.low in SUBORDINATORS and token.low != "that"):
        return True
    return token.low in AUXILIARIES or (token.low == "that" and at + 2 < end)


_OCCASIONS = frozenset({"after", "before", "during", "since", "until", "amid"})


def _trim(tokens: Sequence[Token], first: int, end: int) -> Words | None:
    """A run of words cut at its edges to the noun phrase that it ends with."""
    for at in range(end - 2, first - 1, -1):
        low = tokens[at].low
        if looks_finite(low) and not tokens[at].is_capital and not _inside(tokens, at, first):
            first = at + 1
            break
    while first < end and _is_loose(tokens[first]):
        first += 1
    if end - first > 1 and tokens[first].low == "that" and tokens[first + 1].is_capital:
        first += 1
    if first < end and tokens[first].low in PREPOSITIONS:
        first = _after_place(tokens, first, end)
    first = _after_days(tokens, first, end)
    while end > first and (tokens[end - 1].low in DAYS or tokens[end - 1].low in PREPOSITIONS):
        end -= 1
    return Words(first, end) if first < end else None


def _is_loose(token: Token) -> bool:
    """Whether no phrase begins with this token: an adverb, a mark, `and`."""
    if token.kind is TokenKind.MARK or token.low in JOINERS:
        return True
    return token.low in ADVERBS or (is_adverb(token.low) and not token.is_capital)


def _after_days(tokens: Sequence[Token], first: int, end: int) -> int:
    """Behind `on Monday`, `last week`."""
    while end - first > 1:
        low = tokens[first].low
        leads = low in {"last", "this", "on"} and tokens[first + 1].low in DAYS
        if low not in DAYS and not leads:
            break
        first += 1
    return first


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


def phrase_with_aside(tokens: Sequence[Token], low: int, comma: int) -> Words | None:
    """A phrase behind which something stands between commas: `Ann Lee, the head of X,`."""
    for at in range(comma - 1, low - 1, -1):
        token = tokens[at]
        if token.kind is TokenKind.QUOTE:
            return None
        if token.text not in ASIDES:
            continue
        if at - 1 >= low and tokens[at - 1].is_capital and _is_place(tokens, at + 1, comma):
            continue  # Concord, N.H.,
        head = phrase_ending(tokens, low, at)
        if head is not None and _is_name_like(tokens, head) and _is_first(tokens, low, head):
            return Words(head.first, comma if _describes(tokens[at + 1]) else head.end)
    return phrase_ending(tokens, low, comma)


_NO_NAMES = (
    ADVERBS | PREPOSITIONS | SUBORDINATORS | AUXILIARIES | DETERMINERS | JOINERS | SUBJECT_PRONOUNS
)


def listed_with(tokens: Sequence[Token], low: int, last: Words) -> Words:
    """The list of names that ends with `last`: `Lee, Park and Cho`, `Lee, Park, and Cho`.

    Only where nothing leads the first of them: not `In London, Park and Cho`.
    """
    first = last.first
    least = 1
    if not any(token.low == "and" for token in tokens[first : last.end]):
        if tokens[first - 1].low != "and" or first - 2 < low or not tokens[first].is_capital:
            return last
        first, least = first - 1, 2
    number = 0
    while first - 2 >= low and tokens[first - 1].text == ",":
        name = first - 1
        while name > low and _names(tokens[name - 1]):
            name -= 1
        if name == first - 1:
            break
        first, number = name, number + 1
    before = tokens[first - 1] if first > low else None
    is_led = before is not None and (before.kind is TokenKind.WORD or before.text == ",")
    return last if is_led or number < least else Words(first, last.end)


def _names(token: Token) -> bool:
    """Whether it may be a part of a name: not the Monday or the However before a comma."""
    low = token.low
    if not token.is_capital or low[:1].isdigit() or low in DAYS or is_adverb(low):
        return False
    return low not in _NO_NAMES


def _is_first(tokens: Sequence[Token], low: int, head: Words) -> bool:
    """Whether no preposition leads the phrase and it is no lone age or place behind a comma."""
    if head.first == low:
        return True
    before = tokens[head.first - 1]
    lone = before.text == "," and (head.end == head.first + 1 or tokens[head.first].text.isdigit())
    return not lone and before.low not in PLACES


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


def can_begin(token: Token) -> bool:
    """Whether a phrase may begin with this word."""
    if token.kind is not TokenKind.WORD or token.low in DAYS:
        return False
    if token.low in PREPOSITIONS or (token.low in SUBORDINATORS and token.low not in DETERMINERS):
        return False
    if token.is_capital:
        return token.low not in AUXILIARIES
    return not (looks_finite(token.low) or is_adverb(token.low) or token.low in JOINERS)


def phrase_beginning(tokens: Sequence[Token], first: int, high: int) -> Words:
    """The noun phrase that begins with token `first`, with its descriptions."""
    end = first + 1
    if tokens[first].low in SUBJECT_PRONOUNS and tokens[first].low not in DETERMINERS:
        return Words(first, end)
    while end < high and not _ends_behind(tokens, first, end):
        end += 1
    while end > first + 1 and (
        tokens[end - 1].kind is TokenKind.MARK and tokens[end - 1].text != ")"
    ):
        end -= 1
    return Words(first, end)


def _ends_behind(tokens: Sequence[Token], first: int, at: int) -> bool:
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
        return not _identifies(tokens, at)
    if token.low in STOPS_BEHIND:
        return True
    if token.low in JOINERS:
        return at + 1 >= len(tokens) or not _may_join(tokens[at + 1])
    if token.low not in AUXILIARIES:
        return False
    return all(one.low not in _RELATIVE for one in tokens[first:at])


_RELATIVE = frozenset({"who", "whose", "which"})


def _may_join(token: Token) -> bool:
    """Whether what `and` joins may be a part of the phrase before it."""
    if token.is_capital or token.low in DETERMINERS:
        return True
    return token.low not in NOT_NOUNS and not token.low.endswith(("ing", "ed", "ly"))


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


def _identifies(tokens: Sequence[Token], at: int) -> bool:
    """Whether `at X`, `in X` or `on X` belongs to a description of the speaker."""
    before, after = tokens[at - 1], tokens[at + 1] if at + 1 < len(tokens) else tokens[at]
    if after.low in {"a", "an", "his", "her", "their", "response"} or after.low in DAYS:
        return False
    return not before.is_capital and after.kind is TokenKind.WORD
