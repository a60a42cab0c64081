"""The frame that the dialogs share: a sentence, a body, a row of named buttons; Esc closes."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
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


class Dialog(QDialog):
    """A dialog with a sentence above its `body` and named buttons below it.

    All words are shown as they are. `problem` is the line above the buttons that says why the
    default button cannot be pressed.
    """

    def __init__(self, parent: QWidget | None, title: str, sentence: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        layout = QVBoxLayout(self)
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
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addStretch(1)
        layout.addLayout(self._row)
        self._left = 0

    def letters(self, across: int, down: int) -> None:
        """Sets the size in letters, so that larger type gets a larger dialog; fits the screen."""
        fit_letters(self, across, down)

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
        if left:
            self._row.insertWidget(self._left, button)
            self._left += 1
        else:
            self._row.addWidget(button)
        return button

    def say_problem(self, sentence: str, *buttons: QPushButton) -> None:
        """Shows why these buttons cannot be pressed; "" lets them be pressed."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        for button in buttons:
            button.setEnabled(not sentence)


def fit_letters(window: QWidget, across: int, down: int) -> None:
    """Makes a window so many letters wide and high, as far as the screen has room for it."""
    metrics = window.fontMetrics()
    screen = window.screen() or QGuiApplication.primaryScreen()
    room = screen.availableGeometry().size()
    wide = min(across * metrics.averageCharWidth(), room.width() - 64)
    window.resize(wide, min(down * metrics.height(), room.height() - 96))


def scrolled(page: QWidget) -> QScrollArea:
    """A page that scrolls where it is higher than its room; never sideways."""
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setMinimumWidth(
        page.minimumSizeHint().width() + area.verticalScrollBar().sizeHint().width()
    )
    return area


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
