import pytest

from annotator.errors import BadInput
from annotator.formats.bundle import ArticleRecord, Noted, Refused
from annotator.formats.table import read_table


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text("Ada wins\n\nText.", encoding="utf-8")
    (tmp_path / "sub" / "b.txt").write_bytes("Über alles, was schön ist.".encode("cp1252"))
    return tmp_path


def table(folder, text, encoding="utf-8"):
    path = folder / "stories.csv"
    path.write_bytes(text.encode(encoding))
    return list(read_table(path, story="other"))


def test_a_row_brings_an_article_with_its_facts(folder):
    (article,) = table(
        folder,
        "path,Story,title,outlet,byline,published,URL,retrieved,desk\r\n"
        'a.txt,first,"Ada, ""again""\nand again",=HYPERLINK("x"),N. N.,2026,http://x,2027,+1\r\n',
    )
    assert isinstance(article, ArticleRecord)
    assert (article.story, article.name) == ("first", "a.txt")
    assert article.facts() == {
        "title": 'Ada, "again"\nand again',
        "outlet": '=HYPERLINK("x")',
        "byline": "N. N.",
        "published": "2026",
        "url": "http://x",
        "retrieved": "2027",
    }
    assert article.extra == (("desk", "+1"),)
    assert article.where.endswith("stories.csv, line 2")


def test_what_a_row_leaves_empty_comes_from_the_text_or_the_command(folder):
    (article,) = table(folder, "path,story,title\na.txt,,\n")
    assert isinstance(article, ArticleRecord)
    assert (article.story, article.title) == ("other", "Ada wins")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_marks_and_delimiters_of_spreadsheets(folder, encoding, delimiter):
    (article,) = table(folder, f"path{delimiter}title\na.txt{delimiter}T\n", encoding)
    assert isinstance(article, ArticleRecord)
    assert article.title == "T"


def test_an_article_in_another_encoding_is_told_with_its_row(folder):
    note, article = table(folder, "path\nsub/b.txt\n")
    assert isinstance(note, Noted)
    assert "line 2" in note.where
    assert isinstance(article, ArticleRecord)
    assert article.text == "Über alles, was schön ist."


def test_a_file_may_stand_in_several_stories_and_come_from_several_outlets(folder):
    items = table(
        folder,
        "path,story,outlet\na.txt,S,X\na.txt,S,Y\na.txt,T,X\na.txt,S,X\na.txt,,\na.txt,other,\n",
    )
    taken = [(i.story, i.outlet) for i in items if isinstance(i, ArticleRecord)]
    assert taken == [("S", "X"), ("S", "Y"), ("T", "X"), ("other", "")]
    refused = [i.where.rpartition(" ")[2] for i in items if isinstance(i, Refused)]
    assert refused == ["5", "7"]


def test_rows_that_cannot_be_taken_are_refused_by_their_line(folder):
    items = table(
        folder,
        'path,title\nno.txt,x\na.txt\n,"two\nlines"\n\na.txt,T,more\na.txt,T\na.txt,T\nsub,x\n',
    )
    told = [
        (item.where.rpartition(" ")[2], item.why) for item in items if isinstance(item, Refused)
    ]
    assert [line for line, _ in told] == ["2", "3", "4", "7", "9", "10"]
    assert "no.txt does not exist" in told[0][1]
    assert told[1][1] == "the row has 1 cells, the first line names 2 columns."
    assert told[2][1] == "the row names no path."
    assert told[4][1] == "a.txt stands in the table already."
    assert "is a folder" in told[5][1]
    assert sum(isinstance(item, ArticleRecord) for item in items) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "there is no column called “path”"),
        ("title,story\n", "there is no column called “path”"),
        ("path,title,title\n", "the column 'title' stands twice"),
        ("path,,x\n", "column 2 has no name"),
        ('path,title\na.txt,"never closed\na.txt,x\n', "line 2: the row cannot be read"),
        ('path,title\na.txt,"a"b\n', "line 2: the row cannot be read"),
    ],
)
def test_a_table_that_cannot_be_read_is_a_sentence(folder, text, why):
    with pytest.raises(BadInput, match=r"stories\.csv") as refused:
        table(folder, text)
    assert why in str(refused.value)


def test_a_long_cell_is_taken(folder):
    (article,) = table(folder, f"path,note\na.txt,{'x' * 200_000}\n")
    assert isinstance(article, ArticleRecord)
    assert len(article.extra[0][1]) == 200_000
