"""Words of an article in quotation marks, as sentences of the program name them."""

_WITHIN = str.maketrans("“”", "‘’")


def in_quotes(words: str) -> str:
    """The words between “ and ”; such marks within them become ‘ and ’."""
    return f"“{words.translate(_WITHIN)}”"
