"""The panel of spans that are older than their rule."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from annotator.edits.edit import Edit
from annotator.edits.schemes import save_scheme
from annotator.store.work import Work
from ui.panels.review import DONE, NOTHING, ReviewPanel
from ui.workspace import Workspace

LONG_AGO = "2020-01-01T10:00:00Z"


@pytest.fixture
def panel(workspace: Workspace, qtbot: QtBot) -> Iterator[ReviewPanel]:
    def date(work: Work) -> None:
        work.readings.put([replace(one, created_at=LONG_AGO) for one in work.readings.all()])

    workspace.project.apply(Edit("long ago", date))
    made = ReviewPanel(workspace)
    qtbot.addWidget(made)
    made.resize(900, 400)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.hide()


def changes(workspace: Workspace, **facts: object) -> None:
    """Changes the label “claim”, and its name wherever links and groups tell of it."""
    scheme, now = workspace.scheme, str(facts.get("name", "claim"))

    def called(name: str) -> str:
        return now if name == "claim" else name

    labels = tuple(
        replace(one, **facts) if one.name == "claim" else one  # type: ignore[arg-type]
        for one in scheme.labels
    )
    relations = tuple(
        replace(
            one,
            source=called(one.source),
            target=called(one.target),
            members=tuple(map(called, one.members)),
        )
        for one in scheme.relations
    )
    assert workspace.edit(save_scheme(replace(scheme, labels=labels, relations=relations)))


def claims(workspace: Workspace, label_id: Callable[[str], str]) -> int:
    """How many claims A has."""
    found = label_id("claim")
    spans = [
        span
        for article in workspace.project.articles()
        for span in workspace.project.spans(article.id, workspace.annotator_id)
    ]
    return sum(span.label_id == found for span in spans)


def test_without_a_newer_rule_it_says_so(panel: ReviewPanel) -> None:
    assert (panel.count.text(), panel.changes.text()) == (DONE, NOTHING)
    assert not any(b.isEnabled() for b in (panel.previous, panel.next, panel.right))
    assert not panel.all_right.isEnabled()


def test_another_name_or_key_is_no_other_rule(panel: ReviewPanel, workspace: Workspace) -> None:
    changes(workspace, name="statement", key="7")
    panel.read()
    assert panel.count.text() == DONE
    assert "“claim” is called “statement” now." in panel.changes.text()
    assert "links has changed" not in panel.changes.text()


def test_spans_of_a_label_with_another_definition_are_gone_through(
    panel: ReviewPanel, workspace: Workspace, label_id: Callable[[str], str], qtbot: QtBot
) -> None:
    number = claims(workspace, label_id)
    changes(workspace, definition="Only <b>facts</b>.")
    panel.read()
    assert panel.count.text() == f"{number:,} spans to look at"
    shown: list[str] = []
    panel.span_wanted.connect(shown.append)
    panel.step(1)
    assert panel.why.text().endswith("has changed: Only <b>facts</b>.")
    assert panel.list.current == shown[-1] == panel.list.rows.rows[0].id
    assert not panel.previous.isEnabled()
    panel.next.click()
    assert shown[-1] == panel.list.rows.rows[1].id
    panel.right.click()
    assert panel.list.rows.rowCount() == number - 1
    assert shown[1] not in [row.id for row in panel.list.rows.rows]
    panel.all_right.click()
    assert panel.count.text() == DONE
    workspace.undo()
    qtbot.waitUntil(lambda: panel.list.rows.rowCount() == number - 1)
