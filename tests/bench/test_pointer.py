"""Dragging with the mouse, step by step, and another size of the terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.driver import COLUMNS, ROWS
from tests.bench.programs import LINE, Programs, rounds
from tests.bench.scenes import Scene
from tests.bench.table import Base, Measure

SMALL, LARGE = Scene(None, 8), Scene(10_000_000, 100_000)

ROW, FIRST, LAST = 3, 40, 70
"""A row of the first paragraph, and columns of it, counted from 1."""

LESS = (COLUMNS - 8, ROWS - 4)


def mouse(button: int, column: int, end: str = "M") -> str:
    """A report of the mouse on :data:`ROW` (xterm's SGR reports): button 0, and 32 more while it is moved."""
    return f"\x1b[<{button};{column};{ROW}{end}"


@pytest.mark.bench
def test_dragging(programs: Programs, folder_of: Callable[[Scene], Path], record: Callable[[Measure], None]) -> None:
    small, large, floor = programs.ready(SMALL, folder_of(SMALL)), programs.ready(LARGE, folder_of(LARGE)), programs.floor()
    times: dict[str, list[float]] = {"floor": [], "small": [], "large": []}
    for terminal in (small, large):
        terminal.press(mouse(0, FIRST))
    for number in range(rounds(30)):
        column = FIRST + 1 + number % (LAST - FIRST)
        times["floor"].append(floor.time_keys(LINE).last)
        times["small"].append(small.time_keys(mouse(32, column)).last)
        times["large"].append(large.time_keys(mouse(32, column)).last)
    for terminal in (small, large):
        assert "selected" in terminal.text
        terminal.press(mouse(0, FIRST, "m"))
    record(Measure(f"mouse: a step of a drag, {SMALL}", times["small"], "one line", Base("one line", times["floor"])))
    record(Measure(f"mouse: a step of a drag, {LARGE}", times["large"], "large", Base("the seed", times["small"])))


@pytest.mark.bench
def test_resizing(programs: Programs, folder_of: Callable[[Scene], Path], record: Callable[[Measure], None]) -> None:
    small, large, floor = programs.ready(SMALL, folder_of(SMALL)), programs.ready(LARGE, folder_of(LARGE)), programs.floor()
    times: dict[str, list[float]] = {"floor": [], "small": [], "large": []}
    for number in range(rounds(30)):
        columns, rows = (COLUMNS, ROWS) if number % 2 else LESS
        for name, terminal in (("floor", floor), ("small", small), ("large", large)):
            times[name].append(terminal.time_resize(columns, rows).last)
            assert len(terminal.text.split("\n")[-1]) == columns
    record(Measure(f"another size of the terminal, {SMALL}", times["small"], "none", Base("empty app", times["floor"])))
    record(Measure(f"another size of the terminal, {LARGE}", times["large"], "none", Base("the seed", times["small"])))
    for terminal in (small, large):
        terminal.time_resize(COLUMNS - 9, ROWS - 5)
        assert "q quit" in terminal.text.split("\n")[-1]
