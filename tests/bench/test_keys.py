"""Each class of keys to the last byte of its update, with everything switched on.

On the seed it is held against the toolkit's floor, with much text and many marks against the seed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

import pytest

from tests.bench.drills import DRILLS, ESCAPE, REFUSALS, Drill, Step
from tests.bench.driver import TimedTerminal, Update
from tests.bench.programs import LINE, Programs, rounds
from tests.bench.scenes import Scene
from tests.bench.table import Base, Measure
from tests.bench.texts import Shape

SEED = Scene(None, 8)
LARGE = Scene(10_000_000, 100_000)

HARD = [
    Scene(10_000_000, shape=Shape.LINE),
    Scene(1_000_000, shape=Shape.PARAGRAPH),
    Scene(10_000_000, shape=Shape.WIDE),
    Scene(5_000, 100_000),
]
FEW_DRILLS = [drill for drill in DRILLS if drill.name in ("character l", "page PageDown", "end G", "claim c")]

LONGEST, FEWEST = 90, 7
"""Seconds after which a drill is ended, once it has had this many rounds."""


class Seats:
    """Programs that stay open from one drill to the next: starting them takes longer than most drills."""

    def __init__(self, environ: dict[str, str], folder_of: Callable[[Scene], Path]) -> None:
        self._programs = Programs(environ)
        self._folder_of = folder_of
        self._taken: dict[Scene | None, TimedTerminal] = {}

    def on(self, scene: Scene | None) -> TimedTerminal:
        """The program on ``scene``; the floor, for ``None``."""
        if scene not in self._taken:
            self._taken[scene] = self._programs.ready(scene, self._folder_of(scene)) if scene else self._programs.floor()
        return self._taken[scene]

    def clear(self) -> None:
        self._taken.clear()
        self._programs.kill_all()


@pytest.fixture(scope="module")
def seats(environ: dict[str, str], folder_of: Callable[[Scene], Path]) -> Iterator[Seats]:
    taken = Seats(environ, folder_of)
    yield taken
    taken.clear()


def drilled(drill: Drill, seats: Seats, *scenes: Scene) -> tuple[list[list[Update]], list[Update]]:
    """The updates on each of ``scenes``, and of the floor, taken in turn. After a failure nothing stays open: who knows where it stands."""
    try:
        return _drilled(drill, [seats.on(scene) for scene in scenes], seats.on(None))
    except BaseException:
        seats.clear()
        raise


def _drilled(drill: Drill, terminals: Sequence[TimedTerminal], floor: TimedTerminal) -> tuple[list[list[Update]], list[Update]]:
    updates: list[list[Update]] = [[] for _ in terminals]
    floors: list[Update] = []
    for terminal in terminals:
        terminal.press(ESCAPE, "G", "g", *drill.begin)
    began = time.monotonic()
    for number, step in enumerate(islice(cycle(drill.steps), rounds(30))):
        if number >= FEWEST and time.monotonic() - began > LONGEST:
            break
        for terminal, taken in zip(terminals, updates, strict=True):
            taken.append(timed(terminal, step))
        floors.append(floor.time_keys(drill.floor))
    for terminal in terminals:
        terminal.press(*drill.end)
    return updates, floors


def timed(terminal: TimedTerminal, step: Step) -> Update:
    terminal.press(*step.before)
    update = terminal.time_keys(step.timed)
    assert not any(refusal in terminal.text for refusal in REFUSALS), terminal.text
    terminal.press(*step.after)
    return update


def last(updates: Sequence[Update]) -> list[float]:
    return [update.last for update in updates]


def remark(updates: Sequence[Update]) -> str:
    restless = sum(not update.is_quiet for update in updates)
    return f"{restless} times never quiet, the first change is timed" if restless else ""


@pytest.mark.bench
@pytest.mark.parametrize("drill", DRILLS, ids=lambda drill: drill.name)
def test_a_key_on_the_seed(drill: Drill, seats: Seats, record: Callable[[Measure], None]) -> None:
    (updates,), floors = drilled(drill, seats, SEED)
    base = Base("one line" if drill.floor == LINE else "full repaint", last(floors))
    record(Measure(f"key: {drill.name}, {SEED}", last(updates), drill.budget, base, remark=remark(updates)))
    assert min(update.size for update in updates) > 0


@pytest.mark.bench
@pytest.mark.parametrize("drill", DRILLS, ids=lambda drill: drill.name)
def test_a_key_on_much_text_with_many_marks(drill: Drill, seats: Seats, record: Callable[[Measure], None]) -> None:
    (updates, small), _ = drilled(drill, seats, LARGE, SEED)
    record(Measure(f"key: {drill.name}, {LARGE}", last(updates), "large", Base("the seed", last(small)), remark=remark(updates)))
    assert min(update.size for update in updates) > 0


@pytest.mark.bench
@pytest.mark.parametrize("scene", HARD, ids=str)
@pytest.mark.parametrize("drill", FEW_DRILLS, ids=lambda drill: drill.name)
def test_a_key_on_odd_text(scene: Scene, drill: Drill, seats: Seats, record: Callable[[Measure], None]) -> None:
    (updates, small), _ = drilled(drill, seats, scene, SEED)
    record(Measure(f"key: {drill.name}, {scene}", last(updates), "key", Base("the seed", last(small)), remark=remark(updates)))
    assert min(update.size for update in updates) > 0
