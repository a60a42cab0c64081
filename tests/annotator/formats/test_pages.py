"""Articles out of Markdown, web pages, .docx and PDF."""

import io
import zipfile
from pathlib import Path

import pytest

from annotator.errors import BadInput
from annotator.formats.bundle import ArticleRecord, Item, Refused
from annotator.formats.format import ReadOptions
from annotator.formats.registry import format_named, guess

FIRST = "Ada Lovelace works at Acme Corp in London, and “we won,” she said 😊 on Friday."
SECOND = "A second paragraph with a link and more words, so that it is long enough to be one."
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Ada wins - The Paper</title>
<meta name="author" content="Jane Doe"><meta property="og:site_name" content="The Paper">
<meta property="article:published_time" content="2026-11-20T10:00:00Z">
<link rel="canonical" href="https://example.org/a"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Ada wins</h1><p>{FIRST}</p>
<p>A second paragraph with a <a href="y">link</a> and more words, so that it is long enough to be
one.</p><h2>A heading</h2><ul><li>one</li><li>two</li></ul></article>
<footer>Copyright, all rights reserved</footer></body></html>"""

MARKDOWN = """---
outlet: The Paper
---
# Ada *wins*

Ada [Lovelace](https://example.org) works `here`,
and “we won,” **she** said 😊.  ![a picture](x.png)

- one
- two

<script>alert(1)</script>
"""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = f"""<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>
<w:p><w:r><w:t>Ada </w:t></w:r><w:r><w:t xml:space="preserve">wins &amp; 😊</w:t></w:r></w:p>
<w:p><w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del>
<w:ins><w:r><w:t>She</w:t><w:tab/><w:t>said</w:t><w:br/><w:t>so.</w:t></w:r></w:ins></w:p>
<w:p/></w:body></w:document>"""
CORE = (
    '<cp:p xmlns:cp="c" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>A title</dc:title><dc:creator>Jane</dc:creator></cp:p>"
)


def docx(body: str = BODY, **others: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", body)
        for name, words in others.items():
            packed.writestr(name.replace("__", "/") + ".xml", words)
    return held.getvalue()


def pdf(words: str) -> bytes:
    """A PDF of one page, by hand."""
    stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources 7 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Title(A title)/Author(Jane)>>",
        b"<</Font<</F1 5 0 R>>>>",
    ]
    made = bytearray(b"%PDF-1.4\n")
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj%s\nendobj\n" % (number, one)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer<</Size %d/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )
    return bytes(made)


def items(name: str, path: Path) -> list[Item]:
    read = format_named(name).read
    assert read is not None
    return list(read(path, ReadOptions()))


def article(name: str, path: Path) -> ArticleRecord:
    found = [one for one in items(name, path) if isinstance(one, ArticleRecord)]
    assert len(found) == 1
    return found[0]


def test_a_web_page_becomes_its_article(tmp_path: Path):
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    assert guess(path).format == "html"
    one = article("html", path)
    assert one.text == f"Ada wins\n\n{FIRST}\n\n{SECOND}\n\nA heading\n\none\n\ntwo\n"
    assert (one.title, one.byline, one.published) == ("Ada wins", "Jane Doe", "2026-11-20")
    assert (one.outlet, one.url) == ("The Paper", "https://example.org/a")


def test_an_old_page_is_read_in_the_encoding_that_it_names(tmp_path: Path):
    path = tmp_path / "page.htm"
    page = (
        PAGE.replace("utf-8", "windows-1251").replace("😊", "и").replace("“", "").replace("”", "")
    )
    path.write_bytes(page.encode("windows-1251"))
    assert "и" in article("html", path).text


def test_markdown_becomes_its_words(tmp_path: Path):
    path = tmp_path / "a.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    one = article("markdown", path)
    words = "Ada Lovelace works here, and “we won,” she said 😊."
    assert one.text == f"Ada wins\n\n{words}\n\none\n\ntwo\n"
    assert (one.title, one.outlet) == ("Ada wins", "The Paper")
    assert guess(path).format == "text"


def test_a_docx_becomes_its_paragraphs(tmp_path: Path):
    path = tmp_path / "a.docx"
    path.write_bytes(docx(docProps__core=CORE))
    assert guess(path).format == "docx"
    one = article("docx", path)
    assert one.text == "Ada wins & 😊\n\nShe\tsaid\nso.\n"
    assert (one.title, one.byline) == ("A title", "Jane")


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + BODY.partition("?>")[2].replace("wins", "&a;")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"no zip", "no sound .docx"),
        (docx()[:200], "no sound .docx"),
        (docx(ENTITY), "declares entities"),
        (docx("<w:document"), "line 1"),
        (docx("a" * 50), "line 1"),
    ],
)
def test_a_bad_docx_is_refused_with_a_sentence(tmp_path: Path, data: bytes, why: str):
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    (one,) = items("docx", path)
    assert isinstance(one, Refused)
    assert why in one.why


def test_a_docx_of_great_depth_is_read(tmp_path: Path):
    deep = "<w:sdt>" * 100_000, "</w:sdt>" * 100_000
    path = tmp_path / "a.docx"
    path.write_bytes(docx(BODY.replace("<w:p/>", f"{deep[0]}<w:p/>{deep[1]}")))
    assert article("docx", path).text.startswith("Ada wins")


def test_a_docx_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("annotator.formats.docx_articles._LARGEST", 10_000)
    path = tmp_path / "a.docx"
    path.write_bytes(docx(BODY.replace("wins", "w" * 20_000)))
    (one,) = items("docx", path)
    assert isinstance(one, Refused)
    assert "would unpack" in one.why


def test_a_pdf_becomes_its_words(tmp_path: Path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("Ada wins in London."))
    assert guess(path).format == "pdf"
    one = article("pdf", path)
    assert one.text == "Ada wins in London.\n"
    assert (one.title, one.byline) == ("A title", "Jane")


@pytest.mark.parametrize("data", [b"words", b"%PDF-1.4\n", pdf("x")[:120]])
def test_a_bad_pdf_is_refused_with_a_sentence(tmp_path: Path, data: bytes):
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    (one,) = items("pdf", path)
    assert isinstance(one, Refused)
    assert one.why.endswith(".")


def test_without_the_package_pdf_says_what_to_install(tmp_path: Path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    with pytest.raises(BadInput, match=r"annotator\[pdf\]"):
        items("pdf", tmp_path)


def test_a_folder_of_pages_is_stories_by_its_subfolders(tmp_path: Path):
    (tmp_path / "one story").mkdir()
    (tmp_path / "one story" / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "one story" / "style.css").write_text("p {}", encoding="utf-8")
    assert guess(tmp_path).format == "html"
    assert article("html", tmp_path).story == "one story"
