# ruff: noqa: N802, N803
"""What a screen reader is told about the article: its text, the caret, and what begins and ends.

Offsets here are UTF-16 units, as Qt's accessibility counts. Two answers cannot be given from
Python: Qt's binding has no `selection()` and no `attributes()` (PySide6 6.8 to 6.11). So no
selection is reported, rather than one at a random place; what is selected is announced instead.
"""

import weakref
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QAccessibleTextInterface,
)
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QWidget

from annotator.model.span import Fragment
from ui.article.offsets import Units, shown

if TYPE_CHECKING:
    from ui.article.pane import ArticlePane

INSTALLED = "articlePanesAreAccessible"


class SpokenText:
    """The text as Qt can hold it, and where its characters stand in UTF-16 units."""

    def __init__(self, text: str) -> None:
        self.source = text
        self.words = "\n".join(shown(line) for line in text.split("\n"))
        self._units = Units(self.words)
        self.length = self._units.units(len(self.words))

    def units(self, offset: int) -> int:
        """UTF-16 units before a code point."""
        return self._units.units(min(max(offset, 0), len(self.words)))

    def points(self, unit: int) -> int:
        """Code points before a UTF-16 unit."""
        return self._units.points(min(max(unit, 0), self.length))


class PaneText(QAccessibleTextInterface):
    """The text of one pane."""

    def __init__(self, pane: "ArticlePane") -> None:
        super().__init__()
        self._pane = weakref.ref(pane)
        self._spoken = SpokenText("")

    @property
    def pane(self) -> "ArticlePane":
        """The pane; Qt asks only while it lives."""
        pane = self._pane()
        assert pane is not None
        return pane

    @property
    def spoken(self) -> SpokenText:
        """The text of now."""
        if self._spoken.source is not self.pane.text:
            self._spoken = SpokenText(self.pane.text)
        return self._spoken

    def text(self, startOffset: int, endOffset: int) -> str:
        """The words between two places."""
        spoken = self.spoken
        end = spoken.length if endOffset < 0 else endOffset
        return spoken.words[spoken.points(startOffset) : spoken.points(end)]

    def characterCount(self) -> int:
        """The length of the article."""
        return self.spoken.length

    def cursorPosition(self) -> int:
        """Where the caret is."""
        return self.spoken.units(self.pane.caret)

    def setCursorPosition(self, position: int) -> None:
        """Put the caret somewhere else."""
        self.pane.put_caret(self.spoken.points(position))

    def selectionCount(self) -> int:
        """None, see above."""
        return 0

    def addSelection(self, startOffset: int, endOffset: int) -> None:
        """Select exactly these characters."""
        start, end = sorted((self.spoken.points(startOffset), self.spoken.points(endOffset)))
        if start < end:
            self.pane.select((Fragment(start, end),), exact=True)

    def setSelection(self, selectionIndex: int, startOffset: int, endOffset: int) -> None:
        """Select exactly these characters."""
        self.addSelection(startOffset, endOffset)

    def removeSelection(self, selectionIndex: int) -> None:
        """Select nothing."""
        self.pane.clear_selection()

    def scrollToSubstring(self, startIndex: int, endIndex: int) -> None:
        """Show these characters."""
        self.pane.scroll_to(self.spoken.points(startIndex))

    def characterRect(self, offset: int) -> QRect:
        """Where a character is on the screen; empty when it is not on it."""
        point = self.spoken.points(offset)
        boxes = self.pane.rects(point, point + 1)
        if not boxes:
            return QRect()
        box = boxes[0].toAlignedRect()
        return QRect(self.pane.viewport().mapToGlobal(box.topLeft()), box.size())

    def offsetAtPoint(self, point: QPoint) -> int:
        """The character at a place on the screen, -1 where there is none."""
        offset = self.pane.character_at(self.pane.viewport().mapFromGlobal(point))
        return -1 if offset is None else self.spoken.units(offset)


class PaneAccessible(QAccessibleWidget):
    """A pane as a read-only text with many lines."""

    def __init__(self, pane: "ArticlePane") -> None:
        super().__init__(pane, QAccessible.Role.EditableText)
        self._text = PaneText(pane)

    def interface_cast(self, t: QAccessible.InterfaceType) -> int:
        """The text; all else is a widget's."""
        if t == QAccessible.InterfaceType.TextInterface:
            # The binding takes the object itself where it says int, and only that survives.
            return cast(int, self._text)
        return super().interface_cast(t)

    def state(self) -> QAccessible.State:
        """Read-only, several lines, its words can be selected."""
        state = super().state()
        state.readOnly = True
        state.multiLine = True
        state.selectableText = True
        state.focusable = True
        return state


def _interface_for(key: str, subject: QObject) -> QAccessibleInterface | None:
    make = getattr(subject, "make_accessible", None)
    return make() if make is not None else None


def install(pane: "ArticlePane") -> None:
    """Make a pane accessible; to be called at the end of its construction.

    Where a screen reader runs, Qt has asked for the interface already while the pane was not yet
    one, and keeps the plain widget's: that one is dropped.
    """
    application = QApplication.instance()
    if application is not None and not application.property(INSTALLED):
        QAccessible.installFactory(_interface_for)
        application.setProperty(INSTALLED, True)
    if QAccessible.isActive():
        found = QAccessible.queryAccessibleInterface(pane)
        if found is not None and found.textInterface() is None:
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(found))


def tell_caret(pane: QWidget) -> None:
    """A screen reader follows the caret."""
    if QAccessible.isActive():
        found = QAccessible.queryAccessibleInterface(pane)
        text = found.textInterface() if found is not None else None
        if text is not None:
            event = QAccessibleTextCursorEvent(pane, text.cursorPosition())
            QAccessible.updateAccessibility(event)


def tell(widget: QWidget, words: str) -> None:
    """A screen reader says these words."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
