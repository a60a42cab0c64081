"""Who is named in an export: the annotators as they are called, or under pseudonyms.

A pseudonym is a keyed hash (HMAC-SHA-256) of the annotator's id. The key is a random fact of the
project that no export and no pack holds: the same person has the same pseudonym in every export of
the project, and nobody who knows a name or an id can work it out.
"""

import hashlib
import hmac
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import orjson

from annotator.errors import ProjectError
from annotator.formats.bundle import GroupRecord, ReadingRecord, SpanRecord
from annotator.model.people import Annotator, Role
from annotator.model.plan import again_id
from annotator.model.span import Origin
from annotator.store.work import Records

SECRET = "pseudonyms"
"""The fact that holds the key, as hexadecimal digits."""
_SHORTEST = 3
"""Shorter names are not looked for in words: “A” is a word of its own."""
_AGAIN = " (again)"
_SECOND = " (second version)"


class Names:
    """Everybody as they are called."""

    def shown(self, person: Annotator) -> Annotator:
        """The annotator as the export names them."""
        return person

    def words(self, text: str) -> str:
        """What an annotator wrote, or where something came from, as the export says it."""
        return text

    def record(self, record: ReadingRecord) -> ReadingRecord:
        """A record, with its words as the export says them."""
        return record

    def group(self, record: GroupRecord) -> GroupRecord:
        """A group, with its words as the export says them."""
        return record

    def remarks(self) -> Sequence[str]:
        """What is to be known about the names, as sentences, once all was gone through."""
        return ()


@dataclass(slots=True)
class Pseudonyms(Names):
    """Everybody but models under a pseudonym; `key` is the secret of the project.

    In notes and sources the names and ids of annotators are replaced too. What an article says, and
    what a group or an attribute holds of it, stays: there a name is that of somebody in the story.
    """

    people: Sequence[Annotator]
    key: bytes
    origins: dict[str, tuple[str, str]] = field(default_factory=dict)
    """For annotators that stand for another one's work: whose, and what is put behind the name."""
    _shown: dict[str, Annotator] = field(default_factory=dict)
    _replaced: dict[str, str] = field(default_factory=dict)
    _by_name: dict[str, str] = field(default_factory=dict)
    _found: re.Pattern[str] | None = None
    _left: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for person in self.people:
            self._shown[person.id] = self._made(person)
        for person in self.people:
            if person.role is Role.MODEL:
                continue
            shown = self._shown[person.id]
            self._replaced[person.id.casefold()] = shown.id
            self._by_name.setdefault(person.name, shown.name)
            if len(person.name.strip()) >= _SHORTEST:
                self._replaced.setdefault(person.name.strip().casefold(), shown.name)
        # The longest first: “Anna Bell” before “Anna”.
        names = sorted(self._replaced, key=lambda name: (-len(name), name))
        if names:
            alternatives = "|".join(map(re.escape, names))
            self._found = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)

    def shown(self, person: Annotator) -> Annotator:
        """The annotator under their pseudonym."""
        return self._shown.get(person.id) or self._made(person)

    def words(self, text: str) -> str:
        """The words with pseudonyms in place of names and ids."""
        if self._found is None or not text:
            return text
        return self._found.sub(self._instead, text)

    def record(self, record: ReadingRecord) -> ReadingRecord:
        """A record with pseudonyms in its notes and sources."""
        self._look(record.article.name, record.article.text, *record.article.facts().values())
        self._look(*(value for _, value in record.article.extra))
        self._look(*(pair.value for span in record.spans for pair in span.attributes))
        return replace(
            record,
            note=self.words(record.note),
            spans=tuple(
                replace(span, note=self.words(span.note), source=self._source(span))
                if span.note or span.source
                else span
                for span in record.spans
            ),
        )

    def _source(self, span: SpanRecord) -> str:
        """Where a span came from; of one that was adjudicated that is names, however short."""
        if span.origin not in (Origin.AGREED, Origin.DECISION):
            return self.words(span.source)
        parts = span.source.split(" and ")
        return " and ".join(self._by_name.get(part) or self.words(part) for part in parts)

    def group(self, record: GroupRecord) -> GroupRecord:
        """A group with pseudonyms in its note."""
        self._look(record.name, *(member.value for member in record.members))
        return replace(record, note=self.words(record.note))

    def remarks(self) -> Sequence[str]:
        """That names stand in what was left as it is."""
        if not self._left:
            return ()
        number = len(self._left)
        whose = "The name of one annotator stands" if number == 1 else f"Names of {number} stand"
        where = "in articles, groups or attributes too, as what they say; that was left as it is"
        return (f"{whose} {where}. Notes, sources and all else hold pseudonyms only.",)

    def _look(self, *texts: str) -> None:
        if self._found is not None:
            for text in texts:
                self._left.update(found.casefold() for found in self._found.findall(text))

    def _instead(self, match: re.Match[str]) -> str:
        return self._replaced.get(match.group().casefold(), "somebody")

    def _made(self, person: Annotator) -> Annotator:
        if person.role is Role.MODEL:
            return person
        whose, behind = self.origins.get(person.id, (person.id, ""))
        name = f"annotator {self._hash(whose).hex()[:8]}{behind}"
        own = uuid.UUID(bytes=self._hash(person.id)[:16], version=4)
        return Annotator(str(own), name, person.role)

    def _hash(self, annotator_id: str) -> bytes:
        return hmac.new(self.key, annotator_id.encode("utf-8"), hashlib.sha256).digest()


def pseudonyms(records: Records) -> Pseudonyms:
    """The pseudonyms of a project; raises `ProjectError` where it has no key for them yet."""
    key = records.facts.get(SECRET)
    if not key:
        raise ProjectError(
            "This project has no pseudonyms yet, and it is open read-only. "
            "Export once where it can be written."
        )
    return Pseudonyms(records.people.all(), bytes.fromhex(key), origins(records))


def origins(records: Records) -> dict[str, tuple[str, str]]:
    """Who reads again, or keeps a second version, with the one whose work it is."""
    found = {
        again_id(person.id, story.id): (person.id, _AGAIN)
        for story in records.stories.all()
        for person in records.people.all()
    }
    for key, value in records.facts.beginning("version.").items():
        whose, behind = orjson.loads(value)["annotator_id"], ""
        whose, behind = found.get(whose, (whose, behind))
        found[key.removeprefix("version.")] = (whose, f"{behind}{_SECOND}")
    return found
