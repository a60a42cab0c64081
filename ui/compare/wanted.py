"""What is to be compared, and how: values that the pages of the window share."""

from dataclasses import dataclass

from annotator.model.people import Annotator

RESAMPLES = 2000
"""As the command has them where nothing else is said."""
NOTE_UNFINISHED = "articles that somebody has begun and not finished are taken in"


@dataclass(frozen=True, slots=True)
class Options:
    """Which articles and labels (names; none: all), and how to count.

    `unfinished` takes in what was begun and not finished; `macro`: figures are the mean of the
    articles' figures, and not of everything counted together. `seed` and `resamples`: how the
    articles are drawn for intervals, and how often; the seed also shifts spans for what chance
    gives.
    """

    articles: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    unfinished: bool = False
    macro: bool = False
    seed: int = 0
    resamples: int = RESAMPLES

    def plain(self) -> dict[str, object]:
        """For the worker."""
        return {
            "articles": list(self.articles),
            "labels": list(self.labels),
            "unfinished": self.unfinished,
            "average": "macro" if self.macro else "micro",
            "seed": self.seed,
            "resamples": self.resamples,
        }

    def in_words(self) -> str:
        """As a sentence."""
        articles = f"{len(self.articles):,} chosen articles" if self.articles else "All articles"
        if len(self.articles) == 1:
            articles = "One chosen article"
        labels = ", ".join(self.labels) if self.labels else "all labels"
        counted = "each article weighs the same" if self.macro else "each span weighs the same"
        taken = f"; {NOTE_UNFINISHED}" if self.unfinished else ""
        drawn = f" {self.drawn}" if (self.seed, self.resamples) != (0, RESAMPLES) else ""
        return f"{articles}, {labels}; {counted}{taken}.{drawn}"

    @property
    def drawn(self) -> str:
        """How chance was drawn, as a sentence."""
        return f"Seed {self.seed}; {self.resamples:,} resamples of the articles."


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to compare: two people, or several by twos."""

    people: tuple[Annotator, ...]
    options: Options = Options()

    @property
    def is_pair(self) -> bool:
        """Whether two are compared."""
        return len(self.people) == 2
