"""Second versions: what was done to a reading in two places at once, kept until the lead decides.

The first version stands as the annotator's own work. Each other one stands under an annotator of
its own, so that it can be looked at and compared like anybody's; a fact says whose it is.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson

from annotator.model.identity import named_id
from annotator.model.people import Annotator
from annotator.model.whole_reading import WholeReading
from annotator.packs.renaming import own_ids, renamed, version_id
from annotator.packs.states import State
from annotator.packs.twins import put_twins
from annotator.packs.waiting import let_wait, wholes
from annotator.store.work import Records, Work

BEGIN = "version."
Whose = tuple[str, str]
"""Ids of the article and of the annotator."""


@dataclass(frozen=True, slots=True)
class Version:
    """A second version: the annotator that keeps it, whose it is, and of which article.

    `ids` are the ids that its spans, links, questions and groups had.
    """

    id: str
    annotator_id: str
    article_id: str
    ids: tuple[str, ...] = ()


def versions(records: Records) -> dict[str, Version]:
    """All second versions in a project, by the annotator that keeps them."""
    found = {}
    for key, value in records.facts.beginning(BEGIN).items():
        said = orjson.loads(value)
        kept_by = key.removeprefix(BEGIN)
        whose = said["annotator_id"], said["article_id"]
        found[kept_by] = Version(kept_by, *whose, tuple(said["ids"]))
    return found


def by_reading(some: Mapping[str, Version]) -> Mapping[Whose, Sequence[Version]]:
    """Second versions by article and annotator."""
    found: defaultdict[Whose, list[Version]] = defaultdict(list)
    for one in some.values():
        found[one.article_id, one.annotator_id].append(one)
    return found


def state_of(records: Records, version: Version, heads: tuple[str, ...]) -> State:
    """A second version as what it is: a state of the annotator's own reading."""
    kept = wholes(records, version.id, [version.article_id])[version.article_id]
    names = {named_id(version.id, one): one for one in version.ids}
    own = renamed(kept, version.annotator_id, lambda one: names.get(one, one))
    return State(heads, own)


def as_version(state: State, annotator_id: str) -> tuple[Version, WholeReading]:
    """A state as a second version, and what is to stand under the annotator that keeps it."""
    kept_by = version_id(annotator_id, state.head)
    whole = renamed(state.whole, kept_by, lambda one: named_id(kept_by, one))
    version = Version(kept_by, annotator_id, state.whole.article_id, own_ids(state.whole))
    return version, whole


def put_version(work: Work, version: Version, person: Annotator) -> None:
    """Keeps whose a second version is; its reading is written apart."""
    said = {
        "annotator_id": version.annotator_id,
        "article_id": version.article_id,
        "ids": version.ids,
    }
    work.facts.put(f"{BEGIN}{version.id}", orjson.dumps(said).decode())
    name = f"{person.name} (second version)"
    work.people.put([Annotator(version.id, name, person.role)])


def forget_version(work: Work, version: Version) -> None:
    """Takes a second version out of the project, once its reading is empty."""
    work.facts.remove([f"{BEGIN}{version.id}"])
    let_wait(work, version.id, version.article_id, ())
    put_twins(work, version.article_id, version.id, "", ())
    work.lineages.replace(version.article_id, version.id, ())
    work.people.remove([version.id])
