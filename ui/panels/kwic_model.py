"""Hits with the words around them, each with a tick."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from annotator.model.scheme import Scheme
from annotator.model.span import Fragment, Span
from annotator.text.find import Context, context
from ui.article.kwic_list import LINE, KwicLine
from ui.article.styles import LabelStyle
from ui.panels.search import Hit

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()
Place = tuple[str, int, int]
"""Article, first code point, end."""
AROUND = 60
"""Code points shown before and after a hit."""


class KwicModel(QAbstractListModel):
    """Hits in the order of the text. Signals: `ticks_changed`."""

    ticks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []
        self._ticked: set[Hit] = set()
        self._names: Mapping[str, str] = {}
        self._labels: dict[Place, dict[str, str]] = {}
        self._places: dict[str, Place] = {}
        self._scheme = Scheme("", 1)
        self.styles: Mapping[str, LabelStyle] = {}
        self.text: Callable[[str], str] = lambda _: ""

    # What there is

    def begin(self, scheme: Scheme, text: Callable[[str], str], names: Mapping[str, str]) -> None:
        """Start without hits; `names` are those of the articles, by id."""
        self.beginResetModel()
        self._hits, self._ticked = [], set()
        self._labels, self._places = {}, {}
        self._scheme, self._names, self.text = scheme, names, text
        self.endResetModel()
        self.ticks_changed.emit()

    def set_spans(self, article_id: str, spans: Iterable[Span]) -> None:
        """The spans of an article: hits that are labelled already show it."""
        for place in [place for place in self._labels if place[0] == article_id]:
            del self._labels[place]
        self.change_spans(frozenset(), spans)

    def change_spans(self, gone: frozenset[str], spans: Iterable[Span]) -> None:
        """Spans were made, changed or removed: the ids of all, and those that are there now."""
        for span_id in gone & self._places.keys():
            labels = self._labels.get(self._places.pop(span_id), {})
            labels.pop(span_id, None)
        for span in spans:
            place = (span.article_id, span.start, span.end)
            self._places[span.id] = place
            self._labels.setdefault(place, {})[span.id] = span.label_id
        if self._hits:
            self.dataChanged.emit(self.index(0), self.index(len(self._hits) - 1))

    def add(self, hits: Sequence[Hit], *, unless: str = "") -> None:
        """Put hits at the end, ticked; not those that have the label `unless`."""
        if not hits:
            return
        first = len(self._hits)
        self.beginInsertRows(QModelIndex(), first, first + len(hits) - 1)
        self._hits.extend(hits)
        self._ticked.update(hit for hit in hits if not unless or unless not in self.labels(hit))
        self.endInsertRows()
        self.ticks_changed.emit()

    def hit(self, row: int) -> Hit:
        """The hit of a row."""
        return self._hits[row]

    def hits(self) -> tuple[Hit, ...]:
        """All hits."""
        return tuple(self._hits)

    def ticked(self) -> tuple[Hit, ...]:
        """The ticked hits, in order."""
        return tuple(hit for hit in self._hits if hit in self._ticked)

    def tick_count(self) -> int:
        """How many hits are ticked."""
        return len(self._ticked)

    def tick(self, rows: Iterable[int], on: bool) -> None:
        """Tick rows, or take their ticks away."""
        hits = {self._hits[row] for row in rows}
        self._ticked = self._ticked | hits if on else self._ticked - hits
        if self._hits:
            self.dataChanged.emit(self.index(0), self.index(len(self._hits) - 1))
        self.ticks_changed.emit()

    def labels(self, hit: Hit) -> tuple[str, ...]:
        """Ids of the labels that exactly these words have already."""
        labels = self._labels.get((hit.article_id, *hit.fragment), {})
        return tuple(dict.fromkeys(labels.values()))

    def label_looks(self, hit: Hit) -> list[LabelStyle]:
        """How those labels look."""
        return [self.styles[i] for i in self.labels(hit) if i in self.styles]

    def _line(self, row: int) -> KwicLine:
        looks = tuple(self.label_looks(self._hits[row]))
        return KwicLine(self.context(row), self.article_name(row), looks)

    def context(self, row: int) -> Context:
        """The hit of a row with the words around it."""
        hit = self._hits[row]
        shown = Fragment(hit.fragment.start, min(hit.fragment.end, hit.fragment.start + 200))
        return context(self.text(hit.article_id), shown, AROUND)

    def article_name(self, row: int) -> str:
        """The name of the article of a row."""
        return self._names.get(self._hits[row].article_id, "")

    @property
    def scheme(self) -> Scheme:
        """The scheme that the labels stand in."""
        return self._scheme

    # As views ask

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many hits there are."""
        return 0 if parent.isValid() else len(self._hits)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every hit can be ticked."""
        ticks = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | ticks

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """Words, tick, and the same for screen readers."""
        if not index.isValid():
            return None
        if role == Role.CheckStateRole:
            ticked = self._hits[index.row()] in self._ticked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == LINE:
            return self._line(index.row())
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            around = self.context(index.row())
            words = f"{around.before} {around.hit} {around.after}".strip()
            if role == Role.DisplayRole:
                return words
            names = self._scheme.names(self.labels(self._hits[index.row()]))
            marked = f", labelled {', '.join(names)} already" if names else ""
            return f"{around.hit}, in: {words}, {self.article_name(index.row())}{marked}"
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:  # noqa: ANN401
        """Tick a hit."""
        if role != Role.CheckStateRole:
            return False
        self.tick([index.row()], Qt.CheckState(value) is Qt.CheckState.Checked)
        return True
