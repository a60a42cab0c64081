"""Notes on what was read, each kind of them told once."""

from collections.abc import Iterable, Iterator

from annotator.formats.bundle import Item, Noted

_MOST = 200


class Notes:
    """Passes each kind of note on once, and says at the end how often it stood."""

    def __init__(self) -> None:
        self.seen: dict[str, tuple[str, int]] = {}

    def thinned(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items, with notes that say the same joined."""
        for item in items:
            if not isinstance(item, Noted):
                yield item
            elif item.what in self.seen:
                where, times = self.seen[item.what]
                self.seen[item.what] = (where, times + 1)
            elif len(self.seen) < _MOST:
                self.seen[item.what] = (item.where, 1)
                yield item
        for what, (where, times) in self.seen.items():
            if times > 1:
                yield Noted(where, f"{what} The same holds for {times - 1} more.")
        self.seen.clear()
