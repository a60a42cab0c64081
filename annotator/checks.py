"""What is left open in one article before an annotator calls it done."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotator.model.reading import Attention, Reading
from annotator.model.relation import Relation
from annotator.model.scheme import AttributeKind, Label, RelationKind, Scheme
from annotator.model.span import Fragment, Span
from annotator.text.marks import QUOTES
from annotator.text.overlap import uncovered

NEEDS_NO_LINK = ("none", "the writer")
"""Attribute values that say there is nobody in the text to link to."""

_SHOWN = 40


class PointKind(StrEnum):
    """What is left open."""

    EMPTY_ATTRIBUTE = "empty attribute"
    NO_LINK = "no link"
    TWO_WAYS = "labelled two ways"
    NOT_SEEN = "not seen"
    LABEL_UNUSED = "label unused"


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One thing left open, where it is, and a sentence about it for the annotator."""

    kind: PointKind
    sentence: str
    span_id: str | None = None
    fragment: Fragment | None = None
    label_id: str | None = None


def open_points(
    text: str,
    scheme: Scheme,
    spans: Sequence[Span],
    relations: Iterable[Relation],
    reading: Reading | None,
    attention: Attention | None,
) -> tuple[OpenPoint, ...]:
    """All that is left open, in the order of the text; what concerns the whole article comes last.

    `spans` are one annotator's in this article, `relations` at least those from and between them.
    Without `attention` nothing is said about what was in view.
    """
    ordered = sorted(spans, key=lambda span: span.fragments)
    placed = [
        *_empty_attributes(text, scheme, ordered),
        *_missing_links(text, scheme, ordered, tuple(relations)),
        *_two_ways(text, scheme, ordered),
        *_not_seen(text, attention),
    ]
    placed.sort(key=lambda point: point.fragment or Fragment(0, 0))
    return (*placed, *_unused_labels(scheme, ordered, reading))


def _empty_attributes(text: str, scheme: Scheme, spans: Iterable[Span]) -> Iterator[OpenPoint]:
    for span in spans:
        label = scheme.label(span.label_id)
        for attribute in label.attributes if label else ():
            if attribute.required and not any(v.strip() for v in span.values(attribute.name)):
                sentence = f"{_named(label, text, span)} has no {attribute.name}."
                yield _point(PointKind.EMPTY_ATTRIBUTE, sentence, span)


def _missing_links(
    text: str, scheme: Scheme, spans: Sequence[Span], relations: Sequence[Relation]
) -> Iterator[OpenPoint]:
    for kind in scheme.relations:
        label = scheme.label_named(kind.source)
        if not kind.many_to_one or kind.is_set or label is None or label.retired:
            continue
        linked = _linked(scheme, kind, relations)
        for span in spans:
            if span.label_id == label.id and span.id not in linked and _needs_link(label, span):
                sentence = (
                    f"{_named(label, text, span)} has no “{kind.name}” link.{_way_out(label)}"
                )
                yield _point(PointKind.NO_LINK, sentence, span)


def _linked(scheme: Scheme, kind: RelationKind, relations: Sequence[Relation]) -> set[str]:
    """Ids of the spans that have the link, or belong to one that has it (`continues`)."""
    linked = {relation.head_id for relation in relations if relation.kind == kind.name}
    joins = {
        other.name
        for other in scheme.relations
        if not other.is_set and other.source == other.target == kind.source
    }
    neighbours: defaultdict[str, list[str]] = defaultdict(list)
    for relation in relations:
        if relation.kind in joins:
            neighbours[relation.head_id].append(relation.child_id)
            neighbours[relation.child_id].append(relation.head_id)
    waiting = list(linked)
    while waiting:
        for neighbour in neighbours[waiting.pop()]:
            if neighbour not in linked:
                linked.add(neighbour)
                waiting.append(neighbour)
    return linked


def _needs_link(label: Label, span: Span) -> bool:
    return not any(
        value in NEEDS_NO_LINK
        for attribute in label.attributes
        if NEEDS_NO_LINK[0] in attribute.values
        for value in span.values(attribute.name)
    )


def _way_out(label: Label) -> str:
    none = NEEDS_NO_LINK[0]
    for attribute in label.attributes:
        if none in attribute.values:
            return f" Link it, or set {attribute.name} to “{none}”."
    return ""


def _two_ways(text: str, scheme: Scheme, spans: Sequence[Span]) -> Iterator[OpenPoint]:
    """The places where a string is labelled otherwise than where it is labelled most often.

    Several labels on one place are no contradiction: two places differ when they share no way.
    """
    strings: defaultdict[str, list[Span]] = defaultdict(list)
    for span in spans:
        if scheme.label(span.label_id) is not None:
            strings[" ".join(span.quoted(text).split())].append(span)
    for same in strings.values():
        if len(same) > 1:
            yield from _differing(text, scheme, same)


def _differing(text: str, scheme: Scheme, same: Sequence[Span]) -> Iterator[OpenPoint]:
    ways: defaultdict[tuple[Fragment, ...], dict[str, Span]] = defaultdict(dict)
    for span in same:
        ways[span.fragments][_way(scheme, span)] = span
    counts = Counter(way for place in ways.values() for way in place)
    usual, often = counts.most_common(1)[0]
    for place in ways.values():
        if usual in place:
            continue
        way, span = next(iter(place.items()))
        elsewhere = "elsewhere" if often == 1 else f"{often} times elsewhere"
        sentence = f"{_words(text, span)} is {way} here and {usual} {elsewhere}."
        yield _point(PointKind.TWO_WAYS, sentence, span)


def _way(scheme: Scheme, span: Span) -> str:
    """The label and, where that is a core attribute, the type: what must agree."""
    label = scheme.label(span.label_id)
    if label is None:
        return ""
    kind = label.attribute("type")
    if kind is None or not kind.core or kind.kind is not AttributeKind.CHOICE:
        return label.name
    value = ", ".join(span.values(kind.name)) or "no type"
    return f"{label.name} ({value})"


def _not_seen(text: str, attention: Attention | None) -> Iterator[OpenPoint]:
    if attention is None:
        return
    for part in uncovered(attention.seen, len(text), text):
        sentence = f"Never in view: {_short(text[part.start : min(part.end, part.start + 500)])}."
        yield OpenPoint(PointKind.NOT_SEEN, sentence, fragment=part)


def _unused_labels(
    scheme: Scheme, spans: Iterable[Span], reading: Reading | None
) -> Iterator[OpenPoint]:
    settled = {span.label_id for span in spans} | set(reading.read_for if reading else ())
    for label in scheme.offered:
        if label.id not in settled:
            sentence = f"No {label.name} is marked, and it is not said that there is none."
            yield OpenPoint(PointKind.LABEL_UNUSED, sentence, label_id=label.id)


def _point(kind: PointKind, sentence: str, span: Span) -> OpenPoint:
    return OpenPoint(kind, sentence, span.id, span.fragments[0], span.label_id)


def _named(label: Label | None, text: str, span: Span) -> str:
    name = label.name if label else "span"
    return f"The {name} {_words(text, span)}"


def _words(text: str, span: Span) -> str:
    start, end = span.fragments[0]
    return _short(text[start : min(end, start + 500)])


def _short(words: str) -> str:
    """The words in one pair of quotation marks on one line, cut at a blank where they are long."""
    line = " ".join(words.split())
    line = line.strip(QUOTES) or line
    if len(line) > _SHOWN:
        cut = line[:_SHOWN].rpartition(" ")[0] or line[:_SHOWN]
        line = f"{cut} …"
    return f"“{line}”"
