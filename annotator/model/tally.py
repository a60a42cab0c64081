"""How suggestions were answered, in numbers: what shows whether somebody just nods them through.

A share that has nothing to divide by is None, not 0.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from annotator.model.suggestion import Answer, Source, Suggestion, Verdict

Kind = tuple[str, Source]
"""A label's id, and who proposes it."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of some suggestions.

    `decided` are those that were accepted, edited or rejected. `unedited_share` is how many of
    them were accepted to the letter, `bulk_share` how many together with others. `seconds` is the
    median time that one stood before the annotator who decided it alone.
    """

    offered: int = 0
    accepted: int = 0
    edited: int = 0
    rejected: int = 0
    skipped: int = 0
    bulk: int = 0
    seconds: float | None = None

    @property
    def decided(self) -> int:
        """How many were accepted, edited or rejected."""
        return self.accepted + self.edited + self.rejected

    @property
    def pending(self) -> int:
        """How many have no answer."""
        return self.offered - self.decided - self.skipped

    @property
    def unedited_share(self) -> float | None:
        """Accepted to the letter, of those decided."""
        return self.accepted / self.decided if self.decided else None

    @property
    def bulk_share(self) -> float | None:
        """Decided together with others, of those decided."""
        return self.bulk / self.decided if self.decided else None

    def plain(self) -> dict[str, int | float | None]:
        """As plain data, shares and seconds to three places."""
        return {
            "offered": self.offered,
            "accepted": self.accepted,
            "edited": self.edited,
            "rejected": self.rejected,
            "skipped": self.skipped,
            "pending": self.pending,
            "accepted_unedited_share": _rounded(self.unedited_share),
            "bulk_share": _rounded(self.bulk_share),
            "seconds": _rounded(self.seconds),
        }


class Count:
    """Counts suggestions and their answers, article by article, by label and source."""

    def __init__(self) -> None:
        self._offered: dict[Kind, int] = defaultdict(int)
        self._verdicts: dict[tuple[Kind, Verdict], int] = defaultdict(int)
        self._bulk: dict[Kind, int] = defaultdict(int)
        self._seconds: dict[Kind, list[float]] = defaultdict(list)

    def add(self, suggestions: Iterable[Suggestion], answers: Mapping[str, Answer]) -> None:
        """Counts these suggestions; `answers` by the suggestion's id."""
        for suggestion in suggestions:
            kind = (suggestion.label_id, suggestion.source)
            self._offered[kind] += 1
            if (answer := answers.get(suggestion.id)) is not None:
                self._answer(kind, answer)

    def _answer(self, kind: Kind, answer: Answer) -> None:
        self._verdicts[kind, answer.verdict] += 1
        if answer.verdict is Verdict.SKIPPED:
            return
        if answer.bulk:
            self._bulk[kind] += 1
        elif answer.seconds > 0:
            self._seconds[kind].append(answer.seconds)

    def tallies(self) -> dict[Kind, Tally]:
        """The numbers so far, by label and source."""
        return {kind: self._tally([kind]) for kind in sorted(self._offered)}

    def total(self) -> Tally:
        """The numbers so far, of all labels and sources."""
        return self._tally(list(self._offered))

    def _tally(self, kinds: list[Kind]) -> Tally:
        seconds = [one for kind in kinds for one in self._seconds[kind]]
        return Tally(
            offered=sum(self._offered[kind] for kind in kinds),
            accepted=self._number(kinds, Verdict.ACCEPTED),
            edited=self._number(kinds, Verdict.EDITED),
            rejected=self._number(kinds, Verdict.REJECTED),
            skipped=self._number(kinds, Verdict.SKIPPED),
            bulk=sum(self._bulk[kind] for kind in kinds),
            seconds=median(seconds) if seconds else None,
        )

    def _number(self, kinds: list[Kind], verdict: Verdict) -> int:
        return sum(self._verdicts[kind, verdict] for kind in kinds)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
