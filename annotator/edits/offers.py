"""What the lead decides about suggestions: who is offered which, and which words are no names."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from annotator.edits.edit import Edit
from annotator.errors import EditRefused
from annotator.model.suggestion import Offer, Policy

if TYPE_CHECKING:
    from annotator.store.work import Work


def set_policy(policy: Policy | None, annotator_id: str = "") -> Edit:
    """Decides what an annotator ("": everybody without a policy of their own) is offered.

    None takes an annotator's own policy back. Refused where `same_as` is nobody, the annotator
    themselves, or somebody who in turn is offered what a third person is.
    """
    kept = policy
    if policy is not None and policy.offer is not Offer.SAME:
        kept = Policy(policy.offer)

    def do(work: "Work") -> None:
        if annotator_id and work.people.get(annotator_id) is None:
            raise EditRefused("The annotator is not in the project any more.")
        if kept is not None and kept.offer is Offer.SAME:
            _check_same(work, kept.same_as, annotator_id)
        if kept != work.offers.decided(annotator_id):
            work.offers.decide(annotator_id, kept)

    return Edit("who is offered which suggestions", do)


def _check_same(work: "Work", same_as: str, annotator_id: str) -> None:
    other = work.people.get(same_as)
    if other is None:
        raise EditRefused("Choose whose suggestions they are to be offered.")
    if same_as == annotator_id:
        raise EditRefused(f"“{other.name}” cannot be offered the same as “{other.name}”.")
    theirs = work.offers.decided(same_as)
    if theirs is not None and theirs.offer is Offer.SAME:
        raise EditRefused(
            f"“{other.name}” is offered what somebody else is. Choose that person instead."
        )
    for person in work.people.all() if annotator_id else ():
        if work.offers.decided(person.id) == Policy(Offer.SAME, annotator_id):
            raise EditRefused(
                f"“{person.name}” is offered the same as this annotator. Change that first."
            )


def set_stop_list(words: Iterable[str]) -> Edit:
    """Decides which words are no names; it counts when suggestions are made the next time.

    Blanks around a word do not count.
    """
    kept = frozenset(word.strip() for word in words) - {""}

    def do(work: "Work") -> None:
        if kept != work.offers.stop_list():
            work.offers.put_stop_list(kept)

    return Edit("words that are no names", do)
