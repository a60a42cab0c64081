"""Claims: clauses that somebody could check, by a rule that says its reasons.

A sentence is cut into the smallest clauses that still say who did what; each is weighed by what it
names, counts, dates and tells. What is quoted can be a claim too, of the one who speaks; it weighs
a little less, because readers mark it more rarely.
"""

import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from annotator.model.scheme import Edges, Label
from annotator.model.span import AttributeValue, Fragment
from annotator.model.suggestion import Source
from annotator.progress import Progress, silent
from annotator.suggest.claims_clauses import clauses
from annotator.suggest.claims_lexicon import ClaimWords
from annotator.suggest.claims_names import Names, names_of
from annotator.suggest.claims_weight import Around, Weighed, weigh
from annotator.suggest.claims_words import words_of
from annotator.suggest.parse import Parse
from annotator.suggest.spoken import quoted_places
from annotator.suggest.suggester import Material, Proposal
from annotator.text.abbreviations import WITH_DOT
from annotator.text.sentences import sentences
from annotator.text.snap import to_edges

LEAST_SCORE = 0.4
"""Clauses below are not proposed."""
MOST = 2_000
"""Proposals in one article."""
_STOPS = ".,;:!?…"
_OWN = 6
"""Words of a quotation that is cut by itself, not as a part of the sentence around it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A clause with its weight."""

    place: Fragment
    weighed: Weighed


class Claims:
    """Proposes check-worthy clauses."""

    source = Source.CLAIMS
    version = "1"
    label = "claim"
    uses_model = True

    def suggest(self, material: Material, progress: Progress = silent) -> Iterator[Proposal]:
        """The clauses of enough weight, in text order."""
        words = ClaimWords.read()
        label = next((x for x in material.labels.values() if x.name == self.label), None)
        for number, article in enumerate(material.articles):
            progress(number, len(material.articles), article.name)
            parse = material.parses.get(article.article_id)
            found = claims(article.text, words, parse=parse, stop_list=material.stop_list)
            made = 0
            for claim in found:
                if claim.weighed.score < LEAST_SCORE:
                    continue
                made += 1
                if made > MOST:
                    break
                yield _proposal(article.article_id, claim, label, self.label)


class Outermost:
    """The quotations of a text that stand in no other one."""

    def __init__(self, places: Iterable[Fragment]) -> None:
        self._places: list[Fragment] = []
        for place in sorted(places):
            if not self._places or place.start >= self._places[-1].end:
                self._places.append(place)
        self._ends = [place.end for place in self._places]

    def within(self, sentence: Fragment) -> Iterator[Fragment]:
        """Those that share characters with a sentence, in order."""
        first = bisect.bisect_right(self._ends, sentence.start)
        for number in range(first, len(self._places)):
            if self._places[number].start >= sentence.end:
                return
            yield self._places[number]


def claims(
    text: str,
    words: ClaimWords,
    *,
    parse: Parse | None = None,
    stop_list: frozenset[str] = frozenset(),
) -> Iterator[Claim]:
    """All clauses of a text with their weights, also light ones, in text order."""
    names = names_of(text, parse, stop_list)
    quoted = Outermost(quoted_places(text))
    seen: set[Fragment] = set()
    for sentence in sentences(text):
        for part, is_quoted in _parts(text, sentence, quoted):
            for claim in _in_part(text, part, words, names, is_quoted=is_quoted):
                if claim.place not in seen:
                    seen.add(claim.place)
                    yield claim


def _in_part(
    text: str, part: Fragment, words: ClaimWords, names: Names, *, is_quoted: bool
) -> Iterator[Claim]:
    tokens = words_of(text, part.start, part.end, words)
    if tokens is None or not len(tokens):
        return
    is_question = "?" in text[max(part.end - 3, part.start) : part.end]
    for clause in clauses(tokens):
        place = _trimmed(text, clause.place)
        if place is None:
            continue
        trimmed = replace(clause, place=place)
        around = Around(names.inside(text, place), is_question, is_quoted)
        yield Claim(place, weigh(text, trimmed, around))


def _trimmed(text: str, place: Fragment) -> Fragment | None:
    """A clause without stops and marks at its ends, as `to_edges` has it, but quickly."""
    start, end = place
    while end > start and text[end - 1] in _STOPS:
        end -= 1
    word = text[max(text.rfind(" ", start, end) + 1, start) : end]
    if start < end and text[start].isalnum() and text[end - 1].isalnum() and word not in WITH_DOT:
        return Fragment(start, end)
    return to_edges(text, start, place.end, Edges.WORDS)


def _parts(text: str, sentence: Fragment, quoted: Outermost) -> Iterator[tuple[Fragment, bool]]:
    """A sentence, cut where whole sentences are quoted in it; and which parts are quoted."""
    start = sentence.start
    for quote in quoted.within(sentence):
        inner = Fragment(max(quote.start + 1, start), min(quote.end - 1, sentence.end))
        if inner.start >= inner.end or not _stands_alone(text, quote, sentence):
            continue
        if start < quote.start:
            yield Fragment(start, quote.start), False
        yield inner, True
        start = max(min(quote.end, sentence.end), start)
    if start < sentence.end:
        yield Fragment(start, sentence.end), False


def _stands_alone(text: str, quote: Fragment, sentence: Fragment) -> bool:
    """Whether a quotation is made of sentences, rather than a few words in somebody else’s."""
    if quote.start < sentence.start or quote.end > sentence.end:
        return True
    begins = text[quote.start + 1].isupper() or quote.start == sentence.start
    return begins and text.count(" ", quote.start, quote.end) >= _OWN - 1


def _proposal(article_id: str, claim: Claim, label: Label | None, name: str) -> Proposal:
    weighed = claim.weighed
    return Proposal(
        article_id=article_id,
        label=name,
        fragments=(claim.place,),
        score=weighed.score,
        reason=weighed.reason,
        attributes=tuple(a for a in weighed.attributes if _is_known(a, label)),
    )


def _is_known(answer: AttributeValue, label: Label | None) -> bool:
    """Whether the label has such an answer; a scheme may have other ones."""
    attribute = None if label is None else label.attribute(answer.name)
    return attribute is not None and (answer.value in attribute.values or attribute.open)
