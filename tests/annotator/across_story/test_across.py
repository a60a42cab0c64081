"""Stories of a project are looked across once, and kept until something changes."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from annotator.across_story import AcrossReport, across, facet_patterns, set_facet_patterns
from annotator.across_story.kept import pack, quotations_value, read_quotations, unpack
from annotator.edits.edit import Edit
from annotator.edits.schemes import save_scheme
from annotator.edits.spans import add_span, new_span
from annotator.errands import TASKS, Errand
from annotator.errors import BadInput
from annotator.model.across import Across
from annotator.model.across_plain import read_across
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.scheme import Attribute, AttributeKind, Label, Scheme
from annotator.model.span import AttributeValue, Fragment
from annotator.model.story import Article, Story
from annotator.project import Project
from annotator.store.work import Work
from annotator.suggest.parse import Name
from annotator.suggest.quotes import find_quotations
from annotator.suggesting.parsing import NO_MODEL
from tests.annotator.across.test_story import NEWS, OTHER
from tests.annotator.samples import article_for
from tests.annotator.trial_model import TrialModel, installed

CLAIM = Label(
    "label-claim", "claim", "1", attributes=(Attribute("facet", AttributeKind.TEXT, open=True),)
)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> TrialModel:
    return installed(monkeypatch, Name(0, 11, "PERSON"))


@pytest.fixture
def story(project: Project) -> Story:
    return add_story(project, "harbour", NEWS, OTHER)


def add_story(project: Project, name: str, *texts: str) -> Story:
    story = Story(new_id(), name, 1)
    project.apply(Edit("story", lambda work: work.stories.put([story])))
    for number, text in enumerate(texts):
        add_to(project, story, text, f"{name}-{number}.txt", number)
    return story


def add_to(project: Project, story: Story, text: str, name: str, position: int) -> Article:
    article = article_for(story, text, name, position)

    def do(work: Work) -> None:
        work.articles.add(article, text)

    project.apply(Edit("import", do))
    return article


def look(project: Project, report: AcrossReport | None = None) -> dict[str, Across]:
    return dict(across(project, report=report))


def test_what_is_found_is_kept_and_read_the_next_time(
    project: Project, story: Story, model: TrialModel
) -> None:
    first, again = AcrossReport(), AcrossReport()
    found = look(project, first)
    assert found[story.id].clues
    assert (first.computed, first.known) == (1, 0)
    assert look(project, again) == found
    assert (again.computed, again.known) == (0, 1)
    assert len(model.given) == 2


def test_an_article_that_comes_in_is_the_only_one_that_is_read(
    project: Project, story: Story, model: TrialModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(project)
    quoted: list[str] = []

    def count(text: str) -> object:
        quoted.append(text)
        return find_quotations(text)

    monkeypatch.setattr("annotator.across_story.computing.find_quotations", count)
    add_to(project, story, "“We won,” said Maria Lopez.", "c.txt", 3)
    report = AcrossReport()
    found = look(project, report)
    assert report.computed == 1
    assert quoted == model.given[2:] == ["“We won,” said Maria Lopez."]
    assert {m.article_id for c in found[story.id].counterparts for m in c.members}


def test_another_story_stays_known(project: Project, story: Story, model: TrialModel) -> None:
    look(project)
    add_story(project, "fire", NEWS)
    report = AcrossReport()
    look(project, report)
    assert (report.computed, report.known) == (1, 1)


def test_without_a_model_the_rules_work_and_it_says_so(
    project: Project, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.suggesting.parsing.installed_models", lambda: ())
    report = AcrossReport()
    found = look(project, report)
    assert found[story.id].facets
    assert found[story.id].counterparts
    assert "no names are known" in report.sentences[0]
    assert NO_MODEL


def test_a_model_that_fails_costs_the_names_only(
    project: Project, story: Story, model: TrialModel
) -> None:
    model.fails = "The model is damaged."
    report = AcrossReport()
    assert look(project, report)[story.id].facets
    assert report.sentences[0].startswith("The model is damaged.")
    model.fails = ""
    later = AcrossReport()
    look(project, later)
    assert later.computed == 1  # now with names


def test_what_a_model_told_once_stays_where_there_is_none(
    project: Project, story: Story, model: TrialModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = look(project)
    monkeypatch.setattr("annotator.suggesting.parsing.installed_models", lambda: ())
    report = AcrossReport()
    assert look(project, report) == found
    assert report.known == 1


def test_what_is_kept_and_damaged_is_made_anew(
    project: Project, story: Story, model: TrialModel
) -> None:
    found = look(project)
    kept = project.remembered(f"across.{story.id}")
    for damaged in (kept[: len(kept) // 2], kept.partition("\n")[0] + "\n" + pack({"clues": 1})):
        project.remember(f"across.{story.id}", damaged)
        assert look(project) == found


def test_a_project_that_is_read_only_is_only_read(
    project: Project, story: Story, model: TrialModel
) -> None:
    path = project.path
    project.close()
    with Project.open(path, read_only=True) as again:
        assert look(again)[story.id].clues
    with Project.open(path) as again:
        assert again.remembered(f"across.{story.id}") == ""
    with Project.open(path) as again:
        look(again)
        assert again.remembered(f"across.{story.id}") != ""


def test_it_is_no_step_of_anybody(project: Project, story: Story, model: TrialModel) -> None:
    before = project.records.steps.counter()
    look(project)
    assert project.records.steps.counter() == before


def test_facets_of_the_lead_count_and_undo_takes_them_back(
    project: Project, story: Story, model: TrialModel
) -> None:
    look(project)
    project.apply(set_facet_patterns("[weather]\nfraud on (<rest>)"))
    (found,) = look(project).values()
    assert [(row.facet, row.passages[0].value) for row in found.facets] == [("weather", "Monday")]
    with pytest.raises(BadInput, match="line 1"):
        set_facet_patterns("nonsense")
    project.undo("")
    assert facet_patterns(project).text != "[weather]\nfraud on (<rest>)"
    project.apply(set_facet_patterns(""))
    assert facet_patterns(project).facets


def test_claims_of_one_annotator_answer_to_facets_and_are_not_kept(
    project: Project, story: Story, ada: Annotator, model: TrialModel
) -> None:
    project.apply(save_scheme(Scheme("with facets", 1, (CLAIM,))))
    article = project.articles(story.id)[0]
    span = new_span(
        article_id=article.id, annotator_id=ada.id, label=CLAIM, fragments=(Fragment(0, 11),)
    )
    span = replace(span, attributes=(AttributeValue("facet", "who"),))
    project.apply(add_span(span, CLAIM), ada.id)
    ((_, mine),) = across(project, annotator_id=ada.id)
    ((_, nobodys),) = across(project)
    row = next(row for row in mine.facets if row.facet == "who")
    assert [(one.place, one.value) for one in row.passages] == [((0, 11), "Maria Lopez")]
    assert all(row.facet != "who" for row in nobodys.facets)


def test_quotations_go_through_plain_data() -> None:
    found = find_quotations(NEWS + OTHER + "“We won. They,” he said, “lost.”")
    assert found
    assert read_quotations(unpack(pack(quotations_value(found)))) == found


def test_the_worker_looks_across_and_keeps(
    project: Project, story: Story, model: TrialModel
) -> None:
    given = {"project": str(project.path), "stories": [story.id]}
    answer = TASKS["across"](Errand(given, lender=os.getpid()))
    assert isinstance(answer, dict)
    found = read_across(answer["across"][story.id])
    assert found.clues
    assert look(project)[story.id] == found


def test_what_was_marked_is_asked_for_without_what_compares_stories() -> None:
    code = (
        "import sys; import annotator.project.marked_facets;"
        "print([n for n in sys.modules if n.startswith(('numpy', 'scipy', 'annotator.across'))])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
