"""How far one annotator is with one article, and how much attention it took."""

from dataclasses import dataclass
from enum import StrEnum

from annotator.model.span import Fragment


class Status(StrEnum):
    """How far a reading is."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Reading:
    """How far one annotator is with one article.

    `read_for`: ids of labels this article was read for to the end, marked or not.
    `impressions`: labels of the whole article, such as the overall impression.
    `open_points`: what “done” found unfinished and the annotator left so.
    `scheme_name`, `scheme_version`: the scheme under which it was last worked on.
    """

    article_id: str
    annotator_id: str
    status: Status = Status.NEW
    read_for: tuple[str, ...] = ()
    note: str = ""
    impressions: tuple[str, ...] = ()
    open_points: tuple[str, ...] = ()
    scheme_name: str = ""
    scheme_version: str = ""
    created_at: str | None = None
    updated_at: str | None = None


@dataclass(frozen=True, slots=True)
class Attention:
    """What is measured while somebody reads; no edit, so undo leaves it alone.

    `seconds` are active seconds (idle time left out), `place` is the first visible code point,
    `seen` the parts that were in view.
    """

    article_id: str
    annotator_id: str
    seconds: int = 0
    place: int = 0
    seen: tuple[Fragment, ...] = ()
