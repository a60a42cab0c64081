"""What is to be compared, and how: values that the pages of the window share."""

from dataclasses import dataclass

from annotator.model.people import Annotator

NOTE_UNFINISHED = "articles that somebody has begun and not finished are taken in"


@dataclass(frozen=True, slots=True)
class Options:
    """Which articles and labels (names; none: all), and how to count.

    `unfinished` takes in what was begun and not finished; `macro`: figures are the mean of the
    articles' figures, and not of everything counted together.
    """

    articles: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    unfinished: bool = False
    macro: bool = False

    def plain(self) -> dict[str, object]:
        """For the worker."""
        return {
            "articles": list(self.articles),
            "labels": list(self.labels),
            "unfinished": self.unfinished,
            "average": "macro" if self.macro else "micro",
        }

    def in_words(self) -> str:
        """As a sentence."""
        articles = f"{len(self.articles):,} chosen articles" if self.articles else "All articles"
        if len(self.articles) == 1:
            articles = "One chosen article"
        labels = ", ".join(self.labels) if self.labels else "all labels"
        counted = "each article weighs the same" if self.macro else "each span weighs the same"
        taken = f"; {NOTE_UNFINISHED}" if self.unfinished else ""
        return f"{articles}, {labels}; {counted}{taken}."


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to compare: two people, or several by twos."""

    people: tuple[Annotator, ...]
    options: Options = Options()

    @property
    def is_pair(self) -> bool:
        """Whether two are compared."""
        return len(self.people) == 2
