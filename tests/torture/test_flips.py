"""A bit that turns over in snapshot or journal never alters a mark unseen, and takes no more with it than the line that it stands in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from reader.core.stored import Step, Stored
from reader.store.codec import RECORD_TABLES, record_id
from reader.store.tiny import TinyStore
from tests.store.faults import Crash, FailingDisk
from tests.store.simulated import SimulatedDisk
from tests.torture.work import SEED, Commit, Truth, Upkeep, Worker, acts, check_found, draw_transaction, is_truth, rounds, truth_of

SNAPSHOT = Path("/articles/.reader/ana.json")
JOURNAL = SNAPSHOT.with_suffix(".journal")
PER_DATABASE = 50
FEW_FLIPS = 300
FEW_LINES = 30
NEVER = 1 << 30
OPERATIONS_TO_FOLD = 8
"""The last of them removes the journal."""


@dataclass(frozen=True, slots=True)
class Database:
    """The files of a database, what they say, and for each record the line (file, number from 0) that last says what it is."""

    files: Mapping[Path, bytes]
    truth: Truth
    said: Mapping[str, tuple[Path, int]]


def check_flips(folder: Path, rounds: int, seed: int) -> None:  # noqa: ARG001  # the disk is simulated
    dice = Random(seed)
    for number in range(rounds):
        if number % PER_DATABASE == 0:
            database = draw_database(dice)
        path = dice.choice(list(database.files))
        bit = dice.randrange(8 * len(database.files[path]))
        check_flip(database, path, bit, dice, f"seed {seed}, flip {number}, bit {bit} of {path.name}")


def check_every_flip(folder: Path, rounds: int, seed: int) -> None:  # noqa: ARG001  # the disk is simulated
    """Every bit of ``rounds`` databases."""
    for number in range(seed, seed + rounds):
        dice = Random(number)
        database = draw_database(dice, most=6)
        for path, content in database.files.items():
            for bit in range(8 * len(content)):
                check_flip(database, path, bit, dice, f"seed {number}, bit {bit} of {path.name}")


def check_lines(folder: Path, rounds: int, seed: int) -> None:  # noqa: ARG001  # the disk is simulated
    """A whole line of the journal that is gone, stands twice or has changed places is seen, but for the last: it may be gone."""
    dice = Random(seed)
    for number in range(rounds):
        database = draw_database(dice)
        header, *entries = database.files.get(JOURNAL, b"").splitlines(keepends=True) or [b""]
        if len(entries) < 2:
            continue
        one, other = sorted(dice.sample(range(len(entries)), 2))
        match dice.choice(("gone", "twice", "elsewhere")):
            case "gone":
                del entries[one]
            case "twice":
                entries.insert(other, entries[one])
            case _:
                entries[one], entries[other] = entries[other], entries[one]
        found = TinyStore(SNAPSHOT, disk=holding({**database.files, JOURNAL: b"".join([header, *entries])})).load()
        said = found.problems or found.notices
        assert is_truth(found, database.truth) or said, f"seed {seed}, round {number}: altered, and nobody says so"


def check_flip(database: Database, path: Path, bit: int, dice: Random, told: str) -> None:
    content = bytearray(database.files[path])
    content[bit // 8] ^= 1 << bit % 8
    disk = holding({**database.files, path: bytes(content)})
    found = TinyStore(SNAPSHOT, disk=disk).load()
    assert is_truth(found, database.truth) or found.problems or found.notices, f"{told}: altered, and nobody says so"
    line = database.files[path].count(b"\n", 0, bit // 8)
    check_salvage(found, database, path, {line, line + 1} if path == SNAPSHOT else {line}, told)
    if dice.random() < 0.1:
        check_repair(disk, bytes(content), found, dice, told)


def holding(files: Mapping[Path, bytes]) -> SimulatedDisk:
    """A disk with these files."""
    disk = SimulatedDisk()
    disk.make_folder(SNAPSHOT.parent.parent)
    disk.make_folder(SNAPSHOT.parent)
    for path, content in files.items():
        disk.put(path, content)
    return disk


def check_salvage(found: Stored, database: Database, path: Path, hit: set[int], told: str) -> None:
    """All records are there that are not said in the lines that were hit; in the rest may stand what was before."""
    records = {record.id: record for record in found.records}
    kept = {id for id, (file, line) in database.said.items() if file != path or line not in hit}
    lost = {id for id in kept if records.get(id) != database.truth.records[id]}
    assert not lost, f"{told}: {len(lost)} of {len(database.said)} records lost that were not hit: {lost} ({found.problems}{found.notices})"
    steps = len(found.history.done) + len(found.history.undone)
    assert steps >= len(database.truth.steps) - 2 * len(hit), f"{told}: {steps} of {len(database.truth.steps)} steps found"


def check_repair(disk: SimulatedDisk, broken: bytes, found: Stored, dice: Random, told: str) -> None:
    """The next commit works, what was salvaged stays, and a file that was broken is kept as it was."""
    salvaged = truth_of(found)
    commit = Commit(Step.DO, draw_transaction(salvaged.records, dice))
    worker = Worker(SNAPSHOT, disk)
    worker.perform(commit)
    worker.close()
    check_found(SNAPSHOT, (salvaged.after(commit),), disk.another(), f"{told}, then a commit")
    if found.problems:
        assert broken in disk.files(SNAPSHOT.parent).values(), f"{told}: it was not kept aside"


def draw_database(dice: Random, most: int = 20) -> Database:
    """A snapshot with a journal, often one that it takes in already because a process died before it could remove it."""
    disk = SimulatedDisk()
    dying = FailingDisk(code=0, disk=disk)
    worker, truth = Worker(SNAPSHOT, dying, longest_journal=NEVER), Truth()
    for sort in ("folded", "journalled"):
        for act, after in islice(acts(truth, dice.getrandbits(32)), dice.randint(1, most)):
            if not isinstance(act, Upkeep):
                worker.perform(act)
            truth = after
        if sort == "folded" and dice.random() < 0.8:
            worker.perform(Upkeep.COMPACT)
    if dice.random() < 0.3:
        with suppress(Crash):
            dying.failing = dying.count + OPERATIONS_TO_FOLD
            worker.perform(Upkeep.COMPACT)
    files = {SNAPSHOT.with_name(name): raw for name, raw in disk.files(SNAPSHOT.parent).items() if name.endswith((".json", ".journal"))}
    check_found(SNAPSHOT, (truth,), disk.another())
    return Database(files, truth, {id: place for id, place in lines_of_records(files).items() if id in truth.records})


def lines_of_records(files: Mapping[Path, bytes]) -> dict[str, tuple[Path, int]]:
    """Where each record is last said."""
    said: dict[str, tuple[Path, int]] = {}
    table = ""
    for number, line in enumerate(files[SNAPSHOT].splitlines()):
        if line.endswith(b":{"):
            table = json.loads(line[:-2])
        elif line.startswith(b'"') and table in RECORD_TABLES:
            said[record_id(int(line[1 : line.index(b'"', 1)]))] = SNAPSHOT, number
    header, *entries = files.get(JOURNAL, b"").splitlines() or [b""]
    if header and json.loads(header[17:])["id"] == json.loads(files[SNAPSHOT])["meta"]["2"]["folded"]:
        return said
    for number, line in enumerate(entries, 1):
        changes = json.loads(line[17:])
        said |= {record_id(int(row)): (JOURNAL, number) for table in RECORD_TABLES for row in changes.get(table, ())}
    return said


def test_some_flips_alter_nothing_unseen(tmp_path: Path) -> None:
    check_flips(tmp_path, FEW_FLIPS, SEED)


def test_a_line_of_the_journal_that_is_not_where_it_was_is_seen(tmp_path: Path) -> None:
    check_lines(tmp_path, FEW_LINES, SEED)


@pytest.mark.torture
def test_a_thousand_lines_that_are_not_where_they_were_are_seen(tmp_path: Path) -> None:
    check_lines(tmp_path, rounds(1000), seed=0)


@pytest.mark.torture
@pytest.mark.parametrize("part", range(10))
def test_twenty_thousand_flips_alter_nothing_unseen(tmp_path: Path, part: int) -> None:
    check_flips(tmp_path, rounds(2000), seed=part)


@pytest.mark.torture
def test_every_flip_of_small_databases_alters_nothing_unseen(tmp_path: Path) -> None:
    check_every_flip(tmp_path, rounds(5), seed=0)
