"""`annotator demo` with and without a screen and with and without Qt's libraries."""

import json
import shutil
import socket
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import ui.demo
import ui.preflight
from annotator.agree.comparison import HEADLINE
from annotator.demo import ANNOTATORS, STORY, build_demo, comparison
from annotator.errors import Cancelled
from annotator.paths import seed
from annotator.project import Project
from tests.annotator.commands import Commands, run

NO_SCREEN = {"DISPLAY": None, "WAYLAND_DISPLAY": None, "QT_QPA_PLATFORM": None}
DEAD_SERVER = {**NO_SCREEN, "DISPLAY": ":4917"}
MISSING = "libEGL.so.1: cannot open shared object file: No such file or directory"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.annotator"
    build_demo(path)
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """What the program leaves where it finds no screen, and what it says."""
    folder = tmp_path_factory.mktemp("no screen")
    ran = run(["demo"], folder, **NO_SCREEN)
    assert ran.code == 0, ran.err
    yield folder / "annotator-demo", ran.err
    shutil.rmtree(folder)


def test_the_demo_is_one_story_read_by_two(demo: Path) -> None:
    with Project.open(demo, read_only=True) as project:
        (story,) = project.stories()
        assert story.name == STORY
        articles = project.articles()
        people = project.annotators()
        assert len(articles) == 5
        assert tuple(person.name for person in people) == ANNOTATORS
        for article in articles:
            assert (
                project.text(article.id).encode() == seed(f"articles/{article.name}").read_bytes()
            )
            for person in people:
                assert project.spans(article.id, person.id)
        (compared,) = comparison(project).pairs
        assert project.faults() == ()
    assert all(compared.classes.values()), "a comparison worth looking at has every class"
    pairs = sum(number for kind, number in compared.classes.items() if kind.is_pair)
    singles = sum(number for kind, number in compared.classes.items() if not kind.is_pair)
    assert 2 * pairs + singles == sum(compared.spans)
    for name in HEADLINE:
        assert 0 < (compared.scores[name].value or 0) < 1, "honest readers differ, and agree"
    assert 0 < (compared.scores["gamma",].value or 0) < 1


def test_both_put_together_what_the_articles_say(demo: Path) -> None:
    with Project.open(demo, read_only=True) as project:
        (story,) = project.stories()
        for person in project.annotators():
            groups = project.groups(story.id, person.id)
            assert {group.kind for group in groups} == {"conflict", "same fact", "same as"}
            for group in groups:
                assert len({member.article_id for member in group.members}) > 1 or (
                    group.kind == "same as"
                )
        (compared,) = comparison(project).pairs
    assert set(compared.groups) == {"conflict", "same fact", "same as"}


@pytest.mark.parametrize("name", ANNOTATORS)
def test_every_span_of_the_demo_covers_its_words(name: str) -> None:
    lines = seed(f"demo/{name}.jsonl").read_bytes().decode().split("\n")
    records = [json.loads(line) for line in lines if line]
    assert len(records) == 5
    for record in records:
        text = record["text"]
        assert text.encode() == seed(f"articles/{record['doc_id']}").read_bytes()
        for span in record["spans"]:
            assert text[span["start"] : span["end"]] == span["text"] != ""
            for fragment in span["fragments"]:
                assert span["start"] <= fragment["start"] < fragment["end"] <= span["end"]


def test_without_a_screen_it_says_so_and_builds_everything(built: tuple[Path, str]) -> None:
    folder, words = built
    assert "There is no screen to open a window on" in words
    assert "annotator-demo" in words
    assert sorted(path.name for path in folder.iterdir()) == [
        "compare.html",
        "compare.json",
        "demo.annotator",
        "export",
        "pictures",
    ]
    lines = (folder / "export" / "spans.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 10
    assert len(list((folder / "pictures").glob("*.png"))) == 9
    for line in lines:
        record = json.loads(line)
        for span in record["spans"]:
            assert record["text"][span["start"] : span["end"]] == span["text"]
    compared = json.loads((folder / "compare.json").read_bytes())
    assert compared["annotators"] == list(ANNOTATORS)
    assert compared["articles"] == {"compared": 5, "left_out": []}
    assert "A and B labelled 5 articles" in (folder / "compare.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [
        "main-window-light",
        "main-window-dark",
        "suggestions-light",
        "guidelines-dark",
        "across-light",
        "overview-light",
        "compare-light",
        "adjudicate-dark",
        "groups-light",
    ],
)
def test_the_pictures_show_something(qapp: object, built: tuple[Path, str], name: str) -> None:
    from PySide6.QtGui import QImage

    image = QImage(str(built[0] / "pictures" / f"{name}.png"))
    assert (image.width(), image.height()) == (1600, 1000)
    places = [image.pixel(x, y) for x in range(0, 1600, 3) for y in range(0, 1000, 3)]
    colours = Counter(places)
    assert len(colours) > 100
    assert max(colours.values()) < 0.95 * len(places)
    light = sum((p >> 8 & 0xFF) > 127 for p in places) / len(places)
    assert light > 0.8 if name.endswith("light") else light < 0.2


def test_a_server_that_does_not_answer_is_no_screen(tmp_path: Path) -> None:
    ran = run([], tmp_path, **DEAD_SERVER)
    assert ran.code == 1
    assert ran.err.startswith("The screen :4917 (DISPLAY) does not answer.")
    assert list(tmp_path.iterdir()) == []
    there = tmp_path / "annotator-demo"  # building it all is tried without a screen above
    there.write_text("mine", encoding="utf-8")
    ran = run(["demo"], tmp_path, **DEAD_SERVER)
    assert ran.err.startswith("The screen :4917 (DISPLAY) does not answer.\nSo the demo is built")
    assert ran.code == 1
    assert there.read_text(encoding="utf-8") == "mine"


def test_a_demo_that_was_stopped_leaves_nothing_half(tmp_path: Path) -> None:
    def stop(done: int, total: int, what: str) -> None:
        if what.startswith("B"):
            raise Cancelled

    with pytest.raises(Cancelled):
        build_demo(tmp_path / "d.annotator", stop)
    assert list(tmp_path.iterdir()) == []


def test_the_core_alone_knows_the_commands_that_do_not_draw(tmp_path: Path) -> None:
    import subprocess
    import sys

    from tests.annotator.commands import environment

    done = subprocess.run(
        [sys.executable, "-P", "-m", "annotator", "formats", "--json"],
        capture_output=True,
        env=environment(),
        cwd=tmp_path,
        check=True,
    )
    assert json.loads(done.stdout)["formats"]


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        (NO_SCREEN, "There is no screen"),
        ({**NO_SCREEN, "QT_QPA_PLATFORM": "xcb"}, "There is no screen"),
        ({**NO_SCREEN, "WAYLAND_DISPLAY": "wayland-none"}, "The screen wayland-none"),
        ({**DEAD_SERVER, "WAYLAND_DISPLAY": "wayland-none"}, "The screen wayland-none"),
        ({**NO_SCREEN, "QT_QPA_PLATFORM": "nonsense"}, "Qt has no platform “nonsense”"),
    ],
)
def test_the_window_without_a_screen_is_a_sentence(
    tmp_path: Path, variables: dict[str, str | None], words: str
) -> None:
    ran = run(["a.txt"], tmp_path, **variables)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(words)
    assert "The commands work without a window" in ran.err


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No screen at all, in this process."""
    for name in NO_SCREEN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(ui.preflight.sys, "platform", "linux")
    monkeypatch.setattr(ui.preflight, "_plugin_problem", lambda _: None)
    return monkeypatch


def test_wayland_or_x_is_enough(screen: pytest.MonkeyPatch) -> None:
    assert "no screen" in (ui.preflight.no_screen() or "")
    screen.setattr(ui.preflight, "_x_problem", lambda: None)
    screen.setenv("DISPLAY", ":0")
    assert ui.preflight.no_screen() is None
    screen.setenv("WAYLAND_DISPLAY", "wayland-none")
    assert ui.preflight.no_screen() is None
    screen.delenv("DISPLAY")
    assert "wayland-none" in (ui.preflight.no_screen() or "")
    screen.setenv("QT_QPA_PLATFORM", "wayland;offscreen")
    assert ui.preflight.no_screen() is None
    screen.setenv("QT_QPA_PLATFORM", "offscreen:size=10x10")
    assert ui.preflight.no_screen() is None


def test_a_compositor_that_answers(screen: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(f"{folder}/wayland-7")
        compositor.listen()
        screen.setenv("XDG_RUNTIME_DIR", folder)
        screen.setenv("WAYLAND_DISPLAY", "wayland-7")
        assert ui.preflight.no_screen() is None


def test_a_platform_plugin_without_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise OSError("libxcb-cursor.so.0: cannot open shared object file")

    for name in NO_SCREEN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(ui.preflight.sys, "platform", "linux")
    monkeypatch.setattr(ui.preflight.ctypes, "CDLL", missing)
    sentence = ui.preflight.no_screen() or ""
    assert "in the package libxcb-cursor0." in sentence
    assert "apt-get install" in sentence


def test_without_qts_libraries_all_but_the_pictures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import builtins

    load = builtins.__import__

    def without_qt(name: str, *arguments: object, **more: object) -> object:
        if name.startswith("PySide6"):
            raise ImportError(MISSING)
        return load(name, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without_qt)
    monkeypatch.chdir(tmp_path)
    ran = Commands(capsys).done("demo")
    folder = tmp_path / "annotator-demo"
    assert sorted(path.name for path in folder.iterdir()) == [
        "compare.html",
        "compare.json",
        "demo.annotator",
        "export",
    ]
    assert "No pictures: " in ran.err
    assert "The missing library is in the package libegl1." in ran.err
    assert "libgl1" in ran.err
    window = Commands(capsys)()
    assert window.code == 1
    assert window.err.startswith("Qt cannot be loaded")


def test_what_is_there_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui.demo, "missing_libraries", lambda: "No Qt here.")
    command = Commands(capsys)
    command.done("demo", "--headless", tmp_path / "d")
    before = (tmp_path / "d" / "demo.annotator").read_bytes()
    assert "is there already" in command.refused("demo", "--headless", tmp_path / "d")
    assert (tmp_path / "d" / "demo.annotator").read_bytes() == before
    monkeypatch.chdir(tmp_path)
    command.done("demo")
    command.done("demo")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "annotator-demo",
        "annotator-demo-2",
        "d",
    ]
    (tmp_path / "file").touch()
    assert "cannot be made" in command.refused("demo", "--headless", tmp_path / "file" / "x")
    assert command("demo", "--nonsense").code == 2
