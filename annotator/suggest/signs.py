"""Signs worth a look before something is called possibly fabricated. Never a verdict.

A source that nobody can trace, a date that hangs in the air, the first person in a report, a law
that only one article knows, words of a prompt, the same sentences in several articles. Each is a
clue with its reason; none is ever proposed as a span.
"""

from collections.abc import Iterator, Mapping, Sequence

from annotator.model.clue import Clue
from annotator.progress import Progress, silent
from annotator.suggest.places import Taken
from annotator.suggest.signs_dates import loose_dates
from annotator.suggest.signs_found import Found, Sign, clue_of
from annotator.suggest.signs_laws import laws_named_once
from annotator.suggest.signs_same import shared_sentences
from annotator.suggest.signs_sources import untraceable_sources
from annotator.suggest.signs_wording import first_person, leftovers
from annotator.suggest.spoken import spoken_places
from annotator.suggest.suggester import ArticleText

__all__ = ["MOST", "Sign", "find_signs"]

MOST = 200
"""Clues from one article; a text with more of them is not read clue by clue."""


def find_signs(
    articles: Sequence[ArticleText],
    published: Mapping[str, str],
    progress: Progress = silent,
) -> list[Clue]:
    """The signs in the articles of one story: article by article, then those of several.

    `published` is the date of publication by article id, missing or "" where it is not known.
    Nothing that stands in a text makes it raise.
    """
    clues: dict[str, Clue] = {}
    for number, article in enumerate(articles):
        progress(number, len(articles), article.name)
        is_dated = bool(published.get(article.article_id, "").strip())
        for found in _in_one(article.text, is_dated=is_dated)[:MOST]:
            clue = clue_of(found, article.article_id, article.text)
            clues.setdefault(clue.id, clue)
    for clue in (*laws_named_once(articles), *shared_sentences(articles)):
        clues.setdefault(clue.id, clue)
    return list(clues.values())


def _in_one(text: str, *, is_dated: bool) -> list[Found]:
    """The signs that one article shows by itself, in text order."""
    spoken = Taken(spoken_places(text))

    def all_kinds() -> Iterator[Found]:
        yield from untraceable_sources(text, spoken)
        yield from first_person(text, spoken)
        yield from leftovers(text)
        if not is_dated:
            yield from loose_dates(text, spoken)

    return sorted(all_kinds(), key=lambda found: found.places[0])
