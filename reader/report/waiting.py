"""Telling somebody at a terminal how far a long command is."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from threading import Event, Thread
from types import TracebackType
from typing import TextIO, TypeVar

Thing = TypeVar("Thing")

PATIENCE, PULSE = 1.0, 0.2
"""Seconds after which something is told at all, and between two tellings."""

_ERASE = "\r\x1b[K"
"""To the start of the line, and nothing on it (ECMA-48 §8.3.41)."""


class Waiting:
    """Within a ``with``, tells on standard error what is being done, if that is a terminal and it takes longer than ``patience`` seconds.

    ``what`` is done first; ``patience`` is a second unless it is given. At the end nothing is left of it on the terminal. Nothing else
    may be written there meanwhile; with ``is_quiet``, nothing is told.
    """

    def __init__(self, what: str, *, is_quiet: bool = False, patience: float | None = None) -> None:
        self._stream = None if is_quiet else sys.stderr
        self._patience = PATIENCE if patience is None else patience
        self._what = what
        self._done = 0
        self._count: int | None = None
        self._is_over = Event()
        self._thread: Thread | None = None

    def __enter__(self) -> Waiting:
        if self._stream is not None and self._stream.isatty():
            self._thread = Thread(target=self._tell, args=(self._stream,), name="waiting", daemon=True)
            self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._is_over.set()
        if self._thread is not None:
            self._thread.join()

    def through(self, things: Iterable[Thing], what: str, count: int) -> Iterator[Thing]:
        """``things``, of which there are ``count``, while they are counted as done, one after the other.

        ``what`` says what is done with them: “reading documents”.
        """
        self._what, self._done, self._count = what, 0, count
        for thing in things:
            yield thing
            self._done += 1

    @property
    def sentence(self) -> str:
        """What is being done, and how far it is."""
        return f"{self._what} …" if self._count is None else f"{self._what}: {self._done:,} of {self._count:,} …"

    def _tell(self, stream: TextIO) -> None:
        if self._is_over.wait(self._patience):
            return
        encoding = stream.encoding or "utf-8"
        while not self._is_over.is_set():
            stream.write(f"{_ERASE}{self.sentence.encode(encoding, 'replace').decode(encoding)}")
            stream.flush()
            self._is_over.wait(PULSE)
        stream.write(_ERASE)
        stream.flush()


class Counted(Iterable[Thing]):
    """Things that ``waiting`` counts as done each time that they are gone through."""

    def __init__(self, waiting: Waiting, things: Sequence[Thing], what: str) -> None:
        self._waiting = waiting
        self._things = things
        self._what = what

    def __iter__(self) -> Iterator[Thing]:
        return self._waiting.through(self._things, self._what, len(self._things))
