"""Articles that scroll level: what one sentence tells stands beside what the others tell of it."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint

from annotator.model.across import Counterpart
from ui.article.anchors import Anchors, alike, anchors
from ui.article.pane import ArticlePane
from ui.article.reading_place import ReadingPlace
from ui.article.view import ArticleView

FAR = 8_000
"""Code points between two places side by side up to which the very lines between are laid out."""
ABOVE = 1 / 3
"""How much of the pane is above the line that is read."""


class Level:
    """Knows which places of the articles belong side by side, and brings panes level.

    Articles about which nothing is known go from beginning to end together.
    """

    def __init__(self) -> None:
        self._counterparts: dict[str, Sequence[Counterpart]] = {}
        self._anchors: dict[tuple[str, str], Anchors] = {}
        self._led: tuple[str, int, int] | None = None

    def take(self, story_id: str, counterparts: Sequence[Counterpart]) -> None:
        """Hold the articles of a story level by these from now on; they come best first."""
        self._counterparts[story_id] = counterparts
        self._anchors.clear()

    def forget(self) -> None:
        """Nothing is known of any article."""
        self._counterparts.clear()
        self._anchors.clear()

    def anchors(self, one: ArticleView, other: ArticleView) -> Anchors:
        """The places of two articles that belong side by side; worked out when first needed."""
        ids = one.article_id, other.article_id
        if ids not in self._anchors:
            story_id = one.article.story_id if one.article is not None else ""
            pairs = alike(self._counterparts.get(story_id, ()), *ids)
            found = anchors(pairs, len(one.pane.text), len(other.pane.text))
            self._anchors[ids], self._anchors[ids[::-1]] = found, found.turned()
        return self._anchors[ids]

    def bring(self, views: Iterable[ArticleView], leader: ArticleView) -> None:
        """Scroll the other views so that they are level with this one where it is read."""
        if not leader.article_id or not leader.pane.text:
            return
        y, way = reading_line(leader.pane), self._way(leader)
        for view in views:
            if view is not leader and view.pane.text:
                bring_level(leader.pane, view.pane, self.anchors(leader, view), y, way)

    def _way(self, leader: ArticleView) -> int:
        """Which way the leader went since it led last: 1 down, -1 up, 0 where nobody knows."""
        place = leader.pane.place
        before, self._led = self._led, (leader.article_id, place.piece, place.above)
        if before is None or before[0] != leader.article_id:
            return 0
        return (before < self._led) - (before > self._led)


def reading_line(pane: ArticlePane) -> int:
    """The height of the viewport at which one reads: its first third.

    Near the article's ends it goes up and down with the scroll bar, so that both ends are reached.
    """
    bar, height = pane.verticalScrollBar(), pane.viewport().height()
    above, whole = bar.value(), bar.maximum()
    if whole <= height:
        return round(height * above / whole) if whole else 0
    return max(min(round(height * ABOVE), above), height - (whole - above))


def bring_level(leader: ArticlePane, pane: ArticlePane, known: Anchors, y: int, way: int) -> None:
    """Scroll a pane so that it is level with another one at a height of that one's viewport.

    `way` is which way that one went; a little way back is not gone for it.
    """
    here, there = leader.place, pane.place
    start, end, top = here.line_under(y)
    first, last = known.around(start, max(end, start + 1))
    height = _beside(leader, pane, y)
    if last.here - first.here > FAR or last.there - first.there > FAR:
        along = (y - top) / here.layouts.metrics.pitch
        read = start + min(max(along, 0.0), 1.0) * (end - start)
        share = (read - first.here) / (last.here - first.here)
        anchor, below = _line_of(pane, first.there + share * (last.there - first.there))
    else:
        below = here.height_between(first.here, start) + y - top
        whole = _height(here, first.here, last.here)
        other = _height(there, first.there, last.there)
        anchor = first.there
        below = _share(below, whole, other, here.layouts.metrics.pitch)
    if not _is_back(there, anchor, below - height, way):
        pane.put_line(anchor, height - below)


def _line_of(pane: ArticlePane, place: float) -> tuple[int, int]:
    """The line of a place between characters: its first code point, and pixels below its top."""
    start, end = pane.line_bounds(int(place))
    along = (place - start) / max(end - start, 1)
    return start, round(min(max(along, 0.0), 1.0) * pane.line_pitch)


def _is_back(place: ReadingPlace, anchor: int, wanted: int, way: int) -> bool:
    """Whether a place (pixels below an anchor) is a little way back from what is shown now.

    Near the ends the line that is read moves faster than the text, and articles differ in length.
    """
    start, _, top = place.line_under(0)
    if not way or abs(start - anchor) > FAR:
        return False
    further = way * (wanted - (place.height_between(anchor, start) - top))
    return -place.height < further < 0


def _share(below: int, whole: int, other: int, line: int) -> int:
    """Pixels below a pair of places here, as pixels below it there.

    For the height of one line both go on alike: so long what is alike stays level.
    """
    if below <= 0:
        return below  # above all text
    if below >= whole:
        return other + below - whole
    alike = min(below, line) if min(whole, other) > 2 * line else 0
    same = line if alike else 0
    return alike + round((below - alike) * (other - same) / (whole - same))


def _height(place: ReadingPlace, start: int, end: int) -> int:
    """Pixels between two places; the end of the article is below its last line."""
    height = place.height_between(start, end)
    ends = end == len(place.layouts.text)
    return height + place.layouts.metrics.pitch if ends else height


def _beside(leader: ArticlePane, pane: ArticlePane, y: int) -> int:
    """The same height of the screen in another pane; where it stands in another row, of itself."""
    one, other = leader.viewport(), pane.viewport()
    height = other.mapFromGlobal(one.mapToGlobal(QPoint(0, y))).y()
    if 0 <= height <= other.height():
        return height
    return round(y * other.height() / max(one.height(), 1))
