"""Two people who labelled the same articles, and the page on which a lead decides between them."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.adjudicating import cases
from annotator.agree.cases import Case
from annotator.edits.readings import set_status
from annotator.edits.spans import add_spans, new_span, remove_spans
from annotator.model.decision import Decision, Took
from annotator.model.people import Annotator
from annotator.model.reading import Status
from annotator.model.span import AttributeValue, Span
from annotator.model.story import Article
from annotator.project import Project
from annotator.settings import Settings
from tests.annotator.samples import SCHEME, add_article
from tests.ui.scripted_ask import ScriptedAsk
from ui.compare.between import Between
from ui.compare.disagreements import DisagreementsPage
from ui.compare.wanted import Options
from ui.jobs import Jobs
from ui.theme import LIGHT
from ui.window_state import WindowState
from ui.workspace import Workspace

ANNA = Annotator("018f2d6c-0000-7000-8000-00000000000a", "Anna")
BEN = Annotator("018f2d6c-0000-7000-8000-00000000000b", "Ben")
LEAD = Annotator("018f2d6c-0000-7000-8000-00000000000c", "Lead")
TEXT = (
    "Anthropic accuses Alibaba of theft. The firm said so on Monday.\n\n"
    "Nobody else has confirmed it. “We are sure,” said Jane Shaw, its counsel.\n\n"
    "A spokesman denied it in the evening. The mayor of Hangzhou was silent.\n"
)
Mark = tuple[str, str]
"""Label and words."""
SAME: tuple[Mark, ...] = (("entity", "Jane Shaw"),)
ANNAS: tuple[Mark, ...] = (
    *SAME,
    ("claim", "Anthropic accuses Alibaba of theft"),
    ("quote", "We are sure"),
    ("entity", "Hangzhou"),
)
BENS: tuple[Mark, ...] = (
    *SAME,
    ("claim", "Alibaba of theft"),
    ("claim", "We are sure"),
    ("claim", "denied it"),
)


def marked(
    article: Article, text: str, person: Annotator, marks: Iterable[Mark], **answers: str
) -> list[Span]:
    """Spans of somebody over the first of these words."""
    spans = []
    for label_name, words in marks:
        label = SCHEME.label_named(label_name)
        assert label is not None
        start = text.index(words)
        values = [AttributeValue(name, value) for name, value in answers.items()] or None
        place = [(start, start + len(words))]
        spans.append(new_span(article.id, person.id, label, place, values))
    return spans


def labels(project: Project, article: Article, person: Annotator, spans: list[Span]) -> None:
    """Somebody labels an article and is done with it."""
    project.apply(add_spans(spans, "label"), person.id)
    project.apply(set_status(article.id, person.id, Status.DONE), person.id)


def open_two(path: Path, articles: Iterable[str] = ("a.txt",), text: str = TEXT) -> Workspace:
    """A workspace on a project in which Anna and Ben labelled these articles alike."""
    project = Project.create(path, SCHEME)
    for person in (ANNA, BEN, LEAD):
        project.add_annotator(person)
    for name in articles:
        article = add_article(project, text, name)
        for person, marks in ((ANNA, ANNAS), (BEN, BENS)):
            labels(project, article, person, marked(article, text, person, marks))
    workspace = Workspace()
    workspace.take(project)
    workspace.set_annotator(LEAD)
    return workspace


class Desk:
    """The page as a lead has it before them."""

    def __init__(
        self, qtbot: QtBot, workspace: Workspace, width: int = 1280, jobs: Jobs | None = None
    ) -> None:
        self.qtbot, self.workspace = qtbot, workspace
        settings = Settings()
        jobs = jobs or Jobs(workspace)
        ask = ScriptedAsk()
        self.between = Between(workspace, WindowState(), ask, jobs)
        self.page = DisagreementsPage(self.between, settings, ask)
        self.page.dress(LIGHT, settings.preferences)
        self.said: list[str] = []
        for teller in (self.page.told, self.between.told):
            teller.connect(self.said.append)
        workspace.refused.connect(self.said.append)
        self.page.resize(width, 800)
        qtbot.addWidget(self.page)
        self.page.show()
        qtbot.waitExposed(self.page)
        self.page.activateWindow()

    def compares(self, options: Options | None = None) -> "Desk":
        """Shows what Anna and Ben see otherwise."""
        golds = self.workspace.project.golds()
        self.page.between.show_between(ANNA, BEN, golds[0] if golds else None, options)
        return self.waits()

    def waits(self) -> "Desk":
        """Until nothing is being written or read any more, nor waits for it."""
        between = self.between
        self.qtbot.waitUntil(lambda: not between.many.is_busy and between.is_read)
        QApplication.processEvents()
        return self

    def presses(self, *keys: str) -> None:
        """Presses keys one after another."""
        for key in keys:
            widget: QWidget = QApplication.focusWidget() or self.page
            QTest.keySequence(widget, key)
            QApplication.processEvents()

    @property
    def listed(self) -> list[str]:
        """The words in the list, with boundaries, left in square brackets, right in curly ones."""
        model = self.page.list.model
        return [str(model.data(model.index(row, 2))) for row in range(model.rowCount())]

    @property
    def classes(self) -> list[str]:
        """The classes in the list."""
        model = self.page.list.model
        return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]

    @property
    def current(self) -> Case:
        """The current case."""
        case = self.page.current
        assert case is not None
        return case

    def gold(self, name: str = "a.txt") -> list[Mark]:
        """Gold's spans in an article."""
        project = self.workspace.project
        article = next(one for one in project.articles() if one.name == name)
        text = project.text(article.id)
        names = {label.id: label.name for label in SCHEME.labels}
        (gold,) = project.golds()
        spans = project.spans(article.id, gold.id)
        return [(names[span.label_id], span.quoted(text)) for span in spans]

    def changes_her_mind(self, words: str) -> None:
        """Anna takes a span away."""
        project = self.workspace.project
        article = project.articles()[0]
        text = project.text(article.id)
        ids = [s.id for s in project.spans(article.id, ANNA.id) if s.quoted(text) == words]
        self.workspace.edit(remove_spans(ids))


def decisions(desk: Desk) -> list[Decision]:
    """What was decided, agreed places left out, in the order of the text."""
    project = desk.workspace.project
    (gold,) = project.golds()
    made = [case.decision for case in cases(project, ANNA, BEN, gold) if case.decision]
    return [one for one in made if one.took is not Took.AGREED]


def select(desk: Desk, *rows: int) -> None:
    flags = QItemSelectionModel.SelectionFlag
    chooser = desk.page.list.table.selectionModel()
    chooser.clearSelection()
    for row in rows:
        chooser.select(desk.page.list.model.index(row, 0), flags.Select | flags.Rows)
