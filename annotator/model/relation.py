"""Relations: directed links between two spans."""

from dataclasses import dataclass

from annotator.model.span import AttributeValue


@dataclass(frozen=True, slots=True)
class Relation:
    """A link of kind `kind` (`said by`, `because of`, `about`, …) from `head_id` to `child_id`.

    Both are spans of the same annotator; they may stand in different articles.
    """

    id: str
    annotator_id: str
    kind: str
    head_id: str
    child_id: str
    attributes: tuple[AttributeValue, ...] = ()
    created_at: str | None = None
    updated_at: str | None = None
