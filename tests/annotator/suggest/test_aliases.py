"""Which names of a story stand for the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.aliases import NameSeen, country_names, is_company, joined, without_suffix


def groups(**names: str) -> dict[str, str]:
    """The groups of names given as NAME=TYPE, with _ for blanks."""
    return joined(NameSeen(name.replace("_", " "), kind, 1) for name, kind in names.items())


def test_an_acronym_and_its_words():
    office = "Information Commissioner’s Office"
    found = joined([NameSeen("ICO", "ORG", 9), NameSeen(office, "ORG", 1)])
    assert found == {"ICO": office, office: office}


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("CMA", "Competition and Markets Authority"),
        ("DoJ", "US Department of Justice"),
        ("FEMA", "Federal Emergency Management Agency"),
        ("F.B.I.", "Federal Bureau of Investigation"),
        ("UK", "United Kingdom"),
        ("Britain", "United Kingdom"),
        ("U.S.", "United States"),
        ("America", "United States of America"),
    ],
)
def test_short_and_full_name(short: str, full: str):
    kind = "GPE" if full.startswith("United") else "ORG"
    assert joined([NameSeen(short, kind, 5), NameSeen(full, kind, 1)])[short] == full


def test_an_acronym_of_two_joins_neither():
    found = groups(CMA="ORG", Competition_Markets_Authority="ORG", Country_Music_Association="ORG")
    assert found["CMA"] == "CMA"


def test_people_go_by_their_last_name():
    assert groups(Shaw="PERSON", Eleanor_Shaw="PERSON")["Shaw"] == "Eleanor Shaw"


def test_a_last_name_of_two_joins_neither():
    found = groups(Amodei="PERSON", Dario_Amodei="PERSON", Daniela_Amodei="PERSON")
    assert len(set(found.values())) == 3


def test_a_middle_initial_is_the_same_person_a_suffix_another():
    initial = joined(
        [NameSeen("John F. Kennedy", "PERSON", 1), NameSeen("John Kennedy", "PERSON", 1)]
    )
    assert set(initial.values()) == {"John F. Kennedy"}
    for two in (["Al Elliott III", "Al Elliott Jr."], ["George W. Bush", "George H. W. Bush"]):
        names = [*two, "Bush"]
        found = joined(NameSeen(name, "PERSON", 1) for name in names)
        assert len({found[name] for name in two}) == 2
        assert found["Bush"] == "Bush"


def test_a_company_and_its_parts():
    found = groups(Alibaba="ORG", Alibaba_Group="ORG", Alibaba_Cloud="ORG", Ant_Group="ORG")
    assert found["Alibaba"] == found["Alibaba Group"] == "Alibaba"
    assert found["Alibaba Cloud"] == "Alibaba Cloud"
    assert found["Ant Group"] == "Ant Group"


def test_the_commonest_stands_for_a_company():
    names = [NameSeen("Alibaba", "ORG", 29), NameSeen("Alibaba Group", "ORG", 1)]
    assert set(joined(names).values()) == {"Alibaba"}


def test_a_university_by_both_its_names():
    found = groups(University_of_Oxford="ORG", Oxford_University="ORG", Oxford="GPE")
    assert found["University of Oxford"] == found["Oxford University"]
    assert found["Oxford"] == "Oxford"


def test_a_department_with_and_without_its_country():
    found = groups(US_State_Department="ORG", State_Department="ORG", US="GPE")
    assert set(found.values()) == {"US State Department", "US"}


def test_a_country_is_not_its_senate():
    found = joined([NameSeen("U.S.", "GPE", 5), NameSeen("U.S. Senate", "ORG", 1)])
    assert found == {"U.S.": "U.S.", "U.S. Senate": "U.S. Senate"}


def test_its_people_are_not_the_country():
    assert set(groups(British="NORP", UK="GPE", Chinese="NORP", China="GPE").values()) == {
        "British",
        "UK",
        "Chinese",
        "China",
    }


def test_a_dateline_in_capitals():
    assert groups(WASHINGTON="GPE", Washington="GPE")["WASHINGTON"] == "Washington"


def test_no_country_is_on_two_lines():
    names = [name for line in country_names() for name in line]
    assert len(names) == len(set(names))


def test_suffixes_of_companies():
    assert without_suffix("Apple, Inc.") == "Apple"
    assert without_suffix("Group") == "Group"
    assert is_company("Ford Motor Co.")
    assert not is_company("Group of Seven")


WORDS = st.sampled_from(
    [
        "UK",
        "United Kingdom",
        "Alibaba",
        "Group",
        "Shaw",
        "of",
        "A",
        "CMA",
        "Inc.",
        "Jr.",
        "IV",
        "’s",
    ]
)
NAMES = st.lists(
    st.builds(
        NameSeen,
        st.lists(WORDS, min_size=1, max_size=4).map(" ".join),
        st.sampled_from(["PERSON", "ORG", "GPE"]),
        st.integers(1, 9),
    ),
    max_size=12,
    unique_by=lambda each: each.name,
)


@given(NAMES)
def test_every_name_gets_one_that_stands_for_itself(names: list[NameSeen]):
    found = joined(names)
    assert found.keys() == {each.name for each in names}
    assert all(found[group] == group for group in found.values())
    assert joined(names[::-1]) == found
