"""Searching texts a slice at a time, so that nothing waits for a long one."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from annotator.errors import AnnotatorError
from annotator.model.span import Fragment
from annotator.text.find import Query, find, occurrences

SLICE = 250_000
"""Code points that are searched at a time."""
OVERLAP = 10_000
"""Code points by which a slice looks beyond its end; a longer hit there is not found whole."""
SECONDS = 0.8
"""A slice that takes longer is given up: an expression can be slow without end."""


class Hit(NamedTuple):
    """A place where the words stand."""

    article_id: str
    fragment: Fragment


def slices(text: str) -> Iterator[tuple[int, int]]:
    """Where the slices of a text begin and end: at line breaks where there are any."""
    start = 0
    while start < len(text):
        end = min(start + SLICE, len(text))
        if end < len(text):
            line = text.rfind("\n", start + SLICE // 2, end)
            end = line + 1 if line >= 0 else end
        yield start, end
        start = end


def found(text: str, query: Query, article: str) -> Iterator[list[Fragment]]:
    """The hits of a query, slice by slice; raises as `annotator.text.find.find`."""
    past = 0
    for start, end in slices(text):
        begin = max(start, past)
        if begin >= end:
            continue
        hits = find(text[begin : end + OVERLAP], query, seconds=SECONDS, article=article)
        here = [Fragment(begin + a, begin + b) for a, b in hits if begin + a < end]
        past = here[-1].end if here else past
        yield here


def same_words(text: str, words: str, *, whole_word: bool) -> Iterator[list[Fragment]]:
    """Every place with exactly these words, some at a time."""
    some: list[Fragment] = []
    for fragment in occurrences(text, words, whole_word=whole_word):
        some.append(fragment)
        if len(some) >= 1000:
            yield some
            some = []
    yield some


def fault_of(query: Query) -> str:
    """Why a query cannot be looked for, or ""."""
    try:
        find("", replace(query, whole_word=False))
    except AnnotatorError as error:
        return str(error)
    return ""
