"""How far gold is with an article: done when every place in it is decided between the two."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.edits.readings import touch
from annotator.model.decision import Decision, Matter
from annotator.model.reading import Status

if TYPE_CHECKING:
    from annotator.store.work import Work


def settle(work: "Work", about: Iterable[Matter | Decision]) -> None:
    """Says of each article concerned how far gold is with it.

    What is decided about groups begins it, and says no more: groups lie across articles.
    """
    concerned = list(about)
    places = [one for one in concerned if not one.is_about_groups]
    last = {(one.article_id, one.gold_id): (one.a_id, one.b_id) for one in places}
    for article_id, gold_id in dict.fromkeys((o.article_id, o.gold_id) for o in concerned):
        if (article_id, gold_id) not in last:
            touch(work, article_id, gold_id, Status.IN_PROGRESS)
    for (article_id, gold_id), (a_id, b_id) in last.items():
        reading = touch(work, article_id, gold_id, Status.IN_PROGRESS)
        done = _all_decided(work, article_id, gold_id, (a_id, b_id))
        status = Status.DONE if done else Status.IN_PROGRESS
        read_for = _read_for(work, article_id, a_id, b_id) if done else reading.read_for
        settled = replace(reading, status=status, read_for=read_for)
        if settled != reading:
            work.readings.put([settled])


def _all_decided(work: "Work", article_id: str, gold_id: str, pair: tuple[str, str]) -> bool:
    if any(work.readings.get(article_id, one).status is not Status.DONE for one in pair):
        return False
    # In a long article that saves finding all cases anew with each decision.
    if work.decisions.leave_open(article_id, gold_id, pair):
        return False
    article = work.articles.get(article_id)
    if article is None:
        return False
    return all(case.decided for case in work.cases.of(article, *pair, gold_id))


def _read_for(work: "Work", article_id: str, a_id: str, b_id: str) -> tuple[str, ...]:
    """The labels for which both read it."""
    a, b = (work.readings.get(article_id, one).read_for for one in (a_id, b_id))
    return tuple(label_id for label_id in a if label_id in b)
