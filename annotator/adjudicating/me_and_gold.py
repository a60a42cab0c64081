"""Where gold says otherwise than an annotator did, and why: for that annotator to look at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.agree.cases import Case
from annotator.agree.comparison import LeftOut
from annotator.agree.group_cases import GroupCase
from annotator.agree.group_finding import group_cases_of
from annotator.comparing.reading import Reader
from annotator.errors import BadInput
from annotator.model.decision import Decision, Took
from annotator.model.people import Annotator
from annotator.model.reading import Status
from annotator.model.story import Article
from annotator.project import Project
from annotator.store.work import Records


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A place where gold says otherwise: `case` has the annotator as A and gold as B.

    `decision` is how gold came to say so, None where nobody decided it: gold was made by hand.
    Where the annotator was one of the two whom it was between, they are A in it.
    """

    case: Case
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class GroupedOtherwise:
    """Groups of which gold says otherwise, likewise."""

    case: GroupCase
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class MeAndGold:
    """The articles that can be shown, what is otherwise in them, and how many places are the same.

    `groups`, `same_groups`: likewise of groups all of whose members are in these articles; those
    of the annotator that are not decided, or not in gold yet, are none of them. `left_out`: the
    articles that cannot be shown, and why.
    """

    articles: tuple[Article, ...]
    otherwise: tuple[Otherwise, ...]
    same: int
    left_out: tuple[LeftOut, ...]
    groups: tuple[GroupedOtherwise, ...] = ()
    same_groups: int = 0


def why_hidden(project: Project, article_id: str, annotator: Annotator, gold: Annotator) -> str:
    """Why this annotator may not see gold in an article yet; "" where they may.

    Nobody sees gold before they are done, nor before gold is.
    """
    if project.reading(article_id, annotator.id).status is not Status.DONE:
        return f"{annotator.name} is not done with it: gold is shown after “Done”."
    if project.reading(article_id, gold.id).status is not Status.DONE:
        return "Not everything is decided in it yet."
    return ""


def me_and_gold(
    project: Project, annotator: Annotator, gold: Annotator, *, articles: Sequence[str] = ()
) -> MeAndGold:
    """Where gold says otherwise than this annotator, in articles with which both are done.

    `articles` (names or ids) chooses some; raises `BadInput` where one of them cannot be shown yet.
    """
    if annotator.id == gold.id:
        raise BadInput("Gold is not compared with itself.")
    with project.snapshot() as records:
        reader = Reader(project, articles=articles)
        shown: list[Article] = []
        found: list[Otherwise] = []
        left_out: list[LeftOut] = []
        same = 0
        for article in reader.articles:
            if why := why_hidden(project, article.id, annotator, gold):
                if articles:
                    raise BadInput(f"{article.name} cannot be shown: {why}")
                left_out.append(LeftOut(article.name, why))
                continue
            shown.append(article)
            every = records.cases.of(article, annotator.id, gold.id, "")
            other = [case for case in every if not case.agreed]
            same += sum(case.agreed and case.row is not None for case in every)
            found.extend(_with_reasons(records, other, annotator.id, gold.id))
        groups, same_groups = _groups(records, shown, annotator.id, gold.id)
    return MeAndGold(tuple(shown), tuple(found), same, tuple(left_out), groups, same_groups)


def _with_reasons(
    records: Records, some: Sequence[Case], annotator_id: str, gold_id: str
) -> list[Otherwise]:
    mine = records.decisions.about([span.id for case in some for span in case.a])
    says = records.decisions.saying([span.id for case in some for span in case.b])
    answer = []
    for case in some:
        made = _of(says, (span.id for span in case.b)) + _of(mine, (span.id for span in case.a))
        answer.append(Otherwise(case, _own(made, annotator_id, gold_id)))
    return answer


def _groups(
    records: Records, shown: Sequence[Article], annotator_id: str, gold_id: str
) -> tuple[tuple[GroupedOtherwise, ...], int]:
    """What gold says otherwise with groups in these articles, and how many it has alike."""
    near = {article.id for article in shown}
    every: list[GroupCase] = []
    for story_id in dict.fromkeys(article.story_id for article in shown):
        material = records.group_cases.material(story_id, near, annotator_id, gold_id, "")
        every += group_cases_of(material) if material is not None else ()
    inside = [
        case
        for case in every
        if all(member.article_id in near for one in case.groups for member in one.members)
    ]
    mine = records.decisions.about_groups([one.id for case in inside for one in case.a])
    says = records.decisions.saying_groups([one.id for case in inside for one in case.b])
    found = []
    for case in inside:
        made = _of(says, (one.id for one in case.b)) + _of(mine, (one.id for one in case.a))
        own = _own(made, annotator_id, gold_id)
        decided = bool(case.b) or (own is not None and own.took is Took.NONE)
        if decided and not case.agreed:
            found.append(GroupedOtherwise(case, own))
    return tuple(found), sum(case.agreed for case in inside)


def _of(decisions: Mapping[str, Sequence[Decision]], ids: Iterable[str]) -> list[Decision]:
    return [one for own_id in ids for one in decisions.get(own_id, ())]


def _own(made: Iterable[Decision], annotator_id: str, gold_id: str) -> Decision | None:
    """The first of these that this gold made, with the annotator as A where it is about them."""
    own = next((one for one in made if one.gold_id == gold_id), None)
    return own.mirrored if own is not None and own.b_id == annotator_id else own
