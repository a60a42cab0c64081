"""What is selected: from where the sweep began, where it is now, and in which steps it grows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from annotator.model.span import Fragment, join_fragments
from annotator.text.paragraphs import paragraph_at
from annotator.text.snap import to_words


class Grain(Enum):
    """The steps in which a selection grows."""

    CHARACTER = "character"
    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


class SentencesOf(Protocol):
    """The sentences of one text, asked for by offset."""

    def at(self, offset: int) -> Fragment | None:
        """The sentence at `offset`, None between two."""
        ...


@dataclass(frozen=True, slots=True)
class Sweep:
    """One selection while it is being made.

    `anchor` is what the sweep began on, empty for a plain press or a caret; it always stays
    selected. `caret` is where the sweep is now.
    """

    anchor: Fragment
    caret: int
    grain: Grain = Grain.WORD

    @property
    def exact(self) -> bool:
        """Whether the selection means these very characters and is not to be snapped again."""
        return self.grain is Grain.CHARACTER


def swept(text: str, sentences: Callable[[], SentencesOf], sweep: Sweep) -> Fragment | None:
    """The fragment a sweep selects; None where it covers nothing that can be selected.

    `sentences` is asked for only when whole sentences are swept.
    """
    low = min(sweep.anchor.start, sweep.caret)
    high = max(sweep.anchor.end, sweep.caret)
    if low >= high:
        return None
    found = Fragment(low, high)
    match sweep.grain:
        case Grain.WORD:
            found = to_words(text, low, high)
        case Grain.SENTENCE:
            at = sentences().at
            found = _hull(at(low), found, at(high - 1))
        case Grain.PARAGRAPH:
            found = _hull(paragraph_at(text, low), found, paragraph_at(text, high - 1))
    if sweep.grain is not Grain.CHARACTER:
        found = without_blanks(text, found)
    return found if found.start < found.end else None


def _hull(first: Fragment | None, middle: Fragment, last: Fragment | None) -> Fragment:
    parts = [part for part in (first, middle, last) if part is not None]
    return Fragment(min(part.start for part in parts), max(part.end for part in parts))


def without_blanks(text: str, fragment: Fragment) -> Fragment:
    """The fragment without white space at its ends; empty where there is nothing else."""
    start, end = fragment
    while start < end and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Fragment(start, end)


def with_fragment(kept: Sequence[Fragment], found: Fragment | None) -> tuple[Fragment, ...]:
    """The kept fragments and the one found, sorted, touching ones joined."""
    return join_fragments((*kept, found) if found else kept)


def words_of(text: str, fragments: Sequence[Fragment]) -> str:
    """The exact characters of the fragments, one line per fragment: what is copied."""
    return "\n".join(text[start:end] for start, end in fragments)
