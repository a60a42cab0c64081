"""Two people label the same articles on their own machines; a lead decides between them."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.model.decision import Took
from annotator.model.reading import Status
from annotator.project import Project
from tests.e2e.conftest import Maker, Opener
from tests.e2e.laptop import has_worked, works
from tests.e2e.person import Person
from tests.e2e.test_team import takes_back
from ui.__main__ import main
from ui.compare.compare_window import CompareWindow
from ui.compare.disagreements import DisagreementsPage
from ui.dialogs.done import DoneDialog

ONE = "The bank was closed. Nobody saw the thief. The police came late.\n"
TWO = "A thief broke in at night. The police say little.\n"
Marks = dict[str, list[tuple[str, str]]]
"""By article: the words, and the key of their label."""
ANNAS: Marks = {
    "one": [("Nobody saw the thief", "1"), ("The police", "3"), ("closed", "1")],
    "two": [("broke in at night", "1")],
}
BENS: Marks = {
    "one": [("saw the thief", "1"), ("The police", "3"), ("came late", "1")],
    "two": [("broke in at night", "4")],
}


@pytest.fixture
def project(texts: Maker) -> Path:
    """A story of two short articles, dealt to Anna and Ben so that both read both."""
    path = texts(one=ONE, two=TWO)
    assert main(["plan", str(path), "--annotators", "Anna", "Ben", "--overlap", "100%"]) == 0
    return path


def labels_her_pack(person: Person, marks: Marks) -> None:
    """Labels by mouse and key, and is done with every article."""
    for article, some in marks.items():
        person.opens_article(article)
        for words, key in some:
            person.sweeps(words)
            person.presses(key, "Esc", "Esc")
        person.presses("Ctrl+Return")
        person.shown(DoneDialog).anyway.click()
        person.turns_to_the_window()
    person.leave()


class Lead:
    """The lead at the window of comparison."""

    def __init__(self, person: Person) -> None:
        self.person = person
        person.wants("compare")
        window = person.window.compare.opened
        assert isinstance(window, CompareWindow)
        self.window = window
        person.waits(lambda: window.found is not None)
        window.activateWindow()
        person.qtbot.waitUntil(window.isActiveWindow)
        window.tabs.setCurrentWidget(self.page)
        person.waits(lambda: self.page.reading.articles and self.page.reading.is_complete)
        self.page.focus_text()

    @property
    def page(self) -> DisagreementsPage:
        """The page of disagreements."""
        return self.window.disagreements

    @property
    def listed(self) -> list[tuple[str, str]]:
        """Class and words of what is listed."""
        model = self.page.list.model
        return [
            (str(model.data(model.index(row, 0))), str(model.data(model.index(row, 2))))
            for row in range(model.rowCount())
        ]

    def presses(self, *keys: str) -> None:
        """Presses keys one after another."""
        for key in keys:
            widget: QWidget = QApplication.focusWidget() or self.page
            QTest.keySequence(widget, key)
            QApplication.processEvents()


def records(path: Path) -> dict[str, dict[str, Any]]:
    """What an export holds, by article."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {Path(one["doc_id"]).stem: one for one in map(json.loads, lines)}


def test_two_label_apart_and_the_lead_decides_by_keyboard(
    start: Opener, project: Path, tmp_path: Path
) -> None:
    packs = {name: tmp_path / f"{name}.annotator" for name in ("Anna", "Ben")}
    for name, pack in packs.items():
        assert main(["pack", str(project), str(pack), "--annotator", name]) == 0
    for name, marks in (("Anna", ANNAS), ("Ben", BENS)):
        labels_her_pack(start(packs[name], answers=(True,), who=name), marks)

    person = start(project).becomes("Lea")
    takes_back(person, *packs.values())
    person.turns_to_the_window()
    lead = Lead(person)
    assert [kind for kind, _ in lead.listed] == [
        "only Anna", "other boundaries", "only Ben", "other label",
    ]  # fmt: skip
    assert lead.listed[1][1].startswith("The bank was closed. [Nobody {saw the thief}]")

    lead.presses("X")  # “closed” is nothing
    lead.presses("B")  # the thief without “Nobody” …
    lead.presses("Ctrl+Z", "A")  # … or rather with it
    lead.presses("E", "Shift+Left", "Return")  # “came late” less its last letter
    assert lead.page.list.bar.progress.text() == "3 of 4 decided"
    lead.presses("N")
    QTest.keyClicks(lead.page.deciding.note, "nobody made that up")
    lead.presses("Return", "G", "A")
    assert lead.page.list.nothing.heading.text() == "Done"
    person.leave()

    with Project.open(project, read_only=True) as opened:
        (gold,) = opened.golds()
        assert all(
            opened.reading(article.id, gold.id).status is Status.DONE
            for article in opened.articles()
        )
        people = {one.name: one.id for one in opened.annotators()}
        (one, two) = opened.articles()
        assert len(opened.spans(one.id, people["Anna"])) == 3, "originals never change"
        assert len(opened.spans(one.id, people["Ben"])) == 3
        (last,) = [made for made in opened.decisions(two.id) if made.took is Took.A]
        assert (last.note, last.gap, last.by) == ("nobody made that up", True, people["Lea"])

    out = tmp_path / "gold.jsonl"
    assert main(["export", str(project), str(out), "--annotator", "gold"]) == 0
    found = records(out)
    told = {
        name: [(span["label"], span["text"]) for span in record["spans"]]
        for name, record in found.items()
    }
    assert told == {
        "one": [
            ("claim", "Nobody saw the thief"), ("entity", "The police"), ("claim", "came lat"),
        ],
        "two": [("claim", "broke in at night")],
    }  # fmt: skip


def test_what_comes_back_changed_makes_its_decision_stale(
    start: Opener, project: Path, tmp_path: Path
) -> None:
    packs = {name: tmp_path / f"{name}.annotator" for name in ("Anna", "Ben")}
    for name, pack in packs.items():
        assert main(["pack", str(project), str(pack), "--annotator", name]) == 0
    done = (["done", "one.txt"], ["done", "two.txt"])
    has_worked(
        works(packs["Anna"], ["mark", "one.txt", "Nobody saw the thief", "claim"], *done),
        works(packs["Ben"], ["mark", "one.txt", "saw the thief", "claim"], *done),
    )
    assert main(["merge", str(project), *map(str, packs.values())]) == 0
    person = start(project, who="Lea")
    lead = Lead(person)
    lead.presses("A")
    assert lead.page.list.nothing.heading.text() == "Done"
    assert lead.page.agreed.words.text() == "Both say the same in 1 place: gold has them."

    has_worked(works(packs["Anna"], ["delete", "one.txt", "Nobody saw the thief"]))
    lead.window.close()
    takes_back(person, packs["Anna"])
    person.turns_to_the_window()
    lead = Lead(person)
    bar = lead.page.list.bar
    assert bar.progress.text() == "0 of 1 decided, 1 went stale"
    model = lead.page.list.model
    assert model.data(model.index(0, 4)) == "went stale: Anna took a mark away (was: took Anna)"
    lead.presses("B")
    assert bar.progress.text() == "1 of 1 decided"
    lead.window.close()
