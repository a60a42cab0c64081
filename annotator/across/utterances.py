"""What is quoted in the articles, sentence by sentence, with who is meant by the speaker."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from annotator.across.material import ReadArticle, within
from annotator.across.words import content, spoken_words
from annotator.model.span import Fragment
from annotator.suggest.cues import Lexicon
from annotator.suggest.quotation import Quotation, QuoteKind, SpeakerForm
from annotator.text.sentences import sentences

_CAPITALISED = regex.compile(r"\p{Lu}[\p{L}\p{M}’'\-]+")
_POSSESSIVE = regex.compile(r"['’‘]s?(?!\p{L})")
_NEAR = 600
"""Code points before a pronoun in which the one it stands for is looked for."""
_FRAME = 60
"""Code points before a quotation that are its frame."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something: `key` is what speakers are compared by, "" where nobody can tell.

    `sort` is PERSON, ORG or "" where it is not known. `guessed`: it stands for a pronoun.
    """

    key: str
    sort: str
    words: str
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence, or a piece, that is quoted: `place` stands inside the marks.

    `quotation` numbers the quotations of all articles. `cue` is the plain form of the cue's verb,
    `frame` the stems of the words before the quotation.
    """

    article: int
    quotation: int
    place: Fragment
    words: tuple[str, ...]
    speaker: Speaker
    cue: str
    frame: frozenset[str]
    is_fragment: bool


def utterances(articles: Sequence[ReadArticle], lexicon: Lexicon) -> list[Utterance]:
    """All that is quoted, in the order of articles and text."""
    found: list[Utterance] = []
    number = 0
    for index, article in enumerate(articles):
        last = Speaker("", "", "")
        for quotation in article.quotations:
            speaker = _speaker(article, quotation, last)
            last = speaker if speaker.key else last
            found += _of(article, index, number, quotation, speaker, lexicon)
            number += 1
    return found


def _of(
    article: ReadArticle,
    index: int,
    number: int,
    quotation: Quotation,
    speaker: Speaker,
    lexicon: Lexicon,
) -> Iterator[Utterance]:
    cue = ""
    if quotation.cue is not None:
        cue = _base(article.text[slice(*quotation.cue)], lexicon)
    sentence = article.around(Fragment(quotation.start, quotation.start + 1))
    words = content(article.text, min(sentence.start, quotation.start), quotation.start)
    frame = frozenset(word.stem for word in words if word.start >= quotation.start - _FRAME)
    is_fragment = quotation.kind is QuoteKind.FRAGMENT
    for fragment in quotation.fragments:
        inner = article.text[fragment.start : fragment.end]
        for one in sentences(inner):
            place = Fragment(fragment.start + one.start, fragment.start + one.end)
            said = spoken_words(article.text, *place)
            if said:
                yield Utterance(index, number, place, said, speaker, cue, frame, is_fragment)


def _base(words: str, lexicon: Lexicon) -> str:
    """The plain form of the verb in a cue: “had been calling” is call."""
    for word in reversed(words.casefold().split()):
        if verb := lexicon.verbs.get(word.strip(".,:;")):
            return verb.base
    return words.casefold().strip()


def _speaker(article: ReadArticle, quotation: Quotation, last: Speaker) -> Speaker:
    place = quotation.speaker
    if place is None:
        return Speaker("", "", "")
    words = article.words(place)
    if quotation.form is SpeakerForm.PRONOUN:
        return _meant(article, quotation, words, last)
    found = [article.names[n] for n in within([x.place for x in article.names], *place)]
    people = [name for name in found if name.type == "PERSON"]
    # “Ms Reid’s office” is not Ms Reid, and in “Ms Reid’s lawyer, Tom Hall” the lawyer speaks.
    people = [one for one in people if not _POSSESSIVE.match(article.text, one.place.end)]
    if people:
        name = people[0]
        return Speaker(_last_word(name.group or name.name), "PERSON", name.name)
    if quotation.form is not SpeakerForm.NAME:
        return Speaker("", "", words)
    if found:
        name = next((name for name in found if name.type == "ORG"), found[0])
        return Speaker((name.group or name.name).casefold(), "ORG", name.name)
    capitalised = _CAPITALISED.findall(words.partition(",")[0])
    return Speaker(capitalised[-1].casefold() if capitalised else "", "", words)


def _meant(article: ReadArticle, quotation: Quotation, words: str, last: Speaker) -> Speaker:
    """The one a pronoun stands for: the last speaker, else the last person that was named."""
    if words.casefold() in ("he", "she") and quotation.speaker is not None:
        end = quotation.speaker.start
        near = within([name.place for name in article.names], max(0, end - _NEAR), end)
        for number in reversed(near):
            name = article.names[number]
            if name.type == "PERSON":
                called = _last_word(name.group or name.name)
                return Speaker(called, "PERSON", name.name, guessed=True)
    if words.casefold() not in ("he", "she", "it", "they"):
        return Speaker("", "", words)
    return replace(last, guessed=True)


def _last_word(name: str) -> str:
    words = name.casefold().replace("’s", "").split()
    while len(words) > 1 and words[-1].strip(".,") in ("jr", "sr", "ii", "iii"):
        words.pop()
    return words[-1].strip(".,") if words else ""
