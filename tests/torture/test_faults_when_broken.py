"""A broken database on a failing disk: what it was is never gone before it is kept aside, and what could be read stays."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random

import pytest

from reader.core.errors import StoreError
from reader.core.stored import Step
from reader.store.tiny import TinyStore
from tests.store.faults import CHANGING, READING, Crash, FailingDisk
from tests.torture.test_faults import FULL, Fault, check_every_point
from tests.torture.test_flips import SNAPSHOT, Database, draw_database, holding
from tests.torture.work import SEED, Commit, Truth, Worker, check_found, draw_transaction, is_truth, rounds, truth_of

MOST_ACTS = 6


def check_faults_when_broken(folder: Path, rounds: int, seed: int) -> None:  # noqa: ARG001  # the disk is simulated
    """Every point fails of the first commit to each of ``rounds`` broken databases."""
    for number in range(seed, seed + rounds):
        broken, salvaged = draw_broken_database(Random(number))
        check_every_point(partial(struck, broken, salvaged, number))


def struck(files: dict[Path, bytes], salvaged: Truth, seed: int, fault: Fault) -> bool:
    """Mark something in a broken database, with a fault; whether the commit got as far as where it strikes."""
    told, dice, disk = f"seed {seed}, {fault}", Random(seed), holding(files)
    counted = CHANGING if fault.code in FULL else CHANGING | READING
    failing = FailingDisk(fault.failing, fault.code, fault.forever, disk, counted)
    worker = Worker(SNAPSHOT, failing)
    mark = Commit(Step.DO, draw_transaction(salvaged.records, dice))
    truth = salvaged
    with suppress(StoreError, Crash):
        worker.perform(mark)
        truth = truth.after(mark)
    left = disk.files(SNAPSHOT.parent).values()
    assert all(content in left for content in files.values()), f"{told}: it is gone"
    failing.failing = 0
    if failing.is_dead:
        worker = Worker(SNAPSHOT, disk.another())
        found = worker.load()
        truth = salvaged.after(mark) if is_truth(found, salvaged.after(mark)) else salvaged
    assert is_truth(worker.load(), truth), f"{told}: something else could be read before"
    another = Commit(Step.DO, draw_transaction(truth.records, dice))
    worker.perform(another)
    check_found(SNAPSHOT, (truth.after(another),), disk.another(), f"{told}, when all was well again")
    for content in files.values():
        assert content in disk.files(SNAPSHOT.parent).values(), f"{told}: it was not kept aside"
    return failing.count >= fault.failing


def draw_broken_database(dice: Random) -> tuple[dict[Path, bytes], Truth]:
    """The files of a database with a bit turned over, and what can be read of it."""
    while True:
        database: Database = draw_database(dice, MOST_ACTS)
        files = dict(database.files)
        path = dice.choice(list(files))
        content = bytearray(files[path])
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        files[path] = bytes(content)
        found = TinyStore(SNAPSHOT, disk=holding(files)).load()
        if found.problems:
            return files, truth_of(found)


def test_a_broken_database_on_a_failing_disk_is_never_gone(tmp_path: Path) -> None:
    check_faults_when_broken(tmp_path, 1, SEED)


@pytest.mark.torture
@pytest.mark.parametrize("part", range(4))
def test_many_broken_databases_on_failing_disks_are_never_gone(tmp_path: Path, part: int) -> None:
    check_faults_when_broken(tmp_path, rounds(25), seed=100 * part)
