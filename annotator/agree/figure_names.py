"""What the figures are called, and how they are computed, in words."""

from typing import NamedTuple


class Words(NamedTuple):
    """A figure's name for people, and how it is computed."""

    name: str
    how: str


_ALIGNED = "One optimal one-to-one alignment by overlap pairs the spans."
_MEMBERS = (
    "Members are spans, the same one where the alignment pairs them, and articles that omit "
    "something."
)
FIGURES = {
    ("strict_f1",): Words(
        "strict F1",
        "2 × spans in the same place with the same label, over all spans of both. "
        "The same whoever is called A.",
    ),
    ("boundary_f1",): Words("boundary F1", "As strict F1, whatever the labels."),
    ("iou50_f1",): Words(
        "F1 at IoU ≥ 0.5",
        f"{_ALIGNED} 2 × pairs with the same label that share at least half of what they cover, "
        "over all spans of both. The level of chance is the same figure after one side's spans "
        "were shifted along their texts by random distances, the mean of 20 shifts.",
    ),
    ("label_kappa",): Words(
        "label κ",
        f"{_ALIGNED} Cohen's κ of the labels on the pairs, whatever their boundaries. It covers "
        "only spans that have a partner.",
    ),
    ("char_kappa",): Words(
        "character κ", "Cohen's κ over characters, a binary layer per label, pooled."
    ),
    ("token_kappa",): Words("word κ", "Cohen's κ over words, a binary layer per label, pooled."),
    ("flat_char_kappa",): Words(
        "character κ, flat",
        "Cohen's κ over characters that each have one label or none; only where no spans of one "
        "annotator with different labels overlap.",
    ),
    ("char_alpha",): Words(
        "character α",
        "Krippendorff's nominal α over characters, a binary layer per label, pooled.",
    ),
    ("fleiss_kappa",): Words(
        "Fleiss' κ", "Over characters of articles that all have finished, a binary layer per label."
    ),
    ("u_alpha",): Words(
        "uα", "Krippendorff's α for unitizing (2016); where spans of one annotator overlap, on a "
        "binary layer per label, pooled. It does not see where a span is split.",
    ),
    ("bar_u_alpha",): Words("|uα", "uα of marked against not marked, whatever the labels."),
    ("cu_alpha",): Words("cuα", "uα of the labels where both marked something."),
    ("gamma",): Words(
        "γ", "Mathet, Widlöcher and Métivier (2015), the mean of the articles; it has an alignment "
        "of its own.",
    ),
    ("semeval", "strict"): Words("SemEval strict", "Boundaries and label (SemEval 2013, task 9)."),
    ("semeval", "exact"): Words("SemEval exact", "Boundaries, whatever the label."),
    ("semeval", "partial"): Words("SemEval partial", "Overlap counts half, whatever the label."),
    ("semeval", "type"): Words("SemEval type", "Label, with any overlap."),
    ("gate", "strict"): Words("GATE strict", "Overlaps count as wrong; paired per label."),
    ("gate", "lenient"): Words("GATE lenient", "Overlaps count as right; paired per label."),
    ("gate", "average"): Words("GATE average", "The mean of strict and lenient."),
    ("gamma_cat",): Words(
        "γ-cat", "Mathet (2017): γ of the labels of spans that have a partner, wherever they are."
    ),
    ("muc", "precision"): Words("MUC precision", "Correct, over B's spans."),
    ("muc", "recall"): Words("MUC recall", "Correct, over A's spans."),
    ("muc", "f"): Words("MUC F", "Correct, over the spans of both."),
    ("muc", "undergeneration"): Words("MUC undergeneration", "Only A has them, over A's spans."),
    ("muc", "overgeneration"): Words("MUC overgeneration", "Only B has them, over B's spans."),
    ("muc", "substitution"): Words("MUC substitution", "Pairs that differ, over all pairs."),
    ("soft", "iou"): Words(
        "IoU of characters", "Of the characters that either marked, those that both did."
    ),
    ("soft", "spearman"): Words(
        "Spearman's ρ of characters", "Of the shares of annotators who marked each character."
    ),
    ("relations",): Words(
        "relations F1",
        "2 × relations of the same kind between spans that are paired, over all relations of both.",
    ),
    ("groups", "b3"): Words(
        "B³", f"{_MEMBERS} Of each member the part of its group on one side that stands with it on "
        "the other side too, the mean over each side's members; F1 of the two means (Bagga and "
        "Baldwin 1998). A member that the other side has not counts 0. Groups of one annotator "
        "that share a member are one.",
    ),
    ("groups", "pair_f1"): Words(
        "F1 of pairs in a group",
        f"{_MEMBERS} 2 × pairs of members that both put into one group, over all pairs of members "
        "in a group of either.",
    ),
    ("groups", "same_f1"): Words(
        "same groups F1",
        f"{_MEMBERS} 2 × groups with exactly the same members, over all groups of both.",
    ),
    ("groups", "matched_f1"): Words(
        "matched groups F1",
        f"{_MEMBERS} Groups are matched one to one, so that the sum of 2 × shared members over "
        "members of both is largest; 2 × this sum over all groups of both (CEAF-e, Luo 2005).",
    ),
    ("groups", "stance_kappa"): Words(
        "κ of stances",
        f"{_MEMBERS} Cohen's κ of the stances of members that both put into groups of this kind.",
    ),
}  # fmt: skip
"""By the name that it has in the plain data."""


def figure_name(name: tuple[str, ...]) -> str:
    """The name for people."""
    if name[0] == "attributes":
        return f"κ of {name[1]}"
    return FIGURES[name].name if name in FIGURES else " ".join(name)


def how_computed(name: tuple[str, ...]) -> str:
    """How it is computed, in words."""
    if name[0] == "attributes":
        return f"{_ALIGNED} Cohen's κ of the answers on pairs with the same label."
    return FIGURES[name].how if name in FIGURES else ""
