"""What a comparison found, as the worker tells it: values to show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from annotator.agree.values import Score

Name = tuple[str, ...]
"""A figure's name, such as `("strict_f1",)`, `("attributes", "claim.type")`, or with the kind of
group `("groups", "b3", "same as")`."""
Scores = Mapping[Name, Score]
HEADLINE: tuple[Name, ...] = (("strict_f1",), ("boundary_f1",), ("iou50_f1",), ("label_kappa",))
"""What to look at first."""
BESIDE = ("attributes", "relations", "groups")
"""Families of figures about what is said of spans, and not where they are."""


_SWAPPED_KINDS = {"only_a": "only_b", "only_b": "only_a"}
_SWAPS: Mapping[Name, Name] = {
    ("muc", "precision"): ("muc", "recall"),
    ("muc", "recall"): ("muc", "precision"),
    ("muc", "undergeneration"): ("muc", "overgeneration"),
    ("muc", "overgeneration"): ("muc", "undergeneration"),
}
"""Figures that are not the same for both."""


@dataclass(frozen=True, slots=True)
class Tendency:
    """Numbers of spans that lie clearly apart; `label` is "" where all labels are meant."""

    label: str
    a: int
    b: int


@dataclass(frozen=True, slots=True)
class Read:
    """An article that was compared: its story, the spans of both, and how many of each class."""

    article: str
    story: str
    spans: tuple[int, int]
    classes: Mapping[str, int]
    scores: Scores


@dataclass(frozen=True)
class Pair:
    """Two people compared. Classes go by their names in the plain data, such as `only_a`."""

    names: tuple[str, str]
    left_out: tuple[tuple[str, str], ...]
    spans: tuple[int, int]
    classes: Mapping[str, int]
    blank_only: Mapping[str, int]
    split: Mapping[str, int]
    scores: Scores
    labels: Mapping[str, Scores]
    label_spans: Mapping[str, tuple[int, int]]
    confusion: tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]
    shift: tuple[float, float] | None
    tendencies: tuple[Tendency, ...]
    read: tuple[Read, ...]
    stories: Mapping[str, Scores]
    """The headline of each story."""
    groups: Scores
    methods: str
    sampler: str

    def called(self, names: tuple[str, str]) -> "Pair":
        """The same with other names of the two."""
        return replace(self, names=names)

    @property
    def swapped(self) -> "Pair":
        """The same with the two exchanged."""
        labels, counts = self.confusion
        return replace(
            self,
            names=self.names[::-1],
            spans=self.spans[::-1],
            classes=_swapped(self.classes),
            blank_only=_swapped(self.blank_only),
            split=_swapped(self.split),
            scores={_SWAPS.get(name, name): score for name, score in self.scores.items()},
            label_spans={label: some[::-1] for label, some in self.label_spans.items()},
            confusion=(labels, tuple(zip(*counts, strict=True))),
            tendencies=tuple(Tendency(one.label, one.b, one.a) for one in self.tendencies),
            read=tuple(
                replace(one, spans=one.spans[::-1], classes=_swapped(one.classes))
                for one in self.read
            ),
        )

    def score(self, name: Name) -> Score:
        """The figure with this name."""
        return self.beside[name] if name[0] in BESIDE else self.scores[name]

    @property
    def beside(self) -> Scores:
        """Figures of attributes, relations and groups."""
        beside = {name: score for name, score in self.scores.items() if name[0] in BESIDE}
        return {**beside, **self.groups}

    @property
    def more(self) -> Scores:
        """What readers of other fields know."""
        known = {*HEADLINE}
        return {
            name: score
            for name, score in self.scores.items()
            if name not in known and name[0] not in BESIDE
        }


@dataclass(frozen=True)
class Found:
    """A comparison of two people, or of every two of several; `pairs` in the order of names.

    `heads`: how many steps had changed the readings of these people when it was made.
    """

    names: tuple[str, ...]
    pairs: tuple[Pair, ...]
    together: Scores
    heads: int

    def pair(self, a: int, b: int) -> Pair:
        """The comparison of two people, by their places in `names`."""
        return self.pairs[self._number((min(a, b), max(a, b)))]

    def with_pair(self, place: tuple[int, int], pair: Pair) -> "Found":
        """The same with another comparison of two of them, by their places in order."""
        pairs = list(self.pairs)
        pairs[self._number(place)] = pair
        return replace(self, pairs=tuple(pairs))

    def _number(self, place: tuple[int, int]) -> int:
        many = len(self.names)
        return [(i, j) for i in range(many) for j in range(i + 1, many)].index(place)


def found(plain: Mapping[str, Any]) -> Found:
    """From the plain data of the worker's task `compare`."""
    return Found(
        tuple(plain["annotators"]),
        tuple(map(_pair, plain["pairs"])),
        _scores(plain["together"]),
        plain["heads"],
    )


def _pair(plain: Mapping[str, Any]) -> Pair:
    a, b = plain["annotators"]
    shift = plain["shift"]
    return Pair(
        names=(a, b),
        left_out=tuple((one["article"], one["why"]) for one in plain["left_out"]),
        spans=_two(plain["spans"]),
        classes=plain["classes"],
        blank_only=plain["blank_only"],
        split=plain["split"],
        scores=_scores(plain["scores"]),
        labels={label: _scores(scores) for label, scores in plain["labels"].items()},
        label_spans={label: _two(some) for label, some in plain["label_spans"].items()},
        confusion=(
            tuple(plain["confusion"]["labels"]),
            tuple(tuple(row) for row in plain["confusion"]["counts"]),
        ),
        shift=None if shift is None else (shift[0], shift[1]),
        tendencies=tuple(Tendency(**one) for one in plain["tendencies"]),
        read=tuple(
            Read(one["article"], one["story"], _two(one["spans"]), one["classes"],
                 _scores(plain["by_article"][one["article"]]))
            for one in plain["read"]
        ),
        stories={story: _scores(scores) for story, scores in plain["by_story"].items()},
        groups=_groups(plain["groups"]),
        methods=plain["methods"],
        sampler=plain["sampler"],
    )  # fmt: skip


def _groups(plain: Mapping[str, Any]) -> Scores:
    """Figures of groups: each name ends with the kind of group."""
    return {
        ("groups", name, kind): _score(one)
        for kind, scores in plain.items()
        for name, one in scores.items()
        if "value" in one
    }


def _swapped(classes: Mapping[str, int]) -> Mapping[str, int]:
    return {_SWAPPED_KINDS.get(kind, kind): many for kind, many in classes.items()}


def _two(some: Sequence[int]) -> tuple[int, int]:
    first, second = some
    return first, second


def _scores(plain: Mapping[str, Any]) -> Scores:
    """Figures by name; those of a family stand in a mapping of their own."""
    scores: dict[Name, Score] = {}
    for name, one in plain.items():
        if "value" in one:
            scores[name,] = _score(one)
        else:
            scores.update({(name, within): _score(some) for within, some in one.items()})
    return scores


def _score(plain: Mapping[str, Any]) -> Score:
    interval = plain["ci"]
    return Score(
        value=plain["value"],
        why=plain["why"],
        ci=None if interval is None else (interval[0], interval[1]),
        n=plain["n"],
        chance=plain["chance"],
        coverage=plain["coverage"],
    )
