"""Which gold set it is decided in: one of those that there are, or a new one."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from annotator.model.people import Annotator, Role
from ui.ask import Ask
from ui.compare.adjudicating import GOLD, Adjudicating
from ui.compare.gold_choice import GoldChoice
from ui.window_state import WindowState
from ui.workspace import Workspace

CHOSEN = "compare gold"
"""Under this the window remembers of a project which one was chosen."""


class GoldSets(QObject):
    """The one that is decided in, and the box that offers the others.

    Signals: `chosen`: another one is wanted, and everything is to be read anew; `told` with a
    sentence for the user.
    """

    chosen = Signal()
    told = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        state: WindowState,
        ask: Ask,
        adjudicating: Adjudicating,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._state, self._ask = workspace, state, ask
        self._adjudicating = adjudicating
        self._both: tuple[Annotator, ...] = ()
        self._gold: Annotator | None = None
        self._new = GOLD
        self.box = GoldChoice()
        self.box.chosen.connect(self.choose)
        self.box.new_wanted.connect(self.ask_new)

    def begin(self, both: Sequence[Annotator], gold: Annotator | None) -> None:
        """These two are compared; it is decided in what was chosen last, else in this gold."""
        self._both, self._new = tuple(both), GOLD
        kept = self._state.kept(self._workspace.project.id, CHOSEN)
        self._gold = next((one for one in self._offered() if one.id == kept), gold)

    def decide(self) -> None:
        """From now on decisions go there; between gold and somebody nothing is decided."""
        if any(person.role is Role.ADJUDICATED for person in self._both):
            self._adjudicating.only_look()
        else:
            self._adjudicating.decide_in(self._gold, self._new)
        self._offer()

    def choose(self, gold: Annotator | None, new: str = GOLD) -> None:
        """Show and decide in this gold; None: in one called `new`, which the first decision
        adds."""
        self._gold, self._new = gold, new
        self._keep()
        self.chosen.emit()

    def ask_new(self) -> None:
        """Asks what a new gold set is to be called; it is there with its first decision."""
        name = self._ask.line("What is the new gold set to be called?", action="Begin it")
        called = name.strip() if name else ""
        if not called:
            return
        for one in self._workspace.project.annotators():
            if one.name.casefold() == called.casefold():
                self.told.emit(f"“{one.name}” is there already: choose another name.")
                return
        self.choose(None, called)

    def look_again(self) -> None:
        """Whether the gold that was only a name is there by now, or gone again."""
        there = [one for one in self._offered() if one.id == self._adjudicating.gold_id]
        if there and self._gold is None:
            self._gold = there[0]
            self._keep()
        self._offer()

    def _keep(self) -> None:
        if self._gold is not None:
            self._state.keep(self._workspace.project.id, CHOSEN, self._gold.id)

    def _offered(self) -> list[Annotator]:
        return [one for one in self._workspace.project.golds() if one not in self._both]

    def _offer(self) -> None:
        deciding = self._adjudicating
        self.box.offer(self._offered(), deciding.gold_id, deciding.gold_name)
