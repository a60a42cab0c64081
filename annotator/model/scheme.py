"""The scheme: the labels, their attributes and the relations between spans, with a version."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from annotator.model.span import AttributeValue


class AttributeKind(StrEnum):
    """What values an attribute takes."""

    CHOICE = "choice"
    SEVERAL = "several"
    TEXT = "text"
    PLACE = "address and date"


class Underline(StrEnum):
    """Line style of a label: tells labels apart without colour."""

    SOLID = "solid"
    DOUBLE = "double"
    DOTTED = "dotted"
    WAVY = "wavy"
    DASHED = "dashed"
    THICK = "thick"


class Edges(StrEnum):
    """What a new span's ends may be: `words` trims punctuation, `marks` keeps quotation marks."""

    WORDS = "words"
    MARKS = "marks"


@dataclass(frozen=True, slots=True)
class Attribute:
    """A question asked about every span of a label. `core` ones are asked at once, by key."""

    name: str
    kind: AttributeKind = AttributeKind.CHOICE
    values: tuple[str, ...] = ()
    default: str = ""
    core: bool = False
    required: bool = False
    open: bool = False
    help: str = ""
    """A line that begins with a value and a colon says what that value means."""

    def meaning(self, value: str) -> str:
        """What the help says of a value; "" where it says nothing."""
        begin = f"{value}: "
        lines = (line for line in self.help.splitlines() if value and line.startswith(begin))
        return next(lines, "").removeprefix(begin)


@dataclass(frozen=True, slots=True)
class Example:
    """A passage that is, or is not, to be marked, and why."""

    file: str
    start: int
    end: int
    text: str
    why: str
    attributes: tuple[AttributeValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A kind of mark. A retired label keeps its spans but is not offered any more."""

    id: str
    name: str
    key: str = ""
    colour: str = "#555555"
    underline: Underline = Underline.SOLID
    edges: Edges = Edges.WORDS
    definition: str = ""
    span: str = ""
    test: str = ""
    attributes: tuple[Attribute, ...] = ()
    positive: tuple[Example, ...] = ()
    negative: tuple[Example, ...] = ()
    retired: bool = False

    @property
    def core_attributes(self) -> tuple[Attribute, ...]:
        """The attributes asked for by key as soon as the span stands."""
        return tuple(a for a in self.attributes if a.core)

    def attribute(self, name: str) -> Attribute | None:
        """The attribute called `name`, if the label has one."""
        return next((a for a in self.attributes if a.name == name), None)

    def defaults(self) -> tuple[AttributeValue, ...]:
        """The default values, written when a span is made so that what was meant is in the data."""
        return tuple(AttributeValue(a.name, a.default) for a in self.attributes if a.default)


ANY_SPAN = "any span"
"""Source or target of a relation kind that takes spans of every label."""
OMITS = "omits"
"""The stance of an article that omits what the others in a group say, where its kind knows it."""


@dataclass(frozen=True, slots=True)
class RelationKind:
    """A kind of link between two spans, or (`is_set`) of group over several.

    `source` and `target` are label names or `ANY_SPAN`; `many_to_one`: a source has one target.
    """

    name: str
    source: str = ANY_SPAN
    target: str = ANY_SPAN
    many_to_one: bool = False
    help: str = ""
    is_set: bool = False
    members: tuple[str, ...] = ()
    member_value: bool = False
    stances: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()

    def takes(self, source: str, target: str) -> bool:
        """Whether a span labelled `source` may be linked to one labelled `target`."""
        return (
            not self.is_set
            and self.source in (ANY_SPAN, source)
            and self.target in (ANY_SPAN, target)
        )

    def holds(self, label: str) -> bool:
        """Whether a span labelled `label` may be in a group of this kind; no members: any label."""
        return self.is_set and (not self.members or label in self.members)

    def stances_of(self, *, omits: bool) -> tuple[str, ...]:
        """The stances that a member can have, if any.

        An article that omits what the others say has no other than `OMITS`, where that is known.
        """
        return (OMITS,) if omits and OMITS in self.stances else self.stances

    def defaults(self) -> tuple[AttributeValue, ...]:
        """The default values of its attributes, written when a group is made."""
        return tuple(AttributeValue(a.name, a.default) for a in self.attributes if a.default)


@dataclass(frozen=True, slots=True)
class ArticleQuestion:
    """A question about a whole article, such as the overall impression; no values: free text."""

    name: str
    values: tuple[str, ...] = ()
    help: str = ""


class Renaming(NamedTuple):
    """An attribute of a label that got another name."""

    label_id: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """The versioned set of labels, relation kinds and questions of a project.

    `merged` and `renamed` say what this version did to the spans of the version before: ids of
    labels that it took away, each with the id of the label that got their spans, and attributes
    that it renamed (before it merged).
    """

    name: str
    version: int
    labels: tuple[Label, ...] = ()
    relations: tuple[RelationKind, ...] = ()
    questions: tuple[ArticleQuestion, ...] = ()
    merged: tuple[tuple[str, str], ...] = ()
    renamed: tuple[Renaming, ...] = ()

    def label(self, label_id: str) -> Label | None:
        """The label with this id, retired ones included."""
        return next((label for label in self.labels if label.id == label_id), None)

    def label_named(self, name: str) -> Label | None:
        """The label with this name, retired ones included."""
        return next((label for label in self.labels if label.name == name), None)

    @property
    def offered(self) -> tuple[Label, ...]:
        """The labels in use: all but the retired ones, in order."""
        return tuple(label for label in self.labels if not label.retired)

    def links(self, source: str, target: str) -> tuple[RelationKind, ...]:
        """The relation kinds that may lead from a label name to another."""
        return tuple(kind for kind in self.relations if kind.takes(source, target))

    def names(self, label_ids: Iterable[str]) -> tuple[str, ...]:
        """The names of these labels, unknown ids left out."""
        return tuple(label.name for i in label_ids if (label := self.label(i)) is not None)
