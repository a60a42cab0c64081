"""A lead on machines of their own, who decides about what Anna and Ben marked and grouped."""

from annotator.adjudicating import agreed, cases, find_group_cases
from annotator.edits.adjudication import accept_agreed, decide, reopen
from annotator.edits.groups import make_group, new_group, remove_group, rename_group
from annotator.edits.spans import add_span, new_span
from annotator.errors import EditRefused
from annotator.model.decision import Took
from annotator.model.group import Member
from annotator.model.scheme import RelationKind
from annotator.project import Project
from tests.annotator.packs.laptops import article, person
from tests.annotator.samples import CLAIM

TAKES = (Took.A, Took.B, Took.AGREED, Took.BOTH, Took.NONE)


def mark_and_group(project: Project, name: str, called: str, kind: RelationKind) -> None:
    """Marks two places in both articles, and puts them together across these."""
    who = person(project, name).id
    for start, group in ((48, called), (52, "both")):
        members = []
        for number in (0, 1):
            span = new_span(article(project, number).id, who, CLAIM, [(start, start + 3)])
            project.apply(add_span(span, CLAIM), who)
            members.append(Member(span.article_id, span.id))
        made = new_group(kind, group, article(project).story_id, who, members)
        project.apply(make_group(made), who)


def lead_on(project: Project, what: str, number: int, where: int) -> None:
    """One thing that the lead does in a copy of the project; what is refused is not done."""
    by = person(project, "Lea").id
    try:
        if what == "undo":
            project.undo(by)
        elif what == "redo":
            project.redo(by)
        else:
            _decide(project, what, number, where, by)
    except EditRefused:
        pass


def _decide(project: Project, what: str, number: int, where: int, by: str) -> None:
    pair = (person(project, "Anna"), person(project, "Ben"))
    gold = project.gold("gold")
    assert gold is not None
    groups = project.groups(article(project).story_id, gold.id)
    if what in ("places", "place"):
        some = [article(project, number).name]
        found = cases(project, *pair, gold, articles=some, unfinished=True)
        if what == "places":
            matters = [one.matter for one in agreed(found)]
            project.apply(accept_agreed(matters, by), by)
        elif found:
            chosen = found[where % len(found)].matter
            project.apply(decide([chosen], TAKES[where % len(TAKES)], by), by)
    elif what == "groups":
        together = find_group_cases(project, *pair, gold, unfinished=True).cases
        if together:
            chosen = together[number % len(together)].matter
            project.apply(decide([chosen], TAKES[where % len(TAKES)], by), by)
    elif what == "reopen" and (made := project.decisions(gold_id=gold.id)):
        project.apply(reopen([made[where % len(made)].id]), by)
    elif what == "rename" and groups:
        project.apply(rename_group(groups[where % len(groups)], f"name {where}"), by)
    elif what == "part" and groups:
        project.apply(remove_group(groups[where % len(groups)]), by)
