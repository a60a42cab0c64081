"""The pipeline: names in pieces of bounded size; a model that is not well says so."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import Cancelled
from annotator.model.story import text_sha256
from annotator.suggest import nlp
from annotator.suggest.models import DEFAULT_NAME, ModelError, installed
from annotator.suggest.parse import Name
from tests.annotator.text.strange import ARTICLES, read
from tests.annotator.text.strange import texts as strange_texts

Damage = Callable[[str], Path]


@pytest.fixture(scope="module")
def pipeline() -> nlp.Pipeline:
    return nlp.load(DEFAULT_NAME)


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Damage]:
    """The folder of a copy of the default model, installed under another name."""
    import sys

    before = set(sys.modules)

    def made(name: str) -> Path:
        folder = tmp_path / name
        shutil.copytree(installed(DEFAULT_NAME).path, folder)
        about = tmp_path / f"{name}-3.8.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 3.8.0\n")
        (about / "entry_points.txt").write_text(f"[spacy_models]\n{name} = {name}\n")
        monkeypatch.syspath_prepend(str(tmp_path))
        return next(folder.glob("*/config.cfg")).parent

    yield made
    for name in set(sys.modules) - before:
        if name.startswith("en_"):
            del sys.modules[name]


def names(text: str, pipeline: nlp.Pipeline) -> tuple[Name, ...]:
    return next(iter(nlp.parse([text], pipeline))).names


def test_only_what_names_need_is_loaded_and_finds_the_same(pipeline: nlp.Pipeline):
    import importlib

    whole = importlib.import_module(DEFAULT_NAME).load()
    assert pipeline.language.pipe_names == ["ner"]
    for path in ARTICLES:
        said = [Name(n.start_char, n.end_char, n.label_) for n in whole(read(path)).ents]
        assert list(names(read(path), pipeline)) == said


def test_a_parse_says_what_it_was_made_of(pipeline: nlp.Pipeline):
    text = read(ARTICLES[0])
    parse = next(iter(nlp.parse([text], pipeline)))
    assert (parse.sha256, parse.model, parse.version) == (text_sha256(text), DEFAULT_NAME, "3.8.0")


def test_short_long_and_empty_articles_in_order(pipeline: nlp.Pipeline):
    long = read(ARTICLES[0]) * 7
    texts = ["", read(ARTICLES[1]), long, "\n", read(ARTICLES[2]), ""]
    parses = list(nlp.parse(texts, pipeline))
    assert [parse.sha256 for parse in parses] == [text_sha256(text) for text in texts]
    assert [bool(parse.names) for parse in parses] == [False, True, True, False, True, False]
    alone = [names(text, pipeline) for text in texts]
    assert [parse.names for parse in parses] == alone
    assert list(nlp.parse([], pipeline)) == []


def test_places_are_code_points_of_the_whole_text(pipeline: nlp.Pipeline):
    text = "👍🏽 e\u0301 中文\r\n" * 6000 + "\nBarack Obama met Angela Merkel in Berlin."
    assert len(text) > 2 * nlp.LONGEST_PIECE
    found = {text[name.start : name.end] for name in names(text, pipeline)}
    assert {"Barack Obama", "Angela Merkel", "Berlin"} <= found


@given(st.one_of(strange_texts, st.text("ab .\n\r\u2028", max_size=300)), st.integers(2, 40))
def test_pieces_tile_the_text_and_end_at_lines(text: str, longest: int):
    found = list(nlp.pieces(text, longest))
    assert "".join(text[start:end] for start, end in found) == text
    assert all(0 < end - start <= longest for start, end in found)
    for _, end in found[:-1]:
        assert text[end - 1 : end + 1] != "\r\n"


def test_a_piece_ends_with_a_line_if_there_is_one_then_with_a_sentence_then_with_a_blank():
    assert list(nlp.pieces("One two three.\nFour. Five", 20)) == [(0, 15), (15, 25)]
    assert list(nlp.pieces("One two three. Four five", 20)) == [(0, 15), (15, 24)]
    assert list(nlp.pieces("One two three fourfivesix", 20)) == [(0, 14), (14, 25)]
    assert list(nlp.pieces("x" * 45, 20)) == [(0, 20), (20, 40), (40, 45)]


def test_it_tells_how_far_it_is_and_stops_between_pieces(pipeline: nlp.Pipeline):
    text = ("Asia is large. " * 10 + "\n") * 700
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int, what: str) -> None:
        told.append((done, total))
        if len(told) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(nlp.parse([text], pipeline, tell))
    assert told[0] == (0, len(text))
    assert told[2][0] <= 2 * nlp.LONGEST_PIECE


@pytest.mark.parametrize(
    "text",
    ['"' * 100_000, "‘’" * 20_000, "a" * 50_000, '"(\'x' * 10_000, "👍" * 20_000, "\0" * 20_000,
     "وزارة الخارجية " * 500, "中华人民共和国" * 3000, "\n" * 50_000],
    ids=["marks", "curly", "letters", "mixed", "emoji", "nul", "arabic", "chinese", "lines"],
)  # fmt: skip
def test_strange_articles_take_no_longer_than_others(text: str, pipeline: nlp.Pipeline):
    assert all(0 <= n.start < n.end <= len(text) for n in names(text, pipeline))


def test_memory_is_given_back(pipeline: nlp.Pipeline):
    def known() -> tuple[int, int]:
        vocab = pipeline.language.vocab
        return len(vocab.strings), sum(1 for _ in vocab)

    before = known()
    names("\n".join(f"Xyzzy{n}ton met Qwrt{n}ski." for n in range(3000)), pipeline)
    assert known() == before


def test_a_model_that_is_not_installed():
    with pytest.raises(ModelError, match="not installed"):
        nlp.load("en_core_web_nothing")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no config": lambda folder: (folder / "config.cfg").unlink(),
    "garbled config": lambda folder: (folder / "config.cfg").write_bytes(b"\xff\x00[nlp"),
    "cut config": lambda folder: (folder / "config.cfg").write_text("[nlp]\nlang = "),
    "empty config": lambda folder: (folder / "config.cfg").write_text(""),
    "cut weights": lambda folder: (folder / "ner" / "model").write_bytes(
        (folder / "ner" / "model").read_bytes()[:5000]
    ),
    "garbled weights": lambda folder: (folder / "ner" / "model").write_bytes(b"\xc1" * 5000),
    "no weights": lambda folder: (folder / "ner" / "model").unlink(),
    "garbled moves": lambda folder: (folder / "ner" / "moves").write_bytes(b"\x93\x01"),
    "garbled strings": lambda folder: (folder / "vocab" / "strings.json").write_text("{"),
    "garbled tokenizer": lambda folder: (folder / "tokenizer").write_bytes(b"\x00"),
    "code that raises": lambda folder: (folder.parent / "__init__.py").write_text("1 / 0"),
    "code that is none": lambda folder: (folder.parent / "__init__.py").write_text("def"),
    "code that needs more": lambda folder: (folder.parent / "__init__.py").write_text(
        "import spacy_transformers_of_nobody"
    ),
    "code that leaves": lambda folder: (folder.parent / "__init__.py").write_text(
        "raise SystemExit(3)"
    ),
    "no folder of data": lambda folder: shutil.rmtree(folder),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_model_is_told_in_a_sentence(damage: Callable[[Path], object], copy: Damage):
    damage(copy("en_damaged"))
    with pytest.raises(ModelError) as told:
        nlp.load("en_damaged")
    words = str(told.value)
    assert "en_damaged" in words
    assert "nstall it again" in words
    assert "\n" not in words
    assert len(words) < 400


def test_a_model_without_description_is_not_loaded(copy: Damage):
    folder = copy("en_damaged")
    (folder.parent / "meta.json").unlink()
    with pytest.raises(ModelError, match="missing or damaged"):
        nlp.load("en_damaged")


def test_a_model_without_names(copy: Damage):
    folder = copy("en_nameless")
    config = (folder / "config.cfg").read_text(encoding="utf-8")
    (folder / "config.cfg").write_text(config.replace(',"ner"]', "]"), encoding="utf-8")
    with pytest.raises(ModelError, match="no part that finds names"):
        nlp.load("en_nameless")


def test_a_model_of_another_time_is_loaded_without_a_warning(copy: Damage):
    folder = copy("en_older")
    for file in (folder / "meta.json", folder.parent / "meta.json"):
        meta = json.loads(file.read_text(encoding="utf-8"))
        file.write_text(json.dumps(meta | {"spacy_version": ">=2.0.0,<2.1.0"}), encoding="utf-8")
    assert names("Angela Merkel left Berlin.", nlp.load("en_older"))


def test_a_model_with_parts_we_do_not_know_is_loaded_whole(copy: Damage):
    folder = copy("en_more")
    config = (folder / "config.cfg").read_text(encoding="utf-8")
    config = config.replace(',"ner"]', ',"ner","entity_ruler"]')
    config += '\n[components.entity_ruler]\nfactory = "entity_ruler"\n'
    (folder / "config.cfg").write_text(config, encoding="utf-8")
    (folder / "entity_ruler").mkdir()
    (folder / "entity_ruler" / "cfg").write_text("{}")
    (folder / "entity_ruler" / "patterns.jsonl").write_text("")
    loaded = nlp.load("en_more")
    assert "parser" in loaded.language.pipe_names


def test_a_model_that_fails_at_work(pipeline: nlp.Pipeline, monkeypatch: pytest.MonkeyPatch):
    def fails(*_: object) -> None:
        raise ValueError("[E999] shape mismatch\nand more")

    monkeypatch.setattr(type(pipeline.language), "pipe", fails)
    with pytest.raises(ModelError, match=r"failed at work \(\[E999\] shape mismatch\)"):
        names("Asia", pipeline)
