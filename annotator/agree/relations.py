"""Whether both linked the same spans: a relation of one is found again in the other's where it is
of the same kind and both its ends are paired with the ends of that one."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from annotator.agree.measure import Measure, share_of
from annotator.agree.resampling import Numbers
from annotator.agree.scores import Aligned
from annotator.agree.values import Link, Mark


def relation_measures(aligned: Aligned) -> Sequence[Measure]:
    """F1 of the relations: of all, then of those that lead from spans with each label.

    They count in the document of their heads. Those that lead out of the documents compared are
    left out. The coverage is the part of them with both ends on marks that have a partner.
    """
    partners = {pair.a.id: pair.b.id for one in aligned.pairings for pair in one.pairs}
    back = {b: a for a, b in partners.items()}
    a_labels = _labels(mark for doc in aligned.docs for mark in doc.a)
    b_labels = _labels(mark for doc in aligned.docs for mark in doc.b)
    a_links = [_within(doc.a_links, a_labels) for doc in aligned.docs]
    b_links = [_within(doc.b_links, b_labels) for doc in aligned.docs]
    a_found = _found(a_links, partners, b_links)
    b_found = _found(b_links, back, a_links)
    sides = ((a_links, a_labels, partners, a_found), (b_links, b_labels, back, b_found))
    counts = np.zeros((1 + len(aligned.labels), len(aligned.docs), 3))
    column = {label: number for number, label in enumerate(aligned.labels, 1)}
    for links, labels, others, found in sides:
        for number, some in enumerate(links):
            for link in some:
                both = link.head in others and link.child in others
                counts[0, number] += (link in found, 1, both)
                counts[column[labels[link.head]], number] += (link in found, 1, both)
    return [_measure(one) for one in counts]


def _measure(counts: Numbers) -> Measure:
    return Measure(
        counts,
        figure=share_of(0, 1),
        why=lambda _: "Neither linked any spans.",
        size=lambda sums: sums[..., 1],
        coverage=share_of(2, 1),
    )


def _labels(marks: Iterable[Mark]) -> dict[str, str]:
    return {mark.id: mark.label for mark in marks}


def _within(links: Iterable[Link], marks: Mapping[str, str]) -> set[Link]:
    return {link for link in links if link.head in marks and link.child in marks}


def _found(
    links: Sequence[set[Link]], partners: Mapping[str, str], others: Sequence[set[Link]]
) -> set[Link]:
    """Those links whose like, between the partners of their ends, is among the others."""
    every = set().union(*others)
    return {
        link
        for some in links
        for link in some
        if Link(link.kind, partners.get(link.head, ""), partners.get(link.child, "")) in every
    }
