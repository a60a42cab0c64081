"""Signs worth a look, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.clue import Clue
from annotator.suggest.signs import MOST, Sign, find_signs
from annotator.suggest.signs_found import MOST_PASSAGES
from annotator.suggest.spoken import quoted_places, spoken_places
from annotator.suggest.suggester import ArticleText
from tests.annotator.text.strange import ARTICLES, read, texts
from tests.growth import STEEP, growth


def signs(*articles: str, published: str = "") -> list[Clue]:
    given = [ArticleText(str(n), f"article {n}", text) for n, text in enumerate(articles)]
    return find_signs(given, {article.article_id: published for article in given})


def names(kind: Sign, *articles: str, published: str = "2026-01-05") -> list[str]:
    return [clue.name for clue in signs(*articles, published=published) if clue.kind == kind]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The mine will close, experts say.", "experts say"),
        ("Industry insiders have warned of losses.", "Industry insiders have warned"),
        ("But sources close to Kessel suggest that it will.", "sources close to Kessel"),
        ("A person familiar with the matter said so.", "A person familiar with the matter"),
        ("According to several observers, it sank.", "According to several observers"),
        ("He spoke on condition of anonymity yesterday.", "spoke on condition of anonymity"),
        ("An aide who asked not to be named agreed.", "who asked not to be named"),
        (
            "“It is bad,” said Mara Vold, Senior Growth Strategist.",
            "Mara Vold, Senior Growth Strategist",
        ),
        (
            "It was a former driver now at a rival firm who told.",
            "a former driver now at a rival firm",
        ),
    ],
)
def test_sources_that_nobody_can_trace(text: str, name: str) -> None:
    assert names(Sign.SOURCE, text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Experts at the University of Leiden said it was rain.",
        "“Experts say it was rain,” Lena Hall wrote.",
        "Mara Vold, Chief Economist at Kessel, disagreed.",
        "Mara Vold, Growth Strategist at Kessel, disagreed.",
        "Lena Hall, a former driver now at Kessel Freight, told the court.",
        "The court heard two experts.",
        "According to experts at Kew, roses like clay.",
        "Sources of the Nile were sought.",
        "The data were reported by analysts.",
    ],
)
def test_sources_that_can_be_asked(text: str) -> None:
    assert names(Sign.SOURCE, text) == []


def test_a_date_hangs_in_the_air_only_where_nothing_dates_the_article() -> None:
    text = "The mine closed last month. On Tuesday the owners met."
    (clue,) = signs(text)
    assert clue.kind == Sign.DATE
    assert clue.name == "last month"
    assert "“last month” and 1 more" in clue.reason
    assert [text[p.place.start : p.place.end] for p in clue.passages] == [
        "last month",
        "On Tuesday",
    ]
    assert signs(text, published="2026-01-05") == []
    assert signs(f"LEEDS, 5 January – {text}") == []
    assert signs(f"{text} First published on January 5, 2026.") == []
    assert signs("He came on Tuesday, January 5, and left.") == []
    assert signs("She said: “It closed last month.”") == []


def test_the_first_person_of_the_writer_is_a_sign() -> None:
    assert names(Sign.FIRST_PERSON, "For drivers like myself, it is sad.") == ["myself"]
    assert names(Sign.FIRST_PERSON, "The mine closed, and we shall miss it.") == ["we"]
    assert names(Sign.FIRST_PERSON, "I’d never been there.") == ["I"]
    (clue,) = signs("I went and I saw my house. " * 5)
    assert "throughout" in clue.reason


@pytest.mark.parametrize(
    "text",
    [
        "“We shall miss it,” she said, “and I most of all.”",
        "''We shall miss it,'' she said. Nobody else did.",
        "“We shall miss it.\n“I did already,” she said.",
        "In World War I the mine was open, and the US paid.",
        "HALL: I think we should go.",
        "Lena Hall: I’d close the mine",
        "Our Planet was on television. Let us see.",
        "They said: ‘We can’t go on. Our money’s gone.’",
        "It is called iPad, WE Charity and I. Newton.",
    ],
)
def test_the_first_person_of_others_is_none(text: str) -> None:
    assert names(Sign.FIRST_PERSON, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "As an AI language model, I cannot give advice.",
        "The mayor, [insert name], opened the bridge.",
        "Certainly! Here is the article.",
        "Word count: 500",
        "It was said by {{source}} on Monday.",
        "Here’s the rewritten article:",
    ],
)
def test_words_of_a_prompt(text: str) -> None:
    assert len(names(Sign.LEFTOVER, text)) == 1


@pytest.mark.parametrize(
    "text", ["She sold the AI language model.", "He said [the mayor] was late."]
)
def test_ordinary_words_are_no_prompt(text: str) -> None:
    assert names(Sign.LEFTOVER, text) == []


def test_a_law_that_one_article_knows_is_a_sign() -> None:
    one = "It breaks the UK’s new River Safety Act 2023. The River Safety Act is strict."
    two = "It may break the law, and the Fisheries and Harbours Act too."
    three = "Under the 'Fisheries and Harbours Act' they pay. Buffalo Bill Cody rode in."
    found = [clue for clue in signs(one, two, three, published="x") if clue.kind == Sign.LAW]
    assert [clue.name for clue in found] == ["River Safety Act 2023"]
    assert len(found[0].passages) == 2
    assert signs(one, published="x") == []


def test_a_short_form_is_the_same_law() -> None:
    articles = ["Under the Fisheries and Harbours Act they pay.", "The Harbours Act is old."]
    assert names(Sign.LAW, *articles) == []


def test_sentences_that_articles_share_are_one_clue() -> None:
    shared = "The old mine at Kessel closed after ninety years of work. "
    second = "Its last forty workers were told in a short letter. "
    one, two = f"Sad news. {shared}{second}", f"{shared}So it goes. {second}"
    (clue,) = [c for c in signs(one, two, "Another story.") if c.kind == Sign.SAME]
    assert clue.reason.startswith("2 sentences stand word for word in 2 articles")
    assert len(clue.passages) == 4
    assert names(Sign.SAME, f"“{shared}” he said.", f"“{shared}” she said.") == []


def test_the_same_opening_is_a_sign_of_a_template() -> None:
    one = "In a dramatic turn of fortune, the mine closed."
    two = "In a dramatic turn of events the owners left.\nMore."
    (clue,) = signs(one, two, "It rained on all of them today.")
    assert clue.kind == Sign.OPENING
    assert [(p.article_id, p.place) for p in clue.passages] == [("0", (0, 21)), ("1", (0, 21))]


def test_the_same_signs_have_the_same_identity() -> None:
    text = "Experts say it sank last month."
    assert [c.id for c in signs(text)] == [c.id for c in signs(text)]
    assert len({c.id for c in signs(text, text)}) == len(signs(text, text))


def test_the_seeds_show_what_readers_doubted() -> None:
    articles = [ArticleText(path.stem[:3], path.stem, read(path)) for path in ARTICLES]
    found = find_signs(articles, {})
    places = {(p.article_id, p.place.start, clue.kind) for clue in found for p in clue.passages}
    assert {
        ("000", 3074, Sign.FIRST_PERSON),
        ("004", 2886, Sign.SOURCE),
        ("004", 744, Sign.DATE),
        ("004", 1876, Sign.LAW),
        ("000", 0, Sign.OPENING),
        ("002", 1775, Sign.SOURCE),
    } <= places
    assert len(found) <= 25


@given(st.lists(texts, max_size=3))
def test_every_text_is_survived_and_passages_lie_inside(articles: list[str]) -> None:
    for clue in signs(*articles):
        assert clue.passages
        assert clue.reason
        for passage in clue.passages:
            text = articles[int(passage.article_id)]
            assert 0 <= passage.place.start < passage.place.end <= len(text)


WORDS = st.sampled_from(
    ["experts", "say", "a source", "close to", "I", "we", "last month", "The", "River", "Act", "of",
     "and", "“", "”", "''", "'", ".", "\n", "A former", "driver", "now at", "Mara Vold,",
     "[insert x]"]
)  # fmt: skip


@given(st.lists(st.lists(WORDS, max_size=25).map(" ".join), max_size=3))
def test_words_of_signs_in_any_order_are_survived(articles: list[str]) -> None:
    for clue in signs(*articles):
        assert 0 < len(clue.passages) <= MOST_PASSAGES
        assert 0 <= clue.score <= 1


@given(texts.filter(lambda text: "''" not in text and "``" not in text))
def test_quoted_passages_are_spoken(text: str) -> None:
    spoken = set(spoken_places(text))
    for start, end in quoted_places(text):
        assert any(a <= start and end <= b for a, b in spoken)


@pytest.mark.parametrize(
    "piece",
    ["experts say ", "I ", "last month ", "The River Act ", "River and ", "A a", "“", "“a ", "'",
     "[insert ", "a former ", "Mara Vold, Senior ", "中文", "on Friday\n", "\n"],
)  # fmt: skip
def test_long_texts_take_their_time_only(piece: str) -> None:
    def found(size: int) -> None:
        text = piece * (size // len(piece))
        assert len(signs(text, "It rained.")) <= MOST + 1

    assert growth(found, 6250) < STEEP
