"""Whatever stands in a text and wherever spans stand: what a format keeps comes back."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.formats.bundle import ArticleRecord, ReadingRecord, SpanRecord
from annotator.model.identity import named_id
from annotator.model.reading import Status
from annotator.model.span import Origin, join_fragments
from tests.annotator.formats.test_round_trips import in_order, plain, read, written

SIGNS = "ab C.\n\r\t\"'\\,;|%#=-\u2028\u0085\u00a0é́😊👩‍🚀שd0"
TEXTS = st.text(alphabet=SIGNS, min_size=1, max_size=40)
NAMES = st.text(alphabet="abA &-_é😊:%|", min_size=1, max_size=8).filter(str.strip)


@st.composite
def records(draw: st.DrawFn) -> ReadingRecord:
    text = draw(TEXTS)
    places = st.integers(0, len(text) - 1)
    spans: dict[object, SpanRecord] = {}
    for number in range(draw(st.integers(0, 4))):
        pieces = [
            (start, draw(st.integers(start + 1, len(text))))
            for start in draw(st.lists(places, min_size=1, max_size=2))
        ]
        fragments = join_fragments(pieces)
        label = draw(NAMES)
        spans[fragments, label] = SpanRecord(
            named_id("span", str(number)), fragments, label, origin=Origin.IMPORT
        )
    ordered = sorted(spans.values(), key=lambda span: (span.start, -span.end))
    return ReadingRecord(
        ArticleRecord("a.txt", "s", text),
        "Ann",
        named_id("annotator", "Ann"),
        status=Status.DONE,
        spans=tuple(ordered),
    )


@pytest.mark.parametrize("name", ["prodigy", "doccano", "labelstudio", "brat", "csv", "conll"])
@given(record=records())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_record_comes_back(name: str, record: ReadingRecord):
    with tempfile.TemporaryDirectory() as room:
        kept, _ = written(name, Path(room) / "out", [record], {})
        back = read(name, Path(room) / "out")
    if not kept[0].article.text:
        assert name == "conll"
        return
    assert [plain(one) for one in in_order(back)] == [plain(one) for one in kept]
