"""A folder of 100,000 files: its first paint against the seed's, walking and narrowing its library key by key."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.ui.narrowing import Narrowing
from tests.bench.programs import Programs, rounds
from tests.bench.scenes import SEED, Scene
from tests.bench.table import Base, Measure

FILES = 100_000
FIRST_WORD = Scene(None).first_word


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


@pytest.mark.bench
def test_start_on_a_large_folder(
    flat: Path, nested: Path, folder_of: Callable[[Scene], Path], programs: Programs, record: Callable[[Measure], None]
) -> None:
    folders = {"the seed": folder_of(Scene(None)), "all in one folder": flat, "in a thousand folders": nested}
    times: dict[str, list[float]] = {name: [] for name in folders}
    whole: dict[str, list[float]] = {name: [] for name in folders}
    for _ in range(rounds(15)):
        for name, folder in folders.items():
            terminal = programs.reader(folder)
            times[name].append(terminal.time_to(FIRST_WORD))
            whole[name].append(terminal.time_to("100,000" if folder in (flat, nested) else "beside"))
            programs.kill(terminal)
    seed = Base("the seed", times.pop("the seed"))
    for name, taken in times.items():
        record(Measure(f"folder: first words of 100,000 files {name}", taken, "folder", seed))
        record(Measure(f"folder: all 100,000 files {name} listed", whole[name], "none"))
        assert min(taken) > 0


@pytest.mark.bench
def test_walking_and_narrowing_per_key(flat: Path, programs: Programs, record: Callable[[Measure], None]) -> None:
    terminal = programs.reader(flat)
    terminal.wait_for("Library 100,000")
    terminal.settle()
    terminal.press("\x1b[Z")
    walking = [terminal.time_keys("j").last for _ in range(rounds(30))]
    record(Measure("folder: walking j in 100,000 files", walking, "key"))
    terminal.press("/")
    terminal.wait_for("Narrow to")
    letters = [key for _ in range(-(-rounds(30) // 6)) for key in ("0", "a", "7", "\x7f", "\x7f", "\x7f")]
    narrowing = [terminal.time_keys(key).last for key in letters]
    record(Measure("folder: narrowing 100,000 files, a letter", narrowing, "key"))
    assert "of 100,000" not in terminal.text
    terminal.press("7")
    assert "of 100,000" in terminal.text


@pytest.mark.bench
@pytest.mark.parametrize("text", ["0", "a7", "absent", "0 a 7"])
def test_narrowing_alone(names: list[str], text: str, record: Callable[[Measure], None]) -> None:
    times = []
    for _ in range(rounds(30)):
        narrowing = Narrowing()
        narrowing.add(names)
        began = time.perf_counter()
        narrowing.narrow(text)
        times.append((time.perf_counter() - began) * 1000)
    record(Measure(f"folder: finding “{text}” in 100,000 names, without its paint", times, "key"))
    assert len(narrowing) == sum(all(word in name for word in text.split()) for name in names)
