"""The documents of the open folders as they are found, while other things are done."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Condition, Thread
from time import monotonic

from reader.core.errors import ReaderError
from reader.library import MOST_LOOKS, Entry, Library
from reader.sources.apart import Scan

Arrived = tuple[Library, list[str]]
"""A library and files of it, by their paths from its folder."""


class Arrivals:
    """Goes through ``libraries`` one after the other. What is found waits until it is taken, by one thread; the rest is for any."""

    def __init__(self, libraries: Sequence[Library]) -> None:
        self.libraries = libraries
        self.count = 0
        """How many documents were found so far."""
        self.is_over = False
        """Whether all folders were gone through."""
        self.problem: str | None = None
        """A sentence on what could not be gone through."""
        self.began = monotonic()
        self._waiting: list[Arrived] = []
        self._news = Condition()
        self._scans: list[Scan | None] = []

    def start(self) -> None:
        """Begin, in processes of their own and a thread that nothing waits for."""
        self._scans = [library.scan() for library in self.libraries]
        Thread(target=self._listen, name="arrivals", daemon=True).start()

    def run(self) -> None:
        """Find everything now."""
        for library in self.libraries:
            self._arrive(library, list(library.names))
        self._end()

    def wait(self, seconds: float, documents: int = 1) -> None:
        """Wait for as many ``documents``, or for the end, but not for longer than ``seconds``."""
        with self._news:
            self._news.wait_for(lambda: self.count >= documents or self.is_over, seconds)

    def first_readable(self) -> tuple[Library, Entry] | None:
        """The first document, of all that wait to be taken, that can be opened as far as that can be told at a glance; ``None``: none."""
        with self._news:
            waiting = [(library, name) for library, names in self._waiting for name in names[:MOST_LOOKS]][:MOST_LOOKS]
        entries = ((library, library.entry(name)) for library, name in waiting)
        return next(((library, entry) for library, entry in entries if library.problem(entry) is None), None)

    def take(self) -> list[Arrived]:
        """What was found since it was last taken, in the order of the libraries and their folders."""
        with self._news:
            taken, self._waiting = self._waiting, []
        return taken

    def stop(self) -> None:
        """Look for no more."""
        for scan in self._scans:
            if scan is not None:
                scan.stop()

    def _listen(self) -> None:
        for library, scan in zip(self.libraries, self._scans, strict=True):
            missing = dict.fromkeys(library.named)
            try:
                for names in scan or ():
                    for name in missing.keys() & names if missing else ():
                        del missing[name]
                    self._arrive(library, names)
            except ReaderError as error:
                self.problem = str(error)
            self._arrive(library, list(missing))
        self._end()

    def _arrive(self, library: Library, names: list[str]) -> None:
        if names:
            if not self.count:
                library.prepare(library.entry(names[0]))  # before it is known, so that it is not loaded first
            with self._news:
                self._waiting.append((library, names))
                self.count += len(names)
                self._news.notify_all()

    def _end(self) -> None:
        with self._news:
            self.is_over = True
            self._news.notify_all()
