"""A program in a terminal of its own: a pseudo-terminal with an emulator behind it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyte

# What the emulator misreads, and what the program asks a terminal.
_UNKNOWN = re.compile(rb"\x1b\[[<>=?][0-9;:]*[a-zA-Z]|\x1b\[\??[0-9;]*\$[a-z]|\x1b[P_^X].*?\x1b\\|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)", re.S)
_UNFINISHED = re.compile(rb"\x1b[^\x1b]{0,200}$", re.S)


class Terminal:
    """Runs ``command`` in ``columns`` by ``rows`` cells. Close it when done, or kill it."""

    def __init__(self, command: Sequence[str | Path], *, columns: int, rows: int, environ: Mapping[str, str]) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._carry = b""
        self.seen = b""
        self._received = 0.0
        self.pid, self._fd = pty.fork()
        if self.pid == 0:  # the child, which becomes the program
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execve(str(command[0]), [str(part) for part in command], {**environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"})
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    @property
    def text(self) -> str:
        """What the screen shows now."""
        return "\n".join(self._screen.display)

    def send(self, keys: str) -> None:
        os.write(self._fd, keys.encode())

    def wait_for(self, words: str, seconds: float = 30) -> None:
        """Read until the screen shows ``words``; ``AssertionError`` with the screen when it never does."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if words in self.text:
                return
            self._read(0.05)
        raise AssertionError(f"“{words}” did not appear on\n{self.text}")

    def rest(self, quiet: float = 0.15) -> None:
        """Read until nothing has come for ``quiet`` seconds."""
        while self._read(quiet):
            pass

    def click(self, column: int, row: int) -> None:
        """Press and let go the left mouse button on a cell, counted from 0 (xterm's SGR mouse reports)."""
        self.send(f"\x1b[<0;{column + 1};{row + 1}M\x1b[<0;{column + 1};{row + 1}m")

    def time_key(self, keys: str, quiet: float) -> float:
        """Milliseconds from sending ``keys`` to the last byte of what they change, which is over after ``quiet`` seconds of silence."""
        while self._read(quiet):
            pass
        sent = last = time.perf_counter()
        self.send(keys)
        while self._read(quiet if last > sent else 5):
            last = self._received
        return (last - sent) * 1000

    def wait_for_end(self, seconds: float = 30) -> int:
        """Read until the program ends, and give its exit code (negative: the signal that ended it)."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                os.close(self._fd)
                return os.waitstatus_to_exitcode(status)
        self.kill()
        raise AssertionError(f"the program did not end\n{self.text}")

    def kill(self) -> None:
        """End the program as a power cut would: it gets no chance to save anything."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)

    def _read(self, seconds: float) -> bool:
        """Take in what arrives within ``seconds``; whether anything did."""
        ready, _, _ = select.select([self._fd], [], [], seconds)
        if not ready:
            return False
        try:
            received = os.read(self._fd, 1 << 16)
        except OSError:  # the other end is closed
            return False
        self._received = time.perf_counter()
        self.seen += received
        known = _UNKNOWN.sub(b"", self._carry + received)
        unfinished = _UNFINISHED.search(known)
        cut = unfinished.start() if unfinished and not re.match(rb"\x1b\[[0-9;]*[A-Za-z]", unfinished[0]) else len(known)
        self._carry = known[cut:]
        self._stream.feed(known[:cut])
        return True
