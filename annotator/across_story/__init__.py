"""The stories of a project, looked at across their articles: computed, kept, shown."""

from annotator.across_story.computing import AcrossReport, across
from annotator.across_story.patterns import facet_patterns, set_facet_patterns
from annotator.across_story.plain import plain

__all__ = ["AcrossReport", "across", "facet_patterns", "plain", "set_facet_patterns"]
