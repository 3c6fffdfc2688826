"""Of what two branches made of one database, no mark is lost when they are merged, by git as well."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path
from random import Random

import pytest

from reader.core.stored import Step, Stored
from reader.store.disk import Disk
from reader.store.merge import merge_files
from reader.store.tiny import TinyStore
from tests.store.simulated import SimulatedDisk
from tests.store.test_merge_git import Repository
from tests.torture.work import SEED, Commit, Truth, Upkeep, Worker, draw_act, draw_transaction, rounds

FEW_MERGES = 20
MOST_ACTS = 12
PER_REPOSITORY = 25
OURS = Path("/articles/.reader/ana.json")
BASE, THEIRS = OURS.with_name("base"), OURS.with_name("theirs")


def check_merges(folder: Path, rounds: int, seed: int) -> None:  # noqa: ARG001  # the disk is simulated
    """Two sides part, ours with or without a journal, and are merged."""
    for number in range(seed, seed + rounds):
        dice, disk = Random(number), SimulatedDisk()
        parted = work(OURS, Truth(), dice, disk)
        disk.put(BASE, disk.files(OURS.parent)[OURS.name])
        theirs = work(OURS, parted, dice, disk)
        disk.put(THEIRS, disk.files(OURS.parent)[OURS.name])
        disk.put(OURS, disk.files(OURS.parent)[BASE.name])
        ours = work(OURS, parted, dice, disk, is_closed=dice.random() < 0.5)
        said = merge_files(BASE, OURS, THEIRS, disk)
        check_merged(load(OURS, disk), parted, ours, theirs, f"seed {number}: {said}")


def check_git_merges(folder: Path, rounds: int, seed: int) -> None:
    """Branches of a repository part and are merged by git, again and again."""
    dice = Random(seed)
    for number in range(rounds):
        if number % PER_REPOSITORY == 0:
            repository = new_repository(folder / str(number))
            parted = work(repository.database, Truth(), dice)
            repository.commit()
        repository.git("switch", "--quiet", "--force-create", "away")
        theirs = work(repository.database, parted, dice)
        repository.commit()
        repository.git("switch", "--quiet", "main")
        ours = work(repository.database, parted, dice)
        repository.commit()
        said = repository.git("merge", "--no-edit", "away")
        found = load(repository.database)
        check_merged(found, parted, ours, theirs, f"seed {seed}, merge {number}: {said}")
        parted = Truth({record.id: record for record in found.records})


def work(path: Path, truth: Truth, dice: Random, disk: Disk | None = None, is_closed: bool = True) -> Truth:
    """Do something to a database, in any case a mark; it ends in one file if it ``is_closed``."""
    worker, truth = Worker(path, disk), Truth(truth.records)
    for number in range(dice.randint(1, MOST_ACTS)):
        act = draw_act(truth, dice) if number else Commit(Step.DO, draw_transaction(truth.records, dice))
        if not isinstance(act, Upkeep):
            worker.perform(act)
        truth = truth.after(act)
    if is_closed:
        worker.close()
    return truth


def load(path: Path, disk: Disk | None = None) -> Stored:
    store = TinyStore(path, disk=disk)
    found = store.load()
    assert store.check() == ()
    store.close()
    return found


def check_merged(found: Stored, parted: Truth, ours: Truth, theirs: Truth, told: str) -> None:
    """What one side added or changed is there; what one deleted and the other left alone may be gone; nothing else is."""
    records = {record.id: record for record in found.records}
    for id in ours.records.keys() | theirs.records.keys():
        before, mine, other = parted.records.get(id), ours.records.get(id), theirs.records.get(id)
        if mine in (before, other) or other == before:
            wanted = mine if other == before else other
            assert records.get(id) == wanted or wanted is None, f"{told}\n{id} is {records.get(id)}, not {wanted}"
        else:
            assert id in records, f"{told}\n{id} is lost"
    assert records.keys() <= ours.records.keys() | theirs.records.keys(), f"{told}\nwhat both deleted is back"


def new_repository(folder: Path) -> Repository:
    home = folder / "home"
    home.mkdir(parents=True)
    repository = Repository(folder, home)
    repository.git("init", "--quiet", "--initial-branch", "main")
    repository.git("config", "merge.reader.driver", f"{shlex.quote(sys.executable)} -m reader merge %O %A %B")
    (folder / ".gitattributes").write_text("*.json -text merge=reader\n")
    (folder / ".gitignore").write_text("*.journal\n*.lock\n*.new\nhome\n")
    return repository


def test_some_merges_lose_no_mark(tmp_path: Path) -> None:
    check_merges(tmp_path, FEW_MERGES, SEED)


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@needs_git
def test_a_merge_by_git_loses_no_mark(tmp_path: Path) -> None:
    check_git_merges(tmp_path, 1, SEED)


@pytest.mark.torture
@pytest.mark.parametrize("part", range(5))
def test_five_thousand_merges_lose_no_mark(tmp_path: Path, part: int) -> None:
    check_merges(tmp_path, rounds(1000), seed=10_000 * part)


@needs_git
@pytest.mark.torture
@pytest.mark.parametrize("part", range(5))
def test_five_hundred_merges_by_git_lose_no_mark(tmp_path: Path, part: int) -> None:
    check_git_merges(tmp_path, rounds(100), seed=part)
