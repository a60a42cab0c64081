"""Places that match what the annotator has labelled."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.scheme import read_scheme
from annotator.model.scheme import Attribute, AttributeKind, Edges, Label
from annotator.model.span import AttributeValue, Fragment, Span
from annotator.paths import resource
from annotator.suggest.places import Taken
from annotator.suggest.repeats import MOST_OF_ONE, Repeats
from annotator.suggest.suggester import ArticleText, Material, Proposal
from annotator.text.find import occurrences
from tests.annotator.text.strange import texts
from tests.growth import STEEP, growth

SCHEME = read_scheme((resource("schemes") / "news-stories.json").read_bytes(), "news stories")
LABELS = {label.id: label for label in SCHEME.labels}


def label_id(name: str) -> str:
    found = SCHEME.label_named(name)
    assert found is not None
    return found.id


def span(
    article: int, start: int, end: int, label: str = "entity", *answers: tuple[str, str]
) -> Span:
    attributes = tuple(AttributeValue(*answer) for answer in answers)
    where = (Fragment(start, end),)
    return Span(
        f"{article}:{start}:{label}", str(article), "me", label_id(label), where, attributes
    )


def at(
    articles: Sequence[str], article: int, words: str, label: str, *answers: tuple[str, str]
) -> Span:
    start = articles[article].index(words)
    return span(article, start, start + len(words), label, *answers)


def material(articles: Sequence[str], *spans: Span, labels: dict[str, Label] = LABELS) -> Material:
    texts = [
        ArticleText(str(number), f"article {number}", text) for number, text in enumerate(articles)
    ]
    return Material(texts, labels, {}, spans)


def proposed(articles: Sequence[str], *spans: Span) -> list[Proposal]:
    return list(Repeats().suggest(material(articles, *spans)))


def words(articles: Sequence[str], proposals: list[Proposal]) -> list[tuple[str, str, str]]:
    return [
        (
            p.article_id,
            articles[int(p.article_id)][p.fragments[0].start : p.fragments[0].end],
            p.label,
        )
        for p in proposals
    ]


def test_the_same_words_are_proposed_in_all_articles_but_not_where_they_are_labelled() -> None:
    articles = ["Orbis sued Kessel. Orbis won.", "Kessel and Orbis, ORBIS and Orbison."]
    found = proposed(articles, at(articles, 0, "Orbis", "entity", ("type", "ORG")))
    assert words(articles, found) == [("0", "Orbis", "entity"), ("1", "Orbis", "entity")]
    assert found[0].fragments == (Fragment(19, 24),)
    assert found[0].attributes == (AttributeValue("type", "ORG"),)
    assert found[0].reason == "you labelled “Orbis” as entity in 1 place"
    assert 0 < found[0].score < 1


def test_a_name_keeps_its_case_and_a_description_may_begin_a_sentence() -> None:
    articles = [
        "They met the old mill owner. Apple rose.",
        "The old mill owner left. An apple. Old mill",
    ]
    found = proposed(
        articles,
        at(articles, 0, "the old mill owner", "entity"),
        at(articles, 0, "Apple", "entity"),
    )
    assert words(articles, found) == [("1", "The old mill owner", "entity")]
    articles = ["a mill burnt; see mill owners", "Mill owners paid. The Mill owners’ club."]
    found = proposed(articles, at(articles, 0, "mill owners", "entity"))
    assert words(articles, found) == [("1", "Mill owners", "entity")]


def test_possessives_and_compounds_hold_the_name_and_longer_words_do_not() -> None:
    articles = ["UK", "The UK’s plan, a UK-based firm, UK‘s, UKIP, the U.K. and BUKO"]
    assert len(proposed(articles, span(0, 0, 2))) == 3


@pytest.mark.parametrize("glyph", ["’", "'", "‘", "`"])
def test_apostrophes_and_blanks_match_whatever_their_glyph(glyph: str) -> None:
    articles = ["Lloyd’s Register", f"At Lloyd{glyph}s\u00a0 Register they said so."]
    found = proposed(articles, span(0, 0, len(articles[0])))
    assert [p.fragments[0] for p in found] == [Fragment(3, 20)]


def test_a_quotation_is_found_in_other_marks_but_not_without_marks() -> None:
    articles = [
        "“We sold the mine in May,” she said.",
        "He said: ‘We sold the mine in May.’ Then he left.",
        "It was reported that We sold the mine in May, alas.",
    ]
    found = proposed(
        articles,
        at(articles, 0, "“We sold the mine in May,”", "quote", ("kind", "whole sentences")),
    )
    assert words(articles, found) == [("1", "‘We sold the mine in May.’", "quote")]


def test_long_parts_of_an_interrupted_quotation_are_found_one_by_one() -> None:
    articles = [
        "“We never saw it,” he said, “or so I thought at the time.”",
        "“or so I thought at the time”, “We never”",
    ]
    parts = (Fragment(0, 18), Fragment(28, 58))
    whole = Span("s", "0", "me", label_id("quote"), parts)
    assert words(articles, proposed(articles, whole)) == [
        ("1", "“or so I thought at the time”", "quote")
    ]


def test_the_label_of_suspicion_is_never_repeated() -> None:
    articles = ["Section 9 of the Act", "Section 9 again"]
    assert proposed(articles, at(articles, 0, "Section 9", "possibly fabricated")) == []
    other = Label("x", "Possibly Fabricated")
    mine = Span("s", "0", "me", "x", (Fragment(0, 9),))
    assert list(Repeats().suggest(material(articles, mine, labels={"x": other}))) == []


@pytest.mark.parametrize("shown", ["he", "The", "it", "A", "5", "—", "and the"])
def test_stop_words_and_single_letters_are_not_looked_for(shown: str) -> None:
    assert proposed([shown, f"Then {shown} and {shown}."], span(0, 0, len(shown))) == []


def test_abbreviations_of_single_letters_are_looked_for() -> None:
    articles = ["U.S.", "The U.S. and the U.S."]
    assert len(proposed(articles, span(0, 0, 4))) == 2


def test_most_spans_decide_the_label_and_the_reason_says_so() -> None:
    articles = ["Orbis Orbis Orbis Orbis", "Orbis"]
    spans = [
        span(0, 6 * n, 6 * n + 5, "entity", ("type", t))
        for n, t in enumerate(["ORG", "GPE", "ORG"])
    ]
    found = proposed(articles, *spans, span(0, 18, 23, "claim"))
    assert found[0].label == "entity"
    assert found[0].attributes == (AttributeValue("type", "ORG"),)
    assert found[0].reason == (
        "you labelled “Orbis” as entity in 3 of 4 places, as claim in 1; with type ORG in 2 of 3"
    )


def test_of_equals_the_last_is_taken() -> None:
    articles = ["Orbis Orbis", "Orbis"]
    found = proposed(articles, span(0, 0, 5, "claim"), span(0, 6, 11, "entity"))
    assert [p.label for p in found] == ["entity"]


def test_answers_about_one_place_are_not_repeated() -> None:
    label = Label(
        "e", "entity", edges=Edges.WORDS,
        attributes=(Attribute("why", AttributeKind.TEXT), Attribute("where", AttributeKind.PLACE)),
    )  # fmt: skip
    answers = [
        ("type", "ORG"),
        ("confidence", "unsure"),
        ("why", "so"),
        ("where", "x (2026-01-01)"),
    ]
    mine = Span("s", "0", "me", "e", (Fragment(0, 5),), tuple(AttributeValue(*a) for a in answers))
    (found,) = Repeats().suggest(material(["Orbis", "Orbis"], mine, labels={"e": label}))
    assert found.attributes == (AttributeValue("type", "ORG"),)


def test_descriptions_and_pronouns_stand_for_somebody_in_their_place_only() -> None:
    articles = ["the company won", "the company lost"]
    mine = at(articles, 0, "the company", "entity", ("form", "description"))
    assert proposed(articles, mine) == []
    mine = at(articles, 0, "the company", "entity", ("form", "name"))
    assert len(proposed(articles, mine)) == 1


def test_a_name_that_goes_on_counts_less_and_says_so() -> None:
    articles = ["Orbis", "Orbis won. Orbis Mining lost."]
    plain, longer = proposed(articles, span(0, 0, 5))
    assert longer.score < plain.score
    assert longer.reason.endswith("; here a longer name may go on")


def test_the_longest_words_win_and_labels_do_not_get_in_each_others_way() -> None:
    articles = [
        "Orbis. Orbis Mining Group. Mining Group Holding. Orbis fell.",
        "Orbis Mining Group Holding fell",
    ]
    spans = [
        at(articles, 0, words, "entity")
        for words in ("Orbis", "Orbis Mining Group", "Mining Group Holding")
    ]
    found = [f for f in proposed(articles, *spans) if f.article_id == "1"]
    assert words(articles, found) == [
        ("1", "Orbis", "entity"),
        ("1", "Mining Group Holding", "entity"),
    ]
    found = proposed(articles, spans[0], at(articles, 0, "Orbis fell", "claim"))
    assert ("1", "Orbis", "entity") in words(articles, found)


def test_overlapping_spans_of_the_label_are_left_in_peace() -> None:
    articles = ["Orbis", "The former Orbis engineer spoke. Orbis did not."]
    mine = at(articles, 1, "The former Orbis engineer", "entity")
    assert [p.fragments[0].start for p in proposed(articles, span(0, 0, 5), mine)] == [33]


def test_unknown_labels_and_articles_are_passed_over() -> None:
    strange = Span("s", "9", "me", label_id("entity"), (Fragment(0, 5),))
    retired = Span("t", "0", "me", "gone", (Fragment(0, 5),))
    beyond = Span("u", "0", "me", label_id("entity"), (Fragment(90, 95),))
    assert proposed(["Orbis", "Orbis"], strange, retired, beyond) == []


def test_it_is_capped_for_each_words() -> None:
    assert len(proposed(["Orbis", "Orbis " * 3000], span(0, 0, 5))) == MOST_OF_ONE


def test_five_thousand_strings_over_twenty_articles_are_quick() -> None:
    assert growth(look_for_names, 312) < STEEP


def look_for_names(many: int) -> None:
    names = [f"Person{n} Name{n % 97}" for n in range(many)]
    labelled = " and ".join(names)
    spans, start = [], 0
    for name in names:
        spans.append(span(0, start, start + len(name)))
        start += len(name) + 5
    articles = [
        labelled,
        *("; ".join(names[n::20]) + " met nobody." * (many // 16) for n in range(20)),
    ]
    assert len(proposed(articles, *spans)) == many


def test_ten_megabytes_of_one_word_are_survived() -> None:
    assert len(proposed(["Orbis Orbis", "Orbis " * 1_700_000], span(0, 0, 5), span(0, 0, 11))) > 0


@given(
    st.lists(texts, min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=4),
)
def test_every_text_is_survived_and_proposals_lie_inside(
    articles: list[str], places: list[tuple[int, int]]
) -> None:
    spans = [span(0, start, start + length) for start, length in places]
    for proposal in proposed(articles, *spans):
        (fragment,) = proposal.fragments
        text = articles[int(proposal.article_id)]
        assert 0 <= fragment.start < fragment.end <= len(text)
        assert not any(
            s.article_id == proposal.article_id
            and s.start < fragment.end
            and fragment.start < s.end
            for s in spans
        )


NAMES = st.sampled_from(["Orbis", "Kessel", "Orbis Mining", "Lena Orbis", "U.S.", "mine-owner"])
FILLERS = st.sampled_from([" ", ", ", "’s ", "-based ", ". ", " and ", "x", "\n"])


@given(NAMES, st.lists(st.tuples(NAMES, FILLERS), max_size=12))
def test_what_label_everywhere_finds_is_found(name: str, pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + filler for word, filler in pieces)
    found = {
        p.fragments[0] for p in proposed([name, text], span(0, 0, len(name))) if p.article_id == "1"
    }
    exact = set(occurrences(text, name))
    assert exact <= found
    assert all(text[start:end].casefold() == name.casefold() for start, end in found)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6)), max_size=10))
def test_no_two_taken_places_overlap(places: list[tuple[int, int]]) -> None:
    taken, kept = Taken(), []
    for start, length in places:
        place = Fragment(start, start + length)
        free = not any(a < place.end and place.start < b for a, b in kept)
        assert taken.take(place) is free
        if free:
            kept.append(place)
    assert all(taken.covers(place) and taken.overlaps(place) for place in kept)
    assert not taken.covers(Fragment(0, 100))
