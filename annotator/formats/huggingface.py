"""A folder that `datasets.load_dataset` takes: JSONL as we have it, or Parquet with a fixed schema.

Rows of tokens with tags, as such datasets often have them, are read too. Parquet needs pyarrow,
which is the extra `parquet`; it is loaded when such a file is written or read.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.errors import BadInput
from annotator.formats.bundle import Item, Noted, ReadingRecord, Refused
from annotator.formats.card import CARD_MARK, STRINGS, Kind, dataset_card, record_fields
from annotator.formats.format import Choice, Format, ReadOptions, Sample, WriteOptions, Written
from annotator.formats.json_values import Given, json_values
from annotator.formats.jsonl import PARTS, SCHEME, read_scheme_beside, write_jsonl
from annotator.formats.losses import ALL_PARTS
from annotator.formats.measured import Measured
from annotator.formats.noted import Notes
from annotator.formats.record import record_value
from annotator.formats.scheme_writing import write_scheme
from annotator.formats.survey import Survey
from annotator.formats.token_rows import is_token_row, read_token_row
from annotator.formats.whole import whole_folder

if TYPE_CHECKING:
    import pyarrow

_JSONL, _PARQUET = "jsonl", "parquet"
_ENDING = ".parquet"
_CARD = "README.md"
_ROWS = 1000
_MISSING = "Parquet needs one more package: pip install 'annotator[parquet]'."


# Writing


def _write(path: Path, records: Iterable[ReadingRecord], options: WriteOptions) -> Written:
    if path.suffix.lower() in (".jsonl", _ENDING):
        raise BadInput(f"{path}: a dataset is a folder. Name one.")
    if options.choice("files", _JSONL) == _JSONL:
        return write_jsonl(
            path,
            records,
            scheme=options.scheme,
            by_split=options.by_split,
            progress=options.progress,
        )
    return _write_parquet(path, records, options)


def _write_parquet(path: Path, records: Iterable[ReadingRecord], options: WriteOptions) -> Written:
    _, parquet = _pyarrow()
    survey = Survey(options.by_split)
    for record in records:
        survey.add(record)
    parts = [part for part in PARTS if part in survey.parts] or ["spans"]
    schema = _schema(survey.keys)
    names = frozenset({*(f"{part}{_ENDING}" for part in PARTS), SCHEME, _CARD})
    with whole_folder(path, names, CARD_MARK) as folder:
        writers = {p: parquet.ParquetWriter(folder / f"{p}{_ENDING}", schema) for p in parts}
        waiting: dict[str, list[dict[str, Any]]] = {part: [] for part in parts}
        for number, record in enumerate(records):
            options.progress(number, survey.records, record.article.name)
            part = survey.part_name(record)
            waiting[part].append(_row(record, survey.keys))
            if len(waiting[part]) >= _ROWS:
                _flush(writers[part], waiting[part], schema)
        for part in parts:
            _flush(writers[part], waiting[part], schema)
            writers[part].close()
        sizes = {part: (folder / f"{part}{_ENDING}").stat().st_size for part in parts}
        card = dataset_card(survey, sizes, options.scheme, ())
        for part in parts:
            card = card.replace(f"{part}.jsonl", f"{part}{_ENDING}")
        (folder / _CARD).write_text(card, encoding="utf-8", newline="\n")
        (folder / SCHEME).write_text(write_scheme(options.scheme), encoding="utf-8", newline="\n")
    counts = survey.parts.values()
    return Written(
        tuple(path / f"{part}{_ENDING}" for part in parts),
        survey.records,
        sum(part.articles for part in counts),
        sum(part.spans for part in counts),
        sum(part.relations for part in counts),
    )


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise BadInput(_MISSING) from None
    return pyarrow, pyarrow.parquet


def _flush(writer: Any, rows: list[dict[str, Any]], schema: "pyarrow.Schema") -> None:  # noqa: ANN401
    if rows:
        pyarrow, _ = _pyarrow()
        writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))
        rows.clear()


def _row(record: ReadingRecord, keys: Sequence[str]) -> dict[str, Any]:
    value = record_value(record, keys)
    for held in (value, *value["spans"]):
        for key in ("created_at", "updated_at"):
            if held[key]:
                held[key] = datetime.fromisoformat(held[key]).replace(tzinfo=None)
    return value


def _schema(keys: Sequence[str]) -> "pyarrow.Schema":
    """The types that the card names, too; the same for every export but for the keys of `meta`."""
    pa, _ = _pyarrow()
    return pa.schema([pa.field(name, _type(kind)) for name, kind in record_fields(keys)])


def _type(kind: Kind) -> Any:  # noqa: ANN401 - pyarrow
    pa, _ = _pyarrow()
    simple = {
        "string": pa.string(),
        "int64": pa.int64(),
        "float64": pa.float64(),
        "bool": pa.bool_(),
        "timestamp[s]": pa.timestamp("s"),
        STRINGS: pa.list_(pa.string()),
    }
    if isinstance(kind, str):
        return simple[kind]
    if isinstance(kind, Mapping):
        return pa.struct([pa.field(name, simple[one]) for name, one in kind.items()])
    return pa.list_(pa.struct([pa.field(name, _type(one)) for name, one in kind]))


# Reading


def _read(path: Path, options: ReadOptions) -> Iterator[Item]:
    measured = Measured(options)

    def items() -> Iterator[Item]:
        for file, split in _files(path):
            for where, row in _rows(file, options):
                if isinstance(row, Refused | Noted):
                    yield row
                elif is_token_row(row):
                    yield from read_token_row(row, where, split)
                else:
                    value = {**row, "split": split} if split and "split" not in row else row
                    for item in measured.read(value, where):
                        if isinstance(item, Refused):
                            item = Refused(item.where, item.why, _words(row))
                        yield item

    yield from Notes().thinned(items())
    yield from measured.notes()


def _words(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, default=str)


def _files(path: Path) -> Iterator[tuple[Path, str]]:
    if not path.is_dir():
        yield path, ""
        return
    found = [f for f in sorted(path.rglob("*")) if f.suffix.lower() in (_ENDING, ".jsonl")]
    if not found:
        raise BadInput(f"{path} holds no Parquet and no JSONL.")
    for file in found:
        name = file.stem.partition("-")[0].lower()
        splits = {"train": "train", "dev": "dev", "validation": "dev", "valid": "dev"}
        yield file, {**splits, "test": "test"}.get(name, "")


def _rows(path: Path, options: ReadOptions) -> Iterator[tuple[str, Any]]:
    if path.suffix.lower() != _ENDING:
        for found in json_values(path, options.progress):
            yield found.where, found.value if isinstance(found, Given) else found
        return
    pyarrow, parquet = _pyarrow()
    try:
        with path.open("rb") as opened:
            file = parquet.ParquetFile(opened)
            names = _class_names(file.schema_arrow)
            number = 0
            for batch in file.iter_batches(batch_size=_ROWS):
                for row in batch.to_pylist():
                    number += 1
                    options.progress(number, file.metadata.num_rows, path.name)
                    yield f"{path}, row {number}", _plain(row, names)
    except (pyarrow.ArrowException, OSError) as error:
        raise BadInput(f"{path} cannot be read as Parquet: {str(error)[:100]}.") from None


def _class_names(schema: Any) -> dict[str, list[str]]:  # noqa: ANN401 - pyarrow
    """The names of classes by column, which `datasets` keeps in the metadata of a file."""
    try:
        told = json.loads((schema.metadata or {}).get(b"huggingface", b"{}"))
        features = told["info"]["features"]
    except (ValueError, KeyError, TypeError):
        return {}
    found: dict[str, list[str]] = {}
    for column, feature in features.items() if isinstance(features, dict) else ():
        inner = feature.get("feature", feature) if isinstance(feature, dict) else {}
        if isinstance(inner, dict) and isinstance(inner.get("names"), list):
            found[column] = inner["names"]
    return found


def _plain(row: Mapping[str, Any], names: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """A row as JSON has it: times as texts, classes by their names, nothing for null."""
    plain: dict[str, Any] = {}
    for key, value in row.items():
        if key in names:
            value = _named(value, names[key])
        if value is not None:
            plain[key] = _json(value)
    return plain


def _named(value: Any, names: Sequence[str]) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, list):
        return [_named(one, names) for one in value]
    return names[value] if type(value) is int and 0 <= value < len(names) else value


def _json(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, datetime):
        utc = value.astimezone(UTC) if value.tzinfo else value
        return f"{utc.replace(microsecond=0, tzinfo=None).isoformat()}Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_json(part) for part in value]
    return value.hex() if isinstance(value, bytes) else value


def _tell(sample: Sample) -> str:
    if sample.is_folder:
        found = [name for name in sample.names if name.lower().endswith(_ENDING)]
        return f"the folder holds {found[0]}" if found else ""
    if sample.head.startswith(b"PAR1"):
        return "it is Parquet by its first bytes"
    if sample.start[:1] == b"{" and b'"tokens"' in sample.head and b'"text"' not in sample.head:
        return "its rows have “tokens” with tags"
    return ""


HUGGINGFACE = Format(
    "huggingface",
    "a folder for datasets.load_dataset, JSONL or Parquet",
    _tell,
    _read,
    _write,
    holds=ALL_PARTS,
    scheme=read_scheme_beside,
    extra="parquet",
    choices=(Choice("files", (_JSONL, _PARQUET), "JSONL, or Parquet with a fixed schema"),),
)
