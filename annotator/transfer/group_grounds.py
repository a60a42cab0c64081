"""What a decision about groups stands on, as a file tells it.

In a project that is a hash in which articles that omit something go by their ids, which are others
in every project. In a file they go by their texts.
"""

from dataclasses import replace

from annotator.model.decision import Decision, group_ground
from annotator.model.group import Group
from annotator.store.work import Records


def told_ground(records: Records, decision: Decision) -> str:
    """The ground for a file; that of a stale decision, which stands on nothing that is there now,
    as it is."""
    here, told = _grounds(records, decision)
    return told if decision.ground == here else decision.ground


def ground_here(records: Records, decision: Decision) -> str:
    """The ground in this project of a decision with that of a file, once its groups are here."""
    here, told = _grounds(records, decision)
    return here if decision.ground == told else decision.ground


def _grounds(records: Records, decision: Decision) -> tuple[str, str]:
    """What the groups of A and B say: as a hash in this project, and as one in a file."""
    groups = {group.id: group for group in records.groups.get(decision.groups)}
    a, b = (
        [groups[one] for one in ids if one in groups]
        for ids in (decision.a_groups, decision.b_groups)
    )
    told = ([_by_texts(records, one) for one in side] for side in (a, b))
    return group_ground(a, b), group_ground(*told)


def _by_texts(records: Records, group: Group) -> Group:
    texts = {}
    for member in group.members:
        article = None if member.span_id else records.articles.get(member.article_id)
        if article is not None:
            texts[article.id] = article.sha256
    members = (replace(m, article_id=texts.get(m.article_id, m.article_id)) for m in group.members)
    return replace(group, members=tuple(members))
