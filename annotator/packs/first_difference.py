"""Where two texts begin to differ, in words that a person can find again."""

import re

WORDS = 4
"""So many words are shown on either side."""


def first_difference(ours: str, theirs: str) -> str:
    """One sentence: the line, and what stands there in either text. The texts must differ."""
    at = next(
        (n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b),
        min(len(ours), len(theirs)),
    )
    line = ours.count("\n", 0, at) + 1
    return (
        f"The first difference is in line {line}: here {_around(ours, at)}, "
        f"there {_around(theirs, at)}."
    )


def _around(text: str, at: int) -> str:
    if at >= len(text):
        return "the text has ended"
    before = re.findall(r"\S+\s*", text[max(0, at - 200) : at])[-WORDS:]
    behind = re.match(rf"(?:\s*\S+){{0,{WORDS}}}", text[at : at + 200])
    words = "".join(before) + (behind.group() if behind else "")
    shown = " ".join(words.split()) or text[at : at + 10]
    return f"“{shown}”"
