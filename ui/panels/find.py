"""Finding words in the article or the story, and labelling what was found."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from annotator.changes import Changes
from annotator.edits.spans import add_spans, new_span
from annotator.errors import AnnotatorError
from annotator.model.scheme import Label
from annotator.model.span import Fragment, Span
from annotator.model.story import Article
from annotator.text.words import is_word_edge
from ui.article.kwic_list import KwicList
from ui.ask import doubled, plain_label
from ui.panels.find_bar import WIDE, FindBar
from ui.panels.kwic_model import KwicModel
from ui.panels.panel import Panel
from ui.panels.search import Hit, found, same_words
from ui.workspace import Workspace

MOST = 20_000
"""The search stops after so many hits; nobody looks through more of them."""


class FindPanel(Panel):
    """A search with its hits.

    Signals:
        hits_changed(dict of article id to list of Fragment, current Hit or None): mark these.
        hit_wanted(article id, Fragment): show this hit.
        told(sentence): what was done, for the status bar.
    """

    hits_changed = Signal(object, object)
    hit_wanted = Signal(str, object)
    told = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.setWindowTitle("Find")
        self._article_id: str | None = None
        self._searching: Iterator[list[Hit]] | None = None
        self._like: Span | None = None
        self._current = -1
        self._step_after = 0
        self._cut = False
        self._marked: set[str] = set()
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._search_some)
        self.model = KwicModel(self)
        self.bar = FindBar()
        self.list = KwicList(self.model, self.model.tick, "Hits")
        self.like_words = plain_label("")
        self.like_bar = QWidget()
        self.count = plain_label("", part="faint")
        self.tick_all = _button("Tick all")
        self.label_button = _button("")
        self._build()
        self._connect()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.bar)
        layout.addWidget(self.like_bar)
        like = QHBoxLayout(self.like_bar)
        like.setContentsMargins(8, 0, 8, 0)
        like.addWidget(self.like_words, 1)
        self._leave_like = _button("End")
        like.addWidget(self._leave_like)
        self.like_bar.hide()
        layout.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.tick_all)
        buttons.addStretch()
        buttons.addWidget(self.label_button)
        self._below = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._below.setContentsMargins(8, 0, 8, 8)
        self._below.setSpacing(4)
        self._below.addWidget(self.count, 1)
        self._below.addLayout(buttons)
        self.label_button.setMenu(QMenu(self.label_button))
        layout.addLayout(self._below)

    def _connect(self) -> None:
        self.bar.changed.connect(self._search_anew)
        self.bar.stepped.connect(self.step)
        self.list.shown_wanted.connect(self._show)
        self._leave_like.clicked.connect(self._search_anew)
        self.tick_all.clicked.connect(self._tick_all)
        self.label_button.menu().aboutToShow.connect(self._fill_labels)
        self.model.ticks_changed.connect(self._show_ticks)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wide panel has count and buttons in one line."""
        direction = QBoxLayout.Direction
        wide = event.size().width() >= WIDE
        self._below.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        super().resizeEvent(event)

    # What the window says

    def show_article(self, article_id: str | None) -> None:
        """Look in this article, or in its story."""
        old, self._article_id = self._article_id, article_id
        if old != article_id and not (self.bar.story.isChecked() and self._same_story(old)):
            self.reread()

    def look_for(self, words: str = "", *, story: bool = False) -> None:
        """Start a search in the article or the story: the field gets the focus.

        Without words the last ones stay, selected.
        """
        self.bar.set_words(words or self.bar.words.text(), story=story)
        self._search_anew()
        self.bar.words.setFocus()
        self.bar.words.selectAll()

    def label_everywhere(self, span_id: str, *, story: bool = True) -> None:
        """List every place with the very words of a span, to be labelled like it."""
        spans = self.workspace.project.spans_by_id([span_id])
        if not spans:
            return
        span = spans[0]
        if len(span.fragments) > 1:
            self.told.emit("A span of several parts has no words that could stand elsewhere.")
            return
        text = self.text(span.article_id)
        self._article_id = span.article_id
        self.bar.set_words(text[span.start : span.end], story=story)
        self._start(like=span)
        self.list.setFocus()

    def step(self, by: int) -> None:
        """To the next hit or the one before; at the end it begins again."""
        rows = self.model.rowCount()
        if rows:
            self._show((self._current + by) % rows if self._current >= 0 or by > 0 else rows - 1)
        elif self._searching is not None:
            self._step_after = by

    # Reading

    def read(self) -> None:
        """Search again."""
        if self._like is not None and self.workspace.project.spans_by_id([self._like.id]):
            self._start(like=self._like)
        else:
            self._start()

    def take(self, changes: Changes) -> None:
        """Show anew which hits are labelled; search again where articles came or went."""
        if changes.articles or changes.stories:
            self.read()
            return
        project, who = self.workspace.project, self.workspace.annotator_id
        for article_id, ids in changes.spans:
            if article_id not in self._marked:
                continue
            if ids is None:
                self.model.set_spans(article_id, self.own_spans(article_id))
                continue
            spans = project.spans_by_id(sorted(ids))
            self.model.change_spans(ids, [span for span in spans if span.annotator_id == who])

    def clear(self) -> None:
        """No hits."""
        self._stop()
        self.bar.stop()
        self._article_id, self._like = None, None
        self.like_bar.hide()
        self.model.begin(self.model.scheme, lambda _: "", {})
        self.count.setText("")
        self._tell_hits()

    def dress(self) -> None:
        """Colours of hits and labels."""
        self.list.lines.theme = self.theme
        self.model.styles = self.styles
        self.list.viewport().update()

    def hideEvent(self, event: QHideEvent) -> None:
        """A search nobody sees is not marked in the texts."""
        super().hideEvent(event)
        self.hits_changed.emit({}, None)

    def showEvent(self, event: QShowEvent) -> None:
        """Mark the hits again."""
        super().showEvent(event)
        self._tell_hits()

    # Searching

    def _search_anew(self) -> None:
        if self.workspace.is_open:
            self._start()

    def _start(self, like: Span | None = None) -> None:
        self._stop()
        self._like, self._cut, self._marked = like, False, set()
        articles = self._articles()
        names = {article.id: article.name for article in articles}
        self.model.begin(self.workspace.scheme, self.text, names)
        self.model.styles = self.styles
        self.bar.show_fault("")
        self._show_like()
        self._tell_hits()
        if not self.bar.words.text():
            self.count.setText("")
            return
        self._searching = self._search(articles)
        self._search_some()

    def _stop(self) -> None:
        self._slices.stop()
        self._searching = None
        self._current, self._step_after = -1, 0

    def _same_story(self, article_id: str | None) -> bool:
        if article_id is None or self._article_id is None:
            return False
        articles = self.workspace.project.records.articles
        one, other = articles.get(article_id), articles.get(self._article_id)
        return one is not None and other is not None and one.story_id == other.story_id

    def _articles(self) -> Sequence[Article]:
        if self._article_id is None:
            return ()
        project = self.workspace.project
        article = project.article(self._article_id)
        return project.articles(article.story_id) if self.bar.story.isChecked() else (article,)

    def _search(self, articles: Sequence[Article]) -> Iterator[list[Hit]]:
        for article in articles:
            for fragments in self._search_text(article):
                if fragments and article.id not in self._marked:
                    self._marked.add(article.id)
                    self.model.set_spans(article.id, self.own_spans(article.id))
                yield [Hit(article.id, fragment) for fragment in fragments]

    def _search_text(self, article: Article) -> Iterator[list[Fragment]]:
        text = self.text(article.id)
        if self._like is None:
            return found(text, self.bar.query(), article.name)
        own = self.text(self._like.article_id)
        whole = is_word_edge(own, self._like.start) and is_word_edge(own, self._like.end)
        return same_words(text, self.bar.words.text(), whole_word=whole)

    def _search_some(self) -> None:
        """Search the next slice; the one after it when the window had its turn."""
        try:
            hits = next(self._searching, None) if self._searching is not None else None
        except AnnotatorError as error:
            self.bar.show_fault(str(error))
            hits = None
        if hits is not None:
            room = MOST - self.model.rowCount()
            self.model.add(hits[:room], unless=self._like.label_id if self._like else "")
            self._cut = self.model.rowCount() >= MOST
            if self._step_after and hits:
                self.step(self._step_after)
                self._step_after = 0
        if hits is None or self._cut:
            self._slices.stop()
            self._searching = None
            self._tell_hits()
        elif not self._slices.isActive():
            self._slices.start()
        self._show_count()

    # Showing

    def _show(self, row: int) -> None:
        hit = self.model.hit(row)
        self._current = row
        only = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(self.model.index(row), only)
        self._tell_hits()
        self.hit_wanted.emit(hit.article_id, hit.fragment)
        self._show_count()

    def _tell_hits(self) -> None:
        hits: dict[str, list[Fragment]] = {}
        for hit in self.model.hits():
            hits.setdefault(hit.article_id, []).append(hit.fragment)
        self.hits_changed.emit(hits, self.model.hit(self._current) if self._current >= 0 else None)

    def _show_count(self) -> None:
        rows = self.model.rowCount()
        if self._searching is not None:
            words = f"{rows:,} so far …"
        elif self._cut:
            words = f"The first {rows:,} hits; look for something rarer to see all."
        elif not rows:
            words = "" if not self.bar.fault.isHidden() else "Nothing found."
        else:
            articles = len({hit.article_id for hit in self.model.hits()})
            place = f"{self._current + 1:,} of " if self._current >= 0 else ""
            words = f"{place}{rows:,} hit{'' if rows == 1 else 's'}"
            words += f" in {articles} articles" if articles > 1 else ""
        self.count.setText(words)

    def _show_like(self) -> None:
        self.like_bar.setVisible(self._like is not None)
        label = self.workspace.scheme.label(self._like.label_id) if self._like else None
        if label is not None:
            self.like_words.setText(
                f"Label everywhere as “{label.name}”. Without a tick: labelled so already."
            )

    def _show_ticks(self) -> None:
        ticked, rows = self.model.tick_count(), self.model.rowCount()
        self.label_button.setText(f"Label {ticked:,} as…")
        self.label_button.setEnabled(bool(ticked) and self.workspace.can_edit)
        self.tick_all.setText("Tick none" if rows and ticked == rows else "Tick all")
        self.tick_all.setEnabled(bool(rows))

    def _tick_all(self) -> None:
        rows = self.model.rowCount()
        self.model.tick(range(rows), self.model.tick_count() < rows)

    # Labelling

    def _fill_labels(self) -> None:
        menu = self.label_button.menu()
        menu.clear()
        offered = self.workspace.scheme.offered
        first = [label for label in offered if self._like and label.id == self._like.label_id]
        for label in (*first, *(label for label in offered if label not in first)):
            menu.addAction(doubled(label.name), partial(self.label_ticked, label))

    def label_ticked(self, label: Label) -> None:
        """Label all ticked hits, as one step; those that have the label already stay as they are.

        Like a span, with its answers, where “label everywhere” began with it.
        """
        hits = self.model.ticked()
        fresh = [hit for hit in hits if label.id not in self.model.labels(hit)]
        like = self._like if self._like and self._like.label_id == label.id else None
        who = self.workspace.annotator_id
        spans = [
            new_span(hit.article_id, who, label, [hit.fragment], like.attributes if like else None)
            for hit in fresh
        ]
        name = f"label {len(spans):,} hits “{label.name}”"
        if not spans or self.workspace.edit(add_spans(spans, name)):
            already = len(hits) - len(fresh)
            words = f"{len(spans):,} labelled “{label.name}”"
            self.told.emit(f"{words}; {already:,} were already." if already else f"{words}.")


def _button(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
