"""Groups: what belongs together across the articles of a story."""

from dataclasses import dataclass

from annotator.model.span import AttributeValue


@dataclass(frozen=True, slots=True)
class Member:
    """A span in a group, or (`span_id` "") an article that omits what the others say.

    `value` is what this member says where the members differ, `stance` one of the stances that
    the group's kind knows.
    """

    article_id: str
    span_id: str = ""
    value: str = ""
    stance: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """An n-ary set of members with a kind of the scheme (`same as`, `conflict`, …) and a name.

    It belongs to one annotator and one story. No two members are the same span or article.
    """

    id: str
    story_id: str
    annotator_id: str
    kind: str
    name: str
    members: tuple[Member, ...] = ()
    attributes: tuple[AttributeValue, ...] = ()
    note: str = ""
    created_at: str | None = None
    updated_at: str | None = None

    @property
    def span_ids(self) -> tuple[str, ...]:
        """The ids of the spans among the members, in order."""
        return tuple(member.span_id for member in self.members if member.span_id)
