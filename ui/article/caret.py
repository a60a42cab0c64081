"""Where the caret goes: by character, word, sentence, paragraph, line, page and article."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from annotator.text.paragraphs import next_paragraph, previous_paragraph
from annotator.text.words import next_word, previous_word


class Step(Enum):
    """How far one step of the caret leads."""

    CHARACTER = "character"
    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    LINE = "line"
    LINE_END = "end of line"
    PAGE = "page"
    ARTICLE = "article"


VERTICAL = frozenset({Step.LINE, Step.PAGE})
"""Steps that keep the column the caret came from."""


class Lines(Protocol):
    """What the caret asks of the lines on the screen."""

    def line_bounds(self, offset: int) -> tuple[int, int]:
        """First and last caret place of the line that holds `offset`."""
        ...

    def offset_on_line(self, offset: int, lines: int, x: float) -> int:
        """The caret place nearest to `x`, so many lines below (or above) that of `offset`."""
        ...

    def next_character(self, offset: int) -> int:
        """The caret place after one written character."""
        ...

    def previous_character(self, offset: int) -> int:
        """The caret place before one written character."""
        ...


class SentenceSteps(Protocol):
    """What the caret asks of the sentences."""

    def next(self, offset: int) -> int:
        """The start of the next sentence, or the end of the text."""
        ...

    def previous(self, offset: int) -> int:
        """The start of this sentence, or of the one before, or 0."""
        ...


@dataclass(frozen=True, slots=True)
class Ground:
    """All that a step stands on.

    `sentences` is asked for only by steps that need them: splitting a long text takes a while.
    `x` is the column that vertical steps keep, `page` the number of lines of a page.
    """

    text: str
    sentences: Callable[[], SentenceSteps]
    lines: Lines
    x: float = 0.0
    page: int = 1


def stepped(ground: Ground, offset: int, step: Step, direction: int) -> int:
    """The caret place one step from `offset`, forwards (+1) or back (-1); it stays at the ends."""
    reached = _STEPS[step](ground, offset, direction)
    return min(max(reached, 0), len(ground.text))


def _character(ground: Ground, offset: int, direction: int) -> int:
    lines = ground.lines
    return lines.next_character(offset) if direction > 0 else lines.previous_character(offset)


def _word(ground: Ground, offset: int, direction: int) -> int:
    step = next_word if direction > 0 else previous_word
    return step(ground.text, offset)


def _sentence(ground: Ground, offset: int, direction: int) -> int:
    sentences = ground.sentences()
    return sentences.next(offset) if direction > 0 else sentences.previous(offset)


def _paragraph(ground: Ground, offset: int, direction: int) -> int:
    step = next_paragraph if direction > 0 else previous_paragraph
    return step(ground.text, offset)


def _line(ground: Ground, offset: int, direction: int) -> int:
    return ground.lines.offset_on_line(offset, direction, ground.x)


def _page(ground: Ground, offset: int, direction: int) -> int:
    return ground.lines.offset_on_line(offset, direction * max(ground.page, 1), ground.x)


def _line_end(ground: Ground, offset: int, direction: int) -> int:
    start, end = ground.lines.line_bounds(offset)
    if direction < 0:
        return start
    wrapped = start < end < len(ground.text) and ground.lines.line_bounds(end)[0] == end
    return ground.lines.previous_character(end) if wrapped else end


def _article(ground: Ground, offset: int, direction: int) -> int:
    return len(ground.text) if direction > 0 else 0


_STEPS: dict[Step, Callable[[Ground, int, int], int]] = {
    Step.CHARACTER: _character,
    Step.WORD: _word,
    Step.SENTENCE: _sentence,
    Step.PARAGRAPH: _paragraph,
    Step.LINE: _line,
    Step.LINE_END: _line_end,
    Step.PAGE: _page,
    Step.ARTICLE: _article,
}
