"""Handing out: for whom a pack is, which stories are in it, by when it is wanted, and where to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from annotator.edits.people import add_annotator
from annotator.identities import Identities
from annotator.model.identity import now
from annotator.model.people import Annotator, Role
from annotator.model.plan import Assignment, AssignmentKind
from annotator.model.reading import Status
from annotator.model.story import Story
from ui.ask import PROJECTS, Ask, plain_label
from ui.days import counted, long_day
from ui.dialogs.dialog import Dialog, copy_words, field_row, form, joined_row, text_view
from ui.dialogs.exported import show_folder
from ui.dialogs.window import Window

if TYPE_CHECKING:
    from annotator.project import Project

WEEK = 7
_NEVER = '<>:"/\\|?*'
"""Letters that some system has no room for in names of files."""
_SOMEBODY_NEW = "Somebody new…"


@dataclass(frozen=True, slots=True)
class Offer:
    """What one annotator may get: the stories of the plan that wait for them, and whether a pack
    of them is out."""

    planned: tuple[str, ...]
    """Ids of stories."""
    again: tuple[str, ...] = ()
    """Ids of stories that they read once more."""
    out: tuple[str, ...] = ()
    """Ids of stories that they were given and that have not come back."""
    done: tuple[str, ...] = ()
    """Ids of stories in which they are done with every article."""


@dataclass(frozen=True, slots=True)
class PackWanted:
    """What was asked for; `stories` are names. `annotator` may be new to the project."""

    annotator: Annotator
    stories: tuple[str, ...]
    due: str
    again: bool
    out: Path


class HandOutDialog(Dialog):
    """Asks for whom a pack is and what goes into it."""

    def __init__(
        self,
        people: Sequence[Annotator],
        stories: Sequence[Story],
        offers: Mapping[str, Offer],
        sizes: Mapping[str, int],
        folder: Path,
        ask: Ask,
        *,
        annotator_id: str = "",
        lead_id: str = "",
        planned: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            parent,
            "Hand out a pack",
            "A pack is a project file for one annotator: the articles, the scheme, the guidelines, "
            "and nobody else’s work.",
        )
        self._people = tuple(people)
        self._stories = tuple(stories)
        self._offers, self._sizes = offers, sizes
        self._planned = planned
        self._folder, self._ask = folder, ask
        self._named = False
        self._new = Annotator("", "")
        self._layout = form()
        self._add_fields()
        self.body.addLayout(self._layout, 1)
        self.told = plain_label("", part="faint")
        self.body.addWidget(self.told)
        self.button("Cancel", self.reject)
        self.go_on = self.button("Write the pack", self._accept, default=True)
        ids = [person.id for person in people]
        # Nobody hands out to themselves before there is anybody else.
        alone = ids == [lead_id]
        self.who.setCurrentIndex(ids.index(annotator_id) if annotator_id in ids else int(alone))
        self._connect()
        self._someone()
        self.letters(96, 34)

    # The fields

    def _add_fields(self) -> None:
        self.who = QComboBox()
        self.who.addItems([told_apart(one, self._people) for one in self._people])
        self.who.addItem(_SOMEBODY_NEW)
        self.name = QLineEdit()
        self.again = QCheckBox("To read once more, without the first reading")
        self.stories = QListWidget()
        self.stories.setMinimumHeight(150)
        self.due = QDateEdit(QDate.currentDate().addDays(WEEK))
        self.due.setDisplayFormat("d MMMM yyyy")
        self.due.setCalendarPopup(True)
        self.due.setMinimumWidth(24 * self.fontMetrics().averageCharWidth())
        self.has_due = QCheckBox("Wanted back &by")
        self.has_due.setChecked(True)
        self.out = QLineEdit()
        field_row(self._layout, "&For", self.who)
        field_row(self._layout, "&Name", self.name)
        field_row(self._layout, "&Stories", self.stories)
        self._layout.addRow("", self.again)
        self._add_due()
        self._add_out()

    def _add_due(self) -> None:
        self.due.setAccessibleName("Wanted back by")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.due)
        row.addStretch(1)
        self._layout.addRow(self.has_due, row)

    def _add_out(self) -> None:
        choose = QPushButton("Choose…")
        choose.setAutoDefault(False)
        choose.setAccessibleName("Choose the file")
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self.out, 1)
        row.addWidget(choose)
        joined_row(self._layout, "&Pack", row, self.out)

    def _connect(self) -> None:
        self.who.currentIndexChanged.connect(lambda _: self._someone())
        self.name.textChanged.connect(lambda _: self._named_anew())
        self.again.toggled.connect(lambda _: self._list_stories())
        self.stories.itemChanged.connect(lambda _: self._look())
        self.has_due.toggled.connect(self.due.setEnabled)
        self.out.textEdited.connect(lambda _: self._own_name())
        self.out.textChanged.connect(lambda _: self._look())

    # What was chosen

    @property
    def annotator(self) -> Annotator:
        """For whom the pack is; somebody new has an id only when it is asked for."""
        at = self.who.currentIndex()
        return self._people[at] if 0 <= at < len(self._people) else self._new

    @property
    def wanted(self) -> PackWanted:
        """What the fields say now."""
        rows = [self.stories.item(row) for row in range(self.stories.count())]
        names = {story.id: story.name for story in self._stories}
        chosen = [
            names[row.data(Qt.ItemDataRole.UserRole)]
            for row in rows
            if row.checkState() is Qt.CheckState.Checked
        ]
        due = self.due.date().toString(Qt.DateFormat.ISODate) if self.has_due.isChecked() else ""
        out = Path(self.out.text().strip()).expanduser()
        return PackWanted(self.annotator, tuple(chosen), due, self.again.isChecked(), out)

    def _offer(self) -> Offer:
        everything = tuple(story.id for story in self._stories)
        return self._offers.get(self.annotator.id) or Offer(() if self._planned else everything)

    def _someone(self) -> None:
        new = self.who.currentIndex() >= len(self._people)
        self._layout.setRowVisible(self.name, new)
        offer = self._offer()
        self.again.blockSignals(True)
        self.again.setChecked(bool(offer.again) and not offer.planned)
        self.again.blockSignals(False)
        self.again.setVisible(bool(offer.again))
        self._list_stories()
        self._suggest_name()

    def _named_anew(self) -> None:
        self._new = Annotator("", self.name.text().strip())
        self._suggest_name()
        self._look()

    def _list_stories(self) -> None:
        offer, again = self._offer(), self.again.isChecked()
        wanted = offer.again[:1] if again else offer.planned
        self.stories.blockSignals(True)
        self.stories.clear()
        for story in self._stories:
            if again and story.id not in offer.again:
                continue
            item = QListWidgetItem(self._words_of(story, offer, again=again))
            item.setData(Qt.ItemDataRole.UserRole, story.id)
            chosen = story.id in wanted
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
            self.stories.addItem(item)
        self.stories.blockSignals(False)
        self._look()

    def _words_of(self, story: Story, offer: Offer, *, again: bool) -> str:
        parts = [counted(self._sizes.get(story.id, 0), "article")]
        if not again:
            if story.id in offer.planned and self._planned:
                parts.append("in the plan")
            if story.id in offer.done:
                parts.append("done")
            if story.id in offer.out:
                parts.append("out already")
        return f"{story.name}   —   {', '.join(parts)}"

    # Where to

    def _suggest_name(self) -> None:
        if not self._named:
            self.out.setText(str(free_name(self._folder, self.annotator.name or "pack")))

    def _own_name(self) -> None:
        self._named = True

    def _choose(self) -> None:
        path = self._ask.save_file("Write the pack", (PROJECTS,), suggested=self.wanted.out)
        if path is not None:
            self._named = True
            self.out.setText(str(path))

    def _fault(self) -> str:
        wanted = self.wanted
        if not wanted.annotator.name:
            return "Say for whom it is."
        if not wanted.stories:
            return "Choose at least one story."
        if wanted.again and len(wanted.stories) > 1:
            return "A pack to read once more holds one story."
        if not wanted.out.is_absolute() or wanted.out.suffix != ".annotator":
            return "The pack is a file that ends in .annotator."
        if not wanted.out.parent.is_dir():
            return f"There is no folder {wanted.out.parent}."
        if wanted.out.exists():
            return f"{wanted.out.name} is there already, and may hold work. Choose another name."
        return ""

    def _look(self) -> None:
        self.say_problem(self._fault(), self.go_on)
        chosen = set(self.wanted.stories)
        articles = sum(self._sizes.get(s.id, 0) for s in self._stories if s.name in chosen)
        again = [s for s in self._stories if s.name in chosen and s.id in self._offer().out]
        said = f"In the pack: {counted(len(chosen), 'story', 'stories')}, "
        said += f"{counted(articles, 'article')}."
        if again and not self.again.isChecked():
            said += (
                " Some of it is out already. That is safe: what comes back is told apart by what "
                "was done."
            )
        self.told.setText(said)

    def _accept(self) -> None:
        if not self._fault():
            self.accept()


class HandedOutDialog(Dialog):
    """Says what is in a pack that was written."""

    def __init__(self, report: Mapping[str, Any], parent: QWidget | None = None) -> None:
        name = report["annotator"]
        super().__init__(parent, "Hand out a pack", f"The pack for {name} is written and checked.")
        self._words = packed_words(report)
        self.body.addWidget(text_view(self._words, "What is in the pack"), 1)
        self.body.addWidget(
            plain_label(f"Send the file to {name}. It opens with Annotator.", part="faint")
        )
        folder = Path(report["path"]).parent
        self.button("Show the folder", lambda: show_folder(folder), left=True)
        self.button("Copy as text", lambda: copy_words(self._words), left=True)
        self.button("Close", self.accept, default=True).setFocus()
        self.letters(80, 20)


def packed_words(report: Mapping[str, Any]) -> str:
    """What is in a pack, line by line."""
    stories = report["stories"]
    lines = [
        report["path"],
        "",
        f"{counted(len(stories), 'story', 'stories')}: {', '.join(stories)}",
        counted(report["articles"], "article"),
        f"{counted(report['spans'], 'span')} so far",
    ]
    if report["suggestions"]:
        lines.append(counted(report["suggestions"], "suggestion"))
    if report["questions"]:
        lines.append(f"{counted(report['questions'], 'question')}, with the answers")
    if report["due"]:
        lines.append(f"Wanted back by {long_day(report['due'])}")
    return "\n".join(lines)


def told_apart(person: Annotator, people: Sequence[Annotator]) -> str:
    """A person's name; with the end of the id where two have the same one."""
    twice = sum(one.name == person.name for one in people) > 1
    return f"{person.name} (…{person.id[-6:]})" if twice else person.name


def free_name(folder: Path, name: str) -> Path:
    """A file for a pack that is not there yet."""
    stem = "".join("-" if letter in _NEVER else letter for letter in name).strip(" .") or "pack"
    stem = f"{stem} {now()[:10]}"
    path, number = folder / f"{stem}.annotator", 1
    while path.exists():
        number += 1
        path = folder / f"{stem} {number}.annotator"
    return path


def offers(project: "Project", people: Sequence[Annotator]) -> dict[str, Offer]:
    """For each of these people what a pack may hold: by the plan, or where there is none, all."""
    stories = [story.id for story in project.stories()]
    articles = {story_id: [a.id for a in project.articles(story_id)] for story_id in stories}
    ended: dict[str, set[str]] = {}
    for reading in project.readings():
        if reading.status in (Status.DONE, Status.SKIPPED):
            ended.setdefault(reading.annotator_id, set()).add(reading.article_id)
    assignments = project.assignments()
    found = {}
    for person in people:
        done = ended.get(person.id, set())
        finished = tuple(s for s in stories if articles[s] and done.issuperset(articles[s]))
        mine = [one for one in assignments if one.annotator_id == person.id]
        out = {
            story_id
            for handout in project.handouts(person.id)
            if not handout.returned_at
            for story_id in handout.story_ids
        }
        found[person.id] = Offer(
            _planned(stories, mine, finished) if assignments else tuple(stories),
            tuple(one.story_id for one in mine if _waits_again(one, articles, ended)),
            tuple(out),
            finished,
        )
    return found


def _planned(
    stories: Sequence[str], mine: Sequence[Assignment], finished: Sequence[str]
) -> tuple[str, ...]:
    wanted = {one.story_id for one in mine if one.kind is not AssignmentKind.REPEAT}
    return tuple(s for s in stories if s in wanted and s not in finished)


def _waits_again(
    one: Assignment, articles: Mapping[str, Sequence[str]], ended: Mapping[str, set[str]]
) -> bool:
    done = ended.get(one.reader_id, set())
    return one.kind is AssignmentKind.REPEAT and not done.issuperset(articles[one.story_id])


class HandingOut:
    """One pack, from the question to what is in it."""

    def __init__(self, window: Window, annotator_id: str) -> None:
        self._window = window
        project = window.workspace.project
        people = [one for one in project.annotators() if _may_get(one)]
        lead = window.workspace.annotator_id
        people.sort(key=lambda one: one.id == lead)
        self._dialog = HandOutDialog(
            people,
            project.stories(),
            offers(project, people),
            {story.id: len(project.articles(story.id)) for story in project.stories()},
            project.path.parent,
            window.ask,
            annotator_id=annotator_id,
            lead_id=lead,
            planned=bool(project.assignments()),
            parent=window.ask.parent,
        )

    def begin(self) -> None:
        """Asks, and writes the pack when the answer is yes."""
        said, wanted = self._dialog.exec(), self._dialog.wanted
        self._dialog.deleteLater()
        if not said:
            return
        workspace, person = self._window.workspace, wanted.annotator
        if not person.id:
            person = Identities().new(person.name)
            if not workspace.edit(add_annotator(person)):
                return
        arguments = {
            "project": str(workspace.project.path),
            "by": workspace.annotator_id,
            "annotator": person.id,
            "stories": list(wanted.stories),
            "due": wanted.due,
            "again": wanted.again,
            "out": str(wanted.out),
        }
        job = self._window.jobs.run("pack", arguments, title=f"The pack for {person.name}")
        job.failed.connect(self._window.ask.tell)
        # A bound method would be held weakly, and nobody else holds this object.
        job.done.connect(lambda report: self._written(report))

    def _written(self, report: Any) -> None:  # noqa: ANN401 - plain data of the worker
        dialog = HandedOutDialog(report, self._window.ask.parent)
        dialog.exec()
        dialog.deleteLater()


def _may_get(person: Annotator) -> bool:
    """Whether somebody labels, and not one who keeps another's work: those end in brackets."""
    return person.role is Role.HUMAN and not person.name.endswith((" (again)", " (second version)"))


def hand_out(window: Window, annotator_id: str = "") -> None:
    """Asks for whom a pack is, and writes it."""
    HandingOut(window, annotator_id).begin()
