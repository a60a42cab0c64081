"""What a person does in front of the window, in their own words."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.model.reading import Reading
from annotator.model.relation import Relation
from annotator.model.span import Fragment, Span
from tests.ui.article.pane_kit import Hand
from tests.ui.scripted_ask import ScriptedAsk
from ui.article.pane import ArticlePane
from ui.article.view import ArticleView
from ui.dialogs.who import WhoDialog
from ui.main_window import MainWindow

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier

Shown = TypeVar("Shown", bound=QWidget)


class Person:
    """Somebody who labels. Articles are called by (the beginning of) their names."""

    def __init__(self, window: MainWindow, qtbot: QtBot, ask: ScriptedAsk) -> None:
        self.window = window
        self.qtbot = qtbot
        self.ask = ask
        self.has_left = False

    # The project

    def article_id(self, name: str) -> str:
        """The id of the article whose name begins like this."""
        found = [a for a in self.window.workspace.project.articles() if a.name.startswith(name)]
        assert len(found) == 1, f"{name}: {[a.name for a in found]}"
        return found[0].id

    def opens_article(self, name: str, *, beside: bool = False) -> ArticleView:
        """Brings an article on the screen and works in it."""
        self.window.stories.open_article(self.article_id(name), beside)
        view = self.window.articles.active
        assert view is not None
        self.qtbot.waitUntil(lambda: view.pane.isVisible())
        self.turns_to_the_window()
        return view

    def introduces_herself(self, name: str) -> list[str]:
        """Answers the question who labels when it comes."""

        def say(dialog: WhoDialog) -> None:
            rows = [dialog.list.item(row).text() for row in range(dialog.list.count())]
            known = [row for row, words in enumerate(rows) if words.startswith(f"{name} ")]
            if known:
                dialog.list.setCurrentRow(known[0])
            else:
                dialog.name.setText(name)
            dialog.go_on.click()

        return self.meets(WhoDialog, say)

    def becomes(self, name: str) -> "Person":
        """Somebody else sits down and says who they are."""
        met = self.introduces_herself(name)
        self.wants("who-labels")
        assert met
        self.turns_to_the_window()
        return self

    def turns_to_the_window(self) -> None:
        """Makes the window the active one, as a click on it would."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.window.focus_text()
        QApplication.processEvents()

    def wants(self, action: str) -> None:
        """Chooses something from the menus, which must offer it now."""
        found = self.window.actions_[action]
        assert found.isEnabled(), f"{action} is not offered now"
        found.trigger()
        QApplication.processEvents()

    def meets(self, kind: type[Shown], do: Callable[[Shown], object]) -> list[str]:
        """Does something with the next dialog of this kind; the list says what went wrong."""
        met: list[str] = []

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, kind) and dialog.isVisible():
                watch.stop()
                met.append("met")
                do(dialog)

        watch = QTimer(self.window, interval=10)
        watch.timeout.connect(look)
        watch.start()
        self.window.destroyed.connect(watch.stop)
        return met

    def shown(self, kind: type[Shown]) -> Shown:
        """The dialog of this kind that is open now."""
        (dialog,) = [
            w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()
        ]
        return dialog

    def writes(self, words: str) -> None:
        """Types into whatever has the focus."""
        widget = QApplication.focusWidget()
        assert widget is not None
        for number, line in enumerate(words.split("\n")):
            if number:
                QTest.keyClick(widget, Qt.Key.Key_Return)
            QTest.keyClicks(widget, line)

    def waits(self, until: Callable[[], object], *, seconds: float = 180) -> None:
        """Waits until it is so."""
        self.qtbot.waitUntil(lambda: bool(until()), timeout=round(seconds * 1000))

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
    def view(self) -> ArticleView:
        """The article that is worked in."""
        view = self.window.articles.active
        assert view is not None
        return view

    @property
    def pane(self) -> ArticlePane:
        """The pane that is worked in."""
        return self.view.pane

    def place_of(self, words: str, *, nth: int = 1) -> Fragment:
        """Where these words stand in the article worked in."""
        start = -1
        for _ in range(nth):
            start = self.pane.text.index(words, start + 1)
        return Fragment(start, start + len(words))

    def shows(self, words: str, *, nth: int = 1) -> Fragment:
        """Scrolls to these words."""
        place = self.place_of(words, nth=nth)
        self.pane.ensure_visible(place.end)
        self.pane.ensure_visible(place.start)
        QApplication.processEvents()
        return place

    def sweeps(self, words: str, *, nth: int = 1, keys: Qt.KeyboardModifier = NONE) -> Fragment:
        """Presses the mouse before these words, moves over them, and lets go behind them."""
        place = self.shows(words, nth=nth)
        self.hand.drag(self.before(place.start), self.behind(place.end), keys)
        return place

    def clicks(
        self, words: str, *, nth: int = 1, times: int = 1, keys: Qt.KeyboardModifier = NONE
    ) -> None:
        """Clicks in the middle of these words, so many times in a row."""
        place = self.shows(words, nth=nth)
        self.hand.click(self.middle((place.start + place.end) // 2), keys, times=times)
        QApplication.processEvents()

    def pulls(self, edge: int, to: int, *, keys: Qt.KeyboardModifier = NONE) -> None:
        """Drags the edge of a chosen span from one place in the text to another."""
        self.pane.ensure_visible(edge)
        start, end = (self.pane.caret_rect(place).center().toPoint() for place in (edge, to))
        self.hand.drag(start, end, keys)

    def draws_link(
        self, source: str, target: str, into: ArticleView | None = None, *, by_tag: bool = True
    ) -> None:
        """Drags from the tag of one span (or with Alt from its words) to another span.

        `into`: the article of the other span, where it is another one.
        """
        start = self.shows(source)
        point = self.tag_over(start) if by_tag else self.middle((start.start + start.end) // 2)
        viewport = self.pane.viewport()
        pane = (into or self.view).pane
        at = pane.text.index(target) + len(target) // 2
        there = pane.rects(at, at + 1)[0].center().toPoint()
        end = viewport.mapFromGlobal(pane.viewport().mapToGlobal(there))
        self.hand.drag(point, end, NONE if by_tag else ALT)
        QApplication.processEvents()

    def tag_over(self, place: Fragment) -> QPoint:
        """A point on the tag of the span that begins here."""
        self.pane.grab()
        first = self.pane.rects(place.start, place.start + 1)[0].topLeft().toPoint()
        for y in range(-16, 8):
            for x in range(0, 30, 2):
                point = first + QPoint(x, y)
                tag = self.pane.tag_at(point)
                span = self.pane.span(tag) if tag is not None else None
                if span is not None and span.start == place.start:
                    return point + QPoint(1, 1)
        raise AssertionError(f"no tag at {place}")

    def presses(self, *keys: str) -> None:
        """Presses keys one after another, written as in the menus: "1", "Ctrl+Z", "Shift+Right"."""
        for key in keys:
            widget = QApplication.focusWidget() or self.pane
            QTest.keySequence(widget, key)
            QApplication.processEvents()

    @property
    def hand(self) -> Hand:
        """The hand on the mouse over the text."""
        return Hand(self.pane.viewport())

    def before(self, offset: int) -> QPoint:
        """A point just behind the left edge of a character."""
        rect = self.pane.rects(offset, offset + 1)[0]
        return QPoint(round(rect.left()) + 1, round(rect.center().y()))

    def behind(self, offset: int) -> QPoint:
        """A point just before the right edge of the character before `offset`."""
        rect = self.pane.rects(offset - 1, offset)[-1]
        return QPoint(round(rect.right()) - 1, round(rect.center().y()))

    def middle(self, offset: int) -> QPoint:
        """The middle of a character."""
        return self.pane.rects(offset, offset + 1)[0].center().toPoint()

    # What is there

    def spans(self, name: str | None = None) -> tuple[Span, ...]:
        """The own spans in an article (the one worked in), as the project has them."""
        workspace = self.window.workspace
        article_id = self.article_id(name) if name else self.view.article_id
        return workspace.project.spans(article_id, workspace.annotator_id)

    def labelled(self, name: str | None = None) -> list[tuple[str, str]]:
        """The own spans in an article (the one worked in): label and words, in text order."""
        workspace = self.window.workspace
        names = {label.id: label.name for label in workspace.scheme.labels}
        article_id = self.article_id(name) if name else self.view.article_id
        text = workspace.project.text(article_id)
        return [(names[s.label_id], s.quoted(text)) for s in self.spans(name)]

    def answers(self, words: str) -> dict[str, str]:
        """The attributes of the span over these words."""
        (span,) = [s for s in self.spans() if s.quoted(self.pane.text) == words]
        return dict(span.attributes)

    def links(self) -> tuple[Relation, ...]:
        """The own links from spans of the article worked in."""
        workspace = self.window.workspace
        return workspace.project.relations_in(self.view.article_id, workspace.annotator_id)

    def reading(self) -> Reading:
        """How far one is with the article worked in."""
        return self.view.reading()

    @property
    def told(self) -> str:
        """The sentence in the status bar."""
        return self.window.status.currentMessage()
