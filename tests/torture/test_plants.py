"""The checks find what they are for: each of many faults in a store turns one of them red."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.alone import run_alone
from tests.torture.plants import PLANTS
from tests.torture.work import SEED


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_fault_is_found(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant = PLANTS[name]
    if plant.forks:
        with pytest.raises(AssertionError, match="AssertionError"):
            run_alone(plant.check, tmp_path, plant.rounds, SEED, plant=name)
        return
    plant.fault(monkeypatch)
    with pytest.raises(AssertionError):
        plant.check(tmp_path, plant.rounds, SEED)
