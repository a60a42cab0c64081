"""Reasons as sentences."""


def sentence(words: str) -> str:
    """Words as a sentence: a capital first, a full stop at the end."""
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."
