"""Whatever a text holds, quotations stand inside it and nothing raises."""

import itertools
import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.passages import passages
from tests.annotator.suggest.quoted import found
from tests.growth import STEEP, growth

MARKS = "\"“”„‟'‘’‚‛`´«»‹›「」『』"
WORDS = (
    "said", "Mara", "Vold", "she", "who", "the", "report", "according", "to", "calling", "was",
    "“", "”", '"', "''", "‘", "’", "'", "«", "»", "「", "」", ",", ".", ":", "?", "-", "(", ")",
    "\n", "\r\n", "\u2028", "miners’", "’90s", "6'2\"", "Kessel’s", "has", "not", "and", "that",
    "In", "a", "statement", "…", "😀", "\u0301",
)  # fmt: skip
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
GLUED = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)
TEXTS = st.one_of(st.text(), st.text(alphabet=MARKS + " aA.,\n"), SENTENCES, GLUED)


@given(TEXTS)
def test_everything_stands_inside_the_text_and_in_order(text):
    everything = found(text, guesses=True)
    pieces = [piece for one in everything for piece in one.fragments]
    assert all(0 <= start < end <= len(text) for start, end in pieces)
    assert all(one.end <= other.start for one, other in itertools.pairwise(pieces))


@given(TEXTS)
def test_speaker_and_cue_stand_inside_the_text_and_outside_the_quotation(text):
    for one in found(text, guesses=True):
        for part in (one.speaker, one.cue):
            if part is not None:
                assert 0 <= part.start < part.end <= len(text)
                assert all(part.end <= at.start or at.end <= part.start for at in one.fragments)
        assert (one.speaker is None) == (one.form is None)
        assert 0 <= one.score <= 1
        assert one.reason


@given(TEXTS)
def test_what_is_offered_is_among_the_guesses(text):
    assert [one for one in found(text, guesses=True) if one.score >= 0.5] == found(text)


@given(TEXTS)
def test_passages_do_not_overlap(text):
    assert all(one.end <= other.start for one, other in itertools.pairwise(passages(text)))


def grows(text: Callable[[int], str]) -> float:
    """How the search for quotations in a text grows with it."""
    return growth(lambda size: found(text(size), guesses=True), 1_250)


@pytest.mark.parametrize("mark", ['"', "“", "'", "‘", "’", "«", "「", "''"])
def test_very_many_marks_of_one_kind(mark):
    assert grows(lambda size: f"{mark}word " * size) < STEEP


@pytest.mark.parametrize("shape", ["word, “", "“", "“word said\n", "he said “a b c d. "])
def test_very_many_marks_in_odd_places(shape):
    assert grows(lambda size: shape * size) < STEEP


def test_very_many_marks_of_every_kind():
    chance = random.Random(7)
    parts = (" ", "a", ". ", " said ", "X", "", ", ", "\n", "Mara Vold ")

    def text(size: int) -> str:
        return "".join(chance.choice(MARKS) + chance.choice(parts) for _ in range(size))

    assert grows(text) < STEEP


@pytest.mark.parametrize(
    "text",
    [
        lambda n: "“Go on,” she said, " * (n // 10),
        lambda n: (
            "saying told adding " * (n // 10)
            + "“a b c d,” saying told adding claim of the " * (n // 50)
        ),
        lambda n: "word " * (6 * n) + "“a b c d” word " * (n // 16),
        lambda n: ", " * n + "“a b c d”, , , , said, ," * (n // 16),
        lambda n: "(" * (2 * n) + "“a”" + ")" * (2 * n),
        lambda n: "a" * (100 * n),
        lambda n: "“" + "word " * (10 * n),
        lambda n: "A. " * (4 * n) + "“x y z w,” said A. B. " * (n // 50),
    ],
    ids=["answers", "cues", "words", "commas", "brackets", "no blanks", "open", "initials"],
)
def test_long_texts_of_one_kind(text):
    assert grows(text) < STEEP
