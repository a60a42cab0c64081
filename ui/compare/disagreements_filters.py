"""What the figures lead to: a count, a label, a cell or an article as a filter of the list."""

from annotator.agree.kinds import Kind
from annotator.model.scheme import Scheme
from ui.compare.disagreements_bar import ONE_SIDE
from ui.compare.disagreements_model import CaseFilter
from ui.compare.disagreements_words import Sort

SORTS = {
    Kind.SAME: frozenset({Sort.SAME, Sort.NOTHING}),
    Kind.OTHER_LABEL: frozenset({Sort.OTHER_LABEL}),
    Kind.OTHER_BOUNDARY: frozenset({Sort.OTHER_BOUNDARY}),
    Kind.BOTH_DIFFER: frozenset({Sort.BOTH_DIFFER}),
    Kind.ONLY_A: frozenset({Sort.ONLY_LEFT}),
    Kind.ONLY_B: frozenset({Sort.ONLY_RIGHT}),
}
"""What a count of the figures is in the list."""


def of_class(kind: Kind, *, blind: bool) -> CaseFilter:
    """The cases of one class; blind, nobody can tell who of the two marked something alone."""
    sorts = SORTS[kind]
    if blind and sorts & ONE_SIDE:
        sorts = ONE_SIDE
    return CaseFilter(sorts=sorts, agreed=kind is Kind.SAME)


def of_label(scheme: Scheme, name: str) -> CaseFilter:
    """The cases with a label, by its name."""
    return CaseFilter(label_id=_label_id(scheme, name))


def of_labels(scheme: Scheme, a: str, b: str) -> CaseFilter:
    """The cases in which A says one label and B another, by their names; one that there is not
    stands for nothing."""
    pair = (_label_id(scheme, a), _label_id(scheme, b))
    return CaseFilter(pair=pair, agreed=pair[0] == pair[1])


def _label_id(scheme: Scheme, name: str) -> str:
    label = scheme.label_named(name)
    return label.id if label is not None else ""
