"""The codebook: everything of the scheme and the guidelines, and nothing that could do harm."""

import re
from dataclasses import fields, replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.codebook import codebook, label_html
from annotator.formats.markdown import headings, is_web_address, sections_about, to_html
from annotator.formats.scheme import read_scheme
from annotator.model.guidelines import Guidelines
from annotator.model.scheme import (
    ArticleQuestion,
    Attribute,
    AttributeKind,
    Example,
    Label,
    RelationKind,
    Scheme,
)
from annotator.model.span import AttributeValue
from annotator.paths import resource

EVIL = """"'><script>alert(1)</script><img src=x onerror="alert(1)"> & """
TEXT = """# All

Read first.

## Claims and numbers

A **claim** is [a fact](https://example.org/?a=1&b=2).

### Deeper, on claims

More.

## Quotes

| a | b |
|---|---|
| 1 | 2 |
"""


class Tags(HTMLParser):
    """Collects the tags of a page with their attributes, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def evil_scheme() -> Scheme:
    """A scheme with something that must not get through in every field of words."""
    example = Example(EVIL, 0, len(EVIL), EVIL, EVIL, (AttributeValue(EVIL, EVIL),))
    attribute = Attribute(EVIL, AttributeKind.CHOICE, (EVIL,), EVIL, open=True, help=EVIL)
    label = Label(
        id=EVIL, name=EVIL, key=EVIL, colour=EVIL, definition=EVIL, span=EVIL, test=EVIL,
        attributes=(attribute,), positive=(example,), negative=(example,),
    )  # fmt: skip
    group = RelationKind(EVIL, is_set=True, members=(EVIL,), stances=(EVIL,), help=EVIL)
    link = RelationKind(EVIL, EVIL, EVIL, help=EVIL)
    return Scheme(EVIL, 1, (label,), (link, group), (ArticleQuestion(EVIL, (EVIL,), EVIL),))


def harmless(page: str) -> None:
    found = Tags(page)
    assert not {tag for tag, _ in found.tags} & {"script", "img", "iframe", "object", "link"}
    for _, attributes in found.tags:
        assert not [name for name in attributes if name.startswith("on")]
        address = attributes.get("href") or "#"
        assert address.startswith("#") or is_web_address(address)


def test_nothing_in_any_field_becomes_a_tag():
    guidelines = Guidelines(1, f"# {EVIL}\n\n{EVIL}\n\n- {EVIL}\n\n`{EVIL}`", EVIL, EVIL)
    page = codebook(evil_scheme(), guidelines, made_at=EVIL, context=lambda _: (EVIL, EVIL))
    harmless(page)
    assert Tags(page).words.count("<script>alert(1)</script>") > 20


def test_every_field_of_a_label_is_there():
    scheme = read_scheme(resource("schemes/news-stories.json").read_bytes(), "shipped")
    for label in scheme.labels:
        words = " ".join(Tags(label_html(label)).words.split())
        for part in (label.name, label.definition, label.span, label.test, f"key {label.key}"):
            assert " ".join(part.split()) in words
        for example in (*label.positive, *label.negative):
            assert " ".join(example.text.split()) in words
            assert example.why in words
        for attribute in label.attributes:
            assert attribute.name in words
            assert all(value in words for value in attribute.values)
    assert {field.name for field in fields(Label)} == {
        "id", "name", "key", "colour", "underline", "edges", "definition", "span", "test",
        "attributes", "positive", "negative", "retired",
    }  # fmt: skip


def test_the_page_says_its_versions_and_needs_nothing_beside_it():
    guidelines = Guidelines(3, TEXT, "2026-11-01T10:00:00Z", "claims are wider")
    scheme = Scheme("news", 7, (Label("a", "claim"), Label("b", "old", retired=True)))
    page = codebook(scheme, guidelines, made_at="2026-11-21")
    assert "version 7; guidelines, version 3 of 2026-11-01. Made 2026-11-21." in page
    assert "claims are wider" in page
    assert "retired" in page
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert not re.search(r"url\(|@import|src=", page)
    found = Tags(page).tags
    anchors = {attributes["id"] for _, attributes in found if "id" in attributes}
    leads = {attributes["href"] for tag, attributes in found if tag == "a"}
    assert {lead[1:] for lead in leads if lead and lead.startswith("#")} <= anchors


def test_examples_stand_in_their_context():
    label = Label("a", "claim", positive=(Example("one", 4, 7, "two", "a number"),))
    page = label_html(label, lambda one: ("one ", " three") if one.file == "one" else ("", ""))
    assert "one two three" in Tags(page).words


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//x.org", "mailto:a@b.org"],
)
def test_links_lead_to_the_web_or_nowhere(address):
    assert "<a" not in to_html(f"[words]({address}) <{address}>")
    assert not is_web_address(address)


def test_pictures_become_their_words():
    shown = to_html("![a picture](https://example.org/a.png)")
    assert "picture: a picture" in shown
    assert "example.org" not in shown


@given(st.text(alphabet="<>!&\"'[]()#*`-|:/\\ \nabjh", max_size=80))
def test_markdown_of_any_kind_does_no_harm(text):
    harmless(to_html(text, below=1, names="x-"))


def test_the_section_with_the_labels_name_in_its_heading():
    (found,) = sections_about(TEXT, "claim")
    assert found.heading == "Claims and numbers"
    assert found.text.endswith("More.")
    assert [one.heading for one in sections_about(TEXT, "quote")] == ["Quotes"]
    assert sections_about(TEXT, "laim") == sections_about("", "claim") == ()
    assert headings(TEXT)[0] == (1, "All")


def test_a_name_with_signs_is_looked_for_as_it_stands():
    assert sections_about("# C++ (old)", "C++ (old)")
    assert not sections_about("# Cxx", replace(Label("a", "C++")).name)
