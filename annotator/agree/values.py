"""What agreement is computed from, and what comes of it.

A document is one article as two people read it; the field's word is kept here. Offsets are code
points, end exclusive.
"""

from dataclasses import dataclass
from functools import cached_property

from annotator.model.span import AttributeValue, Fragment


@dataclass(frozen=True, slots=True)
class Mark:
    """One span as agreement sees it: where, which label (its name), which values.

    `fragments` are sorted, not empty, and neither touch nor overlap. `id` tells marks of one
    document and side apart; it takes no part in any figure.
    """

    fragments: tuple[Fragment, ...]
    label: str
    attributes: tuple[AttributeValue, ...] = ()
    id: str = ""

    @property
    def start(self) -> int:
        """First code point of the hull."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """End of the hull, exclusive."""
        return self.fragments[-1].end

    @property
    def size(self) -> int:
        """How many code points it covers."""
        return sum(end - start for start, end in self.fragments)

    def values(self, name: str) -> tuple[str, ...]:
        """All values of the attribute `name`, in order."""
        return tuple(value for key, value in self.attributes if key == name)


@dataclass(frozen=True, slots=True)
class Link:
    """One relation: its kind, and the ids of the marks it leads from and to.

    The mark it leads to may stand in another document.
    """

    kind: str
    head: str
    child: str


@dataclass(frozen=True)
class Doc:
    """One article read by both; `a` and `b` are the two sides' marks, in any order.

    `length` is that of `text`, in code points. Links belong to the document of their head. `id` is
    the article's; it takes no part in any figure.
    """

    name: str
    story: str
    length: int
    text: str
    a: tuple[Mark, ...]
    b: tuple[Mark, ...]
    a_links: tuple[Link, ...] = ()
    b_links: tuple[Link, ...] = ()
    id: str = ""

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The labels that either side used, sorted."""
        return tuple(sorted({mark.label for mark in (*self.a, *self.b)}))

    @property
    def is_empty(self) -> bool:
        """Whether neither side marked anything."""
        return not self.a and not self.b

    def swapped(self) -> "Doc":
        """The same with the sides exchanged."""
        return Doc(
            self.name, self.story, self.length, self.text,
            self.b, self.a, self.b_links, self.a_links, self.id,
        )  # fmt: skip

    def only(self, label: str) -> "Doc":
        """The same with the marks of one label alone, and no links."""
        a = tuple(mark for mark in self.a if mark.label == label)
        b = tuple(mark for mark in self.b if mark.label == label)
        return Doc(self.name, self.story, self.length, self.text, a, b, id=self.id)


@dataclass(frozen=True, slots=True)
class Score:
    """A figure, or (`value` None) why there is none.

    `ci` is the interval that holds the figure in 95 % of resamples of the documents; None under
    ten documents. `n` is how many things it was computed from (each measure says what).
    `chance` is what marks at random places would give, `coverage` the part of the data that the
    figure is about, 0 to 1; None where that means nothing.
    """

    value: float | None
    why: str | None = None
    ci: tuple[float, float] | None = None
    n: int = 0
    chance: float | None = None
    coverage: float | None = None

    def plain(self) -> dict[str, object]:
        """As plain data."""
        return {
            "value": self.value,
            "why": self.why,
            "ci": None if self.ci is None else list(self.ci),
            "n": self.n,
            "chance": self.chance,
            "coverage": self.coverage,
        }


def undefined(why: str, n: int = 0) -> Score:
    """No figure, and the reason in words."""
    return Score(None, why, n=n)
