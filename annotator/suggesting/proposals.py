"""Proposals become suggestions: labels by id, places checked against the text."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotator.edits.spans import takes_value
from annotator.model.scheme import Label
from annotator.model.span import AttributeValue, Fragment, join_fragments
from annotator.model.suggestion import Source, Suggestion
from annotator.suggest.suggester import Proposal, proposal_id

log = logging.getLogger(__name__)


def suggestions_of(
    proposals: Iterable[Proposal],
    source: Source,
    *,
    labels: Mapping[str, Label],
    lengths: Mapping[str, int],
    maker: str,
    annotator_id: str,
) -> Iterator[Suggestion]:
    """The suggestions, each once. `labels` by name, `lengths` in code points by article id.

    A proposal with a label that is not there is left out; so is one whose place is none, which is
    a fault of the suggester and goes to the log.
    """
    seen: set[str] = set()
    for proposal in proposals:
        label = labels.get(proposal.label)
        if label is None:
            continue
        length = lengths.get(proposal.article_id, 0)
        fragments = join_fragments(proposal.fragments)
        if not _are_inside(fragments, length):
            places = [(piece.start, piece.end) for piece in fragments]
            log.error("%s proposes what is no place in a text of %d: %s", source, length, places)
            continue
        suggestion_id = proposal_id(source, proposal, annotator_id)
        if suggestion_id not in seen:
            seen.add(suggestion_id)
            yield Suggestion(
                id=suggestion_id,
                article_id=proposal.article_id,
                source=source,
                label_id=label.id,
                fragments=fragments,
                score=min(1.0, max(0.0, proposal.score)),
                reason=proposal.reason,
                attributes=_known(proposal.attributes, label),
                speaker=_inside(proposal.speaker, length),
                cue=_inside(proposal.cue, length),
                group=proposal.group,
                maker=maker,
                annotator_id=annotator_id,
            )


def _are_inside(fragments: Sequence[Fragment], length: int) -> bool:
    return bool(fragments) and fragments[0].start >= 0 and fragments[-1].end <= length


def _inside(place: Fragment | None, length: int) -> Fragment | None:
    return place if place is not None and 0 <= place.start < place.end <= length else None


def _known(values: Iterable[AttributeValue], label: Label) -> tuple[AttributeValue, ...]:
    """The values that the label takes."""
    return tuple(value for value in values if takes_value(label, value))
