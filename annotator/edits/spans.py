"""What can be done to spans."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.edits.edit import Edit
from annotator.edits.readings import touch
from annotator.errors import EditRefused
from annotator.model.identity import new_id, now
from annotator.model.reading import Status
from annotator.model.scheme import Label, Scheme
from annotator.model.span import AttributeValue, Origin, Span, join_fragments

if TYPE_CHECKING:
    from annotator.store.work import Work


def new_span(
    article_id: str,
    annotator_id: str,
    label: Label,
    fragments: Sequence[tuple[int, int]],
    attributes: Sequence[AttributeValue] | None = None,
) -> Span:
    """A span made by hand now; attributes are the label's defaults unless given."""
    time = now()
    return Span(
        id=new_id(),
        article_id=article_id,
        annotator_id=annotator_id,
        label_id=label.id,
        fragments=join_fragments(fragments),
        attributes=tuple(label.defaults() if attributes is None else attributes),
        created_at=time,
        updated_at=time,
    )


def add_spans(spans: Sequence[Span], name: str) -> Edit:
    """Adds spans; those that stand there already, the same to the letter, are left out."""

    def do(work: "Work") -> None:
        _check(work, spans)
        standing = work.spans.standing(spans)
        fresh = [span for span in _distinct(spans) if span.id not in standing]
        work.spans.put(fresh, new=True)
        _touch(work, fresh)

    return Edit(name, do)


def add_span(span: Span, label: Label) -> Edit:
    """Adds one span; refused where the same one stands already."""

    def do(work: "Work") -> None:
        _check(work, [span])
        if work.spans.identical(span) is not None:
            raise EditRefused(f"These words are marked as {label.name} already.")
        work.spans.put([span], new=True)
        _touch(work, [span])

    return Edit(f"label “{label.name}”", do)


def change_spans(spans: Sequence[Span], name: str) -> Edit:
    """Writes spans that are there already with other contents."""

    def do(work: "Work") -> None:
        _check(work, spans)
        known = {span.id for span in work.spans.get([span.id for span in spans])}
        if len(known) < len(spans):
            raise EditRefused("The span is not there any more.")
        if len(_distinct(spans)) < len(spans) or work.spans.standing(spans):
            raise EditRefused("The same words are marked with this label already.")
        time = now()
        work.spans.put([replace(span, updated_at=time) for span in spans])
        _touch(work, spans)

    return Edit(name, do)


def resize_span(span: Span, fragments: Sequence[tuple[int, int]]) -> Edit:
    """Gives a span other edges; its attributes, note and links stay."""
    return change_spans([_edited(replace(span, fragments=join_fragments(fragments)))], "resize")


def relabel_span(span: Span, label: Label) -> Edit:
    """Gives a span another label; attributes that the new label has too are kept."""
    kept = [pair for pair in span.attributes if _takes(label, pair)]
    named = {pair.name for pair in kept}
    defaults = [pair for pair in label.defaults() if pair.name not in named]
    changed = replace(span, label_id=label.id, attributes=(*kept, *defaults))

    def do(work: "Work") -> None:
        _refuse_broken_links(work, changed, work.schemes.current())
        change_spans([_edited(changed)], "").do(work)

    return Edit(f"relabel as “{label.name}”", do)


def set_attribute(span: Span, name: str, values: Sequence[str]) -> Edit:
    """Sets all values of one attribute; none takes the attribute away."""
    new = [AttributeValue(name, value) for value in values]
    place = next((i for i, pair in enumerate(span.attributes) if pair.name == name), None)
    others = [pair for pair in span.attributes if pair.name != name]
    at = len(others) if place is None else place
    changed = replace(span, attributes=(*others[:at], *new, *others[at:]))
    return change_spans([changed], f"set {name}")


def set_attributes(span: Span, attributes: Sequence[AttributeValue], name: str) -> Edit:
    """Sets all attributes of a span at once."""
    return change_spans([replace(span, attributes=tuple(attributes))], name)


def set_note(span: Span, note: str) -> Edit:
    """Writes the note on a span."""
    return change_spans([replace(span, note=note)], "note on a span")


def remove_spans(ids: Sequence[str], name: str = "delete") -> Edit:
    """Removes spans and the relations that begin or end at them."""

    def do(work: "Work") -> None:
        spans = work.spans.get(ids)
        work.relations.remove([relation.id for relation in work.relations.touching(ids)])
        work.spans.remove(ids)
        _touch(work, spans)

    return Edit(name, do)


def _edited(span: Span) -> Span:
    return replace(span, origin=Origin.EDITED) if span.origin is Origin.SUGGESTION else span


def _distinct(spans: Sequence[Span]) -> list[Span]:
    return list(
        {(s.article_id, s.annotator_id, s.fragments, s.label_id): s for s in spans}.values()
    )


def _takes(label: Label, pair: AttributeValue) -> bool:
    attribute = label.attribute(pair.name)
    if attribute is None:
        return False
    return attribute.open or not attribute.values or pair.value in attribute.values


def _touch(work: "Work", spans: Sequence[Span]) -> None:
    for article_id, annotator_id in dict.fromkeys((s.article_id, s.annotator_id) for s in spans):
        touch(work, article_id, annotator_id, Status.IN_PROGRESS)


def _check(work: "Work", spans: Sequence[Span]) -> None:
    """Every span lies inside its text and has a label of the scheme."""
    lengths = work.articles.lengths(list({span.article_id for span in spans}))
    scheme = work.schemes.current()
    for span in spans:
        length = lengths.get(span.article_id)
        if length is None:
            raise EditRefused("The article is not in the project any more.")
        if not span.fragments or span.fragments != join_fragments(span.fragments):
            raise EditRefused("A span needs at least one character.")
        if span.start < 0 or span.end > length:
            raise EditRefused(f"The span {span.start}–{span.end} lies outside its article.")
        if scheme.label(span.label_id) is None:
            raise EditRefused("The label is not in the scheme any more.")


def _refuse_broken_links(work: "Work", span: Span, scheme: Scheme) -> None:
    for relation in work.relations.touching([span.id]):
        kind = next((k for k in scheme.relations if k.name == relation.kind), None)
        ends = {s.id: s for s in work.spans.get([relation.head_id, relation.child_id])}
        ends[span.id] = span
        names = [scheme.label(ends[i].label_id) for i in (relation.head_id, relation.child_id)]
        if kind is None or None in names:
            continue
        head, child = (label.name for label in names if label is not None)
        if not kind.takes(head, child):
            raise EditRefused(
                f"The span is linked as “{relation.kind}”, which cannot join {head} and {child}. "
                "Take the link away first."
            )


def merge_spans(spans: Sequence[Span]) -> Edit:
    """Makes one span of several parts: the first keeps its answers and takes the others' links."""

    def do(work: "Work") -> None:
        first, *others = spans
        if any((s.article_id, s.label_id) != (first.article_id, first.label_id) for s in others):
            raise EditRefused("Only spans of one label in one article can become one.")
        for other in others:
            work.relations.move(other.id, first.id)
        work.spans.remove([other.id for other in others])
        fragments = join_fragments(piece for span in spans for piece in span.fragments)
        change_spans([_edited(replace(first, fragments=fragments))], "").do(work)

    return Edit("make one span", do)
