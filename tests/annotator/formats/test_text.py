import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import BadInput
from annotator.formats.bundle import Noted
from annotator.formats.text import decode, file_name, front_matter, headline, read_article

NASTY = "a\r\nb\rc\u2028d\x85e\0f 😊 שלום e\u0301\n\n\n"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32-le", b"\xff\xfe\0\0"),
        ("utf-32-be", b"\0\0\xfe\xff"),
    ],
)
def test_the_text_is_kept_exactly(tmp_path, encoding, mark):
    path = tmp_path / "a.txt"
    path.write_bytes(mark + NASTY.encode(encoding))
    article, notes = read_article(path, story="s")
    assert article.text == NASTY
    assert (article.name, article.story, notes) == ("a.txt", "s", ())


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_utf8_is_never_altered(text):
    decoded = decode(text.encode(), "x")
    assert decoded.text == text.removeprefix("\ufeff")
    assert not decoded.detected


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("“Quoted” – it’s £5 of the café’s money, and that is all there is to say.", "cp1252"),
        ("Привет, мир. Это новости дня, и других новостей сегодня нет.", "cp1251"),
        ("日本語のニュース記事です。今日は天気がいい。明日は雨です。", "shift_jis"),
    ],
)
def test_another_encoding_is_detected_and_told(tmp_path, text, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    article, notes = read_article(path)
    assert article.text == text
    (note,) = notes
    assert isinstance(note, Noted)
    assert note.where == str(path)
    assert "which was detected" in note.what


def test_short_words_are_never_taken_for_utf16():
    assert decode("Müller".encode("latin-1"), "x").encoding not in ("utf_16_le", "utf_16_be")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("schön ".encode() + b"\xff", "byte 7 (0xff, line 1) is not UTF-8"),
        (b"\0\x01\x02\xff\xfe\x80", "byte 3 (0xff, line 1) is not UTF-8"),
        (b"\xff\xfea\0\x00\xd8", "byte 4 (0x00, line 1) is not UTF-16-LE"),
        (gzip.compress(b"text", mtime=0), "is a gzip file, not a text"),
        (b"PK\x03\x04\xff\xff", "is a zip file"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "is a PDF, not a text"),
    ],
)
def test_what_is_no_text_is_refused_by_name_and_place(tmp_path, data, why):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(BadInput) as refused:
        read_article(path)
    assert str(path) in str(refused.value)
    assert why in str(refused.value)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_refused(tmp_path, data):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(BadInput, match=r"a\.txt is empty"):
        read_article(path)


def test_files_that_cannot_be_read_are_told(tmp_path):
    with pytest.raises(BadInput, match="does not exist"):
        read_article(tmp_path / "no.txt")
    with pytest.raises(BadInput, match="is a folder"):
        read_article(tmp_path)


def test_fifty_megabytes_and_a_line_of_a_million(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 1_000_000 + b"\n" + b"word " * 10_000_000)
    article, _ = read_article(path)
    assert len(article.text) == 51_000_001
    assert len(article.title) < 200


FRONT = """---
title: "Ada: a life"
Author: 'N. N.'
date: 2026-11-20
url: https://example.org/a?b=c
outlet:   The Paper
retrieved: 2026-11-21
tags:
  - one
colour: red
---
The text begins."""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_front_matter_is_read_for_facts_and_stays_in_the_text(tmp_path, end):
    text = FRONT.replace("\n", end)
    path = tmp_path / "a.md"
    path.write_bytes(text.encode())
    article, _ = read_article(path)
    assert article.text == text
    assert article.facts() == {
        "title": "Ada: a life",
        "outlet": "The Paper",
        "byline": "N. N.",
        "published": "2026-11-20",
        "url": "https://example.org/a?b=c",
        "retrieved": "2026-11-21",
    }


@pytest.mark.parametrize(
    "text",
    ["---\nnever closed: yes\n", "---\nThis is prose\n---\n", "a: b\n---\n", "", "----\n---"],
)
def test_what_is_no_front_matter_is_left_alone(text):
    assert front_matter(text) == {}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Ada wins the prize\n\nThe jury said so.", "Ada wins the prize"),
        ("\n\n# Ada wins\nThe jury said so.", "Ada wins"),
        ("# Only this", "Only this"),
        ("Ada won the prize. The jury said so.\nMore.", "Ada won the prize. The jury said so."),
        (
            "One two three four five six seven eight nine ten",
            "One two three four five six seven eight nine ten",
        ),
        ("---\ntitle:\n---\nAda wins\n\nText.", "Ada wins"),
        ("short", "short"),
        ("\n \n", ""),
        ("", ""),
        ("日" * 500, "日" * 79 + "…"),
    ],
)
def test_a_title_is_the_headline_or_the_first_words(text, title):
    assert headline(text) == title


def test_file_names_that_are_no_utf8_become_text(tmp_path):
    assert file_name(tmp_path / "b\udcff.txt") == r"b\xff.txt"


def test_an_encoding_that_is_given_is_taken_as_it_is():
    assert decode("naïve".encode("cp1252"), "a.txt", "cp1252").text == "naïve"
    with pytest.raises(BadInput, match="no encoding “nonsense”"):
        decode(b"a", "a.txt", "nonsense")
    with pytest.raises(BadInput, match=r"a\.txt.*byte"):
        decode("naïve".encode("cp1252"), "a.txt", "utf-8")


def test_a_short_western_text_is_read_as_such():
    words = "El niño dijo que mañana vendría; a naïve reader believes it."
    assert decode(words.encode("latin-1"), "a.txt").text == words
