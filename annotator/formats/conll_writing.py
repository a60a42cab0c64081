"""Writing tokens with tags, one a line: `token _ _ tag`, an empty line behind each sentence.

What is written is a text of its own: tokens with one blank between them, sentences with one line
end. `fit` makes it, so that what is lost is known before; the writer takes it as it is. Each
article begins with `-DOCSTART- -X- O O`, the one delimiter that spaCy's converter knows.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import regex

from annotator.formats.bundle import ReadingRecord, SpanRecord
from annotator.formats.format import WriteOptions, Written
from annotator.formats.losses import Part, all_relations, in_pieces, not_in_place, without_overlaps
from annotator.formats.parted import Layout, write_parted
from annotator.formats.type_names import TypeNames
from annotator.model.span import Fragment
from annotator.text.sentences import sentences

TOKEN = regex.compile(r"[\w\p{M}]+(?:['’][\w\p{M}]+)*|[^\s\x1c-\x1f]")
"""A word or a sign; Python parts rows at the separators 1C to 1F, too."""
IOB2, IOB1, IOBES = "iob2", "iob1", "iobes"
_LAYOUT = Layout("conll", ".conll")
_START = b"-DOCSTART- -X- O O\n\n"

Found = tuple[ReadingRecord, Mapping[str, list[str]]]


def write_conll(path: Path, records: Iterable[ReadingRecord], options: WriteOptions) -> Written:
    """Writes records that were fitted; names of labels without blanks, told in `export.json`."""
    names = TypeNames()
    for label in options.scheme.labels:
        names.name(label.name)
    for record in records:
        for span in record.spans:
            names.name(span.label)
    way = options.choice("tags", IOB2)

    def lines(record: ReadingRecord) -> bytes:
        return _START + "".join(_lines(record, names, way)).encode("utf-8")

    return write_parted(path, records, options, _LAYOUT, lines, {"labels": names.changed})


def _lines(record: ReadingRecord, names: TypeNames, way: str) -> Iterator[str]:
    at = 0
    spans = list(record.spans)
    last = ""
    for line in record.article.text.split("\n"):
        here = at
        last = ""
        for token in line.split(" "):
            if token:
                tag, last = _tag(spans, here, here + len(token), last, names, way)
                yield f"{token} _ _ {tag}\n"
            here += len(token) + 1
        at += len(line) + 1
        if line:
            yield "\n"


def _tag(
    spans: list[SpanRecord], start: int, end: int, last: str, names: TypeNames, way: str
) -> tuple[str, str]:
    """The tag of a token, and what the next one has to know: the label that ended here."""
    while spans and spans[0].end <= start:
        spans.pop(0)
    if not spans or spans[0].start > start:
        return "O", ""
    span = spans[0]
    name = names.name(span.label)
    begins, ends = span.start == start, span.end == end
    if way == IOBES:
        sign = {(1, 1): "S", (1, 0): "B", (0, 1): "E", (0, 0): "I"}[begins, ends]
    elif way == IOB1:
        sign = "B" if begins and last == name else "I"
    else:
        sign = "B" if begins else "I"
    return f"{sign}-{name}", name


def fit(record: ReadingRecord, _: Mapping[str, str]) -> Found:
    """The record as tokens can hold it, with the text that they make."""
    gone: dict[str, list[str]] = all_relations(record)
    text = record.article.text
    tokens = [match.span() for match in TOKEN.finditer(text)]
    hull = tuple(replace(one, fragments=(Fragment(one.start, one.end),)) for one in record.spans)
    spans, widened = _on_tokens(record.with_spans(hull, ()), tokens)
    kept, gone[Part.OVERLAPS] = without_overlaps(record.with_spans(spans, ()))
    gone[Part.EDGES] = not_in_place(record, widened, spans, kept.spans)
    gone[Part.DISCONTINUOUS] = in_pieces(record, kept)
    if not tokens:
        gone[Part.EMPTY] = [record.article.name]
    made, moved = _rebuilt(kept, tokens)
    if made != text:
        gone[Part.TEXT] = [record.article.name]
    kept = replace(kept, article=replace(kept.article, text=made), spans=tuple(moved))
    return kept, {what: examples for what, examples in gone.items() if examples}


def _on_tokens(
    record: ReadingRecord, tokens: Sequence[tuple[int, int]]
) -> tuple[list[SpanRecord], set[str]]:
    """The spans widened to whole tokens, and the ids of those that had to be; without those that
    hold no token at all."""
    kept: list[SpanRecord] = []
    widened: set[str] = set()
    at = 0
    for span in record.spans:
        while at < len(tokens) and tokens[at][1] <= span.start:
            at += 1
        last = at
        while last < len(tokens) and tokens[last][0] < span.end:
            last += 1
        if last == at:
            continue
        place = Fragment(tokens[at][0], tokens[last - 1][1])
        if place != (span.start, span.end):
            widened.add(span.id)
        kept.append(replace(span, fragments=(place,)))
    return sorted(kept, key=lambda span: (span.start, -span.end)), widened


def _rebuilt(
    record: ReadingRecord, tokens: Sequence[tuple[int, int]]
) -> tuple[str, list[SpanRecord]]:
    """The text that the tokens make, with a line for each sentence, and the spans in it."""
    text = record.article.text
    ends = [end for _, end in sentences(text)]
    inside = [(span.start, span.end) for span in record.spans]
    pieces: list[str] = []
    sentence = held = 0
    for number, (start, end) in enumerate(tokens):
        gap = ""
        if number:
            while sentence < len(ends) and ends[sentence] <= tokens[number - 1][0]:
                sentence += 1
            while held < len(inside) and inside[held][1] <= start:
                held += 1
            within = held < len(inside) and inside[held][0] < start
            over = sentence < len(ends) and ends[sentence] <= start
            gap = "\n" if over and not within else " "
        pieces += [gap, text[start:end]]
    starts = _places(tokens, pieces)
    spans = [
        replace(span, fragments=(Fragment(starts[span.start][0], _end(tokens, starts, span.end)),))
        for span in record.spans
    ]
    return "".join(pieces), spans


def _places(tokens: Sequence[tuple[int, int]], pieces: Sequence[str]) -> dict[int, tuple[int, int]]:
    """Where each token stands in the new text, by where it began in the old."""
    found: dict[int, tuple[int, int]] = {}
    at = 0
    for number, (start, end) in enumerate(tokens):
        at += len(pieces[2 * number])
        found[start] = (at, at + end - start)
        at += end - start
    return found


def _end(tokens: Sequence[tuple[int, int]], starts: Mapping[int, tuple[int, int]], end: int) -> int:
    last = bisect_left(tokens, (end, end)) - 1
    return starts[tokens[last][0]][1]
