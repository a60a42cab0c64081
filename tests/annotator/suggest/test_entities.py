"""Names of a story, from what a model found in some places to every place, type and group."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import Cancelled
from annotator.formats.scheme import read_scheme
from annotator.model.scheme import Attribute, Label
from annotator.model.span import AttributeValue
from annotator.paths import resource
from annotator.suggest import nlp
from annotator.suggest.entities import Entities, FoundName, find_names
from annotator.suggest.models import DEFAULT_NAME
from annotator.suggest.names import default_stop_list, unified
from annotator.suggest.parse import Name, Parse
from annotator.suggest.suggester import ArticleText, Material
from annotator.text.find import occurrences
from tests.annotator.text.strange import ARTICLES, read
from tests.annotator.text.strange import texts as strange_texts

SCHEME = read_scheme((resource("schemes") / "news-stories.json").read_bytes(), "news stories")
LABELS = {label.id: label for label in SCHEME.labels}


def parse(text: str, *found: tuple[str, str]) -> Parse:
    """What a model would say that found each of these once, one after the other."""
    names, start = [], 0
    for words, kind in found:
        start = text.index(words, start)
        names.append(Name(start, start + len(words), kind))
        start += len(words)
    return Parse("", "model", "1", tuple(names))


def material(
    *articles: tuple[str, list[tuple[str, str]]], labels: Mapping[str, Label] = LABELS
) -> Material:
    texts = [ArticleText(str(n), f"{n}.txt", text) for n, (text, _) in enumerate(articles)]
    parses = {str(n): parse(text, *found) for n, (text, found) in enumerate(articles)}
    return Material(texts, labels, parses, stop_list=default_stop_list())


def told(given: Material) -> list[tuple[str, str, str]]:
    texts = {article.article_id: article.text for article in given.articles}
    return [
        (name.article_id, texts[name.article_id][slice(*name.place)], name.type)
        for name in find_names(given)
    ]


def only(given: Material, words: str) -> FoundName:
    return next(name for name in find_names(given) if name.name == words)


def test_a_name_found_once_is_proposed_wherever_it_stands():
    given = material(
        ("Hoxton Ventures invests.", [("Hoxton Ventures", "ORG")]),
        (
            "It was told to Hoxton Ventures, says Hoxton Ventures’ boss. Hoxtons. XHoxton Ventures",
            [],
        ),
    )
    assert told(given) == [("0", "Hoxton Ventures", "ORG")] + 2 * [("1", "Hoxton Ventures", "ORG")]


def test_the_longest_name_wins():
    given = material(
        ("Alibaba sells. Alibaba Cloud sells.", [("Alibaba", "ORG"), ("Alibaba Cloud", "ORG")])
    )
    assert [words for _, words, _ in told(given)] == ["Alibaba", "Alibaba Cloud"]


def test_the_type_is_what_was_said_most():
    text = "Claude wrote. Claude read. Claude slept."
    given = material((text, [("Claude", "PERSON"), ("Claude", "ORG"), ("Claude", "PERSON")]))
    assert {kind for _, _, kind in told(given)} == {"PERSON"}


def test_words_beside_it_speak_of_an_organisation():
    given = material(
        ("Anthropic’s engineers left. The CEO of Anthropic stays.", [("Anthropic", "PERSON")])
    )
    assert {kind for _, _, kind in told(given)} == {"ORG"}
    assert "beside words for an organisation twice" in only(given, "Anthropic").reason


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Data Act", "LAW"),
        ("Safety Summit", "EVENT"),
        ("Cyber Institute", "ORG"),
        ("Ant Group", "ORG"),
    ],
)
def test_a_name_says_itself_what_it_is(name: str, kind: str):
    assert told(material((f"We know the {name} well.", [(name, "PERSON")]))) == [("0", name, kind)]


def test_capitals_that_end_with_what_they_are_need_no_model():
    given = material(
        ("They want the Digital Sovereignty Act now. Buffalo Bill left. So did Act.", [])
    )
    assert told(given) == [("0", "Digital Sovereignty Act", "LAW")]
    assert "“Act”" in only(given, "Digital Sovereignty Act").reason


def test_a_centre_and_what_it_is_for_are_one():
    text = "The Leverhulme Centre for the Future of Intelligence said so."
    given = material((text, [("Leverhulme Centre", "ORG"), ("the Future of Intelligence", "ORG")]))
    assert told(given) == [("0", "Leverhulme Centre for the Future of Intelligence", "ORG")]


def test_a_part_is_not_what_the_whole_was_taken_for():
    text = "British AI and British steel and British tea."
    given = material((text, [("British AI", "ORG"), ("British", "NORP")]))
    assert {kind for _, _, kind in told(given)} == {"NORP"}


def test_an_everyday_word_at_the_beginning_of_a_sentence_is_no_name():
    text = "Hackers came. The hackers left."
    assert told(material((text, [("Hackers", "ORG")]))) == []


def test_an_everyday_word_is_taken_where_it_can_only_be_a_name():
    text = "He works for Apple. Apple pie is made of an apple. I like Apple."
    given = material((text, [("Apple", "ORG")]))
    assert [name.place.start for name in find_names(given)] == [13, 58]


def test_last_names_are_people():
    text = "Jane Lopez spoke. Then Lopez left, and Sanders with Bernie Sanders."
    given = material(
        (text, [("Jane Lopez", "PERSON"), ("Sanders", "ORG"), ("Bernie Sanders", "PERSON")])
    )
    assert {(words, kind) for _, words, kind in told(given)} == {
        ("Jane Lopez", "PERSON"),
        ("Lopez", "PERSON"),
        ("Sanders", "PERSON"),
        ("Bernie Sanders", "PERSON"),
    }
    assert "last name of Jane Lopez" in only(given, "Lopez").reason
    assert only(given, "Sanders").group == "Bernie Sanders"


def test_numbers_and_times_are_no_names():
    given = material(("In 2023 it cost £5 million.", [("2023", "DATE"), ("£5 million", "MONEY")]))
    assert told(given) == []


def test_names_of_the_same_have_one_group():
    given = material(
        (
            "The Information Commissioner‘s Office asked.",
            [("Information Commissioner‘s Office", "ORG")],
        ),
        ("The ICO asked the UK.", [("ICO", "ORG"), ("UK", "GPE")]),
        (
            "The Information Commissioner’s Office and the United Kingdom.",
            [("United Kingdom", "GPE")],
        ),
    )
    groups = {(name.article_id, name.name): name.group for name in find_names(given)}
    office = "Information Commissioner’s Office"
    assert groups == {
        ("0", office): office,
        ("1", "ICO"): office,
        ("1", "UK"): "United Kingdom",
        ("2", office): office,
        ("2", "United Kingdom"): "United Kingdom",
    }


def test_a_name_of_one_article_alone_has_no_group():
    assert only(material(("Asia and Asia.", [("Asia", "LOC")])), "Asia").group == ""


def test_the_reason_says_where_it_comes_from():
    text = "Asia, Asia, Asia, Asia."
    found = only(material((text, 3 * [("Asia", "LOC")])), "Asia")
    assert found.reason == "the model found it 3 times, 1 more place says the same words"
    assert found.score == 0.7


def test_an_article_without_a_parse_is_left_out():
    given = material(("Asia.", [("Asia", "LOC")]))
    more = [*given.articles, ArticleText("9", "9.txt", "Asia.")]
    assert [name.article_id for name in find_names(Material(more, LABELS, given.parses))] == ["0"]


def test_proposals_fit_the_scheme():
    found = list(Entities().suggest(material(("In Asia.", [("Asia", "LOC")]))))
    assert [(one.label, one.fragments) for one in found] == [("entity", ((3, 7),))]
    assert found[0].attributes == (AttributeValue("type", "LOC"), AttributeValue("form", "name"))


@pytest.mark.parametrize(
    ("values", "open_", "wanted"),
    [
        (("PER", "LOC", "ORG"), False, (AttributeValue("type", "LOC"),)),
        (("person", "organisation", "other"), False, (AttributeValue("type", "other"),)),
        (("person",), False, ()),
        (("person",), True, (AttributeValue("type", "GPE"),)),
    ],
)
def test_types_that_the_scheme_has_not_are_mapped_or_left_out(
    values: tuple[str, ...], open_: bool, wanted: tuple[AttributeValue, ...]
):
    label = Label("e", "entity", attributes=(Attribute("type", values=values, open=open_),))
    given = material(("In China.", [("China", "GPE")]), labels={"e": label})
    assert next(iter(Entities().suggest(given))).attributes == wanted


def test_it_can_be_stopped():
    def stop(done: int, total: int, what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        find_names(material(("Asia.", [("Asia", "LOC")])), stop)


def test_the_stop_list_is_the_projects():
    given = material(("AI and Asia.", [("AI", "ORG"), ("Asia", "LOC")]))
    own = Material(given.articles, LABELS, given.parses, stop_list=frozenset({"Asia"}))
    assert [words for _, words, _ in told(own)] == ["AI"]


KINDS = st.sampled_from(["PERSON", "ORG", "GPE", "NORP", "DATE", "LAW"])
WORDS = st.sampled_from(
    [
        "Anthropic",
        "Anthropic’s",
        "the",
        "UK",
        "AI",
        "Dr.",
        "Shaw",
        "Act",
        "cloud",
        "Cloud",
        "for",
        "Centre",
        "\n",
        "Inc.",
        "U.S.",
        "“",
        "”",
        "-based",
        "Office",
        "Eleanor",
        "北京",
        "said",
        ".",
    ]
)
PROSE = st.lists(WORDS, max_size=40).map(" ".join)


@given(st.lists(st.one_of(PROSE, strange_texts), min_size=1, max_size=3), st.data())
def test_whatever_the_model_says_places_are_in_order_apart_and_the_same_words(
    texts: list[str], data: st.DataObject
):
    parses = {}
    for number, text in enumerate(texts):
        cuts = data.draw(st.lists(st.integers(0, len(text)), max_size=8).map(sorted))
        pairs = zip(cuts[::2], cuts[1::2], strict=False)
        names = tuple(Name(start, end, data.draw(KINDS)) for start, end in pairs)
        parses[str(number)] = Parse("", "m", "1", names)
    articles = [ArticleText(str(n), f"{n}", text) for n, text in enumerate(texts)]
    given = Material(articles, LABELS, parses, stop_list=default_stop_list())
    found = find_names(given)
    assert found == find_names(given)
    last = ("", 0)
    types: dict[str, str] = {}
    for name in found:
        text = unified(texts[int(name.article_id)])
        assert text[slice(*name.place)] == name.name
        assert name.name not in given.stop_list
        assert "\n" not in name.name
        assert 0 < name.score < 1
        assert name.reason
        assert types.setdefault(name.name, name.type) == name.type
        assert last <= (name.article_id, name.place.start)
        last = (name.article_id, name.place.end)
    assert len(list(Entities().suggest(given))) == len(found)


def test_the_sample_story():
    texts = [ArticleText(path.name, path.name, read(path)) for path in ARTICLES]
    found = nlp.parse([article.text for article in texts], nlp.load(DEFAULT_NAME))
    parses = dict(zip((article.article_id for article in texts), found, strict=True))
    names = find_names(Material(texts, LABELS, parses, stop_list=default_stop_list()))
    places = {(name.article_id, *name.place) for name in names if name.name == "Anthropic"}
    everywhere = {
        (article.article_id, *place)
        for article in texts
        for place in occurrences(article.text, "Anthropic")
    }
    assert places == everywhere
    assert {name.type for name in names if name.name in {"Anthropic", "Alibaba"}} == {"ORG"}
    assert {name.group for name in names if name.name in {"UK", "United Kingdom"}} == {
        "United Kingdom"
    }
    office = [name for name in names if name.group == "Information Commissioner’s Office"]
    assert len(office) == 3
    assert {article.text[slice(*name.place)] for name in office for article in texts
            if article.article_id == name.article_id} == {
        "ICO", "Information Commissioner’s Office", "Information Commissioner‘s Office"
    }  # fmt: skip
    assert "AI" not in {name.name for name in names}
