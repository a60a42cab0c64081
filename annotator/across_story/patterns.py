"""The patterns of facets in a project: as the lead wrote them, else those that ship."""

from annotator.across import FacetPatterns, read_patterns, shipped_patterns
from annotator.edits.edit import Edit
from annotator.project import Project

KEY = "facets"


def facet_patterns(project: Project) -> FacetPatterns:
    """The patterns that count in this project.

    Raises `BadInput` where they cannot be read, which can only be after another program wrote them.
    """
    text = project.setting(KEY)
    return read_patterns(text, "The facets of this project") if text else shipped_patterns()


def set_facet_patterns(text: str, where: str = "the patterns") -> Edit:
    """Keeps patterns in the project; "" for those that ship. Raises `BadInput`: line and reason."""
    if text.strip():
        read_patterns(text, where)
    kept = text if text.strip() else ""
    return Edit(
        "questions of stories",
        lambda work: work.facts.put(f"setting.{KEY}", kept),
        adds_heads=False,
    )
