"""Keys that come from the first paint on, every 30 ms, while text and marks are still being loaded."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.bench.drills import SHIFT_RIGHT
from tests.bench.driver import TimedTerminal
from tests.bench.programs import Programs, rounds
from tests.bench.scenes import Scene
from tests.bench.table import Measure

SCENES = [Scene(10_000_000), Scene(10_000_000, 100_000), Scene(5_000, 100_000)]

PACE, AFTERWARDS, LEAST, MOST = 0.03, 1.0, 3.0, 60.0
"""Seconds between two keys, after the marks are there, and from the first paint on at least and at the most."""

_SELECTED = re.compile(r"(\d+) selected")


def press_while_loading(terminal: TimedTerminal, scene: Scene) -> list[float]:
    """The times at which keys were pressed, each of which selects one character more."""
    terminal.time_to(scene.first_word)
    began = time.perf_counter()
    end = began + MOST
    pressed: list[float] = []
    while time.perf_counter() < end:
        pressed.append(terminal.stamped(SHIFT_RIGHT))
        terminal.listen(pressed[-1] + PACE)
        if end == began + MOST and terminal.has_heard(f"{scene.marks} mark"):
            end = max(began + LEAST, time.perf_counter() + AFTERWARDS)
    assert end < began + MOST, f"the marks are still not there\n{terminal.text}"
    terminal.settle()
    return pressed


def latencies(terminal: TimedTerminal, pressed: Sequence[float]) -> list[float]:
    """Milliseconds from each key to the chunk after which the title says that so many characters are selected."""
    done: list[float] = []

    def look(now: float, rows: Sequence[str]) -> None:
        found = _SELECTED.search(rows[0])
        done.extend((now - sent) * 1000 for sent in pressed[len(done) : int(found[1]) if found else 0])

    terminal.replay(look)
    assert len(done) == len(pressed), f"{len(pressed) - len(done)} of {len(pressed)} keys were lost\n{terminal.text}"
    return done


@pytest.mark.bench
@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_keys_while_loading(
    scene: Scene, programs: Programs, folder_of: Callable[[Scene], Path], record: Callable[[Measure], None]
) -> None:
    times: list[float] = []
    for _ in range(max(1, rounds(30) // 10)):
        terminal = programs.reader(folder_of(scene))
        times += latencies(terminal, press_while_loading(terminal, scene))
        programs.kill(terminal)
    record(Measure(f"loading: a key every 30 ms, {scene}", times, "loading"))
    assert min(times) > 0
