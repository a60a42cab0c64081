"""Which cue of its sentence a quotation belongs to, and whose words it makes them.

Looked for in this order: a cue right behind the quotation (`…,” she said`), one right before it
(`She said: “…`), one further on before it in the sentence (`He said it was “…`), one set behind
the clause (`…, he said.`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from annotator.suggest.clauses import Clauses, Token, TokenKind, last_character
from annotator.suggest.cues import CueKind, Lexicon, Verb
from annotator.suggest.function_words import (
    AUXILIARIES,
    DETERMINERS,
    NOT,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    is_adverb,
    looks_finite,
)
from annotator.suggest.speakers import (
    REACH,
    Words,
    after_verb,
    before_verb,
    main_subject,
    possessor,
)


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


_SPOKEN_ON = frozenset(",?!—–-…")


def attribution(text: str, clauses: Clauses, place: int, lexicon: Lexicon) -> Attribution | None:
    """The attribution of the quotation at token `place`, from its own sentence."""
    tokens = clauses.tokens
    low, high = clauses.sentence(place)
    low, high = max(low, place - REACH), min(high, place + REACH)
    last = last_character(text, tokens[place])
    right_before = _before(tokens, low, place, lexicon)
    if (
        right_before is not None
        and right_before.speaker is not None
        and _introduces(tokens, place, right_before)
    ):
        return right_before
    behind = _behind(tokens, low, place, _reach_behind(clauses, place, high, last), last, lexicon)
    if behind is not None:
        return behind
    set_behind = _set_behind(tokens, place, high, lexicon)
    if right_before is None or (right_before.speaker is None and set_behind is not None):
        return set_behind
    return right_before


def _introduces(tokens: Sequence[Token], place: int, found: Attribution) -> bool:
    """`Ann Lee said: “…`"""
    told = found.kind is CueKind.SAY and found.distance <= 3
    return place > 0 and tokens[place - 1].text == ":" and told


def _reach_behind(clauses: Clauses, place: int, high: int, last: str) -> int:
    """The end of what may hold a cue behind: also past `“Really?” Ann Lee asked.`"""
    if high > place + 1 or last not in "?!—–-…" or place + 1 >= len(clauses.tokens):
        return high
    return min(clauses.sentence(place + 1)[1], place + REACH)


def _verb(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Verb | None:
    token = tokens[at]
    if token.kind is not TokenKind.WORD:
        return None
    return lexicon.verbs.get(token.low)


def _behind(
    tokens: Sequence[Token], low: int, place: int, high: int, last: str, lexicon: Lexicon
) -> Attribution | None:
    """`“…,” said Ann Lee`, `“…,” Ann Lee, who …, said`, `“…,” according to Ann Lee`."""
    first = place + 1
    spoken_on = last in _SPOKEN_ON
    while first < high and tokens[first].text in {",", "-", "–", "—", "--"}:
        spoken_on = True
        first += 1
    if first >= high:
        return None
    phrase = _according(tokens, first, high, lexicon)
    if phrase is not None:
        return phrase
    if not spoken_on and (last == "." or not _says_at_once(tokens, first, high, lexicon)):
        return None
    start = first
    if tokens[first].low in {"as", "so"} and first + 2 < high:
        start += 1
    while start < high and is_adverb(tokens[start].low) and not tokens[start].is_capital:
        start += 1
    if start >= high:
        return None
    verb = _verb(tokens, start, lexicon)
    if (
        verb is not None
        and not verb.going
        and verb.kind is CueKind.SAY
        and not tokens[start].is_capital
    ):
        speaker = after_verb(tokens, start, high, lexicon)
        if speaker is not None and not _goes_on(tokens, speaker, high):
            return Attribution(Way.BEHIND, Words(start, start + 1), speaker, verb.kind)
    found = _subject_then_verb(tokens, start, high, lexicon)
    if found is None and low == place:
        found = _unknown_verb(tokens, start, high, lexicon)
    return found


def _goes_on(tokens: Sequence[Token], speaker: Words, high: int) -> bool:
    """`“…,” said he would go`: the words do not stand turned round, `he` begins a clause."""
    if speaker.end >= high or tokens[speaker.first].low not in SUBJECT_PRONOUNS:
        return False
    return looks_finite(tokens[speaker.end].low)


def _says_at_once(tokens: Sequence[Token], first: int, high: int, lexicon: Lexicon) -> bool:
    """`“…” said Ann Lee` and `“…” Ann Lee said`, without the comma."""
    for at in range(first, min(first + 4, high)):
        verb = _verb(tokens, at, lexicon)
        if verb is not None and verb.kind is CueKind.SAY and verb.past and not tokens[at].is_capital:
            return True
        if not (tokens[at].is_capital or tokens[at].low in SUBJECT_PRONOUNS):
            return False
    return False


def _unknown_verb(
    tokens: Sequence[Token], start: int, high: int, lexicon: Lexicon
) -> Attribution | None:
    """`“…,” exhorted Ann Lee`, `“…,” she surmised`: a verb that no list holds."""
    if _is_past(tokens[start]):
        speaker = after_verb(tokens, start, high, lexicon)
        if speaker is not None and (
            tokens[speaker.first].is_capital or tokens[speaker.first].low in DETERMINERS
        ):
            return Attribution(Way.BEHIND, Words(start, start + 1), speaker, CueKind.SAY)
    for at in range(start + 1, min(start + 5, high)):
        if _is_past(tokens[at]):
            speaker = before_verb(tokens, start, at, lexicon)
            cue = Words(at, at + 1)
            return Attribution(Way.BEHIND, cue, speaker or Words(start, at), CueKind.SAY, at - start)
        if not (tokens[at].is_capital or is_adverb(tokens[at].low)):
            return None
    return None


def _is_past(token: Token) -> bool:
    return token.kind is TokenKind.WORD and token.low.endswith("ed") and not token.is_capital


def _subject_then_verb(
    tokens: Sequence[Token], start: int, high: int, lexicon: Lexicon
) -> Attribution | None:
    """A subject at `start` and the cue behind it."""
    if not _may_be_subject(tokens[start], lexicon):
        return None
    inside = ""
    for at in range(start + 1, high):
        token = tokens[at]
        if token.kind is TokenKind.QUOTE and at > start + 12:
            return None
        if token.low in {"who", "which", "whose"}:
            inside = token.low
        verb = _verb(tokens, at, lexicon)
        if (
            verb is None
            or verb.going
            or token.is_capital
            or tokens[at - 1].low in DETERMINERS | {"of", "to"}
        ):
            if token.low in {"because", "but", ";", ":"}:
                return None
            continue
        if inside and tokens[at - 1].text != "," and tokens[at - 1].low not in {"he", "she"}:
            if tokens[at - 1].low == inside:
                inside = inside + " "
            continue
        if verb.kind is CueKind.SAY or tokens[at - 1].text == ",":
            speaker = before_verb(tokens, start, at, lexicon)
            if speaker is None:
                speaker = Words(start, at)
            return Attribution(Way.BEHIND, _cue(tokens, start, at), speaker, verb.kind, at - start)
    return None


def _may_be_subject(token: Token, lexicon: Lexicon) -> bool:
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


def _according(
    tokens: Sequence[Token], first: int, high: int, lexicon: Lexicon
) -> Attribution | None:
    """`according to Ann Lee`, `per the report`."""
    if tokens[first].low == "according" and first + 2 < high and tokens[first + 1].low == "to":
        speaker = after_verb(tokens, first + 1, high, lexicon)
        return Attribution(Way.BEHIND, Words(first, first + 2), speaker, CueKind.PHRASE)
    return None


def _cue(tokens: Sequence[Token], low: int, verb: int) -> Words:
    """The verb with its helpers: `has also said`, `is said to be`."""
    first = verb
    while first > low and (tokens[first - 1].low in AUXILIARIES or tokens[first - 1].low in NOT):
        if "'" in tokens[first - 1].low and not tokens[first - 1].low.endswith("n't"):
            break
        first -= 1
    end = verb + 1
    if (
        first < verb
        and end + 1 < len(tokens)
        and tokens[end].low == "to"
        and tokens[end + 1].low == "be"
    ):
        end += 2
    elif (
        first < verb
        and tokens[first].low in {"has", "have", "had"}
        and tokens[verb].kind is TokenKind.WORD
    ):
        first = verb if tokens[verb - 1].low not in AUXILIARIES | NOT else first
    return Words(first, end)


def _before(tokens: Sequence[Token], low: int, place: int, lexicon: Lexicon) -> Attribution | None:
    """`Ann Lee said: “…`, `he called it “…`, `he said that it was “…`."""
    found = _search(tokens, low, place, low, lexicon, Way.GOVERNS)
    if place > low + 1 and tokens[place - 1].text == ":" and (found is None or found.speaker is None):
        speaker = _before_colon(tokens, low, place - 1, lexicon)
        if speaker is not None:
            cue = found.cue if found is not None else Words(place - 1, place)
            return Attribution(Way.BEFORE, cue, speaker, CueKind.SAY)
    if found is None:
        return None
    near = place - found.cue.end
    mark = tokens[place - 1].text
    reach = REACH if mark == ":" else 8 if mark == "," else 4
    way = Way.BEFORE if near <= reach else Way.GOVERNS
    return replace(found, way=way, distance=near)


def _before_colon(
    tokens: Sequence[Token], low: int, colon: int, lexicon: Lexicon
) -> Words | None:
    """Who is named before a colon: `Ann Lee: “…`, `She went on: “…`, `From the report: “…`."""
    first = colon
    while first > low and colon - first < 14 and tokens[first - 1].text not in _CUTS:
        first -= 1
    has_verb = any(looks_finite(t.low) and not t.is_capital for t in tokens[first + 1 : colon])
    if has_verb or colon - first >= 14:
        return main_subject(tokens, low, colon, lexicon)
    while first < colon - 1 and tokens[first].low in PREPOSITIONS | {"more"}:
        first += 1
    return Words(first, colon) if first < colon else None


_CUTS = frozenset({"-", "–", "—", "--", ";", ":", "•", "*"})


def _search(
    tokens: Sequence[Token], low: int, place: int, floor: int, lexicon: Lexicon, way: Way
) -> Attribution | None:
    """The cue nearest before `place` that has a subject; that of whoever tells it, if it is told."""
    best: Attribution | None = None
    for at in range(place - 1, floor - 1, -1):
        found = _cue_at(tokens, low, at, place, lexicon, way)
        if found is None or (best is not None and not _is_better(tokens, best, found)):
            continue
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
    stands_for = best.speaker.end == best.speaker.first + 1 and first in _THIRD
    if told:
        between = tokens[found.cue.end : best.speaker.first]
        told_so = len(between) <= NEAR_BY and all(token.low not in _PARTS for token in between)
        return weak or (stands_for and told_so)
    return best.kind is CueKind.NOUN and first not in _THIRD and found.kind is CueKind.NAME


NEAR_BY = 4
"""Tokens between `said` and the `he` that goes on with what was said."""

_PARTS = frozenset({",", ";", ":", "and", "but", "“”"})
_THIRD = frozenset(["he", "she", "they", "it", "his", "her", "their", "its", "himself", "who", "which"])


def _cue_at(
    tokens: Sequence[Token], low: int, at: int, place: int, lexicon: Lexicon, way: Way
) -> Attribution | None:
    token = tokens[at]
    if token.kind is not TokenKind.WORD:
        return None
    distance = place - at - 1
    if token.low == "according" and at + 2 < place and tokens[at + 1].low == "to":
        speaker = after_verb(tokens, at + 1, place, lexicon)
        return Attribution(way, Words(at, at + 2), speaker, CueKind.PHRASE, distance)
    verb = lexicon.verbs.get(token.low)
    nominal = at > low and (
        tokens[at - 1].low in DETERMINERS - {"all", "both"}
        or tokens[at - 1].is_possessive
        or (tokens[at - 1].low in {"of", "in", "by", "for", "with"}
        and not token.low.endswith("ing"))
    )
    if verb is not None and not nominal and not _is_verb(tokens, low, at, verb, lexicon):
        nominal = True
    if token.low in lexicon.nouns and (verb is None or nominal):
        speaker = possessor(tokens, low, at) or _by(tokens, at, place, lexicon)
        return Attribution(way, Words(at, at + 1), speaker, CueKind.NOUN, distance)
    if (
        verb is None
        or nominal
        or (token.is_capital and at > low and tokens[at - 1].kind is TokenKind.WORD)
    ):
        return None
    speaker = _subject(tokens, low, at, place, verb, lexicon)
    if not verb.going and not verb.past and speaker is None:
        return None
    return Attribution(way, _cue(tokens, low, at), speaker, verb.kind, distance)


_MODALS = frozenset(
    ["to", "will", "would", "can", "could", "may", "might", "must", "shall", "should", "do", "does", "did", "don't", "doesn't", "didn't", "won't", "wouldn't", "can't", "couldn't", "cannot", "let's", "and", "or", "not", "who", "people", "i'll", "we'll", "they'll", "he'll", "she'll", "i'd", "we'd", "they'd", "he'd", "she'd", "men", "women"]
)


def _is_verb(tokens: Sequence[Token], low: int, at: int, verb: Verb, lexicon: Lexicon) -> bool:
    """Whether a word that is also a noun (claim, note) stands as a verb here."""
    if verb.going or verb.past or at == low:
        return True
    before = tokens[at - 1]
    if tokens[at].low != verb.base:
        return before.kind is TokenKind.MARK or before.low not in PREPOSITIONS
    if before.low in _MODALS or before.low in SUBJECT_PRONOUNS or is_adverb(before.low):
        return True
    return before.kind is TokenKind.MARK or (before.low.endswith("s") and not before.is_possessive)


def _by(tokens: Sequence[Token], noun: int, place: int, lexicon: Lexicon) -> Words | None:
    """`a statement by Ann Lee`, `a letter from Ann Lee`."""
    if noun + 2 < place and tokens[noun + 1].low in {"by", "from"}:
        return after_verb(tokens, noun + 1, place, lexicon)
    return None


def _subject(
    tokens: Sequence[Token], low: int, at: int, place: int, verb: Verb, lexicon: Lexicon
) -> Words | None:
    if at == low:
        if verb.kind is CueKind.SAY and not verb.going:
            return after_verb(tokens, at, place, lexicon)
        return _subject_behind(tokens, at, place, lexicon)
    if verb.going:
        if tokens[at - 1].is_capital and at - 2 > low and tokens[at - 2].low not in PREPOSITIONS:
            named = before_verb(tokens, low, at, lexicon)
            if named is not None and tokens[named.first - 1].low == "with":
                return named
        for told in range(at - 1, max(low, at - REACH), -1):
            other = _verb(tokens, told, lexicon)
            if other is not None and other.kind is CueKind.SAY and other.past:
                speaker = before_verb(tokens, low, told, lexicon)
                if speaker is not None:
                    return speaker
        return main_subject(tokens, low, at, lexicon) or _subject_behind(tokens, at, place, lexicon)
    if tokens[at - 1].low in {"is", "are", "was", "were", "been", "being", "be"} or (
        is_adverb(tokens[at - 1].low)
        and at > low + 1
        and tokens[at - 2].low in {"is", "are", "was", "were", "been"}
    ):
        by = next((i for i in range(at + 1, min(place, at + 8)) if tokens[i].low == "by"), None)
        if by is not None:
            return after_verb(tokens, by, place, lexicon)
    return before_verb(tokens, low, at, lexicon)


def _subject_behind(tokens: Sequence[Token], at: int, place: int, lexicon: Lexicon) -> Words | None:
    """`Calling it “…”, Ann Lee left`: the subject of what follows the comma."""
    for comma in range(place + 1, min(place + REACH, len(tokens) - 1)):
        if tokens[comma].text == ",":
            return _first_phrase(tokens, comma + 1, lexicon)
    if at + 1 < len(tokens) and place + 1 < len(tokens):
        return _first_phrase(tokens, place + 1, lexicon)
    return None


def _first_phrase(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> Words | None:
    if first >= len(tokens) or not _may_be_subject(tokens[first], lexicon):
        return None
    for at in range(first + 1, min(first + 20, len(tokens))):
        if (
            tokens[at].text in {",", "."}
            or looks_finite(tokens[at].low)
            or tokens[at].low in lexicon.verbs
        ):
            return Words(first, at)
    return None


def _set_behind(
    tokens: Sequence[Token], place: int, high: int, lexicon: Lexicon
) -> Attribution | None:
    """`… “a mess” in March, Ann Lee said.`"""
    for at in range(place + 2, high):
        verb = _verb(tokens, at, lexicon)
        if verb is None or verb.kind is not CueKind.SAY or verb.going:
            continue
        if tokens[at - 1].text == ",":
            speaker = after_verb(tokens, at, high, lexicon)
            if speaker is not None:
                return Attribution(
                    Way.SET_BEHIND, Words(at, at + 1), speaker, verb.kind, at - place
                )
        speaker = before_verb(tokens, place + 1, at, lexicon)
        if speaker is not None and (
            tokens[speaker.first - 1].text in {",", "-", "–", "—"}
            or tokens[speaker.first - 1].kind is TokenKind.QUOTE
        ):
            cue = _cue(tokens, place + 1, at)
            return Attribution(Way.SET_BEHIND, cue, speaker, verb.kind, at - place)
    return None


def cue_before(tokens: Sequence[Token], low: int, end: int, lexicon: Lexicon) -> Attribution | None:
    """The cue of the sentence `[low, end)`, as it were for a quotation behind it."""
    return _search(tokens, low, end, max(low, end - REACH), lexicon, Way.BEFORE)
