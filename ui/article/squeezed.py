"""Chips where there is little room: one line or two, with the words that fit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.article.chip import Chip

GAP = 3
ROW_GAP = 4
BETWEEN = 12
"""Pixels between the chips of two attributes on one line."""
LEAST = ((56, 4), (28, 5), (0, 6))
"""Pixels that a value which is set, or the target of a link, shows of its words at least, and the
part of the width that a caption has at most: the first pair that two lines have room for."""
SHORTEST = 34
"""Pixels; fewer of a word say nothing, then its letter stands alone."""


@dataclass(slots=True)
class _Thing:
    """A chip, caption or field: the width it has, and the one it would like."""

    widget: QWidget
    width: int
    full: int
    first: bool
    """Whether its words come before those of others."""
    gap: int
    """Pixels before it on its line."""


@dataclass(slots=True)
class _Line:
    things: list[_Thing] = field(default_factory=list)

    @property
    def width(self) -> int:
        return sum(thing.width + thing.gap for thing in self.things) - self.things[0].gap


def squeeze(rows: Sequence[Sequence[QWidget]], width: int, margin: QPoint) -> QSize:
    """Put the widgets on as few lines as they fit on; the size needed, margins not counted.

    The last row is the one that belongs to no attribute, the others begin with a caption.
    A chip shows its letter. Values that are set and targets of links show words, then as many
    others as fit, the shortest first, and what is left of the width shortened words. A field to
    type in has a line of its own.
    """
    fields = [w for row in rows for w in row if isinstance(w, QLineEdit)]
    kept = [[w for w in row if w not in fields] for row in rows]
    lines = _lines([row for row in kept if row], width)
    lines += [_Line([_Thing(widget, width, width, False, 0)]) for widget in fields]
    y = right = 0
    for line in lines:
        _fill(line, width)
        height = max(thing.widget.sizeHint().height() for thing in line.things)
        x = 0
        for at, thing in enumerate(line.things):
            x += thing.gap if at else 0
            own = thing.widget.sizeHint().height()
            place = QRect(x, y + (height - own) // 2, thing.width, own)
            thing.widget.setGeometry(place.translated(margin))
            x += thing.width
        right = max(right, x)
        y += height + ROW_GAP
    return QSize(right, max(y - ROW_GAP, 0))


def _lines(rows: Sequence[Sequence[QWidget]], width: int) -> list[_Line]:
    for words, part in LEAST:
        sections = [list(_things(row, width, words, width // part)) for row in rows]
        lines = _two_lines(sections, width)
        if lines:
            return lines
    return _wrapped([thing for section in sections for thing in section], width)


def _things(row: Sequence[QWidget], width: int, words: int, caption: int) -> Iterator[_Thing]:
    for at, widget in enumerate(row):
        widget.ensurePolished()
        full, gap = min(widget.sizeHint().width(), width), GAP if at else BETWEEN
        if isinstance(widget, Chip):
            named = at > 0 and not isinstance(row[0], Chip)
            first = widget.isChecked() or (named and not widget.isCheckable())
            needed = widget.least() + (words if first else 0)
            yield _Thing(widget, min(needed, full), full, first, gap)
        else:
            full = min(full, caption)
            yield _Thing(widget, full, full, False, gap)


def _two_lines(sections: list[list[_Thing]], width: int) -> list[_Line]:
    """On one line, else on two, attributes kept together where that can be; [] if on neither.

    On one only where two thirds of the words have room: letters alone say little.
    """
    things = [thing for section in sections for thing in section]
    if _Line(things).width <= width and 2 * sum(t.full for t in things) <= 3 * width:
        return [_Line(things)]
    for halves in (_between(sections), _anywhere(things)):
        fitting = [pair for pair in halves if max(line.width for line in pair) <= width]
        if fitting:
            return min(fitting, key=lambda pair: abs(pair[0].width - pair[1].width))
    return []


def _between(sections: list[list[_Thing]]) -> Iterator[list[_Line]]:
    """Attributes on two lines; what belongs to none may stand behind the first of them."""
    *attributes, others = sections
    if len(attributes) < 2:
        return
    for order in (sections, [attributes[0], others, *attributes[1:]]):
        for at in range(1, len(order)):
            halves = (order[:at], order[at:])
            yield [_Line([t for section in half for t in section]) for half in halves]


def _anywhere(things: list[_Thing]) -> Iterator[list[_Line]]:
    """Breaks after every chip; a caption stands with what it names."""
    for at in range(1, len(things)):
        if isinstance(things[at - 1].widget, Chip):
            yield [_Line(things[:at]), _Line(things[at:])]


def _wrapped(things: list[_Thing], width: int) -> list[_Line]:
    lines = [_Line()]
    for thing in things:
        line = lines[-1]
        if line.things and line.width + thing.gap + thing.width > width:
            line = _Line()
            lines.append(line)
        line.things.append(thing)
    return lines


def _fill(line: _Line, width: int) -> None:
    """Words for what is set, whole words for the shortest others, shortened ones for the rest."""
    spare = width - line.width
    cut = [thing for thing in line.things if thing.width < thing.full]
    for thing in sorted(cut, key=lambda t: (not t.first, t.full - t.width)):
        more = thing.full - thing.width
        if thing.first or more <= spare:
            thing.width += min(more, spare)
            spare -= min(more, spare)
    cut = [thing for thing in cut if thing.width < thing.full and not thing.first]
    shares = min(len(cut), spare // SHORTEST)
    for thing in cut[:shares]:
        thing.width += spare // shares
