"""The process that reads ahead: `python -m annotator.transfer.reading_process`, see `ahead`."""

import sys

from annotator.transfer.ahead import read_for_another

if __name__ == "__main__":
    read_for_another(sys.stdin.buffer, sys.stdout.buffer)
