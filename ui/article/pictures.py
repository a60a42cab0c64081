"""Painted pieces, kept while there is room."""

from collections import OrderedDict
from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from ui.article.laid import Laid
from ui.article.marks import Marks, difference
from ui.article.tags import PlacedTag

MOST = 60
"""Pictures kept at most."""


class Picture:
    """A piece of which some lines are painted.

    `width` and `height` are in device pixels; `outdated`: spans have come or gone since `marks`
    were made. `pixmap` has a meaning only where lines are painted.
    """

    __slots__ = ("_painted", "_shown", "_tags", "ends", "height", "laid", "marks", "outdated",
                 "pixmap", "ratio", "width")  # fmt: skip

    def __init__(self, laid: Laid, marks: Marks, width: int, ratio: float, *, ends: bool) -> None:
        self.laid, self.marks, self.ends = laid, marks, ends
        self.width, self.height, self.ratio = width, round(laid.height * ratio), ratio
        self.outdated = False
        self.pixmap = QPixmap()
        self._painted = 0
        self._shown = False
        self._tags: dict[int, list[PlacedTag]] = {}

    @property
    def tags(self) -> list[PlacedTag]:
        """Tags on the painted lines, from the left of the column and the top of the piece."""
        return [tag for line in sorted(self._tags) for tag in self._tags[line]]

    def tags_between(self, top: float, bottom: float) -> Iterator[PlacedTag]:
        """Those that reach into the room between two heights."""
        for tags in self._tags.values():
            if tags and tags[0].top < bottom and tags[0].top + tags[0].height > top:
                yield from tags

    @property
    def is_fresh(self) -> bool:
        """Whether nothing of the piece was painted or shown yet."""
        return not (self._painted or self._shown)

    def missing(self, first: int, last: int) -> tuple[int, int] | None:
        """The first line and the end of what is not painted of lines `first` to before `last`."""
        lacking = (1 << last) - (1 << first) & ~self._painted
        if not lacking:
            return None
        return (lacking & -lacking).bit_length() - 1, lacking.bit_length()

    def renew(self, marks: Marks) -> None:
        """Other spans lie here now: the lines where they differ are no longer painted."""
        changed = difference(self.marks, marks)
        self.marks, self.outdated = marks, False
        if changed is not None:
            first, last = self.laid.line_of(changed[0]), self.laid.line_of(changed[1] - 1)
            self._painted &= ~((2 << last) - (1 << first))

    def take(
        self, first: int, last: int, strip: QImage, top: int, tags: dict[int, list[PlacedTag]]
    ) -> None:
        """Lines `first` to before `last` are painted, on a strip that begins at row `top`."""
        if strip.height() == self.height:
            self.pixmap = QPixmap.fromImage(strip, Qt.ImageConversionFlag.NoFormatConversion)
        else:
            if self.pixmap.isNull():
                self.pixmap = QPixmap(self.width, self.height)
            self.pixmap.setDevicePixelRatio(1)
            with QPainter(self.pixmap) as painter:
                painter.drawImage(QPoint(0, top), strip)
        self.pixmap.setDevicePixelRatio(self.ratio)
        self._painted |= (1 << last) - (1 << first)
        self.show(first, last, tags)

    def show(self, first: int, last: int, tags: dict[int, list[PlacedTag]]) -> None:
        """Lines `first` to before `last` are on the screen, with these tags."""
        self._shown = True
        for line in range(first, last):
            self._tags[line] = tags.get(line, [])


class Pictures:
    """Pictures by piece; the ones not used for longest go first.

    `room` is in device pixels: pictures of long pieces at high resolution are large.
    """

    def __init__(self) -> None:
        self.room = 2_000_000
        self._held: OrderedDict[int, Picture] = OrderedDict()
        self._used = 0
        self._marks: dict[int, Marks] = {}
        """Of pictures that were taken down."""

    def get(self, piece: int) -> Picture | None:
        """The picture of a piece, if it is here."""
        picture = self._held.get(piece)
        if picture is not None:
            self._held.move_to_end(piece)
        return picture

    def put(self, piece: int, picture: Picture) -> None:
        """Keep a picture."""
        self.drop(piece)
        self._held[piece] = picture
        self._used += _size(picture)
        while len(self._held) > 1 and (self._used > self.room or len(self._held) > MOST):
            _, old = self._held.popitem(last=False)
            self._used -= _size(old)

    def drop(self, piece: int) -> None:
        """The picture is not to be had any more."""
        old = self._held.pop(piece, None)
        if old is not None:
            self._used -= _size(old)

    def outdate(self, first: int, last: int) -> None:
        """Other spans lie on pieces `first` to `last`, both included."""
        for piece, picture in self._held.items():
            if first <= piece <= last:
                picture.outdated = True
        self._marks = {n: marks for n, marks in self._marks.items() if not first <= n <= last}

    def clear(self) -> None:
        """Everything looks different now."""
        self._held.clear()
        self._used = 0
        self._marks = {}

    def take_down(self) -> None:
        """Lines are broken elsewhere now; which spans lie on a piece is still known."""
        marks = {n: picture.marks for n, picture in self._held.items() if not picture.outdated}
        self.clear()
        self._marks = marks

    def marks(self, piece: int) -> Marks | None:
        """The marks of a piece whose picture was taken down."""
        return self._marks.get(piece)


def _size(picture: Picture) -> int:
    return picture.width * picture.height
