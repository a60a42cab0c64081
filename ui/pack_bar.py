"""The bar over the articles of a pack: whose it is, what it holds, by when it is wanted."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from ui.ask import plain_label
from ui.days import counted, wanted_by

if TYPE_CHECKING:
    from annotator.model.pack import PackFacts

NO_BREAK = "\u00a0"


class PackBar(QFrame):
    """A quiet line above the articles; hidden where the project is no pack.

    Signals: `hand_back_wanted` when its button was pressed.
    """

    hand_back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "banner")
        self.words = plain_label("")
        self.hand_back = QPushButton("Hand back…")
        self.hand_back.clicked.connect(lambda: self.hand_back_wanted.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 8, 4)
        layout.setSpacing(16)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.hand_back)
        self.hide()

    def tell(self, pack: "PackFacts", stories: int, articles: int, done: int) -> None:
        """Shows what the pack is and how far it is."""
        held = f"{counted(stories, 'story', 'stories')}, {counted(articles, 'article')}"
        parts = [f"Pack for {pack.name}: {held}, {done} done."]
        if pack.due:
            wanted = wanted_by(pack.due, datetime.now(UTC).astimezone().date())
            # In a narrow window the sentence stands on a line of its own, not its last word.
            parts.append(wanted.replace(" ", NO_BREAK))
        self.words.setText("  ".join(parts))
