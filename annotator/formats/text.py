"""Plain text: bytes to the text of an article, and the facts that stand in its front matter."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.bundle import ArticleRecord, Noted
from annotator.text.headline import title_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PACKED = (
    (b"\x1f\x8b", "a gzip file"),
    (b"PK\x03\x04", "a zip file (or a document inside one)"),
    (b"%PDF-", "a PDF"),
    (b"SQLite format 3\0", "a database"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\0", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_NOT_DETECTED = ["utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le", "utf_7"]
"""Without a byte order mark these are guesses: any even number of bytes is UTF-16."""

_FACT_NAMES = {
    "title": "title",
    "headline": "title",
    "outlet": "outlet",
    "publisher": "outlet",
    "byline": "byline",
    "author": "byline",
    "published": "published",
    "date": "published",
    "url": "url",
    "retrieved": "retrieved",
}
_WESTERN = ("cp1252", "latin_1")
_SHORT = 1000
_FENCE = "---"
_FRONT_MATTER_LINES = 100


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and whether that encoding had to be detected."""

    text: str
    encoding: str
    detected: bool = False


def decode(data: bytes, where: str, encoding: str = "") -> Decoded:
    """The text of these bytes, exactly: UTF-8, or by byte order mark, or detected and said so.

    An `encoding` that is given is taken as it is. Raises `BadInput` with `where` and the byte
    position if they are no text.
    """
    if encoding:
        return _decode_as(data, where, encoding)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(encoding), encoding)
            except UnicodeDecodeError as error:
                if encoding.startswith("utf-32"):
                    continue
                position = error.start + len(mark)
                raise BadInput(_broken(where, data, position, encoding.upper())) from None
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _detect(data, error.start, where)


def _decode_as(data: bytes, where: str, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except LookupError:
        raise BadInput(
            f"There is no encoding “{encoding}”. Try utf-8, cp1252 or latin-1."
        ) from None
    except UnicodeDecodeError as error:
        raise BadInput(_broken(where, data, error.start, encoding)) from None


def _detect(data: bytes, position: int, where: str) -> Decoded:
    for magic, kind in _PACKED:
        if data.startswith(magic):
            raise BadInput(f"{where} is {kind}, not a text. Give the text itself.")
    if b"\0" in data or not data[:position].isascii():
        # Sound UTF-8 before the bad byte: the file is UTF-8 and damaged, so no guess is right.
        raise BadInput(_broken(where, data, position, "UTF-8"))
    from charset_normalizer import from_bytes

    matches = from_bytes(data, cp_exclusion=_NOT_DETECTED)
    western = (match for match in matches if match.encoding in _WESTERN)
    # A few accents fit many code pages; in a short text the commonest one is meant.
    best = (next(western, None) if len(data) < _SHORT else None) or matches.best()
    if best is None:
        raise BadInput(_broken(where, data, position, "UTF-8"))
    try:
        text = data.decode(best.encoding)
        text.encode("utf-8")
    except UnicodeError:
        raise BadInput(_broken(where, data, position, "UTF-8")) from None
    return Decoded(text, _plain_name(data, text, best.encoding), detected=True)


def _plain_name(data: bytes, text: str, encoding: str) -> str:
    """The best-known of the encodings that give the very same text."""
    for known in ("cp1252", "latin-1"):
        try:
            if data.decode(known) == text:
                return known
        except UnicodeDecodeError:
            continue
    return encoding


def _broken(where: str, data: bytes, position: int, encoding: str) -> str:
    line = data.count(b"\n", 0, position) + 1
    byte = f"0x{data[position]:02x}" if position < len(data) else "the end"
    return (
        f"{where} cannot be read: byte {position} ({byte}, line {line}) is not {encoding}, "
        "and no other encoding fits. Save it as UTF-8 and try again."
    )


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; raises `BadInput` with a sentence if it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"{path} does not exist.") from None
    except IsADirectoryError:
        raise BadInput(f"{path} is a folder, not a file.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(f"{path} cannot be read: {reason}.") from None


def read_article(
    path: Path, *, story: str = "", name: str = "", encoding: str = ""
) -> tuple[ArticleRecord, tuple[Noted, ...]]:
    """The article in a text file: the text exactly as it is, facts from its front matter.

    Without `name` it is called like the file. Raises `BadInput` if the file holds no text.
    """
    data = read_bytes(path)
    decoded = decode(data, str(path), encoding)
    if not decoded.text:
        raise BadInput(f"{path} is empty: there is nothing to read in it.")
    facts = front_matter(decoded.text)
    facts.setdefault("title", headline(decoded.text))
    article = ArticleRecord(name or file_name(path), story, decoded.text, where=str(path))
    return article.with_facts(facts), encoding_note(decoded, str(path))


def encoding_note(decoded: Decoded, where: str) -> tuple[Noted, ...]:
    """What should be known about an encoding that was detected; nothing if it was certain."""
    if not decoded.detected:
        return ()
    what = f"is not UTF-8; read as {decoded.encoding}, which was detected. Check its letters."
    return (Noted(where, what),)


def file_name(path: Path) -> str:
    """The name of a file as text; bytes that are no UTF-8 are written as `\\xNN`."""
    return path.name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def front_matter(text: str) -> dict[str, str]:
    """The facts between two `---` lines at the start of the text, by name; {} without them."""
    lines = _front_lines(text)
    facts: dict[str, str] = {}
    for line in lines or []:
        key, colon, value = line.partition(":")
        fact = _FACT_NAMES.get(key.strip().lower())
        if colon and fact and fact not in facts and value.strip():
            facts[fact] = _unquoted(value.strip())
    return facts


def _front_lines(text: str) -> list[str] | None:
    lines = re.split(r"\r\n|\r|\n", text[:20_000], maxsplit=_FRONT_MATTER_LINES + 1)
    if lines[0].rstrip() != _FENCE:
        return None
    for number, line in enumerate(lines[1 : _FRONT_MATTER_LINES + 1], start=1):
        if line.rstrip() in (_FENCE, "..."):
            return lines[1:number]
        if line.strip() and ":" not in line and not line.lstrip().startswith(("-", "#")):
            return None
    return None


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def headline(text: str) -> str:
    """What to call a text that names no title: its headline or first words, after front matter."""
    return title_of(without_front_matter(text))


def without_front_matter(text: str) -> str:
    """The text behind its front matter; all of it where there is none."""
    lines = _front_lines(text)
    return text if lines is None else _behind(text, len(lines) + 2)


def _behind(text: str, lines: int) -> str:
    """The text after its first lines."""
    parts = re.split(r"\r\n|\r|\n", text, maxsplit=lines)
    return parts[lines] if len(parts) > lines else ""
