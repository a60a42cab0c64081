"""Pairs for a classifier of contradictions: what people said, and nothing that nobody said."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from annotator.edits.clues import answer_clues
from annotator.edits.groups import make_group, new_group, set_group_attribute
from annotator.edits.relations import link
from annotator.edits.stories import set_splits
from annotator.formats.pairs import Side, Stands, relation
from annotator.model.clue import Clue, ClueVerdict, Passage
from annotator.model.group import Group, Member
from annotator.model.people import Annotator
from annotator.model.span import Fragment
from annotator.model.story import Article
from annotator.paths import resource
from annotator.project import Project
from annotator.transfer.export_options import ExportOptions
from annotator.transfer.exporting import export
from tests.annotator.transfer.harbour import ONE, THREE, TWO, harbour, marked

SCHEMA = jsonschema.Draft202012Validator(
    json.loads(resource("formats/pairs-1.schema.json").read_text(encoding="utf-8"))
)


@pytest.fixture
def news(tmp_path: Path, ada: Annotator) -> Any:
    with harbour(tmp_path / "news.annotator", ada) as project:
        yield project


def conflict(
    project: Project, ada: Annotator, values: Sequence[tuple[str, str]], kind: str = "conflict"
) -> Group:
    """A group of the first sentences of the articles, with values and stances."""
    words = ("filed in Leeds on Monday", "filed in Bristol on Friday", "filed in Leeds, too")
    (story,) = project.stories()
    wanted = next(one for one in project.scheme().relations if one.name == kind)
    members = [
        Member(article.id, marked(project, ada, article, said, "claim"), value, stance)
        for article, said, (value, stance) in zip(
            project.articles(story.id), words, values, strict=False
        )
    ]
    group = new_group(wanted, "venue", story.id, ada.id, members)
    project.apply(make_group(group), ada.id)
    return group


def pairs(project: Project, folder: Path, **options: Any) -> list[dict[str, Any]]:
    export(project, folder, ExportOptions(**options))
    path = folder / "pairs.jsonl"
    if not path.exists():
        return []
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for one in found:
        SCHEMA.validate(one)
        for side in (one["a"], one["b"]):
            text = {"1.txt": ONE, "2.txt": TWO, "3.txt": THREE}[side["doc_id"]]
            assert text[side["start"] : side["end"]] == side["text"]
            assert side["text"] in side["sentence"]
            assert side["sentence"] in text
    return found


def told(found: Sequence[dict[str, Any]], comes: str = "group") -> dict[tuple[str, str], str]:
    return {
        (one["a"]["doc_id"][0], one["b"]["doc_id"][0]): one["relation"]
        for one in found
        if one["from"] == comes
    }


def test_every_two_members_of_a_conflict_are_a_pair(
    news: Project, ada: Annotator, tmp_path: Path
) -> None:
    conflict(news, ada, [("Leeds", "states"), ("Bristol", "states"), ("leeds", "repeats")])
    found = pairs(news, tmp_path / "out")
    assert told(found) == {
        ("1", "2"): "contradicts",
        ("1", "3"): "same",
        ("2", "3"): "contradicts",
    }
    first = found[0]
    assert first["a"]["date"] == "2026-03-01"
    assert first["a"]["sentence"] == "The suit was filed in Leeds on Monday."
    assert (first["annotator"], first["kind"], first["story"]) == ("Ada", "conflict", "Harbour")


def test_what_nobody_judged_is_unclear_and_there_is_no_more_of_it(
    news: Project, ada: Annotator, tmp_path: Path
) -> None:
    conflict(news, ada, [("Leeds", ""), ("Bristol", "")])
    found = pairs(news, tmp_path / "out")
    sampled = [one for one in found if one["from"] == "sampled counterpart"]
    assert [one["relation"] for one in sampled] == ["unclear"]
    assert sampled[0]["annotator"] == ""
    assert {sampled[0]["a"]["text"], sampled[0]["b"]["text"]} == {
        "The harbour will stay closed for weeks, officials said.",
        "The harbour will stay closed for months, officials said.",
    }
    again = pairs(news, tmp_path / "again")
    assert again == found


def test_without_anything_judged_there_is_no_file(
    news: Project, ada: Annotator, tmp_path: Path
) -> None:
    marked(news, ada, news.articles()[0], "Leeds", "entity")
    assert pairs(news, tmp_path / "out") == []
    assert "pairs" not in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


def test_a_clue_that_is_no_conflict_gives_unrelated_pairs(
    news: Project, ada: Annotator, tmp_path: Path
) -> None:
    (story,) = news.stories()
    one, two, three = news.articles(story.id)
    passages = tuple(
        Passage(article.id, Fragment(0, 20), article.name) for article in (one, two, three)
    )
    clue = Clue("c", "same unit, other figure", "x", "why", passages)
    later = replace(clue, id="d")
    news.apply(answer_clues([clue], story.id, ada.id, ClueVerdict.NO_CONFLICT), ada.id)
    news.apply(answer_clues([later], story.id, ada.id, ClueVerdict.LATER), ada.id)
    for article in (one, two):
        marked(news, ada, article, "suit", "entity")
    assert pairs(news, tmp_path / "out") == []  # the third article is not in the export
    marked(news, ada, three, "suit", "entity")
    found = pairs(news, tmp_path / "all")
    assert told(found, "rejected clue") == dict.fromkeys(
        [("1", "2"), ("1", "3"), ("2", "3")], "unrelated"
    )


def test_equal_values_or_words_of_a_rejected_clue_are_no_negatives(
    news: Project, ada: Annotator, tmp_path: Path
) -> None:
    (story,) = news.stories()
    one, two, three = news.articles(story.id)
    for article in (one, two, three):
        marked(news, ada, article, "suit", "entity")

    def clue(number: str, kind: str, *some: tuple[Article, str, str]) -> Clue:
        passages = []
        for article, words, value in some:
            at = news.text(article.id).index(words)
            passages.append(Passage(article.id, Fragment(at, at + len(words)), value))
        return Clue(number, kind, "x", "why", tuple(passages))

    valued = clue(
        "c", "organisation based or backed elsewhere",
        (one, "Leeds", "Leeds-based"), (two, "Bristol", "Bristol"), (three, "Leeds", "leeds-based"),
    )  # fmt: skip
    copied = clue(
        "d", "copied text", (one, "suit", ""), (two, "suit", ""), (one, "Monday", ""),
        (two, "Friday", ""),
    )  # fmt: skip
    news.apply(answer_clues([valued, copied], story.id, ada.id, ClueVerdict.NO_CONFLICT), ada.id)
    found = [p for p in pairs(news, tmp_path / "out") if p["from"] == "rejected clue"]
    stands = {(p["a"]["text"], p["b"]["text"], p["b"]["doc_id"][0]): p["relation"] for p in found}
    assert stands == {
        ("Leeds", "Bristol", "2"): "unrelated",
        ("Leeds", "Leeds", "3"): "same",
        ("Bristol", "Leeds", "3"): "unrelated",
        ("suit", "suit", "2"): "same",
    }


def test_who_says_it_is_told_by_link_or_by_rule(
    news: Project, ada: Annotator, tmp_path: Path
) -> None:
    (story,) = news.stories()
    one, two, _ = news.articles(story.id)
    said = marked(news, ada, one, "“We lost two million,”", "quote")
    other = marked(news, ada, two, "It rained", "claim")
    kind = next(k for k in news.scheme().relations if k.name == "conflict")
    members = [Member(one.id, said, "2", "states"), Member(two.id, other, "3", "states")]
    news.apply(make_group(new_group(kind, "", story.id, ada.id, members)), ada.id)
    first = next(p for p in pairs(news, tmp_path / "rule") if p["from"] == "group")
    assert (first["a"]["sayer"], first["b"]["sayer"]) == ("Maria Lopez", "")
    speaker = marked(news, ada, one, "officials", "entity")
    said_by = next(k for k in news.scheme().relations if k.name == "said by")
    news.apply(link(said_by, *news.spans_by_id([said]), *news.spans_by_id([speaker])), ada.id)
    linked = next(p for p in pairs(news, tmp_path / "link") if p["from"] == "group")
    assert linked["a"]["sayer"] == "officials"


def test_all_pairs_of_a_story_are_in_its_split_and_the_card_counts_them(
    news: Project, ada: Annotator, tmp_path: Path
) -> None:
    conflict(news, ada, [("Leeds", "states"), ("Bristol", "states"), ("Leeds", "states")])
    news.apply(set_splits({news.stories()[0].id: "dev"}))
    found = pairs(news, tmp_path / "out", split=(80, 10, 10))
    assert {one["split"] for one in found} == {"dev"}
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "config_name: pairs" in card
    assert "| contradicts | 2 |" in card
    assert "| same | 1 |" in card
    assert "| unrelated | 0 |" in card


def test_pseudonyms_hold_and_what_is_published_has_no_words(
    news: Project, ada: Annotator, tmp_path: Path
) -> None:
    conflict(news, ada, [("Leeds", "states"), ("Bristol", "states")])
    found = pairs(news, tmp_path / "named", pseudonyms=True)
    assert all(one["annotator"] != "Ada" for one in found)
    assert ada.id not in (tmp_path / "named" / "pairs.jsonl").read_text(encoding="utf-8")
    assert pairs(news, tmp_path / "open", publish=True) == []
    (line,) = (tmp_path / "open" / "groups.jsonl").read_text(encoding="utf-8").splitlines()
    assert [member["text"] for member in json.loads(line)["members"]] == ["", ""]


def test_members_carry_their_words_and_the_hash_of_their_article(
    news: Project, ada: Annotator, tmp_path: Path
) -> None:
    conflict(news, ada, [("Leeds", "states"), ("Bristol", "states")])
    export(news, tmp_path / "out")
    (line,) = (tmp_path / "out" / "groups.jsonl").read_text(encoding="utf-8").splitlines()
    first = json.loads(line)["members"][0]
    assert first["text"] == "filed in Leeds on Monday"
    assert ONE[first["start"] : first["end"]] == first["text"]
    assert first["text_sha256"] == news.articles()[0].sha256


def test_other_wording_is_no_contradiction(news: Project, ada: Annotator, tmp_path: Path) -> None:
    group = conflict(news, ada, [("Leeds", "states"), ("Bristol", "states")])
    news.apply(set_group_attribute(group, "strength", ["other wording"]), ada.id)
    assert told(pairs(news, tmp_path / "out")) == {("1", "2"): "unclear"}


def side(value: str = "", stance: str = "") -> Side:
    return Side("a", "", 0, 1, "x", "x", value=value, stance=stance)


@pytest.mark.parametrize(
    ("kind", "one", "other", "alone", "stands"),
    [
        ("conflict", side("a"), side("b"), False, Stands.CONTRADICTS),
        ("conflict", side("a"), side("A"), False, Stands.SAME),
        ("conflict", side("a"), side(), False, Stands.UNCLEAR),
        ("conflict", side(), side(), False, Stands.UNCLEAR),
        ("conflict", side(), side(), True, Stands.CONTRADICTS),
        ("conflict", side("", "states"), side("", "contradicts"), False, Stands.CONTRADICTS),
        ("conflict", side("", "contradicts"), side("", "contradicts"), False, Stands.UNCLEAR),
        ("same fact", side(), side(), False, Stands.SAME),
        ("same fact", side("", "states"), side("", "contradicts"), False, Stands.CONTRADICTS),
        ("copied text", side(), side(), True, Stands.SAME),
    ],
)
def test_how_two_members_stand(
    kind: str, one: Side, other: Side, alone: bool, stands: Stands
) -> None:
    assert relation(kind, one, other, alone=alone) is stands
    assert relation(kind, other, one, alone=alone) is stands
