"""What kind of speaker some words stand for, where a rule can tell."""

import regex

from annotator.model.span import Fragment
from annotator.suggest.cues import Lexicon
from annotator.suggest.function_words import DETERMINERS, PRONOUNS, SMALL
from annotator.suggest.quotation import SpeakerForm, SpeakerType
from annotator.text.abbreviations import TITLES

_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}.\-]*+")
_NAMES = regex.compile(r"(?:\p{Lu}[\p{L}\p{M}'’.\-]*+\s){1,3}\p{Lu}[\p{L}\p{M}'’\-]++")
_WRITER = frozenset({"i", "we", "me", "us", "my", "our"})


def form_of(text: str, speaker: Fragment | None) -> SpeakerForm | None:
    """Whether the speaker is named, described or a pronoun; None without one."""
    if speaker is None:
        return None
    words = _WORD.findall(text, speaker.start, speaker.end)
    if len(words) == 1 and words[0].lower() in PRONOUNS:
        return SpeakerForm.PRONOUN
    named = [word for word in words if word[0].isupper()]
    if words and words[0].lower() in DETERMINERS and words[0].lower() != "the":
        named = named if _NAMES.search(text, speaker.start, speaker.end) else []
    lower_head = bool(words) and words[-1][0].islower() and words[0].lower() in DETERMINERS
    return (
        SpeakerForm.NAME
        if named[1 if _only_article(words, named) else 0 :]
        and not (lower_head and not _NAMES.search(text, speaker.start, speaker.end))
        else SpeakerForm.DESCRIPTION
    )


def _only_article(words: list[str], named: list[str]) -> bool:
    return bool(named) and words[0] == named[0] and words[0].lower() in DETERMINERS


def type_of(text: str, speaker: Fragment | None, lexicon: Lexicon) -> SpeakerType:
    """Who speaks, from the words that name or describe the speaker."""
    if speaker is None:
        return SpeakerType.NONE
    words = _WORD.findall(text, speaker.start, speaker.end)
    lowered = [word.lower() for word in words]
    if len(words) == 1 and lowered[0] in PRONOUNS:
        return _of_pronoun(lowered[0])
    if words and words[0].rstrip(".") in TITLES:
        return SpeakerType.NAMED
    form = form_of(text, speaker)
    head = _head(words)
    for name, kind in (
        (lexicon.roles, SpeakerType.UNNAMED),
        (lexicon.groups, SpeakerType.ORGANISATION),
        (lexicon.papers, SpeakerType.DOCUMENT),
    ):
        if head in name or head.lower() in name:
            if (
                kind is SpeakerType.UNNAMED
                and form is SpeakerForm.NAME
                and _has_person(text, speaker)
            ):
                return SpeakerType.NAMED
            return kind
    if form is SpeakerForm.NAME:
        return SpeakerType.NAMED if lowered[0] not in DETERMINERS else SpeakerType.ORGANISATION
    return SpeakerType.UNNAMED


def _has_person(text: str, speaker: Fragment) -> bool:
    return _NAMES.search(text, speaker.start, speaker.end) is not None


def _of_pronoun(word: str) -> SpeakerType:
    if word in _WRITER:
        return SpeakerType.WRITER
    return SpeakerType.ORGANISATION if word in {"it", "its"} else SpeakerType.NAMED


def _head(words: list[str]) -> str:
    """The noun that the phrase is about: the last word before `of`, `for` and the like."""
    for number, word in enumerate(words):
        if number and word.lower() in SMALL and word.lower() not in DETERMINERS:
            return words[number - 1]
    return words[-1] if words else ""
