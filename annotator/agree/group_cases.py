"""What is to be decided between two people about their groups in one story: the values.

A case is a group of A's and the one of B's that is most like it, or a single one; a group without a
partner of which at least half is in the other side's group of a case belongs to that case. Every
group of both with a member in the articles compared is in exactly one case. They are found by
`annotator.agree.group_finding`; this is light to import.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from annotator.model.decision import Decision, Matter, Took, group_ground
from annotator.model.group import Group, Member
from annotator.model.span import Fragment


class GroupClass(StrEnum):
    """How the groups of a case stand to each other."""

    SAME = "same"
    DIFFERS = "differs"
    ONLY_A = "only_a"
    ONLY_B = "only_b"


@dataclass(frozen=True, slots=True)
class Joint:
    """One member as both have it: a span of each, paired or single, or an article that omits.

    `gold` holds the ids of gold's spans that stand where it does, by what was decided about the
    spans; () for articles that omit. `in_gold` is what gold's groups of the decision have for it.
    What these have and neither A nor B, by the lead, has neither `a` nor `b`.
    """

    article_id: str
    a: Member | None
    b: Member | None
    gold: tuple[str, ...] = ()
    in_gold: Member | None = None


@dataclass(frozen=True)
class GroupCase:
    """One matter about groups between A and B in a story, and what gold says of it.

    `a` and `b` are all groups in it, the ones that were matched first: more than one on a side
    where that side has in parts what the other has whole. `group_class` is None where it was
    decided about groups that neither has any more. `members` stand in the order of articles in the
    story, then text. `differs` says in what they differ: “kind”, “name”, “members”, “stances”,
    “values”, “attributes”; nothing where they are the same or one side's alone, or where nobody
    knows because the rest of the members is in articles that are not compared: then they are not
    the same either. `gold` holds gold's groups by the decision, which is seen from A and B, whoever
    was called A when it was made. `others`: further decisions about parts of it, which a decision
    on it replaces. `stale`: somebody said something else when it was made. `elsewhere`: it was made
    between other people, about one of these groups.
    """

    story_id: str
    a_id: str
    b_id: str
    gold_id: str
    group_class: GroupClass | None
    a: tuple[Group, ...] = ()
    b: tuple[Group, ...] = ()
    members: tuple[Joint, ...] = ()
    differs: tuple[str, ...] = ()
    gold: tuple[Group, ...] = ()
    decision: Decision | None = None
    others: tuple[Decision, ...] = ()
    stale: bool = False
    elsewhere: bool = False

    @property
    def groups(self) -> tuple[Group, ...]:
        """All groups of both in it."""
        return self.a + self.b

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of the groups in it, each once; where it is gone, of gold's."""
        return tuple(dict.fromkeys(one.kind for one in self.groups or self.gold))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the groups in it, each once; where it is gone, of gold's."""
        some = self.groups or self.gold
        return tuple(dict.fromkeys(one.name for one in some if one.name))

    @property
    def split(self) -> bool:
        """Whether one has whole what the other has in parts."""
        return len(self.a) > 1 or len(self.b) > 1

    @property
    def gone(self) -> bool:
        """Whether it is about groups that neither has any more."""
        return self.group_class is None

    @property
    def agreed(self) -> bool:
        """Whether both say the same: kind, name, members, stances, values and attributes."""
        return self.group_class is GroupClass.SAME

    @property
    def decided(self) -> bool:
        """Whether gold has decided it, and nobody changed anything since."""
        return self.decision is not None and not self.stale

    @property
    def waits(self) -> bool:
        """Whether a decided group is not in gold yet: too few of its members stand there."""
        made = self.decision
        return made is not None and self.decided and made.took is not Took.NONE and not self.gold

    @cached_property
    def ground(self) -> str:
        """What both say with these groups; see `annotator.model.decision.group_ground`."""
        return group_ground(self.a, self.b)

    @cached_property
    def key(self) -> str:
        """What the case goes by, whatever is decided: its story and its groups."""
        held = [one.id for one in self.groups]
        if not held and self.decision is not None:
            held = [self.decision.id]
        return "\n".join((self.story_id, *held))

    @property
    def article_id(self) -> str:
        """The article in which it is decided: the first of the story with a member of either's.

        That is the same whoever is called A, and in every copy of the project.
        """
        theirs = (one.article_id for one in self.members if one.a or one.b)
        return next(theirs, self.decision.article_id if self.decision else "")

    @property
    def matter(self) -> Matter:
        """What a decision on it has to know."""
        made = [self.decision, *self.others] if self.decision else []
        return Matter(
            gold_id=self.gold_id,
            article_id=self.article_id,
            a_id=self.a_id,
            b_id=self.b_id,
            ground=self.ground,
            replaces=tuple(one.id for one in made),
            a_groups=tuple(one.id for one in self.a),
            b_groups=tuple(one.id for one in self.b),
        )


@dataclass(frozen=True, slots=True)
class GroupMaterial:
    """What the cases of one story are found from.

    `order` says the place of each article of the story, by id; `compared` are those in which both
    are compared. `a` and `b` are all groups of both in the story. `twins` leads from each span to
    the one of the other side with which the alignment pairs it, both ways. `places` says where the
    spans of members stand. `decisions` are gold's about groups, between whomever. `others` holds,
    by id, the groups that decisions name and that are none of A's or B's. `stands` leads from a
    span to gold's that stand there.
    """

    story_id: str
    order: Mapping[str, int]
    compared: frozenset[str]
    a_id: str
    b_id: str
    gold_id: str
    a: Sequence[Group]
    b: Sequence[Group]
    twins: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, tuple[Fragment, ...]] = field(default_factory=dict)
    decisions: Sequence[Decision] = ()
    others: Mapping[str, Group] = field(default_factory=dict)
    stands: Mapping[str, Sequence[str]] = field(default_factory=dict)
