"""What the packages promise to those who install them; nothing is built here."""

import re
import tomllib
from importlib.metadata import distribution, requires
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import annotator

ROOT = Path(__file__).parents[1]


def name_of(requirement: str) -> str:
    """The name of a requirement as an index spells it."""
    return canonicalize_name(Requirement(requirement).name)


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def tested() -> dict[str, str]:
    """The versions in the constraints file, by name."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+]+", pin) for pin in pins)
    found = {name_of(pin): pin.partition("==")[2] for pin in pins}
    assert len(found) == len(pins)
    return found


def test_the_version_stands_in_one_place(project: dict[str, Any]) -> None:
    assert project["project"]["dynamic"] == ["version"]
    assert "version" not in project["project"]
    path = ROOT / project["tool"]["hatch"]["version"]["path"]
    assert re.findall(r'__version__ = "(.+)"', path.read_text(encoding="utf-8")) == [
        annotator.__version__
    ]
    assert re.fullmatch(r"\d+\.\d+\.\d+", annotator.__version__)


def test_what_the_wheel_carries(project: dict[str, Any]) -> None:
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["packages"] == ["annotator", "ui"]
    for source, target in wheel["force-include"].items():
        assert (ROOT / source).is_dir()
        assert target.startswith("annotator/_data/")
    for package in wheel["packages"]:
        folders = {path.parent for path in (ROOT / package).rglob("*.py")}
        bare = [folder for folder in folders if not (folder / "__init__.py").exists()]
        assert bare == [], "a folder without __init__.py is in no package"
    for needed in ("schemes/news-stories.json", "icons"):
        assert (ROOT / "resources" / needed).exists()
    assert len(list((ROOT / "seeds" / "articles").glob("*.txt"))) == 5


def test_the_metadata(project: dict[str, Any]) -> None:
    facts = project["project"]
    assert facts["name"] == "annotator"
    assert facts["requires-python"] == ">=3.11"
    assert facts["license"] == "MIT"
    for file in (*facts["license-files"], facts["readme"]):
        assert (ROOT / file).is_file()
    assert set(facts["scripts"].values()) == {"ui.__main__:main"}
    assert "annotator" in facts["scripts"]
    from ui.__main__ import main

    assert callable(main)


def test_what_is_installed_is_what_is_asked_for(project: dict[str, Any]) -> None:
    asked = {name_of(one) for one in project["project"]["dependencies"]}
    told = {name_of(one) for one in requires("annotator") or [] if "extra ==" not in one}
    assert told == asked
    assert distribution("annotator").metadata["Name"] == "annotator"


def test_pyside_keeps_away_from_the_release_that_aborts(project: dict[str, Any]) -> None:
    pins = [one for one in project["project"]["dependencies"] if "pyside6" in one.lower()]
    assert any("<6.12" in one and "python_version < '3.12'" in one for one in pins)
    assert all("essentials" in one.lower() for one in pins)


def test_every_dependency_has_a_tested_version(
    project: dict[str, Any], tested: dict[str, str]
) -> None:
    facts = project["project"]
    direct = [*facts["dependencies"], *facts["optional-dependencies"]["test"]]
    missing = sorted({name_of(one) for one in direct} - set(tested))
    assert missing == []
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in text, "no package index is named"
    assert "--" not in text


def test_what_dependencies_need_has_a_tested_version(
    project: dict[str, Any], tested: dict[str, str]
) -> None:
    facts = project["project"]
    waiting = [*facts["dependencies"], *facts["optional-dependencies"]["test"]]
    needed: set[str] = set()
    while waiting:
        one = Requirement(waiting.pop())
        name = canonicalize_name(one.name)
        applies = one.marker is None or one.marker.evaluate({"extra": ""})
        if applies and name not in needed:
            needed.add(name)
            waiting += requires(name) or []
    assert sorted(needed - set(tested)) == []
