"""PDF as articles: the words of the pages, with title and author where the file has them.

pypdf reads them (BSD-3-Clause), the extra `pdf`. Line ends are those of the page; a word that is
parted at a line's end stays parted, because nothing tells it from one with a hyphen.
"""

import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.bundle import Item
from annotator.formats.format import Format, ReadOptions, Sample
from annotator.formats.pages import Page, read_pages

_ENDINGS = frozenset({".pdf"})
_MISSING = "PDF needs one more package: pip install 'annotator[pdf]'."
_LARGEST = 256 * 1024 * 1024
_FACTS = {"/Title": "title", "/Author": "byline"}


def _read(path: Path, options: ReadOptions) -> Iterator[Item]:
    try:
        import pypdf  # noqa: F401
    except ImportError:
        raise BadInput(_MISSING) from None
    return read_pages(path, options, _ENDINGS, _page)


def _page(data: bytes, where: str, _: ReadOptions) -> Page:
    import logging

    from pypdf import PdfReader

    if len(data) > _LARGEST:
        raise BadInput(f"{where} is larger than 256 MB.")
    if not data.lstrip()[:5].startswith(b"%PDF-"):
        raise BadInput(f"{where} is no PDF by its first bytes.")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadInput(f"{where} is encrypted. Save it without a password.")
        pages = [(page.extract_text() or "").strip() for page in reader.pages]
        told: Mapping[str, object] = reader.metadata or {}
        facts = {name: str(told[key]).strip() for key, name in _FACTS.items() if told.get(key)}
    except (BadInput, MemoryError):
        raise
    except Exception as error:
        raise BadInput(f"{where} cannot be read as a PDF: {type(error).__name__}.") from None
    text = "\n\n".join(page for page in pages if page)
    text = text.encode("utf-8", "replace").decode("utf-8")
    notes = ("the text is that of the pages: look at its lines and columns.",)
    return Page(f"{text}\n" if text else "", facts, notes)


def _tell(sample: Sample) -> str:
    if sample.is_folder:
        found = [name for name in sample.names if Path(name).suffix.lower() in _ENDINGS]
        texts = [name for name in sample.names if Path(name).suffix.lower() in (".txt", ".md")]
        return f"the folder holds {found[0]}" if found and not texts else ""
    return "it is a PDF by its first bytes" if sample.head.startswith(b"%PDF-") else ""


PDF = Format("pdf", "PDF as text", _tell, _read, extra="pdf")
