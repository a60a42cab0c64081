"""Claims: how sentences are cut, what weighs, and what is proposed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.scheme import read_scheme
from annotator.model.scheme import Label
from annotator.model.span import AttributeValue
from annotator.model.suggestion import Source
from annotator.paths import resource
from annotator.suggest.claims import LEAST_SCORE, MOST, Claim, Claims, claims
from annotator.suggest.claims_lexicon import ClaimWords
from annotator.suggest.claims_names import names_of
from annotator.suggest.parse import Name, Parse
from annotator.suggest.suggester import ArticleText, Material, Proposal
from annotator.text.sentences import sentences
from benchmarks.claims import measure
from tests.annotator.text.strange import texts
from tests.growth import STEEP, growth

WORDS = ClaimWords.read()
SCHEME = read_scheme((resource("schemes") / "news-stories.json").read_bytes(), "news stories")
LABELS = {label.id: label for label in SCHEME.labels}


def cut(text: str) -> list[str]:
    return [text[claim.place.start : claim.place.end] for claim in claims(text, WORDS)]


def only(text: str) -> Claim:
    (claim,) = claims(text, WORDS)
    return claim


def score(text: str) -> float:
    return max(claim.weighed.score for claim in claims(text, WORDS))


def answers(text: str) -> dict[str, str]:
    return dict(max(claims(text, WORDS), key=lambda claim: claim.weighed.score).weighed.attributes)


def proposed(text: str, labels: dict[str, Label] = LABELS, **parses: Parse) -> list[Proposal]:
    return list(Claims().suggest(Material([ArticleText("a", "a", text)], labels, parses)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Who reports it is left out, and the final stop.
        ("The court heard that Kessel sold the mine in May.", ["Kessel sold the mine in May"]),
        ("Orbis claims that Kessel hid two letters.", ["Kessel hid two letters"]),
        ("According to the filing, Kessel hid two letters.", ["Kessel hid two letters"]),
        ("Kessel hid two letters, the prosecutor said.", ["Kessel hid two letters"]),
        ("Kessel hid two letters, according to the filing.", ["Kessel hid two letters"]),
        # What is said stays with the sayer where it could not be checked without.
        ("Orbis warned that Kessel could close the mine.",
         ["Orbis warned that Kessel could close the mine"]),
        ("Orbis said that it would close the mine.", ["Orbis said that it would close the mine"]),
        # What leads in is left out, but not the time.
        ("However, Kessel sold the mine to Orbis.", ["Kessel sold the mine to Orbis"]),
        ("But Kessel sold the mine to Orbis.", ["Kessel sold the mine to Orbis"]),
        ("In a bitter struggle over coal, Kessel sold the mine.", ["Kessel sold the mine"]),
        ("In two years, Kessel sold the mine.", ["In two years, Kessel sold the mine"]),
        # A name with what it is said to be, and what it did.
        ("Lena Hall, a former driver at Kessel, has sued the owners of the mine.",
         ["Lena Hall, a former driver at Kessel", "has sued the owners of the mine"]),
        ("The complaint, filed in Leeds on Monday, claims that Kessel hid two letters.",
         ["The complaint, filed in Leeds on Monday", "Kessel hid two letters"]),
        ("Kessel, the owner, has sold the mine.", ["Kessel, the owner, has sold the mine"]),
        ("Kessel has sold its last two mines to Orbis, a freight company based in Leeds.",
         ["Kessel has sold its last two mines to Orbis",
          "Orbis, a freight company based in Leeds"]),
        # Two things that could be true or false by themselves.
        ("Kessel sold the mine, but Orbis has closed the port.",
         ["Kessel sold the mine", "Orbis has closed the port"]),
        ("Kessel has not answered yet, but sources indicate that Orbis closed the port.",
         ["Kessel has not answered yet", "Orbis closed the port"]),
        ("Kessel hit back, accusing Orbis of theft.", ["Kessel hit back, accusing Orbis of theft"]),
        ("Kessel has sold mines to many smaller states.",
         ["Kessel has sold mines to many smaller states"]),
        ("They took coal, training manuals, and maps from it.",
         ["They took coal, training manuals, and maps from it"]),
        ("Kessel has denied the charges, calling them absurd.", ["Kessel has denied the charges"]),
        ("They hired a driver who had worked for Orbis.",
         ["They hired a driver", "a driver who had worked for Orbis"]),
        # Quotations are claims of the one who speaks.
        ("“Kessel sold the mine to Orbis in May,” said Lena Hall.",
         ["Kessel sold the mine to Orbis in May"]),
        ("Hall said: “Kessel sold the mine in May. It was empty by then.”",
         ["Kessel sold the mine in May", "It was empty by then"]),
        # In Leeds, York and Hull: a list is no opening.
        ("In Leeds, York and Hull, Orbis closed its ports.", ["Orbis closed its ports"]),
    ],
)  # fmt: skip
def test_sentences_are_cut_to_the_smallest_clauses(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_what_can_be_looked_up_raises_and_what_cannot_lowers() -> None:
    plain = score("Kessel sold the mine to Orbis.")
    assert score("Kessel sold the mine to Orbis for £200 million.") > plain
    assert score("Kessel sold the mine to Orbis in March 2024.") > plain
    for less in (
        "Kessel could sell the mine to Orbis.",
        "If Kessel sold the mine to Orbis, it would be sad.",
        "Has Kessel sold the mine to Orbis?",
        "We sold the mine to Orbis.",
        "You sold the mine to Orbis.",
        "“Kessel sold the mine to Orbis,” he said.",
        "It sold the mine.",
    ):
        assert score(less) < plain, less
    assert score("Hopes are high in the whole valley.") < LEAST_SCORE < plain


def test_the_reason_says_what_weighs() -> None:
    weighed = only("Lena Hall sued Orbis over £200 million on Monday.").weighed
    assert weighed.reason == (
        "names Lena Hall and Orbis, an amount (£200 million), a date (Monday), "
        "something that happens (“sued”)"
    )
    weighed = only("The court heard that we may lose Orbis.").weighed
    assert "“we” is a writer’s or speaker’s own view; “may” is no statement" in weighed.reason


def test_nouns_are_no_events_and_the_us_is_no_reader() -> None:
    assert "something that happens" not in only("The exports of the mine are high.").weighed.reason
    assert "exports" in only("Kessel exports the coal of the mine.").weighed.reason
    assert "own view" not in only("Kessel sold the mine to US investors.").weighed.reason
    assert "no statement" not in only("Kessel sold the mine in May.").weighed.reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kessel sold two mines to Orbis.", ("number", "asserted")),
        ("Kessel sold the mine to Orbis.", ("event or property", "asserted")),
        ("Orbis claims that Kessel hid the letters.", ("event or property", "alleged")),
        ("Kessel allegedly hid the letters.", ("event or property", "alleged")),
        ("Kessel is believed to have hidden the letters.", ("what someone said", "hedged")),
        ("Kessel has denied the charges of Orbis.", ("what someone said", "asserted")),
        ("Kessel plans to close the mine in Hull.", ("position or plan", "asserted")),
        ("The mine closed because Kessel sold the coal.", ("cause", "asserted")),
        ("Kessel will close the mine in Hull.", ("prediction", "asserted")),
        ("If Orbis wins, Kessel would close the mine.", ("prediction", "conditional")),
    ],
)
def test_type_and_wording_follow_rules(text: str, expected: tuple[str, str]) -> None:
    found = answers(text)
    assert (found["type"], found["wording"]) == expected
    assert found.get("checkable") == ("no" if expected[0] == "prediction" else None)


def test_answers_are_those_of_the_scheme() -> None:
    label = SCHEME.label_named("claim")
    assert label is not None
    for text in ("Kessel sold two mines to Orbis.", "If Orbis wins, Kessel would close the mine."):
        for name, value in answers(text).items():
            attribute = label.attribute(name)
            assert attribute is not None
            assert value in attribute.values
    (other,) = proposed("Kessel sold two mines to Orbis.", {"c": Label("c", "claim")})
    assert other.attributes == ()


def test_it_proposes_what_is_heavy_enough() -> None:
    text = "Kessel sold the mine to Orbis in May. Life is hard here."
    (found,) = proposed(text)
    assert found.label == "claim"
    assert (
        text[found.fragments[0].start : found.fragments[0].end]
        == "Kessel sold the mine to Orbis in May"
    )
    assert AttributeValue("wording", "asserted") in found.attributes
    assert LEAST_SCORE <= found.score <= 1
    assert Claims.source is Source.CLAIMS


def test_names_come_from_the_model_where_there_is_one() -> None:
    text = "The old lady of the street raised rates."
    parse = Parse("", "m", "1", (Name(0, 26, "ORG"), Name(27, 33, "DATE"), Name(90, 99, "ORG")))
    assert proposed(text) == []
    (found,) = proposed(text, a=parse)
    assert found.reason.startswith("names The old lady of the street,")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mines closed. The Orbis Group left Leeds; mines rust.", ["Orbis Group", "Leeds"]),
        ("Then Gov. Lena Hall spoke.", ["Gov. Lena Hall"]),
        ("He spoke. However, St. Paul waited for Kessel’s coal.", ["St. Paul", "Kessel"]),
        ("A University of Leeds study. Rain fell.", ["University of Leeds"]),
        ("", []),
    ],
)
def test_without_a_model_names_are_words_with_a_capital(text: str, expected: list[str]) -> None:
    names = names_of(text, None, frozenset({"AI"}))
    whole = sentences(text)
    found = [name for sentence in whole for name in names.inside(text, sentence)]
    assert found == expected


def test_words_of_the_stop_list_are_no_names() -> None:
    text = "They use AI from Kessel."
    names = names_of(text, None, frozenset({"AI"}))
    assert names.inside(text, sentences(text)[0]) == ("Kessel",)


def test_the_lexicons_are_whole() -> None:
    assert WORDS.reporting["alleges"] == "alleged"
    assert WORDS.reporting["said"] == "said"
    assert WORDS.reporting["denied"] == "alleged"
    assert WORDS.reporting["believed"] == "hedged"
    assert {"stole", "seizes", "signed", "closing"} <= WORDS.events
    assert "seize" not in WORDS.finite
    assert set(WORDS.lowering.values()) == {
        "modality", "forecast", "condition", "reader", "judgement",
    }  # fmt: skip
    assert set(WORDS.hedges.values()) == {"alleged", "hedged"}


def test_the_sample_articles_are_ranked_and_cut_as_readers_do() -> None:
    figures, told = measure()
    assert all(figure.ok for figure in figures)
    assert told["ranking"]["rule"] >= 0.88
    assert told["ends"]["A or B"]["exact precision"] >= 0.7
    assert told["ends"]["A or B"]["half precision"] >= 0.85


@given(texts)
def test_every_text_is_survived_and_clauses_lie_in_their_sentence(text: str) -> None:
    whole = sentences(text)
    for claim in claims(text, WORDS):
        start, end = claim.place
        assert any(a <= start < end <= b for a, b in whole)
        assert 0 <= claim.weighed.score <= 1
        assert claim.weighed.reason


PIECES = st.sampled_from(
    ["Kessel", "Orbis", "the mine", "which", "who", "has", "sold", "said", "that", ",", ",", "and",
     "but", "“", "”", "‘", "’", ":", "—", "if", "in two years", "a driver", "according to", "could",
     "claims", "calling", "it", "£5m", "?", ".", "\n", "while", "after", "for example"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_words_of_clauses_in_any_order_are_survived(text: str) -> None:
    found = list(claims(text, WORDS))
    assert len({claim.place for claim in found}) == len(found)
    for claim in found:
        assert text[claim.place.start : claim.place.end].strip()
    assert proposed(text) == proposed(text)


@pytest.mark.parametrize(
    "piece",
    ["Orbis said that ", "a, ", "the man who has ", "“a ”", ", and it has", "中文", "A. ", "1,",
     "\n", "Abc Def of the ", "In Leeds, ", "— "],
)  # fmt: skip
def test_long_texts_take_their_time_only(piece: str) -> None:
    def found(size: int) -> None:
        text = piece * (size // len(piece))
        assert len(proposed(text)) <= MOST

    assert growth(found, 6250) < STEEP
