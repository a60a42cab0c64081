"""What a person does in front of the window, in their own words."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.model.span import Fragment, Span
from tests.ui.scripted_ask import ScriptedAsk
from ui.article.pane import ArticlePane
from ui.article.view import ArticleView
from ui.main_window import MainWindow

NONE = Qt.KeyboardModifier.NoModifier


class Person:
    """Somebody who labels. Articles are called by (the beginning of) their names."""

    def __init__(self, window: MainWindow, qtbot: QtBot, ask: ScriptedAsk) -> None:
        self.window = window
        self.qtbot = qtbot
        self.ask = ask
        self.has_left = False

    # The project

    def opens_article(self, name: str, *, beside: bool = False) -> ArticleView:
        """Brings an article on the screen and works in it."""
        found = [a for a in self.window.workspace.project.articles() if a.name.startswith(name)]
        assert len(found) == 1, f"{name}: {[a.name for a in found]}"
        self.window.stories.open_article(found[0].id, beside)
        view = self.window.articles.active
        assert view is not None
        self.qtbot.waitUntil(lambda: view.pane.isVisible())
        self.turns_to_the_window()
        return view

    def turns_to_the_window(self) -> None:
        """Makes the window the active one, as a click on it would."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.window.focus_text()
        QApplication.processEvents()

    def leave(self) -> None:
        """Closes the window as the mouse would; does nothing when it is closed."""
        if self.has_left:
            return
        self.has_left = True
        self.window.close()
        self.window.deleteLater()
        QApplication.processEvents()

    # The text

    @property
    def pane(self) -> ArticlePane:
        """The pane that is worked in."""
        view = self.window.articles.active
        assert view is not None
        return view.pane

    def place_of(self, words: str, *, nth: int = 1) -> Fragment:
        """Where these words stand in the article worked in."""
        start = -1
        for _ in range(nth):
            start = self.pane.text.index(words, start + 1)
        return Fragment(start, start + len(words))

    def shows(self, words: str, *, nth: int = 1) -> Fragment:
        """Scrolls to these words."""
        place = self.place_of(words, nth=nth)
        self.pane.scroll_to(place.start)
        QApplication.processEvents()
        return place

    def sweeps(self, words: str, *, nth: int = 1, keys: Qt.KeyboardModifier = NONE) -> Fragment:
        """Presses the mouse before these words, moves over them, and lets go behind them."""
        place = self.shows(words, nth=nth)
        viewport = self.pane.viewport()
        first, last = self._before(place.start), self._behind(place.end)
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, keys, first)
        QTest.mouseMove(viewport, (first + last) / 2)
        QTest.mouseMove(viewport, last)
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, keys, last)
        return place

    def clicks(self, words: str, *, nth: int = 1) -> None:
        """Clicks in the middle of these words."""
        place = self.shows(words, nth=nth)
        middle = (place.start + place.end) // 2
        point = self.pane.rects(middle, middle + 1)[0].center().toPoint()
        QTest.mouseClick(self.pane.viewport(), Qt.MouseButton.LeftButton, NONE, point)

    def presses(self, *keys: str) -> None:
        """Presses keys one after another, written as in the menus: "1", "Ctrl+Z", "Shift+Right"."""
        for key in keys:
            widget = QApplication.focusWidget() or self.pane
            QTest.keySequence(widget, key)
            QApplication.processEvents()

    def _before(self, offset: int) -> QPoint:
        rect = self.pane.rects(offset, offset + 1)[0]
        return QPoint(round(rect.left()) + 1, round(rect.center().y()))

    def _behind(self, offset: int) -> QPoint:
        rect = self.pane.rects(offset - 1, offset)[-1]
        return QPoint(round(rect.right()) - 1, round(rect.center().y()))

    # What is there

    def spans(self, name: str | None = None) -> tuple[Span, ...]:
        """The own spans in an article (the one worked in), as the project has them."""
        workspace = self.window.workspace
        view = self.window.articles.active
        assert view is not None
        ids = {a.name: a.id for a in workspace.project.articles()}
        article_id = (
            next(i for n, i in ids.items() if n.startswith(name)) if name else view.article_id
        )
        return workspace.project.spans(article_id, workspace.annotator_id)

    def labelled(self) -> list[tuple[str, str]]:
        """The own spans in the article worked in: label and words, in text order."""
        scheme = self.window.workspace.scheme
        names = {label.id: label.name for label in scheme.labels}
        return [(names[s.label_id], s.quoted(self.pane.text)) for s in self.spans()]
