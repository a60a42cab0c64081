"""Suggests spans, story by story, and keeps them in the project."""

import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from annotator.errors import AnnotatorError
from annotator.model.scheme import Label, Scheme
from annotator.model.span import Span
from annotator.model.story import Article, Story
from annotator.model.suggestion import Suggestion
from annotator.progress import Progress, silent
from annotator.project import Project
from annotator.suggest.models import ModelError
from annotator.suggest.parse import Parse
from annotator.suggest.suggester import ArticleText, Material, Suggester
from annotator.suggest.suggesters import NEEDS_MODEL, OF_SOMEBODY, suggesters
from annotator.suggesting.keeping import Keeper
from annotator.suggesting.parsing import WITHOUT, Parsing, find_model
from annotator.suggesting.proposals import suggestions_of
from annotator.suggesting.report import EVERYTHING, SuggestOptions, SuggestReport

log = logging.getLogger(__name__)

FAULT = (
    "Something went wrong inside Annotator: no {source} are suggested in the story “{story}”. "
    "The log has the details."
)

Tell = Callable[[int, str], None]
"""Takes how many articles of a story are done, and what it is about."""


def suggest(
    project: Project,
    options: SuggestOptions = EVERYTHING,
    progress: Progress = silent,
    *,
    together: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> SuggestReport:
    """Looks through the texts and keeps what the suggesters propose, source by source.

    Progress counts articles; stopping it loses at most the article at hand or about a second of
    work. What has not changed since the last time is left alone. A project that is read-only is
    only read. `together` is entered around several writes. Raises `ModelError` where a model was
    named that is not installed; what else is wrong with one is told in the report.
    """
    report = SuggestReport(kept=not project.read_only)
    scheme = project.scheme()
    chosen = _chosen(options, scheme, report)
    keeper = Keeper(project, together)
    run = _Run(project, options, report, scheme, keeper, chosen)
    if any(one.uses_model for one in chosen):
        model = find_model(options.model, report) if options.use_model else None
        if model is None:
            run.lose_model()
        else:
            run.parsing = Parsing(project, model, keeper, report)
            report.model = run.parsing.name
    run.all(progress)
    keeper.finish()
    report.sources = [one.source for one in run.chosen]
    return report


def _chosen(
    options: SuggestOptions, scheme: Scheme, report: SuggestReport
) -> tuple[Suggester, ...]:
    """The suggesters asked for, without those that cannot propose anything."""
    names = {label.name for label in scheme.offered}
    found: list[Suggester] = []
    for source, one in suggesters().items():
        if options.sources and source not in options.sources:
            continue
        if one.label and one.label not in names:
            why = f"the scheme has no label “{one.label}”"
        elif source in OF_SOMEBODY and not options.annotator_id:
            why = "it was not said whose spans to look for elsewhere"
        else:
            found.append(one)
            continue
        report.missing.append(source)
        report.say(f"No {source} are suggested: {why}.")
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the suggestions in a story follow from, beside the suggesters themselves."""

    articles: Sequence[Article]
    spans: Sequence[Span]
    stop_list: frozenset[str]

    def fingerprint(self, one: Suggester, scheme: str) -> str:
        """The same where nothing changed that this suggester looks at, beside the model."""
        mine = self.spans if one.source in OF_SOMEBODY else ()
        ground = (
            [(article.id, article.sha256) for article in self.articles],
            f"{one.source} {one.version}",
            scheme,
            sorted(self.stop_list),
            [(s.article_id, s.label_id, s.fragments, s.attributes) for s in mine],
        )
        return hashlib.sha256(json.dumps(ground).encode()).hexdigest()


@dataclass(slots=True)
class _Run:
    """One time that everything asked for is looked through."""

    project: Project
    options: SuggestOptions
    report: SuggestReport
    scheme: Scheme
    keeper: Keeper
    chosen: tuple[Suggester, ...]
    parsing: Parsing | None = None

    def all(self, progress: Progress) -> None:
        """Goes through the stories; `progress` counts their articles."""
        wanted = self.options.story_ids
        stories = [one for one in self.project.stories() if not wanted or one.id in wanted]
        articles = {story.id: self.project.articles(story.id) for story in stories}
        total = sum(map(len, articles.values()))
        if self.parsing is not None:
            self.parsing.expect([one for story in stories for one in articles[story.id]])
        done = 0
        for story in stories:
            some = articles[story.id]

            def tell(here: int, what: str, done: int = done) -> None:
                progress(done + here, total, what)

            if some:
                self._story(story, some, tell)
            done += len(some)
        progress(total, total, "")

    def lose_model(self, why: str = "") -> None:
        """Goes on without a model: with those that can."""
        if why:
            self.report.say(f"{why} {WITHOUT}")
        self.parsing = None
        self.report.model = ""
        self.report.missing += [one.source for one in self.chosen if one.source in NEEDS_MODEL]
        self.chosen = tuple(one for one in self.chosen if one.source not in NEEDS_MODEL)

    def _story(self, story: Story, articles: Sequence[Article], tell: Tell) -> None:
        tell(0, articles[0].name)
        person = self.options.annotator_id
        ground = _Ground(
            articles,
            self.project.story_spans(story.id, person) if person else (),
            self.project.stop_list(),
        )
        if not self._due(story, ground):
            self.report.unchanged += len(self.chosen)
            if self.parsing is not None:
                self.parsing.skip(articles)
            return
        texts = {one.id: self.project.text(one.id) for one in articles}
        parses = self._parses(story, ground, texts, tell)
        material = Material(
            articles=[ArticleText(one.id, one.name, texts[one.id]) for one in articles],
            labels={label.id: label for label in self.scheme.offered},
            parses=parses,
            spans=ground.spans,
            stop_list=ground.stop_list,
        )
        found: list[Suggestion] = []
        due = self._due(story, ground)  # without a model it may be others than before
        for one, fingerprint in due:
            found += self._ask(one, story, material, fingerprint, tell)
        self.report.unchanged += len(self.chosen) - len(due)
        if self.options.afresh:
            order = {article.id: number for number, article in enumerate(articles)}
            found.sort(key=lambda s: (order[s.article_id], s.start, -s.end, s.source, s.label_id))
            self.report.suggestions += found

    def _parses(
        self, story: Story, ground: "_Ground", texts: Mapping[str, str], tell: Tell
    ) -> Mapping[str, Parse]:
        """The parses of a story where somebody reads them; none once the model has failed."""
        if self.parsing is None or not any(one.uses_model for one, _ in self._due(story, ground)):
            return {}
        try:
            return self.parsing.parses(ground.articles, texts, tell)
        except ModelError as error:
            self.lose_model(str(error))
            return {}

    def _due(self, story: Story, ground: "_Ground") -> list[tuple[Suggester, str]]:
        """The suggesters whose ground has changed, each with the fingerprint of the ground."""
        scheme = f"{self.scheme.name} {self.scheme.version}"
        prints = [(one, ground.fingerprint(one, scheme)) for one in self.chosen]
        if self.options.afresh:
            return prints
        return [(one, print_) for one, print_ in prints if not self._is_known(one, story, print_)]

    def _is_known(self, one: Suggester, story: Story, fingerprint: str) -> bool:
        """Whether the project has what this suggester would propose now.

        What a model told once is better than what can be told without it.
        """
        kept, _, model = self.project.remembered(self._key(one, story)).partition(" ")
        return kept == fingerprint and (self.parsing is None or model == self._model(one))

    def _ask(
        self,
        one: Suggester,
        story: Story,
        material: Material,
        fingerprint: str,
        tell: Tell,
    ) -> list[Suggestion]:
        """What a suggester proposes in a story, kept."""

        def listen(done: int, total: int, what: str) -> None:
            tell(len(material.articles) - 1, f"{one.source}: {what}")

        labels: dict[str, Label] = {label.name: label for label in material.labels.values()}
        try:
            found = list(
                suggestions_of(
                    one.suggest(material, listen),
                    one.source,
                    labels=labels,
                    lengths={each.article_id: len(each.text) for each in material.articles},
                    maker=self._maker(one),
                    annotator_id=self._person(one),
                )
            )
        except AnnotatorError:
            raise
        except Exception:
            # Our own fault, in one source and one story: the others are worth having.
            log.exception("%s failed in the story %s", one.source, story.id)
            self.report.missing.append(one.source)
            self.report.say(FAULT.format(source=one.source, story=story.name))
            return []
        self.report.counts.update((s.article_id, s.source) for s in found)
        if not self._is_known(one, story, fingerprint):
            ids = [article.article_id for article in material.articles]
            note = (self._key(one, story), f"{fingerprint} {self._model(one)}")
            self.keeper.suggestions(one.source, ids, found, self._person(one), note)
        return found

    def _maker(self, one: Suggester) -> str:
        parts = (f"{one.source} {one.version}", self._model(one))
        return ", ".join(part for part in parts if part)

    def _model(self, one: Suggester) -> str:
        """The model that this suggester has, "" for none."""
        return self.parsing.name if one.uses_model and self.parsing is not None else ""

    def _person(self, one: Suggester) -> str:
        return self.options.annotator_id if one.source in OF_SOMEBODY else ""

    def _key(self, one: Suggester, story: Story) -> str:
        return ".".join(part for part in (story.id, one.source, self._person(one)) if part)
