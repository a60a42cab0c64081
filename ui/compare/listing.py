"""From the figures to the list: what was clicked is listed among the disagreements."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from annotator.agree.kinds import Kind
from ui.compare.disagreements import DisagreementsPage
from ui.compare.figures import FiguresPage
from ui.compare.groups import GroupsPage


class Listing:
    """Connects the figures with the lists; `exchanged` says whether the two changed sides in the
    figures, `turn` goes to a page."""

    def __init__(
        self,
        figures: FiguresPage,
        page: DisagreementsPage,
        groups: GroupsPage,
        *,
        exchanged: Callable[[], bool],
        turn: Callable[[QWidget], None],
    ) -> None:
        self._page, self._groups, self._exchanged, self._turn = page, groups, exchanged, turn
        figures.class_wanted.connect(self._list_class)
        figures.labels_wanted.connect(self._list_labels)
        figures.label_wanted.connect(self._list_label)
        figures.article_wanted.connect(self._list_article)
        figures.kind_wanted.connect(self._list_kind)
        groups.place_wanted.connect(self._go_to_place)

    def _list_class(self, name: str) -> None:
        kind = Kind(name)
        if self._exchanged() and not kind.is_pair:
            kind = Kind.ONLY_B if kind is Kind.ONLY_A else Kind.ONLY_A
        self._page.show_class(kind)
        self._turn(self._page)

    def _list_labels(self, a: str, b: str) -> None:
        self._page.show_labels(*((b, a) if self._exchanged() else (a, b)))
        self._turn(self._page)

    def _list_label(self, name: str) -> None:
        self._page.show_label(name)
        self._turn(self._page)

    def _list_article(self, name: str) -> None:
        self._page.show_article(name)
        self._turn(self._page)

    def _list_kind(self, name: str) -> None:
        self._groups.show_kind(name)
        self._turn(self._groups)

    def _go_to_place(self, article_id: str, span_id: str) -> None:
        """From a member of a group to the place of its passage."""
        self._turn(self._page)
        self._page.go_to_span(article_id, span_id)
