"""Names of a story: what the model found, cleaned, put right over all its articles, and joined.

A small model finds a name in one sentence and misses it in the next. So whatever it found as a name
is looked for everywhere in the story, its type is what was said of it most often, and names of the
same get one group name.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from annotator.model.scheme import Label
from annotator.model.span import AttributeValue, Fragment
from annotator.model.suggestion import Source
from annotator.progress import Progress, silent
from annotator.suggest.aliases import NameSeen, joined
from annotator.suggest.name_places import (
    Strings,
    is_everyday,
    longest_first,
    lower_words,
    starts_sentence,
)
from annotator.suggest.name_strings import StringSeen, name_strings
from annotator.suggest.name_types import (
    beside_says_org,
    decided,
    head_type,
    is_sure,
    value_for,
)
from annotator.suggest.names import unified
from annotator.suggest.suggester import Material, Proposal

LABEL = "entity"


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name at one place of an article.

    `name` is the string that was found, with one glyph for all apostrophes; `type` as in OntoNotes.
    `group` is the name that stands for all names of the same, "" where there is but one place.
    """

    article_id: str
    place: Fragment
    name: str
    type: str
    score: float
    reason: str
    group: str = ""


class Entities:
    """Proposes names as entities, from what a model found in the story's articles."""

    source = Source.ENTITIES
    version = "1"
    label = LABEL
    uses_model = True

    def suggest(self, material: Material, progress: Progress = silent) -> Iterator[Proposal]:
        """One proposal for every place of every name, in the order of articles and text."""
        label = next((each for each in material.labels.values() if each.name == LABEL), None)
        for found in find_names(material, progress):
            yield Proposal(
                article_id=found.article_id,
                label=LABEL,
                fragments=(found.place,),
                score=found.score,
                reason=found.reason,
                attributes=_attributes(found.type, label),
                group=found.group,
            )


def find_names(material: Material, progress: Progress = silent) -> tuple[FoundName, ...]:
    """All names in the articles of the story that were parsed, in the order of articles and text.

    Raises what `progress` raises.
    """
    texts = {a.article_id: unified(a.text) for a in material.articles}
    texts = {article_id: texts[article_id] for article_id in texts if article_id in material.parses}
    lower = lower_words(texts)
    seen = name_strings(texts, material, lower, progress)
    places = _everywhere(texts, seen, lower, progress)
    for article_id, found in places.items():
        for place, name in found:
            seen[name].places += 1
            seen[name].articles.add(article_id)
            seen[name].beside += beside_says_org(texts[article_id], *place)
    return tuple(_described(places, {name: each for name, each in seen.items() if each.places}))


def _everywhere(
    texts: Mapping[str, str],
    seen: Mapping[str, StringSeen],
    lower: frozenset[str],
    progress: Progress,
) -> dict[str, list[tuple[Fragment, str]]]:
    """Every place of every string, the longest where they overlap.

    An everyday word is taken at the beginning of a sentence only where the model found it there.
    """
    strings = Strings(seen)
    found: dict[str, list[tuple[Fragment, str]]] = {}
    own: defaultdict[str, list[tuple[Fragment, str]]] = defaultdict(list)
    for name, each in seen.items():
        for article_id, place in each.hits:
            own[article_id].append((place, name))
    for number, (article_id, text) in enumerate(texts.items()):
        progress(len(texts) + number, 2 * len(texts), "Looking for the same names")
        elsewhere = (
            (place, name)
            for place, name in strings.places(text)
            if not (is_everyday(name, lower) and starts_sentence(text, place.start))
        )
        found[article_id] = longest_first([*own[article_id], *elsewhere])
    return found


def _described(
    places: Mapping[str, list[tuple[Fragment, str]]], seen: Mapping[str, StringSeen]
) -> Iterator[FoundName]:
    """The places with type, group, score and reason of their strings."""
    first = {name: _type_of(name, each) for name, each in seen.items()}
    groups = joined(NameSeen(name, first[name], each.places) for name, each in seen.items())
    told = _told_by_words(groups, seen)
    types = _types_of_groups(groups, told, seen)
    useful = _useful(groups, seen)
    facts = {}
    for name, each in seen.items():
        word, whose, _ = told.get(groups[name], ("", "", ""))
        says = word if whose == name else whose
        facts[name] = (types[name], _score(each), _reason(each, types[name], says))
    for article_id, found in places.items():
        for place, name in found:
            group = groups[name] if groups[name] in useful else ""
            yield FoundName(article_id, place, name, *facts[name], group)


def _type_of(name: str, each: StringSeen) -> str:
    head, kind = head_type(name)
    if kind and (is_sure(head) or not each.said):
        return kind
    return "PERSON" if each.full_name else _decided(each.said)


def _decided(said: Counter[str]) -> str:
    """What was said most; of what was joined from two names nothing was said: an organisation."""
    return decided(said) if said else "ORG"


def _told_by_words(
    groups: Mapping[str, str], seen: Mapping[str, StringSeen]
) -> dict[str, tuple[str, str, str]]:
    """For groups with a name that says what it is: the word, the name, and the type.

    A person called by an organisation’s name before another (Alibaba Cloud) is one, too.
    """
    told: dict[str, tuple[str, str, str]] = {}
    for name, group in groups.items():
        head, kind = head_type(name)
        if is_sure(head) or (head and not seen[name].said):
            told.setdefault(group, (head, name, kind))
    for name, group in groups.items():
        owner = name.partition(" ")[0]
        if owner in seen and group not in told and _type_of(name, seen[name]) == "PERSON":
            sure = told.get(groups[owner], ("", "", ""))[2] == "ORG"
            if sure or (seen[owner].beside and _type_of(owner, seen[owner]) == "ORG"):
                told[group] = (owner, name, "ORG")
    return told


def _types_of_groups(
    groups: Mapping[str, str],
    told: Mapping[str, tuple[str, str, str]],
    seen: Mapping[str, StringSeen],
) -> dict[str, str]:
    """One type for all names of a group.

    What a name says itself counts first, then that it is the last name of a person, then what was
    said most often.
    """
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    people = {groups[name] for name, each in seen.items() if each.full_name}
    for name, group in groups.items():
        votes[group] += seen[name].said
    types = {group: "PERSON" if group in people else _decided(votes[group]) for group in votes}
    types |= {group: kind for group, (_, _, kind) in told.items()}
    return {name: types[group] for name, group in groups.items()}


def _useful(groups: Mapping[str, str], seen: Mapping[str, StringSeen]) -> frozenset[str]:
    """The groups that say something: with several names, or in several articles."""
    articles: defaultdict[str, set[str]] = defaultdict(set)
    names: Counter[str] = Counter()
    for name, group in groups.items():
        articles[group] |= seen[name].articles
        names[group] += 1
    return frozenset(group for group in names if names[group] > 1 or len(articles[group]) > 1)


def _score(each: StringSeen) -> float:
    """The share of its places at which the model found it, drawn towards a half where few are."""
    return round((min(len(each.hits), each.places) + 0.5) / (each.places + 1), 3)


def _reason(each: StringSeen, kind: str, word: str) -> str:
    """Why it is proposed and why as this type, in words; `word` is the one that says the type."""
    hits = min(len(each.hits), each.places)
    others = each.places - hits
    said = each.votes or each.hearsay
    parts = [f"the model found it {_times(hits)}"] if hits else []
    if hits and others:
        parts.append(f"{others} more place{'s say' if others > 1 else ' says'} the same words")
    if each.full_name:
        parts.append(f"last name of {each.full_name}")
    elif not hits and word:
        parts.append(f"capitalised words with “{word}”")
    elif word and set(said) != {kind}:
        parts.append(f"“{word}” says {kind}")
    if each.beside and kind == "ORG" and set(said) != {kind}:
        parts.append(f"beside words for an organisation {_times(each.beside)}")
    if rest := sorted(set(said) - {kind}):
        parts.append(f"the model took it for {' and '.join(rest)}, too")
    return ", ".join(parts)


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _attributes(kind: str, label: Label | None) -> tuple[AttributeValue, ...]:
    """Type and form, as far as the label asks for them; without a label, as the model said."""
    if label is None:
        return (AttributeValue("type", kind), AttributeValue("form", "name"))
    form = label.attribute("form")
    values = []
    if value := value_for(kind, label):
        values.append(AttributeValue("type", value))
    if form is not None and "name" in form.values:
        values.append(AttributeValue("form", "name"))
    return tuple(values)
