"""Cues before a quotation: `She said: “…`, `he called it “…`, `his claim that …`, `Ann Lee: “…`.

An attribution inside another is left to the outer one: in `Ann said he thought it “…`, Ann said.
"""

from collections.abc import Sequence
from dataclasses import replace

from annotator.suggest.attribution import Attribution, Way, may_be_subject, verb_at, verb_group
from annotator.suggest.clauses import Token, TokenKind
from annotator.suggest.cues import CueKind, Lexicon, Verb
from annotator.suggest.function_words import (
    DETERMINERS,
    MODALS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    is_adverb,
    looks_finite,
)
from annotator.suggest.phrases import Words
from annotator.suggest.speakers import REACH, after_verb, before_verb, main_subject, possessor

NEAR_BY = 12
"""Tokens between `said` and the subject with which what was said goes on."""

BEFORE_COLON = 14
"""Tokens before a colon that may be nothing but a name."""

_RIGHT_BEFORE = {":": REACH, ",": 8}
"""Tokens up to which a cue stands right before a quotation, by the mark between; else four."""

_PARTS = frozenset({",", ";", ":", "and", "but", "“”"})
_THIRD = frozenset(
    ("he", "she", "they", "it", "his", "her", "their", "its", "himself", "who", "which")
)
_CUTS = frozenset({"-", "–", "—", "--", ";", ":", "•", "*"})
_BE = frozenset({"is", "are", "was", "were", "been", "being", "be"})


def cue_before_quote(
    tokens: Sequence[Token], low: int, place: int, lexicon: Lexicon
) -> Attribution | None:
    """`Ann Lee said: “…`, `he called it “…`, `he said that it was “…`."""
    found = _search(tokens, low, place, lexicon)
    if (
        place > low + 1
        and tokens[place - 1].text == ":"
        and (found is None or found.speaker is None)
    ):
        speaker = _before_colon(tokens, low, place - 1, lexicon)
        if speaker is not None:
            cue = found.cue if found is not None else _cue_of_colon(tokens, speaker, place - 1)
            return Attribution(Way.BEFORE, cue, speaker, CueKind.SAY)
    if found is None:
        return None
    distance = place - found.cue.end
    near = distance <= _RIGHT_BEFORE.get(tokens[place - 1].text, 4)
    return replace(found, way=Way.BEFORE if near else Way.GOVERNS, distance=distance)


def _before_colon(tokens: Sequence[Token], low: int, colon: int, lexicon: Lexicon) -> Words | None:
    """Who is named before a colon: `Ann Lee: “…`, `She went on: “…`, `From the report: “…`."""
    first = colon
    while first > low and colon - first < BEFORE_COLON and tokens[first - 1].text not in _CUTS:
        first -= 1
    has_verb = any(looks_finite(t.low) and not t.is_capital for t in tokens[first + 1 : colon])
    if has_verb or colon - first >= BEFORE_COLON:
        return main_subject(tokens, low, colon, lexicon)
    while first < colon - 1 and tokens[first].low in PREPOSITIONS | {"more"}:
        first += 1
    return Words(first, colon) if first < colon else None


def _cue_of_colon(tokens: Sequence[Token], speaker: Words, colon: int) -> Words:
    """What the speaker does before a colon: `disagreed:`, `was angry:`; else the colon itself."""
    for at in range(speaker.end, colon):
        if looks_finite(tokens[at].low) and not tokens[at].is_capital:
            return Words(at, colon if colon - at <= _SHORT else at + 1)
    return Words(colon, colon + 1)


_SHORT = 3
"""Tokens of a predicate that is a cue as a whole."""


def _search(tokens: Sequence[Token], low: int, place: int, lexicon: Lexicon) -> Attribution | None:
    """The nearest cue before `place` with a subject, or that of whoever tells of it."""
    best: Attribution | None = None
    for at in range(place - 1, low - 1, -1):
        found = _cue_at(tokens, low, at, place, lexicon)
        if found is not None and (best is None or _is_better(tokens, best, found)):
            best = found
    return best


def _is_better(tokens: Sequence[Token], best: Attribution, found: Attribution) -> bool:
    """Whether a cue further away tells who speaks better than the nearest one."""
    if found.speaker is None:
        return False
    if best.speaker is None:
        return True
    told = found.kind in {CueKind.SAY, CueKind.PHRASE}
    weak = best.kind in {CueKind.NOUN, CueKind.THINK}
    first = tokens[best.speaker.first].low
    if told:
        between = tokens[found.cue.end : best.speaker.first]
        told_so = len(between) <= NEAR_BY and all(token.low not in _PARTS for token in between)
        return weak or (told_so and found.cue.end <= best.speaker.first)
    return best.kind is CueKind.NOUN and first not in _THIRD and found.kind is CueKind.NAME


def _cue_at(
    tokens: Sequence[Token], low: int, at: int, place: int, lexicon: Lexicon
) -> Attribution | None:
    """The cue that token `at` is, with its speaker."""
    token = tokens[at]
    if token.kind is not TokenKind.WORD:
        return None
    if token.low == "according" and at + 2 < place and tokens[at + 1].low == "to":
        speaker = _without_clause(tokens, after_verb(tokens, at + 1, place))
        return Attribution(Way.GOVERNS, Words(at, at + 2), speaker, CueKind.PHRASE)
    verb = verb_at(tokens, at, lexicon)
    if verb is None or _is_noun(tokens, low, at, verb):
        if token.low not in lexicon.nouns:
            return None
        speaker = possessor(tokens, low, at) or _by(tokens, at, place)
        return Attribution(Way.GOVERNS, Words(at, at + 1), speaker, CueKind.NOUN)
    if token.is_capital and at > low and tokens[at - 1].kind is TokenKind.WORD:
        return None  # a part of a name
    speaker = _subject(tokens, low, at, place, verb, lexicon)
    if speaker is None and not (verb.going or verb.past):
        return None
    return Attribution(Way.GOVERNS, verb_group(tokens, low, at), speaker, verb.kind)


def _without_clause(tokens: Sequence[Token], speaker: Words | None) -> Words | None:
    """`According to Ann Lee, the plan was`: without the clause behind the last comma."""
    if speaker is None:
        return None
    commas = [at for at in range(speaker.first + 1, speaker.end) if tokens[at].text == ","]
    if not commas or tokens[commas[-1] + 1].low in {"who", "whose", "which"}:
        return speaker
    behind = tokens[commas[-1] + 1 : speaker.end + 1]
    is_clause = any(looks_finite(token.low) and not token.is_capital for token in behind)
    return Words(speaker.first, commas[-1]) if is_clause else speaker


def _is_noun(tokens: Sequence[Token], low: int, at: int, verb: Verb) -> bool:
    """Whether a form that may be a verb stands as a noun here: `the claim`, `his call`."""
    if at == low:
        return False
    before = tokens[at - 1]
    if before.low in _LEADS_NOUN or before.is_possessive:
        return True
    if before.low in _LEADS_GOING and not tokens[at].low.endswith("ing"):
        return True
    return not _is_verb(tokens, low, at, verb)


_LEADS_NOUN = DETERMINERS - {"all", "both"}
_LEADS_GOING = frozenset({"of", "in", "by", "for", "with"})


def _is_verb(tokens: Sequence[Token], low: int, at: int, verb: Verb) -> bool:
    """Whether a word that is also a noun (claim, note) stands as a verb here."""
    if verb.going or verb.past or at == low:
        return True
    before = tokens[at - 1]
    if tokens[at].low != verb.base:
        after = tokens[at + 1].low if at + 1 < len(tokens) else ""
        if looks_finite(before.low) or before.text.isdigit() or looks_finite(after):
            return False
        return before.kind is TokenKind.MARK or before.low not in PREPOSITIONS
    if before.low in MODALS or before.low in SUBJECT_PRONOUNS or is_adverb(before.low):
        return True
    return before.kind is TokenKind.MARK or (before.low.endswith("s") and not before.is_possessive)


def _by(tokens: Sequence[Token], noun: int, place: int) -> Words | None:
    """`a statement by Ann Lee`, `a letter from Ann Lee`."""
    if noun + 2 < place and tokens[noun + 1].low in {"by", "from"}:
        return after_verb(tokens, noun + 1, place)
    return None


def _subject(
    tokens: Sequence[Token], low: int, at: int, place: int, verb: Verb, lexicon: Lexicon
) -> Words | None:
    """Who does what the verb at `at` says."""
    if at == low:
        if verb.kind is CueKind.SAY and not verb.going:
            return after_verb(tokens, at, place)
        return _subject_behind(tokens, place, lexicon)
    if verb.going:
        return _subject_of_going(tokens, low, at, place, lexicon)
    helper = at - 2 if is_adverb(tokens[at - 1].low) and at > low + 1 else at - 1
    if tokens[helper].low in _BE:
        by = next((i for i in range(at + 1, min(place, at + 8)) if tokens[i].low == "by"), None)
        if by is not None:
            return after_verb(tokens, by, place)
        if place + 2 < len(tokens) and tokens[place + 1].low == "by":
            return after_verb(tokens, place + 1, len(tokens))
    return before_verb(tokens, low, at, lexicon)


def _subject_of_going(
    tokens: Sequence[Token], low: int, at: int, place: int, lexicon: Lexicon
) -> Words | None:
    """Who is calling, accusing, adding: whom `with` names, who said before, the main subject."""
    if tokens[at - 1].is_capital:
        named = before_verb(tokens, low, at, lexicon)
        if named is not None and named.first > low and tokens[named.first - 1].low == "with":
            return named
    for told in range(at - 1, low, -1):
        other = verb_at(tokens, told, lexicon)
        if other is not None and other.kind is CueKind.SAY and other.past:
            speaker = before_verb(tokens, low, told, lexicon)
            if speaker is not None:
                return speaker
    return main_subject(tokens, low, at, lexicon) or _subject_behind(tokens, place, lexicon)


def _subject_behind(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> Words | None:
    """`Calling it “…”, Ann Lee left`: the subject of what follows the comma."""
    for comma in range(place + 1, min(place + REACH, len(tokens) - 1)):
        if tokens[comma].text == ",":
            return _first_phrase(tokens, comma + 1, lexicon)
    return _first_phrase(tokens, place + 1, lexicon)


def _first_phrase(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> Words | None:
    """The words from `first` to the next verb or comma, where they may be a subject."""
    if first >= len(tokens) or not may_be_subject(tokens[first], lexicon):
        return None
    for at in range(first + 1, min(first + 20, len(tokens))):
        if (
            tokens[at].text in {",", "."}
            or looks_finite(tokens[at].low)
            or tokens[at].low in lexicon.verbs
        ):
            return Words(first, at)
    return None


def cue_before(tokens: Sequence[Token], low: int, end: int, lexicon: Lexicon) -> Attribution | None:
    """The cue of the sentence `[low, end)`, as it were for a quotation behind it."""
    return _search(tokens, max(low, end - REACH), end, lexicon)
