"""What the worker tells of two or three people, computed here and now."""

from annotator.errands import TASKS, Errand
from annotator.model.people import Annotator
from annotator.project import Project
from ui.compare.found import Found, found
from ui.compare.wanted import Options


def compared(
    project: Project,
    *people: Annotator,
    options: Options | None = None,
    more: bool = False,
    gamma: bool = False,
) -> Found:
    """These people compared."""
    asked = {**(options or Options()).plain(), "more": more, "rare": more, "gamma": gamma}
    arguments = {
        "project": str(project.path),
        "people": [person.id for person in people],
        "options": asked,
    }
    answer = TASKS["compare"](Errand(arguments))
    assert isinstance(answer, dict)
    return found(answer)
