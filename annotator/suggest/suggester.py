"""What a suggester is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from annotator.model.identity import named_id
from annotator.model.scheme import Label
from annotator.model.span import AttributeValue, Fragment, Span
from annotator.model.suggestion import Source
from annotator.progress import Progress, silent
from annotator.suggest.parse import Parse


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One article to look through. `name` is for progress only."""

    article_id: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Material:
    """One story, as a suggester gets it.

    `parses` by article id; an article without one was not parsed: there is no model.
    `spans` are those of the annotator who asks, in all articles of the story, for `repeats`;
    `labels` are the labels of the scheme in use by id. `stop_list` holds words that are no names.
    """

    articles: Sequence[ArticleText]
    labels: Mapping[str, Label]
    parses: Mapping[str, Parse]
    spans: Sequence[Span] = ()
    stop_list: frozenset[str] = frozenset()


class Suggester(Protocol):
    """Proposes spans in the articles of a story."""

    @property
    def source(self) -> Source:
        """Its name."""

    @property
    def version(self) -> str:
        """Grows whenever it may propose something else for the same texts."""

    @property
    def label(self) -> str:
        """Name of the label it proposes; "" where it is different from case to case."""

    @property
    def uses_model(self) -> bool:
        """Whether it reads the parses."""

    def suggest(self, material: Material, progress: Progress = silent) -> Iterator["Proposal"]:
        """What it proposes, article by article; it never raises for what stands in a text."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a suggester proposes, before the project makes a `Suggestion` of it.

    `label` is a label's name. The other fields are those of `Suggestion`.
    """

    article_id: str
    label: str
    fragments: tuple[Fragment, ...]
    score: float
    reason: str
    attributes: tuple[AttributeValue, ...] = ()
    speaker: Fragment | None = None
    cue: Fragment | None = None
    group: str = ""


def proposal_id(source: Source, proposal: Proposal, annotator_id: str = "") -> str:
    """The identity of a proposal: who proposes which fragments as what, to whom."""
    places = ",".join(f"{start}-{end}" for start, end in proposal.fragments)
    return named_id("suggestion", source, proposal.article_id, proposal.label, places, annotator_id)
