"""What the desktop is told about the program has to agree with the program."""

import configparser
import tomllib
from pathlib import Path
from xml.etree import ElementTree

from annotator.paths import resource
from annotator.store.tables import APPLICATION_ID
from ui.ask import PROJECTS

DESKTOP = resource("desktop")
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"
PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]


def entry() -> dict[str, str]:
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str
    parser.read(DESKTOP / "annotator.desktop", encoding="utf-8")
    return dict(parser["Desktop Entry"])


def mime_type() -> ElementTree.Element:
    found = ElementTree.parse(DESKTOP / "annotator-mime.xml").getroot().find(f"{MIME}mime-type")
    assert found is not None
    return found


def metainfo() -> ElementTree.Element:
    return ElementTree.parse(DESKTOP / "annotator.metainfo.xml").getroot()


def test_the_entry_starts_a_program_that_is_installed():
    command, places = entry()["Exec"].split()
    assert command in PROJECT["gui-scripts"]
    assert places == "%F"
    assert entry()["TryExec"] == command


def test_the_entry_has_what_the_standard_asks_for():
    assert entry()["Type"] == "Application"
    assert entry()["Name"] == "Annotator"
    assert resource(f"icons/{entry()['Icon']}.svg").is_file()
    for name in ("Categories", "MimeType", "Keywords"):
        assert entry()[name].endswith(";")


def test_project_files_are_known_by_name_and_by_content():
    glob = mime_type().find(f"{MIME}glob")
    assert glob is not None
    assert glob.get("pattern") == f"*.{PROJECTS.endings[0]}"
    marks = {match.get("offset"): match.get("value") for match in mime_type().iter(f"{MIME}match")}
    assert marks == {"0": "SQLite format 3", "68": APPLICATION_ID.to_bytes(4).decode("ascii")}


def test_all_three_name_the_same_kind_of_file():
    kind = mime_type().get("type")
    assert entry()["MimeType"] == f"{kind};"
    assert metainfo().findtext("provides/mediatype") == kind


def test_the_shop_entry_agrees_with_the_program():
    assert metainfo().findtext("project_license") == PROJECT["license"]
    assert metainfo().findtext("launchable") == "annotator.desktop"
    binaries = {each.text for each in metainfo().findall("provides/binary")}
    assert binaries == {*PROJECT["scripts"], *PROJECT["gui-scripts"]}
