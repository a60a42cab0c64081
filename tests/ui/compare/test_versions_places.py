"""Where two versions differ, to the character."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.span import Fragment, join_fragments
from ui.compare.versions_places import Stretch, Who, in_both, only_in, plain, told

places = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda p: (p[0], p[0] + p[1])), max_size=4
).map(join_fragments)


def covered(fragments: tuple[Fragment, ...]) -> set[int]:
    return {place for start, end in fragments for place in range(start, end)}


@given(places, places)
def test_every_character_is_told_whose_it_is(left, right):
    assert covered(only_in(left, right)) == covered(left) - covered(right)
    assert covered(only_in(right, left)) == covered(right) - covered(left)
    assert covered(in_both(left, right)) == covered(left) & covered(right)


@given(places, places)
def test_the_line_holds_the_very_words(left, right):
    text = "".join(chr(0x100 + place) for place in range(90))
    line = told(text, left, right)
    for fragments, mine in ((left, (Who.LEFT, Who.BOTH)), (right, (Who.RIGHT, Who.BOTH))):
        words = "".join(stretch.words for stretch in line if stretch.who in mine)
        assert (
            words.replace(" … ", "") == "".join(text[a:b] for a, b in fragments) or " … " in words
        )


def test_boundaries_stand_in_the_words():
    text = "The major row has erupted."
    assert (
        plain(told(text, [Fragment(0, 13)], [Fragment(4, 13)])) == "[The {major row}] has erupted."
    )
    assert plain(told(text, [Fragment(4, 9)], [])) == "The [major] row has erupted."
    assert plain(told(text, [Fragment(0, 3)], [Fragment(4, 9)])) == (
        "[The] {major} row has erupted."
    )


def test_long_words_are_cut_in_the_middle_and_never_at_an_edge():
    text = "x" * 50 + "A" * 200 + "B" + "x" * 50
    line = told(text, [Fragment(50, 251)], [Fragment(50, 250)])
    assert line[1].who is Who.BOTH
    assert line[1].words.startswith("AAA")
    assert " … " in line[1].words
    assert line[2] == Stretch("B", Who.LEFT)


def test_line_breaks_are_blanks_and_blanks_stay():
    text = "one\ntwo three"
    assert plain(told(text, [Fragment(0, 8)], [Fragment(0, 7)])) == "[{one two} ]three"


def test_nothing_is_told_of_nothing():
    assert told("words", (), ()) == ()
    assert plain(()) == ""
