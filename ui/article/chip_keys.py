"""Which letter sets which value: one letter each, the same letters every time."""

from collections.abc import Container, Sequence
from string import ascii_lowercase, ascii_uppercase


def chip_keys(words: Sequence[str], *, taken: Container[str] = ()) -> tuple[str, ...]:
    """A letter for each of the words, no letter twice, none of those `taken`.

    A word gets its own first letter where that is free; then the first letter of one of its
    further words, then any of its letters, then the alphabet, then capitals (Shift). What comes
    earlier chooses first. Beyond that (more than 52 words) the letter is "".
    """
    keys: list[str] = [""] * len(words)
    used: set[str] = set()

    def give(index: int, letters: Sequence[str]) -> None:
        for letter in letters:
            if letter not in used and letter not in taken:
                keys[index] = letter
                used.add(letter)
                return

    for index, word in enumerate(words):
        give(index, _letters(word)[:1])
    for index, word in enumerate(words):
        if not keys[index]:
            give(index, [*_initials(word), *_letters(word), *ascii_lowercase, *ascii_uppercase])
    return tuple(keys)


def _letters(word: str) -> list[str]:
    return [letter for letter in word.lower() if letter.isalpha()]


def _initials(word: str) -> list[str]:
    parts = "".join(c if c.isalpha() else " " for c in word.lower()).split()
    return [part[0] for part in parts]
