"""What is known of every passage in quotation marks of a text, before it is judged.

The paragraphs that one passage reaches over are read as one. A quotation without a cue of its own
gets the speaker of the one before it, or of the sentence before it. Offsets are code points.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.model.span import Fragment
from annotator.suggest.attributions import Attribution, Way, attribution, cue_before
from annotator.suggest.clauses import Clauses, Token, TokenKind, clauses
from annotator.suggest.cues import CueKind, Lexicon
from annotator.suggest.passages import Lines, Passage
from annotator.suggest.speakers import Words, main_subject, possessor

CARRY = 3
"""Paragraphs over which a speaker is carried on at most."""


NEAR = 6
"""Words before a passage that say what it is."""


SHORT = 20
"""Code points up to which a passage in a paragraph of its own may be somebody else's answer."""


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


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, or those over which one passage reaches, with its tokens."""

    start: int
    end: int
    clauses: Clauses
    passages: Sequence[Passage]


def units(text: str, paragraphs: Sequence[Lines], found: Sequence[Passage]) -> list[Unit]:
    """All paragraphs that hold passages, and the one before each of them."""
    made: list[Unit] = []
    number = 0
    index = 0
    while index < len(paragraphs):
        start, end = paragraphs[index]
        first = number
        while number < len(found) and found[number].start < end:
            end = max(end, found[number].end)
            while index + 1 < len(paragraphs) and paragraphs[index + 1].start < end:
                index += 1
                end = max(end, paragraphs[index].end)
            number += 1
        index += 1
        here = found[first:number]
        wanted = here or (
            number < len(found)
            and index < len(paragraphs)
            and found[number].start < paragraphs[index].end
        )
        made.append(Unit(start, end, clauses(text, start, end, here) if wanted else _NOTHING, here))
    return made


_NOTHING = Clauses((), (0,), ())


def findings(text: str, all_units: Sequence[Unit], lexicon: Lexicon) -> list[Finding]:
    """What is known of every passage, in order."""
    made: list[Finding] = []
    for number, unit in enumerate(all_units):
        for passage, place in zip(unit.passages, unit.clauses.places, strict=True):
            found = _own(text, unit, number, passage, place, lexicon)
            before = made[-1] if made else None
            made.append(_with_others(text, all_units, found, before, lexicon))
    return made


def _own(
    text: str, unit: Unit, number: int, passage: Passage, place: int, lexicon: Lexicon
) -> Finding:
    """A passage with the attribution of its own sentence."""
    tokens = unit.clauses.tokens
    low, high = unit.clauses.sentence(place)
    alone = low == place and high == place + 1
    found = attribution(text, unit.clauses, place, lexicon)
    around = tuple(
        tuple(token.low for token in tokens[first:end])
        for first, end in ((max(low, place - NEAR), place), (place + 1, min(high, place + 4)))
    )
    bare = Finding(passage, number, place, alone, before=around[0], after=around[1])
    return bare if found is None else _filled(bare, tokens, found)


def _filled(bare: Finding, tokens: Sequence[Token], found: Attribution) -> Finding:
    return replace(
        bare,
        way=found.way,
        kind=found.kind,
        distance=found.distance,
        cue=_place(tokens, found.cue),
        speaker=_place(tokens, found.speaker),
    )


def _place(tokens: Sequence[Token], words: Words | None) -> Fragment | None:
    """Where the words stand, without a possessive and marks at their edges."""
    if words is None or words.first >= words.end:
        return None
    last = tokens[words.end - 1]
    end = last.end
    if last.is_possessive:
        end -= 1 if last.text[-1] in "'’" else 2
    start = tokens[words.first].start
    return Fragment(start, end) if start < end else None


def _with_others(
    text: str, all_units: Sequence[Unit], found: Finding, before: Finding | None, lexicon: Lexicon
) -> Finding:
    """A finding with what the one before it and the sentence before it say."""
    unit = all_units[found.unit]
    if before is not None and _joins(all_units, before, found):
        return replace(
            found,
            joins=True,
            way=before.way,
            kind=before.kind,
            distance=before.distance,
            cue=before.cue,
            speaker=before.speaker,
        )
    if found.speaker is not None:
        return found
    if found.way is None and before is not None and _follows(all_units, before, found):
        return replace(found, way=Way.CARRIED, speaker=before.speaker)
    tokens = unit.clauses.tokens
    low, _ = unit.clauses.sentence(found.place)
    if found.way is None and found.place > low:
        owner = possessor(tokens, low, found.place) or main_subject(
            tokens, low, found.place, lexicon
        )
        return replace(found, speaker=_place(tokens, owner))
    if found.way is None and low == found.place:
        return _from_before(text, all_units, found, before, lexicon)
    if before is not None and found.unit - before.unit < CARRY:
        return replace(found, speaker=before.speaker)
    return found


def _joins(all_units: Sequence[Unit], before: Finding, found: Finding) -> bool:
    """Whether the passage goes on with the one before it behind that one's cue."""
    if before.way is not Way.BEHIND or before.cue is None:
        return False
    if found.cue is not None and found.cue != before.cue:
        return False
    unit = all_units[before.unit]
    if found.unit == before.unit:
        low, _ = unit.clauses.sentence(found.place)
        tokens = unit.clauses.tokens
        if low == found.place:
            return unit.clauses.sentence(found.place - 1)[0] <= before.place + 1
        return (
            tokens[found.place - 1].text in {",", ":", ";", "-", "–", "—", "--"}
            and low <= before.place
        )
    last = len(unit.clauses.tokens) - 1
    ends = unit.clauses.sentence(last)[0] <= before.place + 1
    is_next = found.unit == before.unit + 1 and found.place == 0 and found.alone
    return is_next and ends and found.passage.inner_end - found.passage.inner > SHORT


def _follows(all_units: Sequence[Unit], before: Finding, found: Finding) -> bool:
    """Whether the passage stands right behind the one before it, with no other sentence between."""
    unit = all_units[before.unit]
    if found.unit == before.unit:
        low, _ = unit.clauses.sentence(found.place)
        return low == found.place and unit.clauses.sentence(found.place - 1)[0] <= before.place + 1
    return False


_PERSON = frozenset({"he", "she"})


def _from_before(
    text: str, all_units: Sequence[Unit], found: Finding, before: Finding | None, lexicon: Lexicon
) -> Finding:
    """A passage that begins its sentence: the speaker of the sentence before it."""
    unit = all_units[found.unit]
    at = found.place
    if at == 0:
        if found.unit == 0:
            return found
        unit = all_units[found.unit - 1]
        at = len(unit.clauses.tokens)
    if at > 0:
        tokens = unit.clauses.tokens
        low, _ = unit.clauses.sentence(at - 1)
        plain = all(token.kind is not TokenKind.QUOTE for token in tokens[low:at])
        here = at == found.place
        if tokens[at - 1].text == ":" or here:
            own = cue_before(tokens, low, at, lexicon)
            if own is not None and own.speaker is not None and (plain or not here):
                if own.kind in {CueKind.SAY, CueKind.PHRASE} or tokens[at - 1].text == ":":
                    return _filled(found, tokens, replace(own, way=Way.CARRIED))
            is_first = before is None or before.unit != found.unit
            subject = main_subject(tokens, low, at, lexicon)
            if subject is not None and plain and (is_first or tokens[subject.first].is_capital and not is_first and tokens[subject.first].low in _PERSON):
                return replace(found, way=Way.CARRIED, speaker=_place(tokens, subject))
    if before is not None and found.unit - before.unit <= CARRY:
        return replace(found, way=Way.CARRIED, speaker=before.speaker)
    if at > 0:
        subject = main_subject(unit.clauses.tokens, unit.clauses.sentence(at - 1)[0], at, lexicon)
        return replace(found, speaker=_place(unit.clauses.tokens, subject))
    return found
