"""The cases about groups between two people in a project."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.adjudicating.finding import compared_in
from annotator.agree.comparison import LeftOut
from annotator.agree.group_cases import GroupCase, GroupMaterial
from annotator.agree.group_finding import group_cases_of
from annotator.edits.gold_around import Around
from annotator.errors import BadInput
from annotator.model.people import Annotator
from annotator.model.story import Article
from annotator.progress import Progress, silent
from annotator.project import Project

if TYPE_CHECKING:
    from annotator.store.work import Records


@dataclass(frozen=True, slots=True)
class FoundGroups:
    """The cases, story by story, and the articles that were compared and those left out."""

    articles: tuple[Article, ...]
    cases: tuple[GroupCase, ...]
    left_out: tuple[LeftOut, ...] = ()


def find_group_cases(
    project: Project,
    a: Annotator,
    b: Annotator,
    gold: Annotator | None,
    *,
    articles: Sequence[str] = (),
    labels: Sequence[str] = (),
    kinds: Sequence[str] = (),
    unfinished: bool = False,
    progress: Progress = silent,
) -> FoundGroups:
    """The cases about groups of A and B, with what gold (None: nobody yet) says of each.

    Which articles are compared is as in `find_cases`, and so is what is refused; `kinds` chooses
    kinds of groups by name, `labels` have no effect. `articles` chooses the cases with a member in
    one of them: what belongs together is found over all articles of the story that both have read,
    so that a case is the same whichever are chosen.
    """
    with project.snapshot() as records:
        reader, taken, left_out = compared_in(
            project, a, b, gold, articles=articles, labels=labels, unfinished=unfinished
        )
        _refuse_unknown(project, records, kinds)
        chosen = {article.id for article in taken}
        stories = list(dict.fromkeys(article.story_id for article in taken))
        found: list[GroupCase] = []
        for number, story_id in enumerate(stories):
            progress(number, len(stories), "")
            every = records.articles.all(story_id) if articles else taken
            compared = {
                one.id
                for one in every
                if one.story_id == story_id
                if one.id in chosen or not reader.why_not(one, (a, b))
            }
            gold_id = gold.id if gold else ""
            material = records.group_cases.material(story_id, compared, a.id, b.id, gold_id)
            if material is not None:
                cases = group_cases_of(with_gold(records, material))
                some = (one for one in cases if not kinds or set(kinds) & set(one.kinds))
                found.extend(one for one in some if is_in(one, chosen))
    return FoundGroups(tuple(taken), tuple(found), tuple(left_out))


def _refuse_unknown(project: Project, records: "Records", kinds: Iterable[str]) -> None:
    there = {kind.name for kind in project.scheme().relations if kind.is_set}
    there.update(records.groups.count_by_kind())
    for name in kinds:
        if name not in there:
            known = ", ".join(sorted(there)) or "none"
            raise BadInput(f"There is no kind of group “{name}” (there: {known}).")


def with_gold(
    records: "Records", material: GroupMaterial, case: GroupCase | None = None
) -> GroupMaterial:
    """The same with the spans of gold that stand where members do; of one case, or of all."""
    if not material.gold_id:
        return material
    groups = (*material.a, *material.b) if case is None else case.groups
    spans = [i for one in groups for i in one.span_ids]
    around = Around.read(records, material.gold_id, spans)
    return replace(material, stands={i: tuple(around.stands_for(i)) for i in around.about})


def is_in(case: GroupCase, articles: Collection[str]) -> bool:
    """Whether a member is in one of these articles (ids)."""
    if case.gone:
        return case.article_id in articles
    return any(one.article_id in articles for group in case.groups for one in group.members)
