"""Stories, articles and annotators that arrive with an import: found by name and text, or added."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from annotator.formats.bundle import (
    ArticleRecord,
    ClueRecord,
    GroupRecord,
    PersonRecord,
    ReadingRecord,
    SuggestionRecord,
)
from annotator.formats.record import VERSION_OF
from annotator.model.identity import named_id, new_id, new_ids
from annotator.model.people import Annotator
from annotator.model.story import Article, Story, text_sha256
from annotator.store.work import Work
from annotator.transfer.report import FileReport
from annotator.transfer.sources import Source

_UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


Signed = ReadingRecord | GroupRecord | ClueRecord | SuggestionRecord | PersonRecord
"""What names an annotator."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An article of the project that a record belongs to; `new`: it came with this record."""

    article: Article
    new: bool


@dataclass(slots=True)
class Arrivals:
    """Finds the story, the article and the annotator of each record, and adds what is new."""

    work: Work
    annotator: str = ""
    source: Source = field(init=False)
    report: FileReport = field(init=False)
    docs: dict[tuple[int, str], str] = field(default_factory=dict)
    """Article ids by the number of the source and the name in the file."""
    new_people: set[str] = field(default_factory=set)
    """Ids of the annotators that came with this import."""
    _number: int = -1
    _unnamed: int = 0
    _names: set[str] = field(init=False)
    _drawn: list[str] = field(default_factory=list)
    """Ids for articles that are new."""
    _hashes: dict[str, str] = field(default_factory=dict)
    """SHA-256 of the texts that are expected."""
    _texts: dict[tuple[str, str], list[Article]] = field(default_factory=dict)
    """The articles with the texts that are expected, by story and SHA-256."""
    _stories: dict[str, Story] = field(init=False)
    _last_story: int = field(init=False)
    _positions: dict[str, int] = field(default_factory=dict)
    _claims: dict[str, str] = field(default_factory=dict)
    _people: dict[tuple[str, str], Annotator] = field(default_factory=dict)
    _versions: list[tuple[str, int, str, FileReport, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._names = set(self.work.articles.names())
        self._stories = {story.name: story for story in self.work.stories.all()}
        self._last_story = self.work.stories.next_position() - 1

    @property
    def number(self) -> int:
        """The number of the source that is being read."""
        return self._number

    def begin(self, source: Source, report: FileReport) -> None:
        """Turns to the next source."""
        self.source, self.report = source, report
        self._number += 1
        self._unnamed = 0
        self._claims.clear()

    def expect(self, records: Sequence[ArticleRecord]) -> None:
        """Looks up at once what the project has of the records that come next."""
        self._texts.clear()
        self._drawn = new_ids(len(records))[::-1]
        self._hashes = {record.text: text_sha256(record.text) for record in records}
        for article in self.work.articles.with_texts(list(self._hashes.values())):
            self._texts.setdefault((article.story_id, article.sha256), []).append(article)

    def add_text(self, record: ArticleRecord) -> None:
        """Adds an article unless the same text of the same outlet is in the story already."""
        story = self._story(record)
        sha256 = self._hashes[record.text]
        for known in self._texts.get((story.id, sha256), ()):
            if _same_outlet(known, record):
                self.report.duplicates += 1
                what = f"the same text is in the story “{story.name}” already, as {known.name}."
                self.report.warn(record.where, f"{what} Skipped.")
                return
        self._add(record, story, sha256)

    def place(self, record: ArticleRecord) -> Placed:
        """The article with this text in this story: of this name first, else added."""
        story = self._story(record)
        sha256 = self._hashes[record.text]
        known = self._texts.get((story.id, sha256), ())
        earlier = self.docs.get((self._number, record.name)) if record.name else None
        article = next((one for one in known if earlier == one.id or one.name == record.name), None)
        if article is None:
            free = (one for one in known if self._may_be(one, record))
            article = next(free, None)
        if article is None:
            return Placed(self._add(record, story, sha256), new=True)
        self._remember(article, record)
        return Placed(article, new=False)

    def article_id(self, source: int, name: str) -> str | None:
        """The id of the article that a source (by its number) calls `name`; None for none."""
        if (source, name) in self.docs:
            return self.docs[source, name]
        named = self.work.articles.named(name)
        return named.id if named else None

    def person(self, record: Signed) -> Annotator:
        """The annotator of a record: by identity, else by name, else added."""
        name = record.annotator or self.annotator or self.source.path.stem or "imported"
        key = (record.annotator_id, "" if record.annotator_id else name)
        if key not in self._people:
            self._people[key] = self._find_person(record, name)
        return self._people[key]

    def finish(self) -> None:
        """Links revised texts to the articles that they are versions of.

        Where that article did not come along, its name is kept as a fact.
        """
        for article_id, number, name, report, where in self._versions:
            other = self.docs.get((number, name))
            if other is None and (named := self.work.articles.named(name)) is not None:
                other = named.id
            article = self.work.articles.get(article_id)
            if other is None or article is None or other == article_id:
                report.warn(where, f"the earlier version “{name}” is not in the project.")
                if article is not None:
                    facts = (*article.extra, (VERSION_OF, name))
                    self.work.articles.put([replace(article, extra=facts)])
            else:
                self.work.articles.put([replace(article, version_of=other)])

    # Stories

    def _story(self, record: ArticleRecord) -> Story:
        name = record.story if record.story.strip() else self.source.default_story
        story = self._stories.get(name)
        if story is None:
            self._last_story += 1
            story = Story(new_id(), name, self._last_story, record.split)
            self._positions[story.id] = 0
            self._keep_story(story, new=True)
        elif record.split and not story.split:
            story = replace(story, split=record.split)
            self._keep_story(story)
        elif record.split and record.split != story.split:
            what = f"the story “{name}” is in {story.split} here, not in {record.split}."
            self.report.warn(self.report.path, what)
        return story

    def _keep_story(self, story: Story, *, new: bool = False) -> None:
        self.work.stories.put([story], new=new)
        self._stories[story.name] = story

    # Articles

    def _may_be(self, article: Article, record: ArticleRecord) -> bool:
        """Whether a record may belong to an article of another name.

        Two names in one file are two articles, even where their texts are the same.
        """
        if not _same_outlet(article, record):
            return False
        return not record.name or self._claims.get(article.id, record.name) == record.name

    def _add(self, record: ArticleRecord, story: Story, sha256: str) -> Article:
        article = Article(
            id=self._drawn.pop() if self._drawn else new_id(),
            story_id=story.id,
            name=self._free_name(record),
            sha256=sha256,
            length=len(record.text),
            position=self._next_position(story),
            title=record.title,
            outlet=record.outlet,
            byline=record.byline,
            published=record.published,
            url=record.url,
            retrieved=record.retrieved,
            extra=record.extra,
        )
        self.work.articles.add(article, record.text)
        self._texts.setdefault((story.id, sha256), []).append(article)
        self.report.articles += 1
        self._remember(article, record)
        if record.version_of:
            version = (article.id, self._number, record.version_of, self.report, record.where)
            self._versions.append(version)
        return article

    def _remember(self, article: Article, record: ArticleRecord) -> None:
        if record.name:
            self.docs[self._number, record.name] = article.id
            self._claims.setdefault(article.id, record.name)

    def _next_position(self, story: Story) -> int:
        if story.id not in self._positions:
            self._positions[story.id] = self.work.articles.next_position(story.id) - 1
        self._positions[story.id] += 1
        return self._positions[story.id]

    def _free_name(self, record: ArticleRecord) -> str:
        wanted = record.name
        if not wanted:
            self._unnamed += 1
            wanted = f"{self.source.path.stem or 'article'}-{self._unnamed}"
        name, number = wanted, 1
        while name in self._names:
            number += 1
            path = PurePath(wanted)
            ending = path.suffix if path.name == wanted else ""
            name = f"{wanted.removesuffix(ending)}-{number}{ending}"
        self._names.add(name)
        if name != wanted and record.name:
            what = f"is called {name} here: the project has another article called {wanted}."
            self.report.warn(record.where, what)
        return name

    # Annotators

    def _find_person(self, record: Signed, name: str) -> Annotator:
        if record.annotator_id:
            identity = record.annotator_id
            person_id = identity if is_uuid(identity) else named_id("annotator", identity)
            known = self.work.people.get(person_id)
            return known or self._add_person(Annotator(person_id, name, record.role))
        namesakes = self.work.people.named(name)
        if len(namesakes) > 1:
            what = f"there are {len(namesakes)} annotators called “{name}”; the first was taken."
            self.report.warn(record.where, what)
        return (
            namesakes[0] if namesakes else self._add_person(Annotator(new_id(), name, record.role))
        )

    def _add_person(self, person: Annotator) -> Annotator:
        self.work.people.put([person], new=True)
        self.new_people.add(person.id)
        self.report.warn(self.report.path, f"“{person.name}” is a new annotator.")
        return person


def _same_outlet(article: Article, record: ArticleRecord) -> bool:
    return not article.outlet or not record.outlet or article.outlet == record.outlet


def is_uuid(text: str) -> bool:
    """Whether this is a UUID in its usual spelling."""
    return _UUID.fullmatch(text) is not None


def are_uuids(texts: Iterable[str]) -> bool:
    """The same of each."""
    return all(map(_UUID.fullmatch, texts))
