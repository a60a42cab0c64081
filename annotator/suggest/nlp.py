"""Names that a spaCy pipeline finds. The only file that knows spaCy.

A pipeline is loaded without the parts that names do not need. In 100 news articles that left all
8,684 names but two as they were and took 0.39 of the time (see docs/decisions).
"""

import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import regex

from annotator.model.story import text_sha256
from annotator.progress import Progress, silent
from annotator.suggest.models import Model, ModelError, installed
from annotator.suggest.parse import Name, Parse
from annotator.text.paragraphs import LINE_BREAK

if TYPE_CHECKING:
    from spacy.language import Language

LONGEST_PIECE = 20_000
"""Code points that the pipeline gets at once, and between two looks at whether to go on."""

_NOT_FOR_NAMES = frozenset(
    {"tok2vec", "tagger", "morphologizer", "parser", "senter", "sentencizer", "attribute_ruler"}
    | {"lemmatizer", "trainable_lemmatizer", "textcat", "textcat_multilabel"}
)
"""Factories of parts that a part for names does not need, unless it listens to them."""

_LAST_BREAK = regex.compile(rf"(?r)(?:{LINE_BREAK})")
_LAST_STOP = regex.compile(r"(?r)(?<=[.!?…。！？]['\"”’]?)\s")
_LAST_BLANK = regex.compile(r"(?r)\s")
_NO_WORD = regex.compile(r"[^\w\s]{20,}|\S{200,}")
"""The time of spaCy's tokenizer grows with the square of such runs: 20,000 marks took a minute."""


@dataclass(frozen=True, slots=True, eq=False)
class Pipeline:
    """A loaded model."""

    model: Model
    language: "Language"


class Piece(NamedTuple):
    """A part of a text: which text, and where, in code points, end exclusive."""

    text: int
    start: int
    end: int


def load(name: str) -> Pipeline:
    """Load an installed model by its name, only what it needs for names.

    Whether it may be loaded is asked before (`models.why_ask`). Raises `ModelError`.
    """
    model = installed(name)
    if model.fault:
        raise ModelError(model.fault)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            language = _loaded(model)
    except (Exception, SystemExit) as error:
        raise _cannot_load(model, error) from error
    if not _finds_names(language):
        raise ModelError(f"The model “{name}” has no part that finds names. Choose another model.")
    return Pipeline(model, language)


def parse(texts: Sequence[str], pipeline: Pipeline, progress: Progress = silent) -> Iterator[Parse]:
    """The names in each text, in order; every type that the model knows.

    Progress counts code points. Raises what `progress` raises, and `ModelError` where the model
    fails at work.
    """
    total = sum(map(len, texts))
    done = 0
    names: list[list[Name]] = [[] for _ in texts]
    finished = 0
    for batch in _batches(texts):
        progress(done, total, "Looking for names")
        for piece, found in zip(batch, _found(texts, batch, pipeline), strict=True):
            names[piece.text] += found
        done += sum(piece.end - piece.start for piece in batch)
        while finished < batch[-1].text:
            yield _parse(texts[finished], names[finished], pipeline.model)
            finished += 1
    for index in range(finished, len(texts)):
        yield _parse(texts[index], names[index], pipeline.model)
    progress(total, total, "Looking for names")


def _parse(text: str, names: list[Name], model: Model) -> Parse:
    return Parse(text_sha256(text), model.name, model.version, tuple(names))


def _loaded(model: Model) -> "Language":
    import spacy
    from spacy.util import load_config

    configs = list(model.path.glob("*/config.cfg"))
    if len(configs) != 1:
        raise FileNotFoundError("its config.cfg is missing")
    return spacy.load(model.name, exclude=_superfluous(load_config(configs[0])))


def pieces(text: str, longest: int = LONGEST_PIECE) -> Iterator[tuple[int, int]]:
    """The text in parts of at most `longest` code points, cut after a line where possible.

    A longer line is cut after a sentence, else after a blank, else where it has to be.
    """
    start = 0
    while len(text) - start > longest:
        end = start + longest
        for mark in (_LAST_BREAK, _LAST_STOP, _LAST_BLANK):
            if found := mark.search(text, start + longest // 2, end):
                end = found.end()
                break
        if text[end - 1 : end + 1] == "\r\n" and end - 1 > start:
            end -= 1
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


def _batches(texts: Sequence[str]) -> Iterator[list[Piece]]:
    """All pieces in order, some at a time, so that short articles go together."""
    batch: list[Piece] = []
    size = 0
    for index, text in enumerate(texts):
        for start, end in pieces(text):
            if batch and size + end - start > LONGEST_PIECE:
                yield batch
                batch, size = [], 0
            batch.append(Piece(index, start, end))
            size += end - start
    if batch:
        yield batch


def _found(texts: Sequence[str], batch: list[Piece], pipeline: Pipeline) -> list[list[Name]]:
    """The names in each piece, in order, placed in their texts."""
    language = pipeline.language
    parts = [_readable(texts[each.text][each.start : each.end]) for each in batch]
    try:
        with warnings.catch_warnings(), language.memory_zone():
            warnings.simplefilter("ignore")
            return [
                [
                    Name(piece.start + name.start_char, piece.start + name.end_char, name.label_)
                    for name in found.ents
                ]
                for piece, found in zip(batch, language.pipe(parts), strict=True)
            ]
    except Exception as error:
        raise ModelError(
            f"The model “{pipeline.model.name}” failed at work ({_first_line(error)}). "
            "Install it again or choose another model."
        ) from error


def _readable(text: str) -> str:
    """The text with blanks in place of what no word is, character for character."""
    return _NO_WORD.sub(lambda found: " " * len(found[0]), text)


def _superfluous(config: dict[str, dict[str, dict[str, object]]]) -> list[str]:
    """The parts of a pipeline that its part for names can do without.

    None where it has parts besides that we do not know: they may need anything.
    """
    parts = {name: _factory(part) for name, part in config["components"].items()}
    order: Iterable[str] = config["nlp"]["pipeline"]
    known = _NOT_FOR_NAMES | {"ner"}
    if not all(parts.get(name) in known for name in order):
        return []
    heard = any(parts[name] == "ner" and _listens(config["components"][name]) for name in order)
    return [
        name
        for name, factory in parts.items()
        if factory in _NOT_FOR_NAMES and not (heard and factory == "tok2vec")
    ]


def _factory(part: dict[str, object]) -> str:
    return str(part.get("factory", ""))


def _listens(part: object) -> bool:
    """Whether a part reads the vectors that another one makes."""
    if isinstance(part, dict):
        return any(_listens(value) for value in part.values())
    return isinstance(part, str) and "Listener" in part


def _finds_names(language: "Language") -> bool:
    return any("doc.ents" in language.get_pipe_meta(name).assigns for name in language.pipe_names)


def _cannot_load(model: Model, error: BaseException) -> ModelError:
    again = f"pip install --force-reinstall {model.package}=={model.version}"
    if isinstance(error, ImportError):
        return ModelError(
            f"The model “{model.name}” could not be loaded: it needs “{error.name}”, which is not "
            f"installed or is damaged. Install it again: {again}"
        )
    return ModelError(
        f"The model “{model.name}” could not be loaded; its files may be damaged "
        f"({_first_line(error)}). Install it again: {again}"
    )


def _first_line(error: BaseException) -> str:
    """What an error of others says, short enough for a sentence."""
    lines = str(error).strip().splitlines() or [""]
    words = " ".join(lines[0].split())
    return (words[:120] + "…" if len(words) > 120 else words) or type(error).__name__
