"""The rows of a case about groups: its members with their words, and what might join them."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from annotator.model.scheme import Scheme
from annotator.model.span import Fragment, Span
from ui.compare.disagreements_words import Shown
from ui.compare.groups_members_model import MemberRow
from ui.compare.groups_words import joint_sides

if TYPE_CHECKING:
    from annotator.agree.group_cases import GroupCase, Joint
    from annotator.model.story import Article


def rows_of(
    case: "GroupCase",
    shown: Shown,
    *,
    articles: "Sequence[Article]",
    spans: Callable[[Sequence[str]], Sequence[Span]],
    text: Callable[[str], str],
    scheme: Scheme,
) -> tuple[MemberRow, ...]:
    """The members in order, then the articles of the story that might be said to omit it.

    `spans` answers for ids, `text` for an article's id.
    """
    wanted = [i for joint in case.members for i in _span_ids(joint, shown)]
    known = {span.id: span for span in spans(list(dict.fromkeys(wanted)))}
    names = {article.id: article.name for article in articles}
    rows = [_row(joint, shown, known, names, text, scheme) for joint in case.members]
    there = {row.article_id for row in rows}
    offered = (one for one in articles if one.id not in there)
    return (*rows, *(MemberRow(one.id, one.name, offered=True) for one in offered))


def _span_ids(joint: "Joint", shown: Shown) -> list[str]:
    """The spans of a member: the left one's, the right one's, gold's."""
    both = [one.span_id for one in joint_sides(joint, shown) if one is not None]
    return [i for i in (*both, *joint.gold) if i]


def _row(
    joint: "Joint",
    shown: Shown,
    spans: Mapping[str, Span],
    names: Mapping[str, str],
    text: Callable[[str], str],
    scheme: Scheme,
) -> MemberRow:
    left, right = joint_sides(joint, shown)
    article = names.get(joint.article_id, "")
    span = next((spans[i] for i in _span_ids(joint, shown) if i in spans), None)
    if span is None:
        return MemberRow(joint.article_id, article, left=left, right=right, in_gold=joint.in_gold)
    label = scheme.label((_in_gold(joint, spans) or span).label_id)
    return MemberRow(
        article_id=joint.article_id,
        article=article,
        words=span.quoted(text(joint.article_id)),
        span_id=span.id,
        place=Fragment(span.start, span.end),
        label=label.name if label is not None else "",
        left=left,
        right=right,
        gold=joint.gold,
        in_gold=joint.in_gold,
    )


def _in_gold(joint: "Joint", spans: Mapping[str, Span]) -> Span | None:
    return next((spans[i] for i in joint.gold if i in spans), None)
