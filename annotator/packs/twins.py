"""Twins: states that hold the same as the one that stands, though neither descends from the other.

Nobody has to decide between them, so only their heads are kept, in a fact of the project. When one
of them is worked on, the others are what they were: a state that others do not descend from.
"""

from collections.abc import Mapping, Sequence

import orjson

from annotator.store.work import Records, Work

BEGIN = "twins."
Whose = tuple[str, str]
"""Ids of the article and of the annotator whose reading it stands as."""
Heads = tuple[str, ...]


def twins_of(records: Records, annotator_id: str) -> Mapping[str, Sequence[Heads]]:
    """The heads of the twins of an annotator's readings, by article; not of those changed since."""
    begin = f"{BEGIN}{annotator_id}."
    found = {}
    for key, value in records.facts.beginning(begin).items():
        said = orjson.loads(value)
        article_id = key.removeprefix(begin)
        if records.lineages.get(article_id, annotator_id).head == said["head"]:
            found[article_id] = [tuple(heads) for heads in said["twins"]]
    return found


def put_twins(
    work: Work, article_id: str, annotator_id: str, head: str, twins: Sequence[Heads]
) -> None:
    """Keeps the heads of the twins of a reading that is in the state `head`."""
    fact = f"{BEGIN}{annotator_id}.{article_id}"
    if twins:
        value = orjson.dumps({"head": head, "twins": twins}).decode()
        if work.facts.get(fact) != value:
            work.facts.put(fact, value)
    else:
        work.facts.remove([fact])


def unite(work: Work, annotator_id: str, article_ids: Sequence[str] | None = None) -> None:
    """Lets what stands know the heads of its twins, so that what goes on from it goes on from all.

    For when it is handed out, or decided on.
    """
    for article_id, twins in twins_of(work, annotator_id).items():
        if article_ids is not None and article_id not in article_ids:
            continue
        heads = work.lineages.get(article_id, annotator_id).heads
        more = dict.fromkeys(head for some in twins for head in some if head not in heads)
        work.lineages.replace(article_id, annotator_id, (*heads[:-1], *more, heads[-1]))
        put_twins(work, article_id, annotator_id, "", ())
