"""What is known of every passage in quotation marks of a text, before it is judged."""

from collections.abc import Sequence

from annotator.suggest.attributions import attribution
from annotator.suggest.carrying import carried_on
from annotator.suggest.cues import Lexicon
from annotator.suggest.finding import Finding, with_attribution
from annotator.suggest.units import Unit

NEAR = 6
"""Words before a passage that say what it is."""


def findings(text: str, all_units: Sequence[Unit], lexicon: Lexicon) -> list[Finding]:
    """What is known of every passage, in order."""
    made: list[Finding] = []
    for number, unit in enumerate(all_units):
        for place in unit.clauses.places:
            found = _own(text, unit, number, place, lexicon)
            made.append(carried_on(all_units, made[-1] if made else None, found, lexicon))
    return made


def _own(text: str, unit: Unit, number: int, place: int, lexicon: Lexicon) -> Finding:
    """A passage with the attribution of its own sentence."""
    tokens = unit.clauses.tokens
    low, high = unit.clauses.sentence(place)
    passage = unit.passages[tokens[place].number]
    alone = low == place and high == place + 1
    found = attribution(text, unit.clauses, place, lexicon)
    around = tuple(
        tuple(token.low for token in tokens[first:end])
        for first, end in ((max(low, place - NEAR), place), (place + 1, min(high, place + 4)))
    )
    bare = Finding(passage, number, place, alone, before=around[0], after=around[1])
    return bare if found is None else with_attribution(bare, tokens, found)
