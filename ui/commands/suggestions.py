"""What the Suggestions menu and its panel do."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence

from annotator.changes import Changes
from annotator.model.suggestion import Source, Suggestion, Verdict
from ui.actions import plain_words
from ui.article.suggestion_card import ANSWERS
from ui.article.view import ArticleView
from ui.panels.suggestions import SuggestionsPanel
from ui.panels.suggestions_model import SOURCES

if TYPE_CHECKING:
    from ui.main_window import MainWindow

SHOWN = "suggestions in the text"
"""Under this name the window remembers whether they are shown there."""
GOOD = 0.8
"""The score from which on many are accepted, unless one says otherwise."""
WRITES = (
    "accept-suggestion",
    "accept-edited",
    "reject-suggestion",
    "skip-suggestion",
    "accept-same",
    "reject-same",
    "accept-above",
    "look-story",
    "look-all",
)
READS = ("next-suggestion", "previous-suggestion", "suggestions-in-text")
NO_MODEL = "No language model can be used, so names are not looked for"
"""Whether there is none, or it is damaged or not trusted; the dialog of the models says more."""


class SuggestionCommands:
    """Connects suggesters, suggestions in the text and the panel that lists them."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._workspace = window.workspace
        self._suggesting = window.suggesting
        self._panel: SuggestionsPanel = window.docks.suggestions
        self.is_looking = False
        self.sources: tuple[Source, ...] = ()
        """What is looked for; () for all there is."""
        self._models_known = False
        self._connect_actions()
        self._connect_panel()
        self._suggesting.told.connect(window.status.tell)
        self._suggesting.accepted.connect(window.asking.offer)
        self._suggesting.current_changed.connect(self._panel.show_current)
        window.articles.view_added.connect(self._dress_view)
        window.articles.active_changed.connect(self._show_active)
        window.actions_.changed.connect(self._show_keys)
        self._workspace.opened.connect(self._opened)
        self._workspace.closing.connect(self._enable)
        self._workspace.annotator_changed.connect(self._enable)
        self._enable()

    def _connect_actions(self) -> None:
        actions, suggesting = self._window.actions_, self._suggesting
        commands: dict[str, Callable[[], object]] = {
            "next-suggestion": partial(suggesting.step, 1),
            "previous-suggestion": partial(suggesting.step, -1),
            "accept-suggestion": suggesting.accept,
            "accept-edited": suggesting.edit_edges,
            "reject-suggestion": suggesting.reject,
            "skip-suggestion": suggesting.skip,
            "accept-same": partial(self.same_words, Verdict.ACCEPTED),
            "reject-same": partial(self.same_words, Verdict.REJECTED),
            "accept-above": self.accept_above,
            "look-story": self.look_in_story,
            "look-all": self.look_everywhere,
        }
        for name, do in commands.items():
            actions.on(name, do)
        actions.on("suggestions-in-text", self.show_in_text)
        actions["suggestions-in-text"].setChecked(True)

    def _connect_panel(self) -> None:
        panel, actions = self._panel, self._window.actions_
        panel.set_actions(
            [actions[n] for n in ("accept-suggestion", "reject-suggestion", "skip-suggestion")],
            [actions[name] for name in ("look-story", "look-all")],
            [actions[name] for name in ("accept-same", "reject-same", "accept-above")],
            actions["models"],
        )
        panel.suggestion_wanted.connect(self.show_suggestion)
        panel.answer_wanted.connect(self.answer)
        panel.reopen_wanted.connect(self._suggesting.take_back)
        panel.sources_changed.connect(self._suggesting.set_sources)
        panel.shown.connect(self._look_for_models)

    # What is there to be used

    def _opened(self) -> None:
        kept = self._window.state.kept(self._workspace.project.id, SHOWN, "yes")
        self._window.actions_["suggestions-in-text"].setChecked(kept == "yes")
        self._window.articles.show_suggestions(kept == "yes")
        self._suggesting.set_sources(self._panel.filter.sources)
        self._enable()

    def _enable(self) -> None:
        actions, workspace = self._window.actions_, self._workspace
        for name in READS:
            actions[name].setEnabled(workspace.is_open)
        for name in WRITES:
            actions[name].setEnabled(workspace.can_edit)

    def _show_active(self) -> None:
        view = self._window.articles.active
        self._panel.show_article(view.article_id if view and view.article_id else None)

    def _dress_view(self, view: ArticleView) -> None:
        self._show_keys_on(view)
        view.pane.card.answered.connect(lambda name: self._window.actions_[name].trigger())

    def _show_keys(self) -> None:
        for view in self._window.articles.views:
            self._show_keys_on(view)

    def _show_keys_on(self, view: ArticleView) -> None:
        actions = self._window.actions_
        tips = {name: actions[name].toolTip() for name in ANSWERS}
        view.pane.card.set_keys(self._keys(), tips)

    def _keys(self) -> dict[str, str]:
        """The keys in force, as the platform writes them."""
        native = QKeySequence.SequenceFormat.NativeText
        actions = self._window.actions_
        shortcuts = {name: actions[name].shortcuts() for name in ANSWERS}
        return {
            name: keys[0].toString(native).replace("Shift+", "⇧") if keys else ""
            for name, keys in shortcuts.items()
        }

    def _key(self, name: str) -> str:
        """The key of an action, or where it is in the menus."""
        keys = self._window.actions_[name].shortcuts()
        words = plain_words(self._window.actions_[name].text())
        return keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else f"“{words}”"

    def show_in_text(self, shown: bool) -> None:
        """Shows suggestions in the text, or leaves them out; remembered for the project."""
        self._window.articles.show_suggestions(shown)
        if self._workspace.is_open:
            project_id = self._workspace.project.id
            self._window.state.keep(project_id, SHOWN, "yes" if shown else "no")
        if not shown:
            key = self._key("next-suggestion")
            self._window.status.tell(f"Suggestions are not shown now; {key} still finds them.")

    # Answering

    def show_suggestion(self, suggestion: Suggestion) -> None:
        """Shows a suggestion in its article; one that became a span shows that."""
        answer = self._suggesting.offered(suggestion.article_id).answers.get(suggestion.id)
        if answer is None:
            self._suggesting.go_to(suggestion)
        elif answer.span_id and self._workspace.project.spans_by_id([answer.span_id]):
            self._window.views.show_span(answer.span_id)
        else:
            self._window.views.show_hit(suggestion.article_id, suggestion.fragments[0])

    def answer(self, suggestions: Sequence[Suggestion], verdict: Verdict) -> None:
        """Answers what was selected in the panel; several are looked at first."""
        if len(suggestions) == 1:
            self._suggesting.answer_all(suggestions, verdict, together=False)
        elif verdict is Verdict.SKIPPED:
            self._suggesting.answer_all(suggestions, verdict)
        else:
            self._answer_asked(suggestions, verdict)

    def same_words(self, verdict: Verdict) -> None:
        """Accepts or rejects all in the story with the words of the current one."""
        found = self._suggesting.same_words()
        if not found:
            key = self._key("next-suggestion")
            self._window.status.tell(f"Go to a suggestion first: {key}.")
        elif len(found) == 1:
            only = (
                self._suggesting.accept if verdict is Verdict.ACCEPTED else self._suggesting.reject
            )
            only()
        else:
            self._answer_asked(found, verdict, words=self._suggesting.words(found[0]))

    def accept_above(self) -> None:
        """Accepts all that wait and have at least a certain score."""
        waiting = self._suggesting.waiting()
        if waiting:
            self._answer_asked(waiting, Verdict.ACCEPTED, above=GOOD)
        else:
            self._window.status.tell("No suggestion waits in this story.")

    def _answer_asked(
        self,
        suggestions: Sequence[Suggestion],
        verdict: Verdict,
        *,
        words: str = "",
        above: float | None = None,
    ) -> None:
        from ui.dialogs.accept_all import AcceptAll

        project = self._workspace.project
        chosen = AcceptAll(
            suggestions,
            verdict,
            articles={article.id: article for article in project.articles()},
            text=self._panel.text,
            scheme=self._workspace.scheme,
            theme=self._window.theme,
            words=words,
            above=above,
            parent=self._window,
        ).asked()
        self._suggesting.answer_all(chosen, verdict)
        self._window.focus_text()

    # Looking for them

    def look_in_story(self) -> None:
        """Looks for suggestions in the story that is worked in."""
        view = self._window.articles.active
        if view is None or view.article is None:
            self._window.status.tell("Open an article first.")
        else:
            self._look((view.article.story_id,))

    def look_everywhere(self) -> None:
        """Looks for suggestions in all stories."""
        self._look(())

    def _look(self, story_ids: Sequence[str]) -> None:
        if self.is_looking:
            self._window.status.tell("Suggestions are being looked for already.")
            return
        self._show_looking(True)
        self._window.docks.show("suggestions")
        self._window.focus_text()
        project_id = self._workspace.project.id
        self._window.models.settle(
            lambda: self._begin(project_id, story_ids),
            given_up=partial(self._show_looking, False),
        )

    def _begin(self, project_id: str, story_ids: Sequence[str]) -> None:
        """Begins, now that it is known which model may be used."""
        workspace = self._workspace
        if not workspace.is_open or workspace.project.id != project_id or not workspace.can_edit:
            self._show_looking(False)
            return
        arguments = {
            "project": str(workspace.project.path),
            "annotator": workspace.annotator_id,
            "sources": [source.value for source in self.sources],
            "model": self._window.settings.preferences.model,
            "stories": list(story_ids),
        }
        jobs = self._window.jobs
        job = jobs.run("suggest", arguments, title="Looking for suggestions", quiet=True)
        job.wrote.connect(partial(self._tell_written, project_id))
        job.done.connect(self._found)
        job.failed.connect(self._window.status.tell)
        job.ended.connect(lambda: self._show_looking(False))

    def _show_looking(self, looking: bool) -> None:
        self.is_looking = looking
        self._panel.show_looking(looking)

    def _tell_written(self, project_id: str) -> None:
        """Suggestions of some articles are others now; the worker does not say of which."""
        workspace = self._workspace
        if workspace.is_open and workspace.project.id == project_id:
            ids = frozenset(article.id for article in workspace.project.articles())
            workspace.tell(Changes("suggestions", suggestions=ids))

    def _found(self, report: Any) -> None:  # noqa: ANN401 - plain data of the worker
        sentences = [self._found_in_words(report["counts"], report["unchanged"])]
        sentences += report["warnings"]
        self._panel.say_missing(NO_MODEL if Source.ENTITIES.value in report["missing"] else "")
        self._window.status.tell(" ".join(sentences))

    def _found_in_words(self, counts: Mapping[str, int], unchanged: int) -> str:
        """How many there are of each kind, and the key that goes to them."""
        found = [
            f"{number:,} {SOURCES[Source(source)][number != 1].lower()}"
            for source, number in counts.items()
            if number
        ]
        if found:
            rest = " The others are as they were." if unchanged else ""
            key = self._key("next-suggestion")
            return f"Found {', '.join(found)}.{rest} {key} goes to the next one."
        return "Nothing new since the last time." if unchanged else "Nothing was found."

    def _look_for_models(self) -> None:
        """Says what is missing where no model is installed; looked at once, when it matters."""
        from annotator.suggest.models import DEFAULT_NAME, installed_models

        if not self._models_known:
            self._models_known = True
            # Looking through all packages takes a while: ask for the usual one first.
            if find_spec(DEFAULT_NAME) is None and not installed_models():
                self._panel.say_missing(NO_MODEL)
