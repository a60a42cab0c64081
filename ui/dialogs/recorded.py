"""All that a project records about one annotator, as tables, to look at and to copy."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from annotator.errors import BadInput
from annotator.model.plan import AssignmentKind
from annotator.reviewing import guidelines_followed
from ui.ask import Ask, FileKind, plain_label
from ui.dialogs.dialog import Dialog, copy_words, table

if TYPE_CHECKING:
    from ui.workspace import Workspace

NEVER = (
    "Never recorded: single keys, mouse movements, pictures of the screen, other programs, "
    "or anything while the window is idle. Nothing leaves this machine by itself."
)
TEXTS = FileKind("Text", ("txt",))
_MOST = 10_000
"""So many steps, or answers, are shown."""
_WORDS = 200
_WHY = {
    AssignmentKind.FIRST: "to be read",
    AssignmentKind.OVERLAP: "read by somebody else too, to compare",
    AssignmentKind.REPEAT: "to be read once more, to compare with the first time",
}


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of thing that is recorded: a name, a sentence, columns and rows of words."""

    name: str
    sentence: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def text(self) -> str:
        """As text, columns parted by tabs."""
        lines = [self.name, self.sentence, "\t".join(self.columns)]
        return "\n".join([*lines, *("\t".join(row) for row in self.rows)])


class RecordedDialog(Dialog):
    """Shows what the open project records about who labels now."""

    def __init__(
        self, workspace: "Workspace", parent: QWidget | None = None, *, ask: Ask | None = None
    ) -> None:
        name = workspace.annotator.name if workspace.annotator else ""
        super().__init__(
            parent,
            "What is recorded",
            f"This is all that the project “{workspace.project.path.stem}” records about {name}.",
        )
        self.tables = recorded(workspace)
        tabs = QTabWidget()
        tabs.setAccessibleName("What is recorded")
        for one in self.tables:
            tabs.addTab(_page(one), f"{one.name} ({len(one.rows)})")
        self.body.addWidget(tabs, 1)
        self.body.addWidget(plain_label(NEVER, part="faint"))
        self._ask = ask or Ask(self)
        self.button("Copy as text", lambda: copy_words(self.text()), left=True)
        self.button("To a file…", self._write, left=True)
        self.button("Close", self.reject, default=True)
        self.letters(140, 36)

    def _write(self) -> None:
        path = self._ask.save_file("What is recorded", (TEXTS,))
        if path is None:
            return
        try:
            path.write_text(self.text(), encoding="utf-8", newline="")
        except OSError as error:
            sentence = f"{path} cannot be written: {error.strerror}. Choose another place."
            self._ask.tell_error(BadInput(sentence))

    def text(self) -> str:
        """Everything as text."""
        parts = [self.sentence.text(), *(one.text() for one in self.tables), NEVER]
        return "\n\n".join(parts) + "\n"


def _page(one: Table) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 8, 0, 0)
    layout.addWidget(plain_label(one.sentence, part="faint"))
    layout.addWidget(table(one.columns, one.rows, one.name), 1)
    return page


def recorded(workspace: "Workspace") -> tuple[Table, ...]:
    """What the open project records about who labels now, kind by kind."""
    return (
        _readings(workspace),
        _attention(workspace),
        _days(workspace),
        _answers(workspace),
        _questions(workspace),
        _plan(workspace),
        _packs(workspace),
        _steps(workspace),
    )


def _readings(workspace: "Workspace") -> Table:
    project = workspace.project
    names = {article.id: article.name for article in project.articles()}
    followed = guidelines_followed(project, workspace.annotator_id)
    rows = tuple(
        (
            names.get(reading.article_id, reading.article_id),
            reading.status.value.replace("_", " "),
            ", ".join(workspace.scheme.names(reading.read_for)),
            _one_line(reading.note),
            ", ".join(reading.impressions),
            "; ".join(reading.open_points),
            f"{reading.scheme_name} {reading.scheme_version}".strip(),
            str(followed[reading.article_id] or ""),
            reading.created_at or "",
            reading.updated_at or "",
        )
        for reading in project.readings(workspace.annotator_id)
    )
    columns = (
        "Article", "Status", "Read for", "Note", "Impression", "Left open", "Scheme",
        "Guidelines", "Begun (UTC)", "Last worked on (UTC)",
    )  # fmt: skip
    return Table("Readings", "How far you are with each article.", columns, rows)


def _attention(workspace: "Workspace") -> Table:
    project = workspace.project
    articles = {article.id: article for article in project.articles()}
    rows = []
    for one in project.all_attention(workspace.annotator_id):
        article = articles.get(one.article_id)
        seen = sum(end - start for start, end in one.seen)
        share = f"{100 * seen // article.length} %" if article and article.length else ""
        rows.append(
            (
                article.name if article else one.article_id,
                _minutes(one.seconds),
                str(one.place),
                one.left_at,
                share,
                ", ".join(f"{start}–{end}" for start, end in one.seen),
            )
        )
    sentence = (
        "Active minutes and seconds (idle time left out), the place you left at and the parts "
        "that were in view, in characters."
    )
    columns = ("Article", "Active time", "Place", "Left (UTC)", "Seen", "Parts seen")
    return Table("Attention", sentence, columns, tuple(rows))


def _days(workspace: "Workspace") -> Table:
    """Active time by day, with the copies of the project it was measured in as numbers."""
    project = workspace.project
    names = {article.id: article.name for article in project.articles()}
    rows = []
    copies: dict[str, str] = {project.meter: "this one", "": "of a record"}
    for one in project.all_attention(workspace.annotator_id):
        name = names.get(one.article_id, one.article_id)
        if one.undated:
            rows.append((name, "before days were kept", "", _minutes(one.undated), ""))
        for time in one.times:
            copy = copies.setdefault(time.meter, f"another, {len(copies) - 1}")
            label = ", ".join(workspace.scheme.names([time.label_id])) or time.label_id
            rows.append((name, time.day, label, _minutes(time.seconds), copy))
    sentence = (
        "Active minutes and seconds by day (UTC), in each copy of the project. A line with a label "
        "is the part of the day's time after which you marked a span of it by hand."
    )
    columns = ("Article", "Day (UTC)", "Before spans of", "Active time", "Copy of the project")
    return Table("Days", sentence, columns, tuple(rows))


def _minutes(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def _answers(workspace: "Workspace") -> Table:
    project = workspace.project
    answers = sorted(
        project.answers(workspace.annotator_id).values(),
        key=lambda answer: answer.answered_at,
        reverse=True,
    )[:_MOST]
    articles = {article.id: article.name for article in project.articles()}
    found = project.suggestions_by_id([answer.suggestion_id for answer in answers])
    suggestions = {one.id: one for one in found}
    texts = {i: project.text(i) for i in {one.article_id for one in found}}
    rows = []
    for answer in answers:
        one = suggestions.get(answer.suggestion_id)
        words = one.quoted(texts[one.article_id]) if one else ""
        rows.append(
            (
                articles.get(answer.article_id, answer.article_id),
                _one_line(words[:_WORDS]),
                ", ".join(workspace.scheme.names([one.label_id])) if one else "",
                one.source.value if one else "",
                answer.verdict.value,
                "together with others" if answer.bulk else f"{answer.seconds:.1f}",
                answer.answered_at,
            )
        )
    sentence = (
        "What you answered to suggestions, newest first, and how many seconds each stood before "
        "you. The lead sees numbers of these."
    )
    if len(rows) == _MOST:
        sentence += f" The newest {_MOST} are shown."
    columns = ("Article", "Suggested", "Label", "From", "Answer", "Seconds", "When (UTC)")
    return Table("Answers", sentence, columns, tuple(rows))


def _questions(workspace: "Workspace") -> Table:
    project = workspace.project
    articles = {article.id: article.name for article in project.articles()}
    names = {person.id: person.name for person in project.annotators()}
    rows = tuple(
        (
            articles.get(one.article_id, one.article_id),
            "a span" if one.span_id else "the article",
            _one_line(one.text),
            one.asked_at,
            _one_line(one.answer),
            names.get(one.answered_by, ""),
            one.answered_at,
        )
        for one in project.questions(annotator_id=workspace.annotator_id)
    )
    sentence = "What you asked the lead, and the answers. They travel in packs."
    columns = ("Article", "About", "Question", "Asked (UTC)", "Answer", "By", "Answered (UTC)")
    return Table("Questions", sentence, columns, rows)


def _plan(workspace: "Workspace") -> Table:
    project = workspace.project
    stories = {story.id: story.name for story in project.stories()}
    rows = tuple(
        (
            stories.get(one.story_id, one.story_id),
            str(one.week or ""),
            _WHY[one.kind],
        )
        for one in project.assignments(workspace.annotator_id)
    )
    sentence = "Which stories the plan gives you, in which week, and why."
    return Table("Plan", sentence, ("Story", "Week", "Why"), rows)


def _packs(workspace: "Workspace") -> Table:
    """The packs that were made for this annotator; in a pack, that one alone."""
    project = workspace.project
    stories = {story.id: story.name for story in project.stories()}
    rows = [
        (
            ", ".join(stories.get(story_id, story_id) for story_id in one.story_ids),
            one.made_at,
            one.due,
            one.returned_at,
        )
        for one in project.handouts(workspace.annotator_id)
    ]
    pack = project.pack_of()
    if pack is not None and pack.annotator_id == workspace.annotator_id:
        rows.append((", ".join(stories.values()), pack.made_at, pack.due, ""))
    sentence = "What was handed out to you, by when it is wanted, and when work last came back."
    columns = ("Stories", "Made (UTC)", "Wanted back by", "Came back (UTC)")
    return Table("Packs", sentence, columns, tuple(rows))


def _steps(workspace: "Workspace") -> Table:
    steps = workspace.project.history(workspace.annotator_id, _MOST)
    rows = tuple(
        (str(step.number), step.at, step.name, "undone" if step.undone else "") for step in steps
    )
    sentence = "What you did, newest first, so that it can be undone."
    if len(rows) == _MOST:
        sentence += f" The newest {_MOST} are shown."
    return Table("Steps", sentence, ("Step", "When (UTC)", "What", ""), rows)


def _one_line(words: str) -> str:
    return " ".join(words.split())
