"""Suggestions are computed story by story and kept; what has not changed is left alone."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace

import pytest

from annotator.edits.schemes import save_scheme
from annotator.edits.spans import add_span, new_span
from annotator.errors import Cancelled
from annotator.model.people import Annotator
from annotator.model.span import AttributeValue, Fragment
from annotator.model.story import Article
from annotator.model.suggestion import Source
from annotator.progress import Progress, silent
from annotator.project import Project
from annotator.suggest.models import ModelError
from annotator.suggest.parse import Name, Parse
from annotator.suggest.suggester import Material, Proposal, Suggester
from annotator.suggesting import SuggestOptions, suggest
from annotator.suggesting.keeping import Keeper
from annotator.suggesting.parsing import NO_MODEL
from tests.annotator.samples import CLAIM, ENTITY, QUOTE, SCHEME, TEXT, add_article
from tests.annotator.trial_model import TrialModel, installed


@dataclass
class Trial:
    """A suggester that proposes the first word, and every name of the model."""

    source: Source
    label: str
    uses_model: bool = False
    version: str = "1"
    asked: list[Material] = field(default_factory=list)

    def suggest(self, material: Material, progress: Progress = silent) -> Iterator[Proposal]:
        self.asked.append(material)
        for number, article in enumerate(material.articles):
            progress(number, len(material.articles), article.name)
            yield self.proposal(article.article_id, Fragment(0, 3))
            if self.uses_model and article.article_id in material.parses:
                for name in material.parses[article.article_id].names:
                    yield self.proposal(article.article_id, Fragment(name.start, name.end))

    def proposal(self, article_id: str, place: Fragment) -> Proposal:
        attributes = (AttributeValue("type", "ORG"), AttributeValue("unheard of", "x"))
        return Proposal(article_id, self.label, (place,), 0.5, "because", attributes)


Known = dict[Source, Suggester]


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Known:
    quotes = Trial(Source.QUOTES, "quote")
    entities = Trial(Source.ENTITIES, "entity", uses_model=True)
    repeats = Trial(Source.REPEATS, "")
    found: Known = {one.source: one for one in (quotes, entities, repeats)}
    monkeypatch.setattr("annotator.suggesting.computing.suggesters", lambda: found)
    return found


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> TrialModel:
    return installed(monkeypatch, Name(4, 7, "ORG"))


def trial(known: Mapping[Source, Suggester], source: Source) -> Trial:
    found = known[source]
    assert isinstance(found, Trial)
    return found


def test_proposals_become_suggestions_in_text_order(
    project: Project, article: Article, known: Known, model: TrialModel, ada: Annotator
):
    report = suggest(project, SuggestOptions(afresh=True))
    found = project.suggestions(article.id, ada.id)
    assert [(s.start, s.end) for s in found] == [(0, 3), (0, 3), (4, 7)]
    assert {s.id for s in report.suggestions} == {s.id for s in found}
    assert [(s.start, s.end) for s in report.suggestions] == [(0, 3), (0, 3), (4, 7)]
    by_source = {s.source: s for s in found}
    assert by_source[Source.QUOTES].maker == "quotes 1"
    assert by_source[Source.ENTITIES].maker == "entities 1, en_trial 1.0"
    assert by_source[Source.ENTITIES].attributes == (AttributeValue("type", "ORG"),)
    assert by_source[Source.QUOTES].attributes == ()
    last = project.next_undo(None)
    assert last is not None
    assert last.name == "add annotator “Ada”", "suggestions are no step"


def test_nothing_is_parsed_or_computed_twice_but_what_has_changed_is(
    project: Project, article: Article, known: Known, model: TrialModel
):
    suggest(project)
    report = suggest(project)
    assert (model.given, report.unchanged, report.parsed) == ([TEXT], 2, 0)
    assert len(trial(known, Source.QUOTES).asked) == 1
    trial(known, Source.QUOTES).version = "2"
    report = suggest(project)
    assert [len(trial(known, s).asked) for s in (Source.QUOTES, Source.ENTITIES)] == [2, 1]
    project.set_stop_list(["Ada"])
    report = suggest(project)
    assert (report.known, report.parsed, model.given) == (1, 0, [TEXT])
    assert trial(known, Source.ENTITIES).asked[-1].stop_list == {"Ada"}
    afresh = suggest(project, SuggestOptions(afresh=True))
    assert (afresh.unchanged, len(afresh.suggestions), model.given) == (0, 3, [TEXT])


def test_a_text_that_joins_a_story_is_the_only_one_to_be_parsed(
    project: Project, article: Article, known: Known, model: TrialModel
):
    suggest(project)
    add_article(project, "Other words.", "b.txt")
    report = suggest(project)
    assert model.given == [TEXT, "Other words."]
    assert (report.parsed, report.unchanged) == (1, 2)


def test_repeats_are_made_for_one_annotator_and_anew_with_every_span(
    project: Project, article: Article, known: Known, model: TrialModel, ada: Annotator
):
    trial(known, Source.REPEATS).label = "claim"
    assert "No repeats are suggested" in suggest(project).sentences[-1]
    options = SuggestOptions((Source.REPEATS,), annotator_id=ada.id)
    suggest(project, options)
    bob = Annotator("bob", "Bob")
    project.add_annotator(bob)
    mine = {s.source for s in project.suggestions(article.id, ada.id)}
    theirs = {s.source for s in project.suggestions(article.id, bob.id)}
    assert mine - theirs == {Source.REPEATS}
    assert suggest(project, options).unchanged == 1
    project.apply(add_span(new_span(article.id, ada.id, CLAIM, [(8, 12)]), CLAIM), ada.id)
    assert suggest(project, options).unchanged == 0
    assert trial(known, Source.REPEATS).asked[-1].spans[0].label_id == CLAIM.id


def test_a_label_that_the_scheme_lacks_passes_its_source_over(
    project: Project, article: Article, known: Known, model: TrialModel, ada: Annotator
):
    labels = (CLAIM, replace(QUOTE, retired=True), ENTITY)
    project.apply(save_scheme(replace(SCHEME, labels=labels)))
    report = suggest(project)
    assert "No quotes are suggested: the scheme has no label “quote”." in report.sentences
    assert report.missing[0] is Source.QUOTES
    assert {s.source for s in project.suggestions(article.id, ada.id)} == {Source.ENTITIES}


def test_without_a_model_the_rules_still_work(
    project: Project,
    article: Article,
    known: Known,
    ada: Annotator,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("annotator.suggesting.parsing.installed_models", tuple)
    report = suggest(project)
    assert NO_MODEL in report.sentences
    assert (report.sources, report.model) == ([Source.QUOTES], "")
    assert Source.ENTITIES in report.missing
    assert {s.source for s in project.suggestions(article.id, ada.id)} == {Source.QUOTES}


def test_a_model_that_fails_costs_only_what_needs_it(
    project: Project, article: Article, known: Known, model: TrialModel, ada: Annotator
):
    suggest(project)
    add_article(project, "Other words.", "b.txt")
    model.fails = "The model “en_trial” could not be loaded."
    report = suggest(project)
    assert report.sentences[-1].startswith("The model “en_trial” could not be loaded. No entities")
    assert report.sources == [Source.QUOTES]
    kept = {s.source for s in project.suggestions(article.id, ada.id)}
    assert kept == {Source.QUOTES, Source.ENTITIES}, "what was found before stays"


def test_a_model_nobody_trusts_is_not_loaded(
    project: Project,
    article: Article,
    known: Known,
    model: TrialModel,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("annotator.suggesting.parsing.why_ask", lambda *_: "It is a program.")
    report = suggest(project)
    assert report.sentences[-1].startswith("It is a program. No entities")
    assert model.given == []


def test_a_model_that_is_not_there_is_refused_with_those_that_are(
    project: Project, article: Article, known: Known
):
    with pytest.raises(ModelError, match="not installed"):
        suggest(project, SuggestOptions(model="en_nowhere"))


def test_stopped_in_the_middle_what_was_parsed_stays_and_nothing_is_half_done(
    project: Project,
    article: Article,
    known: Known,
    model: TrialModel,
    ada: Annotator,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("annotator.suggesting.keeping.PATIENCE_SECONDS", 0)
    for number in range(4):
        add_article(project, f"Text number {number}.", f"{number}.txt")

    def stop(done: int, total: int, what: str) -> None:
        assert total == 5
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        suggest(project, progress=stop)
    assert len(model.given) == 3
    done = [len(project.suggestions(one.id, ada.id)) for one in project.articles()]
    assert sorted(done) == [0, 0, 3, 3, 3]
    suggest(project)
    assert len(model.given) == 5


def test_progress_counts_all_articles(
    project: Project, article: Article, known: Known, model: TrialModel
):
    add_article(project, "Other words.", "b.txt")
    told: list[tuple[int, int]] = []
    suggest(project, progress=lambda done, total, what: told.append((done, total)))
    assert {total for _, total in told} == {2}
    assert told == sorted(told)
    assert told[-1] == (2, 2)


def test_a_project_that_is_read_only_is_looked_through_and_not_changed(
    project: Project, article: Article, known: Known, model: TrialModel
):
    project.close()
    before = project.path.read_bytes()
    with Project.open(project.path, read_only=True) as shown:
        report = suggest(shown, SuggestOptions(afresh=True))
    assert len(report.suggestions) == 3
    assert not report.kept
    assert project.path.read_bytes() == before


@pytest.mark.parametrize("place", [(-1, 3), (5, 5), (0, 10_000), (7, 3)])
def test_a_place_that_is_none_is_left_out(
    project: Project,
    article: Article,
    known: Known,
    model: TrialModel,
    place: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
):
    quotes = trial(known, Source.QUOTES)
    wrong = replace(
        quotes.proposal(article.id, Fragment(0, 3)),
        speaker=Fragment(*place),
        fragments=(Fragment(2, 4),),
    )
    proposals = [replace(wrong, fragments=(Fragment(*place),)), wrong, wrong]
    monkeypatch.setattr(quotes, "suggest", lambda *_: iter(proposals), raising=False)
    report = suggest(project, SuggestOptions((Source.QUOTES,), afresh=True))
    assert [s.fragments for s in report.suggestions] == [(Fragment(2, 4),)]
    assert report.suggestions[0].speaker is None


def test_the_right_to_write_is_asked_for_once_for_a_story(
    project: Project, article: Article, known: Known, model: TrialModel
):
    asked: list[str] = []

    @contextmanager
    def together() -> Iterator[None]:
        asked.append("right")
        yield

    suggest(project, together=together)
    assert asked == ["right"]
    suggest(project, together=together)
    assert asked == ["right"]


def test_a_keeper_writes_when_its_patience_ends(project: Project, article: Article):
    time = 0.0
    keeper = Keeper(project, nullcontext, lambda: time)
    parse = Parse(article.sha256, "en_trial", "1.0", ())
    keeper.parse(article.id, parse)
    assert project.parses([article.id], "en_trial", "1.0") == {}
    time = 5.0
    keeper.parse(article.id, parse)
    assert project.parses([article.id], "en_trial", "1.0") == {article.id: parse}


def test_a_suggester_that_breaks_down_does_not_take_the_others_with_it(
    project: Project,
    article: Article,
    known: Known,
    model: TrialModel,
    ada: Annotator,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    suggest(project)
    quotes = trial(known, Source.QUOTES)
    quotes.version = "2"

    def broken(*_: object) -> Iterator[Proposal]:
        yield quotes.proposal(article.id, Fragment(4, 5))
        raise ZeroDivisionError

    monkeypatch.setattr(quotes, "suggest", broken, raising=False)
    report = suggest(project)
    assert "no quotes are suggested in the story “story of a.txt”" in report.sentences[-1]
    assert Source.QUOTES in report.missing
    assert "ZeroDivisionError" in caplog.text
    kept = [(s.source, s.start) for s in project.suggestions(article.id, ada.id)]
    assert (Source.QUOTES, 0) in kept, "what was suggested before stays"
    assert (Source.QUOTES, 4) not in kept


def test_by_rules_alone_no_model_is_asked(
    project: Project, article: Article, known: Known, model: TrialModel
):
    report = suggest(project, SuggestOptions(use_model=False))
    assert (model.given, report.sources) == ([], [Source.QUOTES])
    assert all("model" not in sentence for sentence in report.sentences)


def test_what_a_model_told_once_stays_when_the_model_is_gone(
    project: Project,
    article: Article,
    known: Known,
    model: TrialModel,
    ada: Annotator,
    monkeypatch: pytest.MonkeyPatch,
):
    claims = Trial(Source.CLAIMS, "claim", uses_model=True)
    known[Source.CLAIMS] = claims
    suggest(project)
    before = project.suggestions(article.id, ada.id)
    monkeypatch.setattr("annotator.suggesting.parsing.installed_models", tuple)
    report = suggest(project)
    assert (report.unchanged, len(claims.asked)) == (2, 1)
    assert project.suggestions(article.id, ada.id) == before
    claims.version = "2"
    suggest(project)
    assert {s.maker for s in project.suggestions(article.id, ada.id)} == {
        "quotes 1",
        "entities 1, en_trial 1.0",
        "claims 2",
    }
