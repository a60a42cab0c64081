"""From the figures to the list: what was clicked is listed among the disagreements."""

from collections.abc import Callable

from annotator.agree.kinds import Kind
from ui.compare.disagreements import DisagreementsPage
from ui.compare.figures import FiguresPage


class Listing:
    """Connects the figures with the list; `exchanged` says whether the two changed sides in the
    figures, `turn` goes to the list."""

    def __init__(
        self,
        figures: FiguresPage,
        page: DisagreementsPage,
        *,
        exchanged: Callable[[], bool],
        turn: Callable[[], None],
    ) -> None:
        self._page, self._exchanged, self._turn = page, exchanged, turn
        figures.class_wanted.connect(self._list_class)
        figures.labels_wanted.connect(self._list_labels)
        figures.label_wanted.connect(self._list_label)
        figures.article_wanted.connect(self._list_article)

    def _list_class(self, name: str) -> None:
        kind = Kind(name)
        if self._exchanged() and not kind.is_pair:
            kind = Kind.ONLY_B if kind is Kind.ONLY_A else Kind.ONLY_A
        self._page.show_class(kind)
        self._turn()

    def _list_labels(self, a: str, b: str) -> None:
        self._page.show_labels(*((b, a) if self._exchanged() else (a, b)))
        self._turn()

    def _list_label(self, name: str) -> None:
        self._page.show_label(name)
        self._turn()

    def _list_article(self, name: str) -> None:
        self._page.show_article(name)
        self._turn()
