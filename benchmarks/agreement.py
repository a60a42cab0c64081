"""What a comparison costs: two annotators, 1,000 articles, 28 spans each in every one.

The alignment alone; all headline figures (F1 three ways with their level of chance, κ of labels,
attributes and relations) with 2,000 resamples, for all and for each label; what readers of other
fields know of characters and words; γ of one article. Wall
time, the best of three.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator

from annotator.agree.comparison import HEADLINE, Options, compare
from annotator.agree.gamma import gamma
from annotator.agree.layers import layer_measures
from annotator.agree.pairing import pairings
from annotator.agree.scores import Aligned
from annotator.agree.values import Doc, Mark
from annotator.model.span import AttributeValue, Fragment
from annotator.paths import seed
from benchmarks import figure
from benchmarks.figure import Figure

LABELS = ("claim", "quote", "entity", "possibly fabricated")
LENGTH = 4_500
SPANS = 28
WORDS = [w for path in sorted(seed("articles").glob("*.txt")) for w in path.read_text().split()]


def documents(number: int) -> list[Doc]:
    """Half of B's spans are A's, a fifth are moved a little, the others are elsewhere."""
    chance = random.Random(28)
    return [_document(f"article {n}", _text(chance), chance) for n in range(number)]


def _text(chance: random.Random) -> str:
    """Words of the sample articles in another order, one in ten with a number of its own."""
    words: list[str] = []
    length = 0
    while length < LENGTH:
        word = chance.choice(WORDS)
        words.append(f"{word}{chance.randrange(1000)}" if chance.random() < 0.1 else word)
        length += len(words[-1]) + 1
    return " ".join(words)[:LENGTH]


def _document(name: str, text: str, chance: random.Random) -> Doc:
    a: dict[object, Mark] = {}
    while len(a) < SPANS:
        a.setdefault(*_mark(chance.randrange(LENGTH - 160), _length(chance), chance))
    b: dict[object, Mark] = {}
    for mark in a.values():
        b.setdefault(*_second(mark, chance))
    while len(b) < SPANS:
        b.setdefault(*_mark(chance.randrange(LENGTH - 160), _length(chance), chance))
    return Doc(name, "story", LENGTH, text, tuple(a.values()), tuple(b.values()))


def _length(chance: random.Random) -> int:
    return chance.choice((8, 20, 80, 150))


def _second(mark: Mark, chance: random.Random) -> tuple[object, Mark]:
    kind = chance.random()
    if kind < 0.5:
        return _mark(mark.start, mark.size, chance, mark.label)
    if kind < 0.7:
        start = max(0, mark.start + chance.randint(-5, 5))
        label = mark.label if chance.random() < 0.8 else chance.choice(LABELS)
        return _mark(start, max(1, mark.size + chance.randint(-5, 5)), chance, label)
    return _mark(chance.randrange(LENGTH - 160), _length(chance), chance)


def _mark(start: int, length: int, chance: random.Random, label: str = "") -> tuple[object, Mark]:
    label = label or chance.choice(LABELS)
    end = min(start + length, LENGTH)
    values = (AttributeValue("sure", chance.choice(("yes", "no"))),)
    return (start, end, label), Mark((Fragment(start, end),), label, values, f"{start} {end}")


def best(task: Callable[[], object], times: int) -> float:
    """Seconds, the best of so many times."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        task()
        found.append(time.perf_counter() - start)
    return min(found)


def headline(docs: list[Doc]) -> None:
    """Every headline figure with its interval and level of chance."""
    options = Options(more=False)
    questions = [(label, "sure") for label in LABELS]
    found = compare(docs, ("A", "B"), LABELS, questions=questions, options=options)
    for scores in (found.scores, *found.label_scores.values()):
        assert all(scores[name].value is not None for name in HEADLINE)
        assert len(docs) < 10 or all(scores[name].ci for name in HEADLINE)
    assert found.scores["iou50_f1",].chance


def measure(*, smoke: bool) -> Iterator[Figure]:
    """The figures."""
    number, times = (12, 1) if smoke else (1000, 3)
    docs = documents(number)
    assert sum(len(one.pairs) for one in pairings(docs)) > 10 * number
    what = f"{number:,} articles × 2 × {SPANS} spans"
    seconds = best(lambda: pairings(docs), times)
    yield Figure("agreement", f"alignment of {what}, s", 0.5, seconds, seconds <= 0.5)
    seconds = best(lambda: headline(docs), times)
    goal = f"headline figures with 2,000 resamples, {what}, s"
    yield Figure("agreement", goal, 5.0, seconds, seconds <= 5.0)
    seconds = best(lambda: layer_measures(Aligned(tuple(docs), LABELS)), times)
    yield Figure(
        "agreement", f"κ and α of characters and words, {what}, s", 3.0, seconds, seconds <= 3
    )
    some = docs[:1] if smoke else docs[:20]
    milliseconds = 1000 * best(lambda: [gamma(one) for one in some], times) / len(some)
    yield Figure("agreement", "γ of an article, ms", 100.0, milliseconds, milliseconds <= 100)


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    return figure.main("agreement", __doc__, measure, arguments)


if __name__ == "__main__":
    sys.exit(main())
