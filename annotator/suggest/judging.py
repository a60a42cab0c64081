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
    start = text[first.passage.inner : first.passage.inner + 1]
    words = _WORD.findall(text, first.passage.inner, last.passage.inner_end)
    begins = start.isupper() or first.alone
    spoken = first.way is Way.BEHIND or _ENDS.search(text, last.passage.start, last.passage.end)
    return QuoteKind.WHOLE if begins and spoken and len(words) > 1 else QuoteKind.FRAGMENT


def _score(text: str, found: Finding, lexicon: Lexicon, *, doubled: bool) -> tuple[float, str]:
    words = _WORD.findall(text, found.passage.inner, found.passage.inner_end)
    cue = "" if found.cue is None else text[found.cue.start : found.cue.end]
    if not words:
        return 0.1, "There are no words between the marks."
    starts = not found.before or found.before[-1] in {":", ","}
    said = starts and found.way in {Way.BEHIND, Way.BEFORE}
    named = _names_a_work(found, words, lexicon)
    if named and not said:
        return 0.2, "It looks like a title or a name."
    if found.before and _is_byname(found, lexicon):
        return 0.25, f"Behind “{found.before[-1]}” it looks like a name or a term."
    is_long = len(words) > FEW
    if not is_long and found.passage.family == SINGLE and doubled:
        return 0.35, "It is short, and the article quotes with double marks."
    far = found.way is Way.GOVERNS and len(words) == 1
    if not is_long and _is_attribute(found) and (far or found.speaker is None or found.way is None):
        return 0.4, "It stands before a noun, as a term does."
    return _by_way(text, found, cue, is_long)


def _is_attribute(found: Finding) -> bool:
    """Whether a noun follows that the quoted words describe: its “clawback” plan."""
    if not found.after:
        return False
    word = found.after[0]
    return word[0].isalpha() and word not in NOT_NOUNS and not looks_finite(word)


def _by_way(text: str, found: Finding, cue: str, is_long: bool) -> tuple[float, str]:
    strong = found.kind in {CueKind.SAY, CueKind.NAME, CueKind.PHRASE}
    match found.way:
        case Way.BEHIND:
            if not is_long and found.distance > 2 and found.before and found.before[-1] not in ":,":
                return 0.45, f"“{cue}” stands behind it, but it is short and inside a clause."
            return 0.97, f"“{cue}” stands right behind it."
        case Way.BEFORE | Way.GOVERNS if not (strong or is_long):
            return 0.45, f"“{cue}” stands before it, but it is short: perhaps a term."
        case Way.BEFORE:
            return (0.95 if strong else 0.8), f"“{cue}” stands right before it."
        case Way.GOVERNS:
            return (0.85 if strong else 0.65), f"“{cue}” stands before it in the sentence."
        case Way.SET_BEHIND:
            return (0.8 if is_long else 0.45), f"“{cue}” stands behind it in the sentence."
        case Way.CARRIED:
            return (0.75 if is_long else 0.35), "The speaker before it goes on."
    if is_long and (found.alone or not found.before or found.before[-1] in {",", ":"}):
        return 0.6, "Nobody is named, but it is long enough for somebody's words."
    if is_long:
        return 0.45, "Nobody is named who says it, and it is part of another sentence."
    return 0.3, "Nobody is named who says it, and it is short: perhaps a term."


def _names_a_work(found: Finding, words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether all words that matter begin with capitals, or a word before calls it a title."""
    capitals = all(word[0].isupper() or word[0].isdigit() or word in SMALL for word in words)
    called = any(word in lexicon.titles for word in (*found.before[-3:], *found.after[:1]))
    return capitals and (called or len(words) > 1)


def _is_byname(found: Finding, lexicon: Lexicon) -> bool:
    near = found.before[-2:] if found.before[-1] in {"as", "the", "a", ","} else found.before[-1:]
    return any(word in lexicon.bynames for word in near)
