"""Long work in slices: what is done when, without a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest
from textual.message_pump import MessagePump

from reader.ui import slicing
from reader.ui.slicing import Slices


class Clock:
    """Keeps what is to be done after a rest until the test lets time go on."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], None]] = []

    def set_timer(self, _: float, callback: Callable[[], None]) -> None:
        self._waiting.append(callback)

    def go_on(self) -> None:
        waiting, self._waiting = self._waiting, []
        for callback in waiting:
            callback()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def slices(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Slices:
    """Slices of one step."""
    monkeypatch.setattr(slicing, "SLICE", 0)
    monkeypatch.setattr(slicing, "TELLING", 0)
    return Slices(cast(MessagePump, cast(Any, clock)))


def counting(seen: list[int], last: int) -> Iterator[None]:
    for number in range(last):
        seen.append(number)
        yield


def test_each_slice_does_a_part_and_tells_of_it(slices: Slices, clock: Clock) -> None:
    seen, told = list[int](), list[str]()
    slices.run(counting(seen, 2), lambda: told.append(f"at {len(seen)}"), lambda: told.append("over"))
    assert (seen, told, slices.is_busy) == ([0], ["at 1"], True)
    clock.go_on()
    assert (seen, told) == ([0, 1], ["at 1", "at 2"])
    clock.go_on()
    assert (told[-1], slices.is_busy) == ("over", False)


def test_what_is_over_at_once_ends_before_anything_else_is_done(clock: Clock) -> None:
    told = list[str]()
    slices = Slices(cast(MessagePump, cast(Any, clock)))
    slices.run(counting([], 3), lambda: told.append("on the way"), lambda: told.append("over"))
    assert told == ["over"]


def test_new_work_takes_the_place_of_the_old(slices: Slices, clock: Clock) -> None:
    old, new, told = list[int](), list[int](), list[str]()
    slices.run(counting(old, 5), lambda: None, lambda: told.append("old"))
    slices.run(counting(new, 1), lambda: None, lambda: told.append("new"))
    for _ in range(5):
        clock.go_on()
    assert (old, new, told) == ([0], [0], ["new"])


def test_what_is_stopped_is_left_as_it_is(slices: Slices, clock: Clock) -> None:
    seen, told = list[int](), list[str]()
    slices.run(counting(seen, 5), lambda: None, lambda: told.append("over"))
    slices.stop()
    clock.go_on()
    assert (seen, told, slices.is_busy) == ([0], [], False)
