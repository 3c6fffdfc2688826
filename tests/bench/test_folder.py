"""A folder of 100,000 files against the folder of the seed, taken in turn in one run: ``pytest -m bench -s``. No time makes these fail.

What a key's time is compared with is one frame of a screen that is drawn sixty times a second.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.ui.narrowing import Narrowing
from tests.bench.test_start_and_keys import QUIET, READER, ROUNDS, SEED, environ, folder, report
from tests.terminal import Terminal

__all__ = ["environ", "folder"]

FILES = 100_000
FRAME = 1000 / 60
"""Milliseconds."""


@pytest.fixture(scope="module")
def names() -> list[str]:
    """Names as those of the seed: a number and a hash."""
    numbers = random.Random(1)
    return [f"{number:06}_{numbers.getrandbits(64):016x}.txt" for number in range(FILES)]


@pytest.fixture(scope="module")
def flat(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> Path:
    """All files in one folder; the first is the seed."""
    made = tmp_path_factory.mktemp("flat")
    for name in names:
        (made / name).write_text("Nothing to see here.\n")
    (made / names[0]).write_bytes(SEED.read_bytes())
    return made


@pytest.fixture(scope="module")
def nested(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> Path:
    """A hundred files in each folder."""
    made = tmp_path_factory.mktemp("nested")
    for number, name in enumerate(names):
        inside = made / f"{number // 10_000}" / f"{number // 100 % 100}"
        inside.mkdir(parents=True, exist_ok=True)
        (inside / name).write_text("Nothing to see here.\n")
    (made / "0" / "0" / names[0]).write_bytes(SEED.read_bytes())
    return made


def milliseconds_to(words: str, path: Path, environ: dict[str, str]) -> float:
    """How long the program takes to show ``words`` when it opens ``path``."""
    began = time.perf_counter()
    terminal = Terminal([READER, path], columns=120, rows=40, environ=environ)
    terminal.wait_for(words)
    taken = (time.perf_counter() - began) * 1000
    terminal.kill()
    return taken


@pytest.mark.bench
@pytest.mark.parametrize("words", ["Jan Leike, a leading", "Library 100,000"])
def test_start_on_a_large_folder(flat: Path, nested: Path, folder: Path, environ: dict[str, str], words: str) -> None:
    times: dict[Path, list[float]] = {flat: [], nested: [], folder: []}
    for _ in range(ROUNDS):
        for path, taken in times.items():
            taken.append(milliseconds_to("Jan Leike, a leading" if path is folder else words, path, environ))
    report(f"“{words}”, all in one folder", times[flat], times[folder])
    report(f"“{words}”, in a thousand folders", times[nested], times[folder])
    assert all(len(taken) == ROUNDS for taken in times.values())


@pytest.fixture
def library(flat: Path, environ: dict[str, str]) -> Iterator[Terminal]:
    """The library of the large folder, with the focus."""
    terminal = Terminal([READER, flat], columns=120, rows=40, environ=environ)
    terminal.wait_for("Library 100,000")
    terminal.send("\x1b[Z")
    terminal.rest()
    yield terminal
    terminal.kill()


@pytest.mark.bench
def test_walking_and_narrowing_per_key(library: Terminal) -> None:
    walking = [library.time_key("j", QUIET) for _ in range(ROUNDS)]
    library.send("/")
    library.wait_for("Narrow to")
    narrowing = [library.time_key(key, QUIET) for key in ["0", "a", "7", *["\x7f"] * 3] * 2]
    floor = [FRAME] * ROUNDS
    report("walking, of a frame", walking, floor)
    report("narrowing with its paint, of a frame", narrowing, floor)
    report("the slowest of those", [max(narrowing)], floor)
    assert min(narrowing) > 0


@pytest.mark.bench
@pytest.mark.parametrize("text", ["0", "a7", "absent", "0 a 7"])
def test_narrowing_alone(names: list[str], text: str) -> None:
    times = []
    for _ in range(ROUNDS):
        narrowing = Narrowing()
        narrowing.add(names)
        began = time.perf_counter()
        narrowing.narrow(text)
        times.append((time.perf_counter() - began) * 1000)
    report(f"narrowing {FILES:,} names to “{text}”, of a frame", times, [FRAME])
    assert min(times) > 0
