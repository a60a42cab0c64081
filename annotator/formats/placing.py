"""From what a file tells of spans to spans: what offsets count, and whether the words are there.

Nothing is shifted silently. Where code points and UTF-16 units differ (texts with astral
characters, such as emoji), what the offsets count is decided article by article and told.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from annotator.formats.bundle import Item, Noted, Refused, SpanRecord
from annotator.formats.format import AS_IT_IS, Offsets, ReadOptions
from annotator.formats.values import BadValue, short
from annotator.model.span import Fragment, join_fragments

_BREAKS = re.compile("[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Told:
    """A span as a file tells it: offsets in the file's unit, the words if the file has them.

    `span` holds what is no place; its fragments do not count.
    """

    fragments: tuple[tuple[int, int], ...]
    span: SpanRecord
    quoted: str | None = None
    called: str = ""


@dataclass(slots=True)
class Placing:
    """Places the spans of one file; `usual`: what offsets of this format count."""

    options: ReadOptions = AS_IT_IS
    usual: Offsets = Offsets.CODE_POINTS
    _decided: Counter[Offsets] = field(default_factory=Counter)
    _first: dict[Offsets, str] = field(default_factory=dict)

    def spans(
        self, text: str, told: Sequence[Told], where: str, items: list[Item]
    ) -> Iterator[SpanRecord]:
        """The spans that stand in the text, in order; the others go to `items` as refused."""
        told = self.in_code_points(text, told, where)
        for number, one in enumerate(told, start=1):
            try:
                yield self._placed(text, one)
            except BadValue as error:
                called = one.called or (f"span {number}")
                items.append(Refused(f"{where}, {called}", str(error)))

    def in_code_points(self, text: str, told: Sequence[Told], where: str) -> Sequence[Told]:
        """The same with offsets in code points."""
        if not told or text.isascii():
            return told
        units = _utf16_offsets(text)
        if units is None:
            return told
        unit = self.options.offsets
        if unit is Offsets.AUTO:
            unit = decide(text, units, told, self.usual)
            self._decided[unit] += 1
            self._first.setdefault(unit, where)
        return [_converted(one, units) for one in told] if unit is Offsets.UTF_16 else told

    def notes(self) -> Iterator[Noted]:
        """What was decided, to be told at the end of the file."""
        names = {Offsets.CODE_POINTS: "code points", Offsets.UTF_16: "UTF-16 units"}
        for unit, times in sorted(self._decided.items()):
            articles = "this article" if times == 1 else f"{times} articles from here on"
            what = f"the offsets of {articles} were taken as {names[unit]}"
            yield Noted(self._first[unit], f"{what} (emoji or other astral characters in it).")

    def _placed(self, text: str, one: Told) -> SpanRecord:
        length = len(text)
        for start, end in one.fragments:
            if not 0 <= start < end <= length:
                raise BadValue(
                    f"{start}–{end} does not lie in the text, which has {length} characters."
                    if start != end
                    else f"{start}–{end} has no length."
                )
        if any(
            other[0] < this[1]
            for this, other in zip(one.fragments, one.fragments[1:], strict=False)
        ):
            raise BadValue("its fragments overlap or are not in order.")
        if not one.span.label.strip():
            raise BadValue("it has no label.")
        fragments = (
            (Fragment(*one.fragments[0]),)
            if len(one.fragments) == 1
            else join_fragments(one.fragments)
        )
        span = replace(one.span, fragments=fragments)
        if one.quoted is None or self._fits(text, one):
            return span
        why = mismatch(one.quoted, text, span.start, span.end)
        if not self.options.keep_unsure:
            raise BadValue(why)
        note = f"needs review: {why}"
        return replace(span, note=f"{span.note}\n{note}" if span.note else note)

    def _fits(self, text: str, one: Told) -> bool:
        start, end = one.fragments[0][0], one.fragments[-1][1]
        if one.quoted == text[start:end]:
            return True
        pieces = " ".join(text[s:e] for s, e in one.fragments)
        return one.quoted is not None and _flat(one.quoted) in (
            _flat(pieces),
            _flat(text[start:end]),
        )


def _flat(words: str) -> str:
    """Words with line ends as one blank: files of lines cannot hold them otherwise."""
    return _BREAKS.sub(" ", words)


def _utf16_offsets(text: str) -> list[int] | None:
    """The UTF-16 offset of each code point and of the end; None where all are the same."""
    if len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text):
        return None
    offsets = [0]
    at = 0
    for sign in text:
        at += 1 + (sign > "\uffff")
        offsets.append(at)
    return offsets


def to_utf16(text: str) -> Sequence[int]:
    """The UTF-16 offset of each code point of a text, and of its end."""
    return range(len(text) + 1) if text.isascii() else _utf16_offsets(text) or range(len(text) + 1)


def _converted(one: Told, units: Sequence[int]) -> Told:
    fragments = tuple((_code_point(s, units), _code_point(e, units)) for s, e in one.fragments)
    return replace(one, fragments=fragments)


def _code_point(offset: int, units: Sequence[int]) -> int:
    """The code point at a UTF-16 offset; -1 within a character, beyond the end for outside."""
    at = bisect_left(units, offset)
    if offset > units[-1]:
        return len(units) - 1 + offset - units[-1]  # outside, and told as such
    return at if offset >= 0 and units[at] == offset else -1


def decide(text: str, units: Sequence[int], told: Iterable[Told], usual: Offsets) -> Offsets:
    """What the offsets of one article count: by its quoted words, else by where words end."""
    plain = list(told)
    other = [_converted(one, units) for one in plain]
    scores = [_score(text, some) for some in (plain, other)]
    if scores[0] == scores[1]:
        return usual
    return Offsets.CODE_POINTS if scores[0] > scores[1] else Offsets.UTF_16


def _score(text: str, told: Iterable[Told]) -> tuple[int, int, int]:
    """How well offsets fit: words that are there, places in the text, edges of words."""
    quoted = inside = edges = 0
    for one in told:
        start, end = one.fragments[0][0], one.fragments[-1][1]
        if all(0 <= s < e <= len(text) for s, e in one.fragments):
            inside += 1
            edges += _is_edge(text, start, opening=True) + _is_edge(text, end, opening=False)
            if one.quoted is not None:
                pieces = " ".join(text[s:e] for s, e in one.fragments)
                quoted += _flat(one.quoted) in (_flat(pieces), _flat(text[start:end]))
    return quoted, inside, edges


def _is_edge(text: str, at: int, *, opening: bool) -> bool:
    """Whether a span may well begin (or end) there: at a word's edge, with the word inside."""
    before = text[at - 1] if at > 0 else " "
    after = text[at] if at < len(text) else " "
    inner, outer = (after, before) if opening else (before, after)
    return not inner.isspace() and not (inner.isalnum() and outer.isalnum())


def mismatch(told: object, text: str, start: int, end: int) -> str:
    """Why quoted words do not stand at a place, with an explanation where one fits."""
    here = f"the text at {start}–{end} is {short(text[start:end])}, not {short(told)}"
    if not isinstance(told, str) or not told:
        return f"{here}."
    units = text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end]
    if units.decode("utf-16-le", "replace") == told:
        return f"{here}. It would fit if the offsets counted UTF-16 units."
    if text.encode("utf-8", "surrogatepass")[start:end].decode("utf-8", "replace") == told:
        return f"{here}. It would fit if the offsets counted bytes."
    near = text.find(told, max(0, start - 200), end + 200)
    return f"{here}, which stands at {near}." if near >= 0 else f"{here}."
