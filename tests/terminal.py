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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyte

# What the emulator misreads, and what the program asks a terminal.
_UNKNOWN = re.compile(rb"\x1b\[[<>=?][0-9;:]*[a-zA-Z]|\x1b\[\??[0-9;]*\$[a-z]|\x1b[P_^X].*?\x1b\\|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)", re.S)
_UNFINISHED = re.compile(rb"\x1b[^\x1b]{0,200}$", re.S)

_QUESTION = re.compile(
    rb"\x1b(?:\[\?(?P<mode>\d+)\$p|\[(?P<place>6n)|\[(?P<attributes>0?c)|\[\?(?P<keyboard>u)|\](?P<colour>1[01]);\?(?:\x07|\x1b\\))"
)
_LONGEST_QUESTION = 16
_SYNCHRONIZED = b"2026"
"""The mode in which a terminal shows an update as a whole (contour's specification of synchronized output)."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """What was read in one go, and when (``time.perf_counter``)."""

    time: float
    content: bytes


def replayed(seen: bytes, columns: int, rows: int) -> Iterator[pyte.Screen]:
    """One screen as it is whenever a program that has written ``seen`` put the cursor elsewhere; its ``dirty`` rows were written to."""
    screen = pyte.Screen(columns, rows)
    stream = pyte.ByteStream(screen)
    for piece in re.split(rb"(?=\x1b\[[0-9]+;[0-9]+H)", _UNKNOWN.sub(b"", seen)):
        screen.dirty.clear()
        stream.feed(piece)
        yield screen


class Terminal:
    """Runs ``command`` in ``columns`` by ``rows`` cells. Close it when done, or kill it.

    What arrives is emulated when somebody looks at the screen, so that the emulator does not compete with the program. Questions are
    answered as a modern terminal does.
    """

    def __init__(self, command: Sequence[str | Path], *, columns: int, rows: int, environ: Mapping[str, str]) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._carry = b""
        self._chunks: list[Chunk] = []
        self._emulated = 0
        self._asked = b""
        self._began = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:  # the child, which becomes the program
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execve(str(command[0]), [str(part) for part in command], {**environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"})
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    @property
    def text(self) -> str:
        """What the screen shows now."""
        self._emulate()
        return "\n".join(self._rows())

    @property
    def seen(self) -> bytes:
        """All that the program has written so far."""
        return b"".join(chunk.content for chunk in self._chunks)

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

    def wait_for_end(self, seconds: float = 30) -> int:
        """Read until the program ends, and give its exit code (negative: the signal that ended it)."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.rest(0.05)  # what it wrote last
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
        self._chunks.append(Chunk(time.perf_counter(), received))
        self._answer(received)
        return True

    def _answer(self, received: bytes) -> None:
        """Answer what the program asks; a question may come in two parts."""
        asked = self._asked + received
        end = 0
        for question in _QUESTION.finditer(asked):
            end = question.end()
            match question.lastgroup:
                case "mode":
                    answer = b"\x1b[?%b;%d$y" % (question["mode"], 2 if question["mode"] == _SYNCHRONIZED else 0)
                case "place":
                    answer = b"\x1b[1;1R"
                case "attributes":
                    answer = b"\x1b[?62;22c"
                case "keyboard":
                    answer = b"\x1b[?0u"
                case _:
                    answer = b"\x1b]%b;rgb:%b\x1b\\" % (
                        question["colour"],
                        b"/".join([b"0000" if question["colour"] == b"11" else b"ffff"] * 3),
                    )
            os.write(self._fd, answer)
        self._asked = asked[max(end, len(asked) - _LONGEST_QUESTION) :]

    def _rows(self) -> list[str]:
        """The characters on the screen; also between two halves of an update, where the emulator's own way fails at half a wide one."""
        screen = self._screen
        return ["".join(screen.buffer[y][x].data for x in range(screen.columns)) for y in range(screen.lines)]

    def _emulate(self) -> None:
        """Put all that has arrived on the screen."""
        while self._emulated < len(self._chunks):
            self._emulate_one()

    def _emulate_one(self) -> Chunk:
        """Put the next chunk on the screen, and give it."""
        chunk = self._chunks[self._emulated]
        self._emulated += 1
        known = _UNKNOWN.sub(b"", self._carry + chunk.content)
        unfinished = _UNFINISHED.search(known)
        cut = unfinished.start() if unfinished and not re.match(rb"\x1b\[[0-9;]*[A-Za-z]", unfinished[0]) else len(known)
        self._carry = known[cut:]
        self._stream.feed(known[:cut])
        return chunk
