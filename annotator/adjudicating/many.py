"""Deciding thousands of matters as one step: from plain data, as the window sends it."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from annotator.changes import Changes
from annotator.edits.adjudication import accept_agreed, add_gold, decide, reopen
from annotator.edits.edit import Edit, together
from annotator.model.decision import Matter, Reason, Took
from annotator.progress import Progress, silent
from annotator.project import Project

if TYPE_CHECKING:
    from annotator.store.work import Work

PART = 250
"""Matters between two reports of how far it is."""


def plain(matter: Matter) -> dict[str, object]:
    """A matter as plain data."""
    return {one.name: getattr(matter, one.name) for one in fields(matter)}


def decide_many(project: Project, given: Mapping[str, Any], progress: Progress = silent) -> Changes:
    """One step: `matters` (a list of `[took, [matters]]`, of places and of groups), `reason`,
    `note`, `gap`, or `reopen` (ids of decisions); `name` of the step, `by` (an id), `gold` (its
    name, "" where it is there).

    Raises `EditRefused` as the edits do, and `Cancelled`: then nothing of it is kept.
    """
    by = given["by"]
    why = {
        "reason": Reason(given.get("reason", "")),
        "note": given.get("note", ""),
        "gap": given.get("gap", False),
    }
    works: list[tuple[int, Edit]] = []
    for name, some in given.get("matters", ()):
        took, matters = Took(name), [_matter(one) for one in some]
        for part in (matters[at : at + PART] for at in range(0, len(matters), PART)):
            if took is Took.AGREED:
                works.append((len(part), accept_agreed(part, by)))
            else:
                works.append((len(part), decide(part, took, by, **why)))
    ids = list(given.get("reopen", ()))
    if ids:
        works.append((len(ids), reopen(ids)))
    edits = [add_gold(given["gold"])] if given.get("gold") else []
    done, total = 0, sum(many for many, _ in works)
    for many, edit in works:
        edits += [Edit("", _telling(progress, done, total)), edit]
        done += many
    return project.apply(together(given["name"], *edits), by)


def _telling(progress: Progress, done: int, total: int) -> "Callable[[Work], None]":
    return lambda _: progress(done, total, "")


def _matter(told: Mapping[str, Any]) -> Matter:
    lists = ("a_spans", "b_spans", "replaces", "a_groups", "b_groups")
    return Matter(**{**told, **{name: tuple(told.get(name, ())) for name in lists}})
