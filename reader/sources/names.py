"""The names of a folder's documents, written one after the other by a process that does nothing else."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import monotonic

from reader.sources.scan import scan

END = b"\0"
"""What stands after each name, and in no name."""

PULSE = 0.05
"""Seconds between two messages. They come also without news, so that the process ends soon after nobody listens any more."""


def main(root: str, *endings: str) -> None:
    """Write the names under the folder ``root`` to standard output, as :func:`reader.sources.scan.scan` gives them."""
    waiting: list[str] = []
    written = 0.0
    try:
        for names in scan(Path(root), endings):
            waiting += names
            if monotonic() - written >= PULSE:
                _write(waiting)
                waiting, written = [], monotonic()
        _write(waiting)
    except BrokenPipeError:
        os._exit(0)  # nobody listens; not even the interpreter shall try to write


def _write(names: list[str]) -> None:
    sys.stdout.buffer.write(os.fsencode("\0".join(names)) + END)
    sys.stdout.buffer.flush()
