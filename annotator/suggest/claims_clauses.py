"""From a sentence to the smallest clauses that still say who did what.

No grammar, only words: conjunctions, commas, reporting verbs and forms that are verbs. Left out are
what leads in (`However,`), who reports it (`The court heard that`), and what hangs on (`, with …`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from annotator.model.span import Fragment
from annotator.suggest.claims_lexicon import AUXILIARIES, DETERMINERS, listed
from annotator.suggest.claims_reporting import (
    BARE_SAY,
    JOINING,
    LEAST,
    PRONOUNS,
    RELATIVE,
    frame,
    reports,
    without_tail,
)
from annotator.suggest.claims_words import Words

_DEPTH = 6
_LONG_APPOSITION = 5
_LEAST_NOUN = 2
_SHORT = 6
"""A clause that is shorter keeps the description that hangs on it."""
_REACH = 8
"""Words that a noun phrase reaches back from its `who`."""

_PREPOSITIONS = listed(
    "in on at for from with after before during since despite amid among by under over until "
    "through across against following beyond inside outside without unlike like as"
)
_SUBORDINATING = listed("while although though as when because since after before once whereas")
_CONDITIONS = listed("if unless should provided whether")
_BY_ITSELF = listed("but and so yet or nor now then")
_HANGING = listed("with given thereby potentially possibly leading as in perhaps especially amid")
_FORECAST = listed("could may might would will should can must")
_TIMES = listed(
    "second seconds minute minutes hour hours day days week weeks month months year years decade "
    "decades century centuries morning afternoon evening night today yesterday monday tuesday "
    "wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december spring summer autumn fall winter weekend quarter"
)


class Kind(StrEnum):
    """What a clause is made of."""

    WHOLE = "whole"
    PREDICATE = "predicate"
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause; `said` is the verb by which somebody is made to say it, "" where nobody is.

    `depends`: it stands behind a condition.
    """

    place: Fragment
    words: Words
    kind: Kind = Kind.WHOLE
    said: str = ""
    depends: bool = False


def clauses(words: Words) -> Iterator[Clause]:
    """The clauses of a sentence or of a part of one, in text order where they do not overlap."""
    for clause in _clauses(words, _DEPTH):
        if _only_reports(clause):
            continue
        if sum(not token.is_mark for token in clause.words.all) >= LEAST:
            yield clause


def _only_reports(clause: Clause) -> bool:
    """Whether there is nothing but who says it: `The owner, Lena Hall, said:`, `said the owner`."""
    words = clause.words
    if clause.kind is not Kind.WHOLE:
        return False
    begins = words.word(0) in words.lexicon.reporting and words.word(0) in words.lexicon.finite
    last = next((n for n in range(len(words) - 1, 0, -1) if not words.all[n].is_mark), 0)
    is_plural = words.word(last).endswith("s") and words.word(last) not in BARE_SAY
    return begins or (reports(words, last) and not is_plural)


def _clauses(words: Words, depth: int) -> Iterator[Clause]:
    if depth <= 0 or len(words) < LEAST:
        return
    words = _without_leading(words)
    if words.word(0) in words.lexicon.finite and words.word(0) in words.lexicon.reporting:
        yield from _description(words.part(1, len(words)))
    words, said = without_tail(words)
    opening = _opening(words)
    if opening:
        yield from _behind_opening(words, opening, said, depth)
    else:
        yield from _reported(words, said, depth)


def _without_leading(words: Words) -> Words:
    """Without what leads in: `But`, `However,`, `On the other hand,`."""
    comma = words.find(",", end=6)
    if comma and " ".join(token.word for token in words.all[:comma]) in words.lexicon.leading:
        return _without_leading(words.part(comma + 1, len(words)))
    if words.word(0) in _BY_ITSELF and len(words) > 1:
        return _without_leading(words.part(1 + (words.word(1) == ","), len(words)))
    return words


def _opening(words: Words) -> int:
    """The comma that ends a phrase or a clause before the main clause, 0 where there is none."""
    if words.word(0) not in _PREPOSITIONS | _SUBORDINATING | _CONDITIONS | {"according"}:
        return 0
    comma = words.find(",", ":", first=2)
    while comma is not None:
        is_whole = words.word(0) not in _SUBORDINATING or words.finite(1, comma) is not None
        is_whole = is_whole or words.word(0) in _PREPOSITIONS or comma > _REACH
        if (
            is_whole
            and not _lists_places(words, comma)
            and words.word(comma + 1) not in ("and", "or")
            and words.finite(comma + 1) is not None
        ):
            return comma
        comma = words.find(",", first=comma + 1)
    return 0


def _lists_places(words: Words, comma: int) -> bool:
    """Whether names go on behind this comma: `In Leeds, York and Hull, trains stood still`."""
    further = words.find(",", first=comma + 1)
    if further is None or not words.all[comma - 1].is_capital:
        return False
    between = words.all[comma + 1 : further]
    names = all(token.is_capital or token.word == "and" for token in between)
    return names and words.word(further + 1) not in DETERMINERS | RELATIVE


def _behind_opening(words: Words, comma: int, said: str, depth: int) -> Iterator[Clause]:
    first, opening = words.word(0), words.part(0, comma)
    rest = _without_leading(words.part(comma + 1, len(words)))
    if not len(rest):
        return
    if first == "according":
        said = "according to"
    is_time = any(token.word in _TIMES for token in opening.all)
    if first in _SUBORDINATING and opening.finite() is not None:
        yield from _clauses(opening.part(1, comma), depth - 1)
        is_time = False
    for number, clause in enumerate(_reported(rest, said, depth)):
        leads = (
            number == 0 and clause.kind is Kind.WHOLE and clause.words.place()[0] == rest.place()[0]
        )
        if is_time and leads and not clause.said:
            whole = Words([*words.all[: comma + 1], *clause.words.all], words.lexicon)
            yield _clause(whole)
        else:
            yield replace(clause, depends=clause.depends or first in _CONDITIONS)


def _clause(words: Words, kind: Kind = Kind.WHOLE, said: str = "") -> Clause:
    return Clause(words.place(), words, kind, said)


def _reported(words: Words, said: str, depth: int) -> Iterator[Clause]:
    """What stands behind `The court heard that`, if it can stand alone; else all of it."""
    found = frame(words)
    if found is None:
        yield from _parts(words, said, depth)
        return
    verb, content = found
    earlier = _joined_before(words, verb)
    if earlier:
        yield from _parts(words.part(0, earlier), "", depth)
        for clause in _clauses(words.part(earlier + 1, len(words)), depth - 1):
            yield replace(clause, said=clause.said or said)
        return
    behind = words.part(content, len(words))
    finite = behind.finite()
    is_own = finite is None or behind.word(0) in PRONOUNS or behind.word(finite) in _FORECAST
    before = words.part(0, verb)
    yield from _description(before)
    if is_own:
        yield from _parts(words, said, depth)
        return
    for clause in _clauses(behind, depth - 1):
        yield replace(clause, said=clause.said or words.word(verb))


def _joined_before(words: Words, verb: int) -> int:
    """The comma that ends a clause of its own before the one with the reporting verb, else 0."""
    comma = words.find(",", first=1, end=verb)
    while comma is not None:
        if words.word(comma + 1) in JOINING and words.finite(0, comma) is not None:
            return comma
        comma = words.find(",", first=comma + 1, end=verb)
    return 0


def _description(words: Words) -> Iterator[Clause]:
    """`The complaint, filed in Leeds,` as a clause by itself."""
    comma = words.find(",", first=1)
    if comma is None or words.finite(0, comma) is not None:
        return
    last = words.find(",", first=comma + 1)
    end = len(words) if last is None else last
    if end - comma > 3 and words.word(comma + 1) not in _PREPOSITIONS:
        yield _clause(words.part(0, end), Kind.DESCRIPTION)


def _parts(words: Words, said: str, depth: int) -> Iterator[Clause]:
    """The subject with its description, then the clauses one by one."""
    inner = _inner(words)
    if inner is None:
        yield from _joined(words, said, depth)
        return
    comma, second = inner
    aside = words.part(comma + 1, second)
    rest = words.part(second + 1, len(words))
    is_verbal = aside.word(0) in RELATIVE or aside.word(0).endswith(("ed", "ing"))
    is_adjunct = aside.word(0) in _PREPOSITIONS
    if is_adjunct or (len(aside) < _LONG_APPOSITION and not is_verbal):
        yield from _joined(words, said, depth)
        return
    told = _told_aside(aside)
    if told is not None:
        yield told
    else:
        yield _clause(words.part(0, second), Kind.DESCRIPTION, said)
    for clause in _joined(rest, said, depth):
        leads = clause.place.start == rest.place().start
        yield replace(clause, kind=Kind.PREDICATE) if leads else clause


def _told_aside(aside: Words) -> Clause | None:
    """`was sold twice` of `which the owner says was sold twice`."""
    if aside.word(0) not in RELATIVE:
        return None
    for number in range(2, min(6, len(aside) - LEAST)):
        if aside.word(number) in BARE_SAY and aside.is_finite(number + 1):
            return _clause(aside.part(number + 1, len(aside)), Kind.PREDICATE, aside.word(number))
    return None


def _inner(words: Words) -> tuple[int, int] | None:
    """The two commas around what stands between a subject and its verb."""
    comma = words.find(",", first=1)
    if comma is None or words.finite(0, comma) is not None:
        return None
    second = words.find(",", first=comma + 1)
    while second is not None:
        if _verb_follows(words, second + 1):
            return comma, second
        second = words.find(",", first=second + 1)
    return None


def _verb_follows(words: Words, number: int) -> bool:
    """Whether a verb stands here, or behind an adverb or two."""
    for step in range(3):
        if words.seems_finite(number + step):
            return True
        word = words.word(number + step)
        if not (word.endswith("ly") or word in ("also", "now", "then", "already", "still", "not")):
            return False
    return False


def _joined(words: Words, said: str, depth: int) -> Iterator[Clause]:
    """The clauses that conjunctions and commas join, each by itself."""
    for number in range(_verb(words) + 1, len(words) - 1):
        cut = _cut(words, number)
        if cut is None:
            continue
        left = words.part(0, number)
        yield _clause(left, Kind.WHOLE, said)
        rest = words.part(cut, len(words))
        yield from _further(words, number, rest, said, depth)
        return
    yield _clause(words, Kind.WHOLE, said)


def _verb(words: Words) -> int:
    """The number of the first word that seems to be the verb."""
    comma = words.find(",", first=1)
    end = len(words) if comma is None else comma
    seeming = next((n for n in range(1, end) if words.seems_finite(n)), None)
    return seeming or words.finite() or 1


def _cut(words: Words, number: int) -> int | None:
    """Where the next part begins if one clause ends before the word of this number."""
    word, after = words.word(number), words.word(number + 1)
    if word in (";", ":"):
        return number + 1
    if word in ("–", "—"):  # two of them are brackets
        return number + 1 if words.find("–", "—", first=number + 1) is None else None
    if word == "who" and _verb_follows(words, number + 1):
        return number
    if word == "and" and (after in AUXILIARIES or _says_again(words, number)):
        return number + 1
    if (
        word == "after"
        and words.all[number + 1].is_capital
        and words.finite(number + 1) is not None
    ):
        return number + 1
    if word in ("though", "whereas") and words.finite(number + 1) is not None:
        return number + 1
    if word != ",":
        return None
    if after in RELATIVE or after in _HANGING:
        return number + 1
    if after in JOINING and words.finite(number + 2) is not None:
        return number + 2
    is_short = number < _SHORT
    if after in ("a", "an", "the", "some", "one") and not is_short and not _in_list(words, number):
        return number + 1
    is_short = number < LEAST
    if (
        after.endswith("ing")
        and after != "including"
        and not is_short
        and not _in_list(words, number)
    ):
        return number + 1
    return None


def _says_again(words: Words, number: int) -> bool:
    return words.is_finite(number + 1) and words.word(number - 1) == ","


def _in_list(words: Words, comma: int) -> bool:
    """Whether a further comma with `and` or `or` shows that this one divides a list."""
    further = words.find(",", first=comma + 1)
    return further is not None and words.word(further + 1) in ("and", "or")


def _further(words: Words, number: int, rest: Words, said: str, depth: int) -> Iterator[Clause]:
    """What stands behind the end of a clause, as far as it is one itself."""
    word, first = words.word(number), rest.word(0)
    if not len(rest):
        return
    if word == "who" or first in RELATIVE or _is_apposition(rest):
        yield from _of_the_one_before(words, number, rest, said, depth)
    elif first in _HANGING:
        return
    elif first.endswith("ing") and word == ",":
        if len(rest) > _LONG_APPOSITION and first not in words.lexicon.reporting:
            end = next((n for n in range(1, len(rest)) if _cut(rest, n) is not None), len(rest))
            yield _clause(rest.part(0, end), Kind.PREDICATE, said)
    elif rest.is_finite(0) or _verb_follows(rest, 0):
        for clause in _joined(rest, said, depth - 1) if depth > 1 else ():
            yield replace(clause, kind=Kind.PREDICATE)
    else:
        for clause in _clauses(rest, depth - 1):
            yield replace(clause, said=clause.said or said)


def _is_apposition(rest: Words) -> bool:
    """Whether this describes the name before it, rather than beginning a clause of its own."""
    if rest.word(0) not in ("a", "an", "the", "some", "one"):
        return False
    verb, relative = rest.finite(), rest.find(*RELATIVE, "that", "by", "of")
    return verb is None or (relative is not None and relative < verb)


def _of_the_one_before(
    words: Words, number: int, rest: Words, said: str, depth: int
) -> Iterator[Clause]:
    """`Kessel, which …` and `a driver who …`, with the name or noun phrase before it."""
    first = number
    if words.word(number) == ",":
        while first > 0 and words.all[first - 1].is_capital:
            first -= 1
        if first == number:
            if rest.word(0) == "where":
                yield from _clauses(rest.part(1, len(rest)), depth - 1)
            return
        if words.word(first - 1) in ("the", "a", "an"):
            first -= 1
    else:
        back = range(number - 1, max(number - _REACH, -1), -1)
        first = next((n for n in back if words.word(n) in DETERMINERS), number)
        if number - first < _LEAST_NOUN:
            return
    end = next((n for n in range(1, len(rest)) if _cut(rest, n) is not None), len(rest))
    yield _clause(
        Words([*words.all[first : number + 1], *rest.all[:end]], words.lexicon),
        Kind.DESCRIPTION,
        said,
    )
