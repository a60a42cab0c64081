"""Painted pieces, kept while there is room."""

from collections import OrderedDict

from ui.article.spans_painter import Picture

MOST = 60
"""Pictures kept at most."""


class Pictures:
    """Pictures by piece; the ones not used for longest go first.

    `room` is in device pixels: pictures of long pieces at high resolution are large.
    """

    def __init__(self) -> None:
        self.room = 2_000_000
        self._held: OrderedDict[int, Picture] = OrderedDict()
        self._used = 0

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
        """The piece looks different now."""
        old = self._held.pop(piece, None)
        if old is not None:
            self._used -= _size(old)

    def drop_between(self, first: int, last: int) -> None:
        """Pieces `first` to `last`, both included, look different now."""
        for piece in [piece for piece in self._held if first <= piece <= last]:
            self.drop(piece)

    def clear(self) -> None:
        """Everything looks different now."""
        self._held.clear()
        self._used = 0


def _size(picture: Picture) -> int:
    return picture.pixmap.width() * picture.pixmap.height()
