"""Answering many suggestions at once: what they are, in their words, before it is done."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDoubleSpinBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSlider,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.model.scheme import Scheme
from annotator.model.story import Article
from annotator.model.suggestion import Suggestion, Verdict
from ui.article.kwic_list import KwicList
from ui.ask import plain_label
from ui.dialogs.accept_all_lists import NumbersModel, PassagesModel
from ui.dialogs.dialog import Dialog
from ui.theme import Theme, label_styles

FINEST = 100
"""Steps of the slider from score 0 to 1."""
_NAMED = 3


class AcceptAll(Dialog):
    """Asks which of many suggestions to accept, or to reject, together.

    `suggestions`: the pending ones it is about, in the order of the articles. `verdict`:
    `Verdict.ACCEPTED` or `Verdict.REJECTED`. `words`: what is suggested everywhere, where they all
    have the same words. `above`: a score from 0 to 1 to begin with, where a score decides which
    are listed; they then stand by score, the best first. `articles` by id; `text` gives the text
    of an article.

        chosen = AcceptAll(pending, Verdict.ACCEPTED, words="Alibaba", articles=…, text=…,
                           scheme=…, theme=…, parent=window).asked()

    `asked()` shows it and waits; it answers with the ticked suggestions, in the order given, and
    with nothing when it was called off.
    """

    def __init__(
        self,
        suggestions: Sequence[Suggestion],
        verdict: Verdict,
        *,
        articles: Mapping[str, Article],
        text: Callable[[str], str],
        scheme: Scheme,
        theme: Theme,
        words: str = "",
        above: float | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._accepts = verdict is Verdict.ACCEPTED
        self._verb = "Accept" if self._accepts else "Reject"
        super().__init__(parent, f"{self._verb} all", _sentence(self._verb, words))
        self._given = tuple(suggestions)
        self._articles, self._scheme = articles, scheme
        ordered = self._given
        if above is not None:
            ordered = tuple(sorted(ordered, key=lambda one: -one.score))
        styles = label_styles(scheme, theme)
        self.model = PassagesModel(ordered, articles, text, scheme, styles, self)
        self.list = _Passages(self.model, self.model.tick, "Suggestions")
        self.list.lines.theme = theme
        self._add_score(above)
        self._add_lists()
        self.effects = plain_label("", part="faint")
        self.body.addWidget(self.effects)
        self.tick_all = self.button("Tick none", self._tick_all, left=True)
        self.button("Cancel", self.reject)
        self.go_on = self.button(self._verb, self.accept, default=True)
        self.model.ticks_changed.connect(self._show_ticks)
        self.letters(150, 40)
        if above is not None:
            self.model.list_above(above)
        self._show_ticks()
        self.list.setFocus()

    @property
    def chosen(self) -> tuple[Suggestion, ...]:
        """The ticked suggestions, in the order in which they were given."""
        ticked = {one.id for one in self.model.ticked()}
        return tuple(one for one in self._given if one.id in ticked)

    def asked(self) -> tuple[Suggestion, ...]:
        """Shows the dialog and waits: what was chosen, or nothing when it was called off."""
        said = self.exec()
        self.deleteLater()
        return self.chosen if said else ()

    def set_score(self, score: float) -> None:
        """Lists the suggestions with this score or more."""
        self.score.setValue(score)

    def _add_score(self, above: float | None) -> None:
        self.score = QDoubleSpinBox()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        if above is None:
            return
        self.score.setRange(0, 1)
        self.score.setSingleStep(0.05)
        self.score.lineEdit().setTextMargins(8, 0, 0, 0)
        self.slider.setRange(0, FINEST)
        self.slider.setPageStep(5)
        self.score.setAccessibleName("Lowest score")
        self.slider.setAccessibleName("Lowest score")
        self.score.setValue(above)
        self.slider.setValue(round(above * FINEST))
        self.score.valueChanged.connect(self._score_changed)
        self.slider.valueChanged.connect(lambda value: self.score.setValue(value / FINEST))
        name = QLabel("&Score from")
        name.setBuddy(self.score)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(name)
        row.addWidget(self.score)
        row.addWidget(self.slider, 1)
        self.body.addLayout(row)
        self.body.addWidget(
            plain_label(
                "A score puts suggestions of one kind in order; it says no more.", part="faint"
            )
        )

    def _add_lists(self) -> None:
        listed = self.model.listed()
        labels = {one.label_id for one in listed}
        articles = {one.article_id for one in listed}
        self.by_label = NumbersModel(
            "Label", {label.id: label.name for label in self._scheme.labels if label.id in labels}
        )
        self.by_article = NumbersModel(
            "Article", {a.id: a.name for a in self._articles.values() if a.id in articles}
        )
        side = QVBoxLayout()
        side.setSpacing(16)
        few = _numbers(self.by_label, "Numbers by label")
        few.setMaximumHeight(few.verticalHeader().defaultSectionSize() * (len(labels) + 1) + 8)
        side.addWidget(few)
        side.addWidget(_numbers(self.by_article, "Numbers by article"), 1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.list, 8)
        row.addLayout(side, 3)
        self.body.addLayout(row, 1)

    def _score_changed(self, score: float) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(round(score * FINEST))
        self.slider.blockSignals(False)
        self.model.list_above(score)

    def _tick_all(self) -> None:
        rows = self.model.rowCount()
        self.model.tick(range(rows), len(self.model.ticked()) < rows)

    def _show_ticks(self) -> None:
        ticked, listed = self.model.ticked(), self.model.listed()
        self.by_label.count((s.label_id for s in ticked), (s.label_id for s in listed))
        self.by_article.count((s.article_id for s in ticked), (s.article_id for s in listed))
        self.go_on.setText(f"{self._verb} {len(ticked):,}")
        self.go_on.setEnabled(bool(ticked))
        self.tick_all.setText("Tick none" if listed and len(ticked) == len(listed) else "Tick all")
        self.tick_all.setEnabled(bool(listed))
        self.effects.setText(self._effects(ticked))

    def _effects(self, ticked: Sequence[Suggestion]) -> str:
        """What becomes of them, and what else would be made, in words."""
        if not self._accepts:
            return "They are not suggested to you again. It is one step, for undo as well."
        said = sum(one.speaker is not None for one in ticked)
        grouped = [one for one in ticked if one.group]
        lines = []
        if said:
            lines.append(
                f"{_counted(said, 'link')} “said by” will be made, and a span for every speaker "
                "who has none."
            )
        if grouped:
            stories = {(self._story(one), one.group) for one in grouped}
            names = sorted({name for _, name in stories})
            more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
            lines.append(
                f"{_counted(len(grouped), 'name')} will go into {_counted(len(stories), 'group')} "
                f"“same as”: {', '.join(names[:_NAMED])}{more}."
            )
        lines.append("The data will say that they were accepted together. It is one step for undo.")
        return " ".join(lines)

    def _story(self, one: Suggestion) -> str:
        article = self._articles.get(one.article_id)
        return article.story_id if article else ""


class _Passages(KwicList):
    """Enter is the dialog's: it presses the default button."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the dialog."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)


def _numbers(model: NumbersModel, name: str) -> QTableView:
    view = QTableView()
    model.setParent(view)
    view.setModel(model)
    view.setAccessibleName(name)
    view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + 10)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
    header.resizeSection(1, 12 * view.fontMetrics().averageCharWidth())
    return view


def _sentence(verb: str, words: str) -> str:
    what = f"{verb} “{words}” wherever it is suggested" if words else f"{verb} many suggestions"
    return f"{what}, as one step. Untick those you want to look at yourself."


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
