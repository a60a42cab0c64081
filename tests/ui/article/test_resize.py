"""What moving an edge makes of a span."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.span import Fragment, join_fragments
from tests.ui.article.test_caret import Lines
from ui.article.resize import Edge, Side, dragged, edge_step, edges_of, outer_edge

TEXT = "One two three four. Five 😀 six"
ANY = st.text(alphabet="ab .,\n\r\u2028😀é\u0301של-", min_size=1, max_size=40)
START, END = Side.START, Side.END


def moved(words: str, side: Side, direction: int, *, exact: bool = False, text: str = TEXT) -> str:
    start = text.index(words)
    fragment = Fragment(start, start + len(words))
    edge = outer_edge((fragment,), side)
    place = edge_step(text, Lines(text), fragment, side, direction, exact=exact)
    (found,) = dragged(text, (fragment,), edge, place, exact=True)
    return text[found.start : found.end]


@pytest.mark.parametrize(
    ("words", "side", "direction", "exact", "result"),
    [
        ("two", END, 1, False, "two three"),
        ("two three", END, -1, False, "two"),
        ("two", START, -1, False, "One two"),
        ("two three", START, 1, False, "three"),
        ("two", END, 1, True, "two "),
        ("two", END, -1, True, "tw"),
        ("two", START, 1, True, "wo"),
        ("two", START, -1, True, " two"),
        ("w", END, -1, True, "w"),
        ("One", START, -1, False, "One"),
        ("six", END, 1, False, "six"),
        ("two", START, 1, False, "two"),
        ("two", END, -1, False, "two"),
        ("four", END, 1, False, "four. Five"),
        ("four. Five", END, -1, False, "four"),
        ("Five", START, -1, False, "four. Five"),
        ("four. Five", START, 1, False, "Five"),
        ("four", END, 1, True, "four."),
        ("Five", END, 1, False, "Five 😀"),
        ("six", START, -1, False, "😀 six"),
    ],
)
def test_edges_step(words: str, side: Side, direction: int, exact: bool, result: str) -> None:
    assert moved(words, side, direction, exact=exact) == result


SAID = "He said: “No – never,” (or so) … * and left.\n"


def test_edges_step_over_punctuation_that_stands_alone() -> None:
    there, back = ["said"], ["left"]
    for _ in range(6):
        there.append(moved(there[-1], END, 1, text=SAID))
        back.append(moved(back[-1], START, -1, text=SAID))
    assert [words.split()[-1] for words in there] == [
        "said",
        "“No",
        "never",
        "(or",
        "so",
        "and",
        "left",
    ]
    assert [words.split()[0] for words in back] == [
        "left",
        "and",
        "so)",
        "or",
        "never,”",
        "No",
        "said:",
    ]
    assert moved("left", END, 1, text=SAID) == "left"


def test_a_dragged_edge_snaps_to_words_without_blanks() -> None:
    two = (Fragment(4, 7),)
    assert dragged(TEXT, two, Edge(0, END), 10, exact=False) == ((4, 13),)
    assert dragged(TEXT, two, Edge(0, END), 8, exact=False) == ((4, 7),)
    assert dragged(TEXT, two, Edge(0, END), 10, exact=True) == ((4, 10),)
    assert dragged(TEXT, two, Edge(0, START), 1, exact=False) == ((0, 7),)


def test_the_last_word_stays() -> None:
    words = (Fragment(4, 13),)
    assert dragged(TEXT, words, Edge(0, END), 0, exact=False) == ((4, 7),)
    assert dragged(TEXT, words, Edge(0, START), 30, exact=False) == ((8, 13),)


def test_parts_that_meet_become_one() -> None:
    parts = (Fragment(0, 3), Fragment(8, 13))
    assert dragged(TEXT, parts, Edge(0, END), 9, exact=False) == ((0, 13),)
    assert dragged(TEXT, parts, Edge(0, END), 6, exact=False) == ((0, 7), (8, 13))
    assert dragged(TEXT, parts, Edge(0, END), 8, exact=True) == ((0, 13),)


def test_edges_in_reading_order() -> None:
    parts = (Fragment(0, 3), Fragment(8, 13))
    assert [edge.place(parts) for edge in edges_of(parts)] == [0, 3, 8, 13]


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, tuple[Fragment, ...]]:
    text = draw(ANY)
    places = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
    pairs = zip(places[::2], places[1::2], strict=False)
    return text, join_fragments(pairs)


@given(spans(), st.booleans(), st.data())
def test_whatever_is_dragged_stays_a_span(
    case: tuple[str, tuple[Fragment, ...]], exact: bool, data: st.DataObject
) -> None:
    text, fragments = case
    edge = data.draw(st.sampled_from(edges_of(fragments)))
    new = dragged(text, fragments, edge, data.draw(st.integers(-3, len(text) + 3)), exact=exact)
    assert new
    assert new == join_fragments(new)
    assert new[0].start >= 0
    assert new[-1].end <= len(text)
    others = [f for i, f in enumerate(fragments) if i != edge.fragment]
    covered = {i for f in new for i in range(*f)}
    assert all(i in covered for f in others for i in range(*f))


@given(spans(), st.booleans(), st.sampled_from([1, -1]), st.data())
def test_steps_go_their_way_and_leave_something_of_the_span(
    case: tuple[str, tuple[Fragment, ...]], exact: bool, direction: int, data: st.DataObject
) -> None:
    text, fragments = case
    edge = data.draw(st.sampled_from(edges_of(fragments)))
    place, fragment = edge.place(fragments), fragments[edge.fragment]
    reached = edge_step(text, Lines(text), fragment, edge.side, direction, exact=exact)
    assert 0 <= reached <= len(text)
    assert (reached - place) * direction >= 0
    assert reached < fragment.end if edge.side is START else reached > fragment.start
    if not exact and reached != place:
        inside = text[reached] if edge.side is START else text[reached - 1]
        assert not inside.isspace()
        assert inside not in ".,-"
