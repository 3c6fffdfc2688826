"""Looking through a folder in a process of its own, so that neither keys nor the first words wait for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from reader.sources.names import END
from reader.sources.scan import scan

LEAVE = 0.05
"""Seconds in which a process that is told to end has to do so, before it is left to the system."""

_PATH = [str(Path(__file__).parents[2]), *sys.path]


class Scan:
    """One going through the folder ``root``, begun at once; its names come as :func:`reader.sources.scan.scan` gives them.

    Iterate over it once, in one thread; ``stop`` it from any.
    """

    def __init__(self, root: Path, endings: tuple[str, ...]) -> None:
        self._root = root
        self._endings = endings
        self._process: subprocess.Popen[bytes] | None = None
        run = f"import sys; sys.path[:] = {_PATH!r}; from reader.sources.names import main; main(*sys.argv[1:])"
        with suppress(OSError):  # no process to be had: it is done in this one
            self._process = subprocess.Popen(
                [sys.executable, "-S", "-c", run, root, *endings],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )

    def __iter__(self) -> Iterator[list[str]]:
        """The names in portions; in an empty one now and then while none are found. ``SourceError`` when ``root`` cannot be read."""
        process = self._process
        if process is None or process.stdout is None:
            yield from scan(self._root, self._endings)
            return
        has_come = False
        carry = b""
        with process.stdout as out:
            while received := os.read(out.fileno(), 1 << 18):
                has_come = True
                whole, end, carry = (carry + received).rpartition(END)
                names = os.fsdecode(whole).split("\0") if end else []
                yield [name for name in names if name]
        if process.wait() != 0 and not has_come:  # it could not start, or could not read the folder: this one finds out which
            yield from scan(self._root, self._endings)

    def stop(self) -> None:
        """Let it end, wherever it is. Whoever iterates over it comes to the end of the names."""
        process = self._process
        if process is not None and process.poll() is None:
            process.kill()
            with suppress(subprocess.TimeoutExpired):  # it waits for a disk
                process.wait(LEAVE)
