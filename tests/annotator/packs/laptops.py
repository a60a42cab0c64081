"""A lead and annotators on laptops of their own, as the tests of packs use them."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from annotator.edits.edit import Edit
from annotator.edits.spans import add_span, new_span
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.span import Span
from annotator.model.story import Article, Story
from annotator.packs import pack
from annotator.packs.states import shape
from annotator.packs.versions import versions
from annotator.packs.waiting import wholes
from annotator.project import Project
from annotator.store.work import Work
from tests.annotator.samples import CLAIM, SCHEME, article_for

WORDS = "One two three four five six seven eight nine ten eleven twelve."


def lead_project(path: Path, *names: str, articles: int = 2) -> Project:
    """A new project of one story, “Heist”, with these annotators."""
    project = Project.create(path, SCHEME)
    story = Story(new_id(), "Heist", 1)

    def do(work: Work) -> None:
        work.stories.put([story])
        for number in range(articles):
            text = f"{WORDS} Article {number}.\n"
            article = article_for(story, text, f"{number}.txt", number + 1)
            work.articles.add(article, text)

    project.apply(Edit("import", do))
    for name in names:
        project.add_annotator(Annotator(new_id(), name))
    return project


def person(project: Project, name: str) -> Annotator:
    (found,) = [one for one in project.annotators() if one.name == name]
    return found


def article(project: Project, number: int = 0) -> Article:
    return project.articles()[number]


def packed(project: Project, name: str, out: Path) -> Path:
    """A pack for one of the annotators."""
    pack(project, out, annotator=person(project, name))
    return out


def copied(path: Path, name: str) -> Path:
    """The same file on another laptop."""
    return Path(shutil.copy(path, path.with_name(name)))


def marks(path: Path, *starts: int, number: int = 0, length: int = 3) -> list[Span]:
    """Marks words in a pack, as the one for whom it was made."""
    with Project.open(path) as project:
        facts = project.pack_of()
        assert facts is not None
        made = []
        for start in starts:
            ends = [(start, start + length)]
            span = new_span(article(project, number).id, facts.annotator_id, CLAIM, ends)
            project.apply(add_span(span, CLAIM), facts.annotator_id)
            made.append(span)
    return made


def starts(project: Project, annotator_id: str, number: int = 0) -> list[int]:
    """Where an annotator's spans begin."""
    return [one.start for one in project.spans(article(project, number).id, annotator_id)]


def holds(project: Project) -> Mapping[object, object]:
    """All work in a project, by article and annotator: what must be the same in any order."""
    found: dict[object, object] = {}
    told = versions(project.records)
    ids = [one.id for one in project.articles()]
    for one in project.annotators():
        for whole in wholes(project.records, one.id, ids).values():
            lineage = project.lineage(whole.article_id, one.id)
            key = (whole.article_id, one.id, one.id in told)
            spans = frozenset(span.id for span in whole.spans)
            relations = frozenset(link.id for link in whole.relations)
            groups = frozenset(group.id for group in whole.groups)
            decisions = frozenset(decision.id for decision in whole.decisions)
            if lineage.heads:
                found[key] = (shape(whole), spans, relations, groups, decisions, lineage.head)
    return found
