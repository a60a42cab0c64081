"""What a passage tells that can be told otherwise: names, numbers, days."""

from collections.abc import Iterator

from annotator.across.material import ReadArticle, within
from annotator.model.across import Told, What
from annotator.model.span import Fragment

PLACES = frozenset({"GPE", "LOC", "FAC"})


def told(article: ReadArticle, start: int = 0, end: int | None = None) -> list[Told]:
    """What stands from `start` to `end`, in text order."""
    stop = len(article.text) if end is None else end
    found = [
        Told(article.article_id, place, what, key)
        for what, key, place in _told(article, start, stop)
    ]
    return sorted(found, key=lambda one: (one.place, one.what))


def _told(article: ReadArticle, start: int, end: int) -> Iterator[tuple[What, str, Fragment]]:
    for number in within([name.place for name in article.names], start, end):
        name = article.names[number]
        what = What.PLACE if name.type in PLACES else What.NAME
        yield what, (name.group or name.name).casefold(), name.place
    for number in within([amount.place for amount in article.amounts], start, end):
        amount = article.amounts[number]
        yield What.NUMBER, amount.key, amount.place
    for number in within([time.place for time in article.times], start, end):
        time = article.times[number]
        yield What.TIME, time.key, time.place
