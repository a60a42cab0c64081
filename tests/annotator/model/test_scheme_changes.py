"""What is other in a newer version of a scheme, in words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.older_rule import counts_from
from annotator.model.scheme import (
    ArticleQuestion,
    Attribute,
    Example,
    Label,
    RelationKind,
    Renaming,
    Scheme,
)
from annotator.model.scheme_changes import changed_labels, scheme_changes

KIND = Attribute("kind", values=("a", "b"))
CLAIM = Label("c", "claim", "1", definition="A fact.", attributes=(KIND,))
QUOTE = Label("q", "quote", "2")
OLD = Scheme("news", 1, (CLAIM, QUOTE))


def changed(**facts: object) -> Scheme:
    return replace(OLD, version=2, labels=(replace(CLAIM, **facts), QUOTE))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"name": "statement"}, "“claim” is called “statement” now."),
        ({"definition": "More."}, "The definition of “claim” has changed: More."),
        ({"test": "Look it up?"}, "The test for “claim” has changed: Look it up?"),
        ({"span": "All of it"}, "What a span of “claim” takes in has changed: All of it."),
        ({"retired": True}, "“claim” is retired: its spans stay, no new ones are made."),
        ({"attributes": ()}, "“claim” has no attribute “kind” any more."),
        ({"attributes": (replace(KIND, values=("a", "c")),)}, "“kind” of “claim” may also be “c”."),
        ({"attributes": (KIND, Attribute("new"))}, "“claim” has a new attribute “new”."),
        ({"positive": (Example("f", 0, 1, "x", ""),)}, "“claim” has other examples."),
        ({"key": ""}, "“claim” has no key any more."),
    ],
)
def test_each_thing_is_a_sentence(facts, words):
    assert words in scheme_changes(OLD, changed(**facts))


def test_values_that_went_are_told_too():
    new = changed(attributes=(replace(KIND, values=("a", "c")),))
    assert scheme_changes(OLD, new) == (
        "“kind” of “claim” may also be “c”.",
        "“kind” of “claim” cannot be “b” any more.",
    )


def test_labels_added_merged_gone():
    new = Scheme(
        "news", 2, (CLAIM, Label("n", "number", definition="A figure.")), merged=(("q", "c"),)
    )
    assert scheme_changes(OLD, new) == (
        "New label “number”: A figure.",
        "“quote” was merged into “claim”.",
    )
    assert changed_labels(OLD, new) == {"c"}
    assert scheme_changes(OLD, replace(new, merged=()))[1] == "“quote” is gone."


def test_versions_in_between_are_followed():
    middle = Scheme("news", 2, (CLAIM, Label("n", "number")), merged=(("q", "n"),))
    new = Scheme("news", 3, (CLAIM,), merged=(("n", "c"),))
    assert scheme_changes(OLD, new, [middle]) == ("“quote” was merged into “claim”.",)


def test_a_renamed_attribute_is_neither_new_nor_gone():
    new = replace(
        changed(attributes=(replace(KIND, name="sort"),)), renamed=(Renaming("c", "kind", "sort"),)
    )
    assert scheme_changes(OLD, new) == ("The attribute “kind” of “claim” is called “sort” now.",)


def test_a_renamed_label_is_marked_as_before_and_its_links_are_the_same():
    old = replace(
        OLD, relations=(RelationKind("by", "quote", "claim"), RelationKind("on", "claim"))
    )
    new = replace(
        changed(name="statement"),
        relations=(RelationKind("by", "quote", "statement"), RelationKind("on", "statement")),
    )
    assert scheme_changes(old, new) == ("“claim” is called “statement” now.",)
    assert changed_labels(old, new) == frozenset()
    other = replace(new, relations=(RelationKind("by", "statement", "quote"), new.relations[1]))
    assert scheme_changes(old, other)[1:] == ("What “by” links has changed.",)


def test_a_merged_label_leaves_links_as_they_were():
    old = replace(OLD, relations=(RelationKind("same", is_set=True, members=("claim", "quote")),))
    new = Scheme("news", 2, (CLAIM,), old.relations, merged=(("q", "c"),))
    new = replace(new, relations=(replace(old.relations[0], members=("claim",)),))
    assert scheme_changes(old, new) == ("“quote” was merged into “claim”.",)


def test_links_and_questions():
    new = replace(
        OLD, relations=(RelationKind("said by"),), questions=(ArticleQuestion("impression"),)
    )
    assert scheme_changes(OLD, new) == (
        "New link “said by”.",
        "New question about the article “impression”.",
    )
    assert scheme_changes(new, OLD) == (
        "The link “said by” is gone.",
        "The question about the article “impression” is gone.",
    )


def test_colour_and_key_make_no_span_old():
    assert changed_labels(OLD, changed(colour="#123456", key="9")) == frozenset()
    assert changed_labels(OLD, changed(test="x")) == {"c"}


@given(st.sampled_from(["definition", "test", "span", "name", "key"]), st.text(min_size=1))
def test_the_same_says_nothing_and_another_says_something(part, words):
    new = changed(**{part: words})
    assert bool(scheme_changes(OLD, new)) == (new.labels != OLD.labels)
    assert scheme_changes(new, new) == ()


def test_a_version_counts_from_the_pack_that_brought_it():
    assert counts_from("5", []) == "5"
    assert counts_from("5", ["7"]) == "5"
    assert counts_from("5", ["3", "7", "9"]) == "7"
    assert counts_from("5", ["3"]) == "5"
