"""Keeping the texts that marks were made on, in a thread beside the work."""

from __future__ import annotations

from collections.abc import Collection
from threading import Lock, Thread

from reader.core.document import digest_of_text
from reader.core.errors import StoreError
from reader.store.snapshots import Snapshots

PATIENCE = 5.0
"""Seconds that closing waits for a text to be kept. Then the next mark on it tries again, in whichever run of the program."""


class TextKeeper:
    """Hands texts to ``snapshots``, one after the other. What fails becomes a notice, once, and is tried again when handed in again."""

    def __init__(self, snapshots: Snapshots) -> None:
        self._snapshots = snapshots
        self._lock = Lock()
        self._handed: str | None = None
        self._waiting: list[tuple[str, Collection[str] | None]] = []
        self._thread: Thread | None = None
        self._notices: list[str] = []
        self._told: set[str] = set()

    def keep(self, text: str, versions: Collection[str] | None = None) -> None:
        """Have ``text`` kept soon; with ``versions`` only if its digest is among them. A text that was just kept costs nothing."""
        if text is self._handed:
            return
        with self._lock:
            self._handed = text
            self._waiting.append((text, versions))
            if self._thread is None:
                self._thread = Thread(target=self._run, name="keeping", daemon=True)
                self._thread.start()

    def take_notices(self) -> tuple[str, ...]:
        """Sentences on what could not be kept since this was last asked."""
        if not self._notices:
            return ()
        with self._lock:
            notices, self._notices = self._notices, []
        return tuple(notices)

    def close(self) -> None:
        """Wait until what was handed in is kept, or has failed, but not for ever."""
        thread = self._thread
        if thread is not None:
            thread.join(PATIENCE)

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._thread = None
                    return
                text, versions = self._waiting.pop(0)
            is_kept = False
            try:
                if versions is None or digest_of_text(text) in versions:
                    self._snapshots.keep(text)
                    is_kept = True
            except StoreError as error:
                self._note(f"The text that was marked was not kept, which matters only once the file changes or is gone: {error}")
            with self._lock:
                if not is_kept and self._handed is text:
                    self._handed = None

    def _note(self, notice: str) -> None:
        with self._lock:
            if notice not in self._told:
                self._told.add(notice)
                self._notices.append(notice)
