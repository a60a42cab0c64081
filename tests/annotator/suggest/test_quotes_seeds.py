"""Quotations of the five articles that ship with the program, against a reading of them."""

import json
from pathlib import Path

import pytest

from annotator.paths import seed
from annotator.suggest.quotation import OFFERED
from tests.annotator.suggest.quoted import found

GOLD = json.loads((Path(__file__).parents[2] / "data" / "quotes.json").read_text(encoding="utf-8"))
ARTICLES = sorted({one["article"] for one in GOLD["quotations"]})


def text_of(article: str) -> str:
    return seed(f"articles/{article}").read_bytes().decode("utf-8")


def overlaps(one: tuple[int, int] | None, other: tuple[int, int]) -> bool:
    return one is not None and one[0] < other[1] and other[0] < one[1]


@pytest.mark.parametrize("article", ARTICLES)
def test_every_quotation_is_found_exactly_and_grouped_and_nothing_else(article):
    wanted = [one["fragments"] for one in GOLD["quotations"] if one["article"] == article]
    assert [[list(at) for at in one.fragments] for one in found(text_of(article))] == wanted


@pytest.mark.parametrize("gold", GOLD["quotations"], ids=lambda one: str(one["fragments"][0][0]))
def test_speaker_and_cue(gold):
    (one,) = [
        one for one in found(text_of(gold["article"])) if one.start == gold["fragments"][0][0]
    ]
    assert overlaps(one.speaker, gold["speaker"])
    assert one.cue == tuple(gold["cue"])


@pytest.mark.parametrize("passage", GOLD["not"], ids=lambda one: one["text"])
def test_passages_that_are_no_quotations(passage):
    text = text_of(passage["article"])
    assert text[passage["start"] : passage["end"]] == passage["text"]
    for one in found(text, guesses=True):
        if overlaps((one.start, one.end), (passage["start"], passage["end"])):
            assert one.score < OFFERED


def test_all_are_there():
    assert len(GOLD["quotations"]) == 19
    assert sum(len(one["fragments"]) for one in GOLD["quotations"]) == 24
    assert len(GOLD["not"]) == 6
