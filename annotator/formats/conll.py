"""Tokens with tags, one a line: CoNLL-2003 and alike, with IOB1, IOB2, IOBES or BILOU tags.

Columns are parted by blanks or tabs; which one holds the tags is found by what is in it, the last
of several. The text is not in such files: it is put together from the tokens.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.about import told
from annotator.formats.bundle import Item, Noted, ReadingRecord, Refused, SpanRecord
from annotator.formats.conll_writing import IOB1, IOB2, IOBES, fit, write_conll
from annotator.formats.format import Choice, Format, ReadOptions, Sample
from annotator.formats.losses import Part, begun
from annotator.formats.noted import Notes
from annotator.formats.parted import part_files
from annotator.formats.text import decode, encoding_note, read_bytes
from annotator.formats.whole import read_manifest, texts_by_name
from annotator.model.span import Fragment, Origin

ENDINGS = (".conll", ".iob", ".iob2", ".bio", ".iobes", ".conllu", ".bilou", ".conll2003", ".ner")
_TAG = re.compile(r"[BIESLUM]-\S+")
_PIPED = re.compile(r"\S+(?:\|\S+)?\|(?:O|[BIESLUM]-\S+)")
_BARE = frozenset("BIESLUM")
_START = "-DOCSTART-"
_LOOKED_AT = 20_000
_HOLDS = frozenset({Part.ANNOTATORS})
_FITTED = frozenset({Part.OVERLAPS, Part.RELATIONS, Part.ACROSS, Part.DISCONTINUOUS})
"""What `fit` counts before it cuts."""
_OF_OTHERS = (".csv", ".json", ".jsonl", ".ann", ".md", ".html", ".htm", ".docx", ".pdf", ".zip")
_BARE_LABEL = "span"
_MOSTLY = 0.8


def _read(path: Path, options: ReadOptions) -> Iterator[Item]:
    labels = texts_by_name(read_manifest(path).get("labels")) if path.is_dir() else {}

    def items() -> Iterator[Item]:
        for part in part_files(path, ENDINGS):
            known = {**part.person, **({"split": part.split} if part.split else {})}
            yield from _Tagged(part.path, options, labels, known).items()

    yield from Notes().thinned(items())


@dataclass(slots=True)
class _Words:
    """The words of one article, with what is marked in them."""

    where: str
    words: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Tagged:
    path: Path
    options: ReadOptions
    labels: Mapping[str, str]
    known: Mapping[str, str]
    encoding: str = "utf-8-sig"

    def items(self) -> Iterator[Item]:
        yield from self._find_encoding()
        sample = list(self._sentences(limit=_LOOKED_AT))
        if sample and all(row.startswith(_START) for _, rows in sample for row in rows):
            yield Noted(str(self.path), "its articles hold no words.")
            return
        column = _Columns.found(sample, self.options.column, self.path)
        yield from column.notes(self.path)
        article: _Words | None = None
        some = False
        total = self.path.stat().st_size
        done = 0
        for number, rows in self._sentences():
            done += sum(len(row) for row in rows)
            self.options.progress(min(done, total), total, self.path.name)
            if rows[0].startswith(_START) or _begins_document(rows[0]):
                if article is not None and article.words:
                    yield self._article(article)
                    some = True
                article = _Words(f"{self.path}, line {number}")
                rows = rows[1:]
            if article is None:
                article = _Words(f"{self.path}, line {number}")
            yield from _take(article, rows, column, f"{self.path}, line {number}")
        if article is not None and article.words:
            yield self._article(article)
            some = True
        if some:
            yield Noted(str(self.path), "the texts were put together from the tokens.")

    def _sentences(self, limit: int = 0) -> Iterator[tuple[int, list[str]]]:
        """Rows up to the next empty line, with the number of the first; a start stands alone."""
        rows: list[str] = []
        first = 1
        for number, line in enumerate(self._lines(), start=1):
            if limit and number > limit:
                break
            if not line.strip():
                if rows:
                    yield first, rows
                rows = []
                continue
            if rows and line.startswith(_START):
                yield first, rows
                rows = []
            if not rows:
                first = number
            rows.append(line)
        if rows:
            yield first, rows

    def _lines(self) -> Iterator[str]:
        with self.path.open(encoding=self.encoding, newline="\n") as file:
            for line in file:
                yield line.rstrip("\r\n")

    def _find_encoding(self) -> Iterator[Noted]:
        """Old corpora are not UTF-8; raises `BadInput` with the place where nothing fits."""
        if self.options.encoding:
            decode(b"", "", self.options.encoding)  # whether there is such a one
            self.encoding = self.options.encoding
        elif not _is_utf8(self.path):
            decoded = decode(read_bytes(self.path), str(self.path))
            self.encoding = decoded.encoding
            yield from encoding_note(decoded, str(self.path))

    def _article(self, one: _Words) -> ReadingRecord:
        text, places = _text(one)
        starts = [number for number, gap in enumerate(one.gaps) if gap == "\n"]
        # A tag that goes on says so only of what stands in its own sentence.
        spans = tuple(
            span
            for begun_at, end in zip(starts, [*starts[1:], len(one.tags)], strict=True)
            for span in tagged_spans(one.tags[begun_at:end], places[begun_at:end], self.labels)
        )
        reading = told(text, self.known, one.where).with_spans(spans, ())
        return replace(reading, status=begun(reading))


def _is_utf8(path: Path) -> bool:
    reader = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            for block in iter(lambda: file.read(1 << 20), b""):
                reader.decode(block)
            reader.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _begins_document(row: str) -> bool:
    return row.startswith(("# newdoc", "#newdoc", "# -DOCSTART-"))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column holds the tokens and which the tags, from the end where rows differ."""

    token: int
    tag: int
    several: bool = False
    piped: bool = False

    @staticmethod
    def found(sample: Sequence[tuple[int, Sequence[str]]], wanted: int, path: Path) -> "_Columns":
        """Raises `BadInput` where no column holds tags."""
        rows = [row for _, some in sample for row in some if not row.startswith(_START)]
        # Comments begin with it, and so may a word of the text.
        rows = [row for row in rows if not row.startswith("#")] or rows
        if rows and all(map(_is_piped, rows[:50])):
            return _Columns(0, -1, piped=True)
        cells = [_cells(row) for row in rows]
        widths = Counter(len(row) for row in cells)
        if not widths:
            raise BadInput(f"{path} holds no tokens.")
        width = widths.most_common(1)[0][0]
        numbered = all(row[0].replace("-", "").replace(".", "").isdigit() for row in cells)
        # Our own files have no numbers before the words, but perhaps words that are numbers.
        filled = any(len(row) > 1 and row[1] != "_" for row in cells)
        token = int(width > 2 and numbered and filled)
        if wanted:
            if wanted > width:
                raise BadInput(f"{path}: there is no column {wanted}; there are {width}.")
            return _Columns(token, wanted - 1)
        tags = [
            at
            for at in range(token + 1, width)
            if _holds_tags([row[at] for row in cells if len(row) > at])
        ]
        if not tags:
            raise BadInput(
                f"{path}: no column holds tags such as B-PER, I-PER and O. "
                "If one does, name it with --column."
            )
        real = [at for at in tags if any(_is_tag(row[at]) for row in cells if len(row) > at)]
        chosen = (real or tags)[-1]
        same = len(widths) == 1
        return _Columns(token, chosen if same else chosen - width, several=len(real) > 1)

    @property
    def called(self) -> str:
        """The column of the tags, in words."""
        from_end = "the last column" if self.tag == -1 else f"column {-self.tag} from the end"
        return from_end if self.tag < 0 else f"column {self.tag + 1}"

    def notes(self, path: Path) -> Iterator[Noted]:
        """What should be known about the choice."""
        if self.several:
            what = f"several columns hold tags; {self.called} was taken. Or use --column."
            yield Noted(str(path), what)


def _cells(row: str) -> list[str]:
    return row.split("\t") if "\t" in row else row.split()


def _is_piped(row: str) -> bool:
    words = row.split()
    return all(map(_PIPED.fullmatch, words))


def _is_tag(cell: str) -> bool:
    return _TAG.fullmatch(cell) is not None or cell in _BARE


def _holds_tags(cells: Sequence[str]) -> bool:
    """Whether these are tags, but for a few rows that are broken and will be refused."""
    tags = sum(cell == "O" or _is_tag(cell) for cell in cells)
    return bool(cells) and tags >= len(cells) * _MOSTLY


def _take(article: _Words, rows: Iterable[str], column: _Columns, where: str) -> Iterator[Refused]:
    """Adds a sentence; a row that lacks the columns is refused."""
    first = True
    for row in rows:
        cells_of = [one.split("|") for one in row.split()] if column.piped else [_cells(row)]
        for cells in cells_of:
            try:
                word, tag = cells[column.token], cells[column.tag]
                good = len(cells) > 1 and (tag == "O" or _is_tag(tag))
            except IndexError:
                good, word, tag = False, "", ""
            if not good:
                if not row.startswith("#"):
                    why = f"“{row[:60]}” has no tag in its column; left out."
                    yield Refused(where, why, row)
                continue
            if column.token and not cells[0].isdigit():
                continue  # a part of a word, or two words in one
            article.gaps.append("\n" if first else " ")
            article.words.append(word)
            article.tags.append(tag)
            first = False
        if column.piped:
            first = True


def _text(one: _Words) -> tuple[str, list[tuple[int, int]]]:
    """The text that the tokens make, and where each stands."""
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for number, (gap, word) in enumerate(zip(one.gaps, one.words, strict=True)):
        if number:
            pieces.append(gap)
            at += 1
        pieces.append(word)
        places.append((at, at + len(word)))
        at += len(word)
    return "".join(pieces), places


def tagged_spans(
    tags: Sequence[str], places: Sequence[tuple[int, int]], labels: Mapping[str, str]
) -> Iterator[SpanRecord]:
    """The spans that tags make: B, S and U begin one, and so do others behind another label."""
    begun_at, label, last = -1, "", 0

    def span() -> SpanRecord:
        place = Fragment(places[begun_at][0], places[last][1])
        return SpanRecord("", (place,), labels.get(label, label), origin=Origin.IMPORT)

    for number, tag in enumerate(tags):
        sign, _, name = tag.partition("-")
        name = name or (_BARE_LABEL if tag != "O" else "")
        if begun_at >= 0 and (not name or sign in "BSU" or name != label):
            yield span()
            begun_at = -1
        if name:
            if begun_at < 0:
                begun_at, label = number, name
            last = number
            if sign in "ESLU":
                yield span()
                begun_at = -1
    if begun_at >= 0:
        yield span()


def _tell(sample: Sample) -> str:
    if sample.is_folder:
        found = [name for name in sample.names if name.lower().endswith(ENDINGS)]
        return f"the folder holds {found[0]}" if found else ""
    if sample.start.startswith(_START.encode()):
        return "it begins with -DOCSTART-"
    if sample.ending in _OF_OTHERS:
        return ""
    rows = [
        row
        for row in sample.head.decode("utf-8", "replace").split("\n")[:-1][:400]
        if row.strip() and not row.startswith(("#", _START))
    ]
    if sample.ending not in ENDINGS and len(rows) < 3:
        return ""
    try:
        column = _Columns.found([(1, rows)], 0, sample.path)
    except (BadInput, IndexError):
        return f"the name ends in {sample.ending}" if sample.ending in ENDINGS else ""
    return "its words have tags" if column.piped else f"{column.called} holds tags"


CONLL = Format(
    "conll",
    "tokens with tags (CoNLL-2003; IOB1, IOB2, IOBES, BILOU), a file for each annotator",
    _tell,
    _read,
    write_conll,
    holds=_HOLDS,
    ending=".conll",
    choices=(Choice("tags", (IOB2, IOB1, IOBES), "how spans are tagged"),),
    held=lambda _: _HOLDS | _FITTED,
    fit=fit,
)
