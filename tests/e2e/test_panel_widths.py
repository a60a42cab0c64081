"""The panels leave the articles their room, also at the second start."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.e2e.conftest import Opener


def test_panels_are_no_wider_than_they_were_left(start: Opener, project: Path) -> None:
    def widths() -> dict[str, int]:
        QApplication.processEvents()
        docks = ada.window.docks.docks.items()
        return {name: dock.width() for name, dock in docks if dock.isVisible()}

    ada = start(project)
    ada.opens_article("000")
    left = widths()
    assert ada.window.articles.width() > ada.window.width() / 2
    ada.leave()
    ada = start(project)
    assert widths().keys() == left.keys()
    assert all(width <= left[name] for name, width in widths().items())
    assert ada.window.articles.width() > ada.window.width() / 2
