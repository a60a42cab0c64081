"""The cases about groups between two people in a project."""

from collections.abc import Collection, Iterable, Mapping, Sequence
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
            people = (a.id, b.id, gold.id if gold else "")
            cases = cases_in_story(records, story_id, compared, people, chosen=chosen)
            found.extend(one for one in cases if not kinds or set(kinds) & set(one.kinds))
    return FoundGroups(tuple(taken), tuple(found), tuple(left_out))


def cases_in_story(
    records: "Records",
    story_id: str,
    compared: Collection[str],
    people: tuple[str, str, str],
    *,
    chosen: Collection[str],
    aligned: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[GroupCase, ...]:
    """The cases in one story with a member in one of the `chosen` articles (ids).

    `people` are the ids of A, B and gold ("": nobody yet); `compared` and `aligned` are as in
    `annotator.store.group_cases`.
    """
    a_id, b_id, gold_id = people
    material = records.group_cases.material(
        story_id, compared, a_id, b_id, gold_id, aligned=aligned
    )
    if material is None:
        return ()
    cases = group_cases_of(_with_gold(records, material))
    return tuple(one for one in cases if _is_chosen(one, chosen))


def _refuse_unknown(project: Project, records: "Records", kinds: Iterable[str]) -> None:
    there = {kind.name for kind in project.scheme().relations if kind.is_set}
    there.update(records.groups.count_by_kind())
    for name in kinds:
        if name not in there:
            known = ", ".join(sorted(there)) or "none"
            raise BadInput(f"There is no kind of group “{name}” (there: {known}).")


def _with_gold(records: "Records", material: GroupMaterial) -> GroupMaterial:
    """The same with the spans of gold that stand where members do."""
    if not material.gold_id:
        return material
    spans = [i for one in (*material.a, *material.b) for i in one.span_ids]
    around = Around.read(records, material.gold_id, spans)
    return replace(material, stands={i: tuple(around.stands_for(i)) for i in around.about})


def _is_chosen(case: GroupCase, articles: Collection[str]) -> bool:
    if case.gone:
        return case.article_id in articles
    return any(one.article_id in articles for group in case.groups for one in group.members)
