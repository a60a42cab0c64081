"""What came of packing and of taking back, as values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from annotator.model.lineage import Descent


@dataclass(frozen=True, slots=True)
class PackReport:
    """A pack that was written: for whom, with what, and the id of its handout."""

    path: Path
    id: str
    annotator_id: str
    name: str
    stories: tuple[str, ...]
    """Their names."""
    articles: int
    spans: int
    suggestions: int
    questions: int
    due: str = ""

    def plain(self) -> dict[str, object]:
        """As plain data."""
        return {
            "path": str(self.path),
            "id": self.id,
            "annotator": self.name,
            "annotator_id": self.annotator_id,
            "stories": list(self.stories),
            "articles": self.articles,
            "spans": self.spans,
            "suggestions": self.suggestions,
            "questions": self.questions,
            "due": self.due,
        }


@dataclass(frozen=True, slots=True)
class Divergence:
    """An article that was changed here and there: the name of the article, and who keeps what.

    `version_id` is the annotator that keeps the second version, for `annotator.packs.resolving`.
    """

    article: str
    article_id: str
    version_id: str

    def plain(self) -> dict[str, str]:
        """As plain data."""
        return {
            "article": self.article,
            "article_id": self.article_id,
            "version_id": self.version_id,
        }


@dataclass(frozen=True, slots=True)
class Waiting:
    """A second version that waits to be resolved; `version_id` is the annotator that keeps it.

    `first` and `second` are how many spans either version has.
    """

    version_id: str
    annotator_id: str
    annotator: str
    article_id: str
    article: str
    first: int
    second: int

    def plain(self) -> dict[str, object]:
        """As plain data."""
        return {
            "version_id": self.version_id,
            "annotator_id": self.annotator_id,
            "annotator": self.annotator,
            "article_id": self.article_id,
            "article": self.article,
            "first": self.first,
            "second": self.second,
        }


@dataclass(slots=True)
class PersonReport:
    """What came of one person. `added`, `changed` and `removed` count spans."""

    annotator_id: str
    name: str
    is_new: bool = False
    new: list[str] = field(default_factory=list)
    """Names of the articles whose reading came in."""
    same: int = 0
    older: list[str] = field(default_factory=list)
    diverged: list[Divergence] = field(default_factory=list)
    added: int = 0
    changed: int = 0
    removed: int = 0
    done: int = 0
    """Of the articles that came in, how many are done."""
    questions: list[str] = field(default_factory=list)
    """The words of the questions that are new here."""

    @property
    def came(self) -> int:
        """How many readings there were."""
        return len(self.new) + self.same + len(self.older) + len(self.diverged)

    def count(self, descent: Descent, article: str) -> None:
        """Notes what a reading was to the one that was here; a divergence is told apart."""
        if descent is Descent.SAME:
            self.same += 1
        elif descent is Descent.OLDER:
            self.older.append(article)
        elif descent is Descent.NEWER:
            self.new.append(article)

    def plain(self) -> dict[str, object]:
        """As plain data."""
        return {
            "annotator": self.name,
            "annotator_id": self.annotator_id,
            "is_new": self.is_new,
            "new": self.new,
            "same": self.same,
            "older": self.older,
            "diverged": [one.plain() for one in self.diverged],
            "spans": {"added": self.added, "changed": self.changed, "removed": self.removed},
            "done": self.done,
            "questions": self.questions,
        }


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that was not taken: where it was (a file, or an article in it), and why."""

    where: str
    why: str


@dataclass(slots=True)
class SourceReport:
    """What came of one file. `kind` is “pack”, “project” or “jsonl”, "" where it is none."""

    path: str
    kind: str = ""
    pack_id: str = ""
    made_for: str = ""
    made_at: str = ""
    people: list[PersonReport] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    returned: bool = False
    """Whether the plan now says that this pack came back."""

    def refuse(self, where: str, why: str) -> None:
        """Adds something that was not taken."""
        self.refused.append(Refusal(where, why))

    @property
    def brought(self) -> bool:
        """Whether anything of it came in."""
        return any(person.new or person.diverged for person in self.people)

    def plain(self) -> dict[str, object]:
        """As plain data."""
        return {
            "path": self.path,
            "kind": self.kind,
            "pack_id": self.pack_id,
            "made_for": self.made_for,
            "made_at": self.made_at,
            "annotators": [person.plain() for person in self.people],
            "refused": [{"where": one.where, "why": one.why} for one in self.refused],
            "notes": self.notes,
        }


@dataclass(slots=True)
class MergeReport:
    """What a taking back did. `step` is its name in the history, "" where nothing was new.

    `backup` keeps how the project was before; `letter` is the file with the words, where it could
    be written.
    """

    project: str
    at: str
    sources: list[SourceReport] = field(default_factory=list)
    step: str = ""
    backup: Path | None = None
    letter: Path | None = None

    @property
    def complete(self) -> bool:
        """Whether nothing was refused."""
        return not any(source.refused for source in self.sources)

    def people(self) -> Iterator[PersonReport]:
        """Everybody of whom something came, file by file."""
        for source in self.sources:
            yield from source.people

    @property
    def diverged(self) -> tuple[Divergence, ...]:
        """What waits to be resolved."""
        return tuple(one for person in self.people() for one in person.diverged)

    def plain(self) -> dict[str, object]:
        """As plain data."""
        return {
            "project": self.project,
            "at": self.at,
            "step": self.step,
            "backup": str(self.backup) if self.backup else "",
            "letter": str(self.letter) if self.letter else "",
            "files": [source.plain() for source in self.sources],
        }
