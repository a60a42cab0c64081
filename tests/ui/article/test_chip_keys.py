"""Letters of the chips: one each, the same every time."""

from hypothesis import given
from hypothesis import strategies as st

from ui.article.chip_keys import chip_keys


def test_a_claim_has_the_first_letters_where_they_are_free() -> None:
    words = (
        "yes partly no|event or property|number|what someone said|position or plan|cause|prediction"
    )
    first, *rest = words.split("|")
    values = [*first.split(), *rest]
    keys = dict(zip(values, chip_keys(values), strict=True))
    assert keys["yes"] == "y"
    assert keys["partly"] == "p"
    assert keys["no"] == "n"
    assert keys["event or property"] == "e"
    assert keys["what someone said"] == "w"
    assert keys["cause"] == "c"
    assert len(set(keys.values())) == len(values)


def test_an_earlier_word_does_not_take_the_first_letter_of_a_later_one() -> None:
    assert chip_keys(["no", "number", "unsure"]) == ("n", "m", "u")


def test_taken_letters_are_left_alone() -> None:
    assert chip_keys(["speech"], taken="s") == ("p",)


def test_values_in_another_script_have_their_own_letters() -> None:
    assert chip_keys(["да", "нет"]) == ("д", "н")


def test_after_the_alphabet_come_capitals_and_then_nothing() -> None:
    keys = chip_keys(["a"] * 53)
    assert len(set(keys[:52])) == 52
    assert keys[52] == ""


@given(st.lists(st.text(max_size=12), max_size=60), st.sets(st.sampled_from("abcdefghij")))
def test_no_letter_twice_and_none_taken(words: list[str], taken: set[str]) -> None:
    keys = [key for key in chip_keys(words, taken=taken) if key]
    assert len(set(keys)) == len(keys)
    assert not taken & set(keys)
    assert all(len(key) == 1 for key in keys)
    assert chip_keys(words, taken=taken) == chip_keys(words, taken=taken)
