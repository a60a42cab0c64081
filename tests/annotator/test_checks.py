from itertools import count

import pytest

from annotator.checks import OpenPoint, PointKind, open_points
from annotator.model.reading import Attention, Reading
from annotator.model.relation import Relation
from annotator.model.scheme import Attribute, Label, RelationKind, Scheme
from annotator.model.span import AttributeValue, Fragment, Span

QUOTE = Label("q", "quote", attributes=(Attribute("speaker type", values=("person", "none")),))
ENTITY = Label("e", "entity", attributes=(Attribute("type", values=("ORG", "GPE"), core=True),))
DOUBT = Label("d", "possibly fabricated", attributes=(Attribute("reason", required=True),))
SCHEME = Scheme(
    "news",
    1,
    labels=(QUOTE, ENTITY, DOUBT, Label("o", "old", retired=True)),
    relations=(
        RelationKind("said by", "quote", "entity", many_to_one=True),
        RelationKind("continues", "quote", "quote"),
        RelationKind("same as", is_set=True, members=("entity",)),
    ),
)
TEXT = "“Yes,” said Claude. “No.” Claude of Paris left. “So,” he said."
ALL_READ = Reading("a", "A", read_for=("q", "e", "d"))
_ids = count()


def _span(words: str, label: Label, nth: int = 0, **attributes: str) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    values = tuple(AttributeValue(k.replace("_", " "), v) for k, v in attributes.items())
    fragments = (Fragment(start, start + len(words)),)
    return Span(f"s{next(_ids)}", "a", "A", label.id, fragments, values)


def _link(kind: str, head: Span, child: Span) -> Relation:
    return Relation(f"r{next(_ids)}", "A", kind, head.id, child.id)


def _points(*spans: Span, relations: tuple[Relation, ...] = ()) -> tuple[OpenPoint, ...]:
    return open_points(TEXT, SCHEME, spans, relations, ALL_READ, None)


def test_nothing_open() -> None:
    quote, claude = _span("“Yes,”", QUOTE), _span("Claude", ENTITY, type="ORG")
    doubt = _span("Paris", DOUBT, reason="implausible")
    assert _points(quote, claude, doubt, relations=(_link("said by", quote, claude),)) == ()


@pytest.mark.parametrize("value", [None, "", "  "])
def test_required_attribute_is_empty(value: str | None) -> None:
    doubt = _span("Paris", DOUBT) if value is None else _span("Paris", DOUBT, reason=value)
    (point,) = _points(doubt)
    assert point.kind is PointKind.EMPTY_ATTRIBUTE
    assert point.sentence == "The possibly fabricated “Paris” has no reason."
    assert (point.span_id, point.fragment, point.label_id) == (doubt.id, doubt.fragments[0], "d")


def test_quote_without_a_speaker() -> None:
    quote = _span("“Yes,”", QUOTE, speaker_type="person")
    (point,) = _points(quote)
    assert point.kind is PointKind.NO_LINK
    assert point.sentence == (
        "The quote “Yes,” has no “said by” link. Link it, or set speaker type to “none”."
    )


def test_quote_that_needs_no_speaker() -> None:
    assert _points(_span("“Yes,”", QUOTE, speaker_type="none")) == ()


def test_parts_of_one_quote_share_their_speaker() -> None:
    first, second, third = (_span(w, QUOTE) for w in ("“Yes,”", "“No.”", "“So,”"))
    claude = _span("Claude", ENTITY)
    links = (_link("said by", first, claude), _link("continues", second, first))
    assert [p.span_id for p in _points(first, second, third, claude, relations=links)] == [third.id]


def test_a_link_of_another_kind_is_no_speaker() -> None:
    quote, claude = _span("“Yes,”", QUOTE), _span("Claude", ENTITY)
    assert len(_points(quote, claude, relations=(_link("about", quote, claude),))) == 1


def test_one_string_labelled_two_ways() -> None:
    here = _span("Claude", ENTITY, type="ORG")
    there = _span("Claude", ENTITY, 1, type="GPE")
    (point,) = _points(here, there)
    assert point.kind is PointKind.TWO_WAYS
    assert point.span_id == there.id
    assert point.sentence == "“Claude” is entity (GPE) here and entity (ORG) elsewhere."
    (point,) = _points(here, _span("Claude", DOUBT, 1, reason="x"))
    assert point.sentence == ("“Claude” is possibly fabricated here and entity (ORG) elsewhere.")


def test_two_labels_on_one_place_are_no_contradiction() -> None:
    spans = [_span("Claude", ENTITY, n, type="ORG") for n in (0, 1)]
    assert _points(*spans, _span("Claude", DOUBT, 1, reason="x")) == ()


def test_unlabelled_repeats_are_no_point() -> None:
    assert _points(_span("Claude", ENTITY, type="ORG")) == ()


def test_parts_never_in_view() -> None:
    attention = Attention("a", "A", seen=(Fragment(0, 20), Fragment(26, 70)))
    (point,) = open_points(TEXT, SCHEME, (), (), ALL_READ, attention)
    assert point.kind is PointKind.NOT_SEEN
    assert point.fragment == (20, 25)
    assert point.sentence == "Never in view: “No.”."
    nothing = Attention("a", "A")
    assert open_points(TEXT, SCHEME, (), (), ALL_READ, nothing)[0].fragment == (0, len(TEXT))


def test_labels_neither_used_nor_settled() -> None:
    reading = Reading("a", "A", read_for=("d",))
    points = open_points(TEXT, SCHEME, [_span("Claude", ENTITY)], (), reading, None)
    assert [(p.kind, p.label_id) for p in points] == [(PointKind.LABEL_UNUSED, "q")]
    assert points[0].sentence == "No quote is marked, and it is not said that there is none."
    assert len(open_points(TEXT, SCHEME, (), (), None, None)) == 3


def test_points_stand_in_the_order_of_the_text() -> None:
    points = open_points(
        TEXT,
        SCHEME,
        [_span("Paris", DOUBT), _span("“No.”", QUOTE)],
        (),
        None,
        Attention("a", "A", seen=(Fragment(10, 99),)),
    )
    assert [p.kind for p in points] == [
        PointKind.NOT_SEEN,
        PointKind.NO_LINK,
        PointKind.EMPTY_ATTRIBUTE,
        PointKind.LABEL_UNUSED,
    ]


def test_spans_of_unknown_labels_are_left_alone() -> None:
    assert _points(_span("Claude", Label("x", "gone")), _span("Claude", ENTITY, 1)) == ()
