"""How everybody answered, in numbers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.edits.suggestions import accept, answer
from annotator.model.people import Annotator, Role
from annotator.model.story import Article
from annotator.model.suggestion import Offer, Policy, Source, Verdict
from annotator.project import Project
from annotator.suggesting.answered import answered
from tests.annotator.proposals import FULL_SCHEME, a_name, a_quote
from tests.annotator.samples import add_article


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator", FULL_SCHEME) as project:
        for person in (Annotator("ada", "Ada"), Annotator("bob", "Bob")):
            project.add_annotator(person)
        project.add_annotator(Annotator("machine", "Machine", Role.MODEL))
        yield project


@pytest.fixture
def article(project: Project) -> Article:
    article = add_article(project)
    project.keep_suggestions(Source.QUOTES, [article.id], [a_quote(article)])
    project.keep_suggestions(Source.ENTITIES, [article.id], [a_name(article)])
    return article


def test_each_person_is_counted_by_label_and_source(project: Project, article: Article) -> None:
    project.apply(accept([a_quote(article)], project.scheme(), "ada", seconds=4.0), "ada")
    found = answered(project)
    assert set(found.totals) == {"ada", "bob"}
    assert (found.totals["ada"].offered, found.totals["ada"].accepted) == (
        1,
        1,
    )  # the name is her span now
    assert found.totals["bob"].pending == 2
    (quotes,) = [
        one for one in found.parts if one.annotator_id == "ada" and one.source is Source.QUOTES
    ]
    assert quotes.tally.unedited_share == 1.0
    assert quotes.tally.seconds == 4.0


def test_one_person_alone(project: Project, article: Article) -> None:
    found = answered(project, "bob")
    assert set(found.totals) == {"bob"}
    assert {one.annotator_id for one in found.parts} == {"bob"}


def test_what_was_answered_counts_though_it_is_not_offered_any_more(
    project: Project, article: Article
) -> None:
    project.apply(answer([a_quote(article)], Verdict.REJECTED, "ada"), "ada")
    project.set_policy(Policy(Offer.NONE), "ada")
    total = answered(project, "ada").totals["ada"]
    assert (total.offered, total.rejected, total.pending) == (1, 1, 0)


def test_progress_counts_people(project: Project, article: Article) -> None:
    told: list[tuple[int, int, str]] = []
    answered(project, progress=lambda *one: told.append(one))
    assert told == [(0, 2, "Ada"), (1, 2, "Bob")]
