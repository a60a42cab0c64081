"""What differs between two passages: the names, numbers, places and days that only one tells."""

from annotator.across.material import ReadArticle
from annotator.across.told import Told, told
from annotator.model.span import Fragment


def differences(
    one: ReadArticle, place: Fragment, other: ReadArticle, counterpart: Fragment
) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """What the one passage tells and the other does not, and the reverse; in text order.

    A name counts as told where another name of the same stands.
    """
    here = list(told(one, *place))
    there = list(told(other, *counterpart))
    keys_here, keys_there = {each.key for each in here}, {each.key for each in there}
    return (
        tuple(sorted((x for x in here if x.key not in keys_there), key=_place)),
        tuple(sorted((x for x in there if x.key not in keys_here), key=_place)),
    )


def _place(each: Told) -> Fragment:
    return each.place
