"""A writer that is killed at any moment leaves a whole database with all that it acknowledged."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from tests.torture.alone import run_alone
from tests.torture.forked import Forked
from tests.torture.work import SEED, Truth, Worker, acts, check_found, rounds

MOST_ACTS = 12
LONGEST_ACT = 0.005
"""Seconds after so many acts in which a writer is killed: an act takes less than one thousandth, with compaction a few."""

FEW_KILLS = 30
PER_FOLDER = 25
"""Kills after which a new folder is begun, lest reading the history takes all the time."""


def check_kills(folder: Path, rounds: int, seed: int) -> None:
    """Each round goes on from what the one before it left. Forks, and so runs in a process of its own."""
    dice, total = Random(seed), 0
    for number in range(rounds):
        if number % PER_FOLDER == 0:
            path, truth = folder / str(number) / ".reader" / "ana.json", Truth()
        start, work = truth, dice.getrandbits(32)

        def write(acknowledge: Callable[[], None], path: Path = path, start: Truth = start, work: int = work) -> None:
            worker = Worker(path)
            for act, _ in acts(start, work):
                worker.perform(act)
                acknowledge()

        writer = Forked(write)
        writer.wait_for(dice.randint(0, MOST_ACTS))
        time.sleep(dice.random() * LONGEST_ACT)
        done = writer.kill()
        reached = [start, *(after for _, after in islice(acts(start, work), done + 1))]
        truth = check_found(path, tuple(reached[-2:]), told=f"seed {seed}, kill {number}, after {done} acts")
        total += done
    assert total >= rounds, f"only {total} acts in {rounds} lives"


def test_some_kills_lose_nothing_acknowledged(tmp_path: Path) -> None:
    run_alone(check_kills, tmp_path, FEW_KILLS, SEED)


@pytest.mark.torture
@pytest.mark.parametrize("part", range(10))
def test_ten_thousand_kills_lose_nothing_acknowledged(tmp_path: Path, part: int) -> None:
    run_alone(check_kills, tmp_path, rounds(1000), seed=part)
