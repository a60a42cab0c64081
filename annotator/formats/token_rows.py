"""Rows of datasets that hold tokens with tags, or with ranges of tokens, in place of a text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from annotator.formats.about import as_text, told
from annotator.formats.bundle import Item, Refused, SpanRecord
from annotator.formats.conll import tagged_spans
from annotator.formats.losses import begun
from annotator.formats.values import BadValue
from annotator.model.span import Fragment, Origin

_TOKENS = ("tokens", "tokenized_text", "words")
_TAGS = ("ner_tags", "tags", "labels", "ner", "fine_ner_tags")


def is_token_row(row: object) -> bool:
    """Whether a row holds tokens and no text."""
    return isinstance(row, dict) and "text" not in row and any(key in row for key in _TOKENS)


def read_token_row(row: Mapping[str, Any], where: str, split: str = "") -> Iterator[Item]:
    """The article that the tokens make, with the spans of the tags."""
    raw = as_text({key: value for key, value in row.items() if key in (*_TOKENS, *_TAGS)})
    try:
        words = next(row[key] for key in _TOKENS if key in row)
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise BadValue("the tokens must be a list of texts.")
        places: list[tuple[int, int]] = []
        at = 0
        for word in words:
            places.append((at, at + len(word)))
            at += len(word) + 1
        facts = {
            key: as_text(value)
            for key, value in row.items()
            if key not in (*_TOKENS, *_TAGS) and not isinstance(value, list | dict)
        }
        if split:
            facts.setdefault("split", split)
        reading = told(" ".join(words), {k: v for k, v in facts.items() if v}, where)
        reading = reading.with_spans(_spans(row, places), ())
    except BadValue as error:
        yield Refused(where, str(error), raw)
        return
    if "reading_status" not in facts:
        reading = replace(reading, status=begun(reading))
    yield reading


def _spans(row: Mapping[str, Any], places: Sequence[tuple[int, int]]) -> tuple[SpanRecord, ...]:
    tags = next((row[key] for key in _TAGS if isinstance(row.get(key), list)), None)
    if tags is None:
        raise BadValue(f"there are no tags: one of {', '.join(_TAGS)}.")
    if all(isinstance(tag, list) and len(tag) == 3 for tag in tags):
        return tuple(_ranged(tag, places) for tag in tags)  # GLiNER: first, last, label
    if not all(isinstance(tag, str) for tag in tags):
        raise BadValue("the tags are numbers, and nothing says what they are called.")
    if len(tags) != len(places):
        raise BadValue(f"there are {len(tags)} tags for {len(places)} tokens.")
    return tuple(tagged_spans(tags, places, {}))


def _ranged(tag: Sequence[Any], places: Sequence[tuple[int, int]]) -> SpanRecord:
    first, last, label = tag
    if type(first) is not int or type(last) is not int or not 0 <= first <= last < len(places):
        raise BadValue(f"{tag} is no range of tokens.")
    place = Fragment(places[first][0], places[last][1])
    return SpanRecord("", (place,), as_text(label), origin=Origin.IMPORT)
