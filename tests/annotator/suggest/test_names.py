"""From what a model took for a name to the name alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.names import cleaned, default_stop_list, same_string, trimmed, unified
from tests.annotator.text.strange import texts

STOP = default_stop_list()
KNOWN = frozenset({"Anthropic", "UK", "University of Cambridge"})


def names(text: str, *, person: bool = False) -> list[str]:
    found = cleaned(text, 0, len(text), stop_list=STOP, is_name=KNOWN.__contains__, person=person)
    return [text[start:end] for start, end in found]


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ("the United Kingdom", ["United Kingdom"]),
        ("Alibaba‘s", ["Alibaba"]),
        ("Alibaba's", ["Alibaba"]),
        ("the workers’", []),
        ("Republicans’", ["Republicans"]),
        ("Dr. Eleanor Shaw", ["Eleanor Shaw"]),
        ("St. Louis", ["St. Louis"]),
        ("Digital Sovereignty Act'", ["Digital Sovereignty Act"]),
        ("‘Black Mirror’", ["Black Mirror"]),
        ("Competition and Markets Authority (CMA)", ["Competition and Markets Authority (CMA)"]),
        ("the Associated Press (", ["Associated Press"]),
        ("Anthropic’s Claude", ["Anthropic", "Claude"]),
        ("The UK’s Competition and Markets Authority", ["UK", "Competition and Markets Authority"]),
        ("The Information Commissioner‘s Office", ["Information Commissioner‘s Office"]),
        (
            "the University of Cambridge’s Leverhulme Centre",
            ["University of Cambridge", "Leverhulme Centre"],
        ),
        ("AI", []),
        ("Google AI", ["Google"]),
        ("AI Safety Summit", ["AI Safety Summit"]),
        ("the Armenian Patriarchate of", ["Armenian Patriarchate"]),
        ("early Christianity", ["Christianity"]),
        ("al-Qaeda", ["al-Qaeda"]),
        ("de Blasio", ["de Blasio"]),
        ("state", []),
        ("n’t", []),
        ("https://example.org/News", []),
        ("Twitter @somebody", []),
        ("Janet Yellen\n", ["Janet Yellen"]),
        ("NEW YORK\nThe Times", ["NEW YORK", "Times"]),
        ("Apple Inc.", ["Apple Inc."]),
        ("the U.S.", ["U.S."]),
        ("Washington.", ["Washington"]),
        ("北京", ["北京"]),
        ("", []),
        ("’s", []),
        ("the", []),
    ],
)
def test_only_the_name_is_kept(found: str, wanted: list[str]):
    assert names(found) == wanted


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ("President Obama", ["Obama"]),
        ("Sir Keir Starmer", ["Keir Starmer"]),
        ("Lord Mayor", ["Lord Mayor"]),
        ("Secretary General", ["Secretary General"]),
        ("Pope Francis", ["Pope Francis"]),
        ("Nobody’s Fool", ["Nobody", "Fool"]),
    ],
)
def test_offices_stand_outside_a_person(found: str, wanted: list[str]):
    assert names(found, person=True) == wanted


def test_offices_are_part_of_other_names():
    assert names("General Motors") == ["General Motors"]


@given(texts, st.data())
def test_cleaning_keeps_to_its_place_and_cleans_once(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    last = start
    for place in cleaned(text, start, end, stop_list=STOP, is_name=KNOWN.__contains__):
        assert last <= place.start < place.end <= end
        last = place.end
        kept = trimmed(text, *place)
        assert kept is not None
        # Without words of the stop list at its end another ending may be left to cut.
        assert place.start <= kept.start < kept.end <= place.end
        assert not text[place.start].isspace()
        assert not text[place.end - 1].isspace()


@given(texts)
def test_the_unified_text_has_the_same_offsets(text: str):
    assert len(unified(text)) == len(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Information Commissioner's Office", "Information Commissioner‘s Office"),
        ("the UK", "UK’s"),
        ("The High  Court", "High Court"),
        ("“We will see.”", "We will see"),
        ("United\nKingdom", "United Kingdom"),
    ],
)
def test_the_same_string(one: str, other: str):
    assert same_string(one) == same_string(other)


@pytest.mark.parametrize(
    ("one", "other"), [("US", "us"), ("Shaw", "Eleanor Shaw"), ("was sold", "is sold"), ("a", "b")]
)
def test_not_the_same_string(one: str, other: str):
    assert same_string(one) != same_string(other)


@given(texts)
def test_the_string_of_a_string_is_itself(text: str):
    assert same_string(same_string(text)) == same_string(text)


def test_the_stop_list_ships():
    assert {"AI", "CEO", "IP"} <= default_stop_list()
    assert not any(word.startswith("#") for word in default_stop_list())
