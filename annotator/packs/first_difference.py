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
    here, there = _around(ours, at), _around(theirs, at)
    if here == there:  # blanks and line ends, or letters that look the same
        here, there = f"{here} {_point(ours, at)}", f"{there} {_point(theirs, at)}"
    return f"The first difference is in line {line}: here {here}, there {there}."


def _point(text: str, at: int) -> str:
    """The code point there, as people write it."""
    return f"(U+{ord(text[at]):04X})" if at < len(text) else "(the end)"


def _around(text: str, at: int) -> str:
    if at >= len(text):
        return "the text has ended"
    before = re.findall(r"\S+\s*", text[max(0, at - 200) : at])[-WORDS:]
    behind = re.match(rf"(?:\s*\S+){{0,{WORDS}}}", text[at : at + 200])
    words = "".join(before) + (behind.group() if behind else "")
    shown = " ".join(words.split()) or text[at : at + 10]
    return f"“{shown}”"
