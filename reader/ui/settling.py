"""Putting the marks of the open article in their places while it is read: what must be sought is sought in a thread."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

from reader.core.placing import Placed

if TYPE_CHECKING:
    from reader.ui.screens.opening import OpeningScreen

FELT = 0.5
"""Seconds after which the screen says that marks are still being sought."""


class Settling:
    """Seeks what was said of an older version of the open document, and has the screen show what was found, some at a time."""

    def __init__(self, screen: OpeningScreen) -> None:
        self._screen = screen
        self._search = 0
        self._since: float | None = None

    def begin(self) -> None:
        """Seek what has no place yet in the document that was just opened. What is still being sought of another is forgotten."""
        self._search += 1
        self._since = None
        self.go_on()

    def go_on(self) -> None:
        """Seek what has no place yet, unless that is being done."""
        desk, search = self._screen.desk, self._search
        placing = desk.session.placing() if desk.is_open and self._since is None else None
        if placing is None:
            return
        self._since = monotonic()
        self._screen.set_timer(FELT, self._screen.show_progress)
        steps = placing.run()

        def run() -> None:
            for placed in self._while_wanted(search, steps):
                self._screen.call_from_anywhere(partial(self._settle, search, placed))
            self._screen.call_from_anywhere(partial(self._end, search))

        Thread(target=run, name="placing", daemon=True).start()  # quitting does not wait for it

    @property
    def news(self) -> str:
        """What is being done, in words; nothing, as long as nobody would notice."""
        state = self._screen.state
        if state is None or self._since is None or monotonic() - self._since < FELT:
            return ""
        count = len(state.marks.pending)
        return f"placing {count:,} mark{'' if count == 1 else 's'} …" if count else "placing posts …"

    def _while_wanted(self, search: int, steps: Iterator[Placed]) -> Iterator[Placed]:
        for placed in steps:
            if search != self._search:
                return
            yield placed

    def _settle(self, search: int, placed: Placed) -> None:
        desk = self._screen.desk
        if search == self._search and desk.is_open:
            self._screen.show_settled(desk.session.settle(placed))

    def _end(self, search: int) -> None:
        if search == self._search:
            self._since = None
            self._screen.show_progress()
            self.go_on()
            if self._since is None:
                self._screen.show_placed()
