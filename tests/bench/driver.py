"""A terminal that times what reaches its screen: words, updates, the end of the program.

Chunks are only stamped with the time while the program runs, and emulated afterwards.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

from pyte.screens import Char

from tests.terminal import Terminal

COLUMNS, ROWS = 120, 40

QUIET = 0.1
"""Seconds without a byte after which an update is over, unless the program is still working on it."""

NEVER_QUIET = 3.0
"""Seconds of writing without a pause after which a program is taken for one that is never quiet."""

LONGEST_SILENCE = 60.0
"""Seconds without a byte after which nobody waits for more, busy as the program may be."""

_TICK = 1 / os.sysconf("SC_CLK_TCK")
_WORKING = 0.2
"""Share of a quiet time in which a program that works has the processor at least; another may have it the rest of the time."""

Frame: TypeAlias = list[list[Char]]
"""What each cell of a screen shows, and how."""


@dataclass(frozen=True, slots=True)
class Update:
    """What came of some keys, in milliseconds from when they were sent.

    ``first`` is the first change that can be seen, ``last`` the last byte; of a program that is never quiet, that of the first change.
    ``size`` is in bytes.
    """

    first: float
    last: float
    size: int
    is_quiet: bool = True


class TimedTerminal(Terminal):
    """Runs a program as the terminals of other tests do, and says how long things take."""

    def __init__(self, command: Sequence[str | Path], environ: Mapping[str, str], *, columns: int = COLUMNS, rows: int = ROWS) -> None:
        super().__init__(command, columns=columns, rows=rows, environ=environ)
        self._has_ended = False

    def stop(self) -> None:
        """Kill the program, unless it has ended."""
        if not self._has_ended:
            self.kill()
            self._has_ended = True

    def time_to(self, word: str, seconds: float = 60) -> float:
        """Milliseconds from the start of the program to the chunk after which the screen shows ``word``, which has no spaces."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            if not self._read(0.05):
                continue
            tail = b"".join(chunk.content for chunk in self._chunks[max(0, self._emulated - 1) :])
            while word.encode() in tail and self._emulated < len(self._chunks):
                chunk = self._emulate_one()
                if any(word in row for row in self._rows()):
                    return (chunk.time - self._began) * 1000
        raise AssertionError(f"“{word}” did not appear on\n{self.text}")

    def time_keys(self, keys: str, *, patience: float = 2) -> Update:
        """What ``keys`` change on the screen; ``AssertionError`` when that is nothing and the program is idle for ``patience`` seconds."""
        update = self._time(lambda: self.send(keys), QUIET, patience)
        assert update is not None, f"{keys!r} changed nothing on\n{self.text}"
        return update

    def press(self, *keys: str) -> None:
        """Send each of ``keys`` and wait until what comes of it is over; it may be nothing."""
        for key in keys:
            self._time(lambda: self.send(key), QUIET / 2, QUIET * 3)  # noqa: B023  # called at once

    def time_resize(self, columns: int, rows: int) -> Update:
        """What another size of the terminal changes; ``AssertionError`` when that is nothing."""

        def resize() -> None:
            self._screen.resize(rows, columns)
            fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

        update = self._time(resize, QUIET, 2)
        assert update is not None, f"another size changed nothing on\n{self.text}"
        return update

    def time_end(self, keys: str, seconds: float = 60) -> float:
        """Milliseconds from sending ``keys`` to the program's end, which must be a good one."""
        program = os.pidfd_open(self.pid)
        sent = time.perf_counter()
        self.send(keys)
        ready: list[int] = []
        while program not in ready:
            ready, _, _ = select.select([program, self._fd], [], [], seconds)
            assert ready, f"the program did not end\n{self.text}"
            if not self._read(0) and program not in ready:
                select.select([program], [], [], seconds)  # it has closed its terminal
        taken = (time.perf_counter() - sent) * 1000
        os.close(program)
        _, status = os.waitpid(self.pid, 0)
        os.close(self._fd)
        self._has_ended = True
        assert os.waitstatus_to_exitcode(status) == 0
        return taken

    def stamped(self, keys: str) -> float:
        """Send ``keys``, and give the time of it (``time.perf_counter``)."""
        sent = time.perf_counter()
        self.send(keys)
        return sent

    def listen(self, until: float) -> None:
        """Take in what arrives until the time ``until`` (``time.perf_counter``)."""
        while (left := until - time.perf_counter()) > 0:
            self._read(left)

    def has_heard(self, words: str) -> bool:
        """Whether the program has written ``words`` in one go since the screen was last looked at."""
        return words.encode() in b"".join(chunk.content for chunk in self._chunks[self._emulated :])

    def replay(self, look: Callable[[float, Sequence[str]], None]) -> None:
        """Emulate what has not been looked at yet, and have ``look`` see the time of each chunk and the rows that the screen shows then."""
        while self._emulated < len(self._chunks):
            chunk = self._emulate_one()
            look(chunk.time, self._rows())

    def settle(self, seconds: float = 120) -> None:
        """Wait until the program neither writes nor works: what it does meanwhile is done."""
        end = time.perf_counter() + seconds
        calm = 0
        while calm < 3:
            assert time.perf_counter() < end, f"the program did not come to rest\n{self.text}"
            before = self.work()
            has_written = self._read(0.2)
            calm = 0 if has_written or self.work() - before > 2 * _TICK else calm + 1

    def work(self) -> float:
        """Seconds of a processor that the program and its children have used; children that have ended are left out."""
        return sum(map(_work_of, self._family()))

    def megabytes(self, field: str) -> float:
        """What ``/proc/PID/status`` says under ``field`` (VmHWM, VmRSS) of the program and its children together, in 1024² bytes."""
        return sum(_kilobytes_of(pid, field) for pid in self._family()) / 1024

    def _time(self, act: Callable[[], None], quiet: float, patience: float) -> Update | None:
        """What comes of ``act``, which is over when the program is quiet and idle; ``None`` when the screen stays as it is."""
        while self._read(0):
            pass
        self._emulate()
        before, earlier, worked = self._frame(), len(self._chunks), self.work()
        idle = silent = 0.0
        sent = time.perf_counter()
        act()
        while True:
            if self._read(quiet):
                idle = silent = 0.0
                if self._chunks[-1].time - sent > NEVER_QUIET and self._is_never_quiet(earlier, quiet):
                    return self._update(before, sent, is_quiet=False)
                continue
            is_working = self._is_runnable() or self.work() - worked > _WORKING * quiet
            worked = self.work()
            silent += quiet
            idle = 0.0 if is_working else idle + quiet
            has_come = len(self._chunks) > earlier
            if idle >= (quiet if has_come else patience) or silent > LONGEST_SILENCE:
                return self._update(before, sent)

    def _is_never_quiet(self, earlier: int, quiet: float) -> bool:
        """Whether there was no pause since the first ``earlier`` chunks."""
        return all(later.time - chunk.time < quiet for chunk, later in pairwise(self._chunks[earlier:]))

    def _update(self, before: Frame, sent: float, *, is_quiet: bool = True) -> Update | None:
        """What the chunks that are not yet emulated change; ``None`` when the screen is as it was ``before``."""
        chunks = self._chunks[self._emulated :]
        first = None
        for _ in chunks:
            chunk = self._emulate_one()
            if first is None and self._frame() != before:
                first = (chunk.time - sent) * 1000
        if first is None:
            return None
        size = sum(len(chunk.content) for chunk in chunks)
        return Update(first, (chunks[-1].time - sent) * 1000 if is_quiet else first, size, is_quiet)

    def _frame(self) -> Frame:
        screen = self._screen
        return [[screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines)]

    def _is_runnable(self) -> bool:
        """Whether the program would go on at once if it had a processor, or waits for a disk."""
        return any(_fields_of(task)[:1] in (["R"], ["D"]) for pid in self._family() for task in _listed(Path(f"/proc/{pid}/task")))

    def _family(self) -> list[int]:
        """The program and all that it started."""
        family = [self.pid]
        for pid in family:
            for task in _listed(Path(f"/proc/{pid}/task")):
                family += map(int, _content(task / "children").split())
        return family


def _fields_of(process: Path) -> list[str]:
    """The fields of its ``stat`` after the name: the state comes first."""
    return _content(process / "stat").rpartition(") ")[2].split()


def _work_of(pid: int) -> float:
    return sum(map(int, _fields_of(Path(f"/proc/{pid}"))[11:13])) * _TICK


def _kilobytes_of(pid: int, field: str) -> int:
    found = re.search(rf"^{field}:\s+(\d+) kB", _content(Path(f"/proc/{pid}/status")), re.MULTILINE)
    return int(found[1]) if found else 0


def _content(path: Path) -> str:
    """What a file of ``/proc`` says; nothing, when its process has ended."""
    try:
        return path.read_text()
    except OSError:
        return ""


def _listed(path: Path) -> list[Path]:
    try:
        return list(path.iterdir())
    except OSError:
        return []
