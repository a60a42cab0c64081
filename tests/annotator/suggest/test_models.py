"""Installed pipelines: told without running them, trusted by their files."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.settings import Settings
from annotator.suggest.models import (
    DEFAULT_NAME,
    DEFAULT_SHA256,
    DEFAULT_VERSION,
    Accuracy,
    Model,
    ModelError,
    installed,
    installed_models,
    is_trusted,
    preferred,
    sha256,
    trust,
    why_ask,
)

Copy = Callable[[str], Model]


def model(name: str, version: str = "3.8.0", **more: object) -> Model:
    return Model(name, version, name, Path(name), **more)  # type: ignore[arg-type]


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Copy:
    """A copy of the default model, installed under another name."""

    def made(name: str) -> Model:
        folder = tmp_path / name
        shutil.copytree(installed(DEFAULT_NAME).path, folder)
        about = tmp_path / f"{name}-3.8.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 3.8.0\n")
        (about / "entry_points.txt").write_text(f"[spacy_models]\n{name} = {name}\n")
        monkeypatch.syspath_prepend(str(tmp_path))
        return installed(name)

    return made


def test_the_pinned_model_is_told_with_everything():
    found = installed(DEFAULT_NAME)
    assert (found.version, found.licence, found.fault) == (DEFAULT_VERSION, "MIT", "")
    assert found.origin == "Explosion, https://explosion.ai"
    assert found.accuracy is not None
    assert 0.8 < found.accuracy.f < found.accuracy.recall < 0.9
    assert 10_000_000 < found.size < 20_000_000
    assert any("OntoNotes" in source for source in found.sources)
    assert found.is_default


def test_the_pinned_model_is_the_one_we_know_and_trust():
    assert sha256(installed(DEFAULT_NAME)) == DEFAULT_SHA256
    assert is_trusted(installed(DEFAULT_NAME), Settings())


def test_listing_runs_nothing():
    code = (
        "import sys; from annotator.suggest.models import installed_models as i; print(len(i()));"
        "print([n for n in sys.modules if n.startswith(('spacy', 'thinc', 'numpy', 'en_core'))])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split("\n")
    assert int(told[0]) >= 1
    assert told[1] == "[]"


def test_the_sum_is_that_of_the_list_of_sums(tmp_path: Path):
    (tmp_path / "b").mkdir()
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "c.pyc").write_bytes(b"differs")
    (tmp_path / "b" / "two").write_bytes(b"2")
    (tmp_path / "one").write_bytes(b"1")
    lines = "".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}\n"
        for name, data in (("b/two", b"2"), ("one", b"1"))
    )
    own = replace(model("m"), path=tmp_path)
    assert own.sha256 == hashlib.sha256(lines.encode()).hexdigest()


def test_a_changed_file_changes_the_sum(copy: Copy):
    other = copy("en_other")
    before = sha256(other)
    assert before == DEFAULT_SHA256
    weights = next(other.path.glob("*/ner/model"))
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x00")
    assert sha256(other) != before


def test_another_model_asks_first_and_is_remembered_with_its_files(copy: Copy):
    other = copy("en_other")
    settings = Settings()
    assert "A model is a program" in why_ask(other, settings)
    trust(other, settings)
    assert is_trusted(other, Settings())
    kept = json.loads(settings.path.read_text(encoding="utf-8"))
    assert kept == {"trusted_models": {"en_other 3.8.0": [sha256(other)]}}
    (other.path / "__init__.py").write_text("print('changed')\n")
    assert "have changed since" in why_ask(other, Settings())


def test_the_pinned_model_with_other_files_asks(copy: Copy):
    other = replace(copy("en_other"), name=DEFAULT_NAME)
    (other.path / "more").write_text("x")
    assert "not those that this program came with" in why_ask(other, Settings())


def test_damaged_preferences_trust_nothing(copy: Copy):
    other = copy("en_other")
    settings = Settings()
    settings.path.parent.mkdir(parents=True, exist_ok=True)
    settings.path.write_text('{"trusted_models": {"en_other 3.8.0": "all"}}')
    assert Settings().told
    assert not is_trusted(other, Settings())


def test_a_model_without_description_is_told_with_its_fault(copy: Copy):
    other = copy("en_other")
    (other.path / "meta.json").unlink()
    assert "missing or damaged" in installed("en_other").fault
    (other.path / "meta.json").write_text("[" * 100_000)
    assert installed("en_other").fault
    assert preferred([installed("en_other")]) is None


def test_a_description_without_facts_is_enough(copy: Copy):
    other = copy("en_other")
    (other.path / "meta.json").write_text('{"lang": "en", "performance": {"ents_f": "good"}}')
    found = installed("en_other")
    assert (found.version, found.accuracy, found.origin, found.fault) == ("3.8.0", None, "", "")


def test_models_of_other_languages_are_left_out(copy: Copy):
    other = copy("xx_other")
    (other.path / "meta.json").write_text('{"lang": "de"}')
    assert "xx_other" not in {one.name for one in installed_models()}


def test_a_model_that_is_not_there():
    with pytest.raises(ModelError, match="not installed"):
        installed("en_core_web_nothing")


def test_a_package_without_its_folder_is_left_out(copy: Copy):
    other = copy("en_other")
    shutil.rmtree(other.path)
    assert "en_other" not in {one.name for one in installed_models()}


def test_official_ones_are_preferred_by_what_they_say_of_themselves():
    default = model(DEFAULT_NAME, author="Explosion")
    official = model("en_core_web_md", "3.8.0", author="Explosion")
    squatted = model("en_core_web_lg", "999.9.9", author="Explosion")
    unsigned = model("en_core_web_sm", author="Somebody")
    slow = model("en_core_web_trf", author="Explosion")
    exact = model("en_exact", accuracy=Accuracy(0.99, 0.99, 0.99))
    everything = [exact, slow, squatted, unsigned, default, official]
    assert preferred(everything) is official
    assert preferred([exact, slow, squatted, default]) is default
    assert preferred([slow, exact]) is exact
    assert preferred([]) is None
