"""Words for figures: what they are, what they are counted from, and where they come from."""

from annotator.agree.figure_names import figure_name
from annotator.agree.values import Score
from ui.compare.found import Name

FEWEST = 10
"""Articles under which there are no intervals."""
PLENTY = 30
"""Articles from which an interval holds what it says."""

_COHEN = "Cohen 1960, Educational and Psychological Measurement 20."
_HRIPCSAK = (
    "Hripcsak and Rothschild 2005, Journal of the American Medical Informatics Association 12: "
    "where what nobody marked cannot be counted, F1 is what κ comes to."
)
_UNITIZING = "Krippendorff, Mathet, Bouvry and Widlöcher 2016, Quality & Quantity 50."
_SEMEVAL = "Segura-Bedmar, Martínez and Herrero-Zazo 2013, SemEval-2013, task 9."
_GATE = "GATE user guide, chapter on evaluation (AnnotationDiff)."
_MUC = "Chinchor and Sundheim 1993, MUC-5."
_KRIPPENDORFF = "Krippendorff, Content Analysis, chapter on reliability."
_MUSHROOM = "Vázquez and others 2025, SemEval-2025, task 3 (Mu-SHROOM)."
_SOURCES = {
    "strict_f1": _HRIPCSAK,
    "boundary_f1": _HRIPCSAK,
    "iou50_f1": f"{_HRIPCSAK} The level of chance is our own measurement.",
    "label_kappa": _COHEN,
    "char_kappa": _COHEN,
    "token_kappa": _COHEN,
    "flat_char_kappa": _COHEN,
    "attributes": _COHEN,
    "char_alpha": _KRIPPENDORFF,
    "fleiss_kappa": "Fleiss 1971, Psychological Bulletin 76.",
    "u_alpha": _UNITIZING,
    "bar_u_alpha": _UNITIZING,
    "cu_alpha": _UNITIZING,
    "gamma": "Mathet, Widlöcher and Métivier 2015, Computational Linguistics 41.",
    "gamma_cat": "Mathet 2017, Computational Linguistics 43.",
    "semeval": _SEMEVAL,
    "gate": _GATE,
    "muc": _MUC,
    "soft": _MUSHROOM,
    "relations": _HRIPCSAK,
    "groups": "Bagga and Baldwin 1998 (B³); Luo 2005 (matched groups).",
}
_COUNTED = {
    "label_kappa": "pairs of spans",
    "attributes": "pairs of spans with the same label",
    "char_kappa": "characters",
    "flat_char_kappa": "characters",
    "char_alpha": "characters",
    "fleiss_kappa": "characters",
    "u_alpha": "characters",
    "bar_u_alpha": "characters",
    "cu_alpha": "characters",
    "token_kappa": "words",
    "relations": "relations of both",
    "groups": "members or groups of both",
    "soft": "articles",
}


def titled(name: Name) -> str:
    """The name of a figure as a heading; of a group with its kind."""
    words = figure_name(name[:2])
    if len(name) > 2:
        words = f"{words} (groups “{name[2]}”)"
    # Greek names stay as their fields write them: uα, cuα.
    return words[:1].upper() + words[1:] if words.split()[0].isascii() else words


def source(name: Name) -> str:
    """Where a measure comes from; "" where that is not known."""
    return _SOURCES.get(name[0], "")


def counted(name: Name, score: Score) -> str:
    """How many of what a figure was computed from."""
    what = _COUNTED.get(name[0], "spans of both")
    if name in (("muc", "precision"), ("muc", "overgeneration")):
        what = "spans of the second"
    elif name in (("muc", "recall"), ("muc", "undergeneration")):
        what = "spans of the first"
    elif name == ("muc", "substitution"):
        what = "pairs of spans"
    return f"{score.n:,} {what}"


def percent(share: float) -> str:
    """A share, as a whole number of per cent."""
    return f"{share:.0%}".replace("%", " %")


def shown(value: float | None) -> str:
    """A figure as tables show it; undefined is a word."""
    return "none" if value is None else f"{value:.3f}".replace("-", "−")


def interval(score: Score) -> str:
    """Its interval, "" where there is none."""
    return "" if score.ci is None else f"{shown(score.ci[0])} to {shown(score.ci[1])}"


def score_in_words(score: Score) -> str:
    """A figure with its interval, what chance would give and what it covers; or why none."""
    if score.value is None:
        return f"none: {score.why}" if score.why else "none"
    words = shown(score.value)
    if score.ci is not None:
        words += f", interval {interval(score)}"
    if score.chance is not None:
        words += f", by chance {shown(score.chance)}"
    if score.coverage is not None:
        words += f", covers {percent(score.coverage)}"
    return words


def about_intervals(articles: int) -> str:
    """Which intervals there are with so many articles."""
    if articles < FEWEST:
        return f"There are no intervals: they need {FEWEST} articles."
    if articles < PLENTY:
        return f"Intervals are approximate: they hold what they say from {PLENTY} articles on."
    return "Intervals hold the figure in 95 % of resamples of the articles."
