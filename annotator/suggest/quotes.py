"""Quotations: who is quoted with which words, found by rules without any model."""

from collections.abc import Iterator, Sequence

from annotator.model.span import AttributeValue
from annotator.model.suggestion import Source
from annotator.progress import Progress, silent
from annotator.suggest.attribution import Way
from annotator.suggest.cues import Lexicon, load_lexicon
from annotator.suggest.finding import Finding
from annotator.suggest.findings import findings
from annotator.suggest.judging import judge
from annotator.suggest.passages import lines, passages
from annotator.suggest.quotation import OFFERED, Quotation
from annotator.suggest.quotation_marks import DOUBLE
from annotator.suggest.speaker_types import surnames
from annotator.suggest.suggester import Material, Proposal
from annotator.suggest.units import units


def find_quotations(
    text: str, lexicon: Lexicon | None = None, *, guesses: bool = False
) -> list[Quotation]:
    """The quotations of a text in order, with their speakers and cues.

    With `guesses` also what scores below `OFFERED`: short terms, titles, marks that stay open.
    Offsets are code points. Nothing in a text makes it raise. Without `lexicon`, the one that ships
    with the program is read.
    """
    words = load_lexicon() if lexicon is None else lexicon
    found = findings(text, units(text, lines(text), passages(text)), words)
    doubled = _quotes_with_double_marks(found)
    people = surnames(text) if found else frozenset()
    judged = (
        judge(text, group, words, doubled=doubled, people=people) for group in _grouped(found)
    )
    return [one for one in judged if guesses or one.score >= OFFERED]


def _quotes_with_double_marks(found: Sequence[Finding]) -> bool:
    """Whether at least half of the passages with a cue right beside them stand in double marks."""
    cued = [one.passage.family for one in found if one.way in {Way.BEHIND, Way.BEFORE}]
    return bool(cued) and 2 * cued.count(DOUBLE) >= len(cued)


def _grouped(found: Sequence[Finding]) -> Iterator[list[Finding]]:
    group: list[Finding] = []
    for one in found:
        if group and not one.joins:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


class Quotes:
    """The suggester of quotations; with `guesses` it offers what scores below 0.5 too."""

    source = Source.QUOTES
    version = "2"
    label = "quote"
    uses_model = False

    def __init__(self, lexicon: Lexicon | None = None, *, guesses: bool = False) -> None:
        self._lexicon = load_lexicon() if lexicon is None else lexicon
        self._guesses = guesses

    def suggest(self, material: Material, progress: Progress = silent) -> Iterator[Proposal]:
        """A proposal for every quotation, article by article."""
        total = len(material.articles)
        for done, article in enumerate(material.articles):
            progress(done, total, article.name)
            for quotation in find_quotations(article.text, self._lexicon, guesses=self._guesses):
                yield proposal(article.article_id, quotation)


def proposal(article_id: str, quotation: Quotation) -> Proposal:
    """The proposal to mark `quotation` in an article."""
    return Proposal(
        article_id,
        "quote",
        quotation.fragments,
        quotation.score,
        quotation.reason,
        (
            AttributeValue("kind", quotation.kind.value),
            AttributeValue("speaker type", quotation.type.value),
        ),
        quotation.speaker,
        quotation.cue,
    )
