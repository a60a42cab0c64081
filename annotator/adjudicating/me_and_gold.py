"""Where gold says otherwise than an annotator did, and why: for that annotator to look at."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.agree.cases import Case
from annotator.agree.comparison import LeftOut
from annotator.comparing.reading import Reader
from annotator.errors import BadInput
from annotator.model.decision import Decision
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
class MeAndGold:
    """The articles that can be shown, what is otherwise in them, and how many places are the same.

    `left_out`: the articles that cannot be shown, and why.
    """

    articles: tuple[Article, ...]
    otherwise: tuple[Otherwise, ...]
    same: int
    left_out: tuple[LeftOut, ...]


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
    return MeAndGold(tuple(shown), tuple(found), same, tuple(left_out))


def _with_reasons(
    records: Records, some: Sequence[Case], annotator_id: str, gold_id: str
) -> list[Otherwise]:
    mine = records.decisions.about([span.id for case in some for span in case.a])
    says = records.decisions.saying([span.id for case in some for span in case.b])
    answer = []
    for case in some:
        made = [one for span in case.b for one in says.get(span.id, ())]
        made += [one for span in case.a for one in mine.get(span.id, ())]
        own = next((one for one in made if one.gold_id == gold_id), None)
        if own is not None and own.b_id == annotator_id:
            own = own.mirrored
        answer.append(Otherwise(case, own))
    return answer
