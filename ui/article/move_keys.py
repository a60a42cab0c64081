"""Which keys move the caret: those of the platform, and those for paragraphs and sentences."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from ui.article.caret import Step

StandardKey = QKeySequence.StandardKey


class Move(NamedTuple):
    """One movement of the caret; `select`: the selection goes along."""

    step: Step
    direction: int
    select: bool = False


STANDARD: tuple[tuple[QKeySequence.StandardKey, Move], ...] = (
    (StandardKey.MoveToNextChar, Move(Step.CHARACTER, 1)),
    (StandardKey.MoveToPreviousChar, Move(Step.CHARACTER, -1)),
    (StandardKey.MoveToNextWord, Move(Step.WORD, 1)),
    (StandardKey.MoveToPreviousWord, Move(Step.WORD, -1)),
    (StandardKey.MoveToNextLine, Move(Step.LINE, 1)),
    (StandardKey.MoveToPreviousLine, Move(Step.LINE, -1)),
    (StandardKey.MoveToNextPage, Move(Step.PAGE, 1)),
    (StandardKey.MoveToPreviousPage, Move(Step.PAGE, -1)),
    (StandardKey.MoveToStartOfLine, Move(Step.LINE_END, -1)),
    (StandardKey.MoveToEndOfLine, Move(Step.LINE_END, 1)),
    (StandardKey.MoveToStartOfBlock, Move(Step.PARAGRAPH, -1)),
    (StandardKey.MoveToEndOfBlock, Move(Step.PARAGRAPH, 1)),
    (StandardKey.MoveToStartOfDocument, Move(Step.ARTICLE, -1)),
    (StandardKey.MoveToEndOfDocument, Move(Step.ARTICLE, 1)),
    (StandardKey.SelectNextChar, Move(Step.CHARACTER, 1, True)),
    (StandardKey.SelectPreviousChar, Move(Step.CHARACTER, -1, True)),
    (StandardKey.SelectNextWord, Move(Step.WORD, 1, True)),
    (StandardKey.SelectPreviousWord, Move(Step.WORD, -1, True)),
    (StandardKey.SelectNextLine, Move(Step.LINE, 1, True)),
    (StandardKey.SelectPreviousLine, Move(Step.LINE, -1, True)),
    (StandardKey.SelectNextPage, Move(Step.PAGE, 1, True)),
    (StandardKey.SelectPreviousPage, Move(Step.PAGE, -1, True)),
    (StandardKey.SelectStartOfLine, Move(Step.LINE_END, -1, True)),
    (StandardKey.SelectEndOfLine, Move(Step.LINE_END, 1, True)),
    (StandardKey.SelectStartOfBlock, Move(Step.PARAGRAPH, -1, True)),
    (StandardKey.SelectEndOfBlock, Move(Step.PARAGRAPH, 1, True)),
    (StandardKey.SelectStartOfDocument, Move(Step.ARTICLE, -1, True)),
    (StandardKey.SelectEndOfDocument, Move(Step.ARTICLE, 1, True)),
)
"""What the platform itself calls these movements; asked first."""

STEP_KEYS: Mapping[Step, tuple[str, str]] = {
    Step.PARAGRAPH: ("Ctrl+Up", "Ctrl+Down"),
    Step.SENTENCE: ("Alt+Up", "Alt+Down"),
}
"""Back and forwards for the steps that platforms have no keys for; with Shift they select."""


class MoveKeys:
    """Finds the movement that a key press stands for. The keys for steps can be changed."""

    def __init__(self) -> None:
        self._steps: dict[int, Move] = {}
        self.set_step_keys(STEP_KEYS)

    def set_step_keys(self, keys: Mapping[Step, tuple[str, str]]) -> None:
        """Use these keys (portable sequences of one press) for back and forwards by a step."""
        self._steps = {}
        for step, sequences in keys.items():
            for direction, sequence in zip((-1, 1), sequences, strict=True):
                if not sequence:
                    continue
                combination = QKeySequence(sequence)[0]  # type: ignore[index]  # the stubs forget it
                self._steps[combination.toCombined()] = Move(step, direction)
                shifted = QKeyCombination(
                    combination.keyboardModifiers() | Qt.KeyboardModifier.ShiftModifier,
                    combination.key(),
                )
                self._steps.setdefault(shifted.toCombined(), Move(step, direction, True))

    def move_for(self, event: QKeyEvent) -> Move | None:
        """The movement, None where the key is none of ours."""
        for standard, move in STANDARD:
            if event.matches(standard):
                return move
        return self._steps.get(_without_keypad(event))


def _without_keypad(event: QKeyEvent) -> int:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeyCombination(modifiers, Qt.Key(event.key())).toCombined()
