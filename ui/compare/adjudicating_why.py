"""Why it is decided so: what is said of an open case waits for its decision."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from annotator.model.decision import Reason
from ui.compare.adjudicating import Adjudicating, Decidable, Why, why_of
from ui.compare.decision_bar import DecisionBar


class Listed(Protocol):
    """A list that knows the current case, and every one by its key."""

    @property
    def current(self) -> Decidable | None:
        """The case that keys decide."""

    def case_by_key(self, key: str) -> Decidable | None:
        """The case with this key."""


class SayingWhy:
    """The reason, the note and the gap in the bar, for the current case of a list."""

    def __init__(self, bar: DecisionBar, cases: Listed, adjudicating: Adjudicating) -> None:
        self._bar, self._cases, self._adjudicating = bar, cases, adjudicating
        self._why, self._why_of = Why(), ""
        self._waiting: dict[str, Why] = {}
        """What was said of cases that are not decided yet, by their keys."""
        bar.reason_chosen.connect(self.set_reason)
        bar.note_written.connect(self.set_note)

    def show(self, case: Decidable | None) -> None:
        """Show why the case is decided so."""
        key = case.key if case is not None else ""
        if key != self._why_of:
            self._keep_note()
        self._why_of = key
        known = why_of(case.decision) if case is not None else Why()
        self._why = known if case is not None and case.decided else self._waiting.get(key, known)
        self._bar.show_why(self._why.reason, self._why.note, gap=self._why.gap)

    def forget(self) -> None:
        """Nothing is compared any more."""
        self._why_of = ""
        self._waiting.clear()

    def all_said(self) -> Why:
        """What was said of the current case, also what stands in the field and was not ended."""
        return replace(self._why, note=self._bar.note_now)

    def went(self, keys: Iterable[str]) -> None:
        """These were decided: what was said of them went with the decision."""
        for key in keys:
            self._waiting.pop(key, None)
        self._why_of = ""

    def set_reason(self, reason: Reason) -> None:
        """Why they differ."""
        gap = self._why.gap or reason is Reason.GUIDELINE_GAP
        self._say(replace(self._why, reason=reason, gap=gap))

    def set_note(self, note: str) -> None:
        """A note on the decision."""
        self._say(replace(self._why, note=note))

    def set_gap(self, gap: bool) -> None:
        """Whether the guidelines lack something."""
        self._say(replace(self._why, gap=gap))

    def _keep_note(self) -> None:
        """Somebody goes on in the middle of a note: it stays with the case it was written for."""
        words = self._bar.note_now
        if self._why_of and words != self._why.note:
            self._say_of(self._cases.case_by_key(self._why_of), replace(self._why, note=words))

    def _say(self, why: Why) -> None:
        self._why = why
        self._say_of(self._cases.current, why)
        self._bar.show_why(why.reason, why.note, gap=why.gap)

    def _say_of(self, case: Decidable | None, why: Why) -> None:
        if case is None:
            return
        if not case.decided:
            self._waiting[case.key] = why
        elif why != why_of(case.decision):
            self._adjudicating.say_why(case, why)
