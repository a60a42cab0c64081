"""The core alone: `python -m annotator` knows every command but those that draw."""

import sys

from annotator.cli import main

if __name__ == "__main__":
    sys.exit(main())
