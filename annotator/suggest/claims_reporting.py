"""Who reports something, and where what is reported begins: `The court heard that …`."""

from annotator.suggest.claims_lexicon import AUXILIARIES, DETERMINERS, listed
from annotator.suggest.claims_words import Words

LEAST = 4
"""Words of a clause that says something by itself."""
_LONGEST_TAIL = 13
"""Words of what is said behind a clause about who says it."""

JOINING = listed("and but while though although whereas yet so because")
RELATIVE = listed("which who whose where whom")
PRONOUNS = listed("it he she they his her its their them we i you")
_MANY = listed("people they we i you who some many others to not and police")
BARE_SAY = listed("say says said believe believes believed think thinks thought")


def without_tail(words: Words) -> tuple[Words, str]:
    """Without `, she said` and `, according to the court` at the end; and the verb left out."""
    for number in range(len(words) - 1, 2, -1):
        if words.word(number) != ",":
            continue
        if words.word(number + 1) == "according":
            return words.part(0, number), "according to"
        if len(words) - number > _LONGEST_TAIL or words.word(number + 1) in JOINING | RELATIVE:
            break
        verb = _telling(words.part(number + 1, len(words)))
        if verb and words.finite(0, number) is not None:
            return words.part(0, number), verb
    return words, ""


def _telling(tail: Words) -> str:
    """The verb of `she said`, `said Mr Hall of the union`, `the owner told the court`."""
    if any(token.word in AUXILIARIES or token.word == "that" for token in tail.all):
        return ""
    for number in (*range(2), *range(max(len(tail) - 3, 2), len(tail))):
        if reports(tail, number) and tail.word(number) in tail.lexicon.finite:
            return tail.word(number)
    return ""


def frame(words: Words) -> tuple[int, int] | None:
    """The numbers of a reporting verb and of the first word of what is reported."""
    for verb in range(1, len(words) - LEAST):
        form = words.word(verb)
        if not reports(words, verb):
            continue
        that = words.find("that", first=verb + 1, end=verb + 7)
        comma = words.find(",", first=verb + 1, end=that)
        if that is not None and comma is None and words.finite(verb + 1, that) is None:
            return verb, that + 1
        following = words.all[verb + 1]
        is_subject = following.is_capital or following.word in DETERMINERS | PRONOUNS
        if form in BARE_SAY and is_subject and words.finite(verb + 2, verb + 14) is not None:
            return verb, verb + 1
    return None


def reports(words: Words, number: int) -> bool:
    """Whether a form of a reporting verb is one here: `critics claim`, not `the claim`."""
    form, before = words.word(number), words.word(number - 1)
    if form not in words.lexicon.reporting or before in DETERMINERS or form.endswith("ing"):
        return False
    if form in words.lexicon.finite or before in _MANY or before.endswith(("s", "ly", ",")):
        return True
    begins = words.word(number + 1) == "that" and not words.is_finite(number + 2)
    return begins and words.all[number - 1].is_capital
