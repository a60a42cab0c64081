"""Keeps what was computed in the project, some seconds of work at a time."""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from annotator.model.suggestion import Source, Suggestion
from annotator.project import Project
from annotator.suggest.parse import Parse

PATIENCE_SECONDS = 1.0
"""So much work may be lost when somebody stops it, or the article at hand if that took longer.

Writing at once would make whoever labels wait for every article of a hundred."""

Together = Callable[[], AbstractContextManager[None]]
"""Entered around several writes: where the right to write is lent, it is asked for once."""


class Keeper:
    """Writes parses and suggestions; each story and source as a whole or not at all."""

    def __init__(
        self, project: Project, together: Together, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._project = project
        self._together = together
        self._clock = clock
        self._parses: dict[str, Parse] = {}
        self._waiting: list[Callable[[], None]] = []
        self._last = clock()

    def parse(self, article_id: str, parse: Parse) -> None:
        """Keeps what a model found in an article."""
        self._parses[article_id] = parse
        self._look_at_the_clock()

    def suggestions(
        self,
        source: Source,
        article_ids: Sequence[str],
        suggestions: Sequence[Suggestion],
        annotator_id: str,
        note: tuple[str, str],
    ) -> None:
        """Keeps what a source proposes in a story, and a note of what it was made from."""

        def write() -> None:
            self._project.keep_suggestions(
                source, article_ids, suggestions, annotator_id=annotator_id
            )
            self._project.remember(*note)

        self._waiting.append(write)
        self._look_at_the_clock()

    def note(self, key: str, value: str) -> None:
        """Keeps a note on what was computed."""
        self._waiting.append(lambda: self._project.remember(key, value))
        self._look_at_the_clock()

    def finish(self) -> None:
        """Writes what waits; nothing in a project that is read-only."""
        self._last = self._clock()
        if not self._project.read_only and (self._parses or self._waiting):
            with self._together():
                self._project.keep_parses(self._parses)
                for write in self._waiting:
                    write()
        self._parses.clear()
        self._waiting.clear()

    def _look_at_the_clock(self) -> None:
        if self._clock() - self._last >= PATIENCE_SECONDS:
            self.finish()
