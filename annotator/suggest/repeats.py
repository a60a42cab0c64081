"""Repeats: places in a story that match what its annotator has already labelled.

The words are the same, whole, in the same case; apostrophes, quotation marks and blanks match
whatever their glyph. The first letter may be a capital where a sentence begins, and `the` is `The`
everywhere. A quotation is found in other marks too, but only in marks.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import regex

from annotator.model.scheme import AttributeKind, Label
from annotator.model.span import AttributeValue, Fragment, Span
from annotator.model.suggestion import Source
from annotator.progress import Progress, silent
from annotator.suggest.places import Taken
from annotator.suggest.suggester import ArticleText, Material, Proposal
from annotator.text.abbreviations import STARTERS
from annotator.text.marks import QUOTES
from annotator.text.words import is_word_edge

NEVER = "possibly fabricated"
"""A suspicion belongs to one passage: the label that is never repeated, whatever its case."""
MOST = 10_000
"""Proposals in one story; nobody answers more of them."""
MOST_OF_ONE = 1_000
"""Proposals of the same words in one story."""
LONGEST = 400
"""Words and marks of the longest passage that is looked for."""
SHORTEST_PART = 4
"""Words that a part of an interrupted quotation has at least, to be looked for by itself."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NOT_REPEATED = frozenset({"confidence"})
_IN_PLACE = frozenset({"description", "pronoun"})
"""Forms that stand for somebody in their place only: `the company` is another one elsewhere."""
_FREE = (AttributeKind.TEXT, AttributeKind.PLACE)
_PRONOUNS = _listed(
    "i me my mine myself you your yours he him his himself she her hers herself it its itself we "
    "us our ours they them their theirs themselves who whom whose which that this these those "
    "someone everyone anyone nobody be been being am"
)
_STOP_WORDS = STARTERS | _PRONOUNS
_ALONE = r"[\p{Han}\p{Hiragana}]"
_TOKEN = regex.compile(rf"{_ALONE}|[[\w\p{{M}}]--{_ALONE}]+|[^\w\s\x1c-\x1f]", regex.VERSION1)
_ALIKE = str.maketrans(dict.fromkeys("‘’‛ʼ`´′", "'") | dict.fromkeys("“”„‟″«»", '"'))
_BEGINS = regex.compile(
    r"(?r)(?:^|[\n-\r\x85\u2028\u2029.!?:…“‘\"'])[\s\x1c-\x1f]*", regex.VERSION1
)
_STOPS = ".,;:!?…"
_MOST_HITS = 2 * MOST
_LONGER_NAME = regex.compile(r"[\p{L}\p{N}] \p{Lu}\p{L}")
_PERHAPS_LONGER = 0.5
_REACH = 20
"""Code points before a word within which the end of the sentence before is looked for."""

_Key = tuple[bool, tuple[str, ...]]
Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Words:
    """Words to look for, and how the annotator labelled them."""

    tokens: tuple[str, ...]
    marked: bool
    label: Label
    attributes: tuple[AttributeValue, ...]
    score: float
    reason: str


@dataclass(slots=True)
class _Node:
    """A place in the tree of all words that are looked for."""

    further: dict[str, "_Node"] = field(default_factory=dict)
    ends: list[Words] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Hit:
    fragment: Fragment
    words: Words


@dataclass(frozen=True, slots=True)
class Standing:
    """The spans of one article: the places by label, and the places of all but suspicions."""

    by_label: Mapping[str, Taken] = field(default_factory=dict)
    exactly: frozenset[Fragment] = frozenset()


class Repeats:
    """Proposes the places that match the annotator's own spans."""

    source = Source.REPEATS
    version = "1"
    label = ""
    uses_model = False

    def suggest(self, material: Material, progress: Progress = silent) -> Iterator[Proposal]:
        """Longest words first where they overlap; nothing where a span of the label stands."""
        tree = _tree(labelled_words(material))
        there = _standing(material.spans, material.labels)
        counts: Counter[_Key] = Counter()
        made = 0
        for number, article in enumerate(material.articles):
            progress(number, len(material.articles), article.name)
            for hit in _longest(
                _hits(article.text, tree), there.get(article.article_id, Standing())
            ):
                key = (hit.words.marked, hit.words.tokens)
                counts[key] += 1
                if counts[key] > MOST_OF_ONE:
                    continue
                if made >= MOST:
                    return
                made += 1
                yield _proposal(article, hit)


def labelled_words(material: Material) -> tuple[Words, ...]:
    """What there is to look for: the words of the spans, with the label most of them have."""
    texts = {article.article_id: article.text for article in material.articles}
    spans: dict[_Key, list[tuple[Span, str]]] = {}
    for span in material.spans:
        label = material.labels.get(span.label_id)
        text = texts.get(span.article_id)
        if label is None or text is None or _is_suspicion(span, material.labels):
            continue
        if any(value.casefold() in _IN_PLACE for value in span.values("form")):
            continue
        for start, end in span.fragments:
            key = _key(text[start:end], whole=len(span.fragments) == 1)
            if key is not None:
                spans.setdefault(key, []).append((span, text[start:end]))
    return tuple(_decided(key, same, material.labels) for key, same in spans.items())


def _key(shown: str, *, whole: bool) -> _Key | None:
    """The words without what differs from place to place; None where they are not looked for."""
    marked = len(shown) > 2 and shown[0] in QUOTES and shown[-1] in QUOTES
    inner = shown[1:-1].rstrip(_STOPS) if marked else shown
    tokens = [token.group() for token in _TOKEN.finditer(inner.translate(_ALIKE))]
    words = [token for token in tokens if token[0].isalnum()]
    if len(tokens) > LONGEST or sum(map(len, words)) < 2:
        return None
    if all(word.lower() in _STOP_WORDS for word in words):
        return None
    if not whole and len(words) < SHORTEST_PART:
        return None
    tokens[0] = _plain(tokens[0])
    return marked, tuple(tokens)


def _plain(token: str) -> str:
    """`The` as `the`; names as they are."""
    lower = token.lower()
    return lower if lower in _STOP_WORDS and token[1:] == lower[1:] and token != "I" else token


def _decided(key: _Key, same: Sequence[tuple[Span, str]], labels: Mapping[str, Label]) -> Words:
    """The label of most of these spans, and the attributes of most of those; the last of equals."""
    by_label = Counter(span.label_id for span, _ in same)
    label = labels[_most(by_label, [span.label_id for span, _ in same])]
    own = [(_repeated(span, label), shown) for span, shown in same if span.label_id == label.id]
    by_answers = Counter(answers for answers, _ in own)
    answers = _most(by_answers, [answers for answers, _ in own])
    share = by_answers[answers] / len(same)
    reason = _reason(own[-1][1], label, by_label, labels, (answers, by_answers[answers]))
    return Words(key[1], key[0], label, answers, share * len(own) / (len(own) + 1), reason)


def _most(counts: Counter[Value], order: Sequence[Value]) -> Value:
    most = max(counts.values())
    return next(value for value in reversed(order) if counts[value] == most)


def _repeated(span: Span, label: Label) -> tuple[AttributeValue, ...]:
    """The answers that hold for the words wherever they stand: neither confidence nor free text."""
    kept = []
    for answer in span.attributes:
        attribute = label.attribute(answer.name)
        is_free = attribute is not None and attribute.kind in _FREE
        if not is_free and answer.name.casefold() not in _NOT_REPEATED:
            kept.append(answer)
    return tuple(kept)


def _reason(
    shown: str,
    label: Label,
    by_label: Counter[str],
    labels: Mapping[str, Label],
    answers: tuple[tuple[AttributeValue, ...], int],
) -> str:
    """Why, in words: how often, and what else these words were."""
    own, total = by_label[label.id], by_label.total()
    words = " ".join(shown.split()).strip(QUOTES)
    words = words if len(words) <= 60 else f"{words[:59].rstrip()}…"
    count = f"{own:,}" if own == total else f"{own:,} of {total:,}"
    reason = f"you labelled “{words}” as {label.name} in {count} place{'s' * (total > 1)}"
    others = [f"{labels[i].name} in {n:,}" for i, n in by_label.most_common() if i != label.id]
    if others:
        reason += f", as {', as '.join(others)}"
    values, alike = answers
    if alike < own:
        told = ", ".join(f"{name} {value}" for name, value in values) or "no answers"
        reason += f"; with {told} in {alike:,} of {own:,}"
    return reason


def _tree(wanted: Iterable[Words]) -> _Node:
    root = _Node()
    for words in wanted:
        node = root
        for token in words.tokens:
            node = node.further.setdefault(token, _Node())
        node.ends.append(words)
    return root


def _hits(text: str, tree: _Node) -> Iterator[_Hit]:
    """All places of the words, those that begin first before the others."""
    if not tree.further:
        return
    alike = text.translate(_ALIKE)
    for token in _TOKEN.finditer(alike):
        word = token.group()
        node = tree.further.get(_plain(word))
        if node is not None:
            yield from _from(text, alike, token.span(), node)
        lowered = word[:1].lower() + word[1:]
        if lowered != word and lowered != _plain(word):
            node = tree.further.get(lowered)
            if node is not None and _begins(alike, token.start()):
                yield from _from(text, alike, token.span(), node)


def _begins(text: str, offset: int) -> bool:
    """Whether a sentence may begin at `offset`."""
    return _BEGINS.match(text, max(offset - _REACH, 0), offset) is not None


def _from(text: str, alike: str, first: tuple[int, int], node: _Node) -> Iterator[_Hit]:
    start, end = first
    while True:
        for words in node.ends:
            place = _place(text, start, end, marked=words.marked)
            if place is not None:
                yield _Hit(place, words)
        token = _TOKEN.search(alike, end) if node.further else None
        following = None if token is None else node.further.get(token.group())
        if token is None or following is None:
            return
        node, end = following, token.end()


def _place(text: str, start: int, end: int, *, marked: bool) -> Fragment | None:
    """The place of the words if they stand there whole; with their marks if they need them."""
    if not marked:
        whole = _is_edge(text, start) and _is_edge(text, end)
        return Fragment(start, end) if whole else None
    if start == 0 or text[start - 1] not in QUOTES:
        return None
    if end < len(text) and text[end] in _STOPS:
        end += 1
    return Fragment(start - 1, end + 1) if end < len(text) and text[end] in QUOTES else None


def _is_edge(text: str, offset: int) -> bool:
    """As `is_word_edge`, which is dear, with a short way for the commonest case."""
    sides = text[max(offset - 1, 0) : offset + 1]
    if len(sides) == 2 and " " in sides and (sides[0].isalnum() or sides[1].isalnum()):
        return True
    return is_word_edge(text, offset)


def _standing(spans: Iterable[Span], labels: Mapping[str, Label]) -> dict[str, Standing]:
    """The spans by article."""
    by_article: dict[str, list[Span]] = {}
    for span in spans:
        by_article.setdefault(span.article_id, []).append(span)
    return {
        article_id: Standing(
            {label: Taken(places) for label, places in _by_label(some).items()},
            frozenset(
                place
                for span in some
                if not _is_suspicion(span, labels)
                for place in span.fragments
            ),
        )
        for article_id, some in by_article.items()
    }


def _by_label(spans: Iterable[Span]) -> dict[str, list[Fragment]]:
    places: dict[str, list[Fragment]] = {}
    for span in spans:
        places.setdefault(span.label_id, []).extend(span.fragments)
    return places


def _is_suspicion(span: Span, labels: Mapping[str, Label]) -> bool:
    label = labels.get(span.label_id)
    return label is not None and label.name.casefold().strip() == NEVER


def _longest(hits: Iterable[_Hit], there: Standing) -> list[_Hit]:
    """The hits in text order that touch neither spans of their label nor longer hits of it.

    A place that has just these words under another label was decided too.
    """
    free = []
    for hit in hits:
        taken = there.by_label.get(hit.words.label.id)
        covered = taken is not None and taken.overlaps(hit.fragment)
        if not covered and hit.fragment not in there.exactly:
            free.append(hit)
        if len(free) >= _MOST_HITS:
            break
    free.sort(key=lambda hit: (hit.fragment.start - hit.fragment.end, hit.fragment.start))
    kept: dict[str, Taken] = {}
    chosen = [
        hit for hit in free if kept.setdefault(hit.words.label.id, Taken()).take(hit.fragment)
    ]
    return sorted(chosen, key=lambda hit: hit.fragment)


def _proposal(article: ArticleText, hit: _Hit) -> Proposal:
    words = hit.words
    goes_on = not words.marked and _LONGER_NAME.match(article.text, hit.fragment.end - 1)
    return Proposal(
        article_id=article.article_id,
        label=words.label.name,
        fragments=(hit.fragment,),
        score=words.score * (_PERHAPS_LONGER if goes_on else 1),
        reason=f"{words.reason}; here a longer name may go on" if goes_on else words.reason,
        attributes=words.attributes,
    )
