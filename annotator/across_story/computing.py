"""Looks across the stories of a project, and keeps what was found: nothing is computed twice."""

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace

from annotator.across import VERSION, FacetPatterns, ReadArticle, look_across, read_article
from annotator.across_story.kept import pack, quotations_value, read_quotations, unpack
from annotator.across_story.patterns import facet_patterns
from annotator.model.across import Across
from annotator.model.across_plain import across_value, read_across
from annotator.model.story import Article
from annotator.progress import Progress, silent
from annotator.project import Project
from annotator.project.marked_facets import facets_of
from annotator.suggest.entities import Entities, find_names
from annotator.suggest.models import ModelError
from annotator.suggest.parse import Parse
from annotator.suggest.quotation import Quotation
from annotator.suggest.quotes import Quotes, find_quotations
from annotator.suggest.suggester import ArticleText, Material
from annotator.suggesting.keeping import Keeper
from annotator.suggesting.parsing import Parsing, find_model
from annotator.suggesting.report import SuggestReport

log = logging.getLogger(__name__)

WITHOUT = "Without a model no names are known: people, places and organisations were not compared."
_DAMAGED = (KeyError, TypeError, IndexError, ValueError)


@dataclass(slots=True)
class AcrossReport:
    """What came of it: stories computed now, and known before; sentences for people."""

    computed: int = 0
    known: int = 0
    sentences: list[str] = field(default_factory=list)

    def say(self, sentence: str) -> None:
        """Adds something to know, once."""
        if sentence not in self.sentences:
            self.sentences.append(sentence)


def across(
    project: Project,
    story_ids: Iterable[str] = (),
    *,
    annotator_id: str = "",
    model: str = "",
    report: AcrossReport | None = None,
    progress: Progress = silent,
    together: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> Iterator[tuple[str, Across]]:
    """What the articles of these stories (none: all) say together, by the story's id.

    What is kept of unchanged articles is read; the rest is computed and, unless the project is
    read-only, kept past the journal. `annotator_id`: whose claims answer to facets as well; what
    one annotator marked is never kept with the rest. Progress counts articles. Raises `ModelError`
    where a model was named that is not installed.
    """
    wanted = set(story_ids)
    told = report if report is not None else AcrossReport()
    run = _Run(project, told, together, model)
    stories = [one for one in project.stories() if not wanted or one.id in wanted]
    articles = {story.id: project.articles(story.id) for story in stories}
    total, done = sum(map(len, articles.values())), 0
    for story in stories:
        some = articles[story.id]

        def tell(here: int, what: str, done: int = done) -> None:
            progress(done + here, total, what)

        found = run.story(story.id, some, tell)
        if annotator_id:
            found = replace(found, facets=facets_of(project, story.id, annotator_id, found.facets))
        yield story.id, found
        done += len(some)
    run.keeper.finish()
    progress(total, total, "")


@dataclass(slots=True)
class _Run:
    """One time that stories are looked at."""

    project: Project
    report: AcrossReport
    together: Callable[[], AbstractContextManager[None]]
    model: str
    keeper: Keeper = field(init=False)
    parsing: Parsing | None = field(init=False, default=None)
    patterns: FacetPatterns = field(init=False)
    stop_list: frozenset[str] = field(init=False)
    suggested: SuggestReport = field(init=False)

    def __post_init__(self) -> None:
        self.keeper = Keeper(self.project, self.together)
        self.patterns = facet_patterns(self.project)
        self.stop_list = self.project.stop_list()
        self.suggested = SuggestReport(kept=not self.project.read_only)
        model = find_model(self.model, self.suggested)
        if model is None:
            self._lose_model("No English model is installed.")
        else:
            self.parsing = Parsing(self.project, model, self.keeper, self.suggested)

    def story(
        self, story_id: str, articles: Sequence[Article], tell: Callable[[int, str], None]
    ) -> Across:
        """What is kept of a story where nothing has changed; else it is computed."""
        known = self._known(story_id, articles)
        if known is not None:
            self.report.known += 1
            return known
        tell(0, articles[0].name if articles else "")
        texts = {one.id: self.project.text(one.id) for one in articles}
        parses = self._parses(articles, texts, tell)
        read = self._read(articles, texts, parses)

        def listen(done: int, total: int, what: str) -> None:
            tell(max(len(articles) - 1, 0), what)

        found = look_across(read, self.patterns, progress=listen)
        self.report.computed += 1
        value = pack(across_value(found))
        note = f"{self._ground(articles)} {self._named(parses)}\n{value}"
        self.keeper.note(_key(story_id), note)
        return found

    def _known(self, story_id: str, articles: Sequence[Article]) -> Across | None:
        """What is kept, if it was made from the same ground.

        What a model told once is better than what can be told without it.
        """
        head, _, value = self.project.remembered(_key(story_id)).partition("\n")
        ground, _, model = head.partition(" ")
        if not value or ground != self._ground(articles):
            return None
        if self.parsing is not None and model != self.parsing.name:
            return None
        try:
            return read_across(unpack(value))
        except _DAMAGED:
            log.warning("What was kept of the story %s cannot be read; it is made anew", story_id)
            return None

    def _ground(self, articles: Sequence[Article]) -> str:
        """The same where nothing changed that the comparison looks at, beside the model."""
        ground = (
            [(one.id, one.sha256, one.name) for one in articles],
            [VERSION, Quotes.version, Entities.version],
            sorted(self.stop_list),
            self.patterns.text,
        )
        return hashlib.sha256(json.dumps(ground).encode()).hexdigest()

    def _parses(
        self,
        articles: Sequence[Article],
        texts: Mapping[str, str],
        tell: Callable[[int, str], None],
    ) -> Mapping[str, Parse]:
        if self.parsing is None or not articles:
            return {}
        try:
            return self.parsing.parses(articles, texts, tell)
        except ModelError as error:
            self._lose_model(str(error))
            return {}

    def _lose_model(self, why: str) -> None:
        self.parsing = None
        self.report.say(f"{why} {WITHOUT}")

    def _named(self, parses: Mapping[str, Parse]) -> str:
        return self.parsing.name if self.parsing is not None and parses else ""

    def _read(
        self, articles: Sequence[Article], texts: Mapping[str, str], parses: Mapping[str, Parse]
    ) -> list[ReadArticle]:
        given = [ArticleText(one.id, one.name, texts[one.id]) for one in articles]
        names = find_names(Material(given, {}, parses, stop_list=self.stop_list))
        by_article: dict[str, list[int]] = {}
        for number, name in enumerate(names):
            by_article.setdefault(name.article_id, []).append(number)
        return [
            read_article(
                text,
                [names[n] for n in by_article.get(text.article_id, ())],
                quotations=self._quotations(article, text.text),
            )
            for article, text in zip(articles, given, strict=True)
        ]

    def _quotations(self, article: Article, text: str) -> Sequence[Quotation]:
        """Those that are kept of this text; else they are found now, and kept."""
        key = f"quotations.{article.id}"
        ground = f"{article.sha256} {Quotes.version}"
        kept, _, value = self.project.remembered(key).partition("\n")
        if kept == ground:
            try:
                return read_quotations(unpack(value))
            except _DAMAGED:
                log.warning("The quotations kept of %s cannot be read", article.id)
        found = find_quotations(text)
        self.keeper.note(key, f"{ground}\n{pack(quotations_value(found))}")
        return found


def _key(story_id: str) -> str:
    return f"across.{story_id}"
