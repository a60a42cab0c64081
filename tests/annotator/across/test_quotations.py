"""Quotations that several articles have."""

import pytest

from annotator.across import Kind, look_across
from annotator.model.clue import Clue
from tests.annotator.across.material import read

SHORT = "said Maria Lopez of Leeds."


def quoted(*texts: str) -> list[Clue]:
    kinds = {Kind.SAME_QUOTATION, Kind.OTHER_WORDING, Kind.OTHER_SPEAKER, Kind.OTHER_WORDS}
    return [one for one in look_across(read(*texts)).clues if one.kind in kinds]


def test_the_same_words_in_three_articles_are_one_clue():
    text = "“We will rebuild the harbour before winter,” "
    (clue,) = quoted(text + SHORT, text + SHORT, text.replace("“", '"').replace("”", '"') + SHORT)
    assert clue.kind == Kind.SAME_QUOTATION
    assert [passage.article_id for passage in clue.passages] == ["a", "b", "c"]
    assert clue.shown


def test_the_places_of_quotations_are_those_of_what_is_quoted():
    articles = read(
        "We were there. “We will rebuild the harbour before winter,” " + SHORT,
        "Maria Lopez promised to “rebuild the harbour before winter” in a speech.",
        "Nobody came.",
    )
    (some,) = look_across(articles).quoted
    texts = {one.article_id: one.text for one in articles}
    words = [texts[one.article_id][slice(*one.place)] for one in some]
    assert words == [
        "“We will rebuild the harbour before winter,”",
        "“rebuild the harbour before winter”",
    ]


def test_contractions_and_final_marks_make_no_other_wording():
    (clue,) = quoted(
        "“This isn’t just about one company.” " + SHORT,
        "“This is not just about one company,” " + SHORT,
    )
    assert clue.kind == Kind.SAME_QUOTATION


def test_small_changes_are_told():
    (clue,) = quoted(
        "“The whole thing was a clown show from its first day,” " + SHORT,
        "“The whole thing was a circus show from its first day,” " + SHORT,
    )
    assert clue.kind == Kind.OTHER_WORDING
    assert "“clown” and “circus”" in clue.reason


def test_a_piece_of_a_quotation_is_the_same():
    (clue,) = quoted(
        "“We will rebuild the harbour before winter, whatever it costs us,” " + SHORT,
        "Maria Lopez promised to “rebuild the harbour before winter” in a speech.",
    )
    assert clue.kind == Kind.SAME_QUOTATION


def test_another_person_with_the_same_words_is_told():
    (clue,) = quoted(
        "“This was never about the money alone,” said Maria Lopez.",
        "“This was never about the money alone,” said Tom Reed.",
    )
    assert clue.kind == Kind.OTHER_SPEAKER
    assert [passage.value for passage in clue.passages] == ["Maria Lopez", "Tom Reed"]


@pytest.mark.parametrize(
    "speaker", ["she said.", "said Lopez.", "said a spokeswoman.", "said Norfell."]
)
def test_a_pronoun_a_last_name_a_description_or_an_organisation_is_no_other_speaker(speaker: str):
    first = "Maria Lopez came to the harbour. “This was never about the money alone,” "
    (clue,) = quoted(first + "said Maria Lopez.", first + speaker)
    assert clue.kind == Kind.SAME_QUOTATION


def test_the_same_frame_with_other_words_inside():
    (clue,) = quoted(
        "Norfell denied the claims, calling them “baseless and defamatory”.",
        "Norfell has denied the accusations, calling them “baseless and protectionist”.",
    )
    assert clue.kind == Kind.OTHER_WORDS
    assert {passage.value for passage in clue.passages} == {
        "baseless and defamatory",
        "baseless and protectionist",
    }


def test_common_short_words_are_no_quotation_in_common():
    assert quoted("“Yes,” said Maria Lopez.", "“Yes,” said Tom Reed.") == []
