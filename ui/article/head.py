"""The head of an article on the screen: status, title, facts, number of spans, close."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.model.reading import Status
from annotator.model.story import Article
from ui.icons import icon
from ui.theme import Theme

GAP = 4
TITLE_LETTERS = 12
"""So much of the title is shown before anything else but the status."""
LEAST_LETTERS = 6
"""So much of it is always shown."""
SIZES = (70, 80, 90, 100, 110, 125, 150, 200)
"""Text sizes to choose from, in percent."""
STATUS_WORDS = {
    Status.NEW: "not begun",
    Status.IN_PROGRESS: "in progress",
    Status.DONE: "done",
    Status.SKIPPED: "skipped",
}
STATUS_ICONS = {
    Status.NEW: "not-begun",
    Status.IN_PROGRESS: "in-progress",
    Status.DONE: "done",
    Status.SKIPPED: "skipped",
}


class _Elided(QLabel):
    """One line of plain text that is cut where there is no room; the whole of it on hover."""

    def __init__(self, part: str) -> None:
        super().__init__()
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("part", part)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_words(self, words: str) -> None:
        """Show these words as far as there is room."""
        self._words = words
        self.setAccessibleName(words)
        self._cut()

    @property
    def words(self) -> str:
        """All the words, cut or not."""
        return self._words

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        metrics = QFontMetrics(self.font())
        self.setText(metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, self.width()))


class ArticleHead(QWidget):
    """Says which article this is and how far its reading is.

    Signals: `close_wanted`; `status_wanted` when the status mark was pressed; `zoom_wanted` with a
    text size in percent.
    """

    close_wanted = Signal()
    status_wanted = Signal()
    zoom_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "head")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme: Theme | None = None
        self._status = Status.NEW
        self._article_facts = ""
        self._title = _Elided("title-line")
        self._facts = _Elided("faint")
        self._mark = QToolButton()
        self._mark.setAutoRaise(True)
        self._mark.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._mark.clicked.connect(lambda: self.status_wanted.emit())
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close.setToolTip("Close this article")
        self._close.setAccessibleName("Close this article")
        self._close.clicked.connect(lambda: self.close_wanted.emit())
        self._zoom = QToolButton()
        self._zoom.setAutoRaise(True)
        self._zoom.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._zoom.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._zoom.setToolTip("Text size of this article; also Ctrl and the wheel")
        self._zoom.setMenu(self._sizes())
        self.show_zoom(100)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self._title)
        lines.addWidget(self._facts)
        self._rows = layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 4, 4)
        layout.setSpacing(GAP)
        layout.addWidget(self._mark)
        layout.addLayout(lines, 1)
        layout.addWidget(self._zoom)
        layout.addWidget(self._close)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow pane the title comes before the text size, and before the cross."""
        super().resizeEvent(event)
        room = self.width() - self._wide(TITLE_LETTERS)
        for button in (self._close, self._zoom):
            room -= button.sizeHint().width() + GAP
            button.setVisible(room >= 0)

    def minimumSizeHint(self) -> QSize:
        """Room for the status and some of the title."""
        return QSize(self._wide(LEAST_LETTERS), super().minimumSizeHint().height())

    def _wide(self, letters: int) -> int:
        """The width of the status and so many letters of the title."""
        around = self._rows.contentsMargins()
        title = letters * self._title.fontMetrics().averageCharWidth()
        return around.left() + self._mark.sizeHint().width() + GAP + title + around.right()

    def _sizes(self) -> QMenu:
        menu = QMenu(self)
        for percent in SIZES:
            menu.addAction(f"{percent} %", partial(self.zoom_wanted.emit, percent))
        return menu

    def show_zoom(self, percent: int) -> None:
        """Show the text size in percent."""
        self._zoom.setText(f"{percent} %")
        self._zoom.setAccessibleName(f"Text size: {percent} percent")

    def dress(self, theme: Theme) -> None:
        """Take the theme."""
        self._theme = theme
        self._close.setIcon(icon("close", theme))
        self._close.setIconSize(QSize(16, 16))
        self.show_status(self._status)

    def set_active(self, active: bool) -> None:
        """Show that this is the article worked in, of several."""
        if self.property("active") != active:
            self.setProperty("active", active)
            self.style().unpolish(self)
            self.style().polish(self)

    def show_article(self, article: Article | None) -> None:
        """Say which article this is."""
        self._title.show_words(article.title or article.name if article else "")
        self._article_facts = _facts(article) if article else ""

    def show_status(self, status: Status) -> None:
        """Show how far the reading is."""
        self._status = status
        words = STATUS_WORDS[status]
        self._mark.setToolTip(f"This article is {words}. Press to say that it is done.")
        self._mark.setAccessibleName(f"Status: {words}")
        if self._theme is not None:
            self._mark.setIcon(icon(STATUS_ICONS[status], self._theme))
            self._mark.setIconSize(QSize(18, 18))

    def show_numbers(self, spans: int) -> None:
        """Show the facts and how many spans there are."""
        number = f"{spans} span{'s' if spans != 1 else ''}"
        facts = (self._article_facts, STATUS_WORDS[self._status], number)
        self._facts.show_words(" · ".join(part for part in facts if part))

    @property
    def title(self) -> str:
        """The title as shown, not cut."""
        return self._title.words

    @property
    def facts(self) -> str:
        """The second line, not cut."""
        return self._facts.words


def _facts(article: Article) -> str:
    # The name is there too: it is what exports and the command line call the article.
    known = (article.outlet, article.byline, article.published, article.name)
    return " · ".join(part for part in known if part)
