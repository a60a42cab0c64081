"""A model that stands for spaCy, installed as the only one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from annotator.model.story import text_sha256
from annotator.progress import Progress
from annotator.suggest.models import Model, ModelError
from annotator.suggest.parse import Name, Parse

MODEL = Model("en_trial", "1.0", "en-trial", Path())


@dataclass
class TrialModel:
    """Finds the same one name in every text, and counts what it was given."""

    name: Name
    given: list[str] = field(default_factory=list)
    fails: str = ""

    def load(self, name: str) -> object:
        if self.fails:
            raise ModelError(self.fails)
        return name

    def parse(self, texts: Sequence[str], pipeline: object, progress: Progress) -> Iterator[Parse]:
        for number, text in enumerate(texts):
            progress(number, len(texts), "")
            self.given.append(text)
            yield Parse(text_sha256(text), MODEL.name, MODEL.version, (self.name,))


def installed(monkeypatch: pytest.MonkeyPatch, name: Name) -> TrialModel:
    """Nothing else is installed from now on."""
    trial = TrialModel(name)
    monkeypatch.setattr("annotator.suggesting.parsing.installed_models", lambda: (MODEL,))
    monkeypatch.setattr("annotator.suggesting.parsing.why_ask", lambda *_: "")
    monkeypatch.setattr("annotator.suggest.nlp.load", trial.load)
    monkeypatch.setattr("annotator.suggest.nlp.parse", trial.parse)
    return trial
