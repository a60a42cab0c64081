"""Answers to clues go out with an export, and an import takes them back."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.edits.clues import answer_clues, group_clue
from annotator.edits.readings import set_status
from annotator.model.clue import Clue, ClueVerdict, Passage, clue_id
from annotator.model.people import Annotator
from annotator.model.reading import Status
from annotator.model.span import Fragment
from annotator.project import Project
from annotator.transfer.export_options import ExportOptions
from annotator.transfer.exporting import export
from annotator.transfer.importing import import_paths
from tests.annotator.transfer.harbour import harbour, marked, news_scheme

KIND = "organisation based or backed elsewhere"


@pytest.fixture
def news(tmp_path: Path, ada: Annotator) -> Iterator[Project]:
    """Every article was read by Ada, who answered three clues, each otherwise."""
    with harbour(tmp_path / "news.annotator", ada) as project:
        (story,) = project.stories()
        for article in project.articles():
            marked(project, ada, article, "suit", "entity")
        rejected, later = clue(project, "suit", KIND), clue(project, "filed", "copied text")
        answers = ((rejected, ClueVerdict.NO_CONFLICT), (later, ClueVerdict.LATER))
        for one, verdict in answers:
            project.apply(answer_clues([one], story.id, ada.id, verdict), ada.id)
        project.apply(group_clue(clue(project, "was", KIND), story.id, ada.id), ada.id)
        yield project


def clue(project: Project, words: str, kind: str) -> Clue:
    """A clue over these words in the first two articles."""
    places = [(one.id, project.text(one.id).index(words)) for one in project.articles()[:2]]
    passages = tuple(
        Passage(article_id, Fragment(at, at + len(words)), f"value {number}")
        for number, (article_id, at) in enumerate(places)
    )
    return Clue(clue_id(kind, passages), kind, words, f"why {words}", passages, 0.8)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_all_that_was_answered_comes_back_to_the_byte(
    news: Project, ada: Annotator, tmp_path: Path
) -> None:
    export(news, tmp_path / "out")
    told = lines(tmp_path / "out" / "clues.jsonl")
    assert {one["name"]: one["answer"] for one in told} == {
        "suit": "not a conflict", "filed": "later", "was": "group",
    }  # fmt: skip
    assert "clues.jsonl" in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    with Project.create(tmp_path / "other.annotator", news_scheme()) as other:
        report = import_paths(other, [tmp_path / "out"])
        assert report.complete, list(report.sentences())
        assert report.files[0].clues == 3
        assert "3 answers to clues" in next(iter(report.sentences()))
        assert other.faults() == ()
        export(other, tmp_path / "again")
        assert files(tmp_path / "again") == files(tmp_path / "out")
        # What is found anew there has the same id, and so its answer.
        found = clue(other, "suit", KIND)
        assert other.clue_answers(ada.id)[found.id].clue == found
        repeated = import_paths(other, [tmp_path / "out"]).files[0]
        assert (repeated.clues, repeated.refused) == (0, [])
        other.undo("")
        assert other.clue_answers(ada.id) == {}


def test_an_answer_that_was_given_here_stays(news: Project, ada: Annotator, tmp_path: Path) -> None:
    export(news, tmp_path / "out")
    (story,) = news.stories()
    one = clue(news, "suit", KIND)
    news.apply(answer_clues([one], story.id, ada.id, ClueVerdict.LATER), ada.id)
    assert import_paths(news, [tmp_path / "out"]).complete
    assert news.clue_answers(ada.id)[one.id].verdict is ClueVerdict.LATER


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"doc_id": "9.txt"}, "the article “9.txt” is not in the project."),
        ({"text": "boat"}, "has other words at"),
        ({"end": 9999}, "has other words at"),
    ],
)
def test_a_passage_that_is_not_there_is_refused(
    news: Project, tmp_path: Path, changes: dict[str, Any], why: str
) -> None:
    export(news, tmp_path / "out")
    path = tmp_path / "out" / "clues.jsonl"
    told = lines(path)
    told[0]["passages"][0] |= changes
    path.write_text("\n".join(map(json.dumps, told)) + "\n", encoding="utf-8")
    with Project.create(tmp_path / "other.annotator", news_scheme()) as other:
        (file,) = import_paths(other, [tmp_path / "out"]).files
        assert [why in one.why for one in file.refused] == [True]
        assert file.clues == 2


def test_without_its_group_an_answer_says_nothing(
    news: Project, ada: Annotator, tmp_path: Path
) -> None:
    export(news, tmp_path / "out")
    (tmp_path / "out" / "groups.jsonl").unlink()
    with Project.create(tmp_path / "other.annotator", news_scheme()) as other:
        (file,) = import_paths(other, [tmp_path / "out"]).files
        assert [one.why for one in file.refused] == [
            "the group that came of it is not in the project."
        ]
        assert len(other.clue_answers(ada.id)) == file.clues == 2


def test_what_is_published_or_in_one_file_holds_none(news: Project, tmp_path: Path) -> None:
    export(news, tmp_path / "published", ExportOptions(publish=True))
    assert not (tmp_path / "published" / "clues.jsonl").exists()
    written = export(news, tmp_path / "one.jsonl")
    assert any("answers to clues; left out: 3." in one for one in written.sentences)


def test_under_pseudonyms_no_name_goes_out(news: Project, tmp_path: Path) -> None:
    export(news, tmp_path / "out", ExportOptions(pseudonyms=True))
    told = lines(tmp_path / "out" / "clues.jsonl")
    assert len(told) == 3
    assert all("Ada" not in json.dumps(one) for one in told)


def test_only_answers_with_all_their_articles_go_out(
    news: Project, ada: Annotator, tmp_path: Path
) -> None:
    (story,) = news.stories()
    first, *_ = news.articles(story.id)
    news.apply(set_status(first.id, ada.id, Status.DONE), ada.id)
    export(news, tmp_path / "out", ExportOptions(statuses=(Status.DONE,)))
    assert not (tmp_path / "out" / "clues.jsonl").exists()
