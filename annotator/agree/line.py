"""All marks of many documents on one line, as arrays: so that a thousand documents cost as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotator.agree.values import Doc, Mark

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Side:
    """One side's marks: an array entry a mark, in the order given, document after document.

    `piece_start`, `piece_end` and `piece_mark` tell the fragments, a line entry each: where on the
    line they are, and which mark they belong to. `doc` and `label` are numbers, `size` is in code
    points; `start`, `end` and `inner` order marks the same way whichever side they are on.
    """

    doc: Whole
    label: Whole
    size: Whole
    start: Whole
    end: Whole
    inner: Whole
    piece_start: Whole
    piece_end: Whole
    piece_mark: Whole

    def __len__(self) -> int:
        return len(self.doc)


def bases(docs: Sequence[Doc]) -> Whole:
    """Where on the line each document begins, and last where the line ends."""
    lengths = np.array([doc.length for doc in docs], dtype=np.int64)
    return np.concatenate(([0], np.cumsum(lengths)))


def label_numbers(docs: Sequence[Doc]) -> Mapping[str, int]:
    """The labels of these documents, numbered by name."""
    names = sorted({mark.label for doc in docs for side in (doc.a, doc.b) for mark in side})
    return {name: number for number, name in enumerate(names)}


def side(marks: Sequence[Sequence[Mark]], starts: Whole, labels: Mapping[str, int]) -> Side:
    """One side of documents that begin at `starts`, put on the line."""
    flat = [mark for some in marks for mark in some]
    counts = np.array([len(some) for some in marks], dtype=np.int64)
    doc = np.repeat(np.arange(len(marks), dtype=np.int64), counts)
    pieces = [len(mark.fragments) for mark in flat]
    places = [edge for mark in flat for fragment in mark.fragments for edge in fragment]
    edges = np.array(places, dtype=np.int64).reshape(-1, 2)
    mark = np.repeat(np.arange(len(flat), dtype=np.int64), np.array(pieces, dtype=np.int64))
    edges += starts[doc[mark]][:, None]
    label = np.array([labels[one.label] for one in flat], dtype=np.int64)
    return from_pieces(doc, label, edges[:, 0], edges[:, 1], mark)


def from_pieces(
    doc: Whole, label: Whole, piece_start: Whole, piece_end: Whole, piece_mark: Whole
) -> Side:
    """A side from its pieces; each mark has at least one."""
    number = len(doc)
    start = np.full(number, np.iinfo(np.int64).max)
    end = np.zeros(number, dtype=np.int64)
    np.minimum.at(start, piece_mark, piece_start)
    np.maximum.at(end, piece_mark, piece_end)
    size = _sums(piece_mark, piece_end - piece_start, number)
    inner = _sums(piece_mark, piece_start - start[piece_mark], number)
    order = np.argsort(piece_start, kind="stable")
    return Side(
        doc, label, size, start, end, inner,
        piece_start[order], piece_end[order], piece_mark[order],
    )  # fmt: skip


def _sums(groups: Whole, numbers: Whole, many: int) -> Whole:
    # Sums of lengths within a document are far below the 2**53 up to which floats are exact.
    return np.bincount(groups, weights=numbers, minlength=many).astype(np.int64)
