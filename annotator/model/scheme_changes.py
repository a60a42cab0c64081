"""What is other in a newer version of a scheme, in words and as the labels that it concerns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from annotator.model.scheme import Attribute, Label, RelationKind, Scheme
from annotator.model.scheme_rules import SchemeChanges, changes_since

RULE = ("definition", "span", "test", "edges", "attributes", "positive", "negative")
"""The parts of a label that say what is to be marked and how; name, colour and key say nothing of
it: under another name the same is marked."""


def scheme_changes(old: Scheme, new: Scheme, between: Iterable[Scheme] = ()) -> tuple[str, ...]:
    """What is other in `new`, a sentence for each thing.

    Versions say what they merged and renamed since the one before, so give those `between`.
    """
    return tuple(_told(old, new, changes_since(old, (*between, new))))


def changed_labels(old: Scheme, new: Scheme) -> frozenset[str]:
    """Ids of the labels of `new` whose older spans may be wrong now: their rule is another one.

    A label that took in another one is among them; a new one is not, for it has no older spans.
    """
    changed = {target for source, target in new.merged if old.label(source) is not None}
    for label in new.labels:
        before = old.label(label.id)
        if before is not None and (_rule(before) != _rule(label) or label.retired > before.retired):
            changed.add(label.id)
    return frozenset(one for one in changed if new.label(one) is not None)


def _rule(label: Label) -> tuple[object, ...]:
    return tuple(getattr(label, part) for part in RULE)


def _told(old: Scheme, new: Scheme, done: SchemeChanges) -> Iterator[str]:
    if old.name != new.name:
        yield f"The scheme is called “{new.name}” now, not “{old.name}”."
    known = {label.id for label in old.labels}
    for label in new.labels:
        if label.id not in known:
            yield f"New label “{label.name}”{_because(label.definition)}"
    for label in old.labels:
        now = new.label(label.id)
        if now is not None:
            yield from _label_told(label, now, done.renamed.get(label.id, {}))
        elif (target := new.label(done.merged.get(label.id, ""))) is not None:
            yield f"“{label.name}” was merged into “{target.name}”."
        else:
            yield f"“{label.name}” is gone."
    yield from _parts_told("link", [k.name for k in old.relations], [k.name for k in new.relations])
    called = _names_now(old, new, done)
    kinds = {kind.name: _with_names(kind, called) for kind in old.relations}
    for kind in new.relations:
        if kind.name in kinds and kinds[kind.name] != _with_names(kind, {}):
            yield f"What “{kind.name}” links has changed."
    yield from _parts_told(
        "question about the article",
        [question.name for question in old.questions],
        [question.name for question in new.questions],
    )


def _names_now(old: Scheme, new: Scheme, done: SchemeChanges) -> Mapping[str, str]:
    """What the labels of the old scheme are called in the new one, also those that were merged."""
    found: dict[str, str] = {}
    for label in old.labels:
        now = new.label(done.merged.get(label.id, label.id))
        if now is not None:
            found[label.name] = now.name
    return found


def _with_names(kind: RelationKind, called: Mapping[str, str]) -> RelationKind:
    """The kind with other names for its labels: that they are called otherwise changes no link."""
    members = {called.get(name, name) for name in kind.members}
    return replace(
        kind,
        source=called.get(kind.source, kind.source),
        target=called.get(kind.target, kind.target),
        members=tuple(sorted(members)),
    )


def _label_told(old: Label, new: Label, renamed: Mapping[str, str]) -> Iterator[str]:
    if old.name != new.name:
        yield f"“{old.name}” is called “{new.name}” now."
    name = f"“{new.name}”"
    if new.retired and not old.retired:
        yield f"{name} is retired: its spans stay, no new ones are made."
    elif old.retired and not new.retired:
        yield f"{name} is offered again."
    if old.definition != new.definition:
        yield f"The definition of {name} has changed{_because(new.definition)}"
    if old.test != new.test:
        yield f"The test for {name} has changed{_because(new.test)}"
    if old.span != new.span or old.edges is not new.edges:
        yield f"What a span of {name} takes in has changed{_because(new.span)}"
    yield from _attributes_told(name, old.attributes, new.attributes, renamed)
    if (old.positive, old.negative) != (new.positive, new.negative):
        yield f"{name} has other examples."
    if old.key != new.key:
        yield f"The key of {name} is {new.key} now." if new.key else f"{name} has no key any more."


def _attributes_told(
    label: str,
    old: Sequence[Attribute],
    new: Sequence[Attribute],
    renamed: Mapping[str, str],
) -> Iterator[str]:
    before = {renamed.get(attribute.name, attribute.name): attribute for attribute in old}
    now = {attribute.name: attribute for attribute in new}
    for name, attribute in now.items():
        if name not in before:
            yield f"{label} has a new attribute “{name}”{_because(', '.join(attribute.values))}"
    for name, attribute in before.items():
        if name not in now:
            yield f"{label} has no attribute “{attribute.name}” any more."
            continue
        if attribute.name != name:
            yield f"The attribute “{attribute.name}” of {label} is called “{name}” now."
        yield from _values_told(f"“{name}” of {label}", attribute, now[name])


def _values_told(what: str, old: Attribute, new: Attribute) -> Iterator[str]:
    more = [value for value in new.values if value not in old.values]
    less = [value for value in old.values if value not in new.values]
    if more:
        yield f"{what} may also be {_listed(more)}."
    if less:
        yield f"{what} cannot be {_listed(less)} any more."
    if replace(old, name="", values=()) != replace(new, name="", values=()):
        yield f"How {what} is asked has changed{_because(new.help)}"


def _parts_told(what: str, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    for name in new:
        if name not in old:
            yield f"New {what} “{name}”."
    for name in old:
        if name not in new:
            yield f"The {what} “{name}” is gone."


def _because(words: str) -> str:
    """The new words after a colon, or just the end of the sentence."""
    shown = " ".join(words.split())
    if not shown:
        return "."
    return f": {shown}" if shown[-1] in ".?!" else f": {shown}."


def _listed(values: Sequence[str]) -> str:
    return ", ".join(f"“{value}”" for value in values)
