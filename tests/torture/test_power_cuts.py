"""A power cut at any moment loses nothing acknowledged, on a simulated disk that keeps only what was synced."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from tests.store.faults import Crash, FailingDisk
from tests.store.simulated import SimulatedDisk
from tests.torture.work import SEED, Truth, Worker, check_found, draw_act, rounds

PATH = Path("/articles/.reader/ana.json")
FEW_CUTS = 60
PER_FOLDER = 25
"""Cuts after which a new folder is begun."""

OPERATIONS = 150
"""How many of them pass before the power is cut, at most; an act takes three or more."""


class LazyDisk(SimulatedDisk):
    """A disk on which nothing is ever synced."""

    def sync(self, file: int) -> None:
        pass

    def sync_folder(self, path: Path) -> None:
        pass


def check_power_cuts(folder: Path, rounds: int, seed: int) -> None:  # noqa: ARG001  # the disk is simulated
    """Each round goes on from what the one before it left."""
    dice = Random(seed)
    for number in range(rounds):
        if number % PER_FOLDER == 0:
            disk, truth = SimulatedDisk(), Truth()
        disk, truth = cut_while_working(disk, truth, dice, f"seed {seed}, cut {number}")


def check_that_cuts_lose_what_is_not_synced(folder: Path, rounds: int, seed: int) -> None:  # noqa: ARG001  # the disk is simulated
    """Without a sync most cuts must lose something, or the check above finds nothing."""
    losses = 0
    for number in range(rounds):
        try:
            cut_while_working(LazyDisk(), Truth(), Random(seed + number), "")
        except AssertionError:
            losses += 1
    assert losses > rounds / 2, f"{losses} of {rounds} cuts lost something"


def cut_while_working(disk: SimulatedDisk, truth: Truth, dice: Random, told: str) -> tuple[SimulatedDisk, Truth]:
    """Work until the power is cut; what is left then, and what stands in it."""
    dying = FailingDisk(dice.randint(1, OPERATIONS), code=0, disk=disk)
    worker, under_way = Worker(PATH, dying), truth
    with suppress(Crash):
        while True:
            act = draw_act(truth, dice)
            under_way = truth.after(act)
            worker.perform(act)
            truth = under_way
    left = disk.power_cut(dice, in_order=dice.random() < 0.5)
    return left, check_found(PATH, (truth, under_way), left.another(), told)


def test_some_power_cuts_lose_nothing_acknowledged(tmp_path: Path) -> None:
    check_power_cuts(tmp_path, FEW_CUTS, SEED)


def test_without_a_sync_most_power_cuts_lose_something(tmp_path: Path) -> None:
    check_that_cuts_lose_what_is_not_synced(tmp_path, FEW_CUTS, SEED)


@pytest.mark.torture
@pytest.mark.parametrize("part", range(10))
def test_a_thousand_power_cuts_lose_nothing_acknowledged(tmp_path: Path, part: int) -> None:
    check_power_cuts(tmp_path, rounds(100), seed=part)
