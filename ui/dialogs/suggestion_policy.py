"""For the lead: who is offered suggestions, which words are no names, who accepted what."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.edits.offers import set_policy, set_stop_list
from annotator.model.people import Annotator, Role
from annotator.model.suggestion import Offer, Policy
from ui.ask import Ask, plain_label
from ui.dialogs.answered import AnsweredPage
from ui.dialogs.calm import Calm
from ui.dialogs.dialog import Dialog, form, name_label
from ui.dialogs.upright import Upright
from ui.workspace import Workspace

SENTENCE = "Suggestions help, and they lead. What you decide here holds at once and can be undone."
OFFERS = (
    "None: nothing is suggested and nothing shown. The same as somebody: exactly what that person "
    "is offered, so that two people had the same help. Every export says which it was."
)
STOP_LIST = (
    "One word or name a line, as it is written in the articles. What stands here is not suggested "
    "as a name the next time suggestions are looked for."
)
_OWN, _NONE, _AS_ALL = "Those made for them", "None", "As everybody"
_LETTERS = 40


class SuggestionPolicyDialog(Dialog):
    """Three pages: who is offered suggestions, words that are no names, who accepted what.

    `default_words` are those that ship with the program. Signals:
    `numbers_wanted`: how everybody answered is to be found out; see `answers`.
    """

    numbers_wanted = Signal()

    def __init__(
        self,
        workspace: Workspace,
        ask: Ask,
        default_words: Iterable[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, "Who gets suggestions", SENTENCE)
        self._workspace = workspace
        self._default = frozenset(default_words)
        self.people = [a for a in workspace.project.annotators() if a.role is Role.HUMAN]
        self.boxes: dict[str, QComboBox] = {}
        self.answers = AnsweredPage(workspace, ask)
        self.answers.wanted.connect(self.numbers_wanted)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Who gets suggestions")
        self.tabs.addTab(self._offers_page(), "Who gets them")
        self.tabs.addTab(self._stop_list_page(), "Words that are no names")
        self.tabs.addTab(self.answers, "Who accepted what")
        self.tabs.currentChanged.connect(self._turned)
        self.body.addWidget(self.tabs, 1)
        self.button("Close", self.accept, default=True)
        self.finished.connect(lambda _: self._keep_words())
        workspace.refused.connect(self._refused)
        workspace.not_saved.connect(self._refused)
        self.letters(156, 38)
        self._show_offers()
        self._show_words()

    # Who gets them

    def _offers_page(self) -> QWidget:
        rows = form()
        rows.setContentsMargins(0, 0, 16, 0)
        self._add_box(rows, "&Everybody", "")
        for person in self.people:
            name = _told_apart(person, self.people).replace("&", "&&")
            self._add_box(rows, name, person.id)
        page = QWidget()
        page.setLayout(rows)
        Calm(page)
        return _page(plain_label(OFFERS, part="faint"), Upright(page))

    def _add_box(self, rows: QFormLayout, name: str, annotator_id: str) -> None:
        box = QComboBox()
        box.setAccessibleName(f"Suggestions for {name.replace('&', '')}")
        box.setEnabled(not self._workspace.project.read_only)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_LETTERS)
        box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for words, policy in self._choices(annotator_id):
            box.addItem(words, policy)
        box.activated.connect(lambda at: self._decide(annotator_id, box.itemData(at)))
        self.boxes[annotator_id] = box
        rows.addRow(name_label(name, box), box)

    def _choices(self, annotator_id: str) -> list[tuple[str, Policy | None]]:
        others = [person for person in self.people if person.id != annotator_id]
        same = [
            (f"The same as {_told_apart(person, self.people)}", Policy(Offer.SAME, person.id))
            for person in others
        ]
        first: list[tuple[str, Policy | None]] = [(_AS_ALL, None)] if annotator_id else []
        unknown = self._workspace.project.decided_policy(annotator_id)
        known = [policy for _, policy in same]
        if unknown is not None and unknown.offer is Offer.SAME and unknown not in known:
            same.append(("The same as somebody", unknown))  # a pack does not say as whom
        return [*first, (_OWN, Policy()), (_NONE, Policy(Offer.NONE)), *same]

    def _decide(self, annotator_id: str, policy: Policy | None) -> None:
        self.say_problem("")
        self._workspace.edit(set_policy(policy, annotator_id))
        self._show_offers()

    def _show_offers(self) -> None:
        project = self._workspace.project
        for annotator_id, box in self.boxes.items():
            decided = project.decided_policy(annotator_id)
            wanted = Policy() if decided is None and not annotator_id else decided
            policies = [box.itemData(at) for at in range(box.count())]
            box.setCurrentIndex(policies.index(wanted) if wanted in policies else 0)
        everybody = self.boxes[""].currentText()
        for annotator_id, box in self.boxes.items():
            if annotator_id:
                box.setItemText(0, f"{_AS_ALL}: {everybody[:1].lower()}{everybody[1:]}")

    # Words that are no names

    def _stop_list_page(self) -> QWidget:
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName("Words that are no names")
        self.words.setReadOnly(self._workspace.project.read_only)
        self.reset = QPushButton("Back to the list of the program")
        self.reset.setAutoDefault(False)
        self.reset.clicked.connect(self._reset_words)
        self.words_state = plain_label("", part="faint")
        self._typed = QTimer(self, singleShot=True, interval=400)
        self._typed.timeout.connect(self._keep_words)
        self.words.textChanged.connect(self._typed.start)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.words_state, 1)
        below.addWidget(self.reset)
        page = _page(plain_label(STOP_LIST, part="faint"), self.words)
        layout = page.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addLayout(below)
        return page

    def _show_words(self) -> None:
        words = self._workspace.project.stop_list()
        self.words.blockSignals(True)
        self.words.setPlainText("\n".join(sorted(words, key=str.casefold)))
        self.words.blockSignals(False)
        self._show_words_state()

    def _show_words_state(self) -> None:
        own = self._workspace.project.stop_list() != self._default
        whose = "of this project" if own else "that comes with the program"
        number = len(self._written())
        self.words_state.setText(f"The list {whose}: {number:,} word{'' if number == 1 else 's'}.")
        self.reset.setEnabled(own and not self._workspace.project.read_only)

    def _written(self) -> frozenset[str]:
        lines = self.words.toPlainText().splitlines()
        return frozenset(line.strip() for line in lines if line.strip())

    def _keep_words(self) -> None:
        """Keeps the list as it is written. Untouched it is not read back: Qt changes blanks."""
        self._typed.stop()
        typed = self.words.document().isModified()
        if not typed or self._workspace.project.read_only:
            return
        self.say_problem("")
        self.words.document().setModified(False)
        if self._written() != self._workspace.project.stop_list():
            self._workspace.edit(set_stop_list(self._written()))
        self._show_words_state()

    def _reset_words(self) -> None:
        self._typed.stop()
        self.say_problem("")
        self._workspace.edit(set_stop_list(self._default))
        self._show_words()

    # All pages

    def _turned(self, _at: int) -> None:
        if self.tabs.currentWidget() is self.answers:
            self.answers.begin()

    def _refused(self, sentence: str) -> None:
        self.say_problem(sentence)


def _page(*parts: QWidget) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 16, 0, 0)
    layout.setSpacing(8)
    for part in parts[:-1]:
        layout.addWidget(part)
    layout.addWidget(parts[-1], 1)
    return page


def _told_apart(person: Annotator, people: Sequence[Annotator]) -> str:
    """A name; with the end of the id where two have the same."""
    twice = sum(one.name == person.name for one in people) > 1
    return f"{person.name} (…{person.id[-6:]})" if twice else person.name
