"""A scheme that is being changed: what it will be, what it cannot be, and the one edit for all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from annotator.edits.edit import Edit
from annotator.edits.schemes import change_scheme, with_known_ids, with_label_renamed
from annotator.errors import BadInput
from annotator.formats.scheme import read_scheme
from annotator.formats.scheme_writing import write_scheme
from annotator.model.identity import new_id
from annotator.model.scheme import Attribute, AttributeKind, Example, Label, Scheme, Underline

Thing = TypeVar("Thing")
COLOURS = ("#2036c8", "#0b8562", "#9c5100", "#6b1f6b", "#a3123f", "#00707f", "#4d5a00", "#404040")
"""Offered to new labels, in order."""


class SchemeDraft:
    """A scheme being edited. `used` says how many spans each label has, by id.

    A label in use leaves only by `merge`; its spans follow when the edit is done.
    """

    def __init__(self, scheme: Scheme, used: Mapping[str, int]) -> None:
        self.before = scheme
        self.scheme = scheme
        self.used = used
        self.merged: dict[str, str] = {}
        self._names: dict[str, dict[str, str]] = {}
        for label in scheme.labels:
            self._names[label.id] = {one.name: one.name for one in label.attributes}

    @property
    def changed(self) -> bool:
        """Whether there is anything to save."""
        return self.scheme != self.before or bool(self.merged)

    def label(self, label_id: str) -> Label:
        """The label as it is now. Raises KeyError for one that is gone."""
        label = self.scheme.label(label_id)
        if label is None:
            raise KeyError(label_id)
        return label

    def spans(self, label_id: str) -> int:
        """How many spans the label will have, those of merged labels included."""
        own = self.used.get(label_id, 0)
        return own + sum(self.spans(one) for one, into in self.merged.items() if into == label_id)

    # Labels

    def add_label(self) -> Label:
        """A new label at the end, with a free name, key and colour."""
        taken = {label.name for label in self.scheme.labels}
        name = next(n for n in _numbered("new label") if n not in taken)
        keys = {label.key for label in self.scheme.offered}
        key = next((k for k in "123456789" if k not in keys), "")
        colour = _furthest([label.colour for label in self.scheme.labels])
        lines = {label.underline for label in self.scheme.offered}
        line = next((one for one in Underline if one not in lines), Underline.SOLID)
        label = Label(new_id(), name, key, colour, line)
        self.scheme = replace(self.scheme, labels=(*self.scheme.labels, label))
        self._names[label.id] = {}
        return label

    def change_label(self, label_id: str, **facts: Any) -> None:  # noqa: ANN401
        """Changes facts of a label; links follow its name."""
        label = self.label(label_id)
        changed = replace(label, **facts)
        labels = tuple(changed if one.id == label_id else one for one in self.scheme.labels)
        self.scheme = replace(self.scheme, labels=labels)
        if changed.name != label.name and self.scheme.label_named(label.name) is None:
            self.scheme = with_label_renamed(self.scheme, label.name, changed.name)

    def move_label(self, label_id: str, step: int) -> None:
        """Moves a label up (-1) or down (1) in the order."""
        labels = _moved(self.scheme.labels, lambda one: one.id == label_id, step)
        self.scheme = replace(self.scheme, labels=labels)

    def remove_label(self, label_id: str) -> None:
        """Takes out a label without spans. Raises ValueError for one in use."""
        if self.spans(label_id):
            raise ValueError(f"the label {label_id} is in use")
        label = self.label(label_id)
        self._drop(label)
        kinds = tuple(
            replace(kind, members=tuple(name for name in kind.members if name != label.name))
            for kind in self.scheme.relations
            if label.name not in (kind.source, kind.target)
        )
        self.scheme = replace(self.scheme, relations=kinds)

    def merge(self, label_id: str, into: str) -> None:
        """Takes a label out and gives its spans another label."""
        source, target = self.label(label_id), self.label(into)
        self._drop(source)
        self.scheme = with_label_renamed(self.scheme, source.name, target.name)
        self.merged = {one: into if to == label_id else to for one, to in self.merged.items()}
        if self.before.label(label_id) is not None:
            self.merged[label_id] = into

    def _drop(self, label: Label) -> None:
        labels = tuple(one for one in self.scheme.labels if one.id != label.id)
        self.scheme = replace(self.scheme, labels=labels)

    # Attributes and examples

    def add_attribute(self, label_id: str) -> Attribute:
        """A new attribute at the end, with a free name."""
        label = self.label(label_id)
        taken = {one.name for one in label.attributes}
        name = next(n for n in _numbered("new question") if n not in taken)
        attribute = Attribute(name, AttributeKind.CHOICE, ("yes", "no"))
        self.change_label(label_id, attributes=(*label.attributes, attribute))
        return attribute

    def change_attribute(self, label_id: str, at: int, **facts: Any) -> None:  # noqa: ANN401
        """Changes facts of the attribute at this place; spans follow its name."""
        attributes = list(self.label(label_id).attributes)
        old = attributes[at].name
        attributes[at] = replace(attributes[at], **facts)
        for original, now in self._names[label_id].items():
            if now == old:
                self._names[label_id][original] = attributes[at].name
                break
        self.change_label(label_id, attributes=tuple(attributes))

    def move_attribute(self, label_id: str, at: int, step: int) -> None:
        """Moves an attribute up (-1) or down (1)."""
        attributes = self.label(label_id).attributes
        moved = _moved(attributes, lambda one: one is attributes[at], step)
        self.change_label(label_id, attributes=moved)

    def remove_attribute(self, label_id: str, at: int) -> None:
        """Takes an attribute out; its values stay on the spans that have them."""
        attributes = list(self.label(label_id).attributes)
        name = attributes.pop(at).name
        names = self._names[label_id]
        self._names[label_id] = {old: now for old, now in names.items() if now != name}
        self.change_label(label_id, attributes=tuple(attributes))

    def add_example(self, label_id: str, example: Example, *, positive: bool) -> None:
        """Adds a passage that is, or is not, to be marked."""
        part = "positive" if positive else "negative"
        self.change_label(label_id, **{part: (*getattr(self.label(label_id), part), example)})

    # The whole

    def take(self, scheme: Scheme) -> None:
        """Takes a scheme from a file in place of this one; labels of the same name are the same.

        Labels in use that it lacks are kept, retired.
        """
        taken = with_known_ids(scheme, self.scheme)
        ids = {label.id for label in taken.labels}
        names = {label.name for label in taken.labels}
        kept = tuple(
            replace(label, retired=True, name=_free(label.name, names))
            for label in self.scheme.labels
            if label.id not in ids and self.spans(label.id)
        )
        self._names = {label.id: {} for label in (*taken.labels, *kept)}
        self.scheme = replace(taken, labels=(*taken.labels, *kept))

    def faults(self) -> tuple[str, ...]:
        """Why the scheme cannot be saved as it is; none: it can."""
        faults = [*_name_faults(self.scheme), *_key_faults(self.scheme)]
        for label in self.scheme.labels:
            faults += _attribute_faults(label)
        if not faults:
            try:
                read_scheme(write_scheme(self.scheme), "The scheme")
            except BadInput as error:
                faults.append(str(error))
        return tuple(faults)

    def edit(self) -> Edit:
        """All of it as one step."""
        renamed = {
            label_id: changed
            for label_id, names in self._names.items()
            if (changed := {old: new for old, new in names.items() if old != new})
        }
        return change_scheme(self.scheme, merged=self.merged, renamed=renamed)


def _furthest(taken: Sequence[str]) -> str:
    """The offered colour that is furthest from those that are taken, counted in RGB."""

    def distance(one: str, other: str) -> int:
        parts = ((one[at : at + 2], other[at : at + 2]) for at in (1, 3, 5))
        return sum((int(a, 16) - int(b, 16)) ** 2 for a, b in parts)

    return max(COLOURS, key=lambda colour: min([distance(colour, t) for t in taken] or [0]))


def _name_faults(scheme: Scheme) -> list[str]:
    faults = [] if scheme.name.strip() else ["The scheme needs a name."]
    parts = (("label", scheme.labels), ("link", scheme.relations), ("question", scheme.questions))
    for what, things in parts:
        names = [one.name.strip() for one in things]
        faults += [f"A {what} needs a name." for name in names if not name]
        twice = {name for name in names if name and names.count(name) > 1}
        faults += [f"Two {what}s are called “{name}”." for name in sorted(twice)]
    return faults


def _key_faults(scheme: Scheme) -> list[str]:
    owners: dict[str, list[str]] = {}
    for label in scheme.offered:
        if label.key:
            owners.setdefault(label.key.casefold(), []).append(label.name)
    return [
        f"The key {key} belongs to {' and '.join(names)}."
        for key, names in owners.items()
        if len(names) > 1
    ]


def _attribute_faults(label: Label) -> list[str]:
    faults = []
    names = [one.name.strip() for one in label.attributes]
    if "" in names:
        faults.append(f"A question of “{label.name}” needs a name.")
    twice = {name for name in names if name and names.count(name) > 1}
    faults += [f"Two questions of “{label.name}” are called “{name}”." for name in sorted(twice)]
    for one in label.attributes:
        chosen = one.kind in (AttributeKind.CHOICE, AttributeKind.SEVERAL)
        if chosen and not one.values and not one.open:
            faults.append(f"“{one.name}” of “{label.name}” needs values, or must take others too.")
        elif chosen and one.default and one.default not in one.values and not one.open:
            faults.append(f"The default of “{one.name}” ({label.name}) is none of its values.")
    return faults


def _numbered(name: str) -> list[str]:
    return [name, *(f"{name} {number}" for number in range(2, 1000))]


def _free(name: str, taken: set[str]) -> str:
    return next(n for n in _numbered(name) if n not in taken)


def _moved(
    things: tuple[Thing, ...], which: Callable[[Thing], bool], step: int
) -> tuple[Thing, ...]:
    order = list(things)
    at = next(i for i, one in enumerate(order) if which(one))
    to = max(0, min(len(order) - 1, at + step))
    order.insert(to, order.pop(at))
    return tuple(order)
