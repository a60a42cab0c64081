"""What stands in the list of disagreements, in words: sides are told as they are shown."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from annotator.agree.kinds import Kind
from annotator.model.decision import Decision, Took
from annotator.model.people import Annotator
from annotator.model.span import Fragment, Span

if TYPE_CHECKING:
    from annotator.agree.cases import Case


class Sort(Enum):
    """What sort of case it is, as the list tells them apart."""

    OTHER_LABEL = "same place, other label"
    OTHER_BOUNDARY = "same label, other boundaries"
    BOTH_DIFFER = "overlapping, both differ"
    ONLY_LEFT = "only {left}"
    ONLY_RIGHT = "only {right}"
    ANSWERS = "same, other answers"
    LINKS = "same, other links"
    SAME = "same"
    NOTHING = "nothing marked by either"
    GONE = "gone: neither says it any more"


SHORT = {
    Sort.OTHER_LABEL: "other label",
    Sort.OTHER_BOUNDARY: "other boundaries",
    Sort.BOTH_DIFFER: "both differ",
    Sort.ANSWERS: "other answers",
    Sort.LINKS: "other links",
    Sort.NOTHING: "nothing marked",
    Sort.GONE: "gone",
}
"""The same in a word or two."""
_SORTS = {
    Kind.OTHER_LABEL: Sort.OTHER_LABEL,
    Kind.OTHER_BOUNDARY: Sort.OTHER_BOUNDARY,
    Kind.BOTH_DIFFER: Sort.BOTH_DIFFER,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """How the two people are shown: their names, or none in blind mode, and which stands left.

    `swapped`: B stands on the left. `blind`: nobody is to know who they are, so nothing is said
    by which one could tell, such as how much either has marked.
    """

    left: str = "A"
    right: str = "B"
    swapped: bool = False
    blind: bool = False

    def spans(self, case: "Case") -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The spans of the case, left and right."""
        return (case.b, case.a) if self.swapped else (case.a, case.b)

    def fragments(self, case: "Case") -> tuple[tuple[Fragment, ...], tuple[Fragment, ...]]:
        """Where the case stands, left and right."""
        left, right = self.spans(case)
        return fragments_of(left), fragments_of(right)

    def took(self, took: Took) -> Took:
        """What was taken as shown: A is left. And back: it is the same both ways."""
        return took.mirrored if self.swapped else took


def is_swapped(article_id: str, a_id: str, b_id: str) -> bool:
    """Whether B stands left in an article in blind mode: by chance, and always the same.

    Who is called A makes no difference to who stands left.
    """
    ids = sorted((a_id, b_id))
    seed = hashlib.sha256("\n".join((*ids, article_id)).encode()).digest()[0]
    return bool(seed & 1) is (a_id == ids[0])


def names_of(a: Annotator, b: Annotator) -> tuple[str, str]:
    """What the two are called; those who have the same name are told apart."""
    return (a.name, b.name) if a.name != b.name else (f"{a.name} (1)", f"{b.name} (2)")


def shown_in(article_id: str, a: Annotator, b: Annotator, *, blind: bool) -> Shown:
    """How the two are shown in an article: in blind mode nobody knows who stands left."""
    if not blind:
        return Shown(*names_of(a, b))
    return Shown("left", "right", is_swapped(article_id, a.id, b.id), blind=True)


def fragments_of(spans: Sequence[Span]) -> tuple[Fragment, ...]:
    """Where these spans stand, in text order."""
    return tuple(sorted(part for span in spans for part in span.fragments))


def sort_of(case: "Case", shown: Shown) -> Sort:
    """What sort of case it is."""
    if case.row is None:
        return Sort.GONE if case.gone else Sort.NOTHING
    kind = case.row.kind
    if kind is Kind.SAME:
        if case.attributes:
            return Sort.ANSWERS
        return Sort.LINKS if case.links else Sort.SAME
    if kind.is_pair:
        return _SORTS[kind]
    return Sort.ONLY_LEFT if (kind is Kind.ONLY_A) is not shown.swapped else Sort.ONLY_RIGHT


def short_class(case: "Case", shown: Shown) -> str:
    """The class in a word or two."""
    sort = sort_of(case, shown)
    words = SHORT.get(sort, sort.value).format(left=shown.left, right=shown.right)
    if case.row is not None and case.row.blank_only:
        words += ", blanks"
    return f"{words}, in parts" if case.split else words


def class_words(case: "Case", shown: Shown) -> str:
    """The class in words."""
    sort = sort_of(case, shown)
    words = sort.value.format(left=shown.left, right=shown.right)
    if sort is Sort.ANSWERS:
        words += f": {', '.join(case.attributes)}"
    if case.row is not None and case.row.blank_only:
        words += " (only blanks or punctuation)"
    if case.split:
        words += " (in parts)"
    return words


def labels_of(case: "Case", shown: Shown) -> tuple[str, ...]:
    """The ids of the labels in it, left then right, each once."""
    left, right = shown.spans(case)
    return tuple(dict.fromkeys(span.label_id for span in (*left, *right)))


def label_words(case: "Case", shown: Shown, names: Mapping[str, str]) -> str:
    """The labels: both where they differ, left then right."""
    left, right = (
        ", ".join(dict.fromkeys(names.get(span.label_id, span.label_id) for span in side))
        for side in shown.spans(case)
    )
    return left if left == right or not right else f"{left} / {right}" if left else right


def state_words(case: "Case", shown: Shown) -> str:
    """What was decided, or that it waits; what went stale says so."""
    decision = case.decision
    if decision is None:
        return ""
    words = "decided between others" if case.elsewhere else took_words(decision, shown)
    return f"went stale: {stale_words(case, shown)} (was: {words})" if case.stale else words


def stale_words(case: "Case", shown: Shown) -> str:
    """What changed since it was decided: on which side, and whether marks went or came."""
    decision = case.decision
    if decision is None or case.elsewhere:
        return "somebody changed a mark"
    before, now = decision.ground.partition(":")[::2], case.ground.partition(":")[::2]
    names = (shown.right, shown.left) if shown.swapped else (shown.left, shown.right)
    sides = ((decision.a_spans, case.a), (decision.b_spans, case.b))
    told = []
    for name, (had, has), was, said in zip(names, sides, before, now, strict=True):
        gone, come = set(had) - {span.id for span in has}, {span.id for span in has} - set(had)
        if gone and come:
            told.append(f"{name} marks it otherwise")
        elif gone or come:
            told.append(f"{name} {'took a mark away' if gone else 'added a mark'}")
        elif was != said:
            told.append(f"{name} changed a mark")
    return ", ".join(told) or "what they link to changed"


def took_words(decision: Decision, shown: Shown) -> str:
    """What gold says, in words."""
    match shown.took(decision.took):
        case Took.A:
            return f"took {shown.left}"
        case Took.B:
            return f"took {shown.right}"
        case Took.BOTH:
            return "took both"
        case Took.NEW:
            return "written anew"
        case Took.NONE:
            return "nothing here"
    return "agreed"


def differing_answers(case: "Case", shown: Shown) -> tuple[tuple[str, str, str], ...]:
    """Of a pair with one label, what is answered otherwise: name, and the values of each side."""
    left, right = shown.spans(case)
    if len(left) != 1 or len(right) != 1 or left[0].label_id != right[0].label_id:
        return ()
    asked = dict.fromkeys(pair.name for span in (*left, *right) for pair in span.attributes)
    told: list[tuple[str, str, str]] = []
    for name in asked:
        one, other = (", ".join(span.values(name)) or "–" for span in (left[0], right[0]))
        if one != other:
            told.append((name, one, other))
    return tuple(told)


def about_words(case: "Case", shown: Shown, names: Mapping[str, str]) -> str:
    """A case in one line: class, labels, what is answered otherwise, what was decided."""
    parts = [class_words(case, shown), label_words(case, shown, names)]
    parts += [f"{name}: {one} / {other}" for name, one, other in differing_answers(case, shown)]
    parts.append(state_words(case, shown))
    words = " · ".join(part for part in parts if part)
    return words[:1].upper() + words[1:]
