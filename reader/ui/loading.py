"""Loading documents off the screen's thread: what was asked for last comes first, and never many at once."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Condition, Thread
from time import monotonic
from typing import TypeAlias

from reader.core.document import Document

AT_ONCE = 2
"""Documents that are loaded for opening at the same time, at the most: one that takes long does not hold up the next."""

TELLING = 0.5
"""Seconds after which it is told what was learned meanwhile."""


@contextmanager
def much_that_stays() -> Iterator[None]:
    """Looks for no garbage while much is made that stays, a third of the time of which the looking takes; nor ever after, among that."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


Outcome: TypeAlias = Document | Exception
Done: TypeAlias = Callable[[Outcome], None]
Deliver: TypeAlias = Callable[[Callable[[], None]], object]


class Loader:
    """Calls ``load`` and ``look`` in threads of its own, which do not keep the program from ending.

    ``look`` finds out what is worth knowing of a document that nobody has asked for. ``deliver`` has a function called on the screen's
    thread. What ``load`` and ``look`` raise is delivered too.
    """

    def __init__(self, load: Callable[[int], Document], look: Callable[[int], None], deliver: Deliver) -> None:
        self._load = load
        self._look = look
        self._deliver = deliver
        self._changed = Condition()
        self._wanted: tuple[int, Done] | None = None
        self._fetching = 0
        self._unknown: list[int] = []
        self._learning: int | None = None
        self._learned: Callable[[], None] | None = None

    def fetch(self, index: int, done: Done) -> None:
        """Have ``done`` called with the document at ``index``. What was asked for before and has not begun is forgotten."""
        with self._changed:
            self._wanted = (index, done)
            if self._fetching < AT_ONCE:
                self._fetching += 1
                Thread(target=self._fetch, name="loading", daemon=True).start()

    def learn(self, indexes: Iterable[int], done: Callable[[], None]) -> None:
        """Look at the documents at ``indexes`` one by one while none is fetched; what was to be learned before is not.

        ``done`` is called when there are none left, and now and then on the way.
        """
        with self._changed:
            is_running = self._learned is not None
            self._unknown, self._learned = [index for index in indexes if index != self._learning], done
            if not is_running:
                Thread(target=self._learn, name="loading", daemon=True).start()

    def close(self) -> None:
        """Begin nothing more; what is being loaded is loaded for nobody."""
        with self._changed:
            self._wanted, self._unknown = None, []

    def _fetch(self) -> None:
        while (wanted := self._next_wanted()) is not None:
            index, done = wanted
            self._deliver(partial(done, self._outcome(index)))

    def _next_wanted(self) -> tuple[int, Done] | None:
        with self._changed:
            wanted, self._wanted = self._wanted, None
            if wanted is None:
                self._fetching -= 1
                self._changed.notify_all()
            return wanted

    def _learn(self) -> None:
        told = monotonic()
        while (index := self._next_unknown()) is not None:
            try:
                self._look(index)  # whoever looks keeps what came of it
            except Exception as error:  # noqa: BLE001  # the top of a thread
                self._deliver(partial(_raise, error))
            if monotonic() - told > TELLING and (learned := self._learned) is not None:
                self._deliver(learned)
                told = monotonic()

    def _next_unknown(self) -> int | None:
        with self._changed:
            self._changed.wait_for(lambda: self._fetching == 0)
            self._learning = self._unknown.pop(0) if self._unknown else None
            if self._learning is not None:
                return self._learning
            learned, self._learned = self._learned, None
        assert learned is not None
        self._deliver(learned)
        return None

    def _outcome(self, index: int) -> Outcome:
        try:
            return self._load(index)
        except Exception as error:  # noqa: BLE001  # the top of a thread: whoever asked is told, on the screen's thread
            return error


def _raise(error: Exception) -> None:
    raise error
