"""What is wanted of an export, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.formats.format import Written
from annotator.formats.fragments import Fragments
from annotator.formats.losses import Loss
from annotator.model.reading import Status


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What to export and how.

    `annotators`: ids, () for all; `statuses`: () for every reading that was begun; `split`: train,
    dev and test in per cent, None to leave the records together, `stratify` spreads the labels
    evenly over them; `labels`: names, `stories`: ids, () for all; `gold`: adjudicated readings
    only; `pseudonyms`: nobody is named, see `annotator.transfer.pseudonyms`; `publish`: without
    texts, notes and names; `soft_labels`: beside the records, which share of the annotators gave
    each character a label, see `annotator.transfer.softened`; `choices`: what only some formats
    ask.
    """

    format: str = "jsonl"
    annotators: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    split: tuple[int, int, int] | None = None
    seed: int = 0
    fragments: Fragments = Fragments.KEEP
    pseudonyms: bool = False
    labels: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    gold: bool = False
    stratify: bool = False
    publish: bool = False
    soft_labels: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def nobody_named(self) -> bool:
        """Whether pseudonyms stand for the names."""
        return self.pseudonyms or self.publish


EVERYTHING = ExportOptions()
"""Every reading that was begun, as it stands."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written; `sentences` say what was left out or could not be done as asked."""

    written: Written
    sentences: tuple[str, ...]
    losses: tuple[Loss, ...] = ()

    def plain(self) -> dict[str, object]:
        """As plain data."""
        return {
            "files": [str(path) for path in self.written.files],
            "records": self.written.records,
            "articles": self.written.articles,
            "spans": self.written.spans,
            "relations": self.written.relations,
            "warnings": list(self.sentences),
            "losses": [loss.plain() for loss in self.losses],
        }


@dataclass(frozen=True, slots=True)
class Preview:
    """The first lines of an export, and how many records there are in all."""

    lines: tuple[str, ...]
    records: int
