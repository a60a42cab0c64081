"""Which groups of two people belong together: what becomes a case.

Groups of one kind are matched one to one by the members they share, with the largest sum of
2 × shared / members of both: the matching behind the figure “matched_f1” (for “same as”, that
figure joins a side's groups that share a member; here each stays what it is). What is left is
matched across kinds, where each shares at least half. What is left then goes, as a part, with the
group of its kind that has at least half of it; else with one of its kind where at least half of
each overlaps what is in the other: the alignment, one to one, paired these spans with others, and
yet both speak of the same passages. Of equally good matchings one counts that fits names and
attributes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.agree.sets import best_pairs, common
from annotator.model.group import Group, Member
from annotator.model.span import Fragment

Place = tuple[int, tuple[Fragment, ...]]
"""The place of the article in the story, and the place in the article."""
Places = Mapping[str, tuple[Fragment, ...]]
"""Where spans stand, by id."""
STRETCH = 128
"""Code points of text at a time in which overlaps are looked for."""
_LIKING = 1e-10
"""What a likeness beyond members adds to a pair: it decides only between equally good ones."""


@dataclass(frozen=True, slots=True)
class Held:
    """A group with its members that are compared, by what they are on both sides, and the rest."""

    group: Group
    near: Mapping[str, Member]
    far: Sequence[Member]
    place: Place


def matched(
    a: Sequence[Held], b: Sequence[Held], places: Places
) -> list[tuple[list[int], list[int]]]:
    """The numbers of the groups of each case: those that were matched, then parts of them."""
    shared = common([one.near for one in a], [one.near for one in b])
    worth = {
        (i, j): 2 * n / (len(a[i].near) + len(b[j].near)) + _LIKING * _likeness(a[i], b[j])
        for (i, j), n in shared.items()
    }
    pairs = best_pairs(
        {(i, j): w for (i, j), w in worth.items() if a[i].group.kind == b[j].group.kind}
    )
    mine, theirs = {i for i, _ in pairs}, {j for _, j in pairs}
    across = {
        (i, j): w
        for (i, j), w in worth.items()
        if i not in mine and j not in theirs
        if 2 * shared[i, j] >= max(len(a[i].near), len(b[j].near))
    }
    pairs += best_pairs(across)
    found = {pair: ([pair[0]], [pair[1]]) for pair in pairs}
    in_a, in_b = ({pair[side]: found[pair] for pair in pairs} for side in (0, 1))
    parts_a = _wholes([(n, i, j) for (i, j), n in shared.items() if i not in in_a], a, b)
    parts_b = _wholes([(n, j, i) for (i, j), n in shared.items() if j not in in_b], b, a)
    for i, j in sorted(parts_a.items()):
        in_b[j][0].append(i)
    for j, i in sorted(parts_b.items()):
        in_a[i][1].append(j)
    cases = list(found.values())
    left_a = {i: one for i, one in enumerate(a) if i not in in_a and i not in parts_a}
    left_b = {j: one for j, one in enumerate(b) if j not in in_b and j not in parts_b}
    for i, j in best_pairs(_overlapping(left_a, left_b, places)):
        del left_a[i], left_b[j]
        cases.append(([i], [j]))
    return [*cases, *(([i], []) for i in left_a), *(([], [j]) for j in left_b)]


def _overlapping(
    a: Mapping[int, Held], b: Mapping[int, Held], places: Places
) -> dict[tuple[int, int], float]:
    """What share of two groups of a kind overlaps, where that is at least half of each."""
    stretches: defaultdict[tuple[str, str, int], list[tuple[int, str]]] = defaultdict(list)
    for j, other in b.items():
        for key, where in _stretches(other, places):
            stretches[where].append((j, key))
    touched: defaultdict[tuple[int, int], set[tuple[str, str]]] = defaultdict(set)
    for i, one in a.items():
        for key, where in _stretches(one, places):
            for j, other_key in stretches[where]:
                fragments = (places[m.span_id] for m in (one.near[key], b[j].near[other_key]))
                if _overlap(*fragments):
                    touched[i, j] |= {("a", key), ("b", other_key)}
    found = {}
    for (i, j), keys in touched.items():
        numbers = Counter(side for side, _ in keys)
        sizes = len(a[i].near), len(b[j].near)
        if 2 * numbers["a"] >= sizes[0] and 2 * numbers["b"] >= sizes[1]:
            found[i, j] = len(keys) / sum(sizes) + _LIKING * _likeness(a[i], b[j])
    return found


def _stretches(held: Held, places: Places) -> Iterator[tuple[str, tuple[str, str, int]]]:
    """For each span in a group the stretches of text that it touches: kind, article, number."""
    for key, member in held.near.items():
        numbers = {
            number
            for start, end in places.get(member.span_id, ())
            for number in range(start // STRETCH, (end - 1) // STRETCH + 1)
        }
        for number in sorted(numbers):
            yield key, (held.group.kind, member.article_id, number)


def _overlap(one: Sequence[Fragment], other: Sequence[Fragment]) -> bool:
    return any(max(a[0], b[0]) < min(a[1], b[1]) for a in one for b in other)


def _likeness(one: Held, other: Held) -> int:
    mine, theirs = one.group, other.group
    return 2 * (mine.name == theirs.name) + (sorted(mine.attributes) == sorted(theirs.attributes))


def _wholes(
    some: Iterable[tuple[int, int, int]], parts: Sequence[Held], wholes: Sequence[Held]
) -> dict[int, int]:
    """For each group without a partner the one of its kind that has the most of it, and half at
    least. `some` has how much is shared by a part and a whole."""
    best: dict[int, tuple[int, int]] = {}
    for number, part, whole in some:
        same = parts[part].group.kind == wholes[whole].group.kind
        if same and 2 * number >= len(parts[part].near):
            best[part] = max(best.get(part, (0, 0)), (number, -whole))
    return {part: -whole for part, (_, whole) in best.items()}
