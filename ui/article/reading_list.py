"""The article as a list of its sentences, with words for where spans begin and end.

For screen readers, which read lists well, and for anybody who likes to go by sentences.
"""

import bisect
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.model.span import Fragment
from annotator.text.sentences import each_sentence
from ui.article.painted import PaintedSpan

Between = Callable[[int, int], Sequence[PaintedSpan]]
AnyIndex = QModelIndex | QPersistentModelIndex
FIRST = 500
"""So many sentences are read at once: more than a screen shows."""
STEP = 50
"""Sentences between two looks at the clock."""
_START = attrgetter("start")


def marked_words(
    text: str, sentence: Fragment, spans: Iterable[PaintedSpan], name_of: Callable[[str], str]
) -> str:
    """A sentence in one line, with `[claim begins]` and `[claim ends]` where they do.

    A span that only runs through is named in front; parts of one span break off and go on.
    """
    marks: list[tuple[int, int, str]] = []
    through: list[str] = []
    for span in spans:
        name = name_of(span.id)
        found = list(_marks(span, sentence, name))
        marks += found
        if not found:
            through.append(f"[inside {name}]")
    parts, place = through, sentence.start
    for offset, _, words in sorted(marks):
        parts += [text[place:offset], f"[{words}]"]
        place = offset
    parts.append(text[place : sentence.end])
    return " ".join(" ".join(parts).split())


def _marks(span: PaintedSpan, sentence: Fragment, name: str) -> Iterable[tuple[int, int, str]]:
    """Offset, ends (0) before beginnings (1), and what to say."""
    last = len(span.fragments) - 1
    for index, (start, end) in enumerate(span.fragments):
        if sentence.start <= start < sentence.end:
            yield start, 1, f"{name} begins" if index == 0 else f"{name} goes on"
        if sentence.start < end <= sentence.end:
            yield end, 0, f"{name} ends" if index == last else f"{name} breaks off"


class SentenceList(QAbstractListModel):
    """One row a sentence. Reads spans when asked, so that it never shows old ones.

    Of a long article only the first sentences are there at once; the others come together when
    all are read, which is for who owns it to see to: `read_on` while it `is_reading`.

    `spans_between` and `name_of` are the pane's `spans_between` and `label_name`.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._sentences: list[Fragment] = []
        self._ahead: list[Fragment] = []
        self._coming: Iterator[Fragment] | None = None
        self._between: Between = _no_spans
        self._name_of: Callable[[str], str] = str

    def set_article(self, text: str, spans_between: Between, name_of: Callable[[str], str]) -> None:
        """Show another article."""
        self.beginResetModel()
        self._text = text
        self._coming = each_sentence(text)
        self._sentences, self._ahead = list(islice(self._coming, FIRST)), []
        if len(self._sentences) < FIRST:
            self._coming = None
        self._between, self._name_of = spans_between, name_of
        self.endResetModel()

    @property
    def is_reading(self) -> bool:
        """Whether there are sentences that are not listed yet."""
        return self._coming is not None

    @property
    def share_read(self) -> float:
        """How much of the text is read, from 0 to 1."""
        if self._coming is None:
            return 1.0
        return (self._ahead or self._sentences)[-1].end / len(self._text)

    def read_on(self, seconds: float) -> None:
        """Read for so long; what was read is listed as soon as nothing is left."""
        end = time.perf_counter() + seconds
        while self._coming is not None:
            some = list(islice(self._coming, STEP))
            self._ahead += some
            if len(some) < STEP:
                self._list_all()
            elif time.perf_counter() >= end:
                return

    def _list_all(self) -> None:
        ahead, self._ahead, self._coming = self._ahead, [], None
        if ahead:
            before = len(self._sentences)
            self.beginInsertRows(QModelIndex(), before, before + len(ahead) - 1)
            self._sentences += ahead
            self.endInsertRows()

    def spans_changed(self) -> None:
        """Spans came, went or moved: all rows are read again where they are seen."""
        if self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def fragment(self, row: int) -> Fragment:
        """Where the sentence of a row stands in the text."""
        return self._sentences[row]

    def row_of(self, offset: int) -> int:
        """The row of the sentence at `offset` or before it, else the first one.

        -1 where there is none, or none yet.
        """
        if not self._sentences or (self.is_reading and offset > self._sentences[-1].end):
            return -1
        return max(bisect.bisect_right(self._sentences, offset, key=_START) - 1, 0)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """How many sentences there are."""
        return 0 if parent.isValid() else len(self._sentences)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The number and the words; spelt out for screen readers."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{index.row() + 1}: {self._words(index.row())}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Sentence {index.row() + 1}: {self._words(index.row())}"
        return None

    def _words(self, row: int) -> str:
        sentence = self.fragment(row)
        return marked_words(self._text, sentence, self._between(*sentence), self._name_of)


def _no_spans(start: int, end: int) -> Sequence[PaintedSpan]:
    return ()
