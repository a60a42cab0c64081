"""Same passage elsewhere: for each sentence its best counterparts in the other articles."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from annotator.across.material import ReadArticle
from annotator.across.ngrams import Likeness, Similarities
from annotator.model.across import Counterpart
from annotator.model.clue import Passage

BEST = 5
"""Counterparts that are kept of a sentence in each other article."""
LEAST = 0.05
"""Sentences that are less alike are none."""
NEAR_IDENTICAL = 0.85
"""From this cosine on two sentences are the same but for little."""

_NEIGHBOURS = 0.3
"""How much of the sentences before and behind counts: a passage rarely stands alone."""
_LENGTH = 0.3
"""How much long sentences gain: a cosine holds all against them that the other does not tell."""
_MOST_AT_ONCE = 512
_NOTHING = 1e-4


class Counterparts:
    """The sentences of the articles of one story, compared all with all.

    The score is the cosine of runs of characters, with a share of that of the neighbours, weighed
    by length. It is symmetric, and the order of the articles makes no difference.
    """

    def __init__(self, articles: Sequence[ReadArticle]) -> None:
        self._articles = tuple(articles)
        counts = [len(article.sentences) for article in articles]
        self._first = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int64)
        self._owner = np.repeat(np.arange(len(counts)), counts)
        texts = [a.text[s.start : s.end] for a in self._articles for s in a.sentences]
        self._likeness = Likeness(texts)
        lengths = np.array([max(len(text), 1) for text in texts], np.float32)
        mean = float(lengths.mean()) if len(lengths) else 1.0
        self._passages = [
            Passage(a.article_id, sentence) for a in self._articles for sentence in a.sentences
        ]
        self._weight = np.clip(lengths / mean, 0.2, 3.0) ** np.float32(_LENGTH)

    def of(
        self, article_id: str, offset: int, *, best: int = BEST, least: float = LEAST
    ) -> tuple[Counterpart, ...]:
        """The counterparts of the sentence at `offset`, the best first, up to `best` an article.

        The first member is the sentence itself. Nothing where no sentence begins before `offset`.
        """
        number = next((n for n, a in enumerate(self._articles) if a.article_id == article_id), -1)
        if number < 0 or (index := self._articles[number].sentence_index(offset)) < 0:
            return ()
        row = int(self._first[number]) + index
        scores, cosines = self._scored(row, row + 1)
        found = [
            self._counterpart(row, other, float(scores[0, other]), float(cosines[0, other]))
            for other in self._chosen(scores, row, best, least)[1].tolist()
        ]
        return tuple(sorted(found, key=lambda one: (-one.score, one.members[1].article_id)))

    def all(self, *, best: int = BEST, least: float = LEAST) -> tuple[Counterpart, ...]:
        """Every pair of sentences of which one is among the `best` of the other in its article.

        The best first; each pair stands once.
        """
        size = self._likeness.size
        parts: list[NDArray[np.float64]] = [np.empty((0, 4))]
        for first in range(0, size, _MOST_AT_ONCE):
            scores, cosines = self._scored(first, min(first + _MOST_AT_ONCE, size))
            rows, others = self._chosen(scores, first, best, least)
            low, high = np.minimum(rows, others), np.maximum(rows, others)
            at = (rows - first, others)
            parts.append(np.stack([-scores[at], low, high, cosines[at]], axis=1))
        table = np.concatenate(parts)
        _, once = np.unique(table[:, 1] * size + table[:, 2], return_index=True)
        table = table[once]
        table = table[np.lexsort((table[:, 2], table[:, 1], table[:, 0]))]
        return tuple(
            self._counterpart(int(low), int(high), -score, cosine)
            for score, low, high, cosine in table.tolist()
        )

    def _scored(self, first: int, last: int) -> tuple[Similarities, Similarities]:
        """Scores and plain cosines of some rows, rounded so that both directions are equal."""
        size = self._likeness.size
        low, high = max(first - 1, 0), min(last + 1, size)
        wide = self._likeness.to_all(low, high)
        cosines = wide[first - low : last - low]
        beside = np.zeros_like(cosines)
        for step in (-1, 1):
            rows = np.arange(first, last) + step
            columns = np.arange(size) + step
            is_row, is_column = (
                self._beside(rows - step, rows),
                self._beside(columns - step, columns),
            )
            inside_rows = np.flatnonzero(is_row)
            inside_columns = np.flatnonzero(is_column)
            shifted = wide[np.ix_(rows[inside_rows] - low, columns[inside_columns])]
            beside[np.ix_(inside_rows, inside_columns)] += shifted
        scores = cosines + np.float32(_NEIGHBOURS) * beside
        scores *= self._weight[first:last, None] * self._weight[None, :]
        return np.round(np.clip(scores, 0, 1), 4), np.round(cosines, 4)

    def _beside(self, here: NDArray[np.int64], there: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether the sentences `there` are, and stand in the article of those `here`."""
        inside = (there >= 0) & (there < self._likeness.size)
        safe = np.where(inside, there, here)
        same: NDArray[np.bool_] = inside & (self._owner[here] == self._owner[safe])
        return same

    def _chosen(
        self, scores: Similarities, first: int, best: int, least: float
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The best of each row in each other article: the numbers of both sentences."""
        rows: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
        others: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
        owner = self._owner[first : first + len(scores)]
        for number in range(len(self._articles)):
            start, end = int(self._first[number]), int(self._first[number + 1])
            if start == end:
                continue
            part = scores[:, start:end]
            # Of equals the one that comes first in its article is taken.
            order = np.argsort(-part, axis=1, kind="stable")[:, :best]
            taken = np.take_along_axis(part, order, axis=1) >= max(least, _NOTHING)
            taken[owner == number] = False
            here, place = np.nonzero(taken)
            rows.append(here + first)
            others.append(order[here, place] + start)
        return np.concatenate(rows), np.concatenate(others)

    def _counterpart(self, row: int, other: int, score: float, cosine: float) -> Counterpart:
        members = (self._passages[row], self._passages[other])
        return Counterpart(round(score, 4), members, cosine >= NEAR_IDENTICAL)
