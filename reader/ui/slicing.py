"""Long work on the screen's thread, done in slices between which keys are taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from time import perf_counter

from textual.message_pump import MessagePump

from reader.ui.loading import much_that_stays

SLICE = 0.005
"""Seconds that are worked on end: a key that comes meanwhile is still answered within a frame."""

REST = 0.001
"""Seconds between two slices, in which the screen is drawn. Without a rest it is not, as long as the work goes on."""

TELLING = 0.2
"""Seconds after which it is shown how far the work is."""


class Slices:
    """Goes through one iterator at a time to its end; a new one takes the place of that which is being gone through.

    ``pump`` is what the work is done on behalf of; when it is closed, nothing is gone on with.
    """

    def __init__(self, pump: MessagePump) -> None:
        self._pump = pump
        self._steps: Iterator[object] | None = None
        self._progress: Callable[[], None] = _nothing
        self._end: Callable[[], None] = _nothing
        self._told = 0.0

    @property
    def is_busy(self) -> bool:
        """Whether there is something left to be done."""
        return self._steps is not None

    def run(self, steps: Iterator[object], progress: Callable[[], None], end: Callable[[], None]) -> None:
        """Go through ``steps``; ``progress`` is called now and then, ``end`` at the end. What is over at once ends before this returns."""
        self._steps, self._progress, self._end = steps, progress, end
        self._told = perf_counter()
        self._go_on(steps)

    def stop(self) -> None:
        """Leave what is being gone through as it is."""
        self._steps = None

    def _go_on(self, steps: Iterator[object]) -> None:
        if steps is not self._steps:
            return
        if self._is_over(steps):
            self._steps = None
            self._end()
            return
        if perf_counter() - self._told > TELLING:
            self._progress()
            self._told = perf_counter()
        self._pump.set_timer(REST, partial(self._go_on, steps))

    def _is_over(self, steps: Iterator[object]) -> bool:
        """Go through a slice of ``steps``; whether that was the last one. What is woken by that stays."""
        until = perf_counter() + SLICE
        with much_that_stays():
            for _ in steps:
                if perf_counter() >= until:
                    return False
        return True


def _nothing() -> None:
    """What is called when nobody wants to know."""
