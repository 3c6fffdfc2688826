"""Start to the article's first words, against an empty application of the toolkit that shows a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.programs import Programs, rounds
from tests.bench.scenes import Scene
from tests.bench.table import Base, Measure
from tests.bench.texts import Shape

SCENES = [
    Scene(None),
    Scene(5_000),
    Scene(100_000),
    Scene(1_000_000),
    Scene(10_000_000),
    Scene(10_000_000, shape=Shape.WIDE),
    Scene(10_000_000, shape=Shape.LINE),
    Scene(1_000_000, shape=Shape.PARAGRAPH),
    Scene(5_000, 1_000),
    Scene(5_000, 100_000),
    Scene(10_000_000, 100_000),
]


@pytest.mark.bench
@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_start_to_the_first_words(
    scene: Scene, programs: Programs, folder_of: Callable[[Scene], Path], record: Callable[[Measure], None]
) -> None:
    folder = folder_of(scene)
    times: list[float] = []
    floor: list[float] = []
    for _ in range(rounds(15)):
        terminal = programs.reader(folder)
        times.append(terminal.time_to(scene.first_word))
        programs.kill(terminal)
        terminal = programs.empty(scene.first_word)
        floor.append(terminal.time_to(scene.first_word))
        programs.kill(terminal)
    record(Measure(f"start: {scene}", times, "start", Base("empty app", floor)))
    assert min(times) > 0
