import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import paths
from annotator.errors import BadInput
from annotator.formats.scheme import read_scheme
from annotator.formats.scheme_writing import write_scheme
from annotator.model.identity import named_id
from annotator.model.scheme import (
    ArticleQuestion,
    Attribute,
    AttributeKind,
    Edges,
    Example,
    Label,
    RelationKind,
    Scheme,
    Underline,
)
from annotator.model.span import AttributeValue

FILE = paths.resource("schemes/news-stories.json")
SCHEME = read_scheme(FILE.read_bytes(), FILE.name)


def test_the_shipped_scheme():
    assert (SCHEME.name, SCHEME.version) == ("news stories", 1)
    assert [label.name for label in SCHEME.labels] == [
        "claim",
        "quote",
        "entity",
        "possibly fabricated",
    ]
    assert [label.edges for label in SCHEME.labels] == [
        Edges.WORDS,
        Edges.MARKS,
        Edges.WORDS,
        Edges.WORDS,
    ]
    fabricated = SCHEME.labels[3]
    checked, reason = fabricated.attribute("where checked"), fabricated.attribute("reason")
    assert checked is not None
    assert checked.kind is AttributeKind.PLACE
    assert reason is not None
    assert reason.required
    assert [kind.name for kind in SCHEME.relations if not kind.is_set] == [
        "said by",
        "continues",
        "because of",
        "about",
    ]
    assert [question.name for question in SCHEME.questions] == ["overall impression"]
    assert write_scheme(SCHEME) == FILE.read_text(encoding="utf-8")


def test_every_example_is_a_slice_of_its_article():
    examples = [e for label in SCHEME.labels for e in (*label.positive, *label.negative)]
    assert len(examples) > 30
    for example in examples:
        text = paths.seed(f"articles/{example.file}").read_bytes().decode("utf-8")
        assert text[example.start : example.end] == example.text


def test_labels_without_identity_get_the_one_that_follows_from_their_name():
    scheme = read_scheme('{"name": "n", "labels": [{"name": "a"}]}', "x")
    assert scheme.labels[0].id == named_id("label", "n", "a")
    assert scheme.version == 1


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NAME = TEXT.filter(str.strip)
NAMES = st.lists(NAME, unique=True, max_size=3).map(tuple)


@st.composite
def attributes(draw):
    made = []
    for name in draw(NAMES):
        kind = draw(st.sampled_from(AttributeKind))
        values: tuple[str, ...] = ()
        if kind in (AttributeKind.CHOICE, AttributeKind.SEVERAL):
            values = draw(NAMES.filter(bool))
        default = draw(st.sampled_from(("", *values)))
        flags = [draw(st.booleans()) for _ in range(3)]
        made.append(Attribute(name, kind, values, default, *flags, draw(TEXT)))
    return tuple(made)


@st.composite
def examples(draw):
    start, text = draw(st.integers(0, 1000)), draw(NAME)
    pairs = draw(st.lists(st.builds(AttributeValue, TEXT, TEXT), max_size=3).map(tuple))
    return Example(draw(TEXT), start, start + len(text), text, draw(TEXT), pairs)


@st.composite
def schemes(draw):
    names = draw(NAMES)
    labels = tuple(
        Label(
            id=f"id-{name}",
            name=name,
            key=str(number),
            colour=draw(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)),
            underline=draw(st.sampled_from(Underline)),
            edges=draw(st.sampled_from(Edges)),
            definition=draw(TEXT),
            span=draw(TEXT),
            test=draw(TEXT),
            attributes=draw(attributes()),
            positive=tuple(draw(st.lists(examples(), max_size=1))),
            negative=tuple(draw(st.lists(examples(), max_size=1))),
            retired=draw(st.booleans()),
        )
        for number, name in enumerate(names)
    )
    ends = st.sampled_from(("any span", *names))
    relations = tuple(
        RelationKind(name, draw(ends), draw(ends), draw(st.booleans()), draw(TEXT))
        if draw(st.booleans())
        else RelationKind(
            name,
            help=draw(TEXT),
            is_set=True,
            members=names,
            member_value=draw(st.booleans()),
            stances=draw(NAMES),
            attributes=draw(attributes()),
        )
        for name in draw(NAMES)
    )
    questions = tuple(
        ArticleQuestion(name, draw(NAMES), draw(TEXT))
        for name in draw(NAMES)
        if name not in ("note", "nothing to mark")
    )
    return Scheme(draw(NAME), draw(st.integers(1, 1000)), labels, relations, questions)


@given(schemes())
def test_a_scheme_comes_back_as_it_was_written(scheme):
    written = write_scheme(scheme)
    assert read_scheme(written, "x") == scheme
    assert write_scheme(read_scheme(written.encode(), "x")) == written


def broken(line: str) -> str:
    """A scheme of six lines whose fourth is `line`."""
    return (
        '{\n"name": "n", "version": 2,\n"labels": [{"name": "a", "key": "1"},\n'
        f"{line}\n"
        '], "relations": []\n}'
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"name": "a"}', "the label “a” stands twice, first on line 3."),
        ('{"name": "b", "key": "1"}', "the key “1” stands twice, first on line 3."),
        ('{"name": ""}', "“name” is missing or empty."),
        ("{}", "“name” is missing or empty."),
        ('{"name": 3}', "“name” must be text in quotation marks."),
        ('{"name": "b", "colour": "red"}', "“red” is no colour; write it as #rrggbb."),
        ('{"name": "b", "color": "#ff0000"}', "“color” is not known here. Did you mean “colour”?"),
        ('{"name": "b", "key": "F1"}', "“F1” is no key; one character, or none."),
        ('{"name": "b", "underline": "zigzag"}', '“underline” cannot be "zigzag"; it is solid'),
        ('{"name": "b", "edges": null}', "“edges” cannot be null; it is words, marks."),
        ('{"name": "b", "retired": "yes"}', "“retired” must be true or false."),
        ('{"name": "b", "name": "c"}', "“name” stands twice."),
        ('{"name": "b", "attributes": {}}', "“attributes” must be a list."),
        ('{"name": "b", "attributes": ["x"]}', "each of “attributes” must be an object in braces."),
        ('{"name": "b", "attributes": [{"name": "k"}]}', "“k” has no values to choose from"),
        (
            '{"name": "b", "attributes": [{"name": "k", "values": ["x"], "default": "y"}]}',
            "the default “y” is not among the values.",
        ),
        (
            '{"name": "b", "attributes": [{"name": "k", "kind": "text", "values": ["x"]}]}',
            "“k” is free text (text), so it has no values.",
        ),
        (
            '{"name": "b", "attributes": [{"name": "k", "values": ["x", "x"]}]}',
            "“x” stands twice in “values”.",
        ),
        (
            '{"name": "b", "attributes": [{"name": "k", "kind": "number"}]}',
            "it is choice, several, text, address and date.",
        ),
        (
            '{"name": "b", "positive": [{"file": "f", "start": 4, "end": 2, "text": ""}]}',
            "the example ends (2) before it starts (4).",
        ),
        (
            '{"name": "b", "positive": [{"file": "f", "start": true, "end": 2, "text": "x"}]}',
            "“start” must be a whole number, 0 or more.",
        ),
        ("7", "each of “labels” must be an object in braces."),
    ],
)
def test_a_mistake_is_told_with_its_line_and_reason(line, why):
    with pytest.raises(BadInput) as refused:
        read_scheme(broken(line), "news.json")
    assert "line 4: " in str(refused.value)
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "line 1, column 1: this is not JSON"),
        ('{"name": "n",\n "labels": [,]}', "line 2, column 13: this is not JSON"),
        ('{"name": NaN}', "NaN is no number"),
        ("[" * 100_000, "nested too deeply"),
        ('{"version": ' + "1" * 10_000 + "}", "this is not JSON"),
        ('{\n"name": "\\ud800"}', "line 2: a character is only half there"),
        ("[]", "a scheme is an object"),
        ('{"name": "n", "version": true}', "“version” must be a whole number, 1 or more."),
        ('{"name": "n", "version": "3"}', "“version” must be a whole number, 1 or more."),
        ('{"name": "n", "offsets": "bytes"}', "“offsets” can only be"),
        (
            '{"name": "n", "labels": [{"name": "claim"}],\n"relations": [{"source": "clam"}]}',
            "line 2: there is no label “clam”. Did you mean “claim”?",
        ),
        (
            '{"name": "n", "relations": [{"name": "r", "kind": "set", "members": ["x"]}]}',
            "there is no label “x”.",
        ),
        ('{"name": "n", "relations": [{"name": "r", "kind": "group"}]}', "a kind is “set”"),
        (b'{"name": "M\xfcller"', "not JSON"),
    ],
)
def test_a_file_that_is_no_scheme_is_a_sentence(text, why):
    with pytest.raises(BadInput, match=r"news\.json") as refused:
        read_scheme(text, "news.json")
    assert why in str(refused.value)


def test_all_problems_are_told_at_once():
    scheme = {"name": "", "version": 0, "labels": [{"name": "a", "colour": "x"}], "more": 1}
    with pytest.raises(BadInput) as refused:
        read_scheme(json.dumps(scheme, indent=1), "news.json")
    told = str(refused.value).splitlines()
    assert told[0] == "news.json has 4 problems:"
    assert [line.partition(":")[0] for line in told[1:]] == [
        "line 2",
        "line 3",
        "line 7",
        "line 10",
    ]
