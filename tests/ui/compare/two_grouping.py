"""Two people who grouped the same passages otherwise, and the page on which a lead decides."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.agree.group_cases import GroupCase
from annotator.edits.edit import Edit
from annotator.edits.groups import make_group, new_group
from annotator.model.decision import Decision
from annotator.model.group import Group, Member
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.scheme import Attribute, RelationKind
from annotator.model.story import Story
from annotator.project import Project
from annotator.settings import Settings
from annotator.store.work import Work
from tests.annotator.samples import SCHEME, article_for
from tests.ui.compare.two_people import ANNA, BEN, LEAD, labels, marked
from tests.ui.scripted_ask import ScriptedAsk
from ui.compare.between import Between
from ui.compare.disagreements import DisagreementsPage
from ui.compare.groups import GroupsPage
from ui.compare.groups_members_model import Column
from ui.compare.wanted import Options
from ui.jobs import Jobs
from ui.theme import LIGHT
from ui.window_state import WindowState
from ui.workspace import Workspace

CONFLICT = RelationKind(
    "conflict",
    is_set=True,
    member_value=True,
    stances=("states", "denies", "omits"),
    attributes=(Attribute("strength", values=("weak", "strong")),),
)
SAME_AS = RelationKind("same as", is_set=True)
GROUPED = replace(SCHEME, relations=(*SCHEME.relations, CONFLICT, SAME_AS))
TEXT = "Alpha said one thing. Beta said two things. Gamma said three.\n"
ARTICLES = ("a", "b", "c")
WORDS = ("Alpha", "Beta", "Gamma")
Said = tuple[str, str, str, str]
"""Article, words ("": it omits it), value and stance of a member."""


def plain(words: str, articles: str = "abc") -> tuple[Said, ...]:
    """The same words in these articles."""
    return tuple((article, words, "", "") for article in articles)


ANNAS: tuple[tuple[str, str, tuple[Said, ...]], ...] = (
    ("same as", "Alpha", plain("Alpha")),
    (
        "conflict",
        "Beta",
        (("a", "Beta", "one", "states"), ("b", "Beta", "two", "denies"), ("c", "", "", "")),
    ),
    ("same as", "Gamma", plain("Gamma")),
)
BENS: tuple[tuple[str, str, tuple[Said, ...]], ...] = (
    ("same as", "Alpha", plain("Alpha")),
    ("conflict", "The Beta", (("a", "Beta", "one", "states"), ("b", "Beta", "two", "states"))),
    ("conflict", "Only mine", plain("Alpha", "ac")),
)


def open_grouped(path: Path, *, copies: int = 0) -> Workspace:
    """A workspace on a project with one story: the marks of both are the same, but for one; so is
    one group. `copies`: so many more groups of Anna's alone."""
    project = Project.create(path, GROUPED)
    for person in (ANNA, BEN, LEAD):
        project.add_annotator(person)
    story = Story(new_id(), "The story", 1)
    every = [article_for(story, TEXT, name, n) for n, name in enumerate(ARTICLES, 1)]

    def do(work: Work) -> None:
        work.stories.put([story])
        for article in every:
            work.articles.add(article, TEXT)

    project.apply(Edit("import", do))
    more = [("same as", f"copy {n}", plain("Beta", "ab")) for n in range(copies)]
    for person, groups in ((ANNA, (*ANNAS, *more)), (BEN, BENS)):
        for article in every:
            other = person is BEN and article.name == "c"
            words = (*WORDS[:2], "Gamma said" if other else "Gamma")
            spans = marked(article, TEXT, person, [("entity", one) for one in words])
            labels(project, article, person, spans)
        for kind, name, members in groups:
            _group(project, story, person, kind, name, members)
    workspace = Workspace()
    workspace.take(project)
    workspace.set_annotator(LEAD)
    return workspace


def _group(
    project: Project,
    story: Story,
    person: Annotator,
    kind: str,
    name: str,
    members: Sequence[Said],
) -> None:
    articles = {one.name: one.id for one in project.articles(story.id)}
    made = []
    for article, words, value, stance in members:
        spans = project.spans(articles[article], person.id)
        ids = [one.id for one in spans if one.quoted(TEXT).startswith(words)] if words else [""]
        made.append(Member(articles[article], ids[0], value, stance))
    sort = next(one for one in GROUPED.relations if one.name == kind)
    project.apply(make_group(new_group(sort, name, story.id, person.id, made)), person.id)


class GroupsDesk:
    """The page as a lead has it before them."""

    def __init__(self, qtbot: QtBot, workspace: Workspace, jobs: Jobs | None = None) -> None:
        self.qtbot, self.workspace = qtbot, workspace
        settings, ask = Settings(), ScriptedAsk()
        self.between = Between(workspace, WindowState(), ask, jobs or Jobs(workspace))
        self.places = DisagreementsPage(self.between, settings, ask)  # on another tab
        qtbot.addWidget(self.places)
        self.page = GroupsPage(self.between, settings, ask)
        self.page.dress(LIGHT, settings.preferences)
        self.said: list[str] = []
        for teller in (self.page.told, self.between.told, workspace.refused):
            teller.connect(self.said.append)
        self.page.resize(1280, 800)
        qtbot.addWidget(self.page)
        self.page.show()
        qtbot.waitExposed(self.page)
        self.page.activateWindow()

    def compares(self, options: Options | None = None) -> "GroupsDesk":
        """Shows what Anna and Ben grouped otherwise."""
        golds = self.workspace.project.golds()
        self.between.show_between(ANNA, BEN, golds[0] if golds else None, options)
        self.waits()
        self.page.focus_members()
        return self

    def waits(self) -> "GroupsDesk":
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
            self.waits()

    def goes_to(self, name: str) -> None:
        """To the row of a group with this name."""
        model = self.page.list.model
        self.page.list.go_to(next(one for one in model.cases() if name in one.names))

    @property
    def listed(self) -> list[tuple[str, ...]]:
        """Class, name, kind, what differs and how many are shared."""
        model = self.page.list.model
        return [
            tuple(str(model.data(model.index(row, column))) for column in range(5))
            for row in range(model.rowCount())
        ]

    def members(self, column: Column) -> list[str]:
        """What the members' table says in a column."""
        model = self.page.case.model
        return [str(model.data(model.index(n, column))) for n in range(model.rowCount())]

    @property
    def current(self) -> GroupCase:
        """The current case."""
        case = self.page.current
        assert case is not None
        return case

    def gold(self) -> list[Group]:
        """Gold's groups by name."""
        project = self.workspace.project
        (gold,), (story,) = project.golds(), project.stories()
        return sorted(project.groups(story.id, gold.id), key=lambda one: one.name)

    def decisions(self) -> Iterator[Decision]:
        """What was decided about groups, as it was read last."""
        return (one.decision for one in self.between.groups.all() if one.decision)

    def select(self, *rows: int) -> None:
        """Selects these rows of the list."""
        flags = QItemSelectionModel.SelectionFlag
        chooser = self.page.list.table.selectionModel()
        chooser.clearSelection()
        for row in rows:
            chooser.select(self.page.list.model.index(row, 0), flags.Select | flags.Rows)
