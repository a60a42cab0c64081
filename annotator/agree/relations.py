"""Whether both linked the same spans: a relation of one is found again in the other's where it is
of the same kind and both its ends are paired with the ends of that one."""

from collections.abc import Iterable, Mapping

import numpy as np

from annotator.agree.measure import Measure, share_of
from annotator.agree.resampling import divided
from annotator.agree.scores import Aligned
from annotator.agree.values import Link, Mark


def relation_measure(aligned: Aligned) -> Measure:
    """F1 of the relations, by the document of their heads.

    Relations that lead out of the documents compared are left out. The coverage is the part of
    them with both ends on marks that have a partner.
    """
    partners = {pair.a.id: pair.b.id for one in aligned.pairings for pair in one.pairs}
    back = {b: a for a, b in partners.items()}
    a_ids = _ids(mark for doc in aligned.docs for mark in doc.a)
    b_ids = _ids(mark for doc in aligned.docs for mark in doc.b)
    theirs = {link for doc in aligned.docs for link in _within(doc.b_links, b_ids)}
    counts = np.zeros((len(aligned.docs), 3))
    for row, doc in zip(counts, aligned.docs, strict=True):
        a_links, b_links = _within(doc.a_links, a_ids), _within(doc.b_links, b_ids)
        moved = _moved(a_links, partners)
        row[0] = 2 * len(moved & theirs)
        row[1] = len(a_links) + len(b_links)
        row[2] = len(moved) + len(_moved(b_links, back))
    return Measure(
        counts,
        figure=lambda sums: divided(sums[..., 0], sums[..., 1]),
        why=lambda _: "Neither linked any spans with each other.",
        size=lambda sums: sums[..., 1],
        coverage=share_of(2, 1),
    )


def _ids(marks: Iterable[Mark]) -> set[str]:
    return {mark.id for mark in marks}


def _within(links: Iterable[Link], ids: set[str]) -> set[Link]:
    return {link for link in links if link.head in ids and link.child in ids}


def _moved(links: Iterable[Link], partners: Mapping[str, str]) -> set[Link]:
    """The links between the partners of their ends, where both ends have one."""
    return {
        Link(link.kind, partners[link.head], partners[link.child])
        for link in links
        if link.head in partners and link.child in partners
    }
