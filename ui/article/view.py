"""One article bound to the project: head, margin, text, strip; shows what the project says."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from annotator.changes import Changes
from annotator.model.identity import now
from annotator.model.reading import Reading
from annotator.model.span import Fragment, Origin, Span
from annotator.model.story import Article
from annotator.model.suggestion import Source, Suggestion
from annotator.settings import Preferences
from ui.article.attention import AttentionMeter
from ui.article.head import ArticleHead
from ui.article.lane_margin import LaneMargin
from ui.article.offered import Offered
from ui.article.painted import PaintedSpan
from ui.article.pane import ArticlePane
from ui.article.question_marks import AskedAt
from ui.article.strip import OverviewStrip
from ui.article.styles import Manner
from ui.article.suggested_pane import FEW
from ui.theme import Theme, label_styles, pane_style
from ui.workspace import Workspace

KEEP_ATTENTION = 20_000
"""Milliseconds between two savings of what is measured."""
COMPUTED = "suggestions"
"""Name of the changes that are no step of anybody: suggestions were made."""
ZOOMS = Qt.KeyboardModifier.ControlModifier
ZOOM_STEP = 10
MANY = 8
"""More suggestions than these are painted in a turn of their own."""
REST = 6
"""Milliseconds between reading many suggestions and painting them, for all that wants its turn."""
TURN = 25
"""Milliseconds between two articles that show other suggestions: one frame for each."""
NARROW = 340
"""Pixels below which the lane margin gives its room to the text."""
SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
}


def painted(span: Span) -> PaintedSpan:
    """A span as the canvas has to know it."""
    return PaintedSpan(span.id, span.label_id, span.fragments, marked=bool(span.note))


def dashed(suggestion: Suggestion) -> PaintedSpan:
    """A suggestion as the canvas has to know it."""
    return PaintedSpan(suggestion.id, suggestion.label_id, suggestion.fragments, Manner.SUGGESTED)


class ArticleView(QFrame):
    """Shows one article as who labels now has marked it, and follows every change.

    Signals: `activated` when it gets the focus; `close_wanted`; `status_wanted`; `zoomed` with the
    text size in percent; `lively` at every sign of life; `offered_changed` when other suggestions
    wait for an answer.
    """

    activated = Signal()
    close_wanted = Signal()
    status_wanted = Signal()
    zoomed = Signal(int)
    lively = Signal()
    offered_changed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._article: Article | None = None
        self._meter: AttentionMeter | None = None
        self._timed: set[str] = set()
        """Ids of the spans whose time was counted; a redo makes none anew."""
        self._stepped_at = ""
        self._idle = 60
        self._offered: Offered | None = None
        self._offers_changed = False
        self.turn = 0
        """When it is its turn to show what changed for all: its place among the articles."""
        self._dashed: frozenset[str] = frozenset()
        self._sources = frozenset(Source)
        self.head = ArticleHead()
        self.pane = ArticlePane()
        self.margin = LaneMargin(self.pane)
        self.strip = OverviewStrip(self.pane)
        self._arrange()
        self._keep = QTimer(self)
        self._keep.setInterval(KEEP_ATTENTION)
        self._keep.timeout.connect(self.keep_attention)
        # The words and the spans come first.
        self._suggest_soon = QTimer(self, singleShot=True, interval=0)
        self._suggest_soon.timeout.connect(self._suggest)
        self.head.close_wanted.connect(self.close_wanted)
        self.head.status_wanted.connect(self.status_wanted)
        self.head.zoom_wanted.connect(self.set_zoom)
        self.margin.clicked.connect(lambda span_id: self.pane.choose((span_id,)))
        self.margin.hovered.connect(lambda span_id: self.pane.hover_span(span_id or None))
        self.pane.visible_changed.connect(self._in_view)
        self.pane.installEventFilter(self)
        self.pane.viewport().installEventFilter(self)
        workspace.changed.connect(self._follow)
        workspace.annotator_changed.connect(self._show_annotator)
        workspace.closing.connect(self.leave)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.margin)
        row.addWidget(self.pane, 1)
        row.addWidget(self.strip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addLayout(row, 1)

    # What is shown

    @property
    def article(self) -> Article | None:
        """The article that is shown."""
        return self._article

    @property
    def article_id(self) -> str:
        """The id of the article that is shown, "" where there is none."""
        return self._article.id if self._article else ""

    def dress(self, theme: Theme, preferences: Preferences) -> None:
        """Take theme and preferences."""
        self._idle = preferences.idle_seconds
        self.head.dress(theme)
        scheme = self._workspace.scheme if self._workspace.is_open else None
        labels = label_styles(scheme, theme) if scheme else {}
        self.pane.set_styles(labels, pane_style(theme, preferences))
        self.pane.show_line_ends(preferences.newline_marks)

    def show_article(self, article_id: str) -> None:
        """Show another article, at the place where it was left.

        Raises `ProjectError` where its text cannot be read; then all stays as it was.
        """
        project = self._workspace.project
        article, text = project.article(article_id), project.text(article_id)
        self.leave()
        self._article = article
        self.pane.setAccessibleName(self._article.title or self._article.name)
        self.head.show_article(self._article)
        self.pane.set_text(text)
        self._show_annotator()

    def leave(self) -> None:
        """Let go of the article: keep what was measured and show nothing."""
        self._stop_measuring()
        self._suggest_soon.stop()
        self._offered, self._dashed = None, frozenset()
        if self._article is not None:
            self._article = None
            self.pane.set_text("")
            self.head.show_article(None)

    def _show_annotator(self) -> None:
        self._stop_measuring()
        if self._article is None:
            return
        self._show_spans()
        self._offered = None
        self._suggest_soon.start(0)
        self._start_measuring()

    def _show_spans(self) -> None:
        self.pane.set_spans(map(painted, self._spans()), in_order=True)
        self._show_reading()
        self._show_questions()

    def _show_questions(self) -> None:
        """Show where who labels now waits for an answer."""
        project, who = self._workspace.project, self._workspace.annotator_id
        asked = project.questions(self.article_id, who, open_only=True) if who else ()
        ids = [one.span_id for one in asked if one.span_id]
        starts = {span.id: span.start for span in project.spans_by_id(ids)} if ids else {}
        self.margin.show_questions(
            [AskedAt(starts.get(one.span_id, 0), one.text, one.span_id) for one in asked]
        )

    def _spans(self) -> tuple[Span, ...]:
        return self._workspace.project.spans(self.article_id, self._workspace.annotator_id)

    def _show_reading(self) -> None:
        self.head.show_status(self.reading().status)
        self.head.show_numbers(self.pane.span_count)

    def reading(self) -> Reading:
        """How far who labels now is with this article."""
        return self._workspace.project.reading(self.article_id, self._workspace.annotator_id)

    def _follow(self, changes: Changes) -> None:
        if self._article is None:
            return
        if changes.articles or changes.everything:
            self._article = self._workspace.project.article(self._article.id)
            self.head.show_article(self._article)
        touched = changes.spans_in(self._article.id)
        found: Sequence[Span] = ()
        if touched is None:
            self._show_spans()
        elif touched:
            found = self._take(touched)
        if self._article.id in changes.questions or (touched and self.margin.questions.asked):
            self._show_questions()
        self._measure_step(changes, found)
        if self._article.id in changes.readings:
            self._show_reading()
        elif touched:
            self.head.show_numbers(self.pane.span_count)
        if changes.everything or changes.scheme:
            self._offered = None
            self._suggest_soon.start(self.turn * TURN)
        elif self._article.id in changes.suggestions:
            self._offers_changed = True
            self._suggest_soon.start(self.turn * TURN)

    def _measure_step(self, changes: Changes, found: Sequence[Span]) -> None:
        """Counts the time before a step in this article to the labels of spans made by hand."""
        here = (changes.readings, changes.questions, changes.suggestions)
        by_step = changes.name not in ("", COMPUTED) and not changes.everything
        touched = changes.spans_in(self.article_id) != frozenset()
        if self._meter is None or not by_step:
            return
        if touched or any(self.article_id in some for some in here):
            made = [
                span
                for span in found
                if span.origin is Origin.HAND
                and span.id not in self._timed
                and (span.created_at or "") >= self._stepped_at
            ]
            self._meter.stepped(list(dict.fromkeys(span.label_id for span in made)))
            self._timed.update(span.id for span in made)
            self._stepped_at = now()

    def _take(self, touched: Iterable[str]) -> Sequence[Span]:
        ids = list(touched)
        found = [
            span
            for span in self._workspace.project.spans_by_id(ids)
            if (span.article_id, span.annotator_id)
            == (self.article_id, self._workspace.annotator_id)
        ]
        self.pane.drop_spans(set(ids) - {span.id for span in found})
        self.pane.put_spans(map(painted, found))
        return found

    # Suggestions

    @property
    def offered(self) -> Offered:
        """What who labels now is offered in this article."""
        who, project = self._workspace.annotator_id, self._workspace.project
        if self._offered is None:
            self._offered = Offered.read(project, self.article_id, who)
        elif self._offers_changed:
            self._offered = self._offered.read_again(project, self.article_id, who)
        self._offers_changed = False
        return self._offered

    def _suggest(self) -> None:
        """Read what is offered, and show it; many in the next turn, both at once would be felt."""
        before = self._offered
        fresh = self.offered is not before
        if fresh and abs(len(self.offered.pending) - len(self._dashed)) > MANY:
            self._suggest_soon.start(REST)
        else:
            self._show_suggestions()

    def catch_up(self) -> None:
        """Show suggestions now if they were still to come."""
        if self._suggest_soon.isActive():
            self._suggest_soon.stop()
            self._show_suggestions()

    def set_sources(self, sources: frozenset[Source]) -> None:
        """Show what these suggesters propose."""
        if sources != self._sources:
            self._sources = sources
            if self._article is not None:
                self._show_suggestions()

    def _show_suggestions(self) -> None:
        waiting = {s.id: s for s in self.offered.pending if s.source in self._sources}
        gone = [i for i in self._dashed if i not in waiting]
        come = [s for s in waiting.values() if s.id not in self._dashed]
        if len(gone) + len(come) > FEW:
            self.pane.set_suggestions(map(dashed, waiting.values()))
        elif gone or come:
            self.pane.change_suggestions(gone, [dashed(s) for s in come])
        self._dashed = frozenset(waiting)
        self.offered_changed.emit()

    def set_zoom(self, percent: int) -> None:
        """Makes the text of this article larger or smaller: 50 to 300 percent."""
        self.pane.set_zoom(max(50, min(300, percent)))
        self.head.show_zoom(self.pane.zoom)
        self.zoomed.emit(self.pane.zoom)

    # What is measured

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch for signs of life and for the focus; take nothing away."""
        if event.type() in SIGNS_OF_LIFE:
            self._alive()
        if isinstance(event, QWheelEvent) and event.modifiers() == ZOOMS:
            self.set_zoom(
                self.pane.zoom + (ZOOM_STEP if event.angleDelta().y() > 0 else -ZOOM_STEP)
            )
            return True
        if event.type() == QEvent.Type.FocusIn:
            self._alive()
            self.activated.emit()
        elif event.type() == QEvent.Type.FocusOut and self._meter is not None:
            self._meter.away()
        return super().eventFilter(watched, event)

    def _alive(self) -> None:
        self.lively.emit()
        if self._meter is not None and self._workspace.can_edit:
            self._meter.alive()

    def _in_view(self, start: int, end: int) -> None:
        if self._meter is not None and self.pane.isVisible() and end > start:
            self._meter.in_view(Fragment(start, end))

    def _start_measuring(self) -> None:
        if not self._workspace.annotator_id:
            return
        kept = self._workspace.project.attention(self.article_id, self._workspace.annotator_id)
        self._meter = None  # the jump to the place is nobody's reading
        if kept.place:
            self.pane.set_place(kept.place)
        meter = self._workspace.project.meter
        self._meter = AttentionMeter(kept, meter=meter, idle_seconds=self._idle)
        self._timed.clear()
        self._stepped_at = now()
        self._in_view(*self.pane.visible_range())
        self._keep.start()

    def _stop_measuring(self) -> None:
        self._keep.stop()
        if self._meter is not None:
            self._meter.away()
            self.keep_attention()
            self._meter = None

    def keep_attention(self) -> None:
        """Write what was measured since the last time into the project."""
        if self._meter is None or not self._workspace.can_edit:
            return
        # What was on the screen from the start never moved into view.
        self._in_view(*self.pane.visible_range())
        if self._meter.unsaved and self._workspace.attend([self._meter.attention]):
            self._meter.saved()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the words where there is little of it."""
        super().resizeEvent(event)
        self.margin.setVisible(self.width() >= NARROW)

    def set_active(self, active: bool) -> None:
        """Show by the head that this is the article worked in, of several."""
        self.head.set_active(active)

    def focus_text(self) -> None:
        """Give the text the focus."""
        self.pane.setFocus(Qt.FocusReason.OtherFocusReason)
