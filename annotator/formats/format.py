"""What a format is: its name, what it can hold, how it is known, read and written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from annotator.formats.bundle import Item, ReadingRecord
from annotator.formats.losses import Part
from annotator.model.scheme import Scheme
from annotator.progress import Progress, silent


class Offsets(StrEnum):
    """What offsets in a file count; `auto` decides where the two differ."""

    AUTO = "auto"
    CODE_POINTS = "codepoints"
    UTF_16 = "utf16"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How a file is read.

    `story`: for articles that name none; `encoding`: of texts, "" to find it out; `offsets`: what
    they count; `keep_unsure`: spans whose words differ from the text are kept with a note, not
    refused; `column`: the column of the tags in files of tokens, from 1, 0 to find it.
    """

    story: str = ""
    encoding: str = ""
    offsets: Offsets = Offsets.AUTO
    keep_unsure: bool = False
    column: int = 0
    progress: Progress = silent


AS_IT_IS = ReadOptions()
"""Nothing is told beforehand."""


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How a file is written.

    `by_split`: train, dev and test apart; `choices`: what only some formats ask, by name (see
    `Format.choices`); `sentences`: what else is to be known, for the card.
    """

    scheme: Scheme
    by_split: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    progress: Progress = silent

    def choice(self, name: str, default: str = "") -> str:
        """What was chosen."""
        return self.choices.get(name, default)


@dataclass(frozen=True, slots=True)
class Written:
    """What an export wrote."""

    files: tuple[Path, ...]
    records: int
    articles: int
    spans: int
    relations: int


@dataclass(slots=True)
class Counted:
    """Counts records as they are written; they stand article by article."""

    records: int = 0
    articles: int = 0
    spans: int = 0
    relations: int = 0
    _last: tuple[str, str] | None = None

    def add(self, record: ReadingRecord) -> None:
        """Counts one record."""
        article = (record.article.story, record.article.name)
        self.records += 1
        self.articles += article != self._last
        self.spans += len(record.spans)
        self.relations += len(record.relations)
        self._last = article

    def written(self, files: Iterable[Path]) -> Written:
        """What was written into these files."""
        return Written(tuple(files), self.records, self.articles, self.spans, self.relations)


@dataclass(frozen=True, slots=True)
class Choice:
    """A question that only this format asks of an export: its values, the first is usual."""

    name: str
    values: tuple[str, ...]
    what: str


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of a file, or the names in a folder, by which a format is known.

    `names` are paths below a folder, sorted, up to a limit; `head` is "" for a folder.
    """

    path: Path
    is_folder: bool = False
    names: tuple[str, ...] = ()
    head: bytes = b""

    @property
    def ending(self) -> str:
        """The ending of the name in small letters, with its dot."""
        return self.path.suffix.lower()

    @property
    def start(self) -> bytes:
        """The head without byte order mark and blanks before it."""
        return self.head.removeprefix(b"\xef\xbb\xbf").lstrip()


Reader = Callable[[Path, ReadOptions], Iterator[Item]]
Fit = Callable[[ReadingRecord, Mapping[str, str]], tuple[ReadingRecord, Mapping[str, list[str]]]]
Writer = Callable[[Path, Iterable[ReadingRecord], WriteOptions], Written]


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its name on the command line; `what` is for people.

    `holds` says what an export keeps; `tell` gives the reason why a sample is of this format, "" if
    it is not; `ending` is that of a file that holds a whole export, "" where only a folder can;
    `extra` names the extra that has to be installed; `held` tells by the choices what is kept, and
    `fit` what a record becomes beyond that, with the words of what was lost. `by_line`: records
    stand line by line, and are read faster than a project can take them.
    """

    name: str
    what: str
    tell: Callable[[Sample], str] = lambda _: ""
    read: Reader | None = None
    write: Writer | None = None
    holds: frozenset[Part] = frozenset()
    scheme: Callable[[Path], Scheme | None] = lambda _: None
    ending: str = ""
    extra: str = ""
    choices: tuple[Choice, ...] = ()
    held: Callable[[Mapping[str, str]], frozenset[Part]] | None = None
    fit: Fit | None = None
    by_line: bool = False

    @property
    def reads(self) -> bool:
        """Whether it can be imported."""
        return self.read is not None

    @property
    def writes(self) -> bool:
        """Whether it can be exported to."""
        return self.write is not None

    def keeps(self, choices: Mapping[str, str]) -> frozenset[Part]:
        """What an export with these choices keeps."""
        return self.held(choices) if self.held else self.holds
