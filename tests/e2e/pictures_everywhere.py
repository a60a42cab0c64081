"""A project in which everything that has words is called a picture, and whether one is drawn."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QTextEdit, QWidget

from annotator.edits.edit import Edit
from annotator.edits.groups import make_group, new_group
from annotator.edits.guidelines import set_guidelines
from annotator.edits.offers import set_stop_list
from annotator.edits.plan import assign, new_assignment
from annotator.edits.questions import answer_question, ask, new_question
from annotator.edits.readings import set_article_note, set_impressions, set_status
from annotator.edits.relations import link
from annotator.edits.spans import add_span, new_span, set_note
from annotator.model.group import Member
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.reading import Status
from annotator.model.scheme import (
    ArticleQuestion,
    Attribute,
    Label,
    RelationKind,
    Scheme,
)
from annotator.model.span import AttributeValue, Fragment
from annotator.model.story import Article, Story, text_sha256
from annotator.model.suggestion import Source, Suggestion
from annotator.packs import merge
from annotator.project import Project
from annotator.store.work import Work
from ui.safe_browser import SafeBrowser

PICTURE = "<img src=red.png>"
INK = QColor(254, 1, 253)
"""The colour of the picture; no theme has it, and no letter's edge."""
PEOPLE = (Annotator("ada", f"{PICTURE} Ada"), Annotator("bob", f"{PICTURE} Bob"))
TEXT = f"Ada said: “We won.” {PICTURE} Bob denied it. The mayor resigned in 1999."
VALUE = AttributeValue(PICTURE, PICTURE)
LABEL = Label(
    "label-1",
    PICTURE,
    "1",
    definition=PICTURE,
    attributes=(Attribute(PICTURE, values=(PICTURE, "other"), default=PICTURE, core=True),),
)
OTHER = Label("label-2", f"{PICTURE} two", "2", definition=PICTURE)
KIND = RelationKind(f"{PICTURE} link", help=PICTURE)
SET = RelationKind(
    f"{PICTURE} group", is_set=True, member_value=True, stances=(PICTURE, "against"), help=PICTURE
)
SCHEME = Scheme(
    PICTURE,
    1,
    (LABEL, OTHER),
    (KIND, SET),
    (ArticleQuestion(PICTURE, (PICTURE, "no"), PICTURE),),
)


LOOKED_AT = 20
"""So many rows of a list are looked at."""


def put_picture(folder: Path) -> None:
    """Puts the picture where Qt would look for it."""
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(INK)
    assert image.save(str(folder / "red.png"))


def hostile(folder: Path) -> Path:
    """The project: two articles, two people who are done with both, and all that there can be."""
    path = folder / f"{PICTURE}.annotator"
    with Project.create(path, SCHEME) as project:
        story, articles = _texts(project)
        for person in PEOPLE:
            project.add_annotator(person)
            _labels(project, story, articles, person)
        project.apply(set_guidelines(PICTURE, PICTURE), PEOPLE[1].id)
        project.apply(set_stop_list([PICTURE]), PEOPLE[1].id)
        project.apply(assign([new_assignment(PEOPLE[0].id, story.id)]), PEOPLE[1].id)
        for number, article in enumerate(articles):
            _suggests(project, article, number)
    _change_in_two_places(path)
    return path


def _change_in_two_places(path: Path) -> None:
    """Ada went on here and in a copy, so that there are two versions of hers."""
    copy = Path(shutil.copy(path, path.with_name(f"{PICTURE} copy.annotator")))
    for number, place in enumerate((path, copy)):
        with Project.open(place) as project:
            span = new_span(project.articles()[0].id, PEOPLE[0].id, OTHER, [(50 + number, 60)])
            project.apply(add_span(span, OTHER), PEOPLE[0].id)
            project.apply(set_note(span, PICTURE), PEOPLE[0].id)
    with Project.open(path) as project:
        assert merge(project, [copy]).step


def _texts(project: Project) -> tuple[Story, list[Article]]:
    story = Story(new_id(), PICTURE, 1)
    articles = []
    for number in range(2):
        text = f"{TEXT} {number}"
        articles.append(
            Article(
                id=new_id(),
                story_id=story.id,
                name=f"{PICTURE} {number}.txt",
                sha256=text_sha256(text),
                length=len(text),
                position=number + 1,
                title=PICTURE,
                outlet=f"{PICTURE} {number}",
                byline=PICTURE,
                url=PICTURE,
            )
        )

    def do(work: Work) -> None:
        work.stories.put([story, Story(new_id(), f"{PICTURE} nobody has", 2)])
        for number, article in enumerate(articles):
            work.articles.add(article, f"{TEXT} {number}")

    project.apply(Edit(PICTURE, do))
    return story, articles


def _labels(project: Project, story: Story, articles: Iterable[Article], person: Annotator) -> None:
    members = []
    for article in articles:
        first = new_span(article.id, person.id, LABEL, [(20, 37)])
        second = new_span(article.id, person.id, OTHER, [(0, 3 + len(person.id))])
        if person is PEOPLE[1]:
            second = replace(second, fragments=(Fragment(38, 41),))
        edits = [
            add_span(first, LABEL),
            add_span(second, OTHER),
            set_note(first, PICTURE),
            link(KIND, first, second),
            set_article_note(article.id, person.id, PICTURE),
            set_impressions(article.id, person.id, [PICTURE]),
            set_status(article.id, person.id, Status.DONE, [PICTURE]),
        ]
        question = new_question(article.id, person.id, PICTURE, first.id)
        for edit in (*edits, ask(question)):
            project.apply(edit, person.id)
        if person is PEOPLE[0]:
            project.apply(answer_question(question.id, PICTURE, PEOPLE[1].id), PEOPLE[1].id)
        members.append(Member(article.id, first.id, PICTURE, PICTURE))
    project.apply(make_group(new_group(SET, PICTURE, story.id, person.id, members)), person.id)


def _suggests(project: Project, article: Article, number: int) -> None:
    for source in Source:
        suggestion = Suggestion(
            id=new_id(),
            article_id=article.id,
            source=source,
            label_id=OTHER.id,
            fragments=(Fragment(42, 48),),
            score=0.5,
            reason=f"{PICTURE} {number}",
            group=PICTURE,
            maker=PICTURE,
        )
        project.keep_suggestions(source, [article.id], [suggestion])


def faults() -> list[str]:
    """What now shows, or would show as a tip, words as a picture."""
    found = []
    for widget in QApplication.allWidgets():
        name = f"{type(widget.window()).__name__}/{type(widget).__name__}"
        plain = Qt.TextFormat.PlainText
        if isinstance(widget, QLabel) and "<img" in widget.text() and widget.textFormat() != plain:
            found.append(f"{name} shows {widget.text()[:80]}")
        if "<img" in widget.toolTip() and Qt.mightBeRichText(widget.toolTip()):
            found.append(f"{name} has the tip {widget.toolTip()[:80]}")
        rich = isinstance(widget, QTextEdit) and not isinstance(widget, SafeBrowser)
        if rich and "<img" in widget.toHtml():
            found.append(f"{name} is rich")
        if isinstance(widget, QAbstractItemView) and widget.isVisible() and widget.model():
            found += [f"{name} has the tip {tip[:80]}" for tip in _tips(widget.model())]
    return found


def _tips(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    """The tips of the first rows of a list that would be drawn as rich text."""
    above = parent or QModelIndex()
    for row in range(min(model.rowCount(above), LOOKED_AT)):
        # A list model hides how many columns it has.
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(above)
        for column in range(columns):
            tip = model.index(row, column, above).data(Qt.ItemDataRole.ToolTipRole)
            if tip and "<img" in str(tip) and Qt.mightBeRichText(str(tip)):
                yield str(tip)
        first = model.index(row, 0, above)
        if model.rowCount(first):
            yield from _tips(model, first)


def draws(widget: QWidget) -> bool:
    """Whether the picture is to be seen."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixel = INK.rgb().to_bytes(4, "little")
    seen = bytes(image.constBits())
    at = seen.find(pixel)
    while at >= 0 and at % 4:
        at = seen.find(pixel, at + 1)
    return at >= 0
