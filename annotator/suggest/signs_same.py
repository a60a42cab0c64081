"""Sentences that stand word for word in several articles, outside quotations."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import regex

from annotator.model.clue import Clue, Passage
from annotator.model.span import Fragment
from annotator.suggest.places import Taken
from annotator.suggest.signs_found import Sign, clue_over, shown
from annotator.suggest.spoken import spoken_places
from annotator.suggest.suggester import ArticleText
from annotator.text.sentences import sentences

ALIKE = 8
"""Words of a sentence that is no coincidence in another article."""
OPENING = 5
"""Words at the very beginning of an article that are no coincidence in another one."""
_MOST = 20_000
"""Sentences of one article that are compared."""
_LONGEST = 200

_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+")

Words = tuple[str, ...]


def shared_sentences(articles: Sequence[ArticleText]) -> Iterator[Clue]:
    """One clue for all sentences that the same articles share, one for each shared opening."""
    if len(articles) < 2:
        return
    whole: dict[Words, dict[str, Fragment]] = {}
    openings: dict[Words, dict[str, Fragment]] = {}
    for article in articles:
        for number, (words, place) in enumerate(_sentences(article.text)):
            if len(words) >= ALIKE:
                whole.setdefault(words, {}).setdefault(article.article_id, place)
            if number == 0 and len(words) > OPENING:
                openings.setdefault(words[:OPENING], {})[article.article_id] = place
    texts = {article.article_id: article.text for article in articles}
    yield from _same(whole, texts)
    alike = {i for places in whole.values() if len(places) > 1 for i in places}
    for places in openings.values():
        if len(places) > 1 and not set(places) <= alike:
            yield _opening(places, texts)


def _sentences(text: str) -> Iterator[tuple[Words, Fragment]]:
    """The words of each sentence in lower case, quotations left out."""
    spoken = Taken(spoken_places(text))
    for place in islice(sentences(text), _MOST):
        if not spoken.overlaps(place):
            found = islice(_WORD.finditer(text, place.start, place.end), _LONGEST)
            yield tuple(match.group().casefold() for match in found), place


def _same(
    whole: Mapping[Words, Mapping[str, Fragment]], texts: Mapping[str, str]
) -> Iterator[Clue]:
    by_articles: dict[tuple[str, ...], list[Mapping[str, Fragment]]] = {}
    for places in whole.values():
        if len(places) > 1:
            by_articles.setdefault(tuple(places), []).append(places)
    for some in by_articles.values():
        passages = [Passage(*item) for places in some for item in places.items()]
        first = passages[0]
        count = "a sentence stands" if len(some) == 1 else f"{len(some):,} sentences stand"
        reason = f"{count} word for word in {len(some[0]):,} articles: copied, or one source"
        yield clue_over(Sign.SAME, shown(texts[first.article_id], first.place), passages, reason)


def _opening(places: Mapping[str, Fragment], texts: Mapping[str, str]) -> Clue:
    passages = []
    for article_id, place in places.items():
        found = islice(_WORD.finditer(texts[article_id], place.start), OPENING)
        end = max(match.end() for match in found)
        passages.append(Passage(article_id, Fragment(place.start, end)))
    name = shown(texts[passages[0].article_id], passages[0].place)
    reason = f"{len(passages):,} articles open with the same words: a template, or one source"
    return clue_over(Sign.OPENING, name, passages, reason)
