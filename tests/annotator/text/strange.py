"""Texts that hurt: what every function over text has to live with."""

from pathlib import Path

from hypothesis import strategies as st

ARTICLES = sorted((Path(__file__).parents[3] / "seeds" / "articles").glob("*.txt"))

_PIECES = [
    "Alibaba‘s", "can’t", "U.S.", "Dr.", "Inc.", "No. 5", "a.m.", "3.5", "£200", "4%", "AI",
    "the", "cross-border", "http://a.b/c?d=1", "www.x.com", "x@y.co.uk", ".", ",", "!", "?",
    "…", "?”", "“", "”", "‘", "’", "'", '"', "(", ")", "[", "]", "«", "»", "-", "–", " ",
    "  ", "\t", "\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x1c", "\x00",
    "\ud800", "\udc00", "\u200b", "\u200d", "\xad", "\ufeff", "e\u0301", "\u0301",
    " \u0301", "\U0001f469\u200d\U0001f469\u200d\U0001f467", "👍🏽", "🇬🇧", "1️⃣", "中文",
    "ひらがな", "カタカナ", "ไทยไทย", "שלום", "مرحبا", "\u202e", "ß", "İ", "ǆ", "ﬁ", "한국어",
]  # fmt: skip

texts = st.one_of(
    st.text(st.characters(), max_size=40),
    st.lists(st.sampled_from(_PIECES), max_size=25).map("".join),
)
"""Any text at all, lone surrogates included."""


def read(path: Path) -> str:
    """An article as it is stored."""
    return path.read_bytes().decode()
