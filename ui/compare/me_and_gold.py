"""The page “Me and gold”: where gold says otherwise than who labels now, and why."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.changes import Changes
from annotator.model.people import Annotator
from annotator.model.span import Fragment, Span
from annotator.settings import Preferences
from ui.article.styles import LabelStyle
from ui.ask import plain_label
from ui.compare.figure_table import Cell, FigureTable, words
from ui.compare.header import LeftOut
from ui.compare.looking import Looking
from ui.compare.versions import Sides, Versions, VersionSide
from ui.empty import Empty
from ui.jobs import Jobs
from ui.theme import Theme
from ui.workspace import Workspace

HEADS = ("Article", "You", "Gold", "Why")
ARTICLE, YOU, GOLD, WHY = range(4)
NOTHING = "nothing"
MOST = 6
"""So many answers, or members of a group, are told one by one."""
Row = Mapping[str, Any]
"""One place, or groups, as `annotator.adjudicating.feedback` tells it."""


class MineAndGold(Versions):
    """The article twice: as somebody marked it, and as gold has it."""

    def _shown(self) -> tuple[VersionSide, ...]:
        return self.left, self.right


class MeAndGoldPage(QWidget):
    """Lists the places and groups, and shows the chosen one in both versions of the text.

    It is computed in the worker, when the page is opened and again when something changed.
    """

    def __init__(
        self, workspace: Workspace, jobs: Jobs, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._looking = Looking(jobs, self)
        self._article = ""
        self._gold_id = ""
        self.rows: tuple[Row, ...] = ()
        self.summary = plain_label("")
        self.left_out = LeftOut(self)
        self.table = FigureTable("Where gold says otherwise", HEADS, wide=(YOU, GOLD), most=8)
        self.detail = plain_label("")
        self.versions = MineAndGold()
        self.empty = Empty(" ", " ", sign="compare", theme=theme)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self._list())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._looking.progress)
        layout.addWidget(self.pages, 1)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_row())
        self._looking.done.connect(self._take)
        self._looking.failed.connect(self._say)
        self._looking.over.connect(self._over)
        workspace.changed.connect(self._changed)
        workspace.annotator_changed.connect(self._new_person)

    # Reading

    def look(self) -> None:
        """Reads it, where that was not done since the last change."""
        if not self._looking.is_due or not self._workspace.is_open:
            return
        person, gold = self._workspace.annotator, self._gold()
        if why := _why_not(person, gold):
            self._say(*why)
            return
        assert person is not None
        assert gold is not None
        arguments = {
            "project": str(self._workspace.project.path),
            "annotator": person.id,
            "gold": gold.id,
        }
        title = f"Comparing {person.name} and {gold.name}"
        self._looking.run("gold_and_me", arguments, title=title)

    def leave(self) -> None:
        """Lets go of the project."""
        self._looking.leave()

    def dress(
        self, theme: Theme, preferences: Preferences, styles: Mapping[str, LabelStyle]
    ) -> None:
        """Take colours, type and the styles of the labels, by their ids."""
        self.empty.set_theme(theme)
        self.versions.dress(theme, preferences, styles)

    def show_gold(self, gold_id: str) -> None:
        """Shows this gold from now on, once it is there."""
        if gold_id != self._gold_id:
            self._gold_id = gold_id
            self._new_person()

    def _gold(self) -> Annotator | None:
        golds = self._workspace.project.golds()
        return next((one for one in golds if one.id == self._gold_id), golds[0] if golds else None)

    def _over(self) -> None:
        if self.isVisible():
            self.look()

    def _new_person(self) -> None:
        self._looking.fresh = False
        self._looking.cancel()
        self._say("", "")
        if self.isVisible():
            self.look()

    def _changed(self, changes: Changes) -> None:
        told = (changes.everything, changes.spans, changes.readings, changes.annotators)
        if any((*told, changes.groups, changes.decisions)):
            self._looking.fresh = False
            if self.isVisible():
                self.look()

    # Showing

    def _take(self, told: Mapping[str, Any]) -> None:
        person, gold = self._workspace.annotator, self._gold()
        if person is None or gold is None:
            return
        self.rows = tuple(told["otherwise"])
        articles, same = len(told["articles"]), (told["same"], told["same_groups"])
        left_out = tuple((one["article"], one["why"]) for one in told["left_out"])
        self.left_out.show_articles(left_out)
        if not articles:
            first = f"{left_out[0][0]}: {left_out[0][1]}" if left_out else ""
            self._say("Nothing can be shown yet", first)
            return
        groups = sum(row["is_group"] for row in self.rows)
        self.summary.setText(_summary((len(self.rows) - groups, groups), same, articles))
        self.table.fill(HEADS, [_cells(row) for row in self.rows])
        self.versions.name(("", person.name, ""), ("", ""), ("", gold.name.capitalize(), ""))
        self._article = ""
        self.pages.setCurrentIndex(1)
        self.table.setVisible(bool(self.rows))
        self.versions.setVisible(bool(self.rows))
        self.detail.setVisible(bool(self.rows))
        if self.rows:
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(
                self.table.rows.index(0, 0), flags.ClearAndSelect | flags.Rows
            )
            self._show_row()

    def _say(self, heading: str, sentence: str) -> None:
        self.rows = ()
        self.empty.say(heading or " ", sentence or " ")
        self.pages.setCurrentIndex(0)

    def _show_row(self) -> None:
        index = self.table.currentIndex()
        if not index.isValid() or not self.rows:
            return
        row = self.rows[self.table.rows.order[index.row()]]
        self.detail.setText(_detail(row))
        person, gold = self._workspace.annotator, self._gold()
        if person is None or gold is None:
            return
        project, article_id = self._workspace.project, row["article_id"]
        mine = project.spans(article_id, person.id)
        golden = project.spans(article_id, gold.id)
        if article_id != self._article:
            self._article = article_id
            self.versions.show_article(project.text(article_id), Sides(mine, golden))
        self.versions.light(_lit(mine, row["mine"]), _lit(golden, row["gold"]))

    def _list(self) -> QWidget:
        page = QWidget()
        upper = QWidget()
        lines = QVBoxLayout(upper)
        lines.setContentsMargins(24, 16, 24, 8)
        lines.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.summary)
        line.addWidget(self.left_out.fold)
        line.addStretch(1)
        self.summary.setWordWrap(False)
        lines.addLayout(line)
        lines.addWidget(self.left_out.list)
        lines.addWidget(self.table, 1)
        lines.addWidget(self.detail)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(upper)
        split.addWidget(self.versions)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        return page


def _why_not(person: Annotator | None, gold: Annotator | None) -> tuple[str, str] | None:
    """Why there is nothing to look at; None where there is."""
    if gold is None:
        return (
            "There is no gold yet",
            "It comes from the page Disagreements, where the lead decides between two people.",
        )
    if person is None:
        return "Nobody labels now", "Say first who you are: Tools, Who labels."
    if person.id == gold.id:
        return "Gold is not compared with itself", "Say who you are: Tools, Who labels."
    return None


def _summary(otherwise: tuple[int, int], same: tuple[int, int], articles: int) -> str:
    """The numbers are of places and of groups."""
    where = f"in {articles:,} article{'' if articles == 1 else 's'}"
    if not any(otherwise):
        return f"Gold says what you said, all {sum(same):,} times, {where}."
    alike = _numbers(*same) if otherwise[1] + same[1] else f"{same[0]:,}"
    return f"Gold says otherwise in {_numbers(*otherwise)} and the same in {alike}, {where}."


def _numbers(places: int, groups: int) -> str:
    each = ((places, "place"), (groups, "group"))
    told = [f"{number:,} {name}{'' if number == 1 else 's'}" for number, name in each if number]
    return " and ".join(told) or "none"


def _cells(row: Row) -> tuple[Cell, ...]:
    why = "; ".join(part for part in (row.get("reason", ""), row.get("note", "")) if part)
    return (
        words(row["article"]),
        words(_said(row["mine"]), _said(row["mine"])),
        words(_said(row["gold"]), _said(row["gold"])),
        words(why or _differs(row)),
    )


def _said(some: Sequence[Mapping[str, Any]]) -> str:
    return "; ".join(f"{one['label']}: {one['words']}" for one in some) or NOTHING


def _differs(row: Row) -> str:
    """What is otherwise, where only attributes or links are, or what is said with groups."""
    told = [f"{one['name']}: {one['mine'] or '–'} → {one['gold'] or '–'}" for one in row["answers"]]
    if row["links"] and not told:
        told.append("other links")
    if len(told) > MOST:
        told[MOST:] = [f"and {len(told) - MOST:,} more"]
    return "; ".join(told)


def _detail(row: Row) -> str:
    told = [_differs(row), row.get("why", ""), row.get("note", "")]
    if row.get("gap"):
        told.append("The guidelines lack something here.")
    if row.get("by"):
        told.append(f"Decided by {row['by']}, {row['at'][:10]}.")
    said = [f"{one[:1].upper()}{one[1:].rstrip('.')}." for one in told if one]
    return " ".join(said) or "No reason was given."


def _lit(spans: Sequence[Span], wanted: Sequence[Mapping[str, Any]]) -> tuple[Fragment, ...]:
    ids = {span_id for one in wanted for span_id in one.get("spans", (one["id"],))}
    return tuple(part for span in spans if span.id in ids for part in span.fragments)
