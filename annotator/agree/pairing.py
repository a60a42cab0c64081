"""The one alignment behind every span-matching figure and picture.

Each mark of one side is paired with at most one of the other, and only where they share at least
one character; see `annotator.agree.matching` for what makes a pairing the best one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.agree.line import bases, label_numbers, side
from annotator.agree.matching import HALF, matched
from annotator.agree.overlaps import overlaps
from annotator.agree.values import Doc, Mark


@dataclass(frozen=True, slots=True)
class Pair:
    """A mark of each side that were paired; `overlap` is intersection over union, above 0."""

    a: Mark
    b: Mark
    overlap: float

    @property
    def same_place(self) -> bool:
        """Whether both cover exactly the same characters."""
        return self.a.fragments == self.b.fragments

    @property
    def same_label(self) -> bool:
        """Whether both have the same label."""
        return self.a.label == self.b.label

    @property
    def close(self) -> bool:
        """Whether they have the same label and share at least half of what they cover."""
        return self.same_label and self.overlap >= HALF


@dataclass(frozen=True, slots=True)
class Pairing:
    """The alignment of one document: pairs and marks without a partner, each in text order."""

    doc: Doc
    pairs: tuple[Pair, ...]
    only_a: tuple[Mark, ...]
    only_b: tuple[Mark, ...]


def pairing(doc: Doc) -> Pairing:
    """The alignment of one document."""
    return pairings([doc])[0]


def pairings(docs: Sequence[Doc]) -> tuple[Pairing, ...]:
    """The alignments of these documents, in order."""
    labels, starts = label_numbers(docs), bases(docs)
    a = side([doc.a for doc in docs], starts, labels)
    b = side([doc.b for doc in docs], starts, labels)
    found = overlaps(a, b)
    found = found.only(matched(found, a, b))
    partners = dict(
        zip(found.a.tolist(), zip(found.b.tolist(), found.share.tolist(), strict=True), strict=True)
    )
    begin_a = begin_b = 0
    answer = []
    for doc in docs:
        answer.append(_pairing(doc, begin_a, begin_b, partners))
        begin_a += len(doc.a)
        begin_b += len(doc.b)
    return tuple(answer)


def _pairing(
    doc: Doc, begin_a: int, begin_b: int, partners: dict[int, tuple[int, float]]
) -> Pairing:
    pairs, only_a, taken = [], [], set()
    for number, mark in enumerate(doc.a, begin_a):
        if (partner := partners.get(number)) is None:
            only_a.append(mark)
        else:
            taken.add(partner[0] - begin_b)
            pairs.append(Pair(mark, doc.b[partner[0] - begin_b], partner[1]))
    only_b = [mark for number, mark in enumerate(doc.b) if number not in taken]
    pairs.sort(key=lambda pair: (pair.a.fragments, pair.b.fragments, pair.a.label, pair.b.label))
    return Pairing(doc, tuple(pairs), _in_order(only_a), _in_order(only_b))


def _in_order(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda mark: (mark.fragments, mark.label)))
