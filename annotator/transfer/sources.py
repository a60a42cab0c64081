"""Where an import reads from: each path with its format, as a stream that can be read again."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.bundle import Item, Noted, ReadingRecord, SpanRecord
from annotator.formats.format import AS_IT_IS, Format, ReadOptions
from annotator.formats.registry import format_named, guess
from annotator.model.scheme import Scheme
from annotator.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class Source:
    """One path to import, and how. `labels`: what labels of the file are called here, "" for none.

    `options.story` is for what names none.
    """

    path: Path
    format: str
    options: ReadOptions = AS_IT_IS
    labels: Mapping[str, str] = field(default_factory=dict)

    def items(self, progress: Progress = silent) -> Iterator[Item]:
        """What it holds. Raises `BadInput` if it cannot be read at all."""
        read = self._format.read
        if read is None:
            raise BadInput(f"The format “{self.format}” can be written, not read.")
        found = read(self.path, replace(self.options, progress=progress))
        return self._relabelled(found) if self.labels else found

    def scheme(self) -> Scheme | None:
        """The scheme that stands beside the records, if there is one."""
        return self._format.scheme(self.path)

    @property
    def by_line(self) -> bool:
        """Whether it is read faster than it can be written."""
        return self._format.by_line

    @property
    def size(self) -> int:
        """How many bytes the file has, or the files in the folder."""
        files = self.path.iterdir() if self.path.is_dir() else (self.path,)
        with suppress(OSError):
            return sum(file.stat().st_size for file in files)
        return 0

    @property
    def _format(self) -> Format:
        return format_named(self.format)

    @property
    def default_story(self) -> str:
        """The story of what names none."""
        return self.options.story or self.path.absolute().stem or "articles"

    def _relabelled(self, items: Iterable[Item]) -> Iterator[Item]:
        left_out = links = 0
        for item in items:
            if isinstance(item, ReadingRecord):
                spans = tuple(self._renamed(span) for span in item.spans)
                kept = tuple(span for span in spans if span.label)
                left_out += len(spans) - len(kept)
                ids = {span.id for span in kept}
                relations = [
                    one
                    for one in item.relations
                    if (one.head_doc or one.head in ids) and (one.child_doc or one.child in ids)
                ]
                links += len(item.relations) - len(relations)
                read_for = tuple(filter(None, (self.labels.get(n, n) for n in item.read_for)))
                item = replace(item.with_spans(kept, relations), read_for=read_for)
            yield item
        if left_out:
            also = f", and with them relations: {links}" if links else ""
            what = f"{left_out} spans have labels that are mapped to nothing; left out{also}."
            yield Noted(str(self.path), what)

    def _renamed(self, span: SpanRecord) -> SpanRecord:
        name = self.labels.get(span.label)
        return span if name is None or name == span.label else replace(span, label=name)


def sources(
    paths: Iterable[Path],
    *,
    format_name: str = "",
    options: ReadOptions = AS_IT_IS,
    labels: Mapping[str, str] | None = None,
    table: Path | None = None,
) -> tuple[Source, ...]:
    """The paths with their formats, guessed where none is given, and the table.

    Raises `BadInput` for a format that does not exist or cannot be read.
    """
    if format_name and not format_named(format_name).reads:
        raise BadInput(f"The format “{format_name}” can be written, not read.")
    names = labels or {}
    found = [Source(path, format_name or guess(path).format, options, names) for path in paths]
    if table is not None:
        found.append(Source(table, "table", options, names))
    return tuple(found)
