"""What makes a clause a claim worth checking: in points, and in words.

The points are round numbers set by hand: what a fact-checker could look up raises a clause, what
nobody could look up lowers it. Nothing is trained.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from annotator.model.span import AttributeValue
from annotator.suggest.claims_clauses import Clause, Kind
from annotator.suggest.claims_lexicon import AUXILIARIES, DETERMINERS
from annotator.suggest.claims_reporting import reports
from annotator.suggest.claims_words import Words

START = -2.2
FIRST_NAME, NAME, MOST_NAMES = 1.3, 0.4, 4
FIGURE, MOST_FIGURES = 0.9, 2
EVENT, REPORTING, HAPPENED = 0.9, 0.7, 0.5
SAID, DESCRIPTION = 0.7, 0.5
LOWERING = {"modality": 0.8, "forecast": 1.0, "condition": 1.2, "reader": 0.8, "judgement": 0.9}
QUESTION, QUOTED, POINTING, DEPENDS = 2.5, 0.5, 0.5, 1.2
FEW, SHORT = 6, 0.6

OWN_DEEDS = 0.4
"""What of the lowering by `we` is left in a quotation: who speaks may tell of their own deeds."""
_AFTER_VERBS = DETERMINERS | {"from", "that"}

_FIGURE = regex.compile(
    r"""
      (?P<amount> \p{Sc}\ ?\d[\d.,]*+(?:\ ?(?:million|billion|trillion|thousand|bn|m|k)\b)?
        | \b\d[\d.,]*+\ (?:(?:million|billion|trillion|thousand)\ )?
          (?:dollars|pounds|euros|yen|yuan)\b )
    | (?P<share> \b\d[\d.,]*+\ ?(?:%|(?:per\ cent|percent|percentage\ points?)\b) )
    | (?P<date> \b(?:\d{1,2}\ )?(?:January|February|March|April|June|July|August|September|October|
          November|December)\b(?:\ \d{1,2}\b)?(?:,?\ \d{4}\b)? | \b(?:19|20)\d\d\b
        | \b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b
        | (?i:\b(?:last|earlier\ this|this|next)\ (?:week|month|year|morning|evening|decade)\b)
        | \b(?:days|weeks|months|years)\ (?:before|after|ago)\b | \b[Ff]or\ years\b )
    | (?P<number> \b\d[\d.,]*+(?:st|nd|rd|th)?\b
        | (?i:\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|twenty|
            thirty|forty|fifty|dozens?|hundreds?|thousands?|millions?|billions?|
            terabytes?|half)\b) )
    """,
    regex.VERBOSE | regex.VERSION1,
)
_FIGURES = {"amount": "an amount", "share": "a share", "date": "a date", "number": "a number"}
_MEASURES = ("amount", "share", "number")
_HAPPENED = regex.compile(
    r"(?i)\b(?:has|have|had) (?:\p{L}+ly |also |already |now )?\p{L}+(?:ed|en|n|t)\b"
    r"|\b(?:was|were) (?:\p{L}+ly )?\p{L}+ed\b"
)
_PLAN = regex.compile(
    r"(?i)\b(?:aims?|plans?|intends?|seeks?|seeking|pledge[sd]?|promise[sd]?|vow(?:s|ed)?|"
    r"considering|call(?:s|ed) for|pushing for|position(?:s|ed) itself|threaten(?:s|ed))\b"
)
_CAUSE = regex.compile(r"(?i)\b(?:because|caused|causes|led to|leads to|due to|thanks to)\b")
_POINTERS = frozenset(
    ["it", "this", "that", "these", "those", "they", "there", "he", "she", "such"]
)
_HEDGED = frozenset(["could", "may", "might"])
_FORECAST = frozenset(["will", "would", "shall", "won’t", "could", "may", "might"])


@dataclass(frozen=True, slots=True)
class Weighed:
    """How much of a claim a clause is, from 0 to 1, why in words, and the answers it suggests."""

    score: float
    reason: str
    attributes: tuple[AttributeValue, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a clause: the names in it, and whether it is a question or quoted."""

    names: tuple[str, ...]
    is_question: bool = False
    is_quoted: bool = False


@dataclass(slots=True)
class _Scales:
    points: float = START
    raising: list[str] = field(default_factory=list)
    lowering: list[str] = field(default_factory=list)

    def up(self, points: float, why: str = "") -> None:
        self.points += points
        if why:
            self.raising.append(why)

    def down(self, points: float, why: str) -> None:
        self.points -= points
        self.lowering.append(why)


def weigh(text: str, clause: Clause, around: Around) -> Weighed:
    """The weight of a clause of `text`."""
    shown = text[clause.place.start : clause.place.end]
    scales = _Scales()
    _names(scales, around.names)
    figures = _figures(scales, shown)
    _verbs(scales, clause, shown)
    _lower(scales, clause, around)
    reason = _told(scales, around)
    score = 1 / (1 + math.exp(-scales.points))
    return Weighed(round(score, 3), reason, _answers(clause, shown, figures))


def _names(scales: _Scales, names: Sequence[str]) -> None:
    if not names:
        return
    some = names[:MOST_NAMES]
    points = FIRST_NAME + NAME * (len(some) - 1)
    told = some[0] if len(some) == 1 else f"{', '.join(some[:-1])} and {some[-1]}"
    scales.up(points, f"names {told}")


def _figures(scales: _Scales, shown: str) -> list[str]:
    """Points for amounts, shares, dates and numbers; the kinds that were found."""
    kinds: list[str] = []
    for match in _FIGURE.finditer(shown):
        kind = match.lastgroup or "number"
        if len(kinds) < MOST_FIGURES:
            scales.up(FIGURE, f"{_FIGURES[kind]} ({' '.join(match.group().split())})")
        kinds.append(kind)
    return kinds


def _verbs(scales: _Scales, clause: Clause, shown: str) -> None:
    event = next((n for n in range(len(clause.words)) if _happens(clause.words, n)), None)
    if event is not None:
        scales.up(EVENT, f"something that happens (“{clause.words.word(event)}”)")
    tells = next((n for n in range(len(clause.words)) if _tells(clause.words, n)), None)
    if tells is not None:
        scales.up(REPORTING, f"reporting verb “{clause.words.word(tells)}”")
    if clause.said:
        scales.up(SAID, f"somebody says so (“{clause.said}”)")
    if clause.kind is Kind.DESCRIPTION:
        scales.up(DESCRIPTION, "says who or what somebody is")
    happened = _HAPPENED.search(shown)
    if happened:
        scales.up(HAPPENED, f"told as done (“{happened.group()}”)")


def _happens(words: Words, number: int) -> bool:
    """Whether a word is the verb of an event here: `it exports steel`, not `the exports`."""
    return words.word(number) in words.lexicon.events and _is_verb(words, number)


def _tells(words: Words, number: int) -> bool:
    word = words.word(number)
    if word not in words.lexicon.reporting or word in words.lexicon.events:
        return False
    is_bare = word not in words.lexicon.finite and reports(words, number)  # critics argue that
    return is_bare or _is_verb(words, number)


def _is_verb(words: Words, number: int) -> bool:
    word, before = words.word(number), words.word(number - 1)
    if before in DETERMINERS or (number and words.all[number].is_capital):
        return False
    if before == "to" or before in AUXILIARIES or before.endswith("ly"):
        return True
    if word.endswith("s"):
        after = number + 1
        has_object = after < len(words) and words.all[after].is_capital
        return has_object or (words.is_finite(number) and words.word(after) in _AFTER_VERBS)
    return word in words.lexicon.finite or word.endswith("ing")


def _lower(scales: _Scales, clause: Clause, around: Around) -> None:
    lexicon = clause.words.lexicon
    words = [token.word for token in clause.words.all]
    seen: set[str] = set()
    for number, token in enumerate(clause.words.all):
        does = lexicon.lowering.get(token.word, "")
        is_name = token.is_capital and number > 0 and token.word != "i"  # the US, in May
        if not does or does in seen or is_name or token.shown == "US":
            continue
        seen.add(does)
        less = OWN_DEEDS if around.is_quoted and does == "reader" else 1.0
        scales.down(LOWERING[does] * less, f"“{token.word}” is {_DOES[does]}")
    if clause.depends and "condition" not in seen:
        scales.down(DEPENDS, "it depends on a condition")
    if around.is_question:
        scales.down(QUESTION, "it is a question")
    if around.is_quoted:
        scales.down(QUOTED, "it is quoted")
    if words[0] in _POINTERS and (len(words) < 2 or clause.words.is_finite(1)):
        scales.down(POINTING, f"“{words[0]}” does not say who or what")
    if sum(not token.is_mark for token in clause.words.all) < FEW:
        scales.down(SHORT, "it is short")


_DOES = {
    "modality": "no statement of fact",
    "forecast": "a forecast",
    "condition": "a condition",
    "reader": "a writer’s or speaker’s own view",
    "judgement": "a judgement",
}


def _told(scales: _Scales, around: Around) -> str:
    raised = ", ".join(scales.raising) or "a statement"
    lowered = "; ".join(scales.lowering)
    return f"{raised}; but {lowered}" if lowered else raised


def _answers(clause: Clause, shown: str, figures: Sequence[str]) -> tuple[AttributeValue, ...]:
    """The answers that a rule can tell: type, wording, and that a prediction cannot be checked."""
    wording = _wording(clause)
    kind = _type(clause, shown, figures)
    answers = [AttributeValue("type", kind), AttributeValue("wording", wording)]
    if kind == "prediction":
        answers.append(AttributeValue("checkable", "no"))
    return tuple(answers)


def _wording(clause: Clause) -> str:
    lexicon = clause.words.lexicon
    words = [token.word for token in clause.words.all]
    if clause.depends or words[0] in ("if", "unless"):
        return "conditional"
    plain = (token.shown if token.is_capital else token.word for token in clause.words.all[1:])
    spaced = f" {' '.join((words[0], *plain))} "  # not in May
    found = {worded for phrase, worded in lexicon.hedges.items() if f" {phrase} " in spaced}
    for worded in ("alleged", "hedged"):
        if worded in found:
            return worded
    said = "alleged" if clause.said == "according to" else lexicon.reporting.get(clause.said, "")
    return said if said in ("alleged", "hedged") else "asserted"


def _type(clause: Clause, shown: str, figures: Sequence[str]) -> str:
    lexicon = clause.words.lexicon
    words = [token.word for token in clause.words.all]
    verb = next((n for n in range(len(words)) if clause.words.is_finite(n)), None)
    if clause.kind is not Kind.DESCRIPTION and verb is not None:
        group = words[verb : verb + 4]
        if any(w in lexicon.reporting for w in group) and not _PLAN.search(shown):
            return "what someone said"
        if words[verb] in _FORECAST:
            return "prediction"
    if any(kind in _MEASURES for kind in figures):
        return "number"
    if _PLAN.search(shown):
        return "position or plan"
    return "cause" if _CAUSE.search(shown) else "event or property"
