"""`annotator across` as it is run."""

import json
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from annotator.across_story import across
from annotator.edits.clues import answer_clues
from annotator.edits.groups import make_group, new_group
from annotator.edits.spans import add_span, new_span
from annotator.model.clue import ClueVerdict
from annotator.model.group import Member
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.span import AttributeValue, Fragment
from annotator.project import Project
from tests.annotator.across.test_story import NEWS, OTHER
from tests.annotator.commands import Commands


@pytest.fixture
def commands(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Commands:
    monkeypatch.setattr("annotator.suggesting.parsing.installed_models", lambda: ())
    return Commands(capsys)


@pytest.fixture
def path(tmp_path: Path, commands: Commands) -> Path:
    path = tmp_path / "p.annotator"
    for name, text in (("one.txt", NEWS), ("two.txt", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    commands.done("new", path)
    commands.done("import", path, tmp_path / "one.txt", tmp_path / "two.txt", "--story", "Harbour")
    return path


def test_json_is_as_the_issue_has_it(path: Path, commands: Commands) -> None:
    answer = commands.done("across", path, "--json").answer
    assert list(answer) == ["counterparts", "clues", "only_here", "facets"]
    texts = {"one.txt": NEWS, "two.txt": OTHER}
    members = [
        *(m for one in answer["counterparts"] for m in one["members"]),
        *(m for one in answer["clues"] for m in one["members"]),
        *(one["member"] for one in answer["only_here"]),
        *(m for one in answer["facets"] for m in one["members"]),
    ]
    assert members
    for one in members:
        assert list(one) == ["article", "start", "end", "text", "value"]
        assert texts[one["article"]][one["start"] : one["end"]] == one["text"]
        assert one["value"] is None or one["value"]
    assert {tuple(one) for one in answer["counterparts"]} == {("score", "members")}
    assert {tuple(one) for one in answer["clues"]} == {("kind", "why", "shown", "members")}
    assert {tuple(one) for one in answer["only_here"]} == {("kind", "member")}
    assert {tuple(one) for one in answer["facets"]} == {("facet", "members")}
    assert commands.done("across", path, "--json").answer == answer


def test_words_and_one_story(path: Path, commands: Commands) -> None:
    told = commands.done("across", path, "--story", "Harbour").out
    assert told.startswith("Harbour: 2 articles")
    assert "venue" in told
    assert "There is no story called Fire" in commands.refused("across", path, "--story", "Fire")


def test_facets_of_a_file_are_kept_and_printed(
    path: Path, commands: Commands, tmp_path: Path
) -> None:
    file = tmp_path / "facets.txt"
    file.write_text("[weather]\nfraud on (<rest>)\n", encoding="utf-8")
    answer = commands.done("across", path, "--facets", file, "--json").answer
    assert [one["facet"] for one in answer["facets"]] == ["weather"]
    assert commands.done("across", path, "--facets", "-").out == file.read_text(encoding="utf-8")
    file.write_text("fraud", encoding="utf-8")
    assert "line 1" in commands.refused("across", path, "--facets", file)
    file.write_bytes(b"\xff\xfe\xff")
    assert "UTF-8" in commands.refused("across", path, "--facets", file)
    commands.refused("across", path, "--facets", tmp_path / "nowhere.txt")


class Page(HTMLParser):
    """Checks that a page opens what it closes, and collects its words."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.levels: list[int] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if tag[0] == "h" and tag[1:].isdigit():
            self.levels.append(int(tag[1:]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_report_tells_groups_stances_and_what_was_checked(
    path: Path, commands: Commands, tmp_path: Path
) -> None:
    with Project.open(path) as project:
        ada = Annotator(new_id(), "Ada <b>")
        project.add_annotator(ada)
        scheme = project.scheme()
        (story,) = project.stories()
        one, two = project.articles(story.id)
        doubtful = scheme.label_named("possibly fabricated")
        assert doubtful is not None
        checked = new_span(
            article_id=one.id,
            annotator_id=ada.id,
            label=doubtful,
            fragments=(Fragment(0, 11),),
        )
        checked = replace(
            checked,
            attributes=(
                AttributeValue("reason", "cannot be dated or placed"),
                AttributeValue("checked outside", "yes: false"),
                AttributeValue("where checked", "https://example.org/?a=1&b (2026-03-01)"),
            ),
        )
        project.apply(add_span(checked, doubtful), ada.id)
        kind = next(kind for kind in scheme.relations if kind.name == "conflict")
        claim = scheme.label_named("claim")
        assert claim is not None
        parts = new_span(one.id, ada.id, claim, [(0, 3), (7, 11)])
        project.apply(add_span(parts, claim), ada.id)
        members = [
            Member(one.id, checked.id, "<i>Leeds</i>", "contradicts"),
            Member(one.id, parts.id, "two", "states"),
            Member(two.id, stance="omits"),
        ]
        project.apply(
            make_group(new_group(kind, "place & time", story.id, ada.id, members)), ada.id
        )
    out = tmp_path / "r.html"
    commands.done("across", path, "--report", out, "--as", "Ada <b>")
    html = out.read_text(encoding="utf-8")
    page = Page()
    page.feed(html)
    assert page.open == []
    words = " ".join(page.words)
    for told in (
        "conflict: place & time", "≠ contradicts: <i>Leeds</i>", "– omits", "Maria Lopez",
        "yes: false", "https://example.org/?a=1&b", "2026-03-01", "venue",
        "Groups and checks are those of “Ada <b>”", "Worth a look",
    ):  # fmt: skip
        assert told in words
    assert "script" not in page.tags
    assert "<i>Leeds" not in html
    assert page.levels[:3] == [1, 2, 2]
    assert all(lower - higher <= 1 for higher, lower in pairwise(page.levels))
    assert 3 in page.levels
    assert f"<b>{escape(NEWS[:3])}</b>{escape(NEWS[3:7])}<b>{escape(NEWS[7:11])}</b>" in html
    assert "<th>outlet</th>" not in html
    commands.done("across", path, "--report", out)


def test_a_report_leaves_out_what_was_found_to_be_no_conflict(
    path: Path, commands: Commands, tmp_path: Path
) -> None:
    out = tmp_path / "r.html"
    with Project.open(path) as project:
        (story,) = project.stories()
        ada = Annotator(new_id(), "Ada")
        project.add_annotator(ada)
        found = dict(across(project, [story.id], model=""))[story.id]
        clue = next(one for one in found.clues if one.shown)
        project.apply(answer_clues([clue], story.id, ada.id, ClueVerdict.NO_CONFLICT), ada.id)
    commands.done("across", path, "--report", out)
    html = out.read_text(encoding="utf-8")
    assert escape(clue.reason) not in html
    assert "1 clue was found to be no conflict, and not listed." in html


def test_a_story_of_one_article_and_an_empty_project(commands: Commands, tmp_path: Path) -> None:
    path = tmp_path / "empty.annotator"
    commands.done("new", path)
    assert commands.done("across", path, "--json").answer == {
        "counterparts": [], "clues": [], "only_here": [], "facets": []
    }  # fmt: skip
    (tmp_path / "one.txt").write_text(NEWS, encoding="utf-8")
    commands.done("import", path, tmp_path / "one.txt", "--story", "Alone")
    ran = commands.done("across", path, "--json")
    assert ran.answer["counterparts"] == []
    assert "one article" in ran.err
    assert json.dumps(ran.answer)
