"""The lead decides who gets suggestions, and sees who accepted what."""

from collections.abc import Callable
from pathlib import Path

from tests.e2e.conftest import Maker, Opener
from tests.e2e.person import Person
from ui.__main__ import main
from ui.dialogs.recorded import RecordedDialog
from ui.dialogs.suggestion_policy import SuggestionPolicyDialog

ONE = "“We won,” said Ada Lovelace. “They lost,” said Grace Hopper.\n"
COUNTED = 30


def with_quotes(texts: Maker) -> Path:
    """A project in which quotations are suggested."""
    path = texts(one=ONE)
    assert main(["suggest", str(path), "--source", "quotes"]) == 0
    return path


def as_lead(person: Person, do: Callable[[SuggestionPolicyDialog], object]) -> None:
    """Opens the dialog for the lead and does something there."""

    def look(dialog: SuggestionPolicyDialog) -> None:
        do(dialog)
        dialog.reject()

    met = person.meets(SuggestionPolicyDialog, look)
    person.wants("suggestion-policy")
    assert met


def offers(dialog: SuggestionPolicyDialog, who: str, words: str) -> None:
    """Decides what somebody ("" for everybody) is offered."""
    ids = {person.name: person.id for person in dialog.people}
    box = dialog.boxes[ids[who] if who else ""]
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def offered(person: Person) -> list[str]:
    """What is suggested to whoever labels, in the article worked in."""
    workspace = person.window.workspace
    found = workspace.project.suggestions(person.view.article_id, workspace.annotator_id)
    return [one.quoted(ONE) for one in found]


def test_suggestions_are_switched_off_for_one_and_for_all(start: Opener, texts: Maker) -> None:
    ada = start(with_quotes(texts))
    ada.opens_article("one")
    both = ["“We won,”", "“They lost,”"]
    assert offered(ada) == both
    bea = ada.becomes("Bea")
    as_lead(bea, lambda dialog: offers(dialog, "Bea", "None"))
    assert offered(bea) == []
    ada = bea.becomes("Ada")
    assert offered(ada) == both
    as_lead(ada, lambda dialog: offers(dialog, "", "None"))
    assert offered(ada) == []
    ada.wants("undo")
    assert offered(ada) == both
    as_lead(ada, lambda dialog: offers(dialog, "Bea", "The same as Ada"))
    bea = ada.becomes("Bea")
    assert offered(bea) == both


def test_the_lead_sees_who_accepted_what_and_each_sees_their_own(
    start: Opener, texts: Maker
) -> None:
    ada = start(with_quotes(texts))
    ada.opens_article("one")
    ada.presses("G", "Y", "Esc")
    assert ("quote", "“We won,”") in ada.labelled()
    seen: list[tuple[str, ...]] = []

    def read(dialog: SuggestionPolicyDialog) -> None:
        dialog.tabs.setCurrentWidget(dialog.answers)
        ada.waits(lambda: dialog.answers.rows, seconds=COUNTED)
        seen.extend(dialog.answers.rows)

    as_lead(ada, read)
    (row,) = [row for row in seen if row[1] == "quote"]
    assert row[:9] == ("Ada", "quote", "quotes", "2", "1", "0", "0", "0", "1")
    assert row[9:11] == ("100 %", "0 %")
    told: list[str] = []

    def own(dialog: RecordedDialog) -> None:
        told.append(dialog.text())
        dialog.reject()

    met = ada.meets(RecordedDialog, own)
    ada.wants("recorded")
    assert met
    assert "“We won,”\tquote\tquotes\taccepted" in told[0]


def test_words_that_are_no_names_are_kept(start: Opener, texts: Maker) -> None:
    ada = start(with_quotes(texts))

    def write(dialog: SuggestionPolicyDialog) -> None:
        dialog.tabs.setCurrentIndex(1)
        dialog.words.selectAll()
        dialog.words.insertPlainText("Hopper\nLovelace")

    as_lead(ada, write)
    assert ada.window.workspace.project.stop_list() == {"Hopper", "Lovelace"}
    ada.wants("undo")
    assert "Hopper" not in ada.window.workspace.project.stop_list()
