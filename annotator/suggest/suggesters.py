"""The one list of suggesters. A new one joins it here; nothing else has to know."""

from collections.abc import Mapping

from annotator.model.suggestion import Source
from annotator.suggest.claims import Claims
from annotator.suggest.entities import Entities
from annotator.suggest.quotes import Quotes
from annotator.suggest.repeats import Repeats
from annotator.suggest.suggester import Suggester

NEEDS_MODEL = frozenset({Source.ENTITIES})
"""Sources that have nothing to say without a model."""
OF_SOMEBODY = frozenset({Source.REPEATS})
"""Sources that look at one annotator's spans, and propose to that annotator alone."""


def suggesters() -> Mapping[Source, Suggester]:
    """The suggesters by what they are called, in the order in which they are asked."""
    known: tuple[Suggester, ...] = (Quotes(), Entities(), Claims(), Repeats())
    return {one.source: one for one in known}
