"""One label of the palette: how it looks, its key, its number, and what it means."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.model.scheme import Example, Label
from ui.article.styles import LabelStyle
from ui.article.swatch import paint_swatch
from ui.ask import plain_label
from ui.panels.signs import sign_icon
from ui.theme import Theme

KEY_WIDTH = 20
SWATCH = QSize(26, 16)
GAP = 8
SIGN = QSize(24, 22)


@dataclass(frozen=True, slots=True)
class LabelState:
    """What a row shows besides the label itself.

    `here` says whether the shown article has such spans, `read` whether it was read to the end
    for the label; None where no article is shown.
    """

    number: int = 0
    held: bool = False
    hidden: bool = False
    alone: bool = False
    here: bool | None = None
    read: bool = False


class LabelButton(QAbstractButton):
    """Swatch, key, name, number and definition: a click labels the selection.

    The mouse does not move the focus here, so that the text keeps it; Tab does.
    """

    def __init__(self, label: Label, style: LabelStyle, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.label, self.style_of, self.theme = label, style, theme
        self.number = 0
        self.kept_free = 0
        """Pixels at the end of the second line that something else lies on."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setEnabled(not label.retired)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        heading = f"{label.name} (key {label.key})" if label.key else label.name
        lines = [heading, label.definition, label.test]
        self.setToolTip("<span>" + "<br>".join(escape(line) for line in lines if line) + "</span>")

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(160, 2 * self.fontMetrics().height() + 12)

    def set_number(self, number: int) -> None:
        """How many spans of the label the story has."""
        self.number = number
        key = f", key {self.label.key}" if self.label.key else ""
        retired = ", retired" if self.label.retired else ""
        self.setAccessibleName(f"{self.label.name}{key}, {number} in this story{retired}")
        self.setAccessibleDescription(self.label.definition)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Paint the ground of a hovered row."""
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            ground = self.theme.pressed if self.isDown() else self.theme.hover
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        if self.hasFocus():
            painter.setPen(QColor(self.theme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        line = self.fontMetrics().height()
        ink = QColor(self.theme.text if self.isEnabled() else self.theme.faint)
        faint = QColor(self.theme.faint)
        x, top = 8.0, 6.0
        self._paint_key(painter, QRectF(x, top, KEY_WIDTH, line))
        x += KEY_WIDTH + GAP
        swatch = QRectF(x, top + (line - SWATCH.height()) / 2, SWATCH.width(), SWATCH.height())
        paint_swatch(painter, swatch, self.style_of, self.theme.fill_opacity)
        x += SWATCH.width() + GAP
        right = self.width() - 8.0
        number = f"{self.number:,}"
        painter.setFont(self.font())
        painter.setPen(faint)
        painter.drawText(QRectF(x, top, right - x, line), Qt.AlignmentFlag.AlignRight, number)
        right -= self.fontMetrics().horizontalAdvance(number) + GAP
        name = self.label.name + (" (retired)" if self.label.retired else "")
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(ink)
        self._paint_line(painter, QRectF(x, top, right - x, line), name)
        painter.setFont(self.font())
        painter.setPen(faint)
        right = self.width() - GAP - self.kept_free
        below = QRectF(x, top + line, right - x, line)
        self._paint_line(painter, below, self.label.definition)

    def _paint_key(self, painter: QPainter, box: QRectF) -> None:
        if not self.label.key:
            return
        painter.setPen(QColor(self.theme.edge if self.isEnabled() else self.theme.line))
        painter.setBrush(QColor(self.theme.raised))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(self.theme.text if self.isEnabled() else self.theme.faint))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.label.key)

    def _paint_line(self, painter: QPainter, box: QRectF, words: str) -> None:
        one_line = " ".join(words.split())
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(one_line, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class LabelRow(QFrame):
    """A label with what can be done about it.

    Signals: `wanted` (label the selection), `hold_wanted(on)`, `hide_wanted(on)`,
    `alone_wanted(on)`, `read_wanted`: the article was read to the end for this label.
    """

    wanted = Signal()
    hold_wanted = Signal(bool)
    hide_wanted = Signal(bool)
    alone_wanted = Signal(bool)
    read_wanted = Signal()

    def __init__(self, label: Label, style: LabelStyle, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.label, self.theme = label, theme
        self.state = LabelState()
        self.button = LabelButton(label, style, theme, self)
        self.button.clicked.connect(self.wanted)
        name = label.name
        self.hold = self._sign("pin", f"Hold “{name}”: every selection gets it")
        self.hide_button = self._sign("eye", f"Hide “{name}”")
        self.fold = self._sign("next", f"What “{name}” means")
        self.hold.clicked.connect(self.hold_wanted)
        self.hide_button.clicked.connect(self.hide_wanted)
        self.fold.clicked.connect(self.unfold)
        for part in (self.button, self.hold, self.hide_button, self.fold):
            part.installEventFilter(self)
        self._more: QWidget | None = None
        self._alone: QPushButton | None = None
        self._read: QPushButton | None = None
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        # The signs lie over the button, at the end of the line of the definition.
        over = QGridLayout()
        over.addWidget(self.button, 0, 0)
        signs = QHBoxLayout()
        signs.setContentsMargins(0, 0, 4, 2)
        signs.setSpacing(0)
        for sign in (self.hold, self.hide_button, self.fold):
            signs.addWidget(sign)
        corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        over.addLayout(signs, 0, 0, corner)
        layout.addLayout(over)
        self._lines = layout
        self._show_signs()

    def _show_signs(self) -> None:
        """Pin and eye show where they say something, or while the row is pointed at or focused."""
        parts = (self.button, self.hold, self.hide_button, self.fold)
        near = self.underMouse() or any(part.hasFocus() for part in parts)
        self.hold.setVisible(not self.label.retired and (near or self.hold.isChecked()))
        self.hide_button.setVisible(near or self.hide_button.isChecked())
        shown = sum(not sign.isHidden() for sign in parts[1:])
        self.button.kept_free = shown * SIGN.width()
        self.button.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Pointed at."""
        super().enterEvent(event)
        self._show_signs()

    def leaveEvent(self, event: QEvent) -> None:
        """No longer pointed at."""
        super().leaveEvent(event)
        self._show_signs()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The focus came or went."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            QTimer.singleShot(0, self, self._show_signs)
        return super().eventFilter(watched, event)

    def _sign(self, name: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAutoRaise(True)
        button.setIconSize(QSize(14, 14))
        button.setFixedSize(SIGN)
        button.setIcon(sign_icon(name, self.theme.faint, self))
        button.setAccessibleName(words)
        button.setToolTip(f"<span>{escape(words)}</span>")
        return button

    def show_state(self, state: LabelState) -> None:
        """Show number, held, hidden and how far the article was read for the label."""
        self.state = state
        self.button.set_number(state.number)
        on, off = self.theme.accent, self.theme.faint
        self.hold.setChecked(state.held)
        self.hold.setIcon(sign_icon("pin", on if state.held else off, self))
        self.hide_button.setChecked(state.hidden)
        self.hide_button.setIcon(
            sign_icon("eye-off" if state.hidden else "eye", on if state.hidden else off, self)
        )
        self._show_more()
        self._show_signs()

    def unfold(self, wanted: bool) -> None:
        """Show or fold away what the label means and the rarer things to do."""
        self.fold.setChecked(wanted)
        self.fold.setIcon(sign_icon("down" if wanted else "next", self.theme.faint, self))
        if wanted and self._more is None:
            self._more = self._meaning()
            self._lines.addWidget(self._more)
        if self._more is not None:
            self._more.setVisible(wanted)
            self._show_more()

    def read_words(self) -> str:
        """What the button says that records the article as read for this label."""
        if self.state.read:
            return "Not read to the end after all"
        return "Read to the end here" if self.state.here else "Nothing to mark here"

    def _show_more(self) -> None:
        if self._alone is None or self._read is None:
            return
        self._alone.setText("End the pass" if self.state.alone else "Work this label alone")
        self._read.setText(self.read_words())
        self._read.setEnabled(self.state.here is not None)

    def _meaning(self) -> QWidget:
        more = QWidget(self)
        layout = QVBoxLayout(more)
        layout.setContentsMargins(8 + KEY_WIDTH + GAP, 0, 8, 8)
        layout.setSpacing(6)
        label = self.label
        for words, part in ((label.definition, ""), (label.span, "faint"), (label.test, "heading")):
            if words:
                layout.addWidget(plain_label(words, part=part))
        for words, examples in (
            ("To be marked", label.positive),
            ("Not to be marked", label.negative),
        ):
            for line in _example_lines(words, examples):
                layout.addWidget(line)
        if not label.retired:
            self._alone, self._read = QPushButton(), QPushButton()
            self._alone.clicked.connect(lambda: self.alone_wanted.emit(not self.state.alone))
            self._read.clicked.connect(self.read_wanted)
            for button in (self._alone, self._read):
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                layout.addWidget(button)
        return more


def _example_lines(heading: str, examples: Iterable[Example]) -> Iterable[QWidget]:
    for at, example in enumerate(examples):
        if at == 0:
            yield plain_label(heading, part="faint")
        why = f" – {example.why}" if example.why else ""
        yield plain_label(f"“{example.text}”{why}")
