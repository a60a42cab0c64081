import pytest
from hypothesis import given

from annotator.text.headline import title_of
from tests.annotator.text.strange import ARTICLES, read, texts


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Alibaba accused of theft\n\nIn a dramatic turn.", "Alibaba accused of theft"),
        ("\n \n# Who did  it?\nText.", "Who did it?"),
        ("A short text.", "A short text."),
        ("It began.\nThen it went on.", "It began."),
        ("", ""),
        (" \n\t", ""),
        ("\0\n", "\ufffd"),
        ("word " * 40, "word " * 15 + "word…"),
        ("x" * 200, "x" * 79 + "…"),
    ],
)
def test_title(text: str, title: str) -> None:
    assert title_of(text) == title


def test_titles_of_the_articles() -> None:
    titles = [title_of(read(path)) for path in ARTICLES]
    assert titles[1] == (
        "The simmering tensions between Western and Chinese tech giants have boiled over…"
    )
    assert all(title.endswith("…") for title in titles)


@given(texts)
def test_one_plain_line(text: str) -> None:
    title = title_of(text)
    assert len(title.splitlines()) <= 1
    assert len(title) <= 120
    assert bool(title) == bool(text.strip())
