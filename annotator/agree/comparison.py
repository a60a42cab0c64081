"""Two people's labels of the same articles, compared: every figure from one set of counts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

from annotator.agree.attributes import Question, attribute_measures
from annotator.agree.classes import Row, counts, rows
from annotator.agree.gamma_measures import OF_ALL, gamma_measure, no_gamma
from annotator.agree.groups import GroupAgreement, Grouped, group_agreement
from annotator.agree.kinds import Kind
from annotator.agree.labels import confusion, label_measures
from annotator.agree.layers import layer_measures
from annotator.agree.measure import Average, Measure
from annotator.agree.other_measures import (
    flat_kappa_measure,
    gamma_cat_measure,
    muc_measures,
    soft_measures,
)
from annotator.agree.relations import relation_measures
from annotator.agree.resampling import RESAMPLES, Resamples, resamples
from annotator.agree.scores import Aligned, span_measures
from annotator.agree.span_families import gate_measures, semeval_measures
from annotator.agree.unitizing_measures import unitizing_measures
from annotator.agree.values import Doc, Score
from annotator.progress import Progress, silent

Name = tuple[str, ...]
"""A figure's name, such as `("strict_f1",)` or `("attributes", "claim.type")`."""
Scores = Mapping[Name, Score]
HEADLINE: tuple[Name, ...] = (("strict_f1",), ("boundary_f1",), ("iou50_f1",), ("label_kappa",))
"""What to look at first."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An article that was not compared, and why."""

    article: str
    why: str


@dataclass(frozen=True, slots=True)
class Options:
    """How to compare.

    `more` adds measures that readers of other fields know, `gamma` Mathet's γ, which takes long,
    `rare` MUC's rates, soft labels and γ-cat.
    """

    average: Average = Average.MICRO
    seed: int = 0
    more: bool = True
    gamma: bool = False
    rare: bool = False
    resamples: int = RESAMPLES


@dataclass(frozen=True, slots=True)
class Part:
    """What was compared where it is not all that both finished.

    `labels`: only spans with one of these, by name; none: all. `chosen`: whether the articles were
    named. `unfinished`: whether articles were taken in that not both had finished.
    """

    labels: tuple[str, ...] = ()
    chosen: bool = False
    unfinished: bool = False


ALL = Part()


@dataclass(frozen=True)
class Comparison:
    """What came of a comparison.

    `measures` holds for each figure the one over all labels, then one for each label of
    `aligned.labels`; None where a label has no such figure.
    """

    names: tuple[str, str]
    aligned: Aligned
    measures: Mapping[Name, Sequence[Measure | None]]
    options: Options
    left_out: tuple[LeftOut, ...] = ()
    groups: Mapping[str, GroupAgreement] = field(default_factory=dict)
    part: Part = ALL
    _drawn: Resamples | None = field(default=None, repr=False)

    @property
    def docs(self) -> tuple[Doc, ...]:
        """The articles compared."""
        return self.aligned.docs

    @cached_property
    def scores(self) -> Scores:
        """The figures of all articles and labels."""
        return self._scores(0)

    @cached_property
    def label_scores(self) -> Mapping[str, Scores]:
        """The figures of each label."""
        return {label: self._scores(n) for n, label in enumerate(self.aligned.labels, 1)}

    @cached_property
    def article_scores(self) -> Mapping[str, Scores]:
        """The figures of each article."""
        return {doc.name: self.over([number]) for number, doc in enumerate(self.docs)}

    @cached_property
    def stories(self) -> Mapping[str, Sequence[int]]:
        """The stories, in the order of their first articles, each with the places of its own."""
        places: dict[str, list[int]] = {}
        for number, doc in enumerate(self.docs):
            places.setdefault(doc.story, []).append(number)
        return places

    @cached_property
    def story_scores(self) -> Mapping[str, Scores]:
        """The figures of each story."""
        return {story: self.over(numbers) for story, numbers in self.stories.items()}

    @cached_property
    def group_scores(self) -> Mapping[str, Scores]:
        """The figures of each kind of group; intervals by resampling stories."""
        drawn = resamples(len(self.stories), seed=self.options.seed, number=self.options.resamples)
        return {
            kind: {
                ("groups", name): measure.score(drawn, self.options.average)
                for name, measure in one.measures.items()
            }
            for kind, one in self.groups.items()
        }

    @cached_property
    def classes(self) -> Mapping[Kind, int]:
        """How many pairs and single marks there are of each class."""
        return counts(self.aligned.pairings)

    def classes_of(self, documents: Sequence[int]) -> Mapping[Kind, int]:
        """How many of each class there are in some of the articles, by their places."""
        return counts(self.aligned.pairings[number] for number in documents)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every mark in its class, article by article in text order."""
        return tuple(row for aligned in self.aligned.pairings for row in rows(aligned))

    def told_apart(self, kind: Kind) -> str:
        """How many of a class differ by little, and how many are split or merged; "" for none."""
        rows = [row for row in self.rows if row.kind is kind]
        blank = sum(row.blank_only for row in rows)
        split = sum(bool(row.a_split or row.b_split) for row in rows)
        told = []
        if blank:
            told.append(f"{blank:,} by white space and punctuation only")
        if split:
            told.append(f"{split:,} split or merged")
        return ", ".join(told)

    @cached_property
    def confusion(self) -> tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]:
        """The labels with “nothing” behind them, and the counts: A's labels down, B's across."""
        return confusion(self.aligned, self.aligned.labels)

    @property
    def spans(self) -> tuple[int, int]:
        """How many spans each of the two has."""
        return sum(len(doc.a) for doc in self.docs), sum(len(doc.b) for doc in self.docs)

    def spans_of(self, label: str) -> tuple[int, int]:
        """How many spans with this label each of the two has."""
        a = sum(mark.label == label for doc in self.docs for mark in doc.a)
        return a, sum(mark.label == label for doc in self.docs for mark in doc.b)

    @cached_property
    def boundary_shift(self) -> tuple[float, float] | None:
        """By how many code points starts and ends differ, the medians; of pairs that do differ."""
        pairs = [p for one in self.aligned.pairings for p in one.pairs if not p.same_place]
        if not pairs:
            return None
        return (
            median(abs(pair.a.start - pair.b.start) for pair in pairs),
            median(abs(pair.a.end - pair.b.end) for pair in pairs),
        )

    def _scores(self, which: int) -> Scores:
        return {
            name: measure.score(self._drawn, self.options.average)
            for name, some in self.measures.items()
            if (measure := some[which]) is not None
        }

    def over(self, documents: Sequence[int], names: Sequence[Name] = ()) -> Scores:
        """The figures of some of the articles, by their places: those with these names, or all."""
        # Too few for an interval of their own; an article is its own mean.
        return {
            name: measure.of(documents).score(average=self.options.average)
            for name in names or self.measures
            if (measure := self.measures[name][0]) is not None
        }


def compare(
    docs: Sequence[Doc],
    names: tuple[str, str],
    labels: Sequence[str],
    *,
    questions: Sequence[Question] = (),
    left_out: Sequence[LeftOut] = (),
    groups: tuple[Sequence[Grouped], Sequence[Grouped]] = ((), ()),
    part: Part = ALL,
    options: Options | None = None,
    progress: Progress = silent,
) -> Comparison:
    """Compares two people's marks.

    `labels` are in the order to show them; those that only the marks have come behind them.
    `questions` are the attributes to compare, `groups` A's and B's. `part` is what was read.
    """
    options = options or Options()
    others = {label for doc in docs for label in doc.labels} - set(labels)
    aligned = Aligned(tuple(docs), (*labels, *sorted(others)), options.seed, progress=progress)
    measures: dict[Name, Sequence[Measure | None]] = {}
    steps = (*_STEPS, *(_MORE if options.more else ()))
    for number, (family, step) in enumerate(steps):
        progress(number, len(steps), "figures")
        measures.update({(*family, name): some for name, some in step(aligned).items()})
    if options.gamma:
        measures["gamma",] = _with_gamma(aligned, gamma_measure(aligned, progress))
    elif options.more:
        measures["gamma",] = _with_gamma(aligned, no_gamma(aligned))
    if options.rare:
        measures.update(_rare(aligned))
    measures.update(_attributes(aligned, questions))
    measures["relations",] = relation_measures(aligned)
    progress(len(steps), len(steps), "figures")
    drawn = resamples(len(docs), seed=options.seed, number=options.resamples)
    grouped = group_agreement(aligned.pairings, *groups)
    return Comparison(names, aligned, measures, options, tuple(left_out), grouped, part, drawn)


def _label_kappa(aligned: Aligned) -> Mapping[str, Sequence[Measure]]:
    return {"label_kappa": label_measures(aligned)}


def _rare(aligned: Aligned) -> Mapping[Name, Sequence[Measure | None]]:
    rates = muc_measures(semeval_measures(aligned)["strict"])
    return {
        ("flat_char_kappa",): _whole(aligned, flat_kappa_measure(aligned)),
        ("gamma_cat",): _whole(aligned, gamma_cat_measure(aligned)),
        **{("muc", name): some for name, some in rates.items()},
        **{("soft", name): some for name, some in soft_measures(aligned).items()},
    }


def _whole(aligned: Aligned, measure: Measure) -> Sequence[Measure | None]:
    """A measure that labels have none of."""
    return [measure, *(None for _ in aligned.labels)]


def _with_gamma(aligned: Aligned, measure: Measure) -> Sequence[Measure | None]:
    """γ of all labels; each label has the same figures, so it says why it has none of this one."""
    return [measure, *(no_gamma(aligned, OF_ALL) for _ in aligned.labels)]


Step = Callable[[Aligned], Mapping[str, Sequence[Measure | None]]]
_STEPS: tuple[tuple[Name, Step], ...] = (((), span_measures), ((), _label_kappa))
_MORE: tuple[tuple[Name, Step], ...] = (
    ((), layer_measures),
    ((), unitizing_measures),
    (("semeval",), semeval_measures),
    (("gate",), gate_measures),
)
"""What readers of other fields know; the names of a family have its name before them."""


def _attributes(
    aligned: Aligned, questions: Sequence[Question]
) -> Mapping[Name, Sequence[Measure | None]]:
    return {
        ("attributes", f"{label}.{name}"): [
            measure,
            *(measure if label == one else None for one in aligned.labels),
        ]
        for (label, name), measure in attribute_measures(aligned, questions).items()
    }
