"""The floors do what they stand for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.driver import ROWS
from tests.bench.programs import LINE, PAGE, Programs, rounds
from tests.bench.scenes import Scene


@pytest.mark.parametrize(("key", "changed"), [(LINE, 1), (PAGE, ROWS)], ids=["one line", "full repaint"])
def test_a_key_of_the_floor_changes_as_many_rows_as_it_says(programs: Programs, key: str, changed: int) -> None:
    floor = programs.floor()
    before = floor.text.split("\n")
    assert floor.time_keys(key).size > 0
    assert sum(old != new for old, new in zip(before, floor.text.split("\n"), strict=True)) == changed


def test_the_program_is_ready_with_library_inspector_and_footer(programs: Programs, folder_of: Callable[[Scene], Path]) -> None:
    scene = Scene(5_000, 10)
    terminal = programs.ready(scene, folder_of(scene))
    assert terminal.time_keys("l").last > 0


def test_the_environment_says_how_many_rounds_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BENCH_ROUNDS", raising=False)
    assert rounds(30) == 30
    monkeypatch.setenv("BENCH_ROUNDS", "4")
    assert rounds(30) == 4
