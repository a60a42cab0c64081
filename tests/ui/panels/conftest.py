"""A workspace with the five seed articles and annotator A's real labels, built through edits."""

import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.edits.edit import Edit
from annotator.formats.scheme import read_scheme
from annotator.model.identity import named_id
from annotator.model.people import Annotator
from annotator.model.reading import Attention, Reading, Status
from annotator.model.relation import Relation
from annotator.model.scheme import Scheme
from annotator.model.span import AttributeValue, Fragment, Span
from annotator.model.story import Article, Story, text_sha256
from annotator.paths import resource, seed
from annotator.project import Project
from annotator.store.work import Work
from ui.workspace import Workspace

A = Annotator("018f2d6c-aaaa-7000-8000-00000000000a", "A")


def shipped_scheme() -> Scheme:
    """The scheme for news stories."""
    path = resource("schemes/news-stories.json")
    return read_scheme(path.read_bytes(), path.name)


def demo(work: Work, scheme: Scheme, records: list[dict[str, Any]]) -> None:
    """Writes the records of one annotator as one story."""
    story = Story(named_id("story", records[0]["story"]), records[0]["story"], 1)
    work.stories.put([story])
    work.people.put([A])
    for at, record in enumerate(records):
        text = record["text"]
        article = Article(
            id=record["doc_id"],
            story_id=story.id,
            name=record["doc_id"],
            sha256=text_sha256(text),
            length=len(text),
            position=at + 1,
            title=record["meta"]["title"],
        )
        work.articles.add(article, text)
        work.spans.put([_span(one, article, scheme) for one in record["spans"]], new=True)
        read_for = tuple(label.id for label in scheme.labels if label.name in record["read_for"])
        reading = Reading(article.id, A.id, Status.DONE, read_for, record["note"])
        work.readings.put([reading])
    _relate(work, records)


def _span(one: dict[str, Any], article: Article, scheme: Scheme) -> Span:
    label = scheme.label_named(one["label"])
    assert label is not None
    pieces = one["fragments"] or [[one["start"], one["end"]]]
    return Span(
        id=one["id"],
        article_id=article.id,
        annotator_id=A.id,
        label_id=label.id,
        fragments=tuple(Fragment(*_ends(piece)) for piece in pieces),
        attributes=tuple(AttributeValue(p["name"], p["value"]) for p in one["attributes"]),
        note=one["note"],
        created_at=one["created_at"],
        updated_at=one["updated_at"],
    )


def _ends(piece: Any) -> tuple[int, int]:
    return (piece["start"], piece["end"]) if isinstance(piece, dict) else (piece[0], piece[1])


def _relate(work: Work, records: list[dict[str, Any]]) -> None:
    relations = itertools.chain.from_iterable(record["relations"] for record in records)
    work.relations.put(
        [Relation(r["id"], A.id, r["label"], r["head"], r["child"]) for r in relations], new=True
    )


def open_demo(path: Path) -> Workspace:
    """A workspace on a new project at `path` with A's labels of the five articles."""
    lines = seed("demo/A.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    scheme = shipped_scheme()
    project = Project.create(path, scheme)
    project.apply(Edit("import", lambda work: demo(work, project.scheme(), records)))
    project.attend([Attention(records[0]["doc_id"], A.id, 1210)])
    workspace = Workspace()
    workspace.take(project)
    workspace.set_annotator(A)
    return workspace


def open_empty(path: Path) -> Workspace:
    """A workspace on a project without stories."""
    workspace = Workspace()
    workspace.take(Project.create(path, shipped_scheme()))
    workspace.set_annotator(A)
    return workspace


@pytest.fixture
def workspace(tmp_path: Path, qapp: object) -> Iterator[Workspace]:
    """The demo project, opened for A."""
    made = open_demo(tmp_path / "demo.annotator")
    yield made
    made.close()


@pytest.fixture
def empty(tmp_path: Path, qapp: object) -> Iterator[Workspace]:
    """A project in which there is no article yet."""
    made = open_empty(tmp_path / "empty.annotator")
    yield made
    made.close()


@pytest.fixture
def article_ids(workspace: Workspace) -> list[str]:
    """The five articles, in order."""
    return [article.id for article in workspace.project.articles()]


@pytest.fixture
def label_id(workspace: Workspace) -> Callable[[str], str]:
    """The id of a label by its name."""

    def found(name: str) -> str:
        label = workspace.scheme.label_named(name)
        assert label is not None
        return label.id

    return found
