"""What differs between the passages of a clue, to be marked in each."""

from collections import defaultdict
from collections.abc import Callable, Mapping

from annotator.model.across import Across, Told
from annotator.model.clue import Clue, Passage
from annotator.model.span import Fragment


class Marks:
    """Names, numbers, places and times that a passage tells and not all the others do; its value.

    `text` answers with the text of an article.
    """

    def __init__(self, across: Across, text: Callable[[str], str]) -> None:
        self._text = text
        told: dict[str, list[Told]] = defaultdict(list)
        for one in across.told:
            told[one.article_id].append(one)
        self._told: Mapping[str, list[Told]] = told
        self._ids = {clue.id for clue in across.clues}
        self._known: dict[str, dict[Passage, tuple[Fragment, ...]]] = {}

    def __call__(self, clue: Clue, passage: Passage) -> tuple[Fragment, ...]:
        """The places in a passage that are marked, in text order; none in a clue of one article."""
        if clue.id not in self._ids:
            return ()
        if clue.id not in self._known:
            self._known[clue.id] = self._of(clue)
        return self._known[clue.id].get(passage, ())

    def _of(self, clue: Clue) -> dict[Passage, tuple[Fragment, ...]]:
        told = {one: self._told_in(one) for one in clue.passages}
        keys = [(one.article_id, {each.key for each in some}) for one, some in told.items()]
        found = {}
        for one, some in told.items():
            others = [known for article_id, known in keys if article_id != one.article_id]
            differ = {each.place for each in some if any(each.key not in known for known in others)}
            found[one] = tuple(sorted(differ | self._value(one)))
        return found

    def _told_in(self, passage: Passage) -> list[Told]:
        start, end = passage.place
        some = self._told.get(passage.article_id, ())
        return [one for one in some if start <= one.place.start < end]

    def _value(self, passage: Passage) -> set[Fragment]:
        """Where the passage's value stands in it, unless that is the whole of it."""
        start, end = passage.place
        value, length = passage.value, len(passage.value)
        at = self._text(passage.article_id).find(value, start, end) if value else -1
        return {Fragment(at, at + length)} if at >= 0 and length < end - start else set()
