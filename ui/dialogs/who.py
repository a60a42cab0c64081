"""Who labels: somebody of the project, somebody known on this machine, or somebody new."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from annotator.identities import Identities
from annotator.model.people import Annotator, Role
from ui.ask import plain_label
from ui.dialogs.dialog import Dialog, field_row, form

if TYPE_CHECKING:
    from annotator.settings import Settings
    from ui.workspace import Workspace

BLIND = "You see your own spans only, and nobody else sees them."


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to choose: `known_by` says how they are told from others of the same name."""

    annotator: Annotator
    known_by: str


class WhoDialog(Dialog):
    """Asks who labels. `chosen` is the annotator when it was accepted.

    `people` are those to choose from, the likeliest first; `suggested` is a name for somebody new.
    """

    def __init__(
        self,
        people: Sequence[Person],
        identities: Identities,
        *,
        current: str = "",
        suggested: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, "Who labels?", "Every span belongs to the person who made it.")
        self._people = tuple(people)
        self._identities = identities
        self.chosen: Annotator | None = None
        self.list = QListWidget()
        self.list.setAccessibleName("People")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for person in self._people:
            item = QListWidgetItem(f"{person.annotator.name}   —   {person.known_by}")
            item.setData(Qt.ItemDataRole.UserRole, person.annotator.id)
            self.list.addItem(item)
        self.list.itemActivated.connect(lambda _: self._accept_row())
        self.list.itemSelectionChanged.connect(self._row_chosen)
        self.list.setVisible(bool(people))
        self.body.addWidget(self.list, 1)
        self.name = QLineEdit("" if people else suggested)
        self.name.setPlaceholderText("Your name" if not people else "Somebody new")
        self.name.textChanged.connect(self._typed)
        layout = form()
        field_row(layout, "&New name", self.name)
        self.body.addLayout(layout)
        self._add_hints()
        self.button("Cancel", self.reject)
        self.go_on = self.button("Label as this person", self._accept, default=True)
        self.letters(76, 26 if people else 12)
        self._begin(current)

    def _add_hints(self) -> None:
        self._same_name = plain_label("", part="faint")
        self._same_name.hide()
        self.body.addWidget(self._same_name)
        self.body.addWidget(plain_label(BLIND, part="faint"))

    def _begin(self, current: str) -> None:
        ids = [person.annotator.id for person in self._people]
        if ids:
            self.list.setCurrentRow(ids.index(current) if current in ids else 0)
            self.list.setFocus()
        else:
            self.name.setFocus()
            self.name.selectAll()
        self._typed(self.name.text())

    def _row_chosen(self) -> None:
        if self.list.selectedItems() and self.name.text():
            self.name.clear()
        self._typed(self.name.text())

    def _typed(self, text: str) -> None:
        name = text.strip()
        if name:
            self.list.clearSelection()
        same = sum(person.annotator.name == name for person in self._people)
        self._same_name.setVisible(bool(name and same))
        self._same_name.setText(
            f"There is a {name} already. If that is you, choose the line above; "
            "otherwise you are two people with one name."
        )
        self.go_on.setEnabled(bool(name or self.list.selectedItems()))

    def _accept_row(self) -> None:
        self.name.clear()
        self._accept()

    def _accept(self) -> None:
        name = self.name.text().strip()
        row = self.list.currentRow()
        if name:
            self.chosen = self._identities.new(name)
        elif row >= 0 and self.list.selectedItems():
            self.chosen = self._people[row].annotator
        else:
            return
        self.accept()


def people_to_choose(
    annotators: Sequence[Annotator], identities: Identities, begun: Mapping[str, int]
) -> tuple[Person, ...]:
    """The human annotators of a project and the people of this machine, likeliest first.

    `begun`: how many articles each annotator has begun, by id.
    """
    humans = {one.id: one for one in annotators if one.role is Role.HUMAN}
    here = [one for one in identities.all() if one.id in humans]
    people = [
        Person(humans[one.id], f"you on this machine, {_articles(begun.get(one.id, 0))}")
        for one in here
    ]
    people += [
        Person(one, f"in this project, {_articles(begun.get(one.id, 0))}")
        for one in humans.values()
        if one.id not in identities
    ]
    people += [
        Person(one.annotator, "on this machine, new to this project")
        for one in identities.all()
        if one.id not in humans
    ]
    return tuple(people)


def _articles(number: int) -> str:
    return "1 article begun" if number == 1 else f"{number} articles begun"


def ask_who(parent: QWidget | None, workspace: "Workspace", settings: "Settings") -> bool:
    """Asks who labels in the open project and lets them begin; True when somebody labels."""
    from annotator.errors import AnnotatorError

    identities = Identities()
    annotators = workspace.project.annotators()
    begun = Counter(reading.annotator_id for reading in workspace.project.readings())
    dialog = WhoDialog(
        people_to_choose(annotators, identities, begun),
        identities,
        current=workspace.annotator_id or settings.preferences.annotator_id,
        suggested=settings.preferences.annotator_name,
        parent=parent,
    )
    said = dialog.exec()
    chosen = dialog.chosen
    dialog.deleteLater()
    if not said or chosen is None:
        return workspace.annotator is not None
    workspace.set_annotator(chosen)
    try:
        identities.remember(chosen)
        settings.change(annotator_id=chosen.id, annotator_name=chosen.name)
    except AnnotatorError as error:
        workspace.refused.emit(str(error))
    return True
