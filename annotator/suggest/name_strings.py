"""Which strings are names somewhere in a story, and what was said of each.

Texts and strings come with one glyph for all apostrophes (`names.unified`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from annotator.model.span import Fragment
from annotator.progress import Progress, silent
from annotator.suggest.aliases import country_names
from annotator.suggest.name_places import (
    is_everyday,
    joined_institutions,
    named_by_their_words,
    starts_sentence,
)
from annotator.suggest.name_types import decided
from annotator.suggest.names import NAME_TYPES, cleaned, trimmed
from annotator.suggest.parse import Name
from annotator.suggest.suggester import Material

_PLACES = frozenset({"GPE", "LOC", "NORP"})
_LONGEST = 100
"""Code points of the longest name; what is longer is a mistake of the model."""


@dataclass(slots=True)
class StringSeen:
    """What is known of one string while the story is looked through.

    `votes` are the types that were said of it, `hearsay` those of something longer that it was cut
    out of. `hits` are the places (article, place) where the model found it, `places` is how many
    there are in all, `articles` where, and `beside` how many stand beside words that speak of an
    organisation. `full_name` is that of the person whose last name it is.
    """

    votes: Counter[str] = field(default_factory=Counter)
    hearsay: Counter[str] = field(default_factory=Counter)
    hits: set[tuple[str, Fragment]] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    places: int = 0
    beside: int = 0
    full_name: str = ""

    @property
    def said(self) -> Counter[str]:
        """What was said of it, and of the words beside it; hearsay where nothing was."""
        votes = self.votes + Counter({"ORG": self.beside})
        return votes or self.hearsay


def name_strings(
    texts: Mapping[str, str],
    material: Material,
    lower: frozenset[str],
    progress: Progress = silent,
) -> dict[str, StringSeen]:
    """Every string that is a name somewhere in the story. Raises what `progress` raises.

    `lower` are the words that the story writes small (`name_places.lower_words`).
    """
    seen: defaultdict[str, StringSeen] = defaultdict(StringSeen)
    by_itself = _names_by_themselves(texts, material)
    for number, (article_id, text) in enumerate(texts.items()):
        progress(number, 2 * len(texts), "Cleaning names")
        places = dict(_cleaned_names(text, material.parses[article_id].names, material, by_itself))
        for place, name in places.items():
            string = seen[text[place.start : place.end]]
            string.hits.add((article_id, place))
            (string.votes if _is_whole(text, name, place) else string.hearsay)[name.type] += 1
        for place in joined_institutions(text, sorted(places)):
            if place not in places:
                seen[text[place.start : place.end]].hits.add((article_id, place))
        starts = {place.end: place.start for place in places}
        for place in named_by_their_words(text):
            # What the model found in it is the name; the words before belong to something else.
            if starts.get(place.end, place.start) <= place.start:
                seen[text[place.start : place.end]]
    kept = {n: each for n, each in seen.items() if not _is_beginning(texts, n, each, lower)}
    return kept | _last_names(kept, lower, material.stop_list)


def _names_by_themselves(texts: Mapping[str, str], material: Material) -> frozenset[str]:
    """What the model found as whole names, to tell owners (Anthropic’s Claude) by."""
    found = {name for names in country_names() for name in names}
    for article_id, text in texts.items():
        for name in material.parses[article_id].names:
            if name.type in NAME_TYPES and (kept := trimmed(text, name.start, name.end)):
                found.add(text[kept.start : kept.end])
    return frozenset(found)


def _cleaned_names(
    text: str, names: tuple[Name, ...], material: Material, by_itself: frozenset[str]
) -> Iterator[tuple[Fragment, Name]]:
    """The model's names in one article, cleaned, each with what it was cut out of."""
    for name in names:
        if name.type not in NAME_TYPES or name.end > len(text):
            continue
        for place in cleaned(
            text,
            name.start,
            name.end,
            stop_list=material.stop_list,
            is_name=by_itself.__contains__,
            person=name.type == "PERSON",
        ):
            if 1 < place.end - place.start <= _LONGEST:
                yield place, name


def _is_whole(text: str, name: Name, place: Fragment) -> bool:
    """Whether nothing but articles, titles, endings and marks was cut off."""
    return trimmed(text, name.start, name.end, person=name.type == "PERSON") == place


def _is_beginning(
    texts: Mapping[str, str], name: str, each: StringSeen, lower: frozenset[str]
) -> bool:
    """Whether it is an everyday word that had its capital from the beginning of a sentence."""
    return is_everyday(name, lower) and all(
        starts_sentence(texts[article_id], place.start) for article_id, place in each.hits
    )


def _last_names(
    seen: Mapping[str, StringSeen], lower: frozenset[str], stop_list: frozenset[str]
) -> dict[str, StringSeen]:
    """The last names of people, who are called by them after the first time.

    What the model took for something else that is no place is a last name all the same.
    """
    found: dict[str, StringSeen] = {}
    for name, each in seen.items():
        first, _, last = name.rpartition(" ")
        if not first or not each.said or decided(each.said) != "PERSON":
            continue
        if last in seen:
            if seen[last].said and decided(seen[last].said) not in _PLACES:
                found[last] = replace(seen[last], full_name=name)
        elif _is_last_name(last) and last not in stop_list and not is_everyday(last, lower):
            found[last] = StringSeen(full_name=name)
    return found


def _is_last_name(word: str) -> bool:
    return len(word) > 2 and word.isalpha() and word[0].isupper()
