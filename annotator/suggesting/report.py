"""What is to be suggested, and what came of it."""

from collections import Counter
from dataclasses import dataclass, field

from annotator.model.suggestion import Source, Suggestion


@dataclass(frozen=True, slots=True)
class SuggestOptions:
    """What to suggest.

    `sources`: () for all. `model`: the name of an installed pipeline, "" for the preferred one.
    `annotator_id`: whose spans are looked for elsewhere; with "" there are no repeats.
    `story_ids`: () for all. `afresh`: also what has not changed is computed, and handed back.
    `use_model` False: only what rules can tell, and what a model told before is left as it is.
    """

    sources: tuple[Source, ...] = ()
    model: str = ""
    annotator_id: str = ""
    story_ids: tuple[str, ...] = ()
    afresh: bool = False
    use_model: bool = True


EVERYTHING = SuggestOptions()
"""All sources, in all stories, where something has changed."""


@dataclass(slots=True)
class SuggestReport:
    """What came of it.

    `suggestions` are handed back in article and text order where all was computed afresh. `counts`
    are numbers by article id and source of what was computed, `unchanged` the pairs of a story and
    a source that were left alone. `parsed` articles went through the model now, `known` had been
    through it before. `missing` sources could not be asked. `kept`: the project has it all now.
    """

    suggestions: list[Suggestion] = field(default_factory=list)
    counts: Counter[tuple[str, Source]] = field(default_factory=Counter)
    sources: list[Source] = field(default_factory=list)
    missing: list[Source] = field(default_factory=list)
    model: str = ""
    parsed: int = 0
    known: int = 0
    unchanged: int = 0
    kept: bool = True
    sentences: list[str] = field(default_factory=list)

    def say(self, sentence: str) -> None:
        """Adds something to know, once."""
        if sentence not in self.sentences:
            self.sentences.append(sentence)

    def plain(self) -> dict[str, object]:
        """As plain data, without the suggestions."""
        by_source = Counter[str]()
        for (_, source), number in self.counts.items():
            by_source[source.value] += number
        return {
            "counts": {source.value: by_source[source.value] for source in self.sources},
            "missing": [source.value for source in self.missing],
            "model": self.model,
            "parsed": self.parsed,
            "known": self.known,
            "unchanged": self.unchanged,
            "kept": self.kept,
            "warnings": list(self.sentences),
        }
