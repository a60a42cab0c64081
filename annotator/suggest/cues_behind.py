"""Cues behind a quotation: `“…,” she said`, `“…,” according to X`, `… “a mess”, he said.`"""

from collections.abc import Sequence

from annotator.suggest.attribution import Attribution, Way, may_be_subject, verb_at, verb_group
from annotator.suggest.clauses import Token, TokenKind
from annotator.suggest.cues import CueKind, Lexicon
from annotator.suggest.function_words import (
    AUXILIARIES,
    DETERMINERS,
    PAST_FORMS,
    SUBJECT_PRONOUNS,
    is_adverb,
    looks_finite,
)
from annotator.suggest.phrases import ASIDES, Words
from annotator.suggest.speakers import after_verb, before_verb

_SPOKEN_ON = frozenset(",?!—–-…")
"""Behind these, inside the marks, the sentence may go on with its cue."""


IN_BRACKETS = 12
"""Tokens of brackets that may hold a cue."""


def cue_behind(
    tokens: Sequence[Token], low: int, place: int, high: int, last: str, lexicon: Lexicon
) -> Attribution | None:
    """`“…,” said Ann Lee`, `“…,” Ann Lee, who …, said`, `“…,” according to Ann Lee`.

    The quotation is token `place`, `last` the last character inside its marks; its sentence begins
    at `low`, and nothing is looked for from `high` on.
    """
    bracketed = _in_brackets(tokens, place + 1, high, lexicon)
    if bracketed is not None:
        return bracketed
    first = place + 1
    while first < high and tokens[first].text in ASIDES:
        first += 1
    if first >= high:
        return None
    phrase = _according(tokens, first, high)
    if phrase is not None:
        return phrase
    spoken_on = last in _SPOKEN_ON or first > place + 1
    if not spoken_on and (last == "." or not _says_at_once(tokens, first, high, lexicon)):
        return None
    start = _over_adverbs(tokens, first, high)
    if start >= high:
        return None
    found = _verb_then_subject(tokens, start, high, lexicon)
    found = found or _subject_then_verb(tokens, start, high, lexicon)
    if found is None and low == place:
        return _unknown_verb(tokens, start, high, lexicon)
    return found


def _in_brackets(
    tokens: Sequence[Token], opening: int, high: int, lexicon: Lexicon
) -> Attribution | None:
    """`“…” (so said Kant)`: brackets behind a quotation that hold its cue and nothing else."""
    if opening >= high or tokens[opening].text != "(":
        return None
    near = range(opening + 1, min(opening + IN_BRACKETS, high))
    close = next((at for at in near if tokens[at].text == ")"), opening)
    if close <= opening + 2:
        return None
    start = _over_adverbs(tokens, opening + 1, close)
    found = start < close and (
        _verb_then_subject(tokens, start, close, lexicon)
        or _subject_then_verb(tokens, start, close, lexicon)
    )
    if not found or found.speaker is None or close not in {found.speaker.end, found.cue.end}:
        return None
    return found


def _over_adverbs(tokens: Sequence[Token], first: int, high: int) -> int:
    """Behind `as`, `so`, `then`, `later`."""
    start = first
    if tokens[first].low in {"as", "so"} and first + 2 < high:
        start += 1
    while start < high and is_adverb(tokens[start].low) and not tokens[start].is_capital:
        start += 1
    return start


def _verb_then_subject(
    tokens: Sequence[Token], start: int, high: int, lexicon: Lexicon
) -> Attribution | None:
    """`said Ann Lee`"""
    verb = verb_at(tokens, start, lexicon)
    if verb is None or verb.going or verb.kind is not CueKind.SAY or tokens[start].is_capital:
        return None
    speaker = after_verb(tokens, start, high)
    if speaker is None or _goes_on(tokens, speaker, high):
        return None
    return Attribution(Way.BEHIND, Words(start, start + 1), speaker, verb.kind)


def _goes_on(tokens: Sequence[Token], speaker: Words, high: int) -> bool:
    """`“…,” said he would go`: the words do not stand turned round, `he` begins a clause."""
    if speaker.end >= high or tokens[speaker.first].low not in SUBJECT_PRONOUNS:
        return False
    return looks_finite(tokens[speaker.end].low)


def _says_at_once(tokens: Sequence[Token], first: int, high: int, lexicon: Lexicon) -> bool:
    """`“…” said Ann Lee` and `“…” Ann Lee said`, without the comma."""
    for at in range(first, min(first + 4, high)):
        verb = verb_at(tokens, at, lexicon)
        if (
            verb is not None
            and verb.kind is CueKind.SAY
            and (verb.past or tokens[at].low == "says")
            and not tokens[at].is_capital
        ):
            return True
        if not (tokens[at].is_capital or tokens[at].low in SUBJECT_PRONOUNS):
            return False
    return False


def _unknown_verb(
    tokens: Sequence[Token], start: int, high: int, lexicon: Lexicon
) -> Attribution | None:
    """`“…,” exhorted Ann Lee`, `“…,” she surmised`: a verb that no list of sayings holds."""
    if tokens[start].kind is not TokenKind.WORD:
        return None
    if tokens[start].low.endswith("ed") and not tokens[start].is_capital:
        speaker = after_verb(tokens, start, high)
        if speaker is not None and (
            tokens[speaker.first].is_capital or tokens[speaker.first].low in DETERMINERS
        ):
            return Attribution(Way.BEHIND, Words(start, start + 1), speaker, CueKind.SAY)
    for at in range(start + 1, min(start + 5, high)):
        if _may_say(tokens, at, lexicon):
            speaker = before_verb(tokens, start, at, lexicon) or Words(start, at)
            return Attribution(Way.BEHIND, Words(at, at + 1), speaker, CueKind.SAY, at - start)
        if not (tokens[at].is_capital or is_adverb(tokens[at].low)):
            return None
    return None


def _may_say(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a verb that is no auxiliary stands at `at`."""
    token = tokens[at]
    if token.kind is not TokenKind.WORD or token.is_capital or token.low in AUXILIARIES:
        return False
    verb = verb_at(tokens, at, lexicon)
    known = verb is not None and not verb.going and token.low != verb.base
    return known or token.low in PAST_FORMS or token.low.endswith("ed")


def _subject_then_verb(
    tokens: Sequence[Token], start: int, high: int, lexicon: Lexicon
) -> Attribution | None:
    """A subject at `start` and the cue behind it: `Ann Lee, who runs it, said`."""
    if not may_be_subject(tokens[start], lexicon):
        return None
    inside = False
    for at in range(start + 1, high):
        token, before = tokens[at], tokens[at - 1]
        if token.low in _ENDS or (token.kind is TokenKind.QUOTE and at > start + 12):
            return None
        inside = inside or token.low in _RELATIVE
        verb = verb_at(tokens, at, lexicon)
        if verb is None or verb.going or token.is_capital or before.low in _BEFORE_NOUN:
            continue
        if inside and before.text != "," and before.low not in {"he", "she"}:
            continue  # the verb of `who …`
        if verb.kind is CueKind.SAY or before.text == ",":
            speaker = before_verb(tokens, start, at, lexicon) or Words(start, at)
            cue = verb_group(tokens, start, at)
            return Attribution(Way.BEHIND, cue, speaker, verb.kind, at - start)
    return None


_RELATIVE = frozenset({"who", "which", "whose"})
_ENDS = frozenset({"because", "but", ";", ":"})
_BEFORE_NOUN = DETERMINERS | {"of", "to"}


def _according(tokens: Sequence[Token], first: int, high: int) -> Attribution | None:
    """`according to Ann Lee`"""
    if tokens[first].low == "according" and first + 2 < high and tokens[first + 1].low == "to":
        speaker = after_verb(tokens, first + 1, high)
        return Attribution(Way.BEHIND, Words(first, first + 2), speaker, CueKind.PHRASE)
    return None


def cue_set_behind(
    tokens: Sequence[Token], place: int, high: int, lexicon: Lexicon
) -> Attribution | None:
    """`… “a mess” in March, Ann Lee said.`"""
    for at in range(place + 2, high):
        verb = verb_at(tokens, at, lexicon)
        if verb is None or verb.kind is not CueKind.SAY or verb.going:
            continue
        if tokens[at - 1].text == ",":
            speaker = after_verb(tokens, at, high)
            if speaker is not None:
                return Attribution(
                    Way.SET_BEHIND, Words(at, at + 1), speaker, verb.kind, at - place
                )
        speaker = before_verb(tokens, place + 1, at, lexicon)
        if speaker is not None and (
            tokens[speaker.first - 1].text in ASIDES
            or tokens[speaker.first - 1].kind is TokenKind.QUOTE
        ):
            cue = verb_group(tokens, place + 1, at)
            return Attribution(Way.SET_BEHIND, cue, speaker, verb.kind, at - place)
    return None
