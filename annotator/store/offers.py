"""What each annotator is offered, and the words that are no names: settings of the project."""

from collections.abc import Iterable, Iterator

import orjson

from annotator.errors import ProjectError
from annotator.model.suggestion import Offer, Policy, Suggestion
from annotator.store.facts import SUGGESTION_SETTINGS, Facts
from annotator.store.schemes import Schemes
from annotator.store.suggestions import Suggestions
from annotator.suggest.names import default_stop_list

POLICY = f"{SUGGESTION_SETTINGS}policy"
STOP_LIST = f"{SUGGESTION_SETTINGS}stop_list"


class Offers:
    """Reads and writes what is offered to whom."""

    def __init__(self, facts: Facts, schemes: Schemes, suggestions: Suggestions) -> None:
        self._facts = facts
        self._schemes = schemes
        self._suggestions = suggestions

    def policy(self, annotator_id: str) -> Policy:
        """What holds for this annotator: their own policy, else the project's, else `OWN`.

        Whoever all others are to be like is offered their own.
        """
        found = self.decided(annotator_id) or self.decided("") or Policy()
        return Policy() if found.offer is Offer.SAME and found.same_as == annotator_id else found

    def decided(self, annotator_id: str) -> Policy | None:
        """What was decided for this annotator ("": for the whole project); None: nothing."""
        offer, _, same_as = self._facts.get(policy_key(annotator_id)).partition(":")
        try:
            return Policy(Offer(offer), same_as) if offer else None
        except ValueError as error:
            raise _damaged("who is offered which suggestions", error) from error

    def decide(self, annotator_id: str, policy: Policy | None) -> None:
        """Keeps what was decided for this annotator, or the project; None takes it back."""
        value = ""
        if policy is not None:
            value = f"{policy.offer}:{policy.same_as}" if policy.same_as else policy.offer.value
        self._facts.put(policy_key(annotator_id), value)

    def stop_list(self) -> frozenset[str]:
        """The words that are no names; until somebody decides, those that ship."""
        kept = self._facts.get(STOP_LIST)
        if not kept:
            return default_stop_list()
        try:
            return frozenset(map(str, orjson.loads(kept)))
        except (ValueError, TypeError) as error:
            raise _damaged("the words that are no names", error) from error

    def put_stop_list(self, words: Iterable[str]) -> None:
        """Keeps the words that are no names."""
        self._facts.put(STOP_LIST, orjson.dumps(sorted(words)).decode())

    def of(self, article_id: str, annotator_id: str) -> tuple[Suggestion, ...]:
        """The suggestions in an article that this annotator is offered, in text order.

        What the annotator has as a span already is not offered, unless it was answered.
        """
        makers = self.makers(annotator_id)
        if not makers:
            return ()
        return self._suggestions.offered(article_id, annotator_id, makers, self._labels())

    def slices(
        self, article_id: str, annotator_id: str, size: int
    ) -> Iterator[tuple[Suggestion, ...]]:
        """The same, `size` at a time."""
        makers = self.makers(annotator_id)
        if makers:
            labels = self._labels()
            yield from self._suggestions.slices(article_id, annotator_id, makers, labels, size)

    def count_by_article(self, annotator_id: str) -> dict[str, int]:
        """How many these are, answered ones included, by article id."""
        makers = self.makers(annotator_id)
        if not makers:
            return {}
        return self._suggestions.count_by_article(annotator_id, makers, self._labels())

    def makers(self, annotator_id: str) -> tuple[str, ...]:
        """Whose suggestions this annotator is offered ("": those made from the texts alone).

        `SAME` is followed once: it gives what is made for the other, or nothing where the other
        is offered nothing.
        """
        policy = self.policy(annotator_id)
        if policy.offer is Offer.SAME:
            theirs = self.policy(policy.same_as)
            return () if theirs.offer is Offer.NONE else ("", policy.same_as)
        return () if policy.offer is Offer.NONE else ("", annotator_id)

    def _labels(self) -> list[str]:
        return [label.id for label in self._schemes.current().offered]


def policy_key(annotator_id: str) -> str:
    """The fact that says what was decided for this annotator, or ("") for the project."""
    return f"{POLICY}.{annotator_id}" if annotator_id else POLICY


def _damaged(what: str, error: Exception) -> ProjectError:
    return ProjectError(
        f"The project is damaged: {what} cannot be read ({error}). Check the project, and restore "
        "a backup."
    )
