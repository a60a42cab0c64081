"""Values that differ: descriptions, places, figures; and what one article alone tells."""

from annotator.across import Kind, look_across
from annotator.model.clue import Clue
from tests.annotator.across.material import read


def of(kind: Kind, *texts: str) -> list[Clue]:
    return [one for one in look_across(read(*texts)).clues if one.kind == kind]


def test_one_person_two_universities():
    (clue,) = of(
        Kind.DESCRIPTION,
        "Maria Lopez, a researcher at the University of Leeds, warned of it.",
        "Maria Lopez, a historian at Bristol College, said so.",
    )
    assert clue.shown
    assert [one.value for one in clue.passages] == [
        "a researcher at the University of Leeds",
        "a historian at Bristol College",
    ]


def test_more_of_the_same_description_is_no_clue():
    texts = (
        "Maria Lopez, a researcher at the University of Leeds, warned of it.",
        "Maria Lopez, a senior researcher at the University of Leeds, said so.",
    )
    assert of(Kind.DESCRIPTION, *texts) == []


def test_one_clue_for_each_organisation_with_all_values():
    (clue,) = of(
        Kind.BACKING,
        "Norfell, a London-based firm, was sued.",
        "The suit names Norfell, a Texas-based company.",
        "Norfell, backed by French investors, denied it.",
    )
    assert clue.name == "Norfell"
    values = [one.value for one in clue.passages]
    assert values == ["London-based", "Texas-based", "backed by French investors"]


def test_a_firm_that_the_model_takes_for_a_person():
    firm, next_to = (
        "Kemtex, a Texas-based chemical firm, was sued.",
        "Boston-based Kemtex was sued.",
    )
    (clue,) = of(Kind.BACKING, firm, next_to)
    assert [one.value for one in clue.passages] == ["Texas-based", "Boston-based"]
    lawyer = "Kemtex, a London-based lawyer, was sued."
    assert of(Kind.BACKING, firm, lawyer) == []
    reed = "Reed, a Texas-based firm, was sued."
    assert of(Kind.BACKING, reed, reed.replace("Texas", "London")) == []


def test_copies_that_tell_the_same_two_values_do_not_differ():
    text = "Norfell, a London-based firm backed by French investors, was sued."
    assert of(Kind.BACKING, text, f"{text} It rained.") == []
    assert of(Kind.BACKING, text, "Norfell, a Texas-based company, was sued.", text) != []


def test_what_is_said_of_something_without_a_name_is_of_nobody():
    texts = ("Norfell met a London-based lawyer.", "Norfell met a Texas-based lawyer.")
    assert of(Kind.BACKING, *texts) == []


def test_an_event_with_another_place():
    (clue,) = of(
        Kind.EVENT,
        "They met at the recent Harbour Fair in Leeds.",
        "The Harbour Fair in Bristol opens soon.",
    )
    assert not clue.shown
    assert len(clue.passages) == 2


def test_figures_in_the_same_frame_are_shown_and_others_are_not():
    (shown,) = of(
        Kind.FIGURE,
        "The mayor charged the city $5,587.75 for first-class flights.",
        "The mayor charged the city $5,687.75 for first-class flights.",
    )
    assert shown.shown
    assert "$5,587.75" in shown.reason
    (hidden,) = of(
        Kind.FIGURE,
        "The harbour repairs cost £2 million, the mayor found.",
        "He put £3 million down for repairs of the harbour.",
    )
    assert not hidden.shown


def test_equal_figures_in_other_units_are_none():
    texts = ("The harbour trial lasted 60 minutes.", "The harbour trial lasted one hour.")
    assert of(Kind.FIGURE, *texts) == []
    euros = ("The harbour repairs cost £2 million.", "The harbour repairs cost $3 million.")
    assert of(Kind.FIGURE, *euros) == []


def test_text_in_common_is_one_clue_for_the_same_articles():
    same = (
        "The harbour was closed to all ships for the whole of the week. "
        "Nobody could say on Friday how long the repairs would take. "
    )
    (clue,) = of(Kind.COPIED, same + "The mayor came.", same + "It rained.", "It was sunny.")
    assert "2 sentences" in clue.reason
    assert {one.article_id for one in clue.passages} == {"a", "b"}


def test_only_here_names_numbers_and_quotations():
    found = look_across(
        read(
            "Maria Lopez lost 12 boats in Leeds. “It was a very bad night for us,” she said.",
            "Lopez lost 14 boats. She came from Leeds.",
        )
    )
    told = {(one.kind, one.passage.article_id): one.passage.value for one in found.only_here}
    assert told["number", "a"] == "12 boats"
    assert told["number", "b"] == "14 boats"
    assert told["quotation", "a"] == "Maria Lopez"
    assert ("name", "a") not in told


def test_what_differs_between_two_passages():
    found = look_across(
        read("Maria Lopez lost 12 boats in Leeds.", "Lopez lost 14 boats in Leeds on Friday.")
    )
    (pair,) = found.counterparts
    here, there = found.differences(*pair.members)
    assert [one.key for one in here] == ["boat::12"]
    assert [one.key for one in there] == ["boat::14", "friday"]
    lights = found.same_as("a", 0)
    assert [(one.article_id, one.place) for one in lights] == [("a", (0, 11)), ("b", (0, 5))]
    (beside,) = found.beside("b", 3)
    assert beside.members == pair.members[::-1]
