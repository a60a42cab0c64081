"""What can be done to spans that were made under an older rule."""

from collections.abc import Sequence

from annotator.edits.edit import Edit
from annotator.edits.spans import change_spans
from annotator.model.span import Span


def still_right(spans: Sequence[Span]) -> Edit:
    """Says that spans are right under the rule that counts now: they count as looked at now."""
    return change_spans(spans, "still right" if len(spans) == 1 else f"{len(spans)} still right")
