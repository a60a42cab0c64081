"""Character n-grams of sentences as TF-IDF rows: how alike sentences are.

TF-IDF over runs of 3 to 5 characters was the best of seven methods on conflicting passages of
several articles, better than words, BM25 and a small sentence model.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import regex
from numpy.typing import NDArray
from scipy import sparse

LENGTHS = (3, 4, 5)
"""Characters in a run."""
_COMMON = 0.1
"""Runs in more than this share of many sentences are multiplied as a dense block: that is faster.
"""
_MANY = 256
_EXACT = 4096
"""Up to so many different characters a run is one number without loss."""
_BLOCK = 1024

_MARKS = str.maketrans(dict.fromkeys("‘’‛ʼ`´′", "'") | dict.fromkeys("“”„‟«»", '"'))
_BLANKS = regex.compile(r"\s+")

Similarities = NDArray[np.float32]


class Likeness:
    """How alike sentences are, by cosine: 1 for the same letters, about 0 for nothing in common.

    Of a sentence with itself nobody asks: what stands in no other one is left out of the sums.
    """

    def __init__(self, sentences: Sequence[str]) -> None:
        self.size = len(sentences)
        rows, runs = _runs([plain(one) for one in sentences])
        self._dense, self._sparse, self._sparse_turned = _weighed(rows, runs, self.size)

    def to_all(self, first: int, last: int) -> Similarities:
        """The similarities of the sentences from `first` to `last` (exclusive) to all."""
        found: Similarities = (self._sparse[first:last] @ self._sparse_turned).toarray()
        if self._dense.shape[1]:
            found += self._dense[first:last] @ self._dense.T
        return np.clip(found, 0.0, 1.0, out=found)

    def blocks(self) -> Iterator[tuple[int, Similarities]]:
        """All similarities, some rows at a time, each with the number of its first row."""
        for first in range(0, self.size, _BLOCK):
            yield first, self.to_all(first, min(first + _BLOCK, self.size))


def plain(sentence: str) -> str:
    """A sentence without what does not make it another: case, kinds of marks and blanks."""
    return _BLANKS.sub(" ", sentence.translate(_MARKS).casefold()).strip()


def _runs(sentences: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For every run of characters the number of its sentence, and a number for the run itself."""
    letters = np.frombuffer(
        "".join(f" {one} " for one in sentences).encode("utf-32-le", "surrogatepass"), dtype="<u4"
    )
    lengths = np.fromiter((len(one) + 2 for one in sentences), np.int64, len(sentences))
    owner = np.repeat(np.arange(len(sentences), dtype=np.int64), lengths)
    alphabet, codes = np.unique(letters, return_inverse=True)
    codes = codes.astype(np.int64).reshape(-1) + 1
    base = np.int64(len(alphabet) + 1 if len(alphabet) < _EXACT else 1_000_003)
    rows: list[NDArray[np.int64]] = []
    runs: list[NDArray[np.int64]] = []
    with np.errstate(over="ignore"):
        for length in LENGTHS:
            if len(codes) < length:
                continue
            ends = len(codes) - length + 1
            value = codes[:ends].copy()
            for offset in range(1, length):
                value = value * base + codes[offset : offset + ends]
            inside = owner[:ends] == owner[length - 1 :]
            rows.append(owner[:ends][inside])
            runs.append(value[inside])
    if not rows:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    return np.concatenate(rows), np.concatenate(runs)


def _weighed(
    rows: NDArray[np.int64], runs: NDArray[np.int64], size: int
) -> tuple[NDArray[np.float32], sparse.csr_matrix, sparse.csc_matrix]:
    """The rows weighed and of length 1: common columns as a dense block, the others sparse."""
    _, columns = np.unique(runs, return_inverse=True)
    columns = columns.reshape(-1)
    width = int(columns.max()) + 1 if len(columns) else 0
    ones = np.ones(len(rows), np.float32)
    matrix = sparse.csr_matrix((ones, (rows, columns)), shape=(size, width))
    matrix.sum_duplicates()
    held = np.bincount(matrix.indices, minlength=width)
    rarity = (np.log((1 + size) / (1 + held)) + 1).astype(np.float32)
    matrix.data = (1 + np.log(matrix.data)) * rarity[matrix.indices]
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).reshape(-1))
    norms[norms == 0] = 1
    matrix.data /= np.repeat(norms, np.diff(matrix.indptr)).astype(np.float32)
    turned = matrix.tocsc()
    is_common = held > (_COMMON * size if size >= _MANY else size)
    # A run that one sentence alone has adds nothing to any product.
    is_rare = (held > 1) & ~is_common
    dense = turned[:, np.flatnonzero(is_common)].toarray().astype(np.float32)
    rare = turned[:, np.flatnonzero(is_rare)]
    return dense, rare.tocsr(), rare.T.tocsr()
