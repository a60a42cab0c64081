"""What is known about an installed language model, in words."""

import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.settings import Settings

PROGRAM = (
    "A model is a program: when it is loaded, it runs with your rights on this machine. "
    "Load it only if you trust where it came from."
)
MISSING = (
    "Names (entities) are not suggested, and claims are less exact. Quotations, repeats and clues "
    "need no model."
)

FACTS = (
    "Origin", "Package", "Licence", "Trained on", "Names found", "Size", "Folder", "SHA-256",
)  # fmt: skip
"""What is told about a model, in order."""


@dataclass(frozen=True, slots=True)
class ListedModel:
    """An installed model as the worker describes it (task `models` in `annotator/errands`).

    `accuracy` holds precision, recall and F, each from 0 to 1, or nothing. `size` is in bytes.
    `why_ask` says why a person has to be asked before it is loaded, "" where nobody has.
    """

    name: str
    version: str
    package: str
    origin: str
    licence: str
    sources: tuple[str, ...]
    accuracy: Mapping[str, float]
    size: int
    sha256: str
    path: str
    fault: str
    why_ask: str
    preferred: bool

    @staticmethod
    def of(plain: Mapping[str, Any]) -> "ListedModel":
        """A model from plain data."""
        given = {name: plain[name] for name in ListedModel.__slots__}
        given["sources"] = tuple(plain["sources"])
        given["accuracy"] = plain["accuracy"] or {}
        return ListedModel(**given)

    @property
    def title(self) -> str:
        """Name and version."""
        return f"{self.name} {self.version}".strip()

    @property
    def f(self) -> str:
        """How well it finds names: F in the test of its makers."""
        return f"{100 * self.accuracy['f']:.1f} %" if self.accuracy else "not known"

    @property
    def shown_size(self) -> str:
        """Its size, for people."""
        return f"{self.size / 1e6:,.1f} MB"

    def facts(self) -> dict[str, str]:
        """All that is known, by `FACTS`."""
        exact = self.f
        if self.accuracy:
            parts = (self.accuracy["precision"], self.accuracy["recall"])
            right, found = (f"{100 * part:.1f} %" for part in parts)
            exact += f" (F); {right} of what it calls a name is one, and it finds {found} of them"
            exact += ", in its makers’ own test"
        words = (
            self.origin or "It does not say who made it.",
            self.package,
            self.licence or "It does not say.",
            "; ".join(self.sources) or "It does not say.",
            exact,
            self.shown_size,
            self.path,
            self.sha256 or "Its files could not be read.",
        )
        return dict(zip(FACTS, words, strict=True))


def models_of(result: Mapping[str, Any]) -> tuple[ListedModel, ...]:
    """The models as the worker hands them over."""
    return tuple(map(ListedModel.of, result["models"]))


def model_in_use(models: Sequence[ListedModel], chosen: str) -> ListedModel | None:
    """The one that is used: the chosen one by its name, else the best; None: it is not there."""
    return next((m for m in models if (m.name == chosen if chosen else m.preferred)), None)


def trust_in(model: ListedModel, settings: Settings) -> None:
    """Remembers on this machine that this model may be loaded, with the files that were shown."""
    from annotator.suggest.models import trust

    trust(_installed(model), settings, model.sha256)


def withdraw_trust(model: ListedModel, settings: Settings) -> None:
    """Forgets it."""
    from annotator.suggest.models import distrust

    distrust(_installed(model), settings)


def install_command() -> str:
    """What installs the default model for the Python that this program runs on."""
    from annotator.suggest.models import DEFAULT_NAME, DEFAULT_VERSION

    package = f"{DEFAULT_NAME.replace('_', '-')}=={DEFAULT_VERSION}"
    parts = [sys.executable, "-m", "pip", "install", package]
    return subprocess.list2cmdline(parts) if sys.platform == "win32" else shlex.join(parts)


def _installed(model: ListedModel) -> Any:  # noqa: ANN401 - imported when it is needed
    from annotator.suggest.models import Model

    return Model(model.name, model.version, model.package, Path(model.path))
