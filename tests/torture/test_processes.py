"""Many processes that write one database at once lose nothing, and none writes over what another wrote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

import pytest

from reader.core.annotation import Entity, Record
from reader.core.errors import StoreError
from reader.core.history import LIMIT
from reader.core.stored import Step
from reader.core.transaction import Change, Transaction
from reader.store.tiny import TinyStore
from tests.torture.alone import run_alone
from tests.torture.forked import Forked
from tests.torture.work import LONGEST_JOURNAL, SEED, rounds

PROCESSES = 8
FEW_COMMITS = 20
SHARED_EVERY = 4
SHARED = Entity(f"{1:014x}", "", "TALLY")
"""A record that all of them change: its name grows by a letter for each commit."""


def check_processes(folder: Path, rounds: int, seed: int) -> None:
    """Each of the processes adds ``rounds`` records of its own, and every fourth time changes the record that all share."""
    path = folder / ".reader" / "ana.json"
    store = TinyStore(path)
    commit(store, Change(None, SHARED))
    store.close()
    writers = [Forked(partial(write, path, number, rounds, seed)) for number in range(PROCESSES)]
    assert [writer.wait() for writer in writers] == [rounds] * PROCESSES
    found = TinyStore(path).load()
    assert found.problems == ()
    wanted = {SHARED.id, *(own_id(number, count) for number in range(PROCESSES) for count in range(rounds))}
    lost = wanted - {record.id for record in found.records}
    assert not lost, f"seed {seed}: {len(lost)} of {len(wanted)} records were lost"
    shared, tally = PROCESSES * len(range(0, rounds, SHARED_EVERY)), found.records.entity(SHARED.id)
    assert tally is not None
    assert len(tally.name) == shared, f"seed {seed}: {shared - len(tally.name)} of {shared} changes of one record were written over"
    assert len(found.history.done) == min(LIMIT, len(wanted) + shared)


def write(path: Path, number: int, rounds: int, seed: int, acknowledge: Callable[[], None]) -> None:
    """One process's work."""
    dice = Random(seed + number)
    store = TinyStore(path, longest_journal=LONGEST_JOURNAL)
    tally = store.load().records.get(SHARED.id)
    for count in range(rounds):
        commit(store, Change(None, Entity(own_id(number, count), "x" * dice.randrange(300), "OWN")))
        if count % SHARED_EVERY == 0:
            tally = add_to(store, tally)
        if dice.random() < 0.02:
            store.compact()
        acknowledge()
    store.close()


def add_to(store: TinyStore, tally: Record | None) -> Record:
    """Change the shared record, which another process may do meanwhile: then its version is the one to start from."""
    while True:
        tally = store.news().records.get(SHARED.id, tally)
        assert isinstance(tally, Entity)
        longer = replace(tally, name=tally.name + "I")
        try:
            commit(store, Change(tally, longer))
        except StoreError as error:
            if "another reader has changed record" not in str(error):
                raise
        else:
            return longer


def commit(store: TinyStore, change: Change) -> None:
    store.commit((change,), Step.DO, Transaction("change", (change,), "doc", 0))


def own_id(number: int, count: int) -> str:
    return f"{(number + 1) << 32 | count:014x}"


def test_eight_processes_lose_nothing_and_write_over_nothing(tmp_path: Path) -> None:
    run_alone(check_processes, tmp_path, FEW_COMMITS, SEED)


@pytest.mark.torture
@pytest.mark.parametrize("part", range(3))
def test_eight_processes_with_five_hundred_commits_each_lose_nothing(tmp_path: Path, part: int) -> None:
    run_alone(check_processes, tmp_path, rounds(500), seed=part)
