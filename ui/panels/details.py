"""Details of what is chosen: a span, several spans, or the article itself."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from annotator.changes import Changes
from annotator.model.span import Span
from ui.ask import plain_label
from ui.panels.article_page import ArticlePage
from ui.panels.panel import Panel
from ui.panels.span_page import SpanPage
from ui.workspace import Workspace

LEAST = 240
"""Pixels; less than label, words and a first question is no help."""


class DetailsPanel(Panel):
    """What is known about the chosen spans; without any, about the shown article.

    Signals:
        span_wanted(span id): show the other end of a link.
        link_wanted(span id, relation kind): let the user choose what to link the span to.
    """

    span_wanted = Signal(str)
    link_wanted = Signal(str, str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.setWindowTitle("Details")
        self.setMinimumHeight(LEAST)
        self._article_id: str | None = None
        self._span_ids: tuple[str, ...] = ()
        self._spans: tuple[Span, ...] = ()
        self.span_page = SpanPage(self)
        self.span_page.span_wanted.connect(self.span_wanted)
        self.span_page.link_wanted.connect(self.link_wanted)
        self.article_page = ArticlePage(self)
        # The project takes no edits once it is closed: save what is being written before.
        workspace.closing.connect(self.save)
        self._pages = QStackedWidget()
        for page in (_nothing(), _scrolled(self.article_page), _scrolled(self.span_page)):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    # What the window says

    def show_article(self, article_id: str | None) -> None:
        """Show this article while no span is chosen."""
        if article_id != self._article_id:
            self.save()
            self._article_id = article_id
            self.reread()

    def show_spans(self, ids: Sequence[str]) -> None:
        """Show these spans; none: the article."""
        if tuple(ids) != self._span_ids:
            self.save()
            self._span_ids = tuple(ids)
            self.reread()

    def edit_facts(self) -> None:
        """Go to the facts of the article, whatever span is chosen."""
        self.show_spans(())
        self.article_page.facts["title"].setFocus()

    def save(self) -> None:
        """Save a note that is being written."""
        if self.workspace.is_open:
            self.span_page.note.save()
            self.article_page.note.save()

    # Reading

    def read(self) -> None:
        """Read the chosen spans, or the article."""
        project = self.workspace.project
        self._spans = project.spans_by_id(self._span_ids) if self._span_ids else ()
        if self._spans:
            self.span_page.show_spans(self._spans)
            self._pages.setCurrentIndex(2)
        elif self._article_id is not None:
            self.article_page.show_article(project.article(self._article_id))
            self._pages.setCurrentIndex(1)
        else:
            self._pages.setCurrentIndex(0)

    def take(self, changes: Changes) -> None:
        """Read again if what is shown was touched."""
        if self._is_touched(changes):
            self.read()

    def clear(self) -> None:
        """Show nothing."""
        self._article_id, self._span_ids, self._spans = None, (), ()
        self._pages.setCurrentIndex(0)

    def dress(self) -> None:
        """Swatches in the new colours."""
        if self.workspace.is_open and self.isVisible():
            self.read()

    def _is_touched(self, changes: Changes) -> bool:
        if changes.articles or changes.stories or changes.annotators or changes.questions:
            return True
        if not self._span_ids:
            return self._article_id in changes.readings
        if changes.relations:
            return True
        # By the ids, not by what is there: an undo may bring a deleted span back.
        wanted = frozenset(self._span_ids)
        return any(ids is None or ids & wanted for _, ids in changes.spans)


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def _nothing() -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(16, 32, 16, 16)
    layout.addWidget(
        plain_label("Choose a span or open an article to see more about it.", part="faint")
    )
    layout.addStretch()
    return page
