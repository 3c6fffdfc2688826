"""A text that was kept is there after any power cut, and a torn one is never given."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from reader.core.document import digest_of_text
from reader.store.snapshots import Snapshots
from tests.store.faults import Crash, FailingDisk
from tests.store.simulated import SimulatedDisk
from tests.torture.work import SEED, rounds

HOME = Path("/articles/.reader")
FEW_CUTS = 60
OPERATIONS = 30
"""How many of them pass before the power is cut, at most; a text takes eight or more."""


def check_kept_texts(folder: Path, rounds: int, seed: int) -> None:  # noqa: ARG001  # the disk is simulated
    """In each round texts are kept until the power is cut; then some more."""
    for number in range(rounds):
        dice = Random(seed + number)
        disk = SimulatedDisk()
        disk.make_folder(HOME.parent)
        disk.sync_folder(HOME.parent.parent)
        acknowledged: list[str] = []
        texts = Snapshots(HOME, FailingDisk(dice.randint(1, OPERATIONS), code=0, disk=disk))
        with suppress(Crash):
            while True:
                text = f"{dice.random()}" * dice.choice((1, 100, 1000))
                texts.keep(text)
                acknowledged.append(text)
        left = Snapshots(HOME, disk.power_cut(dice, in_order=dice.random() < 0.5))
        lost = [text for text in acknowledged if left.text(digest_of_text(text)) != text]
        assert not lost, f"seed {seed}, cut {number}: {len(lost)} of {len(acknowledged)} texts are lost"
        left.keep(text)
        assert left.text(digest_of_text(text)) == text, f"seed {seed}, cut {number}: what was cut off cannot be kept"


def test_after_some_power_cuts_every_kept_text_is_there(tmp_path: Path) -> None:
    check_kept_texts(tmp_path, FEW_CUTS, SEED)


@pytest.mark.torture
def test_after_many_power_cuts_every_kept_text_is_there(tmp_path: Path) -> None:
    check_kept_texts(tmp_path, rounds(2000), SEED)
