"""What the window says where there are no figures, and who there is to compare."""

from collections.abc import Sequence

from PySide6.QtGui import QAction

from annotator.model.people import Annotator, Role
from ui.compare.found import Pair
from ui.empty import Empty
from ui.theme import Theme
from ui.workspace import Workspace


def people_to_compare(workspace: Workspace) -> tuple[Annotator, ...]:
    """Everybody who has read or marked something, gold last."""
    project = workspace.project
    read = {reading.annotator_id for reading in project.readings()}
    people = [
        person
        for person in project.annotators()
        if person.id in read or any(project.counts(person.id).values())
    ]
    return tuple(sorted(people, key=lambda one: one.role is Role.ADJUDICATED))


def nobody_words(people: Sequence[Annotator], *, blind: bool = False) -> tuple[str, str]:
    """Heading and sentence where there are not two to compare."""
    if people and all(one.role is Role.ADJUDICATED for one in people):
        return (
            "There is only gold so far",
            "Whoever labels an article and says “Done” can be compared with it.",
        )
    if people:
        who = "one person" if blind else people[0].name
        return (
            f"Only {who} has labelled so far",
            "Take back what somebody else labelled, or import their records.",
        )
    return (
        "Nobody has labelled yet",
        "A comparison needs two people who labelled the same articles.",
    )


def nothing_words(pair: Pair) -> tuple[str, str]:
    """Heading and sentence where two have no article in common."""
    a, b = pair.names
    if not pair.left_out:
        return "There is no article", "Import articles first."
    article, why = pair.left_out[0]
    more = len(pair.left_out) - 1
    others = f" The list above says why {more:,} more are left out." if more else ""
    return f"{a} and {b} have finished no article both", f"{article}: {why}{others}"


def empty_page(name: str, theme: Theme, actions: Sequence[QAction]) -> Empty:
    """A page to say such things on, with what can be done."""
    empty = Empty(" ", " ", sign="compare", theme=theme, actions=actions)
    empty.setObjectName(name)
    return empty
