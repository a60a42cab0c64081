"""What can be done to spans."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.edits.edit import Edit
from annotator.edits.gold_by_hand import groups_lost, spans_written
from annotator.edits.readings import touch
from annotator.edits.relations import move_links
from annotator.errors import EditRefused
from annotator.model.identity import new_id, now
from annotator.model.reading import Status
from annotator.model.scheme import Label, Scheme
from annotator.model.span import AttributeValue, Origin, Span, join_fragments
from annotator.model.suggestion import Verdict

if TYPE_CHECKING:
    from annotator.store.work import Work

MANY = 20
"""So many spans that go at once are worth a backup, though undo brings them back."""


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
        check_spans(work, spans)
        standing = work.spans.standing(spans)
        fresh = [span for span in _distinct(spans) if span.id not in standing]
        work.spans.put(fresh, new=True)
        touch_articles(work, fresh)

    return Edit(name, do)


def place(work: "Work", spans: Sequence[Span]) -> dict[str, str]:
    """Adds spans but for those that stand already, in the project or before in `spans`.

    Answers, for the id of each, the id of the span that stands there now. Readings are not touched.
    """
    check_spans(work, spans)
    where = work.spans.standing(spans)
    fresh: dict[tuple[object, ...], Span] = {}
    for span in spans:
        if span.id not in where:
            where[span.id] = fresh.setdefault(_shape(span), span).id
    work.spans.put(list(fresh.values()), new=True)
    return where


def add_span(span: Span, label: Label) -> Edit:
    """Adds one span; refused where the same one stands already."""

    def do(work: "Work") -> None:
        check_spans(work, [span])
        if work.spans.identical(span) is not None:
            raise EditRefused(f"These words are marked as {label.name} already.")
        work.spans.put([span], new=True)
        touch_articles(work, [span])

    return Edit(f"label “{label.name}”", do)


def change_spans(spans: Sequence[Span], name: str) -> Edit:
    """Writes spans that are there already with other contents.

    With other edges or another label, what came of a suggestion counts as edited.
    """

    def do(work: "Work") -> None:
        check_spans(work, spans)
        known = {span.id: span for span in work.spans.get([span.id for span in spans])}
        if len(known) < len(spans):
            raise EditRefused("The span is not there any more.")
        if len(_distinct(spans)) < len(spans) or work.spans.standing(spans):
            raise EditRefused("The same words are marked with this label already.")
        moved = {span.id for span in spans if _shape(span) != _shape(known[span.id])}
        time = now()
        written = (_edited(span) if span.id in moved else span for span in spans)
        work.spans.put([replace(span, updated_at=time) for span in written])
        _answered_otherwise(work, list(moved), verdict=Verdict.EDITED)
        other = [s.id for s in spans if s.attributes != known[s.id].attributes]
        spans_written(work, [*moved, *other])
        touch_articles(work, spans)

    return Edit(name, do)


def resize_span(span: Span, fragments: Sequence[tuple[int, int]], name: str = "resize") -> Edit:
    """Gives a span other edges or fragments; its attributes, note and links stay."""
    joined = join_fragments(fragments)
    return _changed(span, name, lambda there: replace(there, fragments=joined))


def relabel_span(span: Span, label: Label) -> Edit:
    """Gives a span another label; attributes that the new label has too are kept."""

    def do(work: "Work") -> None:
        there = _as_it_is(work, span)
        kept = [pair for pair in there.attributes if takes_value(label, pair)]
        named = {pair.name for pair in kept}
        defaults = [pair for pair in label.defaults() if pair.name not in named]
        changed = replace(there, label_id=label.id, attributes=(*kept, *defaults))
        scheme = work.schemes.current()
        _refuse_broken_links(work, changed, scheme)
        _refuse_broken_groups(work, changed, scheme)
        change_spans([changed], "").do(work)

    return Edit(f"relabel as “{label.name}”", do)


def set_attribute(span: Span, name: str, values: Sequence[str]) -> Edit:
    """Sets all values of one attribute; none takes the attribute away."""
    new = [AttributeValue(name, value) for value in values]

    def with_values(there: Span) -> Span:
        place = next((i for i, pair in enumerate(there.attributes) if pair.name == name), None)
        others = [pair for pair in there.attributes if pair.name != name]
        at = len(others) if place is None else place
        return replace(there, attributes=(*others[:at], *new, *others[at:]))

    return _changed(span, f"set {name}", with_values)


def set_attributes(span: Span, attributes: Sequence[AttributeValue], name: str) -> Edit:
    """Sets all attributes of a span at once."""
    return _changed(span, name, lambda there: replace(there, attributes=tuple(attributes)))


def set_note(span: Span, note: str) -> Edit:
    """Writes the note on a span."""
    return _changed(span, "note on a span", lambda there: replace(there, note=note))


def remove_spans(ids: Sequence[str], name: str = "delete") -> Edit:
    """Removes spans, the relations that begin or end at them, and their places in groups.

    Where they are `MANY`, a backup is made first.

    Questions about them are about the article then. Where a span came of a suggestion, that counts
    as rejected from then on: whoever deletes a mark is not offered it again.
    """

    def do(work: "Work") -> None:
        spans = work.spans.get(ids)
        groups_lost(work, work.groups.drop_spans(ids))
        work.questions.move(ids)
        _answered_otherwise(work, ids, verdict=Verdict.REJECTED, span_id="", bulk=False)
        work.relations.remove([relation.id for relation in work.relations.touching(ids)])
        work.spans.remove(ids)
        spans_written(work, ids, dict.fromkeys(ids, ""))
        touch_articles(work, spans)

    return Edit(name, do, backup="before deleting" if len(ids) >= MANY else "")


def _changed(span: Span, name: str, change: Callable[[Span], Span]) -> Edit:
    """Changes a span as it stands when this is done: other steps may have come between."""

    def do(work: "Work") -> None:
        change_spans([change(_as_it_is(work, span))], "").do(work)

    return Edit(name, do)


def _as_it_is(work: "Work", span: Span) -> Span:
    found = work.spans.get([span.id])
    if not found:
        raise EditRefused("The span is not there any more.")
    return found[0]


def _edited(span: Span) -> Span:
    return replace(span, origin=Origin.EDITED) if span.origin is Origin.SUGGESTION else span


def _answered_otherwise(work: "Work", span_ids: Sequence[str], **facts: object) -> None:
    """The suggestions of which these spans came were answered otherwise, now."""
    time = now()
    changed = [
        replace(answer, answered_at=time, **facts)  # type: ignore[arg-type]
        for answer in work.answers.behind(span_ids)
        if any(getattr(answer, name) != value for name, value in facts.items())
    ]
    work.answers.put(changed)


def _shape(span: Span) -> tuple[object, ...]:
    """What makes two spans the same: whose, where, and which label."""
    return span.article_id, span.annotator_id, span.fragments, span.label_id


def _distinct(spans: Sequence[Span]) -> list[Span]:
    return list({_shape(span): span for span in spans}.values())


def takes_value(label: Label, pair: AttributeValue) -> bool:
    """Whether spans of this label may have this value of this attribute."""
    attribute = label.attribute(pair.name)
    if attribute is None:
        return False
    return attribute.open or not attribute.values or pair.value in attribute.values


def touch_articles(work: "Work", spans: Iterable[Span]) -> None:
    """Begins the readings of the articles that hold these spans, or notes that they go on."""
    for article_id, annotator_id in dict.fromkeys((s.article_id, s.annotator_id) for s in spans):
        touch(work, article_id, annotator_id, Status.IN_PROGRESS)


def check_spans(work: "Work", spans: Sequence[Span]) -> None:
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


def _refuse_broken_groups(work: "Work", span: Span, scheme: Scheme) -> None:
    label = scheme.label(span.label_id)
    kinds = {kind.name: kind for kind in scheme.relations if kind.is_set}
    for group in work.groups.of_spans([span.id]):
        kind = kinds.get(group.kind)
        if kind is not None and label is not None and not kind.holds(label.name):
            raise EditRefused(
                f"The span is in “{group.name}” ({group.kind}), which holds no {label.name}. "
                "Take it out of that group first."
            )


def merge_spans(spans: Sequence[Span]) -> Edit:
    """Makes one span of several parts: the first keeps its answers and takes the others' links."""

    def do(work: "Work") -> None:
        first, *others = (_as_it_is(work, span) for span in spans)
        if any((s.article_id, s.label_id) != (first.article_id, first.label_id) for s in others):
            raise EditRefused("Only spans of one label in one article can become one.")
        for other in others:
            move_links(work, other.id, first.id)
            work.groups.move(other.id, first.id)
            work.questions.move([other.id], first.id)
            edited = {"verdict": Verdict.EDITED, "span_id": first.id}
            _answered_otherwise(work, [other.id], **edited)
        became = {other.id: first.id for other in others}
        work.spans.remove(list(became))
        parts = (first, *others)
        fragments = join_fragments(piece for span in parts for piece in span.fragments)
        change_spans([replace(first, fragments=fragments)], "").do(work)
        spans_written(work, list(became), became)

    return Edit("make one span", do)
