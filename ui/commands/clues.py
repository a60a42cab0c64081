"""What the panel of clues does: looks for them, compares articles, goes there, keeps answers."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from annotator.edits.clues import answer_clues, group_clue, reopen_clues
from annotator.model.across_plain import read_across
from annotator.model.clue import Clue, ClueVerdict, Passage
from annotator.model.span import Fragment
from ui.article.side_by_side import MOST
from ui.jobs import Job
from ui.panels.clues_model import Aside, read_aside

if TYPE_CHECKING:
    from ui.main_window import MainWindow

STOPPED = "Comparing the articles was stopped."
Wanted = tuple[object, ...]
"""What a comparison depends on: the questions of stories, id and SHA-256 of each article."""


class ClueCommands:
    """Connects the panel with worker, articles and the memory of this machine."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._panel = window.docks.clues
        self._jobs: dict[str, list[Job]] = {}
        self._comparing: dict[str, tuple[Wanted, Job]] = {}
        self._compared: dict[str, Wanted] = {}
        self._panel.look_wanted.connect(self._look)
        self._panel.stop_wanted.connect(self._stop)
        self._panel.passage_wanted.connect(window.views.show_hit)
        self._panel.passages_wanted.connect(self.show_passages)
        self._panel.aside_changed.connect(self._keep_aside)
        self._panel.answer_wanted.connect(self.answer)
        self._panel.ask_again_wanted.connect(self._ask_again)
        window.articles.active_changed.connect(self._show_active)
        for changed in (window.workspace.opened, window.workspace.annotator_changed):
            changed.connect(self._recall_aside)

    def _show_active(self) -> None:
        view = self._window.articles.active
        self._panel.show_article(view.article_id if view and view.article_id else None)

    def _look(self, story_id: str) -> None:
        arguments = {"project": str(self._window.workspace.project.path), "stories": [story_id]}
        job = self._window.jobs.run("clues", arguments, title="Looking for clues")
        panel = self._panel
        job.progress.connect(
            lambda done, total, what: panel.show_progress(story_id, done, total, what)
        )
        job.done.connect(lambda result: panel.show_clues(story_id, clues_of(result, story_id)))
        job.failed.connect(lambda sentence: panel.show_fault(story_id, sentence))
        job.cancelled.connect(lambda: panel.show_stopped(story_id))
        self._jobs[story_id] = [job]
        known = self._compared.get(story_id) == self._wanted(story_id)
        if not (known and panel.across(story_id)):
            self._jobs[story_id].append(self.compare(story_id))

    def _wanted(self, story_id: str) -> Wanted:
        project = self._window.workspace.project
        articles = [(one.id, one.sha256) for one in project.articles(story_id)]
        return project.setting("facets"), *articles

    def compare(self, story_id: str) -> Job:
        """Compares the articles of a story; what is found is kept in the project, past undo.

        Whoever wants the same while it is done gets the same job.
        """
        wanted = self._wanted(story_id)
        before = self._comparing.get(story_id)
        if before is not None and before[0] == wanted and not before[1].is_over:
            return before[1]
        workspace, panel = self._window.workspace, self._panel
        arguments = {
            "project": str(workspace.project.path),
            "read_only": workspace.project.read_only,
            "stories": [story_id],
        }
        job = self._window.jobs.run("across", arguments, title="Comparing articles", quiet=True)
        self._comparing[story_id] = wanted, job
        panel.show_comparing(story_id)

        def take(result: Mapping[str, Any]) -> None:
            value = result["across"].get(story_id)
            if value is None:
                panel.show_uncompared(story_id, " ".join(result["sentences"]))
            else:
                self._compared[story_id] = wanted
                panel.show_across(story_id, read_across(value), result["sentences"])

        job.done.connect(take)
        job.failed.connect(lambda sentence: panel.show_uncompared(story_id, sentence))
        job.cancelled.connect(lambda: panel.show_uncompared(story_id, STOPPED))
        return job

    def _stop(self, story_id: str) -> None:
        for job in self._jobs.get(story_id, [])[::-1]:
            if not job.is_over:
                job.cancel()

    # Going there, and answers

    def show_passages(self, passages: Sequence[Passage]) -> None:
        """Shows each passage in its article, while there is room; the first is worked in."""
        articles, views = self._window.articles, self._window.views
        first = {one.article_id: one for one in reversed(passages)}
        for article_id in first:
            if articles.view_of(article_id) is None and len(articles.views) < MOST:
                articles.open_article(article_id, beside=True)
        with articles.apart():  # each shows its own passage, also where they scroll together
            for article_id, one in first.items():
                if articles.view_of(article_id) is not None:
                    views.show_hit(article_id, one.place)
            if passages:
                views.show_hit(passages[0].article_id, passages[0].place)

    def answer(self, clues: Sequence[Clue], verdict: ClueVerdict) -> None:
        """Answers clues of the story that is shown; a group is made of each."""
        workspace, story_id = self._window.workspace, self._panel.story_id
        me = workspace.annotator_id
        if verdict is not ClueVerdict.GROUP:
            workspace.edit(answer_clues(clues, story_id, me, verdict))
            return
        for clue in clues:
            if not workspace.edit(group_clue(clue, story_id, me)):
                return
        name = clues[0].name if len(clues) == 1 else f"{len(clues):,} groups"
        self._window.status.tell(f"Made: {name}. Undo takes it back.")

    def _ask_again(self, clue_ids: Sequence[str]) -> None:
        workspace = self._window.workspace
        workspace.edit(reopen_clues(clue_ids, self._panel.story_id, workspace.annotator_id))

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
