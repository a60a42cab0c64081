"""The command palette: type a few letters of what you want, Enter does it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.actions import Actions
from ui.ask import plain_label
from ui.dialogs.dialog import room_for

SHOWN = 200
"""As many hits as the list holds."""
LINES = 12
"""As many of them as are seen at once."""


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the palette: words, where it belongs, its keys, and what it does."""

    words: str
    place: str
    keys: str
    do: Callable[[], object]
    enabled: bool = True


def action_commands(actions: Actions) -> list[Command]:
    """All actions that can be used now, as lines of the palette."""
    return [
        Command(
            words=entry.words.rstrip("…"),
            place=entry.menu.replace("/", " › "),
            keys="   ".join(entry.keys),
            do=actions[entry.name].trigger,
        )
        for entry in actions.entries()
        if entry.enabled and entry.name != "palette"
    ]


def rank(typed: str, words: str) -> float | None:
    """How well `words` answer to what was typed, more is better; None: not at all.

    The letters have to stand in `words` in their order; beginnings of words and letters that
    stand together count more, long words a little less.
    """
    given, together = words.casefold(), typed.casefold()
    if together in given:
        at = given.index(together)
        return 100 + (50 if _begins(given, at) else 0) - at * 0.1 - len(given) * 0.01
    wanted = together.replace(" ", "")
    scores = [_scattered(wanted, given, jump=jump) for jump in (True, False)]
    reached = [score for score in scores if score is not None]
    return max(reached) - len(given) * 0.01 if reached else None


def _scattered(wanted: str, given: str, *, jump: bool) -> float | None:
    """Score of the letters one by one; `jump`: rather the beginning of a word than the next one."""
    score, at = 0.0, 0
    for letter in wanted:
        places = [place for place in range(at, len(given)) if given[place] == letter]
        if not places:
            return None
        begins = [place for place in places if _begins(given, place)]
        follows = at > 0 and places[0] == at
        place = begins[0] if jump and begins and not follows else places[0]
        score += 3 if follows else 2 if _begins(given, place) else 1
        at = place + 1
    return score


def _begins(words: str, place: int) -> bool:
    return place == 0 or not words[place - 1].isalnum()


def found(typed: str, commands: Sequence[Command]) -> list[Command]:
    """The commands that answer to what was typed, the best first; all in order for nothing."""
    if not typed.strip():
        return list(commands[:SHOWN])
    ranked = []
    for at, command in enumerate(commands):
        own = rank(typed.strip(), command.words)
        wide = rank(typed.strip(), f"{command.place} {command.words}")
        scores = [own] if own is not None else []
        scores += [wide - 20] if wide is not None else []
        if scores:
            ranked.append((-max(scores), at, command))
    return [command for _, _, command in sorted(ranked, key=lambda each: each[:2])[:SHOWN]]


class _Hits(QAbstractListModel):
    """The commands shown now."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.commands: list[Command] = []

    def show(self, commands: list[Command]) -> None:
        self.beginResetModel()
        self.commands = commands
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.commands)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        command = self.commands[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return command.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (command.words, command.place, command.keys) if part)
        if role == Qt.ItemDataRole.UserRole:
            return command
        return None


class _Line(QStyledItemDelegate):
    """Paints the words at the left, place and keys faint at the right."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        command = index.data(Qt.ItemDataRole.UserRole)
        room = option.rect.adjusted(8, 0, -12, 0)
        left = room.width() - option.fontMetrics.horizontalAdvance(command.words) - 24
        aside = option.fontMetrics.elidedText(
            command.keys or command.place, Qt.TextElideMode.ElideRight, max(0, left)
        )
        painter.save()
        painter.setPen(option.palette.placeholderText().color())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, right, aside)
        painter.restore()


class _Field(QLineEdit):
    """A line to type in whose arrows move in the list below it.

    Signals: `moved` carries by how many lines; `taken`: Enter was pressed.
    """

    moved = Signal(int)
    taken = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        steps |= {Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        elif event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class Palette(QDialog):
    """A field and a list; the focus stays in the field, arrows move in the list."""

    def __init__(self, commands: Sequence[Command], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("palette")
        self.setAccessibleName("Command palette")
        self._commands = commands
        self._room = 400
        self.field = _Field()
        self.field.setPlaceholderText("What do you want to do?")
        self.field.setAccessibleName("What do you want to do?")
        self.list = QListView()
        self.list.setModel(_Hits(self))
        self.list.setItemDelegate(_Line(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.none = plain_label("Nothing here has these letters.", part="faint")
        layout.addWidget(self.none)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        self.field.textChanged.connect(self._find)
        self.field.moved.connect(self._move)
        self.field.taken.connect(lambda: self._take(self.list.currentIndex()))
        self.list.activated.connect(self._take)
        self.list.clicked.connect(self._take)
        self._find("")
        self.field.setFocus()

    def open_over(self, window: QWidget) -> None:
        """Show it in the upper middle of `window`."""
        wide = 90 * self.fontMetrics().averageCharWidth()
        self.field.setFixedWidth(min(wide, window.width() - 48, room_for(window).width() - 32))
        self._room = window.height() - 160
        self._find(self.field.text())
        self.adjustSize()
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + 48)
        self.show()
        self.field.setFocus()

    def _find(self, typed: str) -> None:
        self._hits().show(found(typed, self._commands))
        self.list.setCurrentIndex(self._hits().index(0))
        rows = min(self._hits().rowCount(), LINES)
        height = rows * self.list.sizeHintForRow(0) + 2 * self.list.frameWidth()
        self.list.setFixedHeight(max(0, min(height, self._room)))
        self.list.setVisible(rows > 0)
        self.none.setVisible(rows == 0)

    def _move(self, step: int) -> None:
        count = self._hits().rowCount()
        if not count:
            return
        row = self.list.currentIndex().row() + step
        row = row % count if abs(step) == 1 else max(0, min(count - 1, row))
        self.list.setCurrentIndex(self._hits().index(row))

    def _take(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        command = self._hits().commands[index.row()]
        self.accept()
        command.do()

    def _hits(self) -> _Hits:
        model = self.list.model()
        assert isinstance(model, _Hits)
        return model
