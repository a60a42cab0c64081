"""How a figure is computed: a small sheet beside it, in words."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.agree.figure_names import how_computed
from annotator.agree.values import Score
from ui.ask import plain_label
from ui.compare.figure_words import (
    about_intervals,
    counted,
    interval,
    percent,
    shown,
    source,
    titled,
)
from ui.compare.found import Name

LETTERS = 62
GROUPS = "groups"
"""Of what the figures about groups are called, the first part; the last is the kind."""


class HowComputed(QFrame):
    """Formula in words, what was counted, settings and source. Esc or a click elsewhere closes.

    Signals: `list_wanted`: what was counted is to be listed; only of groups.
    """

    list_wanted = Signal()

    def __init__(
        self,
        name: Name,
        score: Score,
        *,
        articles: int,
        settings: str,
        sampler: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("part", "sheet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._rows = layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(plain_label(titled(name), part="heading"))
        layout.addWidget(plain_label(how_computed(name[:2])))
        facts = QFormLayout()
        facts.setHorizontalSpacing(16)
        facts.setVerticalSpacing(4)
        facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.facts = _facts(name, score, articles=articles, settings=settings, sampler=sampler)
        for what, words in self.facts:
            facts.addRow(_short(what), plain_label(words))
        layout.addLayout(facts)
        if name[0] == GROUPS:
            layout.addWidget(self._way_to_list(), 0, Qt.AlignmentFlag.AlignLeft)
        self.setFixedWidth(LETTERS * self.fontMetrics().averageCharWidth() + 32)
        words = ". ".join(f"{what}: {said}" for what, said in self.facts)
        self.setAccessibleName(f"{titled(name)}: how computed")
        self.setAccessibleDescription(f"{how_computed(name[:2])} {words}")

    def _way_to_list(self) -> QPushButton:
        button = QPushButton("List these groups")
        button.setAutoDefault(False)
        button.clicked.connect(self.list_wanted)
        button.clicked.connect(self.close)
        return button

    def show_below(self, widget: QWidget, place: QPoint | None = None) -> None:
        """Opens below a widget, or at a place in it, within the screen."""
        self.ensurePolished()  # the frame takes some of the width, and only then it is known
        edge = self.contentsMargins()
        high = self._rows.heightForWidth(self.width() - edge.left() - edge.right())
        self.setFixedHeight(high + edge.top() + edge.bottom())
        corner = widget.mapToGlobal(place or QPoint(0, widget.height() + 4))
        screen = widget.screen() or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        x = max(room.left() + 8, min(corner.x(), room.right() - self.width() - 8))
        y = corner.y()
        if y + self.height() > room.bottom() - 8:
            y = max(room.top() + 8, corner.y() - self.height() - widget.height() - 8)
        self.move(x, y)
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, and so does Enter."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)


def _facts(
    name: Name, score: Score, *, articles: int, settings: str, sampler: str
) -> tuple[tuple[str, str], ...]:
    told = [("Figure", shown(score.value) if score.value is not None else score.why or "none")]
    told.append(("Interval", interval(score) or about_intervals(articles)))
    told.append(("Counted", f"{counted(name, score)}, in {_many(articles)}"))
    if score.coverage is not None:
        told.append(("Covers", f"{percent(score.coverage)} of what there is"))
    if score.chance is not None:
        told.append(("By chance", f"{shown(score.chance)}; only what is above says anything"))
    if sampler and name[0].startswith("gamma"):
        told.append(("Sampler", sampler))
    told.append(("Settings", settings))
    if where := source(name):
        told.append(("Source", where))
    return tuple(told)


def _many(articles: int) -> str:
    return f"{articles:,} article{'' if articles == 1 else 's'}"


def _short(words: str) -> QLabel:
    label = plain_label(words, part="faint")
    label.setWordWrap(False)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
    return label
