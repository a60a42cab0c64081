"""What is to be decided between two people about groups, read from a project."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.agree.group_cases import GroupMaterial
from annotator.model.group import Group
from annotator.model.span import Fragment

if TYPE_CHECKING:
    from annotator.agree.values import Doc
    from annotator.model.story import Article
    from annotator.store.work import Records


class GroupCases:
    """Reads what the cases about groups are found from."""

    def __init__(self, records: "Records") -> None:
        self._records = records

    def material(
        self,
        story_id: str,
        compared: Collection[str],
        a_id: str,
        b_id: str,
        gold_id: str,
        *,
        aligned: Mapping[str, Mapping[str, str]] | None = None,
    ) -> GroupMaterial | None:
        """What the cases of A and B in a story are found from, without what stands in gold.

        `compared` are ids of the articles in which both are compared; `aligned` holds, by article,
        which span is paired with which, both ways, where that is known already. None where neither
        has any group and gold has decided about none.
        """
        known = aligned or {}
        records = self._records
        a, b = (records.groups.of(story_id, one) for one in (a_id, b_id))
        decisions = records.decisions.of_groups(story_id, gold_id) if gold_id else ()
        if not (a or b or decisions):
            return None
        here = {one.id for one in (*a, *b)}
        named = {i for one in decisions for i in (*one.groups, *one.gold_groups)}
        others = {one.id: one for one in records.groups.get(sorted(named - here))}
        articles = records.articles.all(story_id)
        gold = [one for one in others.values() if one.annotator_id == gold_id]
        docs = self._docs([one for one in articles if one.id in compared], a, b, known)
        return GroupMaterial(
            story_id=story_id,
            order={article.id: place for place, article in enumerate(articles)},
            compared=frozenset(compared),
            a_id=a_id,
            b_id=b_id,
            gold_id=gold_id,
            a=a,
            b=b,
            twins=_twins(docs, known),
            places=self._places(docs, (*a, *b, *gold)),
            decisions=decisions,
            others=others,
        )

    def decided(self, material: GroupMaterial) -> GroupMaterial:
        """The same with what gold has decided by now."""
        records, gold_id = self._records, material.gold_id
        decisions = records.decisions.of_groups(material.story_id, gold_id) if gold_id else ()
        here = {one.id for one in (*material.a, *material.b)}
        named = {i for one in decisions for i in (*one.groups, *one.gold_groups)}
        others = {one.id: one for one in records.groups.get(sorted(named - here))}
        return replace(material, decisions=decisions, others=others)

    def _docs(
        self,
        articles: Sequence["Article"],
        a: Sequence[Group],
        b: Sequence[Group],
        known: Collection[str],
    ) -> "list[Doc]":
        """The articles in which both have spans in groups, but for those that are known."""
        from annotator.agree.cases import mark_of  # with numpy: slow to import
        from annotator.agree.values import Doc

        records, names = self._records, self._records.cases.label_names()
        mine, theirs = (
            {one.article_id for group in side for one in group.members if one.span_id}
            for side in (a, b)
        )
        pair = [side[0].annotator_id for side in (a, b) if side]
        docs = []
        for article in articles:
            if article.id in mine & theirs and article.id not in known:
                one, other = (
                    tuple(mark_of(span, names) for span in records.spans.of(article.id, who))
                    for who in pair
                )
                docs.append(Doc(article.name, "", article.length, "", one, other, id=article.id))
        return docs

    def _places(
        self, docs: "Iterable[Doc]", groups: Iterable[Group]
    ) -> dict[str, tuple[Fragment, ...]]:
        """Where the spans in these groups stand, and those of the articles read anyway."""
        found = {mark.id: mark.fragments for doc in docs for mark in (*doc.a, *doc.b)}
        left = {i for one in groups for i in one.span_ids if i not in found}
        found |= {span.id: span.fragments for span in self._records.spans.get(sorted(left))}
        return found


def _twins(docs: "Sequence[Doc]", known: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The spans that the alignment pairs, both ways."""
    from annotator.agree.pairing import pairings

    twins = {one: other for some in known.values() for one, other in some.items()}
    for aligned in pairings(docs) if docs else ():
        for pair in aligned.pairs:
            twins |= {pair.a.id: pair.b.id, pair.b.id: pair.a.id}
    return twins
