"""Every command through the program's entry."""

import json
import sys
from pathlib import Path

import pytest

from annotator import __version__
from annotator.cli import COMMANDS, _parser, default_scheme
from annotator.project import Project
from annotator.settings import log_folder
from tests.annotator.commands import Commands, Ran, run

TEXT = "Ada Lovelace works at Acme Corp.\n“We won,” she said 🙂.\n"
NOTHING: dict[str, object] = {"refused": [], "warnings": []}
NO_FILE: dict[str, object] = {
    "articles": 0,
    "spans": 0,
    "relations": 0,
    "attributes": 0,
    "duplicates": 0,
}


@pytest.fixture
def project(tmp_path: Path, command: Commands) -> Path:
    path = tmp_path / "p.annotator"
    command.done("new", path)
    return path


def test_what_one_command_was_given_is_not_given_to_the_next() -> None:
    asked = ["compare", "p.annotator", "Ada", "Ben"]
    first = _parser().parse_args([*asked, "--article", "a", "--article", "b", "--json"])
    assert (first.article, first.json) == (["a", "b"], True)
    for _ in range(2):
        given = _parser().parse_args(asked)
        assert (given.article, given.label, given.json) == ([], [], False)


def text_file(folder: Path, name: str = "a.txt", text: str | bytes = TEXT) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def records(folder: Path, name: str = "in.jsonl", **more: object) -> Path:
    span = {"start": 0, "end": 12, "label": "entity", "text": "Ada Lovelace"}
    record = {"text": TEXT, "doc_id": "a.txt", "story": "s", "annotator": "A", "spans": [span]}
    return text_file(folder, name, json.dumps({**record, **more}) + "\n")


def texts(path: Path) -> dict[str, str]:
    with Project.open(path, read_only=True) as project:
        return {article.name: project.text(article.id) for article in project.articles()}


def stories(path: Path) -> dict[str, list[str]]:
    with Project.open(path, read_only=True) as project:
        return {s.name: [a.name for a in project.articles(s.id)] for s in project.stories()}


# new


def test_new_makes_one_file_with_the_shipped_scheme(tmp_path: Path, command: Commands) -> None:
    ran = command.done("new", tmp_path / "p.annotator")
    assert ran.out == ""
    assert "claim, quote, entity, possibly fabricated" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["p.annotator"]
    assert command("undo", tmp_path / "p.annotator").err == "There is nothing to undo.\n"


def test_new_with_a_scheme_of_ones_own(tmp_path: Path, command: Commands) -> None:
    scheme = json.loads(default_scheme().read_text(encoding="utf-8"))
    scheme["name"] = "mine"
    file = text_file(tmp_path, "s.json", json.dumps(scheme))
    assert "“mine”" in command.done("new", tmp_path / "p.annotator", "--scheme", file).err


def test_new_says_line_and_reason_of_a_scheme_with_errors(
    tmp_path: Path, command: Commands
) -> None:
    file = text_file(tmp_path, "s.json", '{"name": "x",\n "labels": [\n {"name": 7}]}')
    sentence = command.refused("new", tmp_path / "p.annotator", "--scheme", file)
    assert f"{file}, line 3" in sentence
    file.write_text('{"name": "x",\n', encoding="utf-8")
    assert "line 2" in command.refused("new", tmp_path / "p.annotator", "--scheme", file)
    command.refused("new", tmp_path / "p.annotator", "--scheme", tmp_path / "none.json")
    assert not (tmp_path / "p.annotator").exists()


def test_new_replaces_nothing_and_makes_no_folders(project: Path, command: Commands) -> None:
    before = project.read_bytes()
    assert "is there already" in command.refused("new", project)
    assert project.read_bytes() == before
    assert "no folder" in command.refused("new", project.parent / "no" / "p.annotator")
    link = project.parent / "link.annotator"
    link.symlink_to(link)
    command.refused("new", link)
    assert link.is_symlink()
    command.refused("new", project.parent / ("x" * 300))


# import


def test_import_answers_in_the_exact_shape(project: Path, command: Commands) -> None:
    a, b = text_file(project.parent, "a.txt"), text_file(project.parent, "b.txt", "")
    ran = command("import", project, a, b, "--story", "s", "--json")
    assert ran.code == 1
    assert ran.answer == {
        "files": [
            {**NO_FILE, "path": str(a), "format": "text", "articles": 1, **NOTHING},
            {
                **NO_FILE,
                "path": str(b),
                "format": "text",
                "refused": [{"where": str(b), "why": "is empty: there is nothing to read in it."}],
                "warnings": [],
            },
        ]
    }  # fmt: skip
    counts = ["articles", "spans", "relations", "attributes", "duplicates"]
    keys = ["path", "format", *counts, "refused", "warnings"]
    assert [list(file) for file in ran.answer["files"]] == [keys, keys]
    assert list(texts(project)) == ["a.txt"]


def test_import_folders(project: Path, command: Commands) -> None:
    news = project.parent / "news"
    for name in ("c.txt", "one/2.txt", "one/10.txt", "two/2.txt"):
        text_file(news, name, f"the text of {name}")
    command.done("import", project, news)
    assert stories(project) == {
        "news": ["c.txt"],
        "one": ["2.txt", "10.txt"],
        "two": ["2-2.txt"],
    }
    other = project.parent / "q.annotator"
    command.done("new", other)
    command.done("import", other, "--story", "mine", news)  # options may come first
    assert list(stories(other)) == ["mine", "one", "two"]


def test_the_same_text_twice(project: Path, command: Commands) -> None:
    a, b = text_file(project.parent, "a.txt"), text_file(project.parent, "b.txt")
    first = command.done("import", project, a, b, "--story", "one", "--json").answer["files"]
    assert [(file["articles"], file["duplicates"]) for file in first] == [(1, 0), (0, 1)]
    assert "as a.txt" in first[1]["warnings"][0]["what"]
    again = command.done("import", project, a, "--story", "one", "--json").answer["files"]
    assert (again[0]["articles"], again[0]["duplicates"]) == (0, 1)
    other = command.done("import", project, a, "--story", "two", "--json").answer["files"]
    assert other[0]["articles"] == 1
    assert "is called a-2.txt here" in other[0]["warnings"][0]["what"]
    assert stories(project) == {"one": ["a.txt"], "two": ["a-2.txt"]}


def test_import_a_table(project: Path, command: Commands) -> None:
    text_file(project.parent, "a.txt")
    rows = "path,story,title,outlet,byline,published,URL,retrieved\na.txt,S,T,O,B,2026-01-02,u,r\n"
    table = text_file(project.parent, "stories.csv", rows)
    answer = command.done("import", project, "--table", table, "--json").answer
    assert answer["files"][0]["format"] == "table"
    with Project.open(project, read_only=True) as opened:
        (article,) = opened.articles()
    facts = (article.title, article.outlet, article.byline, article.published, article.url)
    assert facts == ("T", "O", "B", "2026-01-02", "u")


def test_import_spans_of_a_named_annotator(project: Path, command: Commands) -> None:
    path = records(project.parent, annotator="")
    answer = command.done(
        "import", project, path, "--format", "jsonl", "--annotator", "Zoe", "--json"
    ).answer
    assert answer["files"][0]["spans"] == 1
    people = command.done("stats", project, "--json").answer["annotators"]
    assert [(one["name"], one["spans"]) for one in people] == [("Zoe", 1)]
    again = command.done("import", project, path, "--annotator", "Zoe", "--json").answer
    assert (again["files"][0]["spans"], again["files"][0]["duplicates"]) == (0, 1)


KEPT = {
    "crlf": "one\r\ntwo\rthree\r\n\r\n\r\n",
    "separators": "one\u2028two\u2029three\x85four\n",
    "nul": "one\0two\n",
    "blank lines": "\n\n one \n\n\n\n",
    "marks": "é e\u0301 \u202eabc\u202c \ufeff 👩‍👩‍👧\n",
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_texts_are_kept_exactly(project: Path, command: Commands, text: str) -> None:
    command.done("import", project, text_file(project.parent, "a.txt", text))
    assert texts(project) == {"a.txt": text}
    command.done("check", project)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_byte_order_marks(project: Path, command: Commands, encoding: str) -> None:
    path = text_file(project.parent, "a.txt", TEXT.encode(encoding))
    answer = command.done("import", project, path, "--json").answer
    assert answer["files"][0]["warnings"] == []
    assert texts(project) == {"a.txt": TEXT}


def test_another_encoding_is_detected_and_reported(project: Path, command: Commands) -> None:
    text = "Der Käse wurde später für Gäste geöffnet, hieß es aus Köln.\n" * 5
    path = text_file(project.parent, "a.txt", text.encode("latin-1"))
    answer = command.done("import", project, path, "--json").answer
    (warning,) = answer["files"][0]["warnings"]
    assert "is not UTF-8; read as cp1252, which was detected" in warning["what"]
    assert texts(project) == {"a.txt": text}


def test_what_is_no_text_is_refused_with_its_byte(project: Path, command: Commands) -> None:
    path = text_file(project.parent, "a.txt", "schön".encode() + b"\xff")
    sentence = command.refused("import", project, path)
    assert "a.txt" in sentence
    assert "byte 6 (0xff, line 1)" in sentence
    assert texts(project) == {}


# export


def test_export_the_same_bytes_twice(project: Path, command: Commands) -> None:
    command.done("import", project, records(project.parent))
    out = project.parent / "out"
    answer = command.done("export", project, out, "--json").answer
    assert (answer["records"], answer["spans"]) == (1, 1)
    assert sorted(path.name for path in out.iterdir()) == [
        "README.md",
        "scheme.json",
        "spans.jsonl",
    ]
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    command.done("export", project, out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == first
    command.done("export", project, project.parent / "one.jsonl")
    assert (project.parent / "one.jsonl").read_bytes() == first["spans.jsonl"]


def test_export_what_is_asked_for(project: Path, command: Commands) -> None:
    folder = project.parent
    two = [{"start": 0, "end": 3, "label": "entity"}, {"start": 4, "end": 12, "label": "entity",
            "fragments": [{"start": 4, "end": 6}, {"start": 10, "end": 12}]}]  # fmt: skip
    command.done("import", project, records(folder, status="done", spans=two))
    command.done("import", project, records(folder, "b.jsonl", annotator="B"))

    def exported(*options: object) -> list[dict[str, object]]:
        out = folder / "out.jsonl"
        command.done("export", project, out, *options)
        return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]

    assert [r["annotator"] for r in exported()] == ["A", "B"]
    assert [r["annotator"] for r in exported("--annotator", "B")] == ["B"]
    assert [r["annotator"] for r in exported("--status", "done")] == ["A"]
    for how, number in (("keep", 2), ("hull", 2), ("separate", 3), ("drop", 1)):
        (record,) = exported("--annotator", "A", "--fragments", how)
        assert len(record["spans"]) == number  # type: ignore[arg-type]
    assert "no annotator called Zed" in command.refused(
        "export", project, folder / "x", "--annotator", "Zed"
    )
    assert "no status" in command.refused("export", project, folder / "x", "--status", "finished")
    assert command("export", project, folder / "x", "--fragments", "no").code == 2
    assert not (folder / "x").exists()


def test_export_splits_are_kept(project: Path, command: Commands) -> None:
    folder = project.parent
    for number in range(10):
        text = f"{number} " * 50
        given = {"text": text, "story": f"s{number}", "doc_id": f"d{number}", "spans": []}
        path = records(folder, f"{number}.jsonl", **given)
        command.done("import", project, path)
    out = folder / "out"
    command.done("export", project, out, "--split", "80/10/10", "--seed", "7", "--status", "new")
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    assert {"train.jsonl", "dev.jsonl", "test.jsonl"} <= set(first)
    assert len(first["train.jsonl"].splitlines()) == 8
    command.done("export", project, out, "--split", "80/10/10", "--seed", "8", "--status", "new")
    assert {path.name: path.read_bytes() for path in out.iterdir()} == first
    assert "is no split" in command.refused("export", project, out, "--split", "80/10")


def test_nothing_to_export(project: Path, command: Commands) -> None:
    assert "nothing to export" in command.refused("export", project, project.parent / "out")
    assert not (project.parent / "out").exists()


# stats, check


def test_stats_in_the_exact_shape(project: Path, command: Commands) -> None:
    command.done("import", project, records(project.parent, status="done", seconds=90))
    person = {"name": "A", "role": "imported", "done": 1, "in_progress": 0, "spans": 1,
              "seconds": 90}  # fmt: skip
    numbers = command.done("stats", project, "--json").answer
    progress = numbers.pop("progress")
    assert sorted(progress) == ["labels", "people", "stories", "undated", "weeks"]
    assert [(one["annotator"], one["done"], one["minutes"]) for one in progress["people"]] == [
        ("A", 1, 2)
    ]
    (undated,) = progress["undated"]
    assert (undated["annotator"], undated["done"], undated["minutes"]) == ("A", 1, 2)
    assert {"minutes", "spans", "done", "in_progress"} <= progress["labels"][0].keys()
    assert numbers == {
        "stories": 1,
        "articles": 1,
        "spans": 1,
        "annotators": [person],
        "labels": {"claim": 0, "quote": 0, "entity": 1, "possibly fabricated": 0},
    }
    words = command.done("stats", project).out
    assert words.startswith("1 story, 1 article, 1 span\n")
    assert "A (imported): 1 span, 1 done, 0 in progress, 2 min" in words


def test_check(project: Path, command: Commands) -> None:
    import sqlite3

    command.done("import", project, records(project.parent))
    assert command.done("check", project).out == "All is well.\n"
    answer = command.done("check", project, "--json").answer
    assert (answer["ok"], answer["faults"]) == (True, [])
    assert {"integrity", "texts", "spans", "lineages"} <= set(answer["checks"])
    assert set(answer["checks"].values()) == {0}
    connection = sqlite3.connect(project)
    connection.execute("UPDATE article_text SET text = 'other'")
    connection.commit()
    connection.close()
    ran = command("check", project, "--json")
    assert ran.code == 1
    assert not ran.answer["ok"]
    assert {fault["check"] for fault in ran.answer["faults"]} == {"texts", "spans"}
    assert (
        "texts: a.txt: the text is not the one that was imported." in command("check", project).out
    )


# undo, scheme, formats


def test_undo_step_by_step(project: Path, command: Commands) -> None:
    empty = command.done("stats", project, "--json").answer
    a = text_file(project.parent)
    command.done("import", project, a)
    command.done("import", project, records(project.parent, story=project.parent.name))
    steps = command.done("undo", project, "--list", "--json").answer["steps"]
    assert [step["name"] for step in steps] == ["import in.jsonl", "import a.txt"]
    assert set(steps[0]) == {"step", "annotator", "at", "name", "undone"}
    assert "import a.txt" in command.done("undo", project, "--list").out
    assert command.done("undo", project, "--json").answer["undone"]["name"] == "import in.jsonl"
    assert "Undone: import a.txt" in command.done("undo", project).err
    assert command.done("stats", project, "--json").answer == empty
    assert command.refused("undo", project) == "There is nothing to undo."
    assert command.done("undo", project, "--list").out.count("(undone)") == 2
    assert "no annotator called Zed" in command.refused("undo", project, "--annotator", "Zed")


def scheme_of(ran: Ran) -> dict[str, object]:
    value = ran.answer
    assert isinstance(value, dict)
    return value


def test_scheme_show_and_set(project: Path, command: Commands) -> None:
    shown = scheme_of(command.done("scheme", "show", project))
    file = project.parent / "scheme.json"
    command.done("scheme", "show", project, file)
    assert json.loads(file.read_text(encoding="utf-8")) == shown
    labels = shown["labels"]
    assert isinstance(labels, list)
    for label in labels:
        label.pop("id", None)
    labels[0]["definition"] = "Something new."
    file.write_text(json.dumps(shown), encoding="utf-8")
    with Project.open(project, read_only=True) as opened:
        before = opened.scheme()
    command.done("scheme", "set", project, file)
    with Project.open(project, read_only=True) as opened:
        now = opened.scheme()
    assert [label.id for label in now.labels] == [label.id for label in before.labels]
    assert now.labels[0].definition == "Something new."
    assert now.version == before.version + 1


def test_a_label_in_use_cannot_go_missing(project: Path, command: Commands) -> None:
    command.done("import", project, records(project.parent))
    shown = scheme_of(command.done("scheme", "show", project))
    labels = shown["labels"]
    assert isinstance(labels, list)
    shown["labels"] = [label for label in labels if label["name"] != "entity"]
    shown["relations"] = []
    file = text_file(project.parent, "s.json", json.dumps(shown))
    assert "entity" in command.refused("scheme", "set", project, file)
    assert "entity" in command.done("stats", project, "--json").answer["labels"]
    file.write_text("{", encoding="utf-8")
    assert "line 1" in command.refused("scheme", "set", project, file)
    assert command("scheme", "set", project).code == 2


def test_formats(command: Commands) -> None:
    listed = command.done("formats", "--json").answer["formats"]
    assert {one["name"] for one in listed} >= {"jsonl", "text", "table"}
    assert all(set(one) >= {"name", "what", "import", "export", "holds"} for one in listed)
    assert "jsonl" in command.done("formats").out


# the program as a whole


def test_version_and_help(command: Commands) -> None:
    assert command.done("--version").out == f"annotator {__version__}\n"
    assert "undo" in command.done("--help").out
    for name in COMMANDS:
        assert "usage: annotator" in command.done(name, "--help").out


def test_wrong_usage(project: Path, command: Commands) -> None:
    for arguments in (["import"], ["import", project], ["stats"], ["stats", project, "--no"],
                      ["scheme", "drop", project], ["frobnicate"]):  # fmt: skip
        ran = command(*arguments)
        assert ran.code == 2
        assert ran.err
        assert ran.out == ""


def test_progress_never_mixes_with_json(
    project: Path, command: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    text_file(project.parent / "news", "a.txt")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    ran = command.done("import", project, project.parent / "news", "--json")
    assert "\r" in ran.err
    assert ran.answer["files"][0]["articles"] == 1


def test_a_fault_of_the_program_is_a_sentence(
    project: Path, command: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("words of an article")

    monkeypatch.setattr("annotator.project.Project.open", fail)
    told = command("stats", project)
    assert told.code == 1
    assert "(KeyError)" in told.err
    assert "Traceback" not in told.err
    written = (log_folder() / "annotator.log").read_text(encoding="utf-8")
    assert ".fail\n" in written
    assert "words of an article" not in written


def test_names_do_not_steer_the_terminal(project: Path, command: Commands) -> None:
    name = "evil\x1b[31m\u202e\r.txt"
    command.done("import", project, records(project.parent, doc_id=name, story=name))
    out = command.done("stats", project).out + command("export", project, project).err
    out += command.done("across", project).out
    assert "\\x1b[31m\\u202e" in out
    assert not {"\x1b", "\u202e", "\r"} & set(out)


def test_in_processes_of_their_own(tmp_path: Path) -> None:
    assert run(["new", "p.annotator"], tmp_path).code == 0
    text_file(tmp_path, "ä 🙂.txt")
    latin = {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    ran = run(["import", "p.annotator", "ä 🙂.txt", "--json"], tmp_path, **latin)
    assert ran.answer["files"][0]["path"] == "ä 🙂.txt"
    assert run(["check", "p.annotator"], tmp_path).out == "All is well.\n"
    assert run(["undo", "p.annotator", "--list"], tmp_path, **latin).code == 0
    assert run(["frobnicate"], tmp_path).code == 2


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    import subprocess

    from tests.annotator.commands import environment

    program = f"'{sys.executable}' -P -m ui formats | true"
    done = subprocess.run(
        ["sh", "-c", program], capture_output=True, text=True, env=environment(), check=False
    )
    assert done.stderr == ""
