"""How each mark stands to the other side: four classes of pairs, two of single marks.

Twice the pairs and the single marks together are all marks of both sides.
"""

import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.agree.kinds import Kind
from annotator.agree.pairing import Pair, Pairing
from annotator.agree.steps import Steps, finished, numbered
from annotator.agree.values import Mark

__all__ = ["Kind", "Row", "counts", "finding_rows", "kind_of", "rows"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a comparison: a pair, or a mark that has no partner.

    `blank_only`: the boundaries differ by white space and punctuation alone. `a_split` holds the
    marks of B, two or more, into which A's one is split; `b_split` those of A for B's one.
    """

    doc: str
    kind: Kind
    a: Mark | None
    b: Mark | None
    overlap: float = 0.0
    blank_only: bool = False
    a_split: tuple[Mark, ...] = ()
    b_split: tuple[Mark, ...] = ()

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return min(mark.start for mark in (self.a, self.b) if mark is not None)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks in it."""
        return tuple(mark for mark in (self.a, self.b) if mark is not None)


def rows(aligned: Pairing) -> tuple[Row, ...]:
    """Every mark of a document in its class, in text order."""
    return finished(finding_rows(aligned))


def finding_rows(aligned: Pairing) -> Steps[tuple[Row, ...]]:
    """The same in steps, for very long articles."""
    doc = aligned.doc
    splits_a = yield from _splits(doc.a, doc.b)
    splits_b = yield from _splits(doc.b, doc.a)
    found = []
    for pause, pair in numbered(aligned.pairs):
        if pause:
            yield
        found.append(
            Row(
                doc.name, kind_of(pair), pair.a, pair.b, pair.overlap,
                blank_only=not pair.same_place and _blank_only(pair, doc.text),
                a_split=splits_a.get(pair.a, ()), b_split=splits_b.get(pair.b, ()),
            )
        )  # fmt: skip
    yield
    found += [
        Row(doc.name, Kind.ONLY_A, mark, None, a_split=splits_a.get(mark, ()))
        for mark in aligned.only_a
    ]
    found += [
        Row(doc.name, Kind.ONLY_B, None, mark, b_split=splits_b.get(mark, ()))
        for mark in aligned.only_b
    ]
    yield
    return tuple(sorted(found, key=lambda row: (row.start, [m.fragments for m in row.marks])))


def kind_of(pair: Pair) -> Kind:
    """The class of a pair."""
    if pair.same_place:
        return Kind.SAME if pair.same_label else Kind.OTHER_LABEL
    return Kind.OTHER_BOUNDARY if pair.same_label else Kind.BOTH_DIFFER


def counts(aligned: Iterable[Pairing]) -> Mapping[Kind, int]:
    """How many there are of each class, all six in order."""
    found: Counter[Kind] = Counter()
    for one in aligned:
        found.update(kind_of(pair) for pair in one.pairs)
        found[Kind.ONLY_A] += len(one.only_a)
        found[Kind.ONLY_B] += len(one.only_b)
    return {kind: found[kind] for kind in Kind}


def _blank_only(pair: Pair, text: str) -> bool:
    return all(_is_blank(text[place]) for place in _differing(pair.a, pair.b) if place < len(text))


def _differing(a: Mark, b: Mark) -> Iterator[int]:
    """The places that one of them covers and the other does not."""
    edges = sorted(edge for mark in (a, b) for fragment in mark.fragments for edge in fragment)
    # Between two edges of both, the number of edges passed is odd where only one covers the text.
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        yield from range(start, end)


def _is_blank(character: str) -> bool:
    return character.isspace() or unicodedata.category(character)[0] in "PZC"


def _splits(marks: Sequence[Mark], others: Sequence[Mark]) -> Steps[dict[Mark, tuple[Mark, ...]]]:
    """The marks that the other side split, each with its parts.

    A part has the same label and lies in the mark by at least half of its length; parts do not
    overlap each other. A mark that the other side has too, to the letter, is not split.
    """
    places = {(mark.fragments, mark.label) for mark in others}
    by_label: defaultdict[str, list[Mark]] = defaultdict(list)
    for mark in sorted(others, key=lambda one: one.fragments):
        by_label[mark.label].append(mark)
    starts = {label: [mark.start for mark in some] for label, some in by_label.items()}
    found = {}
    for pause, mark in numbered(marks):
        if pause:
            yield
        if mark.label in by_label and (mark.fragments, mark.label) not in places:
            # What begins further before it than it is long cannot lie in it by half.
            first = bisect_left(starts[mark.label], mark.start - mark.size)
            behind = bisect_left(starts[mark.label], mark.end)
            parts = _parts(mark, by_label[mark.label][first:behind])
            if len(parts) > 1:
                found[mark] = parts
    return found


def _parts(mark: Mark, others: Iterable[Mark]) -> tuple[Mark, ...]:
    """Those that lie in the mark by half at least, none of them over another."""
    parts: list[Mark] = []
    for other in others:
        behind = not parts or other.start >= parts[-1].end
        if behind and other.end > mark.start and 2 * _common(mark, other) >= other.size:
            parts.append(other)
    return tuple(parts)


def _common(one: Mark, other: Mark) -> int:
    return sum(
        max(0, min(a.end, b.end) - max(a.start, b.start))
        for a in one.fragments
        for b in other.fragments
    )
