"""The six classes, and what is flagged in them."""

import pytest
from hypothesis import given, settings

from annotator.agree.classes import Kind, counts, rows
from annotator.agree.pairing import pairing, pairings
from annotator.agree.values import Doc, Mark
from annotator.model.span import Fragment
from tests.annotator.agree.marks import TEXT, doc, docs, mark


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ([(0, 5, "x")], [(0, 5, "x")], Kind.SAME),
        ([(0, 5, "x")], [(0, 5, "y")], Kind.OTHER_LABEL),
        ([(0, 5, "x")], [(0, 6, "x")], Kind.OTHER_BOUNDARY),
        ([(0, 5, "x")], [(4, 9, "y")], Kind.BOTH_DIFFER),
        ([(0, 5, "x")], [], Kind.ONLY_A),
        ([], [(0, 5, "x")], Kind.ONLY_B),
    ],
)
def test_each_class(
    a: list[tuple[int, int, str]], b: list[tuple[int, int, str]], kind: Kind
) -> None:
    aligned = pairing(doc(a, b))
    (row,) = rows(aligned)
    assert row.kind is kind
    assert counts([aligned]) == {one: int(one is kind) for one in Kind}
    assert kind.is_pair == (len(row.marks) == 2)


@given(docs(most=9))
@settings(deadline=None)
def test_twice_the_pairs_and_the_single_ones_are_all(some: list[Doc]) -> None:
    for aligned in pairings(some):
        found = counts([aligned])
        assert list(found) == list(Kind)
        marks = sum(number * (2 if kind.is_pair else 1) for kind, number in found.items())
        assert marks == len(aligned.doc.a) + len(aligned.doc.b)
        listed = rows(aligned)
        assert [row.start for row in listed] == sorted(row.start for row in listed)
        assert {kind: sum(row.kind is kind for row in listed) for kind in Kind} == found


@given(docs(most=9))
@settings(deadline=None)
def test_the_sides_exchanged(some: list[Doc]) -> None:
    there, back = counts(pairings(some)), counts(pairings([one.swapped() for one in some]))
    assert there[Kind.ONLY_A] == back[Kind.ONLY_B]
    assert all(there[kind] == back[kind] for kind in Kind if kind.is_pair)


@pytest.mark.parametrize(
    ("start", "end", "blank"),
    [(9, 13, True), (9, 14, True), (9, 15, False), (8, 13, True), (5, 12, False)],
)
def test_white_space_and_punctuation_are_told_apart(start: int, end: int, blank: bool) -> None:
    assert TEXT[9:12] == "won"
    one = doc([(9, 12, "x")], [(start, end, "x")], text=TEXT)
    for either in (one, one.swapped()):
        (row,) = rows(pairing(either))
        assert row.blank_only == blank


def test_what_fragments_leave_out_counts_too() -> None:
    apart = Mark((Fragment(0, 3), Fragment(5, 8)), "x", (), "apart")
    (row,) = rows(pairing(doc([apart], [(0, 8, "x")], text=TEXT)))
    assert TEXT[3:5] == ", "
    assert row.blank_only
    wider = Mark((Fragment(0, 3), Fragment(9, 12)), "x", (), "wider")
    (row,) = rows(pairing(doc([wider], [(0, 12, "x")], text=TEXT)))
    assert not row.blank_only


def test_identical_ones_differ_by_nothing() -> None:
    (row,) = rows(pairing(doc([(0, 3, "x")], [(0, 3, "y")], text=TEXT)))
    assert not row.blank_only


def test_splits_and_merges() -> None:
    one = doc([(0, 10, "x")], [(0, 5, "x"), (5, 10, "x"), (2, 4, "y")])
    pair = next(row for row in rows(pairing(one)) if row.kind.is_pair)
    assert [(part.start, part.end) for part in pair.a_split] == [(0, 5), (5, 10)]
    assert pair.b_split == ()
    pair = next(row for row in rows(pairing(one.swapped())) if row.kind.is_pair)
    assert len(pair.b_split) == 2
    assert pair.a_split == ()


@pytest.mark.parametrize(
    "b",
    [
        [(0, 10, "x"), (0, 5, "x"), (5, 10, "x")],
        [(0, 5, "x"), (5, 10, "y")],
        [(0, 5, "x"), (9, 20, "x")],
        [(0, 6, "x"), (1, 4, "x")],
    ],
    ids=["it is there whole", "other label", "mostly elsewhere", "nested"],
)
def test_what_is_no_split(b: list[tuple[int, int, str]]) -> None:
    assert not any(row.a_split or row.b_split for row in rows(pairing(doc([mark(0, 10)], b))))
