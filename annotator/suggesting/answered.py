"""How the people of a project answered suggestions, in numbers, by label and source."""

from dataclasses import dataclass

from annotator.model.people import Annotator, Role
from annotator.model.suggestion import Source
from annotator.model.tally import Count, Tally
from annotator.progress import Progress, silent
from annotator.project import Project


@dataclass(frozen=True, slots=True)
class Answered:
    """How one annotator answered the suggestions of one label and source."""

    annotator_id: str
    label_id: str
    source: Source
    tally: Tally


@dataclass(frozen=True, slots=True)
class AnsweredByAll:
    """The numbers of each annotator, apart and (by annotator id) together."""

    parts: tuple[Answered, ...]
    totals: dict[str, Tally]


def answered(
    project: Project, annotator_id: str = "", progress: Progress = silent
) -> AnsweredByAll:
    """What the people of the project ("": all of them) were offered, and what became of it.

    What is offered now counts, and what was answered and is not offered any more.
    """
    people = [
        person
        for person in project.annotators()
        if person.role is Role.HUMAN and annotator_id in ("", person.id)
    ]
    parts: list[Answered] = []
    totals: dict[str, Tally] = {}
    for number, person in enumerate(people):
        progress(number, len(people), person.name)
        count = _counted(project, person)
        parts += [Answered(person.id, *kind, tally) for kind, tally in count.tallies().items()]
        totals[person.id] = count.total()
    return AnsweredByAll(tuple(parts), totals)


def _counted(project: Project, person: Annotator) -> Count:
    """Article by article, so that not everything is held at once."""
    count = Count()
    answers = project.answers(person.id)
    answered_in: dict[str, list[str]] = {}
    for suggestion_id, answer in answers.items():
        answered_in.setdefault(answer.article_id, []).append(suggestion_id)
    for article_id in {*project.suggestion_counts(person.id), *answered_in}:
        offered = {one.id: one for one in project.suggestions(article_id, person.id)}
        earlier = [i for i in answered_in.get(article_id, ()) if i not in offered]
        count.add([*offered.values(), *project.suggestions_by_id(earlier)], answers)
    return count
