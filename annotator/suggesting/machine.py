"""Suggestions as the spans of a machine, so that it can be compared with people."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.changes import Changes
from annotator.edits.edit import Edit
from annotator.edits.readings import touch
from annotator.edits.spans import remove_spans
from annotator.edits.suggestions import mark
from annotator.errors import BadInput
from annotator.model.identity import new_id
from annotator.model.people import Annotator, Role
from annotator.model.reading import Status
from annotator.model.suggestion import Suggestion
from annotator.project import Project

if TYPE_CHECKING:
    from annotator.store.work import Work


def accept_as(
    project: Project,
    name: str,
    suggestions: Sequence[Suggestion],
    *,
    article_ids: Iterable[str],
    labels: Iterable[str],
) -> Changes:
    """Makes the suggestions the spans of the machine annotator `name`, who is added if new.

    What the machine had in these articles goes: a machine has the spans of one run, not of several.
    Each article counts as done, and as read for `labels` (names), also where nothing was found.
    All of it is one step. The machine answers nothing: there is nobody to judge. Raises `BadInput`
    where `name` is that of a person.
    """
    machine = _machine(project, name)
    scheme = project.scheme()
    read_for = tuple(label.id for label in scheme.offered if label.name in set(labels))
    articles = tuple(article_ids)

    def do(work: "Work") -> None:
        if work.people.get(machine.id) is None:
            work.people.put([machine], new=True)
        remove_spans([s.id for i in articles for s in work.spans.of(i, machine.id)]).do(work)
        mark(suggestions, machine.id, name="").do(work)
        for article_id in articles:
            reading = touch(work, article_id, machine.id, Status.DONE)
            work.readings.put([replace(reading, status=Status.DONE, read_for=read_for)])

    return project.apply(Edit(f"spans of {name}", do), machine.id)


def _machine(project: Project, name: str) -> Annotator:
    """The machine annotator of this name; a new one where there is none."""
    named = [person for person in project.annotators() if person.name == name]
    machine = next((person for person in named if person.role is Role.MODEL), None)
    if machine is None and named:
        raise BadInput(
            f"“{name}” is the name of an annotator who is no machine. Choose another name."
        )
    return machine or Annotator(new_id(), name, Role.MODEL)
