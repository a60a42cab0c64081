"""The frame that the dialogs share: a sentence, a body, a row of named buttons; Esc closes."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication, QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.ask import doubled, plain_label
from ui.dialogs.button_row import ButtonRow
from ui.dialogs.calm import Calm
from ui.dialogs.upright import Upright


class Dialog(QDialog):
    """A dialog with a sentence above its `body` and named buttons below it.

    All words are shown as they are. `problem` is the line above the buttons that says why the
    default button cannot be pressed. On a screen that has no room for all of it, names go above
    their fields, parts that may go below each other, and then the body scrolls; the sentence and
    the buttons stay in sight.
    """

    def __init__(self, parent: QWidget | None, title: str, sentence: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._frame = layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        self.sentence = plain_label(sentence)
        self.sentence.setVisible(bool(sentence))
        layout.addWidget(self.sentence)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        layout.addLayout(self.body, 1)
        self.problem = plain_label("", part="bad")
        self.problem.hide()
        layout.addWidget(self.problem)
        self._row = ButtonRow()
        layout.addLayout(self._row)
        self._stacks: list[QBoxLayout] = []
        self._is_narrow = self._scrolls = self._fitting = False

    def letters(self, across: int, down: int) -> None:
        """Sets the size in letters, so that larger type gets a larger dialog; fits the screen."""
        fit_letters(self, across, down)

    def least_letters(self, across: int) -> None:
        """Sets the least width in letters, as far as the screen has room for it."""
        self.setMinimumWidth(
            min(across * self.fontMetrics().averageCharWidth(), room_for(self).width())
        )

    def may_stack(self, sides: QBoxLayout) -> None:
        """These stand below each other where the screen is too narrow for them side by side."""
        self._stacks.append(sides)

    def button(
        self,
        words: str,
        do: Callable[[], object],
        *,
        default: bool = False,
        left: bool = False,
    ) -> QPushButton:
        """A button of the row below; `left` puts it apart from those that end the dialog."""
        button = QPushButton(doubled(words))
        button.setAutoDefault(False)
        button.setDefault(default)
        button.clicked.connect(lambda: do())
        self._row.add(button, left=left)
        return button

    def say_problem(self, sentence: str, *buttons: QPushButton) -> None:
        """Shows why these buttons cannot be pressed; "" lets them be pressed."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        for button in buttons:
            button.setEnabled(not sentence)

    # On small screens

    def showEvent(self, event: QShowEvent) -> None:
        """Fits the screen."""
        self._fit_room()
        super().showEvent(event)

    def event(self, event: QEvent) -> bool:
        """Fits the screen again when what it holds has come to need more."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._fit_room()
        return done

    def _fit_room(self) -> None:
        if self._fitting:
            return
        self._fitting = True
        room = room_for(self)
        if not self._is_narrow and self._needed().width() > room.width():
            self._go_narrow()
        needed = self._needed()
        stacked = self._is_narrow and bool(self._stacks)  # what is below is for scrolling to
        if not self._scrolls and (stacked or needed.boundedTo(room) != needed):
            self._scroll_body()
            self._frame.activate()
            needed = self._needed()
        size = self.size().expandedTo(needed).boundedTo(room)
        if size != self.size():
            self.resize(size)
        self._fitting = False

    def _needed(self) -> QSize:
        """The least size in which nothing is cut, at the width that it has."""
        layout = self._frame
        least = layout.totalMinimumSize()
        if layout.hasHeightForWidth():
            wide = min(max(self.width(), least.width()), room_for(self).width())
            least.setHeight(max(least.height(), layout.totalMinimumHeightForWidth(wide)))
        return least

    def _go_narrow(self) -> None:
        self._is_narrow = True
        for rows in self.findChildren(QFormLayout):
            rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for sides in self._stacks:
            sides.setDirection(QBoxLayout.Direction.TopToBottom)
        for widget in (*reversed(self.findChildren(QWidget)), self):  # what is inside comes first
            widget.updateGeometry()
            if (inside := widget.layout()) is not None:
                inside.invalidate()
                inside.activate()

    def _scroll_body(self) -> None:
        self._scrolls = True
        focus, place = self.focusWidget(), self._frame.indexOf(self.body)
        area = QScrollArea(self)
        page = QWidget(area)
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._frame.removeItem(self.body)
        self.body.setParent(None)
        page.setLayout(self.body)
        self.body.setContentsMargins(2, 2, 8, 2)  # the frame of the focus, and the bar
        self._frame.insertWidget(place, area, 1)
        for part in page.findChildren(Upright):
            part.show_whole()
        Calm(page)
        if focus is not None:
            focus.setFocus()


def room_for(window: QWidget) -> QSize:
    """How large a window may be on its screen, without its frame and title."""
    screen = window.screen() or QGuiApplication.primaryScreen()
    return screen.availableGeometry().size() - QSize(16, 48)


def fit_letters(window: QWidget, across: int, down: int) -> None:
    """Makes a window so many letters wide and high, as far as the screen has room for it."""
    metrics = window.fontMetrics()
    wanted = QSize(across * metrics.averageCharWidth(), down * metrics.height())
    window.resize(wanted.boundedTo(room_for(window) - QSize(48, 48)))


def form() -> QFormLayout:
    """Names on the left, fields on the right."""
    layout = QFormLayout()
    layout.setHorizontalSpacing(16)
    layout.setVerticalSpacing(8)
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    return layout


def field_row(layout: QFormLayout, name: str, field: QWidget, help: str = "") -> None:  # noqa: A002
    """Adds a named field, with a line of help below it."""
    field.setAccessibleName(name.replace("&", ""))
    field.setAccessibleDescription(help)
    layout.addRow(name_label(name, field), field)
    if help:
        layout.addRow("", plain_label(help, part="faint"))


def joined_row(layout: QFormLayout, name: str, row: QHBoxLayout, buddy: QWidget) -> None:
    """Adds several fields in one row; the name leads to `buddy`."""
    buddy.setAccessibleName(name.replace("&", ""))
    row.setSpacing(8)
    layout.addRow(name_label(name, buddy), row)


def name_label(name: str, buddy: QWidget) -> QLabel:
    """The name of a field, which may come from data: a form on its own would guess rich text."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(name)
    label.setBuddy(buddy)
    return label


def may_shrink(box: QComboBox) -> None:
    """Its longest words need not fit; the list that opens shows them."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(16)


def show_text(field: QLineEdit, words: str) -> None:
    """Shows words from their beginning."""
    field.setText(words)
    field.setCursorPosition(0)


def text_view(words: str, name: str) -> QPlainTextEdit:
    """Words to read and to copy; `name` is for screen readers."""
    view = QPlainTextEdit(words)
    view.setReadOnly(True)
    view.setTabChangesFocus(True)
    view.setAccessibleName(name)
    return view


def text_field(words: str, name: str, lines: int) -> QPlainTextEdit:
    """Words to write, so many lines high. Tab goes on to the next field."""
    field = QPlainTextEdit(words)
    field.setTabChangesFocus(True)
    field.setAccessibleName(name)
    field.setFixedHeight(lines * field.fontMetrics().lineSpacing() + 24)
    return field


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], name: str) -> QTableView:
    """A table of words to look at, one row chosen at a time; the last column takes the room."""
    model = QStandardItemModel(0, len(columns))
    model.setHorizontalHeaderLabels(list(columns))
    for row in rows:
        model.appendRow([_cell(words) for words in row])
    view = QTableView()
    model.setParent(view)
    view.setModel(model)
    view.setAccessibleName(name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setTabKeyNavigation(False)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + 12)
    view.horizontalHeader().setStretchLastSection(True)
    view.horizontalHeader().setHighlightSections(False)
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    view.resizeColumnsToContents()
    widest = 32 * view.fontMetrics().averageCharWidth()
    for column in range(len(columns) - 1):
        view.setColumnWidth(column, min(view.columnWidth(column) + 16, widest))
    return view


def _cell(words: str) -> QStandardItem:
    item = QStandardItem(words)
    item.setEditable(False)
    return item


def copy_words(words: str) -> None:
    """Puts words on the clipboard."""
    QGuiApplication.clipboard().setText(words)


def heading(words: str) -> QLabel:
    """A small heading inside a dialog."""
    return plain_label(words, part="heading")
