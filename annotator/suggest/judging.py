"""How sure it is that words in quotation marks are somebody's own, and who that is."""

from collections.abc import Sequence

import regex

from annotator.model.span import Fragment
from annotator.suggest.attribution import Way
from annotator.suggest.cues import CueKind, Lexicon
from annotator.suggest.finding import Finding
from annotator.suggest.function_words import NOT_NOUNS, SMALL, looks_finite
from annotator.suggest.quotation import Quotation, QuoteKind
from annotator.suggest.quotation_marks import SINGLE
from annotator.suggest.speaker_types import form_of, type_of

_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}'’\-]*+")
_ENDS = regex.compile(r"[.!?…。！？][\"”’'»」』\s)]*+$")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")
_STARTS = frozenset({":", ",", "：", "，", "،"})
_STRONG = frozenset({CueKind.SAY, CueKind.NAME, CueKind.PHRASE})

FAR = 16
"""Tokens between a cue and a short passage from which they hardly belong together."""

WHOLE = 30
"""Code points from which a passage that stands alone is somebody's words."""

FEW = 3
"""Words up to which a passage may as well be a term or a name."""


def judge(
    text: str, group: Sequence[Finding], lexicon: Lexicon, *, doubled: bool, people: frozenset[str]
) -> Quotation:
    """The quotation that these passages are together, with its score and the reason for it.

    `doubled`: the text quotes with double marks; `people`: its surnames.
    """
    first = group[0]
    score, reason = _score(text, first, lexicon, doubled=doubled)
    if not all(one.passage.closed for one in group):
        score, reason = min(score, 0.4), "Its quotation mark is not closed."
    speaker = first.speaker
    return Quotation(
        tuple(Fragment(one.passage.start, one.passage.end) for one in group),
        kind_of(text, group),
        speaker,
        form_of(text, speaker),
        type_of(text, speaker, lexicon, people),
        first.cue,
        score,
        reason,
    )


def kind_of(text: str, group: Sequence[Finding]) -> QuoteKind:
    """Whole sentences begin with a capital and end as a sentence does, or stand alone."""
    first, last = group[0], group[-1]
    words = _WORD.findall(text, first.passage.inner, last.passage.inner_end)
    begins = first.alone or (bool(words) and words[0][0].isupper())
    spoken = first.way is Way.BEHIND or _ENDS.search(text, last.passage.start, last.passage.end)
    return QuoteKind.WHOLE if begins and spoken and len(words) > 1 else QuoteKind.FRAGMENT


def _score(text: str, found: Finding, lexicon: Lexicon, *, doubled: bool) -> tuple[float, str]:
    """The score and its reason: first what speaks against a quotation, then the cue."""
    words = _WORD.findall(text, found.passage.inner, found.passage.inner_end)
    if not words:
        return 0.1, "There are no words between the marks."
    signs = _UNSPACED.findall(text, found.passage.inner, found.passage.inner_end)
    is_long = len(words) > FEW or len(signs) > 2 * FEW
    against = _against(found, words, lexicon, is_long=is_long, doubled=doubled)
    if against is not None:
        return against
    cue = "" if found.cue is None else text[found.cue.start : found.cue.end]
    if found.way is Way.GOVERNS and found.speaker is None:
        return 0.45, f"“{cue}” stands before it, but nobody is named who says it."
    if is_long:
        return _long(text, found, cue)
    return _short(found, cue)


def _against(
    found: Finding, words: Sequence[str], lexicon: Lexicon, *, is_long: bool, doubled: bool
) -> tuple[float, str] | None:
    """What makes it a title, a name or a term rather than a quotation."""
    starts = not found.before or found.before[-1] in _STARTS
    near = found.way is Way.BEFORE and found.distance <= 2
    said = starts and (found.way is Way.BEHIND or near)
    if not said and _names_a_work(found, words, lexicon):
        return 0.2, "It looks like a title or a name."
    if found.before and _is_byname(found, lexicon):
        return 0.25, f"Behind “{found.before[-1]}” it looks like a name or a term."
    if is_long:
        return None
    if found.passage.family == SINGLE and doubled:
        return 0.35, "It is short, and the article quotes with double marks."
    far = found.way is Way.GOVERNS and len(words) == 1
    if _is_attribute(found) and (far or found.speaker is None or found.way is None):
        return 0.4, "It stands before a noun, as a term does."
    return None


def _is_attribute(found: Finding) -> bool:
    """Whether a noun follows that the quoted words describe: its “clawback” plan."""
    if not found.after:
        return False
    word = found.after[0]
    return word[0].isalpha() and word not in NOT_NOUNS and not looks_finite(word)


def _long(text: str, found: Finding, cue: str) -> tuple[float, str]:
    """Several words: a quotation wherever somebody can be the speaker."""
    strong = found.kind in _STRONG
    match found.way:
        case Way.BEHIND:
            return 0.97, f"“{cue}” stands right behind it."
        case Way.BEFORE:
            return (0.95 if strong else 0.8), f"“{cue}” stands right before it."
        case Way.GOVERNS:
            return (0.85 if strong else 0.45), f"“{cue}” stands before it in the sentence."
        case Way.SET_BEHIND:
            return 0.8, f"“{cue}” stands behind it in the sentence."
        case Way.CARRIED:
            return 0.75, "The speaker before it goes on."
    size = found.passage.inner_end - found.passage.inner
    whole = size >= WHOLE and _ENDS.search(text, found.passage.start, found.passage.end)
    if (found.before and found.before[-1] in _STARTS) or (not found.before and whole):
        return 0.6, "Nobody is named, but it is long enough for somebody’s words."
    return 0.45, "Nobody is named who says it."


def _short(found: Finding, cue: str) -> tuple[float, str]:
    """One to three words: only a cue that is near and sure makes them a quotation."""
    inside = bool(found.before) and found.before[-1] not in _STARTS
    if found.way is Way.BEHIND:
        if inside and (found.distance > 2 or found.before[-1][0].isalpha()):
            return 0.45, f"“{cue}” stands behind it, but it is short and inside a clause."
        return 0.97, f"“{cue}” stands right behind it."
    if found.way in {Way.BEFORE, Way.GOVERNS} and found.kind not in _STRONG:
        return 0.45, f"“{cue}” stands before it, but it is short: perhaps a term."
    if found.way is Way.BEFORE:
        return 0.9, f"“{cue}” stands right before it."
    if found.way is Way.GOVERNS and found.distance > FAR:
        return 0.45, f"“{cue}” stands far before it, and it is short: perhaps a term."
    if found.way is Way.GOVERNS:
        return 0.75, f"“{cue}” stands before it in the sentence."
    if found.way is Way.SET_BEHIND:
        return 0.45, f"“{cue}” stands behind it in the sentence, but it is short."
    return 0.3, "Nobody is named who says it, and it is short: perhaps a term."


def _names_a_work(found: Finding, words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether all words that matter begin with capitals, or a word before calls it a title."""
    capitals = all(word[0].isupper() or word[0].isdigit() or word in SMALL for word in words)
    called = any(word in lexicon.titles for word in (*found.before[-3:], *found.after[:1]))
    return capitals and (called or len(words) > 1 or found.way is not Way.GOVERNS)


def _is_byname(found: Finding, lexicon: Lexicon) -> bool:
    near = found.before[-2:] if found.before[-1] in {"as", "the", "a", ","} else found.before[-1:]
    return any(word in lexicon.bynames for word in near)
