"""What one edit changed: the one message that every view reads."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """What an edit, its undo or its redo touched; empty sets and False mean untouched.

    `spans` maps an article id to the ids of the spans added, changed or removed there, or to None
    where there were too many to name: read the whole article again.
    """

    name: str = ""
    spans: tuple[tuple[str, frozenset[str] | None], ...] = ()
    relations: frozenset[str] = frozenset()
    readings: frozenset[str] = frozenset()
    """Ids of the articles whose reading changed."""
    suggestions: frozenset[str] = frozenset()
    """Ids of the articles whose suggestions, answers to them, or what is offered, changed."""
    questions: frozenset[str] = frozenset()
    """Ids of the articles about which something was asked or answered."""
    decisions: frozenset[str] = frozenset()
    """Ids of the articles about which gold decided something, or took it back."""
    groups: frozenset[str] = frozenset()
    """Ids of the groups added, changed or removed."""
    clues: frozenset[str] = frozenset()
    """Ids of the stories in which somebody answered a clue."""
    articles: bool = False
    stories: bool = False
    annotators: bool = False
    scheme: bool = False
    guidelines: bool = False
    plan: bool = False
    """Who reads what, or what was handed out."""
    everything: bool = False
    """Another program or a bulk step wrote: read all that is shown again."""

    def spans_in(self, article_id: str) -> frozenset[str] | None:
        """Ids of the spans touched in this article; None: too many, read it again."""
        if self.everything:
            return None
        return dict(self.spans).get(article_id, frozenset())

    @property
    def nothing(self) -> bool:
        """Whether nothing at all was changed."""
        return self == Changes(name=self.name)
