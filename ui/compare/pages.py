"""The pages of the window of comparison, as tabs."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QWidget


class Pages(QTabWidget):
    """Tabs that the keyboard goes round, past those that are off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pages of the comparison")
        self.setDocumentMode(True)

    def listen(self, window: QWidget) -> None:
        """Lets Ctrl+PgDown and Ctrl+PgUp go on and back anywhere in the window."""
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), window, lambda step=step: self.turn(step))

    def turn(self, step: int) -> None:
        """Goes on by so many pages, round the ends."""
        places = [at for at in range(self.count()) if self.isTabEnabled(at)]
        at = places.index(self.currentIndex()) + step
        self.setCurrentIndex(places[at % len(places)])

    def switch(self, page: QWidget, *, on: bool, why_off: str = "") -> None:
        """Switches a page on, or off with the reason as its tool tip."""
        place = self.indexOf(page)
        self.setTabEnabled(place, on)
        self.setTabToolTip(place, "" if on else why_off)
