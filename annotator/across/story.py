"""All that the articles of one story say together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from annotator.across.aligned import told_otherwise
from annotator.across.backing import based_elsewhere
from annotator.across.copied import copied_text
from annotator.across.counterparts import BEST, Counterparts
from annotator.across.events import placed_otherwise
from annotator.across.facet_patterns import FacetPatterns, shipped_patterns
from annotator.across.facets import facet_rows
from annotator.across.figures import MOST, figures_that_differ, too_many
from annotator.across.kinds import SCORES, Kind
from annotator.across.material import MOST_SENTENCES, ReadArticle, shipped_lexicon
from annotator.across.only_here import only_here
from annotator.across.people import described_otherwise
from annotator.across.quotations import frame_clues, match, quotation_clues, quoted_together
from annotator.across.told import told
from annotator.across.utterances import utterances
from annotator.across.words import is_english
from annotator.model.across import THRESHOLD, Across
from annotator.model.clue import Clue
from annotator.progress import Progress, silent
from annotator.suggest.cues import Lexicon

VERSION = "5"
"""Grows whenever something else may be found for the same texts."""
SEVERAL, FEWER = 8, 3
"""In a story of more articles fewer counterparts of a sentence are kept in each other one."""
MANY = 20
"""In a story of more articles only what is much alike is kept of counterparts."""
MOST_CLUES = 500
"""Clues of one kind in one story."""
_ORDER = list(Kind)


def look_across(
    articles: Sequence[ReadArticle],
    patterns: FacetPatterns | None = None,
    *,
    lexicon: Lexicon | None = None,
    progress: Progress = silent,
) -> Across:
    """Counterparts, clues, what stands in one article only, and facets of one story.

    The order of the articles makes no difference but to the order of what is found. Nothing that
    stands in a text makes it raise. Empty articles and a single one are taken as they are.
    """
    words = shipped_lexicon() if lexicon is None else lexicon
    read = [article for article in articles if article.sentences]
    progress(0, 4, "sentences that are alike")
    many = len(read) > MANY
    best = BEST if len(read) <= SEVERAL else FEWER
    compared = Counterparts(read)
    pairs = compared.all(best=1, least=THRESHOLD) if many else compared.all(best=best)
    progress(1, 4, "quotations")
    said = utterances(read, words)
    matches = match(said)
    progress(2, 4, "values that differ")
    clues: list[Clue] = []
    left_out: list[str] = list(_left_out(articles, many=many))
    for found in (
        quotation_clues(read, said, matches),
        frame_clues(read, said),
        copied_text(read, pairs),
        described_otherwise(read, words),
        based_elsewhere(read),
        placed_otherwise(read),
        figures_that_differ(read),
        told_otherwise(read, pairs),
    ):
        clues += _first(found, left_out)
    progress(3, 4, "facets")
    order = {article.article_id: number for number, article in enumerate(articles)}
    rows = facet_rows(read, shipped_patterns() if patterns is None else patterns)
    return Across(
        counterparts=pairs,
        clues=tuple(sorted((_in_order(one, order) for one in _each_once(clues)), key=_rank)),
        only_here=only_here(read, said, matches.matched),
        facets=rows,
        told=tuple(each for article in read for each in told(article)),
        quoted=tuple(quoted_together(read, said, matches)),
        left_out=tuple(left_out),
    )


def _first(found: Iterator[Clue], left_out: list[str]) -> Iterator[Clue]:
    for number, one in enumerate(found):
        if number >= MOST_CLUES:
            left_out.append(
                f"There are more than {MOST_CLUES} clues of the kind “{one.kind}”: the others are "
                "left out."
            )
            return
        yield one


def _each_once(clues: Sequence[Clue]) -> Iterable[Clue]:
    """One clue of each kind for the same passages: a sentence may hold two quotations."""

    def told(one: Clue) -> list[tuple[str, str]]:
        return sorted((passage.article_id, passage.value) for passage in one.passages)

    chosen: dict[str, Clue] = {}
    for one in clues:
        if one.id not in chosen or told(one) < told(chosen[one.id]):
            chosen[one.id] = one
    return chosen.values()


def _in_order(clue: Clue, order: dict[str, int]) -> Clue:
    """The clue with its passages in the order of the articles and their texts."""
    passages = sorted(clue.passages, key=lambda one: (order[one.article_id], one.place))
    return replace(clue, passages=tuple(passages))


def _rank(clue: Clue) -> tuple[bool, float, int, str, str]:
    kind = Kind(clue.kind)
    return not clue.shown, -SCORES[kind], _ORDER.index(kind), clue.name, clue.id


def _left_out(articles: Sequence[ReadArticle], *, many: bool) -> Iterator[str]:
    """What was not looked at, as sentences."""
    if len(articles) == 1:
        yield "The story has one article: there is nothing to compare it with."
    if many:
        yield (
            f"The story has {len(articles):,} articles: of each sentence only the best counterpart "
            f"in each other article is kept, from a score of {THRESHOLD} on."
        )
    for unit in sorted(filter(None, too_many(articles))):
        yield f"There are more than {MOST:,} amounts with the unit “{unit}”: they are not compared."
    for article in articles:
        if not article.sentences:
            yield f"{article.name} is empty."
        elif article.cut:
            yield f"Of {article.name} the first {MOST_SENTENCES:,} sentences were looked at."
        elif not is_english(article.text):
            yield (
                f"{article.name} seems not to be in English: only sentences that are alike, names "
                "and numbers can be found there."
            )
