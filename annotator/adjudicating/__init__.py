"""Adjudicating: what is to be decided between two people, how far that is, and what came of it."""

from annotator.adjudicating.finding import Found, agreed, cases, find_cases
from annotator.adjudicating.me_and_gold import MeAndGold, Otherwise, me_and_gold
from annotator.adjudicating.standing import (
    GONE,
    NOTHING,
    Figures,
    Standing,
    class_of,
    figures,
    standing,
)
from annotator.agree.cases import Case

__all__ = [
    "GONE",
    "NOTHING",
    "Case",
    "Figures",
    "Found",
    "MeAndGold",
    "Otherwise",
    "Standing",
    "agreed",
    "cases",
    "class_of",
    "figures",
    "find_cases",
    "me_and_gold",
    "standing",
]
