import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import BadInput
from annotator.formats.splits import SPLITS, assign_splits, near_identical, read_percentages

SIZES = st.dictionaries(st.text(min_size=1, max_size=5), st.integers(1, 9), max_size=30)
EIGHTY = (80, 10, 10)


def test_percentages():
    assert read_percentages("80/10/10") == EIGHTY
    assert read_percentages("90/0/10") == (90, 0, 10)


@pytest.mark.parametrize(
    "text", ["", "80", "80/20", "80/10/20", "a/b/c", "100/-10/10", "80/10/10/0"]
)
def test_percentages_that_make_no_sense_are_told(text):
    with pytest.raises(BadInput, match="such as 80/10/10"):
        read_percentages(text)


def test_ten_stories_of_one_size_are_split_as_asked():
    splits = assign_splits({f"s{n}": 5 for n in range(10)}, EIGHTY, seed=7)
    counts = [list(splits.by_story.values()).count(split) for split in SPLITS]
    assert (counts, splits.problems) == ([8, 1, 1], ())


@given(SIZES, st.integers(0, 3))
def test_the_same_stories_and_seed_give_the_same_splits(sizes, seed):
    names = list(sizes)
    random.Random(1).shuffle(names)
    one = assign_splits(sizes, EIGHTY, seed=seed)
    assert one == assign_splits({name: sizes[name] for name in names}, EIGHTY, seed=seed)
    assert set(one.by_story) == set(sizes)


@given(SIZES, SIZES)
def test_new_stories_only_add(first, second):
    before = assign_splits(first, EIGHTY, seed=1).by_story
    after = assign_splits({**second, **first}, EIGHTY, seed=1, existing=before).by_story
    assert {story: after[story] for story in before} == before


def test_another_seed_deals_differently():
    sizes = {f"s{n}": 1 for n in range(20)}
    assert assign_splits(sizes, EIGHTY, seed=1) != assign_splits(sizes, EIGHTY, seed=2)


@given(SIZES, st.data())
def test_stories_that_belong_together_stay_together(sizes, data):
    names = st.sampled_from(sorted(sizes)) if sizes else st.nothing()
    pairs = data.draw(st.lists(st.tuples(names, names), max_size=5)) if sizes else []
    by_story = assign_splits(sizes, EIGHTY, together=pairs).by_story
    assert all(by_story[one] == by_story[other] for one, other in pairs)


def test_one_story_cannot_be_split():
    splits = assign_splits({"only": 5}, EIGHTY)
    assert splits.by_story == {"only": "train"}
    assert splits.problems == (
        "There is nothing in dev and test: a story is never divided; there is 1 story.",
    )


def test_what_was_split_before_is_given_as_the_reason():
    stories = {f"s{n}": 1 for n in range(20)}
    kept = assign_splits(stories, EIGHTY).by_story
    (told,) = assign_splits(stories, (50, 25, 25), existing=kept).problems
    assert "were split before keep their split, so train has 80 % of the articles, not 50 %" in told
    (told,) = assign_splits(stories, EIGHTY, existing=dict.fromkeys(stories, "train")).problems
    assert told == (
        "There is nothing in dev and test: a story is never divided, and those that were split "
        "before keep their split; there are 20 that can be told apart."
    )


def test_percentages_that_whole_stories_cannot_reach_are_told():
    splits = assign_splits({"a": 1, "b": 1, "c": 1}, EIGHTY)
    assert sorted(splits.by_story.values()) == ["dev", "test", "train"]
    assert "train has 33 % of the articles, not 80 %" in splits.problems[0]


def test_near_identical_stories_that_were_split_before_are_told():
    existing = {"a": "train", "b": "test"}
    splits = assign_splits({"a": 1, "b": 1}, EIGHTY, existing=existing, together=[("a", "b")])
    assert splits.by_story == existing
    assert "“a” in train, “b” in test" in splits.problems[0]


def test_a_split_nobody_asked_for_stays_empty():
    splits = assign_splits({f"s{n}": 1 for n in range(10)}, (90, 0, 10))
    assert set(splits.by_story.values()) == {"train", "test"}


WORDS = [f"word{n}" for n in range(5000)]


def prose(seed: int, length: int = 400) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def test_texts_with_a_few_words_changed_are_found():
    words = prose(1)
    changed = [*words[:200], "other", *words[201:]]
    texts = [("a", " ".join(words)), ("b", " ".join(prose(2))), ("c", "\n".join(changed).upper())]
    assert near_identical(texts) == (("a", "c"),)


def test_texts_that_share_a_part_are_not_the_same():
    one, two = prose(1), prose(2)
    assert near_identical([("a", " ".join(one)), ("b", " ".join(one[:150] + two[150:]))]) == ()


def test_copies_within_one_story_need_no_link():
    text = " ".join(prose(1))
    assert near_identical([("a", text), ("a", text)]) == ()


def test_scripts_without_blanks_are_compared_by_character():
    text = "".join(chr(0x4E00 + n * 7 % 3000) for n in range(300))
    changed = text[:100] + "日" + text[101:]
    other = "".join(chr(0x4E00 + n * 11 % 3000) for n in range(300))
    assert near_identical([("a", text), ("b", changed), ("c", other)]) == (("a", "b"),)


def test_short_and_empty_texts():
    texts = [("a", ""), ("b", ""), ("c", "Ada"), ("d", "ada."), ("e", "one two three")]
    assert near_identical(texts) == (("c", "d"),)
