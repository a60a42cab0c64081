"""Writing readings that came from elsewhere: with ids that are free, and links that may wait."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.model.identity import named_id
from annotator.model.relation import Relation
from annotator.model.whole_reading import WholeReading
from annotator.packs.renaming import own_ids, renamed
from annotator.packs.waiting import let_wait, waiting_links
from annotator.store.replacing import replace_readings
from annotator.store.work import Work


@dataclass(frozen=True, slots=True)
class Replacement:
    """A reading as it stands, and as it is to be; both of the same article and annotator."""

    old: WholeReading
    new: WholeReading

    @property
    def lost(self) -> list[str]:
        """Ids of the spans that go."""
        kept = {span.id for span in self.new.spans}
        return [span.id for span in self.old.spans if span.id not in kept]


def write_readings(
    work: Work, annotator_id: str, some: Sequence[Replacement], within: Collection[str]
) -> None:
    """Replaces readings of one annotator; `within` are the articles their maker knew.

    Links whose other end is not there wait, and those that waited for one of these spans come back.
    """
    if not some:
        return
    waiting = dict(waiting_links(work, annotator_id))
    before = dict(waiting)
    replaced = {one.new.article_id for one in some}
    for article_id, links in _cut_off(work, some, replaced).items():
        waiting[article_id] = (*waiting.get(article_id, ()), *links)
    readings = [_with_free_ids(work, one) for one in some]
    left_out = replace_readings(work, readings, within)
    homes = {span.id: one.article_id for one in readings for span in one.spans}
    for article_id in replaced:
        waiting[article_id] = tuple(r for r in left_out if homes.get(r.head_id) == article_id)
    for article_id, rest in _place(work, annotator_id, waiting).items():
        if rest != before.get(article_id, ()):
            let_wait(work, annotator_id, article_id, rest)


def _cut_off(
    work: Work, some: Sequence[Replacement], replaced: Collection[str]
) -> Mapping[str, list[Relation]]:
    """Links from other articles to spans that go, by the article in which they begin."""
    touching = work.relations.touching([span_id for one in some for span_id in one.lost])
    homes = work.spans.holders([one.head_id for one in touching])
    found: defaultdict[str, list[Relation]] = defaultdict(list)
    for one in touching:
        if homes[one.head_id][0] not in replaced:
            found[homes[one.head_id][0]].append(one)
    return found


def _place(
    work: Work, annotator_id: str, waiting: Mapping[str, Iterable[Relation]]
) -> dict[str, tuple[Relation, ...]]:
    """Writes the links that waited and have both ends now; what still waits, by article."""
    links = [one for some in waiting.values() for one in some]
    holders = work.spans.holders([end for one in links for end in (one.head_id, one.child_id)])
    mine = {span_id for span_id, whose in holders.items() if whose[1] == annotator_id}
    placed = {one.id: one for one in links if {one.head_id, one.child_id} <= mine}
    work.relations.put(list(placed.values()))
    return {
        article_id: tuple(one for one in some if one.id not in placed)
        for article_id, some in waiting.items()
    }


def _with_free_ids(work: Work, one: Replacement) -> WholeReading:
    """The reading, with other ids where other work in the project has these."""
    whole = one.new
    mine = set(own_ids(one.old))
    asked = [i for i in own_ids(whole) if i not in mine]
    if not asked:
        return whole
    whose = (whole.article_id, whole.annotator_id)
    taken = {i for i, holder in work.spans.holders(asked).items() if holder != whose}
    if whole.relations:
        taken |= {r.id for r in work.relations.get(asked) if r.annotator_id != whose[1]}
    if whole.questions:
        taken |= {q.id for q in work.questions.get(asked) if q.annotator_id != whose[1]}
    if whole.groups or whole.decisions:
        taken |= {g.id for g in work.groups.get(asked) if g.annotator_id != whose[1]}
    if whole.decisions:
        taken |= {d.id for d in work.decisions.get(asked) if d.gold_id != whose[1]}
    if not taken:
        return whole
    return renamed(whole, whose[1], lambda i: named_id(i, whose[1]) if i in taken else i)
