"""Amounts, shares and durations of the same unit that differ, in passages about the same."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.across.amounts import MONEY, Amount, seconds
from annotator.across.kinds import Kind, clue, listed
from annotator.across.material import ReadArticle
from annotator.across.words import Clusters, content, once
from annotator.model.clue import Clue

_REACH = 90
"""Code points to either side of an amount in which it is said what it is of."""
_SHARED = 2
"""Words in common from which two amounts may be of the same."""
_FRAME = 3
"""Words in common right beside both amounts from which they are the same but for the figure."""
MOST = 400
"""Amounts of one unit in one story that are compared; where there are more, none is."""
DURATION = "duration"


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount with the words around it: `stems` near it, `before` and `behind` right beside."""

    article: int
    amount: Amount
    stems: frozenset[str]
    before: tuple[str, ...]
    behind: tuple[str, ...]


def figures_that_differ(articles: Sequence[ReadArticle]) -> Iterator[Clue]:
    """One clue for amounts of the same unit with other values, where the words around agree.

    Shown where the words right beside them are the same.
    """
    by_unit: dict[str, list[Figure]] = defaultdict(list)
    crowded = too_many(articles)
    for number, article in enumerate(articles):
        for amount in article.amounts:
            if amount.unit and _unit(amount) not in crowded:
                by_unit[_unit(amount)].append(_figure(article, number, amount))
    common = _told_everywhere(articles)
    for unit, some in sorted(by_unit.items()):
        yield from _of_unit(articles, unit, some, common)


def too_many(articles: Sequence[ReadArticle]) -> frozenset[str]:
    """The units of which there are so many amounts that they are not compared."""
    held = Counter(_unit(amount) for article in articles for amount in article.amounts)
    return frozenset(unit for unit, number in held.items() if number > MOST)


def _unit(amount: Amount) -> str:
    return DURATION if seconds(amount) is not None else amount.unit


def _told_everywhere(articles: Sequence[ReadArticle]) -> frozenset[str]:
    """Words that many articles repeat: what the story is about joins no two figures."""
    held: Counter[str] = Counter()
    for article in articles:
        words = Counter(word.stem for word in content(article.text, 0, len(article.text)))
        held.update(stem for stem, times in words.items() if times > 4)
    return frozenset(stem for stem, number in held.items() if number > max(1, len(articles) // 2))


def _figure(article: ReadArticle, number: int, amount: Amount) -> Figure:
    start, end = article.around(amount.place)
    low, high = max(start, amount.place.start - _REACH), min(end, amount.place.end + _REACH)
    before = [w.stem for w in content(article.text, start, amount.place.start) if w.start >= low]
    behind = [w.stem for w in content(article.text, amount.place.end, end) if w.end <= high]
    return Figure(
        number,
        amount,
        frozenset([*before, *behind]),
        tuple(before[-_FRAME:]),
        tuple(behind[:_FRAME]),
    )


def _of_unit(
    articles: Sequence[ReadArticle], unit: str, some: Sequence[Figure], common: frozenset[str]
) -> Iterator[Clue]:
    clusters = Clusters()
    framed: set[int] = set()
    for n, one in enumerate(some):
        for m in range(n + 1, len(some)):
            other = some[m]
            if one.article == other.article or not _values_differ(one.amount, other.amount):
                continue
            is_framed = _same_frame(one, other)
            shared = one.stems & other.stems
            if is_framed or len(shared - common) + bool(shared & common) >= _SHARED:
                clusters.join(n, m)
                framed.update((n, m) if is_framed else ())
    for numbers in clusters.all():
        members = [some[number] for number in numbers]
        values = [articles[one.article].words(one.amount.place) for one in members]
        passages = [
            articles[one.article].passage(one.amount.place, value)
            for one, value in zip(members, values, strict=True)
        ]
        shown = any(number in framed for number in numbers)
        shared = frozenset.intersection(*(one.stems for one in members[:2])) - common
        what = ", ".join(sorted(shared)[:3])
        about = f", beside the same words ({what} …)" if what else ""
        reason = f"the articles say {listed(once(values))}{about}"
        name = unit if unit not in (MONEY, DURATION) else values[0]
        yield clue(Kind.FIGURE, name, reason, passages, shown=shown)


def _values_differ(one: Amount, other: Amount) -> bool:
    """Whether the values differ by more than rounding, in one currency or where none is said."""
    if one.currency and other.currency and one.currency != other.currency:
        return False
    a, b = seconds(one) or one.value, seconds(other) or other.value
    return abs(a - b) > 1e-9 * max(abs(a), abs(b), 1.0)


def _same_frame(one: Figure, other: Figure) -> bool:
    """Whether the words right before, or right behind, both amounts are the same."""
    return (
        len(one.before) == _FRAME
        and one.before[-2:] == other.before[-2:]
        and one.behind[:1] == other.behind[:1]
        and bool(one.behind)
    )
