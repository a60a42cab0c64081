import errno
import os

from annotator.formats.bundle import Noted, Refused
from annotator.formats.folder import ArticleFile, find_articles, natural_key


def put(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text", encoding="utf-8")


def found(*paths, story=""):
    items = list(find_articles(paths, story=story))
    files = [item for item in items if isinstance(item, ArticleFile)]
    return [(file.path.name, file.story) for file in files], [i for i in items if i not in files]


def test_a_subfolder_is_a_story_and_order_is_natural(tmp_path):
    folder = tmp_path / "news"
    put(folder, "10.txt", "2.txt", "b/1.md", "a/x.text", "a/deep/y.txt", "a/README")
    files, others = found(folder)
    assert files == [
        ("2.txt", "news"),
        ("10.txt", "news"),
        ("README", "a"),
        ("x.text", "a"),
        ("y.txt", "a/deep"),
        ("1.md", "b"),
    ]
    assert others == []
    assert found(folder, story="one")[0][:3] == [
        ("2.txt", "one"),
        ("10.txt", "one"),
        ("README", "a"),
    ]


def test_named_files_belong_to_the_story_given_or_to_their_folder(tmp_path):
    put(tmp_path, "case/a.txt", "case/b.log")
    paths = [tmp_path / "case" / "a.txt", tmp_path / "case" / "b.log"]
    assert found(*paths)[0] == [("a.txt", "case"), ("b.log", "case")]
    assert found(*paths, story="mine")[0] == [("a.txt", "mine"), ("b.log", "mine")]


def test_a_relative_path_knows_its_folder(tmp_path, monkeypatch):
    put(tmp_path, "news/a.txt")
    monkeypatch.chdir(tmp_path / "news")
    from pathlib import Path

    assert found(Path())[0] == [("a.txt", "news")]
    assert found(Path("a.txt"))[0] == [("a.txt", "news")]


def test_hidden_files_are_passed_over_and_other_kinds_are_noted(tmp_path):
    put(tmp_path, ".hidden.txt", ".git/x.txt", "picture.png", "a.txt")
    (tmp_path / "binary").write_bytes(b"\x7fELF\0\0")
    files, others = found(tmp_path)
    assert [name for name, _ in files] == ["a.txt"]
    assert sorted(item.where.rpartition("/")[2] for item in others) == ["binary", "picture.png"]
    assert all(isinstance(item, Noted) for item in others)


def test_what_is_named_and_is_no_text_is_refused(tmp_path):
    put(tmp_path, "a.pdf", "b.html")
    _, others = found(tmp_path / "a.pdf", tmp_path / "b.html", tmp_path / "no.txt")
    assert [type(item) for item in others] == [Refused] * 3
    assert [item.why for item in others] == [
        "is a PDF by its ending, not a plain text.",
        "is a web page by its ending, not a plain text.",
        "does not exist.",
    ]


def test_links_that_lead_in_circles_or_nowhere_are_refused(tmp_path):
    put(tmp_path, "news/a.txt")
    (tmp_path / "news" / "again").symlink_to(tmp_path / "news", target_is_directory=True)
    (tmp_path / "news" / "lost.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "news" / "self.txt").symlink_to(tmp_path / "news" / "self.txt")
    files, others = found(tmp_path / "news")
    assert files == [("a.txt", "news")]
    assert sorted(type(item).__name__ for item in others) == ["Refused"] * 3
    assert any("leads back" in item.why for item in others)


def test_a_pipe_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert "neither a file nor a folder" in found(tmp_path / "pipe.txt")[1][0].why
    assert found(tmp_path)[0] == []


def test_a_file_named_twice_is_taken_once(tmp_path):
    put(tmp_path, "a.txt")
    files, others = found(tmp_path / "a.txt", tmp_path)
    assert [name for name, _ in files] == ["a.txt"]
    assert "taken once" in others[0].what


def test_an_unreadable_folder_is_refused(tmp_path, monkeypatch):
    (tmp_path / "closed").mkdir()

    def closed(folder):
        # The system's own answer, which root would not get from a folder without rights.
        raise PermissionError(errno.EACCES, "Permission denied", str(folder))

    monkeypatch.setattr(os, "scandir", closed)
    assert "cannot be read" in found(tmp_path / "closed")[1][0].why


def test_natural_order():
    names = ["a10", "a2", "A1", "10", "9", "b"]
    assert sorted(names, key=natural_key) == ["9", "10", "A1", "a2", "a10", "b"]


def test_the_ending_counts_after_the_name():
    names = ["a2.txt", "a.txt", "a.md", "a b.txt", "a10.txt", ".2", "v1.10", "v1.9"]
    in_order = [".2", "a.md", "a.txt", "a2.txt", "a10.txt", "a b.txt", "v1.9", "v1.10"]
    assert sorted(names, key=natural_key) == in_order
