"""How a comparison was made, in sentences to copy into a paper."""

from collections.abc import Iterator

from annotator import __version__
from annotator.agree.comparison import Comparison, Part
from annotator.agree.measure import Average
from annotator.agree.resampling import FEWEST, PLENTY
from annotator.agree.values import Score

_ALIGNMENT = (
    "Spans were paired one to one by the alignment with the largest sum of overlaps (intersection "
    "over union of characters), equal overlaps by label."
)


def methods(found: Comparison) -> str:
    """What was compared, how, and with what result."""
    a, b = found.names
    spans = found.spans
    articles = "1 article" if len(found.docs) == 1 else f"{len(found.docs):,} articles"
    compared = (
        f"{a} and {b} labelled {articles} independently ({spans[0]:,} and {spans[1]:,} spans)."
    )
    said = [
        compared,
        *_part(found.part),
        _ALIGNMENT,
        *_figures(found),
        _average(found),
        _interval(found),
        f"Computed with Annotator {__version__}, seed {found.options.seed}.",
    ]
    return " ".join(one for one in said if one)


def interval(articles: int) -> str:
    """Which intervals there are with so many articles."""
    if articles < FEWEST:
        return f"no intervals: fewer than {FEWEST} articles"
    words = "95 % intervals by resampling articles"
    return words if articles >= PLENTY else f"{words}, approximate: fewer than {PLENTY}"


def _part(part: Part) -> Iterator[str]:
    """What was left out on purpose, and what was taken in that is not finished."""
    if part.labels:
        yield f"Only spans with the label {' or '.join(part.labels)} were compared."
    if part.chosen:
        yield "The articles were chosen by name; others were not looked at."
    if part.unfinished:
        yield "Articles that not both had finished were taken in."


def _figures(found: Comparison) -> list[str]:
    strict, boundary = found.scores["strict_f1",], found.scores["boundary_f1",]
    close, label = found.scores["iou50_f1",], found.scores["label_kappa",]
    if strict.value is None:
        return []
    said = [
        f"Strict agreement (same boundaries, same label) was F1 = {_shown(strict)}, agreement on "
        f"boundaries alone F1 = {_shown(boundary)}, and with the same label and an intersection "
        f"over union of at least 0.5 F1 = {_shown(close)}"
        + ("." if close.chance is None else f" (level of chance {close.chance:.3f}, the mean of "
           f"{found.aligned.shifts} circular shifts of one side).")
    ]  # fmt: skip
    if label.value is not None and label.coverage is not None:
        said.append(
            f"Cohen's κ of the labels on the pairs, {label.coverage:.0%} of all spans, "
            f"was {_shown(label)}."
        )
    return said


def _average(found: Comparison) -> str:
    if found.options.average is Average.MACRO:
        return "Figures are the mean of the articles' figures."
    return "Figures count the spans of all articles together."


def _interval(found: Comparison) -> str:
    if len(found.docs) < FEWEST:
        return f"With fewer than {FEWEST} articles there are no confidence intervals."
    words = (
        f"Intervals are 95 % percentile intervals from {found.options.resamples:,} resamples "
        "of the articles"
    )
    few = f", approximate with fewer than {PLENTY} articles" if len(found.docs) < PLENTY else ""
    return f"{words}{few}."


def _shown(score: Score) -> str:
    value = "undefined" if score.value is None else f"{score.value:.3f}"
    return value if score.ci is None else f"{value} [{score.ci[0]:.3f}, {score.ci[1]:.3f}]"
