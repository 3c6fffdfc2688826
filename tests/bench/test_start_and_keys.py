"""Start-up and keys against the toolkit's own floor, taken in turn in one run: ``pytest -m bench -s``. No time makes these fail.

The floor of a start is an empty application that shows a line; the floor of a key is that application changing one line. What is
timed ends when the words are on the emulated screen, or with the last byte of the update.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import pytest

from tests.terminal import Terminal

READER = Path(sys.executable).parent / "reader"
SEED = Path(__file__).parents[2] / "seeds" / "000_70d015d5dcf098fe.txt"
ROUNDS = 11
QUIET = 0.1
"""Seconds without a byte after which an update is over."""

EMPTY = """
from textual.app import App
from textual.widgets import Static

class Empty(App):
    def compose(self):
        yield Static("Jan Leike, a leading 0", id="line")
    def on_key(self):
        line = self.query_one("#line")
        line.update(f"Jan Leike, a leading {int(str(line.content)[21:]) + 1}", layout=False)

Empty().run()
"""


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "READER_ANNOTATOR": "bench"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    (made / SEED.name).write_bytes(SEED.read_bytes())
    return made


def start(command: Sequence[str | Path], environ: dict[str, str]) -> tuple[Terminal, float]:
    """The program in a terminal, and the milliseconds until its first words."""
    began = time.perf_counter()
    terminal = Terminal(command, columns=120, rows=40, environ=environ)
    terminal.wait_for("Jan Leike, a leading")
    return terminal, (time.perf_counter() - began) * 1000


def report(name: str, times: list[float], floor: list[float]) -> None:
    print(f"\n{name}: {median(times):.1f} ms, floor {median(floor):.1f} ms, ratio {median(times) / median(floor):.2f}", end="")  # noqa: T201


@pytest.mark.bench
def test_start_to_first_words(folder: Path, environ: dict[str, str]) -> None:
    times: list[float] = []
    floor: list[float] = []
    for _ in range(ROUNDS):
        for command, taken in ((READER, folder), times), ((sys.executable, "-c", EMPTY), floor):
            terminal, milliseconds = start(command, environ)
            terminal.kill()
            taken.append(milliseconds)
    report("start", times, floor)
    assert len(times) == len(floor) == ROUNDS


@pytest.mark.bench
@pytest.mark.parametrize("key", ["l", "w", "j", ")", "c"])
def test_key_to_last_byte(folder: Path, environ: dict[str, str], key: str) -> None:
    terminal, _ = start([READER, folder], environ)
    empty, _ = start([sys.executable, "-c", EMPTY], environ)
    times, floor = [], []
    try:
        for _ in range(ROUNDS):
            times.append(terminal.time_key(key, QUIET))
            floor.append(empty.time_key("x", QUIET))
            if key == "c":  # on to a sentence without a claim
                terminal.time_key(")", QUIET)
    finally:
        terminal.kill()
        empty.kill()
    report(f"key {key}", times, floor)
    assert min(times) > 0
