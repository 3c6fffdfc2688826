"""What the program costs while nobody does anything: memory, and time of the processor."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.driver import TimedTerminal
from tests.bench.programs import Programs, rounds
from tests.bench.scenes import Scene
from tests.bench.table import Measure

SECONDS = 5.0
REST = 2.5
"""Seconds after which nothing is left that a reader's rest sets off."""


def share_of_a_processor(terminal: TimedTerminal) -> float:
    """Per cent, over some seconds without keys."""
    began, worked = time.perf_counter(), terminal.work()
    terminal.listen(began + SECONDS)
    return (terminal.work() - worked) / (time.perf_counter() - began) * 100


@pytest.mark.bench
@pytest.mark.parametrize("scene", [Scene(5_000), Scene(10_000_000, 100_000)], ids=str)
def test_memory_and_idle_time(
    scene: Scene, programs: Programs, folder_of: Callable[[Scene], Path], record: Callable[[Measure], None]
) -> None:
    highest, settled, idle = [], [], []
    for _ in range(max(1, rounds(30) // 10)):
        terminal = programs.ready(scene, folder_of(scene))
        terminal.press("G", "g")
        terminal.listen(time.perf_counter() + REST)
        terminal.settle()
        highest.append(terminal.megabytes("VmHWM"))
        settled.append(terminal.megabytes("VmRSS"))
        idle.append(share_of_a_processor(terminal))
        assert terminal.time_keys("l").size > 0
        programs.kill(terminal)
    record(Measure(f"memory: at the most, {scene}", highest, "memory", unit="MB"))
    record(Measure(f"memory: at rest, {scene}", settled, "memory", unit="MB"))
    record(Measure(f"idle: share of a processor, {scene}", idle, "idle", unit="%"))
    assert min(settled) > 10
