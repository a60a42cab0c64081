"""Labels and relation kinds that arrive with an import: found by name in the scheme, or added."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from annotator.edits.schemes import save_scheme
from annotator.model.identity import named_id
from annotator.model.scheme import ANY_SPAN, Label, RelationKind, Scheme, Underline
from annotator.store.work import Work
from annotator.transfer.report import FileReport

COLOURS = ("#0f6a8b", "#8a3ffc", "#b3261e", "#5b6b00", "#a2488f", "#00695c", "#7a5195", "#8d5b2d")
"""For labels that come without a colour; all readable on white and on black."""

_KEYS = "123456789"


@dataclass(slots=True)
class ArrivingScheme:
    """The project's scheme, to which labels and relation kinds are added as they arrive.

    `add_new` False: what the scheme lacks is refused.
    """

    work: Work
    add_new: bool = True
    report: FileReport = field(init=False)
    _scheme: Scheme = field(init=False)
    _brought: Scheme | None = None
    _ids: dict[str, str] = field(default_factory=dict)
    _kinds: set[str] = field(default_factory=set)
    _told: set[tuple[str, str]] = field(default_factory=set)
    _changed: bool = False

    def __post_init__(self) -> None:
        self._take(self.work.schemes.current())

    def begin(self, report: FileReport, brought: Scheme | None) -> None:
        """Turns to the next source; a project without articles takes its scheme over."""
        self.report, self._brought = report, brought
        if brought is None or not self._project_is_empty() or brought == self._scheme:
            return
        if self.work.schemes.has(brought.name, brought.version):
            save_scheme(brought).do(self.work)
            what = f"version {brought.version} of its scheme differs from the one in the project"
            self.report.warn(report.path, f"{what}; taken as a new version.")
        else:
            self.work.schemes.add(brought)
        self._take(self.work.schemes.current())

    def label_id(self, name: str) -> str | None:
        """The id of the label with this name; None where it is missing and may not be added."""
        if name not in self._ids and self.add_new and name.strip():
            self._add_label(name)
        return self._ids.get(name)

    def label_ids(self, names: Sequence[str]) -> list[str | None]:
        """The same of many labels."""
        found = list(map(self._ids.get, names))
        return found if None not in found else list(map(self.label_id, names))

    def knows(self, labels: Sequence[str]) -> bool:
        """Whether the scheme has all of these labels by now."""
        return self._ids.keys() >= set(labels)

    def has_kind(self, name: str) -> bool:
        """Whether relations of this kind can be taken; adds the kind where that is wanted."""
        if name not in self._kinds and self.add_new:
            self._add_kind(RelationKind(name))
            self.report.warn(self.report.path, f"“{name}” is a new kind of relation.")
        return name in self._kinds

    def has_group_kind(self, name: str) -> bool:
        """Whether groups of this kind can be taken; adds the kind where that is wanted."""
        if name not in self._kinds and self.add_new:
            self._add_kind(RelationKind(name, is_set=True))
            self.report.warn(self.report.path, f"“{name}” is a new kind of group.")
        return any(kind.name == name and kind.is_set for kind in self._scheme.relations)

    def _add_kind(self, plain: RelationKind) -> None:
        """Adds a kind as the scheme beside the records has it, else as `plain`."""
        name = plain.name
        given = next((k for k in self._brought_kinds() if k.name == name), plain)
        names = {*self._ids, ANY_SPAN}
        if given.is_set != plain.is_set or not _ends(given) <= names:
            given = plain
        self._scheme = replace(self._scheme, relations=(*self._scheme.relations, given))
        self._kinds.add(name)
        self._changed = True

    def look_at(self, label: str, attribute: str, where: str) -> None:
        """Says once where a span has an attribute that its label does not have."""
        if (label, attribute) in self._told:
            return
        self._told.add((label, attribute))
        known = self._scheme.label_named(label)
        if known is not None and known.attribute(attribute) is None:
            what = f"the label “{label}” has no attribute “{attribute}”; its values were kept."
            self.report.warn(where, what)

    def finish(self) -> None:
        """Writes the scheme, as a new version, if anything was added."""
        if self._changed:
            if not self._scheme.name:
                self._scheme = replace(self._scheme, name="imported")
            save_scheme(self._scheme).do(self.work)

    def _project_is_empty(self) -> bool:
        return not self._changed and not self.work.articles.names()

    def _take(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._ids = {label.name: label.id for label in scheme.labels}
        self._kinds = {kind.name for kind in scheme.relations}

    def _brought_kinds(self) -> tuple[RelationKind, ...]:
        return self._brought.relations if self._brought else ()

    def _add_label(self, name: str) -> None:
        labels = self._scheme.labels
        given = self._brought.label_named(name) if self._brought else None
        number = len(labels)
        label = given or Label(
            id=named_id("label", self._scheme.name, name),
            name=name,
            colour=COLOURS[number % len(COLOURS)],
            underline=list(Underline)[number % len(Underline)],
            definition="",
        )
        taken = {other.key.casefold() for other in labels}
        if not label.key or label.key.casefold() in taken:
            label = replace(label, key=next((key for key in _KEYS if key not in taken), ""))
        if label.id in {other.id for other in labels}:
            label = replace(label, id=named_id("label", label.id, name))
        self._scheme = replace(self._scheme, labels=(*labels, label))
        self._ids[name] = label.id
        self._changed = True
        self.report.warn(self.report.path, f"“{name}” is a new label.")


def _ends(kind: RelationKind) -> set[str]:
    """The names of the labels that a kind joins."""
    return {kind.source, kind.target, *kind.members}
