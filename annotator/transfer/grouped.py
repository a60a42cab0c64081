"""The groups of an export: what the annotators put together across the articles of a story."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from annotator.formats.bundle import GroupRecord, MemberRecord
from annotator.formats.groups import write_group
from annotator.model.group import Group, Member
from annotator.model.people import Annotator
from annotator.model.span import Span
from annotator.model.story import Article
from annotator.store.work import Records
from annotator.transfer.pseudonyms import Names


@dataclass(slots=True)
class Grouped:
    """The groups of these annotators, with the members that are in the export.

    `chosen` are the pairs of article id and annotator id that are exported. An article that omits
    something is in it where anybody's reading of it is: nothing has to be known of it but its name.
    `in_one_piece`: spans of several parts are not. `labels`: ids of those whose spans are, None for
    all.
    """

    records: Records
    people: Sequence[Annotator]
    chosen: Collection[tuple[str, str]]
    names: Names = field(default_factory=Names)
    in_one_piece: bool = False
    labels: frozenset[str] | None = None
    lost: int = 0
    """Members that are not in the export, once the groups were gone through."""
    _docs: dict[str, Article] = field(default_factory=dict)
    _articles: frozenset[str] = field(init=False)
    """Ids of the articles that are in the export, whoever read them."""
    _text: tuple[str, str] = ("", "")
    """The id of an article, and its text: the one that was read last."""

    def __post_init__(self) -> None:
        self._articles = frozenset(article_id for article_id, _ in self.chosen)

    def number(self) -> int:
        """How many groups there are."""
        return sum(1 for _ in self)

    def __iter__(self) -> Iterator[GroupRecord]:
        self.lost = 0
        if not self.records.groups.count_by_kind():
            return
        self._docs = {one.id: one for one in self.records.articles.all()}
        stories = sorted(self.records.stories.all(), key=lambda story: story.name)
        for story in stories:
            for person in self.people:
                for group in self.records.groups.of(story.id, person.id):
                    members = self._members(group)
                    self.lost += len(group.members) - len(members)
                    if members:
                        yield self._record(group, members, story.name, person)

    def lines(self, *, notes: bool = True) -> Iterator[bytes]:
        """The lines of `groups.jsonl`, with the notes and the words of the spans or without."""
        for group in map(self.names.group, self):
            yield write_group(group if notes else _without_words(group))

    def has_spans_of(self, group: Group) -> bool:
        """Whether the export has a group, with all of its spans."""
        kept = {member.span_id for member in self._members(group)}
        return bool(kept) and kept.issuperset(group.span_ids)

    def _members(self, group: Group) -> list[Member]:
        left_out: set[str] = set()
        if self.in_one_piece or self.labels is not None:
            spans = self.records.spans.get(group.span_ids)
            left_out = {span.id for span in spans if self._is_left_out(span)}
        return [
            member
            for member in group.members
            if self._is_there(member, group.annotator_id) and member.span_id not in left_out
        ]

    def _is_there(self, member: Member, annotator_id: str) -> bool:
        if member.span_id:
            return (member.article_id, annotator_id) in self.chosen
        return member.article_id in self._articles

    def _is_left_out(self, span: Span) -> bool:
        if self.labels is not None and span.label_id not in self.labels:
            return True
        return self.in_one_piece and len(span.fragments) > 1

    def _record(
        self, group: Group, members: Sequence[Member], story: str, person: Annotator
    ) -> GroupRecord:
        shown = self.names.shown(person)
        ids = [member.span_id for member in members if member.span_id]
        spans = {span.id: span for span in self.records.spans.get(ids)}
        return GroupRecord(
            id=group.id,
            story=story,
            annotator=shown.name,
            annotator_id=shown.id,
            kind=group.kind,
            name=group.name,
            members=tuple(self._member(one, spans.get(one.span_id)) for one in members),
            attributes=group.attributes,
            note=group.note,
            created_at=group.created_at,
            updated_at=group.updated_at,
        )

    def _member(self, member: Member, span: Span | None) -> MemberRecord:
        article = self._docs[member.article_id]
        record = MemberRecord(
            article.name, member.span_id, member.value, member.stance, text_sha256=article.sha256
        )
        if span is None:
            return record
        if self._text[0] != article.id:
            self._text = (article.id, self.records.articles.text(article.id))
        words = self._text[1][span.start : span.end]
        return replace(record, start=span.start, end=span.end, text=words)


def _without_words(group: GroupRecord) -> GroupRecord:
    """The group without its note and the words of its members."""
    members = tuple(replace(member, text="") for member in group.members)
    return replace(group, note="", members=members)
