"""What the articles of one story say together: pure functions over values.

Counterparts, clues, what one article alone tells, and facets. Computed, never a verdict.
"""

from annotator.across.counterparts import BEST, Counterparts
from annotator.across.facet_patterns import FacetPatterns, read_patterns, shipped_patterns
from annotator.across.kinds import Kind
from annotator.across.material import ReadArticle, read_article
from annotator.across.story import VERSION, look_across

__all__ = [
    "BEST",
    "VERSION",
    "Counterparts",
    "FacetPatterns",
    "Kind",
    "ReadArticle",
    "look_across",
    "read_article",
    "read_patterns",
    "shipped_patterns",
]
