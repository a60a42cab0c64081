"""What all suggesters cost beside the bare pipeline: 100 articles of the samples' length.

Both in one process, in turn: the whole spaCy pipeline over the texts, nothing else; and the model's
names, then every suggester over every story of five articles. Median of the ratios of CPU time.
"""

import statistics
import sys
import time
from collections.abc import Callable, Sequence

from annotator.commands.given import default_scheme
from annotator.formats.scheme import read_scheme
from annotator.model.scheme import Label
from annotator.model.span import Fragment, Span
from annotator.paths import seed
from annotator.suggest import nlp
from annotator.suggest.models import DEFAULT_NAME
from annotator.suggest.names import default_stop_list
from annotator.suggest.suggester import ArticleText, Material
from annotator.suggest.suggesters import suggesters
from benchmarks import figure
from benchmarks.figure import Figure

LIMIT = 1.3


def stories(number: int) -> list[list[ArticleText]]:
    """The sample story so many times; every copy has another name for one of its companies."""
    samples = [p.read_text(encoding="utf-8") for p in sorted(seed("articles").glob("*.txt"))]
    return [
        [
            ArticleText(f"{n}-{m}", f"{n}-{m}", text.replace("Anthropic", f"Anthropic{n}"))
            for m, text in enumerate(samples)
        ]
        for n in range(number)
    ]


def work(
    told: Sequence[Sequence[ArticleText]], pipeline: nlp.Pipeline, labels: dict[str, Label]
) -> int:
    """Parse and suggest; how many proposals came."""
    found = 0
    for articles in told:
        parses = nlp.parse([article.text for article in articles], pipeline)
        by_id = dict(zip((a.article_id for a in articles), parses, strict=True))
        entity = next(label.id for label in labels.values() if label.name == "entity")
        first = articles[0]
        spans = [
            Span(f"{n}", first.article_id, "ada", entity, (Fragment(name.start, name.end),))
            for n, name in enumerate(by_id[first.article_id].names)
        ]
        material = Material(articles, labels, by_id, spans, default_stop_list())
        for suggester in suggesters().values():
            found += sum(1 for _ in suggester.suggest(material))
    return found


def seconds(task: Callable[[], object]) -> float:
    """CPU time of this process."""
    start = time.process_time()
    task()
    return time.process_time() - start


def measure(*, smoke: bool, model: str = DEFAULT_NAME) -> list[Figure]:
    """The figure, and what was found so that it is known to have worked."""
    import importlib

    told = stories(2 if smoke else 20)
    texts = [article.text for articles in told for article in articles]
    scheme = read_scheme(default_scheme().read_bytes(), "the shipped scheme")
    labels = {label.id: label for label in scheme.labels}
    whole = importlib.import_module(model).load()
    pipeline = nlp.load(model)
    assert work(told[:1], pipeline, labels) > 100
    list(whole.pipe(texts[:5]))
    ratios = []
    for number in range(1 if smoke else 5):
        tasks: list[Callable[[], object]] = [
            lambda: sum(len(text.ents) for text in whole.pipe(texts)),
            lambda: work(told, pipeline, labels),
        ]
        taken = {task: seconds(task) for task in (tasks if number % 2 else tasks[::-1])}
        ratios.append(taken[tasks[1]] / taken[tasks[0]])
    value = statistics.median(ratios)
    goal = f"names and all suggesters for {len(texts)} articles, times the bare pipeline"
    return [Figure("suggesters", goal, LIMIT, value, value <= LIMIT)]


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    return figure.main("suggesters", __doc__, measure, arguments)


if __name__ == "__main__":
    sys.exit(main())
