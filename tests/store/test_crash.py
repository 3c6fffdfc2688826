"""A writer that is killed at any moment leaves a whole database with all that it acknowledged."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from reader.store.tiny import TinyStore

WRITER = """
import sys
from pathlib import Path
from reader.core.annotation import Entity
from reader.core.stored import Step
from reader.core.transaction import Change, Transaction
from reader.store.tiny import TinyStore

store = TinyStore(Path(sys.argv[1]))
first = len(store.load().records)
for number in range(first, first + 100_000):
    change = Change(None, Entity(f"{number:014x}", "x" * 500, "ORG"))
    store.commit((change,), Step.DO, Transaction("add", (change,), "doc", 0))
    print(number, flush=True)
"""


def kill_a_writer(path: Path, after: int) -> int:
    """Start a writer, kill it when it has acknowledged ``after`` records or a little later, and give the last it acknowledged."""
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for _ in range(after):
            assert writer.stdout.readline()
        writer.kill()
        rest = writer.stdout.read().split()
    return int(rest[-1]) if rest else -1


def check_kills(path: Path, kills: int, seed: int) -> None:
    dice = random.Random(seed)
    acknowledged = -1
    for _ in range(kills):
        kept = len(TinyStore(path).load().records)
        after = dice.randrange(1, 12)
        acknowledged = max(kill_a_writer(path, after), kept + after - 1)
        found = TinyStore(path).load()
        assert found.problems == ()
        numbers = {int(record.id, 16) for record in found.records}
        assert numbers >= set(range(acknowledged + 1))
        assert len(numbers) <= acknowledged + 2
        assert len(found.history.done) == len(numbers)


def test_ten_kills_lose_nothing_acknowledged(tmp_path: Path) -> None:
    check_kills(tmp_path / ".reader" / "ana.json", kills=10, seed=20261123)


@pytest.mark.torture
def test_five_hundred_kills_lose_nothing_acknowledged(tmp_path: Path) -> None:
    for round_ in range(10):
        check_kills(tmp_path / str(round_) / ".reader" / "ana.json", kills=50, seed=round_)


def test_four_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / ".reader" / "ana.json"
    code = WRITER.replace("range(first, first + 100_000)", "range(int(sys.argv[2]), int(sys.argv[2]) + 25)")
    writers = [subprocess.Popen([sys.executable, "-c", code, str(path), str(1000 * n)], stdout=subprocess.DEVNULL) for n in range(4)]
    assert [writer.wait() for writer in writers] == [0, 0, 0, 0]
    found = TinyStore(path).load()
    assert {int(record.id, 16) for record in found.records} == {1000 * n + k for n in range(4) for k in range(25)}
    assert len(found.history.done) == 100
