"""Going through the suggestions of a story and answering them, one key each."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from annotator.changes import Changes
from annotator.model.scheme import Attribute
from annotator.model.span import Fragment
from annotator.model.story import Article
from annotator.model.suggestion import Source, Suggestion, Verdict
from ui.article.answer_clock import AnswerClock
from ui.article.offered import Offered, Place, place_of
from ui.article.pane import ArticlePane
from ui.article.pick_list import shortened
from ui.article.selection import words_of
from ui.article.side_by_side import SideBySide
from ui.article.view import ArticleView
from ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.edits.edit import Edit

NONE_LEFT = "No suggestion waits in this story. Suggestions, Look for suggestions finds more."


class Suggesting(QObject):
    """Knows the current suggestion, and answers it for who labels now.

    Signals: `told` with a sentence for the status bar; `current_changed` with the current
    suggestion or None; `accepted` with the id of the span that was just made.
    """

    told = Signal(str)
    current_changed = Signal(object)
    accepted = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        articles: SideBySide,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(articles)
        self._workspace = workspace
        self._articles = articles
        self._clock = AnswerClock(clock=clock)
        self._current: Suggestion | None = None
        self._view: ArticleView | None = None
        self._answered: list[Suggestion] = []
        self.sources = frozenset(Source)
        """The suggesters whose suggestions are gone through."""
        articles.view_added.connect(self._listen)
        articles.shown_changed.connect(self._check)
        workspace.changed.connect(self._changed)
        workspace.closing.connect(self._forget)
        workspace.annotator_changed.connect(self._forget)

    def _changed(self, changes: Changes) -> None:
        last = self._answered[-1].article_id if self._answered else ""
        if last in changes.suggestions and self._articles.view_of(last) is None:
            QTimer.singleShot(0, self, self._come_back)

    def _listen(self, view: ArticleView) -> None:
        pane = view.pane
        pane.suggestion_wanted.connect(lambda suggestion_id: self._clicked(view, suggestion_id))
        pane.suggestion_left.connect(self.leave)
        pane.suggestion_edges.connect(self._take_edges)
        pane.mode_changed.connect(lambda words: self._clock.alive())
        pane.reason_of = lambda suggestion_id: self._words(view, suggestion_id)
        view.lively.connect(self._clock.alive)
        view.offered_changed.connect(self._check)

    # What there is

    @property
    def current(self) -> Suggestion | None:
        """The suggestion that is to be answered."""
        return self._current

    def set_sources(self, sources: frozenset[Source]) -> None:
        """Go through the suggestions of these suggesters, and show no others."""
        self.sources = sources
        self._articles.set_sources(sources)

    def offered(self, article_id: str) -> Offered:
        """What is offered in an article, shown or not."""
        view = self._articles.view_of(article_id)
        if view is not None:
            return view.offered
        return Offered.read(self._workspace.project, article_id, self._workspace.annotator_id)

    def waiting(self) -> tuple[Suggestion, ...]:
        """All that wait for an answer in the story, in the order of the articles."""
        return tuple(
            s
            for article in self._story()
            for s in self.offered(article.id).pending
            if self._takes(s)
        )

    def same_words(self) -> tuple[Suggestion, ...]:
        """All in the story that wait and have the label and the words of the current one."""
        one = self._current
        if one is None:
            return ()
        label, words = one.label_id, self.words(one)
        return tuple(s for s in self.waiting() if s.label_id == label and self.words(s) == words)

    def words(self, suggestion: Suggestion) -> str:
        """The words of a suggestion in one line."""
        view = self._articles.view_of(suggestion.article_id)
        project = self._workspace.project
        text = view.pane.text if view is not None else project.text(suggestion.article_id)
        return " ".join(suggestion.quoted(text).split())

    def _number(self, suggestions: Sequence[Suggestion]) -> int:
        """How many of these are gone through."""
        hidden = next((v.pane.hidden_labels for v in self._articles.views), None)
        if not hidden and len(self.sources) == len(Source):
            return len(suggestions)
        return sum(map(self._takes, suggestions))

    def _takes(self, suggestion: Suggestion) -> bool:
        hidden = next((v.pane.hidden_labels for v in self._articles.views), frozenset[str]())
        return suggestion.source in self.sources and suggestion.label_id not in hidden

    def _story(self) -> tuple[Article, ...]:
        view = self._articles.active
        if view is None or view.article is None:
            return ()
        return self._workspace.project.articles(view.article.story_id)

    # Going from one to the next

    def step(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) suggestion of the story, from the caret on."""
        view = self._articles.active
        if view is None or not view.article_id:
            self.told.emit("Open an article first.")
            return
        one = self._current
        article_id, place = view.article_id, (view.pane.caret, -len(view.pane.text) - 1, "")
        if one is not None and one.article_id == article_id:
            place = place_of(one)
        found = self._nearest(article_id, place, direction)
        if found is None and (found := self._first(direction)) not in (None, one):
            self.told.emit("Begun again from the top." if direction > 0 else "Begun at the end.")
        if found is None:
            self.told.emit(NONE_LEFT)
        else:
            self.go_to(found)

    def _nearest(self, article_id: str, place: Place, direction: int) -> Suggestion | None:
        """The next one behind a place of an article, there or in an article after it."""
        for offered in self._from(article_id, direction):
            found = next((s for s in offered.following(place, direction) if self._takes(s)), None)
            if found is not None:
                return found
            place = (-1, 0, "") if direction > 0 else (2**62, 0, "")
        return None

    def _from(self, article_id: str, direction: int) -> Iterator[Offered]:
        ids = [article.id for article in self._story()]
        at = ids.index(article_id) if article_id in ids else 0
        for following in ids[at:] if direction > 0 else ids[at::-1]:
            yield self.offered(following)

    def _first(self, direction: int) -> Suggestion | None:
        story = self._story()
        if not story:
            return None
        if direction > 0:
            return self._nearest(story[0].id, (-1, 0, ""), 1)
        return self._nearest(story[-1].id, (2**62, 0, ""), -1)

    def go_to(self, suggestion: Suggestion) -> None:
        """Make this the current one, in view, in whatever article it stands."""
        view = self._articles.view_of(suggestion.article_id)
        if view is None:
            focused = self._focus_in_text()
            view = self._articles.open_article(suggestion.article_id)
            self.told.emit(f"Now in {view.article.name if view.article else 'another article'}.")
            if focused:
                view.focus_text()
        elif view is not self._articles.active:
            focused = self._focus_in_text()
            self._articles.activate(view)
            if focused:
                view.focus_text()
        self._make_current(view, suggestion, follow=True)

    def _focus_in_text(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self._articles.isAncestorOf(focus)

    def _clicked(self, view: ArticleView, suggestion_id: str) -> None:
        suggestion = view.offered.get(suggestion_id)
        if suggestion is not None:
            self._articles.activate(view)
            self._make_current(view, suggestion, follow=False)

    def _make_current(self, view: ArticleView, suggestion: Suggestion, *, follow: bool) -> None:
        view.catch_up()
        before, self._view = self._view, view
        if before is not None and before is not view:
            before.pane.set_current(None)
        self._current = suggestion
        self._clock.idle_seconds = self._articles.idle_seconds
        self._clock.begin()
        self._fill_card(view, suggestion)
        beside = [place for place in (suggestion.speaker, suggestion.cue) if place is not None]
        view.pane.leave_mode()
        view.pane.set_current(suggestion.id, beside, follow=follow)
        view.pane.announce(f"{view.pane.card.words()}: {shortened(self.words(suggestion), 120)}")
        self.current_changed.emit(suggestion)

    def leave(self) -> None:
        """Let the current one go; it waits on."""
        view, self._view = self._view, None
        had, self._current = self._current, None
        if view is not None:
            view.pane.set_current(None)
        if had is not None:
            self.current_changed.emit(None)

    def _check(self) -> None:
        """Let go of what is answered, gone, or not on the screen any more."""
        one, view = self._current, self._view
        if one is not None and view is not None:
            shown = view in self._articles.views and view.article_id == one.article_id
            if shown and one.id in view.offered.answers:
                self._remember(one)  # also what is done again
            if not shown or not view.offered.is_pending(one.id) or one.source not in self.sources:
                self.leave()
            else:
                self._fill_card(view, one)
                view.pane.place_card()
        self._come_back()

    def _remember(self, answered: Suggestion) -> None:
        if self._answered[-1:] != [answered]:
            self._answered.append(answered)

    def _come_back(self) -> None:
        """An answer that was undone is to be given again: go where it is."""
        back: Suggestion | None = None
        while self._answered and self._waits_again(self._answered[-1]):
            back = self._answered.pop()
        if back is not None:
            self.go_to(back)
            self.told.emit("Undone; it waits for your answer again.")

    def _waits_again(self, one: Suggestion) -> bool:
        return self._workspace.is_open and self.offered(one.article_id).is_pending(one.id)

    def _forget(self) -> None:
        """Another project, or somebody else who answers."""
        self._answered.clear()
        self.leave()

    # What is said of them

    def _fill_card(self, view: ArticleView, suggestion: Suggestion) -> None:
        label = self._workspace.scheme.label(suggestion.label_id)
        style = view.pane.label_styles.get(suggestion.label_id)
        left = self._number(view.offered.pending)
        view.pane.card.show_suggestion(
            label.name if label else "",
            self.details(suggestion, view.pane.text),
            suggestion.reason,
            f"{left:,} left here",
            colour=style.line if style is not None else view.pane.accent,
        )

    def details(self, suggestion: Suggestion, text: str) -> str:
        """What a suggestion says besides its words: speaker, answers, the name it stands for."""
        label = self._workspace.scheme.label(suggestion.label_id)
        core = {one.name: one for one in label.core_attributes} if label else {}
        answers = [pair for pair in suggestion.attributes if pair.name in core and pair.value]
        words = [_explained(core[pair.name], pair.value) for pair in answers]
        if suggestion.speaker is not None:
            words.insert(0, f"said by {shortened(words_of(text, [suggestion.speaker]))}")
        quoted = " ".join(suggestion.quoted(text).split())
        if suggestion.group and suggestion.group != quoted:
            words.append(f"same as {suggestion.group}")
        return shortened(" · ".join(words), 80)

    def _words(self, view: ArticleView, suggestion_id: str) -> str:
        suggestion = view.offered.get(suggestion_id)
        if suggestion is None:
            return ""
        label = self._workspace.scheme.label(suggestion.label_id)
        details = self.details(suggestion, view.pane.text)
        first = " · ".join(part for part in (label.name if label else "", details) if part)
        return f"Suggested: {first}\n{suggestion.reason}".strip()

    # Answering

    def accept(self) -> None:
        """The current one becomes a span, just as it is; then comes the next."""
        one = self._ready()
        if one is not None:
            self._answer(one, self._accepting(one, one.fragments))

    def edit_edges(self) -> None:
        """Lets the edges of the current one be moved before it is accepted."""
        one = self._ready()
        pane = self._pane()
        if one is not None and pane is not None:
            pane.edit_suggested_edges()

    def _take_edges(self, suggestion_id: str, fragments: Sequence[Fragment]) -> None:
        one = self._current
        if one is not None and one.id == suggestion_id:
            self._answer(one, self._accepting(one, fragments))

    def reject(self) -> None:
        """The current one is wrong; then comes the next."""
        self._say(Verdict.REJECTED)

    def skip(self) -> None:
        """Neither yes nor no; then comes the next."""
        self._say(Verdict.SKIPPED)

    def _say(self, verdict: Verdict) -> None:
        from annotator.edits.suggestions import answer

        one = self._ready()
        if one is not None:
            who, seconds = self._workspace.annotator_id, self._clock.seconds()
            self._answer(one, answer([one], verdict, who, seconds=seconds))

    def answer_all(
        self, suggestions: Sequence[Suggestion], verdict: Verdict, *, together: bool = True
    ) -> bool:
        """Answer all of these as one step, marked as done `together`."""
        from annotator.edits.suggestions import accept, answer

        if not suggestions or not self._may_edit():
            return False
        workspace, one = self._workspace, self._current
        if verdict is Verdict.ACCEPTED:
            edit = accept(suggestions, workspace.scheme, workspace.annotator_id, bulk=together)
        else:
            edit = answer(suggestions, verdict, workspace.annotator_id, bulk=together)
        done = workspace.edit(edit)
        if done:
            number = len(suggestions)
            verb = verdict.value.capitalize()
            self.told.emit(f"{verb} {number:,} suggestion{'' if number == 1 else 's'}.")
            for view in self._articles.views:
                view.catch_up()
            if one is not None and self._current is None:
                self._go_on(one)
        return done

    def take_back(self, suggestion_ids: Sequence[str]) -> bool:
        """Let answered suggestions wait again; what came of them stays."""
        from annotator.edits.suggestions import reopen

        if not suggestion_ids or not self._may_edit():
            return False
        return self._workspace.edit(reopen(suggestion_ids, self._workspace.annotator_id))

    def _accepting(self, one: Suggestion, fragments: Sequence[Fragment]) -> "Edit":
        from annotator.edits.suggestions import accept, accept_edited

        scheme, who = self._workspace.scheme, self._workspace.annotator_id
        seconds = self._clock.seconds()
        if tuple(fragments) == one.fragments:
            return accept([one], scheme, who, seconds=seconds)
        return accept_edited(one, fragments, scheme, who, seconds=seconds)

    def _pane(self) -> ArticlePane | None:
        return self._view.pane if self._view is not None else None

    def _ready(self) -> Suggestion | None:
        """The current one if it can be answered: it is in view, so that nobody answers unseen."""
        pane = self._pane()
        if self._current is None or pane is None:
            if self._workspace.is_open:
                self.step(1)
            return None
        if not self._may_edit():
            return None
        if not pane.current_in_view:
            self.go_to(self._current)
            self.told.emit("This is the suggestion. Press the key again to answer it.")
            return None
        return self._current

    def _may_edit(self) -> bool:
        if self._workspace.can_edit:
            return True
        self.told.emit("Nothing can be changed here now.")
        return False

    def _answer(self, one: Suggestion, edit: "Edit") -> None:
        if not self._workspace.edit(edit):
            return
        given = self.offered(one.article_id).answers.get(one.id)
        if given is not None and given.span_id:
            self.accepted.emit(given.span_id)
        self._remember(one)
        self._go_on(one)

    def _go_on(self, one: Suggestion) -> None:
        """To the next one behind the answered one; further up only when asked."""
        following = self._nearest(one.article_id, place_of(one), 1)
        if following is not None:
            self.go_to(following)
            return
        self.leave()
        left = len(self.waiting())
        if left:
            self.told.emit(f"That was the last one. {left:,} wait further up.")
        else:
            self.told.emit("All suggestions of this story are answered.")


def _explained(attribute: Attribute, value: str) -> str:
    """A value, and what it means where it is a code such as NORP."""
    meaning = attribute.meaning(value) if value.isupper() else ""
    return f"{value} ({meaning})" if meaning else value
