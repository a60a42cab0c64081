"""Loads one icon, one scheme and one article from the installed wheel."""

import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtGui import QGuiApplication

import annotator
from annotator.formats.scheme import read_scheme
from annotator.formats.text import decode
from annotator.paths import resource, seed
from ui.icons import app_icon

assert "site-packages" in annotator.__file__, annotator.__file__
app = QGuiApplication(sys.argv)
assert not app_icon().pixmap(64, 64).toImage().isNull()
scheme = read_scheme(resource("schemes/news-stories.json").read_bytes(), "the shipped scheme")
assert [label.name for label in scheme.labels][:2] == ["claim", "quote"]
article = seed("articles/000_1fe89a92489aa04b.txt")
assert decode(article.read_bytes(), str(article)).text.startswith("In a dramatic escalation")
sys.stdout.write("the wheel carries its icons, schemes and articles\n")
