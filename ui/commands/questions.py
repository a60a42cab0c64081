"""Asking the lead: the question, its place, and the answers that came."""

from typing import TYPE_CHECKING

from annotator.changes import Changes
from annotator.edits.questions import ask, new_question
from annotator.model.question import Question
from annotator.text.in_quotes import in_quotes

if TYPE_CHECKING:
    from ui.main_window import MainWindow

SEEN = "answers seen"
"""Under this name the window remembers until when an annotator has seen answers."""
WORDS = 120


class QuestionCommands:
    """Connects the panel of questions with text and project."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._workspace = window.workspace
        self._panel = window.docks.questions
        window.actions_.on("ask-lead", self.ask)
        window.status.answers_wanted.connect(window.actions_["show-questions"].trigger)
        self._panel.place_wanted.connect(self.show_place)
        self._panel.shown.connect(self._keep_seen)
        self._workspace.opened.connect(self._enable)
        self._workspace.closing.connect(self._enable)
        self._workspace.annotator_changed.connect(self._begin)
        self._workspace.changed.connect(self._changed)
        self._enable()

    def _enable(self) -> None:
        self._window.actions_["ask-lead"].setEnabled(self._workspace.can_edit)

    def ask(self) -> None:
        """Asks about the chosen span, or without one about the article."""
        view = self._window.articles.active
        if view is None or view.article is None:
            self._window.status.tell("Open an article first.")
            return
        who = self._workspace.annotator_id
        chosen = [span for span in self._window.labelling.chosen() if span.annotator_id == who]
        span = chosen[0] if chosen else None
        about = "About the whole article; choose a span first to ask about that."
        if span is not None:
            words = " ".join(span.quoted(view.pane.text)[: WORDS + 1].split())
            cut = "…" if len(words) > WORDS else ""
            about = f"About {in_quotes(words[:WORDS] + cut)}"
        text = self._window.ask.paragraphs("What do you want to ask?", action="Ask", detail=about)
        if text and text.strip():
            question = new_question(view.article.id, who, text, span.id if span else "")
            if self._workspace.edit(ask(question)):
                self._window.status.tell("Asked. The answer comes with the next pack, or here.")
        self._window.focus_text()

    def show_place(self, question: Question) -> None:
        """Shows what a question is about."""
        spans = self._workspace.project.spans_by_id([question.span_id])
        if spans and spans[0].annotator_id == self._workspace.annotator_id:
            self._window.views.show_span(question.span_id)
        elif spans:
            self._window.views.show_hit(question.article_id, spans[0].fragments[0])
        else:
            self._window.stories.open_article(question.article_id)

    # What is new

    def _begin(self) -> None:
        self._enable()
        if not self._workspace.is_open or not self._workspace.annotator_id:
            return
        seen = self._seen()
        self._panel.set_seen(seen)
        self._tell_new(seen)

    def _changed(self, changes: Changes) -> None:
        if (changes.questions or changes.everything) and not self._panel.isVisible():
            self._tell_new(self._seen())

    def _tell_new(self, seen: str) -> None:
        who = self._workspace.annotator_id
        answered = [
            one
            for one in self._workspace.project.questions(annotator_id=who)
            if one.answered_at > seen and one.answered_by != who
        ]
        self._window.status.show_answered(len(answered))
        if answered:
            number = len(answered)
            words = "A question" if number == 1 else f"{number:,} questions"
            verb = "was" if number == 1 else "were"
            self._window.status.tell(f"{words} of yours {verb} answered: see the panel Questions.")

    def _keep_seen(self) -> None:
        """The panel is shown: what is answered now is seen from the next time on."""
        who = self._workspace.annotator_id
        if who:
            answered = self._workspace.project.questions(annotator_id=who)
            self._window.status.show_answered(0)
            last = max((one.answered_at for one in answered), default="")
            if last > self._seen():
                self._window.state.keep(self._home(), f"{SEEN} {who}", last)

    def _seen(self) -> str:
        return self._window.state.kept(self._home(), f"{SEEN} {self._workspace.annotator_id}")

    def _home(self) -> str:
        """The lead's project: each pack of it is a project of its own."""
        pack = self._workspace.project.pack_of()
        return pack.project_id if pack else self._workspace.project.id
