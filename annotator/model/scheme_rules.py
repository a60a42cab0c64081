"""What versions of a scheme did to spans that were made before them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotator.model.scheme import Scheme


@dataclass(frozen=True, slots=True)
class SchemeChanges:
    """How spans that were made under one version are to be brought to a later one.

    `merged`: ids of labels that are gone, each with the id of the label that gets its spans.
    `renamed`: for each label, by its id in the first version, old names of attributes with the new.
    """

    merged: Mapping[str, str]
    renamed: Mapping[str, Mapping[str, str]]


def changes_since(scheme: Scheme, later: Iterable[Scheme]) -> SchemeChanges:
    """What the `later` versions, oldest first, did to spans that were made under `scheme`."""
    now = {label.id: label.id for label in scheme.labels}
    names: dict[str, dict[str, str]] = {label_id: {} for label_id in now}
    for version in later:
        for label_id, old, new in version.renamed:
            for original, label in now.items():
                if label == label_id:
                    _rename(names[original], old, new)
        merged = dict(version.merged)
        now = {original: merged.get(label, label) for original, label in now.items()}
    return SchemeChanges(
        {original: label for original, label in now.items() if original != label},
        {label_id: some for label_id, some in names.items() if some},
    )


def successors(versions: Iterable[Scheme]) -> Mapping[str, str]:
    """Ids of labels that were merged away in any version, each with what its label is now."""
    now: dict[str, str] = {}
    for version in versions:
        merged = dict(version.merged)
        now = {old: merged.get(label, label) for old, label in now.items()} | merged
    return now


def _rename(names: dict[str, str], old: str, new: str) -> None:
    """Adds a renaming to those before it: what was called so by then, or never otherwise."""
    earlier = [first for first, name in names.items() if name == old]
    for first in earlier:
        names[first] = new
    if old not in names:
        names[old] = new
