"""A headline figure: large, with its interval on a scale, what chance gives, and how it is made."""

from html import escape

from PySide6.QtCore import QEvent, QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.agree.values import Score
from ui.ask import plain_label
from ui.compare.cells_chart import mixed
from ui.compare.figure_words import interval, percent, score_in_words, shown, titled
from ui.compare.found import Name

HIGH = 18


class Scale(QWidget):
    """The figure on a line from 0 to 1, or from −1 where it is below 0."""

    def __init__(self) -> None:
        super().__init__()
        self.score = Score(None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_score(self, score: Score) -> None:
        """Shows this figure."""
        self.score = score
        self.setToolTip(f"<span>{escape(score_in_words(score))}</span>")
        self.update()

    def sizeHint(self) -> QSize:
        """A strip."""
        return QSize(120, HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Line, interval, chance, figure."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, role = self.palette(), QPalette.ColorRole
        middle = self.height() / 2
        painter.setPen(QPen(palette.color(role.Mid), 2))
        painter.drawLine(QLineF(0, middle, self.width(), middle))
        for value in (self._least, 1.0):
            at = self._at(value)
            painter.drawLine(QLineF(at, middle - 4, at, middle + 4))
        score = self.score
        accent = palette.color(role.Accent)
        if score.ci is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mixed(palette.color(role.Base), accent, 0.45))
            left, right = (self._at(value) for value in score.ci)
            painter.drawRoundedRect(QRectF(left, middle - 4, max(right - left, 2), 8), 2, 2)
        if score.chance is not None:
            painter.setPen(QPen(palette.color(role.Text), 2, Qt.PenStyle.DotLine))
            at = self._at(score.chance)
            painter.drawLine(QLineF(at, 1, at, self.height() - 1))
        if score.value is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            at = self._at(score.value)
            painter.drawRoundedRect(QRectF(at - 2.5, 1, 5, self.height() - 2), 2, 2)
        painter.end()

    @property
    def _least(self) -> float:
        values = [self.score.value or 0.0, *(self.score.ci or ())]
        return -1.0 if min(values) < 0 else 0.0

    def _at(self, value: float) -> float:
        room = self.width() - 6
        inside = max(self._least, min(value, 1.0))
        return 3 + room * (inside - self._least) / (1 - self._least)


class Headline(QWidget):
    """One figure. Signals: `how_wanted`: somebody asks how it is computed."""

    how_wanted = Signal()

    def __init__(self, name: Name, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.title = plain_label(titled(name), part="heading")
        self.title.setWordWrap(False)
        self.value = plain_label("", part="figure")
        self.value.setWordWrap(False)
        self.scale = Scale()
        self.note = plain_label("", part="faint")
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.how = QPushButton("How computed")
        self.how.setProperty("part", "link")
        self.how.setAutoDefault(False)
        self.how.setAccessibleName(f"How {titled(name)} is computed")
        self.how.clicked.connect(lambda _: self.how_wanted.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self.title, self.value, self.scale, self.note):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self.how, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_score(self, score: Score) -> None:
        """Shows this figure; where there is none, the reason."""
        self.value.setText("undefined" if score.value is None else shown(score.value))
        self.scale.setVisible(score.value is not None)
        self.scale.show_score(score)
        self.note.setText(_note(score))
        self.setAccessibleName(f"{titled(self.name)}: {score_in_words(score)}")

    def changeEvent(self, event: QEvent) -> None:
        """Other colours are other pictures."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.scale.update()


def _note(score: Score) -> str:
    if score.value is None:
        return score.why or ""
    told = []
    if score.ci is not None:
        told.append(interval(score))
    if score.chance is not None:
        told.append(f"by chance {shown(score.chance)}")
    if score.coverage is not None:
        told.append(f"covers {percent(score.coverage)} of the spans")
    return ", ".join(told)
