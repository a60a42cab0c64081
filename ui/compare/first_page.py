"""The page “Figures”: what was compared, and below it the figures or what stands in their place."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.article.styles import LabelStyle
from ui.compare.all_pairs import AllPairsPage
from ui.compare.figures import FiguresPage
from ui.compare.header import Header
from ui.compare.nothing import empty_page
from ui.theme import Theme


class FirstPage(QWidget):
    """`header` over one of `figures`, `every_two`, `nobody`, `nothing` and `busy`.

    `offers` help where there is nobody to compare, `ways_on` where there is nothing in common.
    """

    def __init__(
        self,
        styles: Callable[[], Mapping[str, LabelStyle]],
        theme: Theme,
        *,
        offers: Sequence[QAction],
        ways_on: Sequence[QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.header = Header()
        self.figures = FiguresPage(styles)
        self.every_two = AllPairsPage()
        self.nobody = empty_page("nobody", theme, offers)
        self.nothing = empty_page("nothing", theme, ways_on)
        self.busy = empty_page("busy", theme, ())
        self.pages = QStackedWidget()
        for page in (self.figures, self.every_two, self.nobody, self.nothing, self.busy):
            self.pages.addWidget(page)
        above = QVBoxLayout()
        above.setContentsMargins(24, 12, 24, 12)
        above.addWidget(self.header)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(above)
        layout.addWidget(self.pages, 1)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours."""
        for page in (self.nobody, self.nothing, self.busy):
            page.set_theme(theme)
