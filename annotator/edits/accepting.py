"""What becomes of suggestions that are accepted, as values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.edits.spans import takes_value
from annotator.model.identity import new_id, now
from annotator.model.scheme import ANY_SPAN, Label, RelationKind, Scheme
from annotator.model.span import AttributeValue, Fragment, Origin, Span, join_fragments
from annotator.model.suggestion import Suggestion
from annotator.text.mention import form_of

SAID_BY, SAME_AS, ENTITY = "said by", "same as", "entity"
"""The names that the scheme gives to the link, the group and the label of speakers."""

_TYPES = {"named person": "PERSON", "unnamed person": "PERSON", "organisation": "ORG"}
"""The type of an entity that speaks, by the quotation's “speaker type”."""


@dataclass(frozen=True, slots=True)
class Way:
    """How suggestions are accepted: by whom, how long one stood, and whether many at once."""

    annotator_id: str
    seconds: float = 0.0
    bulk: bool = False


def span_of(suggestion: Suggestion, label: Label, way: Way, *, edited: bool) -> Span:
    """The span that a suggestion becomes; `edited`: its edges or label are not as suggested."""
    attributes = with_defaults(label, suggestion.attributes)
    return _span(suggestion, label, suggestion.fragments, attributes, way, edited=edited)


def speaker_of(suggestion: Suggestion, label: Label, text: str, way: Way) -> Span | None:
    """The span of the speaker, if the suggestion has one; `text` is the article's."""
    if suggestion.speaker is None:
        return None
    start, end = suggestion.speaker
    told = [AttributeValue("form", form_of(text[start:end]))]
    for name, value in suggestion.attributes:
        if name == "speaker type" and value in _TYPES:
            told.append(AttributeValue("type", _TYPES[value]))
    attributes = with_defaults(label, told)
    return _span(suggestion, label, [suggestion.speaker], attributes, way, edited=False)


def _span(
    suggestion: Suggestion,
    label: Label,
    fragments: Sequence[Fragment],
    attributes: Sequence[AttributeValue],
    way: Way,
    *,
    edited: bool,
) -> Span:
    time = now()
    return Span(
        id=new_id(),
        article_id=suggestion.article_id,
        annotator_id=way.annotator_id,
        label_id=label.id,
        fragments=join_fragments(fragments),
        attributes=tuple(attributes),
        score=suggestion.score,
        origin=Origin.EDITED if edited else Origin.SUGGESTION,
        source=f"{suggestion.maker}, in bulk" if way.bulk else suggestion.maker,
        created_at=time,
        updated_at=time,
    )


def with_defaults(label: Label, told: Iterable[AttributeValue]) -> tuple[AttributeValue, ...]:
    """What is told, as far as the label knows it; defaults for the rest, in the label's order."""
    values: dict[str, list[AttributeValue]] = {}
    for pair in told:
        if takes_value(label, pair):
            values.setdefault(pair.name, []).append(pair)
    for pair in label.defaults():
        values.setdefault(pair.name, [pair])
    return tuple(pair for one in label.attributes for pair in values.get(one.name, ()))


def speaker_link(scheme: Scheme, label: Label) -> tuple[RelationKind, Label] | None:
    """The link from a span of this label to its speaker, and the speaker's label, if there is one.

    A scheme without them takes quotations without speakers.
    """
    for kind in scheme.relations:
        if kind.name == SAID_BY and not kind.is_set:
            target = scheme.label_named(ENTITY if kind.target == ANY_SPAN else kind.target)
            if target and not target.retired and kind.takes(label.name, target.name):
                return kind, target
    return None


def same_as_kind(scheme: Scheme) -> RelationKind | None:
    """The kind of group that joins the names of one entity, if the scheme has it."""
    return next((k for k in scheme.relations if k.is_set and k.name == SAME_AS), None)


def by_group(
    suggestions: Iterable[Suggestion], stories: Mapping[str, str]
) -> dict[tuple[str, str], list[Suggestion]]:
    """Suggestions with a group, by the id of the story and the group's name.

    `stories` are the ids of stories by article id.
    """
    found: dict[tuple[str, str], list[Suggestion]] = {}
    for one in suggestions:
        if one.group:
            found.setdefault((stories[one.article_id], one.group), []).append(one)
    return found
