"""Adjudicating: what is to be decided between two people, how far that is, and what came of it."""

from annotator.adjudicating.finding import Found, agreed, cases, find_cases
from annotator.adjudicating.finding_groups import FoundGroups, find_group_cases
from annotator.adjudicating.me_and_gold import (
    GroupedOtherwise,
    MeAndGold,
    Otherwise,
    me_and_gold,
)
from annotator.adjudicating.standing import (
    GONE,
    NOTHING,
    Decidable,
    Figures,
    Standing,
    class_of,
    figures,
    group_figures,
    standing,
)
from annotator.agree.cases import Case
from annotator.agree.group_cases import GroupCase, GroupClass, Joint

__all__ = [
    "GONE",
    "NOTHING",
    "Case",
    "Decidable",
    "Figures",
    "Found",
    "FoundGroups",
    "GroupCase",
    "GroupClass",
    "GroupedOtherwise",
    "Joint",
    "MeAndGold",
    "Otherwise",
    "Standing",
    "agreed",
    "cases",
    "class_of",
    "figures",
    "find_cases",
    "find_group_cases",
    "group_figures",
    "me_and_gold",
    "standing",
]
