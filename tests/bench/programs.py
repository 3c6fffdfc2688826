"""The program and the toolkit's floors, each started in a terminal of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter

from tests.bench.driver import TimedTerminal
from tests.bench.scenes import Scene

READER = Path(sys.executable).parent / "reader"
HERE = Path(__file__).parent

LINE, PAGE = "l", "p"
"""The keys of :meth:`Programs.floor` that change one row, and all rows."""


def rounds(number: int) -> int:
    """``number`` rounds, or as many as the environment variable ``BENCH_ROUNDS`` says."""
    return int(os.environ.get("BENCH_ROUNDS", number))


class Programs:
    """Starts programs in ``environ`` and knows those that run."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._running: list[TimedTerminal] = []

    def reader(self, folder: Path) -> TimedTerminal:
        """The program on ``folder``, just started."""
        return self._started(READER, folder)

    def ready(self, scene: Scene, folder: Path) -> TimedTerminal:
        """The program on a scene's ``folder`` after all that it loads is loaded, with library, inspector and footer in sight."""
        terminal = self.reader(folder)
        terminal.time_to(scene.first_word)
        terminal.wait_for(f"{scene.marks} mark", 120)
        terminal.settle()
        for part in ("Library 4", "At the caret", "c claim"):
            assert part in terminal.text, f"“{part}” is not on\n{terminal.text}"
        return terminal

    def empty(self, words: str) -> TimedTerminal:
        """The floor of a start, which shows ``words``."""
        return self._started(sys.executable, "-P", HERE / "empty_app.py", words)

    def floor(self) -> TimedTerminal:
        """The floor of a key, at rest."""
        terminal = self._started(sys.executable, "-P", HERE / "painting_app.py")
        terminal.wait_for("Row 0, painted 0")
        terminal.settle()
        return terminal

    def time_command(self, *arguments: str | Path) -> float:
        """Seconds that the program takes for a command; ``AssertionError`` unless all goes well."""
        began = perf_counter()
        ended = subprocess.run([READER, *arguments], env=self._environ, capture_output=True, check=False)
        taken = perf_counter() - began
        assert (ended.returncode, ended.stderr) == (0, b"")
        return taken

    def time_end(self, terminal: TimedTerminal, keys: str) -> float:
        """Milliseconds from sending ``keys`` to the program's end."""
        self._running.remove(terminal)
        return terminal.time_end(keys)

    def kill(self, terminal: TimedTerminal) -> None:
        self._running.remove(terminal)
        terminal.stop()

    def kill_all(self) -> None:
        for terminal in list(self._running):
            self.kill(terminal)

    def _started(self, *command: str | Path) -> TimedTerminal:
        terminal = TimedTerminal(command, self._environ)
        self._running.append(terminal)
        return terminal
