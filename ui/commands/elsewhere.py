"""What articles of a story have in common, in the window: level scrolling, lights, two panels.

Articles are compared in the worker when something of this is wanted and two of them are there;
what is known of a story holds until its articles change.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from annotator.changes import Changes
from annotator.edits.joining import group_passages
from annotator.model.across import THRESHOLD, Across
from annotator.model.clue import Passage
from annotator.model.span import Fragment
from ui.article.counterparts import Counterparts
from ui.article.side_by_side import MOST
from ui.article.view import ArticleView
from ui.panels.across_panel import AcrossPanel

if TYPE_CHECKING:
    from ui.main_window import MainWindow

LEVEL, LIGHT, LEAST = "scroll-together", "light-counterparts", "alike-from"
SWITCHES = (LEVEL, LIGHT)
ALONE = "Two articles of one story have to stand side by side: what they share is lit."
SETTLED = 80
"""Milliseconds that the caret rests before its sentence is looked up."""
Ground = tuple[tuple[str, str], ...]
"""The articles of a story that were compared: id and SHA-256."""


class ElsewhereCommands:
    """Connects articles, panels and comparison."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._articles, self._workspace = window.articles, window.workspace
        self.passage, self.only_here = window.docks.elsewhere, window.docks.only_here
        self._known: dict[str, tuple[Ground, Across]] = {}
        self._running: dict[str, Ground] = {}
        self._failed: dict[str, Ground] = {}
        self._going = False
        self._soon = QTimer(window, singleShot=True, interval=SETTLED)
        self._soon.timeout.connect(self._show_caret)
        self._restore()
        self._connect()

    @property
    def _panels(self) -> tuple[AcrossPanel, ...]:
        return self.passage, self.only_here

    def _restore(self) -> None:
        """What this machine remembers: both switches, and how much alike sentences are at least."""
        state, actions = self._window.state, self._window.actions_
        for name, switch in ((LEVEL, self._level), (LIGHT, self._light)):
            on = state.choice(name) == "on"
            actions[name].setChecked(on)
            actions.on(name, switch)
            (self._articles.set_together if name == LEVEL else self._articles.lights.switch)(on)
        with suppress(ValueError):  # where this program has not written it
            self.passage.set_least(float(state.choice(LEAST) or THRESHOLD))
        self.passage.set_switches([actions[name] for name in SWITCHES])

    def _connect(self) -> None:
        articles, clues = self._articles, self._window.docks.clues
        articles.active_changed.connect(self._show_active)
        articles.shown_changed.connect(self._compare_shown)
        articles.view_added.connect(self._listen)
        clues.compared.connect(self._take)
        for panel in self._panels:
            panel.compare_wanted.connect(self._compare)
            panel.passage_wanted.connect(self._go)
        self.passage.least_changed.connect(self._keep_least)
        self.passage.group_wanted.connect(self._make_group)
        self._workspace.closing.connect(self._forget)
        self._workspace.changed.connect(self._follow)

    # The switches

    def _level(self, on: bool) -> None:
        self._articles.set_together(on)
        self._window.state.keep_choice(LEVEL, "on" if on else "off")
        self._compare_shown()

    def _light(self, on: bool) -> None:
        self._articles.lights.switch(on)
        self._window.state.keep_choice(LIGHT, "on" if on else "off")
        self._compare_shown()
        if on and not self._stories_beside():
            self._window.status.tell(ALONE)

    def _keep_least(self, least: float) -> None:
        self._window.state.keep_choice(LEAST, f"{least:.2f}")
        for story_id, (_, across) in self._known.items():
            self._articles.lights.know(story_id, Counterparts(across, least))

    # Comparing

    def _compare_shown(self) -> None:
        """Compares the stories of which two articles stand side by side, where a switch is on."""
        actions = self._window.actions_
        if not any(actions[name].isChecked() for name in SWITCHES):
            return
        for story_id in self._stories_beside():
            self._compare(story_id, again=False)

    def _stories_beside(self) -> list[str]:
        """The stories of which at least two articles are shown."""
        shown = [view.article.story_id for view in self._articles.views if view.article]
        return [one for one in dict.fromkeys(shown) if shown.count(one) > 1]

    def _ground(self, story_id: str) -> Ground:
        return tuple((one.id, one.sha256) for one in self._workspace.project.articles(story_id))

    def _compare(self, story_id: str, *, again: bool = True) -> None:
        """Compares the articles of a story, unless they are or were; after a fault only `again`."""
        ground = self._ground(story_id)
        known = self._known.get(story_id)
        if known is not None and known[0] == ground:
            self._show(story_id, known[1])
        elif self._running.get(story_id) == ground:
            self._tell_comparing(story_id)
        elif again or self._failed.get(story_id) != ground:
            self._running[story_id] = ground
            self._failed.pop(story_id, None)
            job = self._window.clues.compare(story_id)
            for panel in self._panels:
                job.progress.connect(
                    lambda done, total, what, panel=panel: panel.show_progress(
                        story_id, done, total, what
                    )
                )
            self._tell_comparing(story_id)

    def _tell_comparing(self, story_id: str) -> None:
        for panel in self._panels:
            panel.show_comparing(story_id)

    def _take(self, story_id: str, fault: str) -> None:
        """The articles of a story were compared, for whoever wanted it; or why not."""
        across = self._window.docks.clues.across(story_id)
        ground = self._running.pop(story_id, None) or self._ground(story_id)
        if fault or across is None:
            self._failed[story_id] = ground
            self._window.status.tell(fault)
            for panel in self._panels:
                panel.show_fault(story_id, fault)
            return
        before = self._known.get(story_id)
        self._known[story_id] = (ground, across)
        if before is None or before[1] is not across:
            self._articles.lights.know(story_id, Counterparts(across, self.passage.least))
            self._articles.hold_level(story_id, across.counterparts)
        self._show(story_id, across)

    def _show(self, story_id: str, across: Across) -> None:
        for panel in self._panels:
            panel.show_across(story_id, across)

    def _follow(self, changes: Changes) -> None:
        """What is known of a story holds for the articles that it had then."""
        if changes.articles or changes.stories or changes.everything:
            for story_id, (ground, _) in list(self._known.items()):
                if self._ground(story_id) != ground and self._is_wanted(story_id):
                    self._compare(story_id, again=False)

    def _is_wanted(self, story_id: str) -> bool:
        switched = any(self._window.actions_[name].isChecked() for name in SWITCHES)
        panels = any(p.isVisible() and p.story_id == story_id for p in self._panels)
        return panels or (switched and story_id in self._stories_beside())

    def _forget(self) -> None:
        self._soon.stop()
        for some in (self._known, self._running, self._failed):
            some.clear()
        self._articles.level.forget()

    # The caret

    def _listen(self, view: ArticleView) -> None:
        view.pane.caret_moved.connect(lambda _: self._caret_moved(view))

    def _caret_moved(self, view: ArticleView) -> None:
        if view is self._articles.active and not self._going and self.passage.isVisible():
            self._soon.start()

    def _show_active(self) -> None:
        view = self._articles.active
        article_id = view.article_id if view and view.article_id else None
        for panel in self._panels:
            panel.show_article(article_id)
        if not self._going:
            self._show_caret()

    def _show_caret(self) -> None:
        view = self._articles.active
        if view is not None and view.article_id:
            self.passage.show_place(view.article_id, view.pane.caret)

    # What the panels want

    def _go(self, article_id: str, place: Fragment) -> None:
        """Shows a passage in its pane, opened where it is closed. The panel stays as it is: it
        goes on only when the caret moves in the text."""
        articles = self._articles
        self._going = True
        try:
            if articles.view_of(article_id) is None and len(articles.views) >= MOST:
                others = [view for view in articles.views if view is not articles.active]
                articles.activate(others[-1])
                articles.open_article(article_id)
            elif articles.view_of(article_id) is None:
                articles.open_article(article_id, beside=True)
            self._window.views.show_hit(article_id, place)
        finally:
            self._going = False

    def _make_group(self, kind: str, name: str, passages: Sequence[Passage]) -> None:
        workspace = self._workspace
        found = {one.name: one for one in self.passage.kinds()}.get(kind)
        if found is None:
            self._window.status.tell(f"The scheme has no groups of kind “{kind}”.")
            return
        me, story_id = workspace.annotator_id, self.passage.story_id
        if workspace.edit(group_passages(found, name, story_id, me, passages)):
            self._window.status.tell(f"Made: {kind} “{name}”. Undo takes it back.")
