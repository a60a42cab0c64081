import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.scheme import Edges
from annotator.paths import resource
from annotator.text.marks import pairs
from annotator.text.snap import to_edges, to_words
from tests.annotator.text.strange import ARTICLES, read, texts

WORDS, MARKS = Edges.WORDS, Edges.MARKS
TEXT = (
    "He said ‘We built it on trust,’ and left. The Competition and Markets Authority (CMA), "
    "(see below.) Acme Inc. in the U.S. paid £200, 4%. A ‘Black Mirror’ calling them ‘baseless and "
    "mean.’ Alibaba’s claim is “parasitic innovation”. At Lloyd’s It’s so. Information "
    "Commissioner‘s Office, −5% in the ’90s [x]. “He said ‘yes’”."
)


@pytest.mark.parametrize(
    ("sweep", "words", "marks"),
    [
        ("e built it on tr", "We built it on trust", "‘We built it on trust,’"),
        ("‘We built it on trust,’ ", "We built it on trust", "‘We built it on trust,’"),
        ("‘We built it on trust", "We built it on trust", "‘We built it on trust,’"),
        ("We built it on trust,’", "We built it on trust", "‘We built it on trust,’"),
        ("Markets Authority (CMA), ", "Markets Authority (CMA)", "Markets Authority (CMA)"),
        ("(see below.)", "see below", "see below"),
        ("Acme Inc. ", "Acme Inc.", "Acme Inc."),
        ("the U.S. ", "the U.S.", "the U.S."),
        ("£200, ", "£200", "£200"),
        ("4%.", "4%", "4%"),
        ("‘Black Mirror’", "Black Mirror", "‘Black Mirror’"),
        ("them ‘baseless and mean.’", "them ‘baseless and mean.’", "them ‘baseless and mean.’"),
        ("baseless and mean", "baseless and mean", "‘baseless and mean.’"),
        ("Alibaba’s", "Alibaba", "Alibaba’s"),
        ("Alibaba’s claim", "Alibaba’s claim", "Alibaba’s claim"),
        ("Information Commissioner‘s", "Information Commissioner", "Information Commissioner‘s"),
        ("Commissioner‘s Office,", "Commissioner‘s Office", "Commissioner‘s Office"),
        ("It’s", "It’s", "It’s"),
        ("Lloyd’s", "Lloyd’s", "Lloyd’s"),
        ("“parasitic innovation”.", "parasitic innovation", "“parasitic innovation”"),
        ("−5%", "−5%", "−5%"),
        ("the ’90s ", "the ’90s", "the ’90s"),
        ("[x].", "x", "x"),
        ("He said ‘yes’", "He said ‘yes’", "“He said ‘yes’”"),
        (". ", None, None),
        (" ", None, None),
    ],
)
def test_what_a_span_keeps(sweep: str, words: str | None, marks: str | None) -> None:
    start = TEXT.index(sweep)
    if sweep.startswith("He said ‘y"):
        start = TEXT.rindex(sweep)
    wide = to_words(TEXT, start, start + len(sweep))
    for edges, expected in ((WORDS, words), (MARKS, marks)):
        kept = to_edges(TEXT, *wide, edges)
        assert (None if kept is None else TEXT[kept.start : kept.end]) == expected


def test_an_empty_sweep_gives_the_word() -> None:
    text = "He said, ok"
    assert [to_words(text, o, o) for o in (0, 2, 3, 7, 8, 9, 11)] == [
        (0, 2), (0, 2), (3, 7), (3, 7), (7, 8), (9, 11), (9, 11),
    ]  # fmt: skip
    assert to_words("a  b", 2, 2) == (2, 2)
    assert to_words("ab cd", 4, 1) == (0, 5)


def test_a_part_of_a_hyphenated_word_is_taken_exactly_or_not_at_all() -> None:
    text = "the UK-based firm"
    assert to_words(text, 4, 6) == (4, 6)
    assert to_words(text, 4, 5) == (4, 12)
    assert to_words(text, 0, 8) == (0, 12)
    assert to_edges(text, *to_words(text, 4, 7), WORDS) == (4, 6)


def test_exact_sweeps_keep_their_letters() -> None:
    assert to_edges("can’t", 0, 4, WORDS) == (0, 3)
    assert to_edges("Alibaba", 2, 5, WORDS) == (2, 5)


def test_scheme_examples_stay_as_they_are() -> None:
    """Every example span of the default scheme is what its own label would keep."""
    scheme = resource("schemes") / "news-stories.json"
    articles = {path.name: read(path) for path in ARTICLES}
    count = 0
    for label in json.loads(scheme.read_text("utf-8"))["labels"]:
        edges = MARKS if label["name"] == "quote" else WORDS
        for example in label["positive"]:
            sweep = (example["start"], example["end"])
            assert to_edges(articles[example["file"]], *sweep, edges) == sweep, example
            count += 1
    assert count > 10


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("‘the engineers’ union won,’ she said", "the engineers’ union won,"),
        ("'Alibaba's cloud' it", "Alibaba's cloud"),
        ('"one" and "two"', "one"),
        ("the UK‘s ‘plan’", "plan"),
        ("„so“, er", "so"),
        ("«oui»", "oui"),
    ],
)
def test_pairs_of_marks(text: str, inside: str) -> None:
    start = text.index(inside)
    assert pairs(text)[start - 1] == start + len(inside)


def test_marks_do_not_pair_over_lines() -> None:
    assert pairs("“We won\nand lost”") == {}


@given(texts, st.integers(-2, 90), st.integers(-2, 90), st.sampled_from(Edges))
def test_snapping_is_idempotent(text: str, start: int, end: int, edges: Edges) -> None:
    wide = to_words(text, start, end)
    assert 0 <= wide.start <= wide.end <= len(text)
    if wide.start < wide.end:
        assert to_words(text, *wide) == wide
    kept = to_edges(text, *wide, edges)
    if kept is not None:
        assert 0 <= kept.start < kept.end <= len(text)
        assert not text[kept.start].isspace()
        assert not text[kept.end - 1].isspace()
        assert to_edges(text, *kept, edges) == kept


@given(texts)
def test_pairs_are_mutual(text: str) -> None:
    found = pairs(text)
    assert all(found[partner] == mark != partner for mark, partner in found.items())
