"""Wherever the disk fails or the process dies, nothing acknowledged is lost, nothing else is kept, and work goes on afterwards."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import count, repeat
from pathlib import Path
from random import Random

import pytest

from reader.core.errors import StoreError
from reader.core.stored import Step
from reader.store.disk import Disk
from tests.store.faults import CHANGING, READING, Crash, FailingDisk
from tests.store.simulated import SimulatedDisk
from tests.torture.work import SEED, Act, Commit, Truth, Upkeep, Worker, check_found, draw_act, draw_transaction, is_truth, rounds

FOLDER = Path("/articles")
DEATH = 0
FULL = (errno.ENOSPC, errno.EDQUOT)
ACTS_BEFORE, ACTS_MEANWHILE = 6, 4
OPERATIONS_TO_BEGIN = 20
CUTS = 2
FEW_WORKS = 1


@dataclass(frozen=True, slots=True)
class Fault:
    """Operation no. ``failing`` fails with the ``code``, and if ``forever`` all after it; or the process dies there (:data:`DEATH`)."""

    failing: int
    code: int
    forever: bool


class Strike:
    """A piece of work during which one fault strikes.

    ``truth`` is what was acknowledged, ``under_way`` what comes of the act that is, ``unsure`` what a power cut may lead back to: a process
    that died may have left something whole that is not durable before another goes on from it.
    """

    def __init__(self, folder: Path, disk: Disk, fault: Fault, seed: int) -> None:
        self.path = folder / ".reader" / "ana.json"
        self.disk = disk
        self.fault = fault
        self.dice = Random(seed)
        self.told = f"seed {seed}, {fault}"
        self.truth = self.under_way = Truth()
        self.unsure: tuple[Truth, ...] = ()

    def work(self, worker: Worker, acts: int) -> None:
        for _ in range(acts):
            self.do(worker, draw_act(self.truth, self.dice))

    def do(self, worker: Worker, act: Act) -> None:
        self.under_way = self.truth.after(act)
        worker.perform(act)
        if self.under_way != self.truth:
            self.unsure = ()
        self.truth = self.under_way

    def mark(self, worker: Worker) -> None:
        self.do(worker, Commit(Step.DO, draw_transaction(self.truth.records, self.dice)))

    def prepare(self) -> None:
        """Leave something on the disk: nothing, a snapshot, a journal with it, or whatever a process leaves that dies at any moment."""
        dying = FailingDisk(code=DEATH, disk=self.disk)
        worker = Worker(self.path, dying)
        match self.dice.choice(("nothing", "close", "compact", "die soon", "die later")):
            case "nothing":
                return
            case "close":
                self.work(worker, self.dice.randint(1, ACTS_BEFORE))
                worker.close()
            case "compact":
                self.work(worker, self.dice.randint(1, ACTS_BEFORE))
                worker.perform(Upkeep.COMPACT)
                self.work(worker, 2)
            case "die soon":
                dying.failing = self.dice.randint(1, OPERATIONS_TO_BEGIN)
            case _:
                self.work(worker, self.dice.randint(1, ACTS_BEFORE))
                dying.failing = dying.count + self.dice.randint(1, OPERATIONS_TO_BEGIN)
        with suppress(Crash):
            while dying.failing:
                self.work(worker, 1)
        dying.die()
        self.unsure = (self.truth,)
        self.truth = check_found(self.path, (self.truth, self.under_way), self.another(), self.told)

    def strike(self) -> bool:
        """Work on, with the fault; whether the work got as far as where it strikes."""
        counted = CHANGING if self.fault.code in FULL else CHANGING | READING
        failing = FailingDisk(self.fault.failing, self.fault.code, self.fault.forever, self.disk, counted, seed=self.fault.failing)
        worker = Worker(self.path, failing)
        refused: list[Truth] = []
        for _ in range(ACTS_MEANWHILE):
            act = draw_act(self.truth, self.dice)
            try:
                self.do(worker, act)
                if act is Upkeep.REOPEN and refused:
                    self.unsure = (*self.unsure, self.truth)
                    self.truth = check_found(self.path, (self.truth, *refused), self.another(), self.told)
                    refused = []
            except StoreError:
                refused += [self.under_way] if self.fault.forever else []  # it may be that it could not be cut off again
                check_found(self.path, (self.truth, *refused), self.another(), self.told)
            except Crash:
                self.check_after_death()
                return True
        failing.failing = 0
        assert is_truth(worker.load(), self.truth), f"{self.told}: the store itself holds something else"
        self.mark(worker)
        check_found(self.path, (self.truth,), self.another(), f"{self.told}, when all was well again")
        self.check_after_cuts(self.truth)
        return failing.count >= self.fault.failing

    def check_after_death(self) -> None:
        self.check_after_cuts(self.truth, self.under_way)
        self.truth = check_found(self.path, (self.truth, self.under_way), self.another(), self.told)
        self.mark(Worker(self.path, self.another()))
        check_found(self.path, (self.truth,), self.another(), f"{self.told}, and the next process")

    def check_after_cuts(self, *expected: Truth) -> None:
        """Whatever was left when the power had been cut now, it is whole and can be worked on."""
        if not isinstance(self.disk, SimulatedDisk):
            return
        for number in range(CUTS):
            left = self.disk.power_cut(self.dice, in_order=number % 2 == 0)
            truth = check_found(self.path, (*self.unsure, *expected), left, f"{self.told}, power cut {number}")
            act: Act = draw_act(truth, self.dice)
            Worker(self.path, left).perform(act)
            check_found(self.path, (truth.after(act),), left.another(), f"{self.told}, power cut {number} and work after it")

    def another(self) -> Disk:
        """The disk as another process sees it."""
        return self.disk.another() if isinstance(self.disk, SimulatedDisk) else self.disk


def check_faults(folder: Path, rounds: int, seed: int) -> None:  # noqa: ARG001  # the disk is simulated
    """Every point of ``rounds`` pieces of work fails in every way, and the power is cut after each."""
    for number in range(seed, seed + rounds):
        make = partial(SimulatedDisk, coarse=1 + number % 2 * 20)
        check_every_point(partial(struck, repeat(FOLDER), make, number))


def check_faults_on_a_real_disk(folder: Path, rounds: int, seed: int) -> None:
    """The same on the disk that ``folder`` is on, without cutting its power."""
    folders = (folder / str(number) for number in count())
    for number in range(seed, seed + rounds):
        check_every_point(partial(struck, folders, Disk, number))


def struck(folders: Iterator[Path], make: Callable[[], Disk], seed: int, fault: Fault) -> bool:
    """Work in the next of the ``folders``, with the fault; whether it got as far as where that strikes."""
    strike = Strike(next(folders), make(), fault, seed)
    strike.prepare()
    return strike.strike()


def check_every_point(strike: Callable[[Fault], bool]) -> None:
    for code, forever in ((DEATH, True), (errno.EIO, False), (errno.EIO, True), (errno.ENOSPC, False), (errno.ENOSPC, True)):
        reached = next(failing for failing in count(1) if not strike(Fault(failing, code, forever)))
        assert reached > ACTS_MEANWHILE, f"only {reached} operations were tried"


def test_wherever_a_simulated_disk_fails_nothing_is_lost(tmp_path: Path) -> None:
    check_faults(tmp_path, FEW_WORKS, SEED)


@pytest.mark.torture
@pytest.mark.parametrize("part", range(10))
def test_wherever_a_simulated_disk_fails_nothing_is_lost_in_any_work(tmp_path: Path, part: int) -> None:
    check_faults(tmp_path, rounds(10), seed=100 * part)


@pytest.mark.torture
def test_wherever_a_real_disk_fails_nothing_is_lost(tmp_path: Path) -> None:
    check_faults_on_a_real_disk(tmp_path, rounds(10), seed=0)
