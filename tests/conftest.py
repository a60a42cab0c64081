"""What every test stands on: no screen, no data of the person who runs it."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
