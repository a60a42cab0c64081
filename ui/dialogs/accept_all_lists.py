"""The lists of the dialog that answers many suggestions at once: the passages, and the numbers."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from annotator.model.scheme import Scheme
from annotator.model.span import Fragment
from annotator.model.story import Article
from annotator.model.suggestion import Suggestion
from annotator.text.find import Context, context
from ui.article.kwic_list import LINE, KwicLine
from ui.article.styles import LabelStyle

AROUND = 60
"""Code points shown before and after a passage."""
SHOWN = 200
"""So many code points of a long passage are shown at most."""
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()


class PassagesModel(QAbstractListModel):
    """Suggestions to tick, all ticked at first; those below a score can be left off the list.

    Signals: `ticks_changed`: what is listed or ticked is another.
    """

    ticks_changed = Signal()

    def __init__(
        self,
        suggestions: Sequence[Suggestion],
        articles: Mapping[str, Article],
        text: Callable[[str], str],
        scheme: Scheme,
        styles: Mapping[str, LabelStyle],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._all = tuple(suggestions)
        self._listed = len(self._all)
        self._left_out: set[str] = set()
        self._articles, self._text = articles, text
        self._scheme, self._styles = scheme, styles

    def listed(self) -> Sequence[Suggestion]:
        """The suggestions on the list."""
        return self._all[: self._listed]

    def ticked(self) -> tuple[Suggestion, ...]:
        """Those with a tick, in order."""
        return tuple(one for one in self.listed() if one.id not in self._left_out)

    def tick(self, rows: Iterable[int], on: bool) -> None:
        """Tick rows, or take their ticks away."""
        ids = {self._all[row].id for row in rows}
        self._left_out = self._left_out - ids if on else self._left_out | ids
        if self._listed:
            last = self.index(self._listed - 1)
            self.dataChanged.emit(self.index(0), last, [Role.CheckStateRole])
        self.ticks_changed.emit()

    def list_above(self, score: float) -> None:
        """List those with this score or more; the suggestions stand by score, the best first."""
        listed = bisect_right(self._all, -score, key=lambda one: -round(one.score, 2))
        if listed > self._listed:
            self.beginInsertRows(NOWHERE, self._listed, listed - 1)
            self._listed = listed
            self.endInsertRows()
        elif listed < self._listed:
            self.beginRemoveRows(NOWHERE, listed, self._listed - 1)
            self._listed = listed
            self.endRemoveRows()
        else:
            return
        self.ticks_changed.emit()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many are listed."""
        return 0 if parent.isValid() else self._listed

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every passage can be ticked."""
        ticks = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | ticks

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """The passage in its words, its tick, and the same for screen readers."""
        if not index.isValid():
            return None
        one = self._all[index.row()]
        match role:
            case Role.CheckStateRole:
                ticked = one.id not in self._left_out
                return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            case Role.DisplayRole:
                return self._around(one).hit
            case Role.ToolTipRole:
                return f"<span>{escape(one.reason)}</span>"
            case Role.AccessibleTextRole:
                around = self._around(one)
                words = f"{around.before}{around.hit}{around.after}".strip()
                label = ", ".join(self._scheme.names([one.label_id]))
                return f"{around.hit}, {label}, in: {words}, {self._where(one)}"
        return self._line(one) if role == LINE else None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:  # noqa: ANN401
        """Tick a passage."""
        if role != Role.CheckStateRole:
            return False
        self.tick([index.row()], Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def _line(self, one: Suggestion) -> KwicLine:
        look = self._styles.get(one.label_id)
        return KwicLine(self._around(one), self._where(one), (look,) if look else ())

    def _where(self, one: Suggestion) -> str:
        reason = one.reason.rstrip(".")
        return " · ".join(filter(None, (self._name(one), f"{one.score:.2f}", reason)))

    def _name(self, one: Suggestion) -> str:
        article = self._articles.get(one.article_id)
        return article.name if article else ""

    def _around(self, one: Suggestion) -> Context:
        text = self._text(one.article_id)
        around = context(text, Fragment(one.start, min(one.end, one.start + SHOWN)), AROUND)
        if len(one.fragments) == 1:
            return around
        pieces = (text[start:end] for start, end in one.fragments)
        return replace(around, hit=" … ".join(" ".join(piece.split()) for piece in pieces)[:SHOWN])


class NumbersModel(QAbstractTableModel):
    """How many of each kind are ticked, out of how many that are listed."""

    def __init__(self, heading: str, names: Mapping[str, str]) -> None:
        super().__init__()
        self._heading, self._names = heading, names
        self._keys = list(names)
        self._ticked: Mapping[str, int] = {}
        self._listed: Mapping[str, int] = {}

    def count(self, ticked: Iterable[str], listed: Iterable[str]) -> None:
        """Take the kinds of what is ticked and of what is listed."""
        self._ticked, self._listed = Counter(ticked), Counter(listed)
        if self._keys:
            self.dataChanged.emit(self.index(0, 1), self.index(len(self._keys) - 1, 1))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """One for each kind."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """The kind and its number."""
        return 0 if parent.isValid() else 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401
        """The headings."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            return _side(section)
        return (self._heading, "Ticked")[section] if role == Role.DisplayRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """A name, or how many of how many."""
        key = self._keys[index.row()]
        if role == Role.TextAlignmentRole:
            return _side(index.column())
        if role != Role.DisplayRole:
            return None
        if index.column() == 0:
            return self._names[key]
        ticked, listed = self._ticked.get(key, 0), self._listed.get(key, 0)
        return f"{ticked:,}" if ticked == listed else f"{ticked:,} of {listed:,}"


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
