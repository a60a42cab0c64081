"""The language models: what is known about them, trust, and which one is used."""

import shlex
import sys
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from annotator.settings import Settings
from tests.ui.scripted_ask import ScriptedAsk
from ui.dialogs.models import ModelsDialog
from ui.dialogs.models_list import ListedModel, install_command, model_in_use, models_of

SMALL = ListedModel(
    name="en_small",
    version="3.8.0",
    package="en-small",
    origin="Somebody, https://example.org",
    licence="MIT",
    sources=("OntoNotes 5", "WordNet 3.0 (MIT)"),
    accuracy={"precision": 0.85, "recall": 0.84, "f": 0.8449},
    size=13_400_000,
    sha256="a" * 64,
    path="/models/en_small",
    fault="",
    why_ask="",
    preferred=True,
)
LARGE = replace(
    SMALL,
    name="en_large",
    package="en-large <b>",
    accuracy={},
    licence="",
    sources=(),
    sha256="b" * 64,
    why_ask="The model en_large 3.8.0 was not used on this machine before. A model is a program.",
    preferred=False,
)
BROKEN = replace(SMALL, name="en_broken", fault="The description is damaged.", preferred=False)


@pytest.fixture
def settings() -> Settings:
    return Settings()


def opened(qtbot: QtBot, settings: Settings, *answers: object, models=(SMALL, LARGE)):
    ask = ScriptedAsk(*answers)
    dialog = ModelsDialog(settings, ask)
    qtbot.addWidget(dialog)
    looked: list[bool] = []
    dialog.look_wanted.connect(lambda: looked.append(True))
    dialog.look()
    dialog.show()
    dialog.show_models(models)
    dialog.looked = looked
    dialog.asked = ask
    return dialog


def cells(dialog: ModelsDialog, row: int) -> list[str]:
    model = dialog.table.model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def choose(dialog: ModelsDialog, row: int) -> None:
    dialog.table.selectRow(row)
    assert dialog.chosen == dialog.models[row]


def test_it_lists_what_is_known(qtbot: QtBot, settings: Settings) -> None:
    dialog = opened(qtbot, settings)
    assert cells(dialog, 0) == ["en_small", "3.8.0", "84.5 %", "MIT", "13.4 MB", "used"]
    assert cells(dialog, 1)[2:] == ["not known", "not known", "13.4 MB", "not trusted yet"]
    shown = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    for words in ("Somebody, https://example.org", "OntoNotes 5; WordNet 3.0 (MIT)", "a" * 64):
        assert words in shown
    assert any("85.0 %" in words and "84.0 %" in words for words in shown)
    assert any("runs with your rights" in words for words in shown)
    assert dialog.state.text() == "It is used: the best of those installed, by itself."
    dialog.copy.click()
    assert "b" * 64 in QApplication.clipboard().text()


def test_a_model_is_used_when_it_is_trusted(qtbot: QtBot, settings: Settings) -> None:
    dialog = opened(qtbot, settings, True)
    assert not dialog.use.isEnabled()
    choose(dialog, 1)
    assert "en-large <b>" in [label.text() for label in dialog.findChildren(QLabel)]
    dialog.use.click()
    method, question = dialog.asked.asked[0]
    assert (method, question) == (
        "confirm",
        "The model en_large 3.8.0 was not used on this machine before.",
    )
    kept = Settings().preferences
    assert kept.model == "en_large"
    assert kept.trusted_models == {"en_large 3.8.0": ("b" * 64,)}
    assert len(dialog.looked) == 2
    dialog.show_models([SMALL, replace(LARGE, why_ask="")])
    assert cells(dialog, 1)[-1] == "used"
    assert dialog.chosen.name == "en_large"
    assert dialog.state.text() == "It is used: you chose it."


def test_without_trust_nothing_changes(qtbot: QtBot, settings: Settings) -> None:
    dialog = opened(qtbot, settings, False)
    choose(dialog, 1)
    dialog.use.click()
    assert Settings().preferences.model == ""
    assert not Settings().preferences.trusted_models
    assert len(dialog.looked) == 1


def test_trust_can_be_withdrawn_and_the_best_used_again(qtbot: QtBot, settings: Settings) -> None:
    settings.change(model="en_large", trusted_models={"en_large 3.8.0": ("b" * 64,)})
    trusted = replace(LARGE, why_ask="")
    dialog = opened(qtbot, settings, models=(SMALL, trusted))
    assert dialog.forget.isVisible()
    dialog.forget.click()
    assert not Settings().preferences.trusted_models
    dialog.show_models([SMALL, LARGE])
    assert dialog.by_itself.isVisible()
    dialog.by_itself.click()
    assert Settings().preferences.model == ""
    dialog.show_models([SMALL, LARGE])
    assert not dialog.by_itself.isVisible()
    assert dialog.chosen == SMALL


def test_a_damaged_model_cannot_be_used(qtbot: QtBot, settings: Settings) -> None:
    dialog = opened(qtbot, settings, models=(SMALL, BROKEN))
    assert cells(dialog, 1)[-1] == "damaged"
    choose(dialog, 1)
    assert dialog.state.text() == "The description is damaged."
    assert not dialog.use.isEnabled()
    dialog.table.doubleClicked.emit(dialog.table.currentIndex())
    assert Settings().preferences.model == ""


def test_a_chosen_model_that_is_gone_is_told(qtbot: QtBot, settings: Settings) -> None:
    settings.change(model="gone <b>")
    dialog = opened(qtbot, settings)
    assert "“gone <b>”" in dialog.problem.text()
    assert cells(dialog, 0)[-1] == ""
    dialog.by_itself.click()
    dialog.show_models((SMALL, LARGE))
    assert not dialog.problem.isVisible()
    assert cells(dialog, 0)[-1] == "used"


def test_without_models_it_says_what_is_missing_and_how_to_install(
    qtbot: QtBot, settings: Settings
) -> None:
    dialog = opened(qtbot, settings, models=())
    shown = " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
    assert "No language model is installed" in shown
    assert "Quotations, repeats and clues need no model" in shown
    words = shlex.split(install_command())
    assert words[:4] == [sys.executable, "-m", "pip", "install"]
    assert words[4].startswith("en-core-web-sm")
    assert "==" in words[4]
    assert dialog.command.text() == install_command()
    assert not dialog.use.isVisible()
    dialog.again.click()
    assert len(dialog.looked) == 2


def test_it_says_when_nobody_knows(qtbot: QtBot, settings: Settings) -> None:
    dialog = opened(qtbot, settings)
    dialog.look()
    assert dialog.waiting.isVisible()
    dialog.show_fault("The worker could not be started <b>.")
    assert dialog.waiting.text() == "The worker could not be started <b>."


def test_the_chosen_one_is_used_if_it_is_there() -> None:
    assert model_in_use((SMALL, LARGE), "en_large") == LARGE
    assert model_in_use((SMALL, LARGE), "") == SMALL
    assert model_in_use((SMALL, LARGE), "gone") is None
    assert model_in_use((), "") is None


def test_models_come_from_the_worker_as_plain_data(window, qtbot: QtBot) -> None:
    job = window.jobs.run("models", {}, title="Models")
    with qtbot.waitSignal(job.done) as done:
        pass
    for model in models_of(done.args[0]):
        assert model.name
        assert len(model.sha256) == 64
        assert model.title in (f"{model.name} {model.version}", model.name)
