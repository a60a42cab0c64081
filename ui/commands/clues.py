"""What the panel of clues does: looks for them in the worker, shows passages, remembers answers."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from annotator.model.clue import Clue, Passage
from annotator.model.span import Fragment
from ui.jobs import Job
from ui.panels.clues_model import Aside, read_aside

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class ClueCommands:
    """Connects the panel with worker, articles and the memory of this machine."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._panel = window.docks.clues
        self._jobs: dict[str, Job] = {}
        self._panel.look_wanted.connect(self._look)
        self._panel.stop_wanted.connect(self._stop)
        self._panel.passage_wanted.connect(window.views.show_hit)
        self._panel.aside_changed.connect(self._keep_aside)
        window.articles.active_changed.connect(self._show_active)
        for changed in (window.workspace.opened, window.workspace.annotator_changed):
            changed.connect(self._recall_aside)

    def _show_active(self) -> None:
        view = self._window.articles.active
        self._panel.show_article(view.article_id if view and view.article_id else None)

    def _look(self, story_id: str) -> None:
        arguments = {"project": str(self._window.workspace.project.path), "stories": [story_id]}
        job = self._window.jobs.run("clues", arguments, title="Looking for clues")
        self._jobs[story_id] = job
        panel = self._panel
        job.progress.connect(
            lambda done, total, what: panel.show_progress(story_id, done, total, what)
        )
        job.done.connect(lambda result: panel.show_clues(story_id, clues_of(result, story_id)))
        job.failed.connect(lambda sentence: panel.show_fault(story_id, sentence))
        job.cancelled.connect(lambda: panel.show_stopped(story_id))
        job.ended.connect(lambda: self._jobs.pop(story_id, None))

    def _stop(self, story_id: str) -> None:
        if (job := self._jobs.get(story_id)) is not None:
            job.cancel()

    # What was put aside: on this machine, for each project and annotator

    def _keep_aside(self, aside: Mapping[str, Aside]) -> None:
        workspace = self._window.workspace
        if workspace.is_open:
            words = json.dumps({i: one.value for i, one in aside.items()})
            self._window.state.keep(workspace.project.id, self._key(), words)

    def _recall_aside(self) -> None:
        workspace = self._window.workspace
        if not workspace.is_open:
            return
        try:
            kept = json.loads(self._window.state.kept(workspace.project.id, self._key(), "{}"))
        except ValueError:
            kept = {}
        self._panel.set_aside(read_aside(kept if isinstance(kept, dict) else {}))

    def _key(self) -> str:
        return f"clues-{self._window.workspace.annotator_id or 'nobody'}"


def clues_of(result: Mapping[str, Any], story_id: str) -> list[Clue]:
    """The clues of a story, as the worker hands them over."""
    return [
        Clue(
            id=one["id"],
            kind=one["kind"],
            name=one["name"],
            reason=one["reason"],
            passages=tuple(Passage(a, Fragment(start, end)) for a, start, end in one["passages"]),
            score=one["score"],
        )
        for one in result["clues"].get(story_id, ())
    ]
