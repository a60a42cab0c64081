"""Whether both put the same things together: groups across the articles of a story.

A member is a span, or an article that omits what the others say. The two sides' spans are the same
member where the alignment paired them; a span without a partner is a member that the other side
has not. Members in articles that were not compared are left out, and so are groups without any
other. Counts are those of stories, which resamples draw: a group lies across articles.

“Same as” parts the members into things, so that it has the figures of coreference: B³ (Bagga and
Baldwin 1998; members that one side alone has as in Pradhan et al. 2014) and F1 of the pairs of
members that stand together. Every kind has F1 of the groups: of those with exactly the same
members, and with an optimal one-to-one matching by shared members (CEAF-e; Luo 2005); and κ of the
stances.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.agree.categories import Given, kappa_measure
from annotator.agree.measure import Measure, f1_measure
from annotator.agree.pairing import Pairing
from annotator.agree.resampling import Numbers, divided
from annotator.agree.sets import best_sum, common, joined

SAME_AS = "same as"
"""The kind whose groups are one thing each: those of one side that share a member are one."""
Key = str
"""What a member is called on both sides."""


@dataclass(frozen=True, slots=True)
class GroupMember:
    """A span by its id, or (`mark` "") the article with the name `doc` that omits something."""

    doc: str
    mark: str = ""
    stance: str = ""


@dataclass(frozen=True, slots=True)
class Grouped:
    """One group of one side; no two of its members are the same span or article."""

    kind: str
    story: str
    members: tuple[GroupMember, ...]


@dataclass(frozen=True)
class GroupAgreement:
    """The groups of one kind: how many each side has, and the measures, with a row a story."""

    numbers: tuple[int, int]
    measures: Mapping[str, Measure]


Side = Mapping[str, Sequence[Mapping[Key, str]]]
"""One side's groups of a kind, story by story: members with their stances."""


def group_agreement(
    aligned: Sequence[Pairing], a: Iterable[Grouped], b: Iterable[Grouped]
) -> Mapping[str, GroupAgreement]:
    """The agreement on each kind of group that either side has, by name."""
    a_keys, b_keys = _keys(aligned)
    a_kinds, b_kinds = _by_kind(a, a_keys), _by_kind(b, b_keys)
    stories = tuple(dict.fromkeys(one.doc.story for one in aligned))
    paired = {a_keys["span", pair.a.id] for one in aligned for pair in one.pairs}
    paired |= {key for (what, _), key in a_keys.items() if what == "omits"}
    return {
        kind: _agreement(kind, stories, a_kinds.get(kind, {}), b_kinds.get(kind, {}), paired)
        for kind in sorted({*a_kinds, *b_kinds})
    }


Keys = Mapping[tuple[str, str], Key]


def _keys(aligned: Sequence[Pairing]) -> tuple[Keys, Keys]:
    """What the members of each side are called, by what they are and their id or name."""
    a: dict[tuple[str, str], Key] = {}
    b: dict[tuple[str, str], Key] = {}
    for number, one in enumerate(aligned):
        a["omits", one.doc.name] = b["omits", one.doc.name] = f"omits {number}"
        for place, pair in enumerate(one.pairs):
            a["span", pair.a.id] = b["span", pair.b.id] = f"both {number} {place}"
        a.update({("span", mark.id): f"a {number} {n}" for n, mark in enumerate(one.only_a)})
        b.update({("span", mark.id): f"b {number} {n}" for n, mark in enumerate(one.only_b)})
    return a, b


def _by_kind(groups: Iterable[Grouped], keys: Keys) -> Mapping[str, Side]:
    found: defaultdict[str, defaultdict[str, list[Mapping[Key, str]]]]
    found = defaultdict(lambda: defaultdict(list))
    for group in groups:
        named = (
            (keys.get(("span", one.mark) if one.mark else ("omits", one.doc)), one.stance)
            for one in group.members
        )
        if members := {key: stance for key, stance in named if key is not None}:
            found[group.kind][group.story].append(members)
    return found


def _agreement(
    kind: str, stories: Sequence[str], a: Side, b: Side, paired: set[Key]
) -> GroupAgreement:
    if kind == SAME_AS:
        a, b = ({story: joined(some) for story, some in side.items()} for side in (a, b))
    mine, theirs = ([side.get(story, ()) for story in stories] for side in (a, b))
    both = list(zip(mine, theirs, strict=True))
    numbers = np.array([len(x) + len(y) for x, y in both], dtype=np.float64)
    measures = {
        "same_f1": f1_measure(_counted(both, _identical), numbers, f"group “{kind}”"),
        "matched_f1": f1_measure(_counted(both, _matched), numbers, f"group “{kind}”"),
    }
    if kind == SAME_AS:
        measures = {"b3": _b3(both, paired), "pair_f1": _pairs(both), **measures}
    if any(stance for sides in both for side in sides for one in side for stance in one.values()):
        measures["stance_kappa"] = _stances(both)
    return GroupAgreement((sum(map(len, mine)), sum(map(len, theirs))), measures)


Groups = Sequence[Mapping[Key, str]]
Both = tuple[Groups, Groups]


def _counted(both: Iterable[Both], count: Callable[[Groups, Groups], float]) -> Numbers:
    return np.array([count(*one) for one in both], dtype=np.float64)


def _identical(a: Groups, b: Groups) -> float:
    """How many groups of both have their like on the other side."""
    mine, theirs = (Counter(frozenset(one) for one in side) for side in (a, b))
    return 2 * (mine & theirs).total()


def _matched(a: Groups, b: Groups) -> float:
    """Twice the largest sum of 2 × shared members / members of both, one group to one."""
    return 2 * best_sum(a, b)


def _b3(both: Sequence[Both], paired: set[Key]) -> Measure:
    counts = np.array([_b3_counts(a, b, paired) for a, b in both], dtype=np.float64)
    return Measure(
        counts.reshape(len(both), 5),
        figure=_harmonic,
        why=lambda _: f"Neither made any group “{SAME_AS}”.",
        size=lambda sums: sums[..., 1] + sums[..., 3],
        coverage=lambda sums: divided(sums[..., 4], sums[..., 1] + sums[..., 3]),
    )


def _b3_counts(a: Groups, b: Groups, paired: set[Key]) -> tuple[float, ...]:
    """The members' shares summed, and how many members: of A, of B; and how many are on both."""
    shared = common(a, b)
    return (
        sum(number**2 / len(a[i]) for (i, _), number in shared.items()),
        sum(map(len, a)),
        sum(number**2 / len(b[j]) for (_, j), number in shared.items()),
        sum(map(len, b)),
        sum(key in paired for side in (a, b) for one in side for key in one),
    )


def _harmonic(sums: Numbers) -> Numbers:
    """F1 of two shares; 0 where only one side has anything."""
    one = np.divide(sums[..., 0], np.maximum(sums[..., 1], 1))
    other = np.divide(sums[..., 2], np.maximum(sums[..., 3], 1))
    value = 2 * one * other / np.where(one + other > 0, one + other, 1)
    return np.where(sums[..., 1] + sums[..., 3] > 0, value, np.nan)


def _pairs(both: Sequence[Both]) -> Measure:
    def twos(number: int) -> int:
        return number * (number - 1) // 2

    together = [sum(map(twos, common(a, b).values())) for a, b in both]
    every = [sum(twos(len(one)) for side in sides for one in side) for sides in both]
    return f1_measure(
        2 * np.array(together, dtype=np.float64),
        np.array(every, dtype=np.float64),
        f"two spans as “{SAME_AS}” each other",
    )


def _stances(both: Sequence[Both]) -> Measure:
    given = [_both_stances(a, b) for a, b in both]
    members = [float(sum(len(one) for side in sides for one in side)) for sides in both]
    return kappa_measure(
        given,
        np.array([2.0 * len(one) for one in given]),
        np.array(members),
        nothing="No member that both grouped has a stance.",
        uniform=lambda n: f"On all {n} members both said the same one stance; κ needs two.",
    )


def _both_stances(a: Groups, b: Groups) -> list[Given]:
    found = [(a[i][key], b[j][key]) for i, j in common(a, b) for key in a[i].keys() & b[j].keys()]
    return [given for given in found if any(given)]
