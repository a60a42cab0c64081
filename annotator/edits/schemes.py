"""What can be done to the scheme. A label in use is merged or retired, never dropped."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.edits.edit import Edit
from annotator.edits.gold_grounds import grounds_kept
from annotator.edits.gold_groups import bring_up_to_date
from annotator.edits.relations import move_links
from annotator.errors import BadInput, EditRefused
from annotator.formats.scheme import read_scheme
from annotator.formats.scheme_writing import write_scheme
from annotator.model.identity import now
from annotator.model.scheme import Label, Renaming, Scheme
from annotator.model.span import AttributeValue

if TYPE_CHECKING:
    from annotator.store.work import Work

BEFORE_MERGING = "before merging labels"
"""Why a backup is made: afterwards nobody can see any more which label a span had."""


def save_scheme(scheme: Scheme) -> Edit:
    """Makes `scheme` the one that counts, as a new version.

    Refused where it lacks a label or a relation kind that is in use.
    """

    def do(work: "Work") -> None:
        before = work.schemes.current().relations
        _save(work, scheme)
        if scheme.relations != before:  # of what they hold, groups in gold may have to let go
            bring_up_to_date(work, work.decisions.of())

    return Edit("change the scheme", do, adds_heads=False)


def _save(
    work: "Work",
    scheme: Scheme,
    merged: Mapping[str, str] | None = None,
    renamed: Iterable[Renaming] = (),
) -> None:
    """Saves a version that says what was done to the spans: work from elsewhere follows it."""
    current = work.schemes.current()
    done = replace(scheme, merged=tuple((merged or {}).items()), renamed=tuple(renamed))
    if _same(done, current) and not (done.merged or done.renamed):
        return
    for label_id, number in work.spans.count_by_label().items():
        if number and scheme.label(label_id) is None:
            label = current.label(label_id)
            raise EditRefused(
                f"The label “{label.name if label else label_id}” has {number} spans. "
                "Merge it into another label or retire it; its spans are kept then."
            )
    _refuse_lost_kinds(work, current, scheme)
    _refuse_faults(done)
    for label in current.labels:
        if scheme.label(label.id) is None:
            _move_read_for(work, label.id, None)
    version = max(scheme.version, current.version + 1 if current.name == scheme.name else 1)
    while work.schemes.has(scheme.name, version):
        version += 1
    work.schemes.add(replace(done, version=version))


def _same(one: Scheme, other: Scheme) -> bool:
    """Whether two versions say the same, whatever they did to the version before."""
    plain = {"version": 1, "merged": (), "renamed": ()}
    return replace(one, **plain) == replace(other, **plain)  # type: ignore[arg-type]


def _refuse_lost_kinds(work: "Work", current: Scheme, scheme: Scheme) -> None:
    lost = {kind.name for kind in current.relations} - {kind.name for kind in scheme.relations}
    used = ((work.relations, "links"), (work.groups, "groups"))
    for things, words in used if lost else ():
        for name, number in things.count_by_kind().items():
            if name in lost:
                raise EditRefused(
                    f"The scheme lacks “{name}”, and there are {number} such {words}. "
                    f"Keep it in the scheme, or take the {words} away first."
                )


def _refuse_faults(scheme: Scheme) -> None:
    """A scheme that could not be read back never gets into the project."""
    try:
        read_scheme(write_scheme(scheme), "The scheme")
    except BadInput as error:
        raise EditRefused(str(error)) from error


def merge_labels(source: Label, target: Label) -> Edit:
    """Gives every span of `source` the label `target`, and takes `source` out of the scheme.

    What was read for `source` then counts as read for `target`.

    A span that then stands twice is kept once; links, groups, answers and questions of the second
    move to the first.
    """

    def do(work: "Work") -> None:
        with grounds_kept(work):
            _move_spans(work, source.id, target.id)
            scheme = with_label_renamed(work.schemes.current(), source.name, target.name)
            labels = tuple(label for label in scheme.labels if label.id != source.id)
            _save(work, replace(scheme, labels=labels), merged={source.id: target.id})

    name = f"merge “{source.name}” into “{target.name}”"
    return Edit(name, do, adds_heads=False, backup=BEFORE_MERGING)


def retire_label(label: Label, *, retired: bool = True) -> Edit:
    """Stops offering a label (or offers it again); its spans stay."""

    def do(work: "Work") -> None:
        scheme = work.schemes.current()
        labels = tuple(
            replace(one, retired=retired) if one.id == label.id else one for one in scheme.labels
        )
        save_scheme(replace(scheme, labels=labels)).do(work)

    return Edit(f"{'retire' if retired else 'offer'} label “{label.name}”", do, adds_heads=False)


def rename_attribute(label: Label, old: str, new: str) -> Edit:
    """Renames an attribute of a label, in the scheme and in every span that has it."""

    def do(work: "Work") -> None:
        scheme = work.schemes.current()
        renamed = tuple(replace(a, name=new) if a.name == old else a for a in label.attributes)
        labels = tuple(
            replace(one, attributes=renamed) if one.id == label.id else one for one in scheme.labels
        )
        with grounds_kept(work):
            _rename_in_spans(work, label.id, {old: new})
        _save(work, replace(scheme, labels=labels), renamed=[Renaming(label.id, old, new)])

    return Edit(f"rename attribute “{old}”", do, adds_heads=False)


def change_scheme(
    scheme: Scheme,
    *,
    merged: Mapping[str, str] | None = None,
    renamed: Mapping[str, Mapping[str, str]] | None = None,
) -> Edit:
    """Makes `scheme` the one that counts, and takes its spans along, as one step and one version.

    `merged`: ids of labels that are gone, each with the id of the label that gets its spans.
    `renamed`: for each label (by its id before merging) old names of attributes with the new ones.
    """

    def do(work: "Work") -> None:
        with grounds_kept(work):
            for label_id, names in (renamed or {}).items():
                _rename_in_spans(work, label_id, names)
            for source, target in (merged or {}).items():
                _move_spans(work, source, target)
            renamings = [
                Renaming(label_id, old, new)
                for label_id, names in (renamed or {}).items()
                for old, new in names.items()
            ]
            _save(work, scheme, merged, renamings)

    backup = BEFORE_MERGING if merged else ""
    return Edit("change the scheme", do, adds_heads=False, backup=backup)


def _rename_in_spans(work: "Work", label_id: str, names: Mapping[str, str]) -> None:
    spans = []
    for span in work.spans.labelled(label_id):
        pairs = tuple(AttributeValue(names.get(p.name, p.name), p.value) for p in span.attributes)
        if pairs != span.attributes:
            spans.append(replace(span, attributes=pairs))
    work.spans.put(spans)


def _move_spans(work: "Work", source: str, target: str) -> None:
    time = now()
    spans = work.spans.labelled(source)
    moved = [replace(span, label_id=target, updated_at=time) for span in spans]
    standing = work.spans.standing(moved)
    for gone, kept in standing.items():
        move_links(work, gone, kept)
        work.groups.move(gone, kept)
        work.answers.move(gone, kept)
        work.questions.move([gone], kept)
        work.decisions.move(gone, kept)
    work.spans.remove(list(standing))
    work.spans.put([span for span in moved if span.id not in standing])
    _move_read_for(work, source, target)


def _move_read_for(work: "Work", gone: str, target: str | None) -> None:
    """What was read for a label that is gone was read for `target`, if there is one."""
    moved = []
    for reading in work.readings.all():
        if gone in reading.read_for:
            labels = (target if one == gone else one for one in reading.read_for)
            kept = tuple(dict.fromkeys(one for one in labels if one is not None))
            moved.append(replace(reading, read_for=kept))
    work.readings.put(moved)


def with_label_renamed(scheme: Scheme, old: str, new: str) -> Scheme:
    """The scheme with `new` in every relation kind that names the label `old`."""

    def name(label: str) -> str:
        return new if label == old else label

    kinds = tuple(
        replace(
            kind,
            source=name(kind.source),
            target=name(kind.target),
            members=tuple(dict.fromkeys(map(name, kind.members))),
        )
        for kind in scheme.relations
    )
    return replace(scheme, relations=kinds)


def with_known_ids(scheme: Scheme, current: Scheme) -> Scheme:
    """The scheme with the ids that `current` has for labels of the same names.

    A scheme file written by hand has no ids; its labels are those of the project by name.
    """
    known = {label.name: label.id for label in current.labels}
    ids = {label.id for label in current.labels}
    labels = tuple(
        label if label.id in ids else replace(label, id=known.get(label.name, label.id))
        for label in scheme.labels
    )
    return replace(scheme, labels=labels)
