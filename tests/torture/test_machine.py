"""Two readers of one database, whatever they do and whatever happens to them, agree with a model of it at every step."""

from __future__ import annotations

import errno
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TypeAlias

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import SearchStrategy
from tinydb import TinyDB

from reader.core.annotation import Record
from reader.core.errors import StoreError
from reader.core.records import ConflictError, Records
from reader.core.stored import Step
from reader.core.transaction import Transaction
from reader.core.visit import Visit
from reader.session import Session
from reader.store.codec import RECORD_TABLES, decode_record, record_id
from reader.store.tiny import TinyStore
from tests import strategies
from tests.store.faults import CHANGING, READING, Crash, FailingDisk
from tests.store.simulated import SimulatedDisk
from tests.torture.work import LONGEST_JOURNAL, Commit, Truth, check_found, rounds

PATH = Path("/articles/.reader/ana.json")
JOURNAL = PATH.with_suffix(".journal")
EVERYTHING = CHANGING | READING

Fault: TypeAlias = tuple[int, int]
"""After how many operations the disk fails, and with which code (0: the process dies)."""

readers = st.integers(0, 1)
faults: SearchStrategy[Fault | None] = st.none() | st.tuples(st.integers(1, 16), st.sampled_from([0, 0, errno.EIO, errno.ENOSPC]))
scraps = st.binary(min_size=1, max_size=80) | st.integers(0, 600).map(lambda zeros: b"0123456789abcdef {" + b"\0" * zeros)


class Reader:
    """One process with the database open."""

    def __init__(self, disk: SimulatedDisk) -> None:
        self.disk = FailingDisk(disk=disk.another(), counted=EVERYTHING)
        self.store = TinyStore(PATH, disk=self.disk, longest_journal=LONGEST_JOURNAL)
        self.session = Session(self.store)

    def arm(self, fault: Fault | None) -> None:
        after, self.disk.code = fault or (0, 0)
        self.disk.failing = self.disk.count + after if after else 0

    @property
    def has_failed(self) -> bool:
        return 0 < self.disk.failing <= self.disk.count


class TwoReaders(RuleBasedStateMachine):
    """``truth`` is what is kept; ``unsure`` what a power cut may lead to as long as nothing else was acknowledged."""

    def __init__(self) -> None:
        super().__init__()
        self.truth = Truth()
        self.unsure: tuple[Truth, ...] = ()
        self.sorts: dict[str, type[Record]] = {}

    @initialize(coarse=st.sampled_from([1, 50]))
    def begin(self, coarse: int) -> None:
        self.disk = SimulatedDisk(coarse)
        self.readers = [Reader(self.disk), Reader(self.disk)]

    @rule(which=readers, fault=faults, data=st.data())
    def mark(self, which: int, fault: Fault | None, data: st.DataObject) -> None:
        transaction = self.draw_transaction(which, data)
        self.attempt(which, fault, Commit(Step.DO, transaction), lambda session: session.do(transaction))

    @rule(which=readers, fault=faults)
    def undo(self, which: int, fault: Fault | None) -> None:
        if done := self.readers[which].session.history.done:
            self.attempt(which, fault, Commit(Step.UNDO, done[-1]), lambda session: session.undo())

    @rule(which=readers, fault=faults)
    def redo(self, which: int, fault: Fault | None) -> None:
        if undone := self.readers[which].session.history.undone:
            self.attempt(which, fault, Commit(Step.REDO, undone[-1]), lambda session: session.redo())

    @rule(which=readers, visit=strategies.visits, fault=faults)
    def visit(self, which: int, visit: Visit, fault: Fault | None) -> None:
        if self.readers[which].session.visits.get(visit.document) != visit:  # what a session knows it has kept, it does not keep again
            self.attempt(which, fault, visit, lambda session: session.visit(visit))

    @rule(which=readers)
    def catch_up(self, which: int) -> None:
        session = self.readers[which].session
        session.catch_up()
        assert session.records == Records(self.truth.records.values())
        assert session.visits == self.truth.visits

    @rule(which=readers, way=st.sampled_from(["compact", "repair"]))
    def tidy(self, which: int, way: str) -> None:
        getattr(self.readers[which].store, way)()

    @rule(which=readers)
    def close_and_open(self, which: int) -> None:
        self.readers[which].session.close()
        self.readers[which] = Reader(self.disk)
        assert self.readers[which].session.records == Records(self.truth.records.values())

    @rule(which=readers)
    def die(self, which: int) -> None:
        self.readers[which].disk.die()
        self.readers[which] = Reader(self.disk)

    @rule(scrap=scraps, seen=st.booleans())
    def leave_a_torn_line(self, scrap: bytes, seen: bool) -> None:
        """What a third process leaves that dies while it appends; the others may look at it, or not yet."""
        if JOURNAL.name in self.disk.files(PATH.parent):
            file = self.disk.open_to_append(JOURNAL)
            self.disk.write(file, scrap)
            self.disk.close(file)
        if seen:
            self.catch_up(0)
            self.catch_up(1)

    @rule(which=readers, data=st.data())
    def write_a_line_as_long_as_a_torn_one(self, which: int, data: st.DataObject) -> None:
        """Over a torn line that the other has seen: its size then tells nothing."""
        transaction = self.draw_transaction(which, data)
        tried = deepcopy(self.disk)
        before = len(tried.files(PATH.parent).get(JOURNAL.name, b""))
        with suppress(StoreError):
            TinyStore(PATH, disk=tried).commit(transaction.changes, Step.DO, transaction)
        longer = len(tried.files(PATH.parent).get(JOURNAL.name, b"")) - before
        if before and longer > 0:
            self.leave_a_torn_line(b"-" * longer, seen=True)
        self.attempt(which, None, Commit(Step.DO, transaction), lambda session: session.do(transaction))

    @rule(seed=st.integers(0, 1 << 16), in_order=st.booleans())
    def cut_the_power(self, seed: int, in_order: bool) -> None:
        for reader in self.readers:
            reader.disk.die()
        self.disk = self.disk.power_cut(Random(seed), in_order)
        self.truth = check_found(PATH, (self.truth, *self.unsure), self.disk.another(), "after a power cut")
        self.readers = [Reader(self.disk), Reader(self.disk)]

    @rule()
    def open_it_with_stock_tinydb(self) -> None:
        for reader in self.readers:
            reader.session.close()
        TinyStore(PATH, disk=self.disk.another()).compact()
        files = self.disk.files(PATH.parent)
        assert JOURNAL.name not in files
        if PATH.name in files:
            assert rows_by_stock_tinydb(files[PATH.name]) == self.truth.records
        self.readers = [Reader(self.disk), Reader(self.disk)]

    @invariant()
    def a_third_reader_finds_the_truth(self) -> None:
        check_found(PATH, (self.truth,), self.disk.another())

    def draw_transaction(self, which: int, data: st.DataObject) -> Transaction:
        """One that a reader can do. An id stays with its sort of record: there are too many for one to be drawn again."""
        drawn = data.draw(strategies.transactions(self.readers[which].session.records))
        changes = (
            change
            for change in drawn.changes
            if change.after is None or self.sorts.setdefault(change.id, type(change.after)) is type(change.after)
        )
        return replace(drawn, changes=tuple(changes))

    def attempt(self, which: int, fault: Fault | None, act: Commit | Visit, do: Callable[[Session], object]) -> None:
        """Have a session do something. It may be refused where the disk fails, and must be where another has changed the same record."""
        reader = self.readers[which]
        changes = act.changes if isinstance(act, Commit) else ()
        is_possible = all(self.truth.records.get(change.id) == change.before for change in changes)
        after = self.truth.after(act) if is_possible else self.truth
        reader.arm(fault)
        try:
            do(reader.session)
        except Crash:
            kept = check_found(PATH, (self.truth, after), self.disk.another())
            self.unsure, self.truth = (*self.unsure, self.truth), kept
            self.readers[which] = reader = Reader(self.disk)
        except ConflictError:
            pass  # what the session itself has seen of the other
        except StoreError:
            refused = reader.has_failed or not is_possible
            assert refused, "refused for no reason"
            self.unsure = (*self.unsure, after)  # it was cut off again, but who cuts the power now may bring it back
        else:
            assert is_possible
            self.unsure = self.unsure if after == self.truth else ()
            self.truth = after
        reader.arm(None)


def rows_by_stock_tinydb(content: bytes) -> dict[str, Record]:
    """The records that TinyDB itself finds in a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "ana.json")
        path.write_bytes(content)
        with TinyDB(path, access_mode="r") as stock:
            rows = {(table, row.doc_id): dict(row) for table in RECORD_TABLES for row in stock.table(table)}
    return {record_id(number): decode_record(table, record_id(number), row) for (table, number), row in rows.items()}


TestTwoReaders = TwoReaders.TestCase
TestTwoReaders.settings = settings(max_examples=15, stateful_step_count=20)


@pytest.mark.torture
def test_thousands_of_steps_agree_with_the_model() -> None:
    run_state_machine_as_test(TwoReaders, settings=settings(max_examples=rounds(600), stateful_step_count=60))
