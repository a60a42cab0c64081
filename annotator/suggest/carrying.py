"""The speaker of a quotation without one of its own: that of what stands before it."""

from collections.abc import Sequence
from dataclasses import replace

from annotator.suggest.attribution import Attribution, Way
from annotator.suggest.clauses import Token, TokenKind
from annotator.suggest.cues import CueKind, Lexicon
from annotator.suggest.cues_before import cue_before
from annotator.suggest.finding import Finding, place_of, with_attribution
from annotator.suggest.phrases import DASHES, Words, phrase_beginning
from annotator.suggest.speakers import main_subject, possessor
from annotator.suggest.units import Unit

CARRY = 3
"""Paragraphs over which a speaker is carried on at most."""

SHORT = 20
"""Code points up to which a passage in a paragraph of its own may be somebody else's answer."""

ASIDE = 2
"""Tokens from which a verb before a passage is not that passage's cue: `adding, “…`."""

SIGNATURE = 25
"""Tokens of a name behind a dash with its description, at most."""

_TIES = DASHES | {",", ":", ";"}
_PERSON = frozenset({"he", "she"})


def carried_on(
    all_units: Sequence[Unit], before: Finding | None, found: Finding, lexicon: Lexicon
) -> Finding:
    """A finding with what the one before it and the sentence before it say."""
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
    if found.way is not None:
        near = before is not None and found.unit - before.unit < CARRY
        return replace(found, speaker=before.speaker) if before is not None and near else found
    signed = _signed(all_units, found)
    if signed is not None:
        return signed
    if before is not None and _follows(all_units, before, found):
        return replace(found, way=Way.CARRIED, speaker=before.speaker)
    tokens = all_units[found.unit].clauses.tokens
    low, _ = all_units[found.unit].clauses.sentence(found.place)
    if found.place == low:
        return _from_before(all_units, before, found, lexicon)
    owner = possessor(tokens, low, found.place) or main_subject(tokens, low, found.place, lexicon)
    return replace(found, speaker=place_of(tokens, owner))


def _signed(all_units: Sequence[Unit], found: Finding) -> Finding | None:
    """A quotation with a name behind a dash: `“…” – Ann Lee`, also in a line of its own."""
    tokens, first = all_units[found.unit].clauses.tokens, found.place + 1
    if first == len(tokens) and found.unit + 1 < len(all_units):
        tokens, first = all_units[found.unit + 1].clauses.tokens, 0
    if not found.alone or len(tokens) - first > SIGNATURE or first + 1 >= len(tokens):
        return None
    if tokens[first].text not in DASHES or not tokens[first + 1].is_capital:
        return None
    speaker = phrase_beginning(tokens, first + 1, len(tokens))
    cue = Words(first, first + 1)
    return with_attribution(found, tokens, Attribution(Way.BEHIND, cue, speaker, CueKind.SAY))


def _joins(all_units: Sequence[Unit], before: Finding, found: Finding) -> bool:
    """Whether the passage goes on with the one before it, behind that one's cue."""
    if before.way is not Way.BEHIND or not _shares_cue(before, found):
        return False
    clauses = all_units[before.unit].clauses
    if found.unit == before.unit:
        if _follows(all_units, before, found):
            return True
        low, _ = clauses.sentence(found.place)
        return clauses.tokens[found.place - 1].text in _TIES and low <= before.place
    ends = clauses.sentence(len(clauses.tokens) - 1)[0] <= before.place + 1
    is_next = found.unit == before.unit + 1 and found.place == 0 and found.alone
    return is_next and ends and found.passage.inner_end - found.passage.inner > SHORT


def _shares_cue(before: Finding, found: Finding) -> bool:
    """Whether the passage has no cue but that of the one before it.

    That of `“…,” she said, speaking of her work, “…”` is none: it stands in what is told of her.
    """
    aside = found.speaker in {None, before.speaker} and found.distance > ASIDE
    return found.cue in {None, before.cue} or aside


def _follows(all_units: Sequence[Unit], before: Finding, found: Finding) -> bool:
    """Whether no other sentence stands between the passage and the one before it."""
    clauses = all_units[found.unit].clauses
    if found.unit != before.unit or clauses.sentence(found.place)[0] != found.place:
        return False
    return clauses.sentence(found.place - 1)[0] <= before.place + 1


def _from_before(
    all_units: Sequence[Unit], before: Finding | None, found: Finding, lexicon: Lexicon
) -> Finding:
    """A passage that begins its sentence: the speaker of the sentence before it."""
    unit, end = all_units[found.unit], found.place
    if end == 0 and found.unit:
        unit = all_units[found.unit - 1]
        end = len(unit.clauses.tokens)
    if end == 0:
        return found
    tokens = unit.clauses.tokens
    low, _ = unit.clauses.sentence(end - 1)
    told = _told(tokens, low, end, lexicon)
    if told is not None:
        return with_attribution(found, tokens, told)
    if tokens[end - 1].text == ":" or end == found.place:
        subject = _subject(tokens, low, end, lexicon)
        is_first = before is None or before.unit != found.unit
        if subject is not None and (is_first or tokens[subject.first].low in _PERSON):
            return replace(found, way=Way.CARRIED, speaker=place_of(tokens, subject))
    if before is not None and found.unit - before.unit <= CARRY:
        return replace(found, way=Way.CARRIED, speaker=before.speaker)
    subject = main_subject(tokens, low, end, lexicon)
    return replace(found, speaker=place_of(tokens, subject))


def _told(tokens: Sequence[Token], low: int, end: int, lexicon: Lexicon) -> Attribution | None:
    """What the sentence `[low, end)` says of who speaks behind it."""
    colon = tokens[end - 1].text == ":"
    own = cue_before(tokens, low, end, lexicon)
    if own is None or own.speaker is None or not (colon or _is_plain(tokens, low, end)):
        return None
    if colon or own.kind in {CueKind.SAY, CueKind.PHRASE}:
        return replace(own, way=Way.CARRIED)
    return None


def _subject(tokens: Sequence[Token], low: int, end: int, lexicon: Lexicon) -> Words | None:
    """The subject of the sentence `[low, end)`, unless it holds a quotation itself."""
    return main_subject(tokens, low, end, lexicon) if _is_plain(tokens, low, end) else None


def _is_plain(tokens: Sequence[Token], low: int, end: int) -> bool:
    return all(token.kind is not TokenKind.QUOTE for token in tokens[low:end])
