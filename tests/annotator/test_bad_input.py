"""Bad input: a sentence to act on, exit code 1, no traceback, and the project as it was."""

import errno
import hashlib
import json
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import ui.demo  # noqa: F401 - here, because who has no rights cannot import it
from annotator.store.tables import APPLICATION_ID, SCHEMA_VERSION
from tests.annotator.commands import Commands, environment

TEXT = "Ada Lovelace works at Acme Corp."
SPAN = {"start": 0, "end": 12, "label": "entity", "text": "Ada Lovelace"}
RECORD = {"text": TEXT, "doc_id": "a", "story": "s", "annotator": "A", "spans": [SPAN]}
NOBODY = 65534


@pytest.fixture
def project(tmp_path: Path, command: Commands) -> Path:
    """A project with an article and a span."""
    path = tmp_path / "p.annotator"
    command.done("new", path)
    (tmp_path / "first.jsonl").write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    command.done("import", path, tmp_path / "first.jsonl")
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text("Some other words.", encoding="utf-8")
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def rows(path: Path) -> str:
    """A hash over every row of a project."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    lines = "\n".join(connection.iterdump())
    connection.close()
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()


def beside(path: Path) -> list[str]:
    return sorted(other.name for other in path.parent.iterdir())


def change(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


# Files that are no project


def a_text(path: Path) -> None:
    path.write_text("words " * 100, encoding="utf-8")


def an_empty_file(path: Path) -> None:
    path.write_bytes(b"")


def a_header_only(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def a_beginning(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


def a_database_of_another_program(path: Path) -> None:
    path.unlink()
    change(path, "CREATE TABLE recipe (name TEXT)")


def an_empty_database(path: Path) -> None:
    path.unlink()
    change(path, f"PRAGMA application_id = {APPLICATION_ID}")


def a_newer_project(path: Path) -> None:
    change(path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def a_project_with_a_trigger(path: Path) -> None:
    change(path, "CREATE TRIGGER t AFTER INSERT ON span BEGIN DELETE FROM article; END")


def a_project_with_a_view(path: Path) -> None:
    change(path, "CREATE VIEW v AS SELECT * FROM span")


def a_project_without_a_table(path: Path) -> None:
    change(path, "DROP TABLE relation")


NOT_OPENED: dict[Callable[[Path], None], str] = {
    a_text: "is not a project file. Choose one that Annotator made: NAME.annotator.",
    an_empty_file: "is not a project file.",
    a_header_only: "is damaged",
    a_beginning: "is damaged",
    a_database_of_another_program: "is a database of another program",
    an_empty_database: "is damaged: it lacks",
    a_newer_project: "was written by a newer Annotator",
    a_project_with_a_trigger: "holds a trigger “t” that no project has",
    a_project_with_a_view: "holds a view “v” that no project has",
    a_project_without_a_table: "is damaged: it lacks relation",
}


@pytest.mark.parametrize("spoil", NOT_OPENED, ids=lambda spoil: spoil.__name__)
def test_files_that_are_no_project_are_not_touched(
    project: Path, good: Path, command: Commands, spoil: Callable[[Path], None]
) -> None:
    spoil(project)
    before, names = digest(project), beside(project)
    words = NOT_OPENED[spoil]
    for arguments in (
        ["stats", project],
        ["import", project, good],
        ["undo", project],
        ["scheme", "show", project],
        ["export", project, project.parent / "out"],
    ):
        sentence = command.refused(*arguments)
        assert sentence.startswith(str(project))
        assert words in sentence
    checked = command("check", project, "--json")
    assert checked.code == 1
    assert words in checked.answer["faults"][0]["what"]
    assert (digest(project), beside(project)) == (before, names)


def test_paths_that_are_no_file(tmp_path: Path, good: Path, command: Commands) -> None:
    loop = tmp_path / "loop.annotator"
    loop.symlink_to(loop)
    for path in (tmp_path, tmp_path / "none.annotator", loop, tmp_path / ("x" * 300)):
        command.refused("stats", path)
        assert command("check", path).code == 1
        command.refused("import", path, good)
    assert command("check", tmp_path / "none.annotator").out == ""


def test_damage_in_the_middle(project: Path, good: Path, command: Commands) -> None:
    page = 4096
    sound = project.read_bytes()
    for number in range(1, len(sound) // page):
        start = number * page
        project.write_bytes(sound[:start] + b"\xa5" * page + sound[start + page :])
        before = digest(project)
        checked = command("check", project, "--json")
        assert checked.code == 1, f"page {number} is damaged and nobody says so"
        assert checked.answer["faults"]
        for arguments in (["stats", project], ["export", project, project.parent / "out"],
                          ["undo", project, "--list"], ["scheme", "show", project]):  # fmt: skip
            ran = command(*arguments)
            assert ran.code in (0, 1)
            assert ran.code == 0 or str(project) in ran.err or "damaged" in ran.err
        assert digest(project) == before
        assert command("import", project, good).code in (0, 1)


def test_values_that_nobody_wrote_here(project: Path, command: Commands) -> None:
    for number, statement in enumerate(
        (
            "UPDATE annotator SET role = 'king'",
            "UPDATE span SET fragments = '[[1'",
            "UPDATE span SET attributes = '[1]'",
            "UPDATE reading SET status = 'maybe'",
            "UPDATE scheme SET body = '{'",
            "UPDATE span SET note = CAST(x'ff' AS TEXT)",
            "UPDATE article SET title = CAST(x'ff' AS TEXT)",
            "UPDATE article_text SET text = CAST(x'c3' AS TEXT)",
        )
    ):
        copy = project.with_name(f"copy {number}.annotator")
        copy.write_bytes(project.read_bytes())
        change(copy, statement)
        assert command("check", copy).code == 1, statement
        assert command("export", copy, copy.parent / "out").code == 1, statement
        command("stats", copy)


# Read-only and full disks


@contextmanager
def as_nobody() -> Iterator[None]:
    """Rights hold for this process too, even where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_to_all(tmp_path: Path) -> None:
    folder = tmp_path
    while folder != folder.parent and folder.stat().st_uid == os.getuid():
        if folder.name.startswith(("pytest", "popen", "test_")):
            folder.chmod(0o755)
        folder = folder.parent


@pytest.mark.usefixtures("open_to_all")
def test_a_read_only_file_or_folder(
    tmp_path: Path, project: Path, good: Path, command: Commands
) -> None:
    command.done("export", project, tmp_path / "out")
    before, names = digest(project), beside(project)
    project.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        with as_nobody():
            command.done("stats", project)
            command.done("check", project)
            assert "cannot be written" in command.refused("import", project, good)
            assert "cannot be written" in command.refused("undo", project)
            command.refused("new", tmp_path / "q.annotator")
            assert "unchanged" in command.refused("export", project, tmp_path / "out")
            command.refused("export", project, tmp_path / "o.jsonl")
            command.refused("scheme", "show", project, tmp_path / "s.json")
            command.refused("demo", "--headless", tmp_path / "demo")
    finally:
        tmp_path.chmod(0o755)
    assert (digest(project), beside(project)) == (before, names)


@pytest.mark.usefixtures("open_to_all")
def test_a_read_only_file_in_a_folder_of_ones_own(
    tmp_path: Path, project: Path, good: Path, command: Commands
) -> None:
    before, names = digest(project), beside(project)
    project.chmod(0o444)
    tmp_path.chmod(0o777)
    with as_nobody():
        assert "read-only" in command.refused("import", project, good)
    assert (digest(project), beside(project)) == (before, names)


@pytest.mark.usefixtures("open_to_all")
def test_what_may_not_be_read(tmp_path: Path, project: Path, command: Commands) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    for name in ("a.txt", "in.jsonl", "s.json", "p.annotator"):
        (tmp_path / name).chmod(0) if (tmp_path / name).exists() else None
        path = secret / name
        path.write_text("{}", encoding="utf-8")
        path.chmod(0)
    secret.chmod(0o755)
    before = digest(project)
    project.chmod(0o666)
    with as_nobody():
        assert "Permission denied" in command.refused("import", project, secret / "a.txt")
        assert "Permission denied" in command.refused("import", project, secret / "in.jsonl")
        assert "Permission denied" in command.refused("stats", secret / "p.annotator")
        assert "Permission denied" in command.refused("import", project, secret)
        command.refused("scheme", "set", project, secret / "s.json")
    assert digest(project) == before


def limited(arguments: list[object], size: int) -> subprocess.CompletedProcess[str]:
    """Runs the program where no file may grow beyond `size` bytes, as on a full disk."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return subprocess.run(
        [sys.executable, "-P", "-m", "ui", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        preexec_fn=limit,
        env=environment(),
        timeout=500,
        check=False,
    )


def test_a_disk_that_takes_no_more(tmp_path: Path, project: Path, command: Commands) -> None:
    command.done("export", project, tmp_path / "out")
    command.done("export", project, tmp_path / "one.jsonl")
    old = {
        path: path.read_bytes() for path in (*(tmp_path / "out").iterdir(), tmp_path / "one.jsonl")
    }
    before = rows(project)
    big = tmp_path / "big.jsonl"
    lines = [
        json.dumps({**RECORD, "doc_id": f"d{n}", "text": f"{TEXT} {n} " * 100}) for n in range(200)
    ]
    big.write_text("\n".join(lines) + "\n", encoding="utf-8")
    more = project.stat().st_size + 100_000
    for arguments in (["import", project, big], ["new", tmp_path / "q.annotator"]):
        ran = limited(arguments, more if arguments[0] == "import" else 20_000)
        assert ran.returncode == 1, ran.stderr
        assert "Traceback" not in ran.stderr
        assert "safe" in ran.stderr
    assert rows(project) == before
    command.done("import", project, big)
    for out in ("out", "one.jsonl"):
        ran = limited(["export", project, tmp_path / out], 50_000)
        assert ran.returncode == 1, ran.stderr
        assert "What stood there before is unchanged" in ran.stderr
    assert {path: path.read_bytes() for path in old} == old
    assert not [name for name in beside(project) if name.startswith(".")]
    command.done("check", project)


def test_a_full_disk_lets_the_lock_be_taken(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import annotator.store.lock
    from annotator.project import Project

    def full(_: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(annotator.store.lock.json, "dumps", full)
    with Project.open(project) as opened:
        assert not opened.read_only


# Articles and records


def imported(command: Commands, project: Path, path: Path) -> list[tuple[str, str]]:
    ran = command("import", project, path, "--json")
    (file,) = ran.answer["files"]
    assert ran.code == (1 if file["refused"] else 0)
    return [(one["where"], one["why"]) for one in file["refused"]]


def test_long_articles(project: Path, command: Commands) -> None:
    line = project.parent / "line.txt"
    line.write_text("x" * 1_000_000, encoding="utf-8")
    assert imported(command, project, line) == []
    long = project.parent / "long.txt"
    with long.open("w", encoding="utf-8") as file:
        for number in range(52_000):
            file.write(f"{number:6} " + "words of news " * 71 + "\n")
    assert long.stat().st_size > 50_000_000
    assert imported(command, project, long) == []
    command.done("check", project)
    assert command.done("stats", project, "--json").answer["articles"] == 3


def test_an_empty_article(project: Path, command: Commands) -> None:
    before = digest(project)
    path = project.parent / "empty.txt"
    path.touch()
    assert imported(command, project, path)[0][1] == "is empty: there is nothing to read in it."
    assert digest(project) == before


def test_a_title_with_markup_stays_as_it_is(project: Path, command: Commands) -> None:
    path = project.parent / "m.txt"
    path.write_text("<img src=file:///etc/passwd> <b>News</b>\n\nText.\n", encoding="utf-8")
    command.done("import", project, path, "--story", "<img src=x>")
    out = project.parent / "o.jsonl"
    command.done("export", project, out, "--status", "new")
    record = next(
        r for r in map(json.loads, out.read_text().splitlines()) if r["doc_id"] == "m.txt"
    )
    assert record["meta"]["title"] == "<img src=file:///etc/passwd> <b>News</b>"
    assert record["story"] == "<img src=x>"


def spans(*values: object) -> str:
    return json.dumps({"text": TEXT, "spans": [{"label": "entity", **v} for v in values]})  # type: ignore[dict-item]


LINES = {
    "a lone surrogate": ('{"text":"a\\ud800b"}', "column 11: this is not JSON"),
    "a surrogate as a name": ('{"text":"ab","doc_id":"\\udfff"}', "this is not JSON"),
    "deep JSON": ("[" * 100_000 + "]" * 100_000, "the JSON is nested too deeply."),
    "no JSON": ("{", "this is not JSON"),
    "no object": ("[]", "a record is an object in braces."),
    "no text": ('{"doc_id":"a"}', "“text” is missing."),
    "no UTF-8": ('{"text":"\udcfc"}', "byte 9 (0xfc) is not UTF-8. Save the file as UTF-8."),
    "another text": (
        spans({"start": 0, "end": 3, "text": "Bob"}),
        "the text at 0–3 is “Ada”, not “Bob”",
    ),
    "a truth value": (spans({"start": True, "end": 3}), "must be a whole number, not true."),
    "a fraction": (spans({"start": 0, "end": 3.0}), "must be a whole number, not 3.0."),
    "a string": (spans({"start": "0", "end": 3}), "must be a whole number, not “0”."),
    "behind the text": (spans({"start": 0, "end": 99}), "does not lie in the text"),
    "before the text": (spans({"start": -1, "end": 3}), "does not lie in the text"),
    "nothing": (spans({"start": 3, "end": 3}), "does not lie in the text"),
    "backwards": (spans({"start": 5, "end": 3}), "does not lie in the text"),
    "a huge number": (spans({"start": 0, "end": 10**18}), "does not lie in the text"),
    "no label": (spans({"start": 0, "end": 3, "label": ""}), "“label” is missing or empty."),
}


@pytest.mark.parametrize(("line", "why"), LINES.values(), ids=LINES)
def test_bad_lines_are_refused_and_the_others_go_in(
    project: Path, command: Commands, line: str, why: str
) -> None:
    path = project.parent / "in.jsonl"
    after = json.dumps({"text": "the next line"})
    path.write_bytes(f"{line}\n{after}\n".encode("utf-8", "surrogateescape"))
    ((where, told),) = imported(command, project, path)
    assert where.startswith("line 1")
    assert why in told
    assert command.done("stats", project, "--json").answer["spans"] == 1
    command.done("check", project)
    names = command.done("export", project, project.parent / "o.jsonl", "--status", "new").err
    assert "record" in names


def test_a_line_of_65_megabytes(project: Path, command: Commands) -> None:
    path = project.parent / "in.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text":"' + b"x" * (65 << 20) + b'"}\n{"text":"after"}\n')
    assert imported(command, project, path) == [("line 1", "the line is longer than 64 MB.")]
    assert command.done("stats", project, "--json").answer["articles"] == 2


def test_a_file_refused_whole_never_opens_the_project_for_writing(
    project: Path, good: Path, command: Commands
) -> None:
    before, changed = digest(project), project.stat().st_mtime_ns
    table = project.parent / "t.csv"
    table.write_text("no,columns\n", encoding="utf-8")
    loop = project.parent / "loop"
    loop.symlink_to(loop)
    for bad in (table, loop, project.parent / "none.txt"):
        path = ["--table", bad] if bad is table else [bad]
        command.refused("import", project, *path)
    command.refused("import", project, good, "--table", table)
    command.refused("import", project, good, "--format", "nonsense")
    assert (digest(project), project.stat().st_mtime_ns) == (before, changed)


# Schemes and exports


@pytest.mark.parametrize(
    "scheme",
    ["", "[]", "{}", '{"name": 7}', '{"labels": {}}', '{"a":' * 100_000, "\ud800", "NaN",
     '{"name": "x", "version": 1, "labels": [{"name": "a"}, {"name": "a"}]}'],
)  # fmt: skip
def test_schemes_with_errors(project: Path, command: Commands, scheme: str) -> None:
    before = digest(project)
    file = project.parent / "s.json"
    file.write_bytes(scheme.encode("utf-8", "surrogatepass"))
    for arguments in (["scheme", "set", project, file],
                      ["new", project.parent / "q.annotator", "--scheme", file]):  # fmt: skip
        assert str(file) in command.refused(*arguments)
    assert digest(project) == before
    assert not (project.parent / "q.annotator").exists()


def test_exports_onto_other_things(project: Path, command: Commands) -> None:
    folder = project.parent / "other"
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine", encoding="utf-8")
    before = digest(project)
    assert "holds thesis.txt" in command.refused("export", project, folder)
    assert "is a file" in command.refused("export", project, project)
    assert "is a folder" in command.refused("export", project, _folder(project, "x.jsonl"))
    command.refused("export", project, project.parent / "no" / "such" / "out")
    command.refused("export", project, project.parent / ("x" * 300))
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]
    assert digest(project) == before


def _folder(project: Path, name: str) -> Path:
    path = project.parent / name
    path.mkdir()
    return path
