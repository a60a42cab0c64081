"""What happens when spans, words, members or groups are dropped on the board of groups."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from annotator.edits.edit import Edit
from annotator.edits.groups import change_kind, merge_groups, move_members, split_off
from annotator.edits.joining import add_passages, group_passages, label_for
from annotator.model.clue import Passage
from annotator.model.group import Group, Member
from annotator.model.scheme import RelationKind, Scheme
from annotator.model.span import Span
from ui.panels.collected import Collected

LONGEST_NAME = 60
"""Code points of the name that a group gets from the words of its first member."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What is dragged: spans and selected passages out of articles, or out of the board.

    `group` with `members` are members of it, without any it is the group itself. `words` are those
    of the first of them: a new group is named so. `collected` is what was collected before.
    """

    words: str
    spans: tuple[Span, ...] = ()
    passages: tuple[Passage, ...] = ()
    group: Group | None = None
    members: tuple[Member, ...] = ()
    collected: tuple[Collected, ...] = ()

    @property
    def name(self) -> str:
        """A name for a group of it."""
        return " ".join(self.words.split())[:LONGEST_NAME]


@dataclass(frozen=True, slots=True)
class Landing:
    """What a drop would do, in words; without an `edit` nothing, and the words say why.

    `kinds`: it has to be asked for first of which of these kinds the new group is.
    """

    words: str
    edit: Edit | None = None
    kinds: tuple[RelationKind, ...] = ()

    @property
    def does_something(self) -> bool:
        """Whether anything changes."""
        return self.edit is not None or bool(self.kinds)


@dataclass(frozen=True, slots=True)
class Board:
    """What a drop is judged by.

    `covered(passage, kind)`: whether a span covers it that a group of this kind may hold.
    `labels` are the labels' names of spans by id, those of members as well.
    """

    scheme: Scheme
    story_id: str
    annotator_id: str
    labels: Callable[[Iterable[str]], set[str]]
    covered: Callable[[Passage, RelationKind], bool]

    @property
    def kinds(self) -> tuple[RelationKind, ...]:
        """The kinds of groups that there are."""
        return tuple(kind for kind in self.scheme.relations if kind.is_set)

    def kind(self, name: str) -> RelationKind | None:
        """The kind of groups with this name."""
        return next((kind for kind in self.kinds if kind.name == name), None)

    def refuses(self, carried: Carried, kind: RelationKind) -> str:
        """Why a group of this kind cannot hold it; "" where it can."""
        members = carried.members or (carried.group.members if carried.group else ())
        ids = [one.id for one in carried.spans] + [one.span_id for one in members if one.span_id]
        wrong = sorted(name for name in self.labels(ids) if not kind.holds(name))
        if wrong:
            return f"“{kind.name}” holds no {wrong[0]}."
        uncovered = any(not self.covered(one, kind) for one in carried.passages)
        if uncovered and label_for(self.scheme, kind) is None:
            return f"No label in use may be in “{kind.name}”."
        return ""

    def on_group(self, carried: Carried, group: Group) -> Landing:
        """A drop on a group: what is carried joins it."""
        kind = self.kind(group.kind)
        called = f"“{group.name or group.kind}”"
        if kind is None:
            return Landing(f"The scheme has no groups of kind “{group.kind}” any more.")
        if carried.group is not None and carried.group.id == group.id:
            return Landing("Here it is already.")
        if why := self.refuses(carried, kind):
            return Landing(why)
        if carried.group is None:
            return self._join(carried, group, kind)
        if carried.members:
            words = f"Moves to {called}"
            return Landing(words, move_members(carried.group, carried.members, group))
        if carried.group.kind != group.kind:
            return Landing(f"Only groups of one kind can become one; {called} is “{group.kind}”.")
        return Landing(f"Becomes one group with {called}", merge_groups([group, carried.group]))

    def _join(self, carried: Carried, group: Group, kind: RelationKind) -> Landing:
        fresh = [one for one in carried.spans if one.id not in group.span_ids]
        if not fresh and not carried.passages:
            return Landing(f"“{group.name or group.kind}” has it already.")
        words = f"Joins “{group.name or group.kind}” ({group.kind}){self._made(carried, kind)}"
        return Landing(words, add_passages(group, carried.passages, carried.spans))

    def as_new(self, carried: Carried, kind: RelationKind) -> Landing:
        """A drop where no group is: a new group of this kind."""
        if why := self.refuses(carried, kind):
            return Landing(why)
        group = carried.group
        if group is None:
            edit = group_passages(
                kind,
                carried.name,
                self.story_id,
                self.annotator_id,
                carried.passages,
                carried.spans,
            )
            return Landing(f"A new group: {kind.name}{self._made(carried, kind)}", edit)
        if carried.members and len(carried.members) < len(group.members):
            edit = split_off(group, carried.members, carried.name, kind_name=kind.name)
            return Landing(f"Split off as a group of its own: {kind.name}", edit)
        if kind.name == group.kind:
            return Landing("Here it is already.")
        words = f"“{group.name or group.kind}” becomes: {kind.name}"
        return Landing(words, change_kind(group, kind.name))

    def as_any(self, carried: Carried) -> Landing:
        """A drop where nothing is: a new group of the kind that can hold it, if only one can."""
        group = carried.group
        if group is not None and len(carried.members) in (0, len(group.members)):
            return Landing("Here it is already.")
        if group is not None and (kind := self.kind(group.kind)) is not None:
            return self.as_new(carried, kind)
        kinds = tuple(kind for kind in self.kinds if not self.refuses(carried, kind))
        if len(kinds) == 1:
            return self.as_new(carried, kinds[0])
        if not kinds:
            return Landing("No kind of group in the scheme holds this.")
        return Landing("A new group", kinds=kinds)

    def _made(self, carried: Carried, kind: RelationKind) -> str:
        """What spans are made for words that none covers."""
        label = label_for(self.scheme, kind)
        number = sum(not self.covered(one, kind) for one in carried.passages)
        if not number or label is None:
            return ""
        one = f", with {'an' if label.name[:1] in 'aeiou' else 'a'} {label.name} made of the words"
        return one if number == 1 else f", with {number} spans “{label.name}” made of the words"
