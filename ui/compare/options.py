"""What to compare: articles, labels, and how to count."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QListView,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QWidget,
)

from ui.ask import plain_label
from ui.compare.ticks import Tick, Ticks
from ui.compare.wanted import Options
from ui.dialogs.dialog import Dialog, heading

if TYPE_CHECKING:
    from annotator.project import Project


class OptionsDialog(Dialog):
    """Asks; `options` is the answer when it was accepted."""

    def __init__(self, project: "Project", now: Options, parent: QWidget | None = None) -> None:
        super().__init__(parent, "What to compare")
        self.articles = Ticks(_articles(project), self)
        self.articles.tick(now.articles)
        labels = [label.name for label in project.scheme().labels]
        self.labels = Ticks([Tick(name) for name in labels], self)
        self.labels.tick(now.labels)
        self.spans = QRadioButton("Each span weighs the same")
        self.macro = QRadioButton("Each article weighs the same")
        self._how = QButtonGroup(self)
        for button in (self.spans, self.macro):
            self._how.addButton(button)
        (self.macro if now.macro else self.spans).setChecked(True)
        self.unfinished = QCheckBox("Take in articles that somebody has not finished")
        self.unfinished.setChecked(now.unfinished)
        self.seed = _number("Seed", now.seed, 0, 2**31 - 1, 1)
        self.resamples = _number("Resamples for intervals", now.resamples, 100, 20_000, 500)
        lists = QGridLayout()
        lists.setHorizontalSpacing(24)
        lists.setVerticalSpacing(8)
        lists.setColumnStretch(0, 3)
        lists.setColumnStretch(1, 2)
        for column, (words, model) in enumerate(
            (("Articles", self.articles), ("Labels", self.labels))
        ):
            lists.addWidget(heading(words), 0, column)
            lists.addWidget(_list(model, words), 1, column)
        self.body.addLayout(lists, 1)
        self.body.addSpacing(8)
        self.body.addWidget(heading("How to count"))
        for field in (self.spans, self.macro, self.unfinished):
            self.body.addWidget(field)
        self.body.addSpacing(8)
        self.body.addLayout(self._chance())
        self.button("Everything", self._all, left=True)
        self.button("Cancel", self.reject)
        self.go_on: QPushButton = self.button("Compare", self.accept, default=True)
        for model in (self.articles, self.labels):
            model.dataChanged.connect(lambda *_: self._look())
        self.letters(90, 30)
        self._look()

    @property
    def options(self) -> Options:
        """What is ticked."""
        return Options(
            articles=self.articles.chosen(),
            labels=self.labels.chosen(),
            unfinished=self.unfinished.isChecked(),
            macro=self.macro.isChecked(),
            seed=self.seed.value(),
            resamples=self.resamples.value(),
        )

    def _chance(self) -> QHBoxLayout:
        """How chance is drawn."""
        line = QHBoxLayout()
        line.setSpacing(8)
        for box in (self.seed, self.resamples):
            label = plain_label(box.accessibleName())
            label.setWordWrap(False)
            label.setBuddy(box)
            line.addWidget(label)
            line.addWidget(box)
            line.addSpacing(16)
        line.addStretch(1)
        return line

    def _all(self) -> None:
        self.articles.tick(())
        self.labels.tick(())

    def _look(self) -> None:
        problem = ""
        if not self.labels.ticked():
            problem = "Tick at least one label."
        if not self.articles.ticked():
            problem = "Tick at least one article."
        self.say_problem(problem, self.go_on)


def _number(name: str, now: int, least: int, most: int, step: int) -> QSpinBox:
    box = QSpinBox()
    box.setAccessibleName(name)
    box.setRange(least, most)
    box.setSingleStep(step)
    box.setGroupSeparatorShown(step > 1)
    box.setValue(now)
    box.lineEdit().setTextMargins(8, 0, 0, 0)
    return box


def _articles(project: "Project") -> Sequence[Tick]:
    """The articles, each story's under it; a single story goes without saying."""
    stories = project.stories()
    if len(stories) < 2:
        return [Tick(article.name) for article in project.articles()]
    rows: list[Tick] = []
    for story in stories:
        articles = project.articles(story.id)
        if articles:
            head = len(rows)
            rows.append(Tick(story.name))
            rows += [Tick(article.name, head) for article in articles]
    return rows


def _list(model: Ticks, name: str) -> QListView:
    view = QListView()
    view.setModel(model)
    view.setUniformItemSizes(True)
    view.setLayoutMode(QListView.LayoutMode.Batched)
    view.setAccessibleName(name)
    if model.rowCount():
        view.setCurrentIndex(model.index(0))
    # Once shown, for the padding of the style sheet is not measured before.
    QTimer.singleShot(0, view, view.doItemsLayout)
    return view
