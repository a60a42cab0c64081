"""Two people's versions of an article: side by side with lines level, or laid over one another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.model.span import Fragment, Span
from annotator.settings import Preferences
from ui.article.painted import PaintedSpan
from ui.article.strip import WIDTH as STRIP
from ui.article.strip import OverviewStrip
from ui.article.styles import LabelStyle, Manner
from ui.ask import plain_label
from ui.compare.versions_pane import DRAFT, Lit, VersionPane
from ui.theme import LIGHT, Theme, pane_style

THREE, TWO = 1180, 840
"""Pixels from which there is room for gold between the two, or beside both as one."""
COMFORT = 0.8
"""How far down a pane what is looked at may end, as a part of its height."""
FEW = 100
"""Up to so many marks are put in one by one."""
ZOOM_STEP = 10
LEFT_ID, RIGHT_ID = "left:", "right:"
Fragments = tuple[Fragment, ...]


class View(Enum):
    """How the two versions are shown."""

    BESIDE = "beside"
    OVERLAID = "overlaid"


@dataclass(frozen=True, slots=True)
class Sides:
    """What stands in an article: the spans of both sides as shown, and gold's.

    `settled`: ids of spans that need no decision, as both sides have them or as they are decided;
    `stale`: of those whose decision is out of date.
    """

    left: Sequence[Span] = ()
    right: Sequence[Span] = ()
    gold: Sequence[Span] = ()
    settled: frozenset[str] = frozenset()
    stale: frozenset[str] = frozenset()

    def manner(self, span: Span) -> Manner:
        """How a side's span is drawn."""
        if span.id in self.stale:
            return Manner.STALE
        return Manner.OTHER if span.id in self.settled else Manner.OWN


class VersionSide(QWidget):
    """One column: whose version it is, and its text."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.key = plain_label("", part="key")
        self.name = plain_label(name, part="heading")
        self.facts = plain_label("", part="faint")
        self.pane = VersionPane()
        self.pane.setAccessibleName(name)
        for label in (self.key, self.name, self.facts):
            label.setWordWrap(False)
        head = QWidget()
        head.setProperty("part", "head")
        head.setFixedHeight(self.fontMetrics().height() + 16)  # the same over every column
        line = QHBoxLayout(head)
        line.setContentsMargins(12, 4, 12, 4)
        line.setSpacing(8)
        line.addWidget(self.key)
        line.addWidget(self.name)
        line.addWidget(self.facts, 1)
        self.facts.setMinimumWidth(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.pane, 1)

    def tell(self, key: str, name: str, facts: str) -> None:
        """The key that takes this version, whose it is, and how much there is of it."""
        self.key.setText(key)
        self.key.setVisible(bool(key))
        self.name.setText(name)
        self.facts.setText(facts)
        self.pane.setAccessibleName(name)


class Versions(QWidget):
    """The two versions, and gold between them where there is room.

    All columns are equally wide and show the same lines at the same height.

    Signals: `span_picked(span id)`: a mark was clicked; `draft_taken`, `draft_left`,
    `draft_changed(fragments)`: what became of what is written into gold.
    """

    span_picked = Signal(str)
    draft_taken = Signal()
    draft_left = Signal()
    draft_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._styles: Mapping[str, LabelStyle] = {}
        self._view = View.BESIDE
        self._sides = Sides()
        self._case: tuple[Fragments, Fragments, Fragments] = ((), (), ())
        self._letters = ("A", "B")
        self._following = False
        self._gold_shown = True
        self.left, self.gold, self.right, self.over = (
            VersionSide(name) for name in ("A", "Gold", "B", "Both")
        )
        self.columns = (self.left, self.gold, self.right, self.over)
        self.strips = tuple(OverviewStrip(side.pane, self) for side in (self.left, self.right))
        self.over_strip = OverviewStrip(self.over.pane, self)
        for side in self.columns:
            side.setParent(self)
            self._connect(side.pane)
        self.setMinimumSize(480, 160)
        self._arrange()

    def _connect(self, pane: VersionPane) -> None:
        pane.span_picked.connect(self.span_picked)
        pane.draft_taken.connect(self.draft_taken)
        pane.draft_left.connect(self.draft_left)
        pane.draft_changed.connect(self.draft_changed)
        pane.place_changed.connect(lambda: self._follow(pane))
        pane.viewport().installEventFilter(self)

    # How it looks

    def dress(
        self, theme: Theme, preferences: Preferences, styles: Mapping[str, LabelStyle]
    ) -> None:
        """Take theme, preferences and how labels look."""
        self._theme, self._styles = theme, styles
        looks = pane_style(theme, preferences)
        for side in (self.left, self.gold, self.right):
            side.pane.set_styles(styles, looks)
        self.over.pane.set_styles(self._both_styles(), looks)
        self.update()

    def _both_styles(self) -> dict[str, LabelStyle]:
        """Every label once for what both have, and once for each side, which its tag names."""
        made = dict(self._styles)
        for prefix, letter in zip((LEFT_ID, RIGHT_ID), self._letters, strict=True):
            for label_id, style in self._styles.items():
                words = f"{letter} {style.tag}"
                made[prefix + label_id] = replace(style, tag=words, key=f"{letter} {style.key}")
        return made

    def name(
        self, left: tuple[str, str, str], gold: tuple[str, str], right: tuple[str, str, str]
    ) -> None:
        """Whose versions these are: key, name and facts of each side; name and facts of gold."""
        self.left.tell(*left)
        self.gold.tell("", *gold)
        self.right.tell(*right)
        both = f"{left[1]} (filled, line above) and {right[1]} (line only, line below)"
        self.over.tell("", both, "")
        letters = (left[0] or left[1][:1], right[0] or right[1][:1])
        if letters != self._letters:
            self._letters = letters
            self.over.pane.set_styles(self._both_styles(), self.over.pane.pane_style)

    def set_view(self, view: View) -> None:
        """Side by side, or overlaid; the place in the text stays."""
        if view is not self._view:
            offset, y = self.main_pane.top_line()
            self._view = view
            self._fill()
            self._arrange()
            self.main_pane.bring_to(offset, y)
            self._light()

    def show_gold(self, shown: bool) -> None:
        """Show gold where there is room, or never: it may be one of the two."""
        if shown is not self._gold_shown:
            self._gold_shown = shown
            self._arrange()

    @property
    def view(self) -> View:
        """How they are shown."""
        return self._view

    @property
    def main_pane(self) -> VersionPane:
        """The pane that the keyboard works in: the overlaid one, or the first."""
        return self.over.pane if self._view is View.OVERLAID else self.left.pane

    @property
    def panes(self) -> tuple[VersionPane, ...]:
        """The panes on show, from left to right."""
        return tuple(side.pane for side in self._shown())

    @property
    def writing_pane(self) -> VersionPane:
        """Where something is written into gold: gold's own column, else the first."""
        return self.gold.pane if self.gold in self._shown() else self.main_pane

    def set_zoom(self, percent: int) -> None:
        """Text at so many per cent of its size, in every column."""
        for side in self.columns:
            side.pane.set_zoom(max(50, min(300, percent)))

    @property
    def zoom(self) -> int:
        """Size of the text in per cent."""
        return self.left.pane.zoom

    # What is shown

    def show_article(self, text: str, sides: Sides) -> None:
        """Show another article from its top."""
        self._case = ((), (), ())
        for side in self.columns:
            side.pane.set_text(text)
        self._sides = sides
        self._fill()

    def show_sides(self, sides: Sides) -> None:
        """The same article with other marks, or with other ones settled."""
        before, self._sides = self._sides, sides
        touched = (before.settled ^ sides.settled) | (before.stale ^ sides.stale)
        same = (before.left, before.right) == (sides.left, sides.right)
        if self._view is View.OVERLAID or not same or len(touched) > FEW:
            self._fill()
            return
        for side, spans in ((self.left, sides.left), (self.right, sides.right)):
            side.pane.put_spans(
                _painted(one, sides.manner(one)) for one in spans if one.id in touched
            )
        had, has = ({span.id: span for span in some} for some in (before.gold, sides.gold))
        gone = [span_id for span_id in had if span_id not in has]
        come = [span for span in sides.gold if had.get(span.id) is not span]
        if len(gone) + len(come) > FEW:
            self.gold.pane.set_spans(_painted(one, Manner.GOLD) for one in sides.gold)
            return
        self.gold.pane.drop_spans(gone)
        self.gold.pane.put_spans(_painted(one, Manner.GOLD) for one in come)

    def _fill(self) -> None:
        sides = self._sides
        self.gold.pane.set_spans(_painted(one, Manner.GOLD) for one in sides.gold)
        if self._view is View.OVERLAID:
            self.over.pane.set_spans(self._both())
            return
        self.left.pane.set_spans(_painted(one, sides.manner(one)) for one in sides.left)
        self.right.pane.set_spans(_painted(one, sides.manner(one)) for one in sides.right)

    def _both(self) -> Iterable[PaintedSpan]:
        """What both have once; else the left side's filled, the right side's as lines."""
        sides = self._sides
        there = {(one.label_id, one.fragments) for one in sides.left}
        for one in sides.left:
            shared = one.id in sides.settled
            yield _painted(one, sides.manner(one), "" if shared else LEFT_ID)
        for one in sides.right:
            if one.id not in sides.settled or (one.label_id, one.fragments) not in there:
                stale = one.id in sides.stale
                yield _painted(one, Manner.STALE if stale else Manner.OTHER, RIGHT_ID)

    def light(self, left: Fragments, right: Fragments, gold: Fragments = ()) -> None:
        """Light the current case and bring it into sight, with a third of the text above it."""
        self._case = (left, right, gold)
        self._light()
        parts = sorted((*left, *right, *gold))
        if parts:
            self._show(parts[0].start, parts[-1].end)

    def _show(self, start: int, end: int) -> None:
        """Bring a passage into sight, with what stands around it; stay where it is so already."""
        pane = self.main_pane
        height = pane.viewport().height()
        top, bottom = (pane.caret_rect(place) for place in (start, max(end - 1, start)))
        comfortable = (
            not (top.isNull() or bottom.isNull())
            and (top.top() >= pane.line_pitch or pane.visible_range().start == 0)
            and bottom.bottom() <= COMFORT * height
        )
        if not comfortable:
            pane.bring_to(start, height // 4)
        self._follow(pane)

    def _light(self) -> None:
        left, right, gold = self._case
        self.gold.pane.light(Lit(gold))
        self.over.pane.light(Lit(left, right, overlaid=True))
        self.left.pane.light(Lit(left, right))
        self.right.pane.light(Lit(right, left))

    def selected(self) -> tuple[VersionPane, Fragments]:
        """The words that are selected, and where; none: () and the pane to write in."""
        for pane in self.panes:
            if pane.selected():
                return pane, pane.selected()
        return self.writing_pane, ()

    # What is written into gold

    def begin_draft(self, fragments: Fragments, label_id: str) -> VersionPane:
        """Write this into gold; returns the pane that it is written in."""
        self.end_draft()
        pane = self.writing_pane
        for other in self.panes:
            other.clear_selection()
        pane.begin_draft(PaintedSpan(DRAFT, label_id, fragments, Manner.GOLD))
        # High up, so that its questions find room below.
        pane.bring_to(fragments[0].start, 2 * pane.line_pitch)
        return pane

    def end_draft(self) -> None:
        """Nothing is written any more."""
        for side in self.columns:
            if side.pane.draft:
                side.pane.end_draft()

    # Scrolling together

    def _follow(self, moved: VersionPane) -> None:
        if self._following or moved not in self.panes:
            return
        self._following = True
        offset, y = moved.top_line()
        for pane in self.panes:
            if pane is not moved and pane.top_line() != (offset, y):
                pane.bring_to(offset, y)
        self._following = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl and the wheel make the text larger or smaller, everywhere at once."""
        if (
            isinstance(event, QWheelEvent)
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            self.set_zoom(self.zoom + (ZOOM_STEP if event.angleDelta().y() > 0 else -ZOOM_STEP))
            return True
        return super().eventFilter(watched, event)

    # Where the columns are

    def _shown(self) -> tuple[VersionSide, ...]:
        gold = self._gold_shown
        if self._view is View.OVERLAID:
            return (self.over, self.gold) if gold and self.width() >= TWO else (self.over,)
        if gold and self.width() >= THREE:
            return self.left, self.gold, self.right
        return self.left, self.right

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All columns get the same width, to the pixel: else their lines would break elsewhere."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        shown = self._shown()
        strips = (self.over_strip,) if self.over in shown else self.strips
        for one in (*self.strips, self.over_strip):
            one.setVisible(one in strips)
        room = self.width() - STRIP * len(strips) - (len(shown) - 1)
        width = max(room // len(shown), 1)
        at = 0
        if len(strips) > 1:
            strips[0].setGeometry(QRect(0, self._head(), STRIP, self.height() - self._head()))
            at = STRIP
        for side in self.columns:
            side.setVisible(side in shown)
        for side in shown:
            side.setGeometry(QRect(at, 0, width, self.height()))
            at += width + 1
        strips[-1].setGeometry(QRect(at - 1, self._head(), STRIP, self.height() - self._head()))
        self._follow(shown[0].pane)

    def _head(self) -> int:
        """The height of the names above the columns."""
        return self.left.sizeHint().height() - self.left.pane.sizeHint().height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line between the columns."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self._theme.chrome))
            for side in self._shown()[:-1]:
                line = QRect(side.geometry().right() + 1, 0, 1, self.height())
                painter.fillRect(line, QColor(self._theme.line))


def _painted(span: Span, manner: Manner, prefix: str = "") -> PaintedSpan:
    return PaintedSpan(span.id, prefix + span.label_id, span.fragments, manner, bool(span.note))
