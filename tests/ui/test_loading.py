"""Loading off the screen's thread, with a thread's work held until it is let go."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from queue import Queue
from threading import Event

import pytest

from reader.core.document import Document
from reader.core.errors import SourceError
from reader.ui.loading import AT_ONCE, Loader, Outcome


class Desk:
    """Loads documents when it is told to, and takes what is delivered."""

    def __init__(self) -> None:
        self.begun: Queue[int] = Queue()
        self.delivered: Queue[Callable[[], None]] = Queue()
        self.let_go = Event()
        self.outcomes: list[Outcome] = []
        self.told = 0
        self.failing: dict[int, Exception] = {}
        self.loader = Loader(self._load, self._look, self.delivered.put)

    def take(self) -> None:
        self.delivered.get(timeout=30)()

    def tell(self) -> None:
        self.told += 1

    def begins(self, *indexes: int) -> bool:
        return sorted(self.begun.get(timeout=30) for _ in indexes) == [*indexes]

    def _look(self, index: int) -> None:
        with suppress(SourceError):
            self._load(index)

    def _load(self, index: int) -> Document:
        self.begun.put(index)
        self.let_go.wait(30)
        if index in self.failing:
            raise self.failing[index]
        return Document(f"d{index}", "a", "A", "", "", "utf-8", ())


def test_what_is_asked_for_last_comes_next_and_what_waited_is_forgotten() -> None:
    desk = Desk()
    for index in range(9):
        desk.loader.fetch(index, desk.outcomes.append)
        if index < AT_ONCE:
            assert desk.begins(index)
    desk.let_go.set()
    assert desk.begins(8)
    for _ in range(3):
        desk.take()
    assert {outcome.id for outcome in desk.outcomes if isinstance(outcome, Document)} == {"d0", "d1", "d8"}
    assert desk.begun.empty()


def test_nothing_is_learned_while_something_is_fetched() -> None:
    desk = Desk()
    desk.loader.fetch(0, desk.outcomes.append)
    assert desk.begins(0)
    desk.loader.learn([1, 2], desk.tell)
    desk.loader.fetch(3, desk.outcomes.append)
    assert desk.begins(3)
    desk.let_go.set()
    assert desk.begins(1, 2)
    for _ in range(3):
        desk.take()
    assert desk.told == 1


def test_what_cannot_be_loaded_is_delivered_too() -> None:
    desk = Desk()
    desk.let_go.set()
    desk.failing[3] = SourceError("It is no text.")
    desk.loader.fetch(3, desk.outcomes.append)
    desk.take()
    assert desk.outcomes == [desk.failing[3]]


def test_a_fault_in_learning_is_raised_where_it_is_delivered() -> None:
    desk = Desk()
    desk.let_go.set()
    desk.failing = {1: SourceError("It is no text."), 2: ZeroDivisionError()}
    desk.loader.learn([1, 2], desk.tell)
    with pytest.raises(ZeroDivisionError):
        desk.take()
    desk.take()
    assert desk.told == 1


def test_a_closed_loader_begins_nothing_more() -> None:
    desk = Desk()
    desk.loader.learn([1, 2, 3], desk.tell)
    assert desk.begins(1)
    desk.loader.close()
    desk.let_go.set()
    desk.take()
    assert desk.begun.empty()
