"""The simulated disk answers like the real one; when its power is cut it keeps what was synced, and may lose anything else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from reader.store.disk import Disk, Release
from tests.store.faults import Crash, FailingDisk
from tests.store.simulated import PAGE, SimulatedDisk

FOLDER, FILE, OTHER = Path("/articles"), Path("/articles/ana.json"), Path("/articles/new")
CUTS = 60
A_FOLDER = 4096
"""The size of a folder, where it is told."""

names = st.sampled_from(["a", "b", "folder", "folder/a", "folder/b", "none/a", "a/b"])
sizes = st.integers(0, 3 * PAGE)


class TwoDisks(RuleBasedStateMachine):
    """The same is done to both, and both must answer the same."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(mkdtemp())
        self.real, self.simulated = Disk(), SimulatedDisk()
        self.files: list[tuple[int, int]] = []
        self.locks: list[tuple[Release, Release]] = []

    @initialize()
    def make_root(self) -> None:
        for folder in (*reversed(self.root.parents), self.root):
            if not self.simulated.is_folder(folder):
                self.simulated.make_folder(folder)

    def teardown(self) -> None:
        for file, _ in self.files:
            self.real.close(file)
        for release, _ in self.locks:
            release()
        shutil.rmtree(self.root)

    @rule(name=names, way=st.sampled_from(["open_new", "open_to_append", "open_to_read"]))
    def open(self, name: str, way: str) -> None:
        opened = self.both(lambda disk: getattr(disk, way)(self.root / name))
        if opened:
            self.files.append(opened)

    @precondition(lambda self: self.files)
    @rule(which=st.integers(0), content=st.binary(max_size=2 * PAGE))
    def write(self, which: int, content: bytes) -> None:
        self.same(lambda disk, file: disk.write(file, content), which)

    @precondition(lambda self: self.files)
    @rule(which=st.integers(0), size=sizes)
    def truncate(self, which: int, size: int) -> None:
        self.same(lambda disk, file: disk.truncate(file, size), which)

    @precondition(lambda self: self.files)
    @rule(which=st.integers(0), start=sizes)
    def read(self, which: int, start: int) -> None:
        self.same(lambda disk, file: disk.read(file, start), which)

    @precondition(lambda self: self.files)
    @rule(which=st.integers(0), way=st.sampled_from(["sync", "sync_content"]))
    def sync(self, which: int, way: str) -> None:
        self.same(lambda disk, file: getattr(disk, way)(file), which)

    @precondition(lambda self: self.files)
    @rule(which=st.integers(0))
    def close(self, which: int) -> None:
        self.same(lambda disk, file: disk.close(file), which)
        del self.files[which % len(self.files)]

    @rule(name=names, folder=st.sampled_from(["", "folder/"]), to=st.sampled_from(["a", "b"]))
    def replace(self, name: str, folder: str, to: str) -> None:
        new = self.root / folder / Path(name).name
        self.both(lambda disk: disk.replace(new, self.root / folder / to))

    @rule(name=names)
    def remove(self, name: str) -> None:
        self.both(lambda disk: disk.remove(self.root / name))

    @rule(name=names, way=st.sampled_from(["make_folder", "sync_folder", "is_folder"]))
    def folder(self, name: str, way: str) -> None:
        self.both(lambda disk: getattr(disk, way)(self.root / name))

    @rule(name=names)
    def lock(self, name: str) -> None:
        locked = self.both(lambda disk: disk.lock(self.root / name, patience=0))
        if locked:
            self.locks.append(locked)

    @precondition(lambda self: self.locks)
    @rule(which=st.integers(0))
    def unlock(self, which: int) -> None:
        real, simulated = self.locks.pop(which % len(self.locks))
        real()
        simulated()

    @invariant()
    def they_hold_the_same(self) -> None:
        for folder in (self.root, self.root / "folder"):
            real = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} if folder.is_dir() else {}
            if not folder.is_file():
                assert self.simulated.files(folder) == real

    @invariant()
    def they_tell_the_same_files_apart(self) -> None:
        stamps = [(self.real.stamp_of(real), self.simulated.stamp_of(simulated)) for real, simulated in self.files]
        for name in ("a", "b", "folder/a", "folder/b"):
            found = self.both(lambda disk, name=name: disk.stamp(self.root / name))  # type: ignore[misc]  # mypy infers no defaults
            if found and all(found):
                stamps.append(found)
        for real, simulated in stamps:
            assert [real[1] == other[1] for other, _ in stamps] == [simulated[1] == other[1] for _, other in stamps]
        assert [real[3] for real, _ in stamps if real[3] != A_FOLDER] == [s[3] for _, s in stamps if s[3] != A_FOLDER]

    def same(self, act: Callable[[Disk, int], object], which: int) -> None:
        real, simulated = self.files[which % len(self.files)]
        assert answer(lambda: act(self.real, real)) == answer(lambda: act(self.simulated, simulated))

    def both(self, act: Callable[[Disk], Any]) -> tuple[Any, Any] | None:
        """What both give; ``None`` when both raise alike. File numbers, stamps and what releases a lock are each one's own."""
        real, simulated = answer(lambda: act(self.real)), answer(lambda: act(self.simulated))
        if isinstance(real, Refusal) or isinstance(simulated, Refusal):
            assert real == simulated
            return None
        assert real == simulated or type(real) is not bool
        return real, simulated


@dataclass(frozen=True, slots=True)
class Refusal:
    code: int | None
    sort: type[OSError]


def answer(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except OSError as error:
        return Refusal(error.errno, type(error))


TestTwoDisks = TwoDisks.TestCase
TestTwoDisks.settings = settings(max_examples=40, stateful_step_count=30)


def written(disk: Disk, path: Path, content: bytes, synced: bool = True) -> int:
    file = disk.open_new(path)
    disk.write(file, content)
    if synced:
        disk.sync(file)
    return file


@pytest.fixture
def disk() -> SimulatedDisk:
    made = SimulatedDisk()
    made.make_folder(FOLDER)
    made.sync_folder(FOLDER.parent)
    return made


def survivors(disk: SimulatedDisk, in_order: bool = True) -> list[dict[str, bytes]]:
    """What is in the folder after each of many cuts."""
    return [disk.power_cut(Random(seed), in_order).files(FOLDER) for seed in range(CUTS)]


def test_what_was_synced_with_its_name_survives_every_cut(disk: SimulatedDisk) -> None:
    written(disk, FILE, b"x" * 2000)
    disk.sync_folder(FOLDER)
    assert survivors(disk) == [{"ana.json": b"x" * 2000}] * CUTS


def test_a_file_that_was_synced_without_its_name_may_be_gone(disk: SimulatedDisk) -> None:
    written(disk, FILE, b"x")
    found = survivors(disk)
    assert {} in found
    assert {"ana.json": b"x"} in found


def test_a_name_that_was_synced_without_the_bytes_may_stand_for_nothing_or_for_zeros(disk: SimulatedDisk) -> None:
    written(disk, FILE, b"x" * 1000, synced=False)
    disk.sync_folder(FOLDER)
    contents = {found["ana.json"] for found in survivors(disk)}
    assert {b"", b"x" * 1000} < contents
    assert any(b"\0" in content and b"x" in content for content in contents)
    assert max(map(len, contents)) == 1000


def test_a_folder_whose_name_was_not_synced_may_be_gone_with_all_in_it() -> None:
    disk = SimulatedDisk()
    disk.make_folder(FOLDER)
    written(disk, FILE, b"x")
    disk.sync_folder(FOLDER)
    assert {disk.power_cut(Random(seed)).is_folder(FOLDER) for seed in range(CUTS)} == {True, False}


def test_bytes_that_were_appended_and_cut_off_again_may_be_there(disk: SimulatedDisk) -> None:
    file = written(disk, FILE, b"")
    disk.sync_folder(FOLDER)
    disk.write(file, b"appended")
    disk.truncate(file, 0)
    assert {found["ana.json"][:8] for found in survivors(disk)} >= {b"", b"appended"}


def test_a_replaced_name_means_the_old_file_or_the_new_one(disk: SimulatedDisk) -> None:
    written(disk, FILE, b"old")
    disk.sync_folder(FOLDER)
    written(disk, OTHER, b"new")
    disk.replace(OTHER, FILE)
    assert {found["ana.json"] for found in survivors(disk)} == {b"old", b"new"}
    assert {found["ana.json"] for found in survivors(disk, in_order=False)} == {b"old", b"new"}


@pytest.mark.parametrize("in_order", [True, False])
def test_names_may_become_durable_in_another_order_only_when_asked_to(disk: SimulatedDisk, in_order: bool) -> None:
    for path in (FILE, OTHER):
        disk.close(written(disk, path, b""))
    names = {tuple(sorted(found)) for found in survivors(disk, in_order)}
    assert names == {(), ("ana.json",), ("ana.json", "new")} | (set() if in_order else {("new",)})


def test_what_a_failed_sync_forgot_a_later_sync_does_not_make_durable(disk: SimulatedDisk) -> None:
    failing = FailingDisk(disk=disk, code=5)
    file = written(failing, FILE, b"x")
    failing.sync_folder(FOLDER)
    failing.write(file, b"y" * (4 * PAGE))
    failing.failing = failing.count + 1
    with pytest.raises(OSError, match="Input/output"):
        failing.sync(file)
    failing.sync(file)
    assert len(disk.files(FOLDER)["ana.json"]) == 4 * PAGE + 1
    (content,) = {found["ana.json"] for found in survivors(disk)}
    assert 0 < content.count(0) < len(content)
    failing.truncate(file, 0)
    failing.write(file, b"z")
    failing.sync(file)
    assert survivors(disk) == [{"ana.json": b"z"}] * CUTS


def test_a_process_that_dies_leaves_what_it_wrote_and_no_lock(disk: SimulatedDisk) -> None:
    dying = FailingDisk(disk=disk, code=0)
    dying.lock(OTHER, 0)
    file = written(dying, FILE, b"")
    dying.failing = dying.count + 1
    with pytest.raises(Crash):
        dying.write(file, b"half of it")
    with pytest.raises(Crash):
        dying.close(file)
    disk.another().lock(OTHER, 0)()
    assert disk.files(FOLDER) == {"ana.json": b"half ", "new": b""}


def test_what_is_put_is_durable_at_once(disk: SimulatedDisk) -> None:
    disk.put(FILE, b"put")
    assert survivors(disk) == [{"ana.json": b"put"}] * CUTS


def test_changes_in_a_row_may_have_one_time() -> None:
    disk = SimulatedDisk(coarse=10)
    file = disk.open_new(FILE.parent)
    disk.write(file, b"1")
    before = disk.stamp_of(file)
    disk.truncate(file, 0)
    disk.write(file, b"2")
    assert disk.stamp_of(file) == before
