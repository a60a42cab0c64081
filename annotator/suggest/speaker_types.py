"""What kind of speaker some words stand for, where a rule can tell.

A lone name is a person's where the text has it behind a first name somewhere; otherwise it is an
organisation's: news texts name people in full first.
"""

from collections.abc import Sequence

import regex

from annotator.model.span import Fragment
from annotator.suggest.cues import Lexicon
from annotator.suggest.function_words import DETERMINERS, NOT_NOUNS, PRONOUNS, SMALL
from annotator.suggest.quotation import SpeakerForm, SpeakerType
from annotator.text.abbreviations import TITLES

_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}.&'’\-]*+|,")
_NAME = r"(?:\p{Lu}\.|Mrs?\.|Ms\.|Dr\.|\p{Lu}[\p{L}\p{M}'’\-]*+)"
_FULL_NAME = regex.compile(
    rf"({_NAME})(?:[ \u00a0]{_NAME})*?[ \u00a0](\p{{Lu}}[\p{{L}}\p{{M}}\-]*+)(?![ \u00a0]\p{{Lu}})"
)
_WRITER = frozenset({"i", "we", "me", "us", "my", "our"})


def surnames(text: str) -> frozenset[str]:
    """The last words of all names of several words in a text."""
    return frozenset(
        match[2]
        for match in _FULL_NAME.finditer(text)
        if match[1].lower() not in NOT_NOUNS and match[1].lower() not in SMALL
    )


def form_of(text: str, speaker: Fragment | None) -> SpeakerForm | None:
    """Whether the speaker is named, described or a pronoun; None without one."""
    if speaker is None:
        return None
    words = _words(text, speaker)
    if len(words) == 1 and words[0].lower() in PRONOUNS:
        return SpeakerForm.PRONOUN
    head = _head(words)
    return SpeakerForm.NAME if head[:1].isupper() else SpeakerForm.DESCRIPTION


def type_of(
    text: str, speaker: Fragment | None, lexicon: Lexicon, people: frozenset[str]
) -> SpeakerType:
    """Who speaks, from the words for the speaker; `people` are the text's surnames."""
    if speaker is None:
        return SpeakerType.NONE
    words = _words(text, speaker)
    form = form_of(text, speaker)
    if form is SpeakerForm.PRONOUN:
        return _of_pronoun(words[0].lower())
    if form is SpeakerForm.NAME:
        return _of_name(words, lexicon, people)
    return _of_description(words, lexicon)


def _words(text: str, speaker: Fragment) -> list[str]:
    return _WORD.findall(text, speaker.start, speaker.end)


def _of_pronoun(word: str) -> SpeakerType:
    if word in _WRITER:
        return SpeakerType.WRITER
    return SpeakerType.ORGANISATION if word in {"it", "its", "which"} else SpeakerType.NAMED


def _of_name(words: Sequence[str], lexicon: Lexicon, people: frozenset[str]) -> SpeakerType:
    head = _head(words)
    if words[0].rstrip(".") in TITLES or any(word in lexicon.roles for word in words):
        return SpeakerType.NAMED
    if head in lexicon.groups or head.lower() in lexicon.groups:
        return SpeakerType.ORGANISATION
    if head.lower() in lexicon.papers:
        return SpeakerType.DOCUMENT
    if words[0].lower() in DETERMINERS:
        return SpeakerType.ORGANISATION
    lone = len(words) == 1 or words[1] == ","
    return SpeakerType.ORGANISATION if lone and head not in people else SpeakerType.NAMED


def _of_description(words: Sequence[str], lexicon: Lexicon) -> SpeakerType:
    head = _head(words).lower()
    if head in lexicon.groups:
        return SpeakerType.ORGANISATION
    return SpeakerType.DOCUMENT if head in lexicon.papers else SpeakerType.UNNAMED


def _head(words: Sequence[str]) -> str:
    """The word that the phrase is about: the last one before a comma, `of`, `for` and the like."""
    for number, word in enumerate(words):
        ends = word == "," or (word in SMALL and word not in DETERMINERS)
        if number and ends:
            return words[number - 1].removesuffix("’s").removesuffix("'s")
    return words[-1].removesuffix("’s").removesuffix("'s") if words else ""
