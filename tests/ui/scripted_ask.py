"""Answers given beforehand instead of dialogs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from annotator.errors import AnnotatorError
from ui.ask import ANY_FILE, Ask, FileKind


class ScriptedAsk(Ask):
    """Gives the answers of its script in order and keeps what was asked and told.

    `asked` holds (method, question), `told` the messages. A question without an answer in the
    script fails the test.
    """

    def __init__(self, *answers: Any) -> None:
        super().__init__(None)
        self.answers = list(answers)
        self.asked: list[tuple[str, str]] = []
        self.told: list[str] = []

    def then(self, *answers: Any) -> None:
        """Add answers to the script."""
        self.answers.extend(answers)

    def _next(self, method: str, question: str) -> Any:
        self.asked.append((method, question))
        assert self.answers, f"nobody expected the question “{question}” ({method})"
        return self.answers.pop(0)

    def open_file(
        self, title: str, kinds: Sequence[FileKind] = (ANY_FILE,), *, folder: Path | None = None
    ) -> Path | None:
        return self._next("open_file", title)

    def open_files(
        self, title: str, kinds: Sequence[FileKind] = (ANY_FILE,), *, folder: Path | None = None
    ) -> tuple[Path, ...]:
        return self._next("open_files", title)

    def save_file(
        self, title: str, kinds: Sequence[FileKind] = (ANY_FILE,), *, suggested: Path | None = None
    ) -> Path | None:
        return self._next("save_file", title)

    def folder(self, title: str, *, start: Path | None = None) -> Path | None:
        return self._next("folder", title)

    def confirm(
        self,
        question: str,
        *,
        action: str,
        detail: str = "",
        cancel: str = "Cancel",
        dangerous: bool = False,
    ) -> bool:
        return self._next("confirm", question)

    def pick(
        self, question: str, actions: Sequence[str], *, detail: str = "", cancel: str = "Cancel"
    ) -> int | None:
        return self._place(self._next("pick", question), actions)

    def choose(
        self,
        question: str,
        choices: Sequence[str],
        *,
        action: str = "Choose",
        detail: str = "",
        current: int = 0,
    ) -> int | None:
        return self._place(self._next("choose", question), choices)

    def line(
        self, question: str, *, action: str, text: str = "", detail: str = "", empty: bool = False
    ) -> str | None:
        return self._next("line", question)

    def paragraphs(
        self, question: str, *, action: str, text: str = "", detail: str = ""
    ) -> str | None:
        return self._next("paragraphs", question)

    def tell(self, message: str, *, detail: str = "") -> None:
        self.told.append(message)

    def tell_error(self, error: AnnotatorError, *, safe: str = "") -> None:
        self.told.append(str(error))

    def _place(self, answer: int | str | None, choices: Sequence[str]) -> int | None:
        """An answer may be the words of a choice or its place."""
        return list(choices).index(answer) if isinstance(answer, str) else answer
