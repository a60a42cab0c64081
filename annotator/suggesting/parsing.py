"""What a model finds in the articles: read where the project knows it, else looked for now."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.model.story import Article
from annotator.project import Project
from annotator.settings import Settings
from annotator.suggest import nlp
from annotator.suggest.models import (
    DEFAULT_NAME,
    DEFAULT_VERSION,
    Model,
    ModelError,
    installed,
    installed_models,
    preferred,
    why_ask,
)
from annotator.suggest.parse import Parse
from annotator.suggesting.keeping import Keeper
from annotator.suggesting.pace import Pace
from annotator.suggesting.report import SuggestReport

if TYPE_CHECKING:
    from annotator.suggest.nlp import Pipeline

WITHOUT = "No entities are suggested, and claims are less exact."
"""What it means that there is no model."""
NO_MODEL = (
    f"No English model is installed. {WITHOUT} Install one, for example: "
    f"pip install {DEFAULT_NAME.replace('_', '-')}=={DEFAULT_VERSION}"
)


def find_model(name: str, report: SuggestReport) -> Model | None:
    """The model called `name`, or the preferred one; None, and a sentence, where there is none.

    Raises `ModelError` where the one that was named is not installed.
    """
    model = installed(name) if name else preferred(installed_models())
    if model is None:
        report.say(NO_MODEL)
    return model


@dataclass(slots=True)
class Parsing:
    """Gets the parses of articles; the model is loaded when it is needed first."""

    project: Project
    model: Model
    keeper: Keeper
    report: SuggestReport
    pace: Pace = field(default_factory=lambda: Pace(0))
    _pipeline: "Pipeline | None" = None

    @property
    def name(self) -> str:
        """The model with its version."""
        return f"{self.model.name} {self.model.version}"

    def expect(self, articles: Sequence[Article]) -> None:
        """Says which articles may come, so that the time left can be told."""
        self.pace = Pace(sum(article.length for article in articles))

    def skip(self, articles: Sequence[Article]) -> None:
        """These articles need no parsing."""
        self.pace.skip(sum(article.length for article in articles))

    def parses(
        self,
        articles: Sequence[Article],
        texts: Mapping[str, str],
        tell: Callable[[int, str], None],
    ) -> Mapping[str, Parse]:
        """The parses by article id; every new one is kept as soon as it is there.

        Raises `ModelError` where the model may not be loaded, cannot be, or fails at work.
        """
        found = dict(
            self.project.parses([one.id for one in articles], self.model.name, self.model.version)
        )
        self.report.known += len(found)
        new = [article for article in articles if article.id not in found]
        self.skip([article for article in articles if article.id in found])
        if new:
            tell(len(found), f"loading {self.name}")
            for article, parse in self._new(new, texts, tell, len(found)):
                self.keeper.parse(article.id, parse)
                found[article.id] = parse
                self.report.parsed += 1
        return found

    def _new(
        self,
        articles: Sequence[Article],
        texts: Mapping[str, str],
        tell: Callable[[int, str], None],
        before: int,
    ) -> Iterator[tuple[Article, Parse]]:
        finished = 0

        def listen(done: int, total: int, what: str) -> None:
            name = articles[min(finished, len(articles) - 1)].name
            left = self.pace.left(done)
            tell(before + min(finished, len(articles) - 1), f"{name}, {left}" if left else name)

        parses = nlp.parse([texts[article.id] for article in articles], self._loaded(), listen)
        for article, parse in zip(articles, parses, strict=True):
            finished += 1
            yield article, parse
        self.pace.did(sum(article.length for article in articles))

    def _loaded(self) -> "Pipeline":
        if self._pipeline is None:
            if why := why_ask(self.model, Settings()):
                raise ModelError(why)
            self._pipeline = nlp.load(self.model.name)
        return self._pipeline
