"""Several golds: which of them stands in the page, and a new one."""

from tests.ui.compare.two_people import Desk
from ui.compare.gold_choice import NEW


def offered(desk: Desk) -> list[str]:
    box = desk.page.between.golds.box
    return [box.itemText(row) for row in range(box.count())] if box.isVisible() else []


def begins(desk: Desk, name: str) -> None:
    desk.page.ask.then(name)  # type: ignore[attr-defined]
    desk.page.between.golds.box.activated.emit(desk.page.between.golds.box.count() - 1)
    desk.waits()


def test_before_the_first_decision_there_is_nothing_to_choose(desk: Desk) -> None:
    assert offered(desk) == []
    desk.presses("A")
    assert offered(desk) == ["gold", NEW]


def test_a_new_gold_set_begins_with_its_first_decision(desk: Desk) -> None:
    desk.presses("A")
    begins(desk, "second look")
    assert offered(desk) == ["gold", "second look", NEW]
    assert len(desk.workspace.project.golds()) == 1
    assert desk.page.list.bar.progress.text() == "0 of 4 decided"
    desk.presses("B")
    names = [one.name for one in desk.workspace.project.golds()]
    assert sorted(names) == ["gold", "second look"]
    assert desk.page.list.bar.progress.text() == "1 of 4 decided"


def test_the_other_gold_keeps_what_was_decided_in_it_and_is_remembered(desk: Desk) -> None:
    desk.presses("A", "B")
    begins(desk, "second look")
    desk.presses("B")
    desk.page.between.golds.box.activated.emit(0)
    desk.waits()
    assert desk.page.between.golds.box.currentText() == "gold"
    assert desk.page.list.bar.progress.text() == "2 of 4 decided"
    desk.page.between.golds.box.activated.emit(1)
    desk.waits()
    desk.compares()
    assert desk.page.between.golds.box.currentText() == "second look"
    assert desk.page.list.bar.progress.text() == "1 of 4 decided"


def test_a_name_that_somebody_has_is_refused(desk: Desk) -> None:
    desk.presses("A")
    begins(desk, "anna")
    assert desk.said[-1] == "“Anna” is there already: choose another name."
    assert offered(desk) == ["gold", NEW]
