"""Where the caret goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.sentences import Sentences
from ui.article.caret import Ground, Step, stepped

TEXT = "One two. Three four.\n\nFive six 😀 seven.\r\nLast"
ANY = st.text(alphabet="ab .\n\r\u2028😀é\u0301של", max_size=40)


class Lines:
    """Lines of ten characters, one character a code point wide."""

    def __init__(self, text: str) -> None:
        self.text = text

    def line_bounds(self, offset: int) -> tuple[int, int]:
        start = offset // 10 * 10
        return start, min(start + 10, len(self.text))

    def offset_on_line(self, offset: int, lines: int, x: float) -> int:
        line = offset // 10 + lines
        if line < 0:
            return 0
        return min(line * 10 + round(x), len(self.text))

    def next_character(self, offset: int) -> int:
        return min(offset + 1, len(self.text))

    def previous_character(self, offset: int) -> int:
        return max(offset - 1, 0)


def go(step: Step, offset: int, direction: int, *, text: str = TEXT, x: float = 0) -> int:
    ground = Ground(text, lambda: Sentences(text), Lines(text), x, 2)
    return stepped(ground, offset, step, direction)


@pytest.mark.parametrize(
    ("step", "offset", "direction", "reached"),
    [
        (Step.CHARACTER, 0, 1, 1),
        (Step.CHARACTER, 0, -1, 0),
        (Step.WORD, 0, 1, 4),
        (Step.WORD, 6, -1, 4),
        (Step.SENTENCE, 0, 1, 9),
        (Step.SENTENCE, 12, -1, 9),
        (Step.SENTENCE, 9, -1, 0),
        (Step.PARAGRAPH, 3, 1, 22),
        (Step.PARAGRAPH, 25, -1, 22),
        (Step.PARAGRAPH, 22, -1, 0),
        (Step.ARTICLE, 5, 1, len(TEXT)),
        (Step.ARTICLE, 5, -1, 0),
        (Step.LINE, 3, 1, 10),
        (Step.PAGE, 3, 1, 20),
        (Step.LINE_END, 13, -1, 10),
        # The end of a wrapped line is before its last character: behind it is the next line.
        (Step.LINE_END, 13, 1, 19),
        (Step.LINE_END, 41, 1, len(TEXT)),
    ],
)
def test_steps(step: Step, offset: int, direction: int, reached: int) -> None:
    assert go(step, offset, direction) == reached


def test_sentences_are_split_only_for_sentence_steps() -> None:
    def never() -> Sentences:
        raise AssertionError("sentences were asked for")

    for step in set(Step) - {Step.SENTENCE}:
        stepped(Ground(TEXT, never, Lines(TEXT)), 5, step, 1)


@given(ANY, st.sampled_from(Step), st.sampled_from([1, -1]), st.data())
def test_a_step_stays_in_the_text_and_goes_its_way(
    text: str, step: Step, direction: int, data: st.DataObject
) -> None:
    offset = data.draw(st.integers(0, len(text)))
    reached = go(step, offset, direction, text=text, x=offset % 10)
    assert 0 <= reached <= len(text)
    if step not in (Step.LINE_END,):
        assert (reached - offset) * direction >= 0


@given(ANY, st.sampled_from([Step.WORD, Step.SENTENCE, Step.PARAGRAPH, Step.CHARACTER]))
def test_steps_reach_both_ends(text: str, step: Step) -> None:
    offset = 0
    for _ in range(len(text) + 1):
        offset = go(step, offset, 1, text=text)
    assert offset == len(text)
    for _ in range(len(text) + 1):
        offset = go(step, offset, -1, text=text)
    assert offset <= len(text) - len(text.lstrip())
