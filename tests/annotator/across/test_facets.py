"""The table of a story, and the file of its patterns."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.across import look_across, read_patterns, shipped_patterns
from annotator.across.clauses import clause
from annotator.across.facets import facet_rows
from annotator.errors import BadInput
from annotator.model.clue import Passage
from annotator.model.scheme import Scheme
from annotator.model.span import Fragment
from annotator.project.marked_facets import with_claims
from tests.annotator.across.material import read
from tests.growth import STEEP, growth


def values(patterns: str, *texts: str) -> list[str]:
    rows = facet_rows(read(*texts), read_patterns(patterns))
    return [passage.value for row in rows for passage in row.passages]


@pytest.mark.parametrize(
    ("pattern", "text", "shown"),
    [
        (
            "filed with/in (<rest>)",
            "It was filed in a court in Leeds, they said.",
            "a court in Leeds",
        ),
        ("accus* … of", "They accused the mayor openly of fraud.", "accused the mayor openly of"),
        ("by *ing (<rest>)", "They got in by breaking a window.", "a window"),
        ("the? court (ruled)", "Later a court ruled.", "ruled"),
        ("(<name>) sued", "Harbour Authority sued them.", "Harbour Authority"),
        (
            "(<name>) sued",
            "The Harbour Authority of Leeds sued them.",
            "Harbour Authority of Leeds",
        ),
        ("cost <number>", "It cost £20 million.", "cost £20 million"),
        ("(<name>) based", "the San Francisco-based firm", "San Francisco"),
        ("U.S. (<rest>)", "the U.S. government said", "government said"),
        ("<time>", "It rained last week.", "last week"),
        ("<money>", "It cost £20 million.", "£20 million"),
        ("<share>", "It rose by 4 per cent.", "4 per cent"),
        ("<duration>", "It took three weeks.", "three weeks"),
        ("<amount>", "There were 12 boats.", "12 boats"),
    ],
)
def test_a_pattern_finds_and_shows(pattern: str, text: str, shown: str):
    assert values(f"[x]\n{pattern}", text) == [shown]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("filed in", "It was filed away in Leeds."),
        ("court", "The courtship went on."),
        ("(<name>) sued", "They sued."),
        ("accus* … of", "They accused him. Of that nobody spoke."),
    ],
)
def test_a_pattern_stays_within_words_and_sentences(pattern: str, text: str):
    assert values(f"[x]\n{pattern}", text) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("filed in", "line 1: a pattern stands before"),
        ("[]", "line 1: a facet needs a name"),
        ("[x]\n# fine\n(a) (b)", "line 3: a pattern has one pair of brackets"),
        ("[x]\n<what> of", "line 2: <what> is none of"),
        ("[x]\n<rest> of it", "line 2: <rest> stands at the end"),
        ("[x]\nthe?", "line 2: the pattern needs at least one word"),
        ("[x]\n… of", "line 2: a pattern cannot begin with"),
        ("[x]\n) a (", "line 2: the pattern cannot be read"),
        ("[x]\n()", "line 2: the pattern needs at least one word"),
        ("[x]\nx\nthe? a?", "line 3: the pattern needs at least one word"),
        ("[x]\na[b]", "line 2: “a[b]” is no word"),
        ("[x]\n" + "a" * 400, "longer than 300"),
        ("[x]\n" + "a b\n" * 2001, "more than 2,000 patterns"),
    ],
)
def test_a_pattern_that_cannot_be_read_is_refused_with_its_line(text: str, why: str):
    with pytest.raises(BadInput, match=r"^facets\.txt") as refused:
        read_patterns(text, "facets.txt")
    assert why in str(refused.value)


def test_the_shipped_facets_are_those_of_the_shipped_scheme():
    from annotator.formats.scheme import read_scheme
    from annotator.paths import resource

    path = resource("schemes/news-stories.json")
    scheme: Scheme = read_scheme(path.read_bytes(), str(path))
    claim = scheme.label_named("claim")
    assert claim is not None
    facet = claim.attribute("facet")
    assert facet is not None
    named = {name for name, _ in shipped_patterns().facets}
    assert set(facet.values) - {"other"} <= named


def test_a_row_has_few_passages_of_each_article_the_best_first_chosen():
    text = " ".join(f"It was filed in Court {n}." for n in range(9)) + " It was said in Leeds."
    rows = facet_rows(read(text, text), read_patterns("[x]\nsaid in (<rest>)\nfiled in (<rest>)"))
    (row,) = rows
    assert len(row.passages) == 8
    assert row.passages[3].value == "Leeds"
    assert [one.article_id for one in row.passages] == ["a"] * 4 + ["b"] * 4


def test_marked_claims_take_the_place_of_what_was_found():
    rows = facet_rows(read("It was filed in Leeds. It rained."), read_patterns("[venue]\nfiled in"))
    mine = Passage("a", Fragment(0, 21), "a court")
    other = Passage("a", Fragment(23, 32), "rain")
    found = with_claims(rows, [("venue", mine), ("weather", other)], ["a"])
    assert [(row.facet, row.passages) for row in found] == [
        ("venue", (mine,)),
        ("weather", (other,)),
    ]


def test_every_pattern_of_the_program_is_sound():
    shipped = shipped_patterns()
    assert read_patterns(shipped.text) == shipped


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="ab <>()/*?…[]#.'’-\n", max_size=60))
def test_any_file_is_read_or_refused(text: str):
    with suppress(BadInput):
        facet_rows(read("a b, a. b - ab"), read_patterns(text, "x"))


def test_a_text_without_any_end_takes_no_time():
    def look(size: int) -> None:
        text = "accused the and " * size
        look_across(read(text, text))

    assert growth(look, 250) < STEEP


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "In Leeds, the harbour board sued the owners of the ferry.",
            "In Leeds, the harbour board sued the owners of the ferry",
        ),
        (
            "It rained; the board, a body of nine, sued the owners, and nobody was hurt.",
            "the board, a body of nine, sued the owners",
        ),
        # A clause that leans on what stands before it is not cut off from that.
        (
            "The board, which sued the owners in May, met again; it rained.",
            "The board, which sued the owners in May, met again",
        ),
        (
            "The owners denied it, saying that the board sued the wrong people.",
            "The owners denied it, saying that the board sued the wrong people",
        ),
    ],
)
def test_a_facet_in_clauses_shows_what_can_be_read_by_itself(text: str, shown: str):
    assert values("[x] clause\nsued", text) == [shown]


def test_a_long_clause_is_cut_between_words_around_what_was_found():
    text = "Early " + "then " * 40 + "the board sued the owners of " + "many " * 40 + "ferries."
    (shown,) = values("[x] clause\n(sued <rest>)", text)
    assert shown.startswith("… then")
    assert shown.endswith(" many …")
    assert "the board sued the owners" in shown
    assert len(shown) < 160


def test_a_cut_clause_keeps_all_words_that_were_found():
    text = "The board " + "of the harbour " * 8 + "sued " + "the owners " * 30
    place = Fragment(0, text.index("sued") + 4)
    shown = clause(text, Fragment(0, len(text)), place)
    assert shown == text[slice(*place)] + " …"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab,;: –—.-ing\n", max_size=80), st.data())
def test_a_clause_holds_its_words(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text)))
    place = Fragment(start, data.draw(st.integers(start, len(text))))
    said = " ".join(text[slice(*place)].split()).strip(" ,;:–—.")
    assert said in clause(text, Fragment(0, len(text)), place)
