"""A model is a program: it is listed without being run, and run only when somebody said so."""

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotator.settings import Settings
from tests.e2e.conftest import Maker, Opener
from tests.e2e.person import Person
from ui.dialogs.models import ModelsDialog

NAME, VERSION = "en_stranger", "1.0"
META = {
    "lang": "en",
    "name": "stranger",
    "version": VERSION,
    "author": "Somebody <b>else</b>",
    "url": "https://example.org",
    "license": "none",
    "performance": {"ents_p": 0.99, "ents_r": 0.99, "ents_f": 0.99},
}
PROGRAM = """
from pathlib import Path
Path({marker!r}).write_text("run", encoding="utf-8")

def load(**given):
    raise OSError("nothing here")
"""
ONE = "“We won,” said Ada Lovelace. Her rival in London said nothing.\n"
LOOKED = 60


@dataclass
class Stranger:
    """A package of somebody else that says it is a model."""

    folder: Path
    marker: Path

    @property
    def has_run(self) -> bool:
        return self.marker.exists()

    @property
    def sha256(self) -> str:
        """As `models.sha256` says it: that of the list that `sha256sum` prints."""
        files = {
            file.relative_to(self.folder).as_posix(): file.read_bytes()
            for file in self.folder.rglob("*")
            if file.is_file() and file.suffix != ".pyc"
        }
        lines = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)]
        return hashlib.sha256("".join(lines).encode()).hexdigest()


@pytest.fixture
def stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stranger:
    """Installed where the worker finds it, and nobody else."""
    place = tmp_path / "installed"
    folder, facts = place / NAME, place / f"{NAME}-{VERSION}.dist-info"
    marker = tmp_path / "has run"
    parts = folder / f"{NAME}-{VERSION}"
    parts.mkdir(parents=True)
    facts.mkdir()
    (parts / "config.cfg").write_text(
        '[nlp]\nlang = "en"\npipeline = []\n\n[components]\n', encoding="utf-8"
    )
    (folder / "__init__.py").write_text(PROGRAM.format(marker=str(marker)), encoding="utf-8")
    (folder / "meta.json").write_text(json.dumps(META), encoding="utf-8")
    (facts / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: en-stranger\nVersion: {VERSION}\n", encoding="utf-8"
    )
    paths = [str(place), *filter(None, [os.environ.get("PYTHONPATH")])]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(paths))
    return Stranger(folder, marker)


def at_the_models(person: Person, do: Callable[[ModelsDialog], object]) -> None:
    """Opens the dialog of the models and does something once they are listed."""

    def look(dialog: ModelsDialog) -> None:
        person.waits(lambda: dialog.models, seconds=LOOKED)
        do(dialog)
        person.waits(lambda: dialog.models, seconds=LOOKED)
        dialog.reject()

    met = person.meets(ModelsDialog, look)
    person.wants("models")
    assert met


def chosen(dialog: ModelsDialog) -> ModelsDialog:
    row = [model.name for model in dialog.models].index(NAME)
    dialog.table.selectRow(row)
    return dialog


def looks_for_suggestions(person: Person) -> None:
    """Looks in the story; over when the panel says so."""
    person.wants("look-story")
    person.waits(lambda: not person.window.suggestions.is_looking, seconds=LOOKED)


def test_a_model_is_described_and_not_run(start: Opener, texts: Maker, stranger: Stranger) -> None:
    ada = start(texts(one=ONE))
    seen: list[str] = []

    def read(dialog: ModelsDialog) -> None:
        seen.append(chosen(dialog).text())
        assert dialog.facts["SHA-256"].text() == stranger.sha256
        assert dialog.facts["Origin"].text() == "Somebody <b>else</b>, https://example.org"
        assert "99.0 %" in dialog.facts["Names found"].text()
        assert "was not used on this machine before" in dialog.state.text()

    at_the_models(ada, read)
    assert f"{NAME} {VERSION}" in seen[0]
    assert not stranger.has_run


def test_it_runs_only_when_somebody_trusts_it(
    start: Opener, texts: Maker, stranger: Stranger
) -> None:
    ada = start(texts(one=ONE))
    ada.opens_article("one")
    ada.ask.then(False, True)
    at_the_models(ada, lambda dialog: chosen(dialog).use.click())
    assert Settings().preferences.model == ""
    assert not stranger.has_run
    at_the_models(ada, lambda dialog: chosen(dialog).use.click())
    assert Settings().preferences.model == NAME
    assert Settings().preferences.trusted_models[f"{NAME} {VERSION}"] == (stranger.sha256,)
    assert not stranger.has_run
    looks_for_suggestions(ada)
    assert stranger.has_run
    assert len(ada.ask.asked) == 2
    view = ada.view
    waiting = ada.window.workspace.project.suggestions(
        view.article_id, ada.window.workspace.annotator_id
    )
    assert [one.quoted(ONE) for one in waiting if one.source == "quotes"] == ["“We won,”"]


def test_files_that_changed_are_asked_about_again(
    start: Opener, texts: Maker, stranger: Stranger
) -> None:
    settings = Settings()
    settings.change(model=NAME, trusted_models={f"{NAME} {VERSION}": (stranger.sha256,)})
    other = stranger.folder / "other.txt"
    other.write_text("changed", encoding="utf-8")
    ada = start(texts(one=ONE))
    ada.opens_article("one")
    ada.ask.then(False)
    looks_for_suggestions(ada)
    assert "have changed since it was trusted" in ada.ask.asked[0][1]
    assert not stranger.has_run
    looks_for_suggestions(ada)
    assert len(ada.ask.asked) == 1
    assert not stranger.has_run
