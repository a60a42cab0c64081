"""What two sides' marks would have in common if one side's stood anywhere.

Each document's marks of B are moved along the text by the same random number of characters; what
runs over the end goes on at the beginning. So lengths, labels, nesting and neighbours stay as they
are. Every shift is used in both directions, which makes it the same whether A or B is moved.
"""

import zlib
from collections.abc import Sequence

import numpy as np

from annotator.agree.line import Side, Whole, bases, from_pieces, label_numbers, side
from annotator.agree.matching import close, matched
from annotator.agree.overlaps import overlaps
from annotator.agree.resampling import Numbers
from annotator.agree.values import Doc
from annotator.progress import Progress, silent

SHIFTS = 20
"""How often each document is shifted."""


def close_by_chance(
    docs: Sequence[Doc],
    labels: Sequence[str],
    *,
    seed: int = 0,
    shifts: int = SHIFTS,
    progress: Progress = silent,
) -> Numbers:
    """How many close pairs (same label, half or more shared) there are by chance.

    A row a document, a column a label, the mean over all shifts. The shifts of a document follow
    from the seed and its name, whatever other documents there are. Where very many overlaps hang
    together, pairs are chosen largest first; see `annotator.agree.matching.TANGLED`.
    """
    numbers, starts = label_numbers(docs), bases(docs)
    a = side([doc.a for doc in docs], starts, numbers)
    b = side([doc.b for doc in docs], starts, numbers)
    columns = np.full(len(numbers) + 1, len(labels), dtype=np.int64)
    for index, name in enumerate(labels):
        columns[numbers.get(name, -1)] = index
    moves = _moves(docs, seed, (shifts + 1) // 2)
    total = np.zeros((len(docs), len(labels) + 1))
    for number, move in enumerate(moves.T):
        progress(number, moves.shape[1], "level of chance")
        for by in (move, -move):
            mark = _close(a, _moved(b, starts, by))
            np.add.at(total, (a.doc[mark], columns[a.label[mark]]), 1)
    mean: Numbers = total[:, :-1] / (2 * moves.shape[1])
    return mean


def _close(a: Side, b: Side) -> Whole:
    """The marks of a that make a close pair with one of b."""
    found = overlaps(a, b)
    wanted = close(found)
    chosen = matched(found, a, b, wanted)
    return found.a[chosen[wanted[chosen]]]


def _moved(b: Side, starts: Whole, by: Whole) -> Side:
    """The marks moved along their documents, each by its number of characters."""
    doc = b.doc[b.piece_mark]
    base, length = starts[doc], starts[doc + 1] - starts[doc]
    start = (b.piece_start - base + by[doc]) % np.maximum(length, 1)
    end = start + b.piece_end - b.piece_start
    over = end > length
    return from_pieces(
        b.doc,
        b.label,
        np.concatenate((start + base, base[over])),
        np.concatenate((np.minimum(end, length) + base, (end - length + base)[over])),
        np.concatenate((b.piece_mark, b.piece_mark[over])),
    )


def _moves(docs: Sequence[Doc], seed: int, number: int) -> Whole:
    """By how many characters each document is shifted, a column a shift."""
    return np.array(
        [
            np.random.default_rng([seed, zlib.crc32(doc.name.encode())]).integers(
                1, max(2, doc.length), size=number
            )
            for doc in docs
        ],
        dtype=np.int64,
    ).reshape(len(docs), number)
