"""Spans that were made under an older rule, and what has changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.model.span import Span


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A version of the scheme or of the guidelines that took the place of another one.

    `what` names it, `since` is when it began to count, `sentences` tell what is other. `labels`
    holds, by label id as of now, the sentences about that label; its older spans are to be looked
    at again.
    """

    what: str
    since: str
    sentences: tuple[str, ...]
    labels: Mapping[str, tuple[str, ...]]

    @property
    def id(self) -> str:
        """Tells changes apart on this machine."""
        return f"{self.what}, {self.since}"


@dataclass(frozen=True, slots=True)
class OlderSpan:
    """A span that is older than the rule it is to follow, and what has changed since."""

    span: Span
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What one annotator has to know and to look at: newest changes first, spans in text order."""

    changes: tuple[RuleChange, ...] = ()
    spans: tuple[OlderSpan, ...] = ()


def why_older(span: Span, changes: Sequence[RuleChange]) -> tuple[str, ...]:
    """What has changed about a span's label since the span was made or looked at; () for none."""
    last = span.updated_at or span.created_at or ""
    return tuple(
        sentence
        for change in changes
        if last < change.since
        for sentence in change.labels.get(span.label_id, ())
    )


def counts_from(made_at: str, handed_out: Sequence[str]) -> str:
    """When a version made at `made_at` began to count for somebody who got packs at these times.

    Who was away with an older pack learns of it with the next one; everybody else at once.
    """
    if not any(time < made_at for time in handed_out):
        return made_at
    return min((time for time in handed_out if time >= made_at), default=made_at)
