"""When both sides changed the same: two versions of a reading side by side, to keep one or both."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.model.whole_reading import WholeReading
from annotator.settings import Preferences
from ui.article.painted import PaintedSpan
from ui.article.pane import ArticlePane
from ui.article.strip import OverviewStrip
from ui.article.styles import Manner
from ui.ask import doubled, plain_label
from ui.days import counted
from ui.dialogs.dialog import Dialog, heading, table
from ui.dialogs.window import Window
from ui.one_line import OneLine
from ui.theme import Theme, label_styles, pane_style
from ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.packs import Waiting
    from annotator.packs.differing import Difference

_SENTENCE = (
    "This was changed here and in what came back, so both versions were kept. Say which one counts."
)
_LEGEND = "Filled: only in this version. Framed: in both, but different. Underlined: the same."
_COLUMNS = ("Where", "What", "Words", "First / second")
_WORDS, _HOW = 2, 3


class Side(QWidget):
    """One of the versions: what it is called, how it stands, its text, the button that keeps it."""

    def __init__(self, name: str, button: str) -> None:
        super().__init__()
        self.name = OneLine("heading")
        self.name.say(name)
        self.facts = plain_label("", part="faint")
        self.pane = ArticlePane()
        self.pane.setAccessibleName(name)
        self.pane.setMinimumHeight(120)
        self.strip = OverviewStrip(self.pane)
        self.keep = QPushButton(doubled(button))
        self.keep.setAutoDefault(False)
        head = QHBoxLayout()
        head.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.facts)
        head.addLayout(words, 1)
        head.addWidget(self.keep)
        text = QHBoxLayout()
        text.setSpacing(0)
        text.addWidget(self.pane, 1)
        text.addWidget(self.strip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(text, 1)
        self.facts.setWordWrap(False)
        self.facts.setMinimumWidth(1)

    def show_version(
        self, whole: WholeReading, text: str, different: dict[str, Manner], when: str
    ) -> None:
        """Shows a version; `different` says how spans are drawn that are not the same in both."""
        self.pane.set_text(text)
        self.pane.set_spans(
            PaintedSpan(
                span.id,
                span.label_id,
                span.fragments,
                different.get(span.id, Manner.OTHER),
                marked=bool(span.note),
            )
            for span in whole.spans
        )
        parts = [counted(len(whole.spans), "span")]
        if whole.reading is not None:
            parts.append(str(whole.reading.status).replace("_", " "))
        if when:
            parts.append(f"changed {when}")
        self.facts.setText(", ".join(parts))
        self.facts.setToolTip(escape(", ".join(parts)))

    def go_to(self, span_id: str) -> None:
        """Shows one span and flashes it."""
        span = self.pane.span(span_id) if span_id else None
        # As something found, not as something chosen: a chosen span can be pulled at its edges.
        self.pane.set_hits(span.fragments if span else (), 0 if span else None)
        if span is not None:
            self.pane.flash(span_id)


class ResolveDialog(Dialog):
    """Goes through the readings that were changed in two places.

    What is kept is written at once, as one step that Undo takes back.
    """

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, "When both sides changed the same", _SENTENCE)
        self._workspace = workspace
        self._waiting: list[Waiting] = []
        self._differences: Sequence[Difference] = ()
        self._scrolling = False
        self.body.setSpacing(8)
        self.list = QListWidget()
        self.list.setAccessibleName("Readings that wait")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.first = Side("First version", "Keep the first")
        self.second = Side("Second version", "Keep the second")
        self.about = plain_label("")
        self.table = QTableView()
        self._arrange()
        self.both = self.button("Keep the spans of both", lambda: self._keep("both"))
        self.done_button = self.button("Decide later", self.reject)
        styles = label_styles(workspace.scheme, theme)
        for side, keep in ((self.first, "first"), (self.second, "second")):
            side.pane.set_styles(styles, pane_style(theme, preferences))
            side.keep.clicked.connect(lambda _=False, k=keep: self._keep(k))
        self._scroll_together()
        self.list.currentRowChanged.connect(self._show)
        self._fill()
        self._fit(parent)

    def _arrange(self) -> None:
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.addWidget(self.first)
        sides.addWidget(self.second)
        sides.setSizes([500, 500])
        below = QWidget()
        self._below = QVBoxLayout(below)
        self._below.setContentsMargins(8, 8, 0, 0)
        self._below.setSpacing(4)
        row = QHBoxLayout()
        self.number = heading("")
        self.number.setWordWrap(False)
        row.addWidget(self.number)
        row.addStretch(1)
        legend = OneLine("faint")
        legend.say(_LEGEND)
        row.addWidget(legend)
        self._below.addLayout(row)
        self._below.addWidget(self.table, 1)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(sides)
        parts.addWidget(below)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 1)
        parts.setSizes([520, 190])
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self.list)
        across.addWidget(parts)
        across.setStretchFactor(1, 1)
        across.setSizes([200, 1000])
        self.body.addWidget(self.about)
        self.body.addWidget(across, 1)

    def _fit(self, parent: QWidget | None) -> None:
        """As large as the window it stands over, nearly: two articles need the room."""
        self.letters(190, 56)
        if parent is not None:
            room = parent.window().size()
            self.resize(
                min(self.width(), room.width() - 48), min(self.height(), room.height() - 48)
            )

    def _scroll_together(self) -> None:
        sides = (self.first.pane, self.second.pane)
        for one, other in (sides, sides[::-1]):
            one.verticalScrollBar().valueChanged.connect(
                lambda _, a=one, b=other: self._follow(a, b)
            )

    def _follow(self, moved: ArticlePane, other: ArticlePane) -> None:
        if not self._scrolling:
            self._scrolling = True
            other.set_scroll_fraction(moved.scroll_fraction)
            self._scrolling = False

    # What waits

    def _fill(self) -> None:
        from annotator.packs import waiting_versions

        self._waiting = list(waiting_versions(self._workspace.project))
        self.list.blockSignals(True)
        self.list.clear()
        for one in self._waiting:
            article = self._workspace.project.article(one.article_id)
            item = QListWidgetItem(f"{article.title or article.name}\n{one.annotator}")
            item.setToolTip(escape(article.name))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setVisible(len(self._waiting) > 1)
        if self._waiting:
            self.list.setCurrentRow(0)
            self._show(0)

    @property
    def current(self) -> "Waiting | None":
        """The reading that is shown."""
        row = self.list.currentRow()
        return self._waiting[row] if 0 <= row < len(self._waiting) else None

    def _show(self, row: int) -> None:
        from annotator.packs.differing import Where, differences, two_versions

        one = self._waiting[row] if 0 <= row < len(self._waiting) else None
        if one is None:
            return
        project, scheme = self._workspace.project, self._workspace.scheme
        article = project.article(one.article_id)
        story = next(s.name for s in project.stories() if s.id == article.story_id)
        text = project.text(article.id)
        first, second = two_versions(project, one.version_id)
        self._differences = differences(first, second, text, scheme)
        named = f"{article.title} ({article.name})" if article.title else article.name
        self.about.setText(f"{named}, in the story {story}, read by {one.annotator}")
        for side, whole, is_first in ((self.first, first, True), (self.second, second, False)):
            manners = {
                (d.first if is_first else d.second): (
                    Manner.GOLD if d.where is Where.CHANGED else Manner.OWN
                )
                for d in reversed(self._differences)
            }
            side.show_version(whole, text, manners, last_changed(whole))
        self._list_differences()

    def _list_differences(self) -> None:
        rows = [(str(d.where), d.what, d.words or "–", d.how) for d in self._differences]
        made = table(_COLUMNS, rows, "What differs")
        made.setMinimumHeight(90)
        header = made.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_WORDS, QHeaderView.ResizeMode.Stretch)
        if any(d.how for d in self._differences):
            header.setSectionResizeMode(_HOW, QHeaderView.ResizeMode.Stretch)
        else:
            made.setColumnHidden(_HOW, True)
        self._below.replaceWidget(self.table, made)
        self.table.hide()
        self.table.deleteLater()
        self.table = made
        made.selectionModel().currentRowChanged.connect(self._go)
        made.clicked.connect(lambda index: self._go(index))
        number = len(rows)
        self.number.setText(f"{counted(number, 'difference')}" if number else "No difference")
        if rows:
            # Once laid out: before, the panes do not know how much of the text is in view.
            QTimer.singleShot(0, made, lambda: made.selectRow(0))

    def _go(self, now: QModelIndex, _: QModelIndex | None = None) -> None:
        if not 0 <= now.row() < len(self._differences):
            return
        one = self._differences[now.row()]
        self.first.go_to(one.first)
        self.second.go_to(one.second)
        at = self.first if one.first else self.second
        span = at.pane.span(one.first or one.second)
        if span is not None:
            at.pane.scroll_to(span.start)

    # What is kept

    def _keep(self, what: str) -> None:
        from annotator.packs import Keep, resolve

        one = self.current
        if one is None:
            return
        edit = resolve(self._workspace.project, one.version_id, Keep(what))
        if not self._workspace.edit(edit):
            return
        self._fill()
        if not self._waiting:
            self.accept()


def last_changed(whole: WholeReading) -> str:
    """When a version was changed last, in words; "" where nothing says so."""
    times = [span.updated_at or "" for span in whole.spans]
    if whole.reading is not None:
        times.append(whole.reading.updated_at or "")
    newest = max(times, default="")
    if not newest:
        return ""
    return f"{newest[:10]} {newest[11:16]} UTC"


def resolve_versions(window: Window) -> None:
    """Shows the readings that were changed in two places, and keeps what is chosen."""
    dialog = ResolveDialog(
        window.workspace, window.theme, window.settings.preferences, window.ask.parent
    )
    dialog.exec()
    dialog.deleteLater()
