"""The file is replaced as a whole or not at all, and never written through a link that leads away."""

from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from reader.core.errors import StoreError
from reader.store.disk import Disk
from reader.store.file import FileStorage
from reader.store.table import Database, RowTable
from tests.store.faults import FailingDisk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "articles" / ".reader" / "ana.json"


def texts(path: Path) -> dict[int, str]:
    """What stock TinyDB finds in the file."""
    if not path.exists():
        return {}
    with TinyDB(path, access_mode="r") as stock:
        return {row.doc_id: row["text"] for row in stock.table("annotations")}


def put(storage: FileStorage, number: int, text: str | None) -> None:
    storage.change("annotations", {number: None if text is None else {"text": text}})


def test_nothing_is_made_before_the_first_write(path: Path) -> None:
    storage = FileStorage(path)
    storage.refresh()
    assert storage.read() is None
    storage.close()
    assert not path.parent.parent.exists()


def test_what_is_put_is_in_the_file(path: Path) -> None:
    storage = FileStorage(path)
    put(storage, 1, "one")
    put(storage, 2, "two")
    put(storage, 1, None)
    assert texts(path) == {2: "two"}


@pytest.mark.parametrize("umask", [0o022, 0o077, 0o000])
def test_only_its_owner_can_read_it(path: Path, umask: int) -> None:
    old = os.umask(umask)
    try:
        put(FileStorage(path), 1, "one")
    finally:
        os.umask(old)
    modes = {found.name: stat.S_IMODE(found.stat().st_mode) for found in (path.parent, *path.parent.iterdir())}
    assert modes == {".reader": 0o700, "ana.json": 0o600, "ana.lock": 0o600}


def test_a_batch_is_one_write(path: Path) -> None:
    disk = FailingDisk()
    storage = FileStorage(path, disk)
    put(storage, 0, "first")
    before = disk.count
    put(storage, 1, "one")
    each = disk.count - before
    with storage.batch():
        for number in range(50):
            put(storage, number, "many")
    assert disk.count - before == 2 * each
    assert len(texts(path)) == 50


def test_a_batch_that_raises_changes_nothing(path: Path) -> None:
    storage = FileStorage(path)
    put(storage, 1, "one")

    def fail_midway() -> None:
        with storage.batch():
            put(storage, 2, "two")
            raise KeyError("in between")

    with pytest.raises(KeyError):
        fail_midway()
    assert texts(path) == {1: "one"}
    assert list(storage.tables["annotations"]) == [1]


def test_a_batch_that_changes_nothing_writes_nothing(path: Path) -> None:
    storage = FileStorage(path)
    put(storage, 1, "one")
    before = path.stat()
    put(storage, 1, "one")
    assert path.stat().st_ino == before.st_ino


def operations_of_a_commit(path: Path, starting: str | None) -> int:
    disk = FailingDisk()
    storage = FileStorage(path, disk)
    if starting is not None:
        put(storage, 1, starting)
    disk.count = 0
    put(storage, 2, "two")
    return disk.count


@pytest.mark.parametrize("starting", [None, "one"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_wherever_a_commit_fails_file_and_memory_stay_as_they_were(tmp_path: Path, starting: str | None, code: int) -> None:
    points = operations_of_a_commit(tmp_path / "count" / ".reader" / "ana.json", starting)
    assert points >= 5
    for failing in range(1, points + 1):
        path = tmp_path / str(failing) / ".reader" / "ana.json"
        disk = FailingDisk(code=code)
        storage = FileStorage(path, disk)
        if starting is not None:
            put(storage, 1, starting)
        kept = texts(path)
        disk.count, disk.failing = 0, failing
        with pytest.raises(StoreError, match=f"Cannot write {path}: "):
            put(storage, 2, "two")
        assert texts(path) == kept
        assert {number: json.loads(b"{" + row + b"}") for number, row in storage.tables.get("annotations", {}).items()} == {
            number: {str(number): {"text": text}} for number, text in kept.items()
        }
        leftovers = {found.name for found in path.parent.glob("*")} if path.parent.exists() else set()
        assert leftovers <= {"ana.json", "ana.lock"}
        put(storage, 2, "two")
        assert texts(path) == kept | {2: "two"}


def test_what_is_written_reaches_the_disk_before_its_name_and_its_name_before_the_commit_returns(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(FileStorage(path), 1, "one")
    happened: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace

    def sync(file: int) -> None:
        real_sync(file)
        status = os.fstat(file)
        happened.append("folder is durable" if stat.S_ISDIR(status.st_mode) else f"{status.st_size} bytes are durable")

    def replace(new: Path, old: Path) -> Path:
        happened.append("replaced")
        return real_replace(new, old)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    put(FileStorage(path), 2, "two")
    assert happened == [f"{path.stat().st_size} bytes are durable", "replaced", "folder is durable"]


def test_a_disk_that_fails_from_then_on_leaves_a_whole_file(tmp_path: Path) -> None:
    for failing in range(1, operations_of_a_commit(tmp_path / "count" / ".reader" / "ana.json", "one") + 1):
        path = tmp_path / str(failing) / ".reader" / "ana.json"
        disk = FailingDisk(forever=True)
        storage = FileStorage(path, disk)
        put(storage, 1, "one")
        disk.count, disk.failing = 0, failing
        with pytest.raises(StoreError, match="disk is full"):
            put(storage, 2, "two")
        assert texts(path) in ({1: "one"}, {1: "one", 2: "two"})
        disk.failing = 0
        put(storage, 3, "three")
        assert texts(path).keys() >= {1, 3}


def test_what_a_killed_writer_left_does_not_hinder(path: Path) -> None:
    storage = FileStorage(path)
    put(storage, 1, "one")
    (path.parent / ".ana.json.new").write_text("half")
    put(storage, 2, "two")
    assert texts(path) == {1: "one", 2: "two"}


def test_two_writers_lose_nothing_of_each_other(path: Path) -> None:
    one, other = FileStorage(path), FileStorage(path)
    for number in range(0, 20, 2):
        put(one, number, "one")
        put(other, number + 1, "other")
    assert sorted(texts(path)) == list(range(20))


def test_a_change_by_stock_tinydb_is_seen(path: Path) -> None:
    storage = FileStorage(path)
    put(storage, 1, "one")
    with TinyDB(path) as stock:
        stock.table("annotations").insert({"text": "stock"})
    put(storage, 9, "nine")
    assert texts(path) == {1: "one", 2: "stock", 9: "nine"}


def test_tinydbs_own_operations_work_and_hand_out_no_aliases(path: Path) -> None:
    table = Database(path).table("annotations")
    number = table.insert({"text": "one", "list": []})
    found = table.get(doc_id=number)
    assert found is not None
    found["list"].append("not kept")
    table.update({"text": "changed"}, where("text") == "one")
    assert table.all() == [{"text": "changed", "list": []}]
    table.truncate()
    assert len(table) == 0
    assert isinstance(table, RowTable)


def test_a_broken_file_is_not_written_over_before_it_is_kept_aside(path: Path) -> None:
    storage = FileStorage(path)
    put(storage, 1, "one")
    broken = path.read_bytes()[:-5]
    path.write_bytes(broken)
    with pytest.raises(StoreError, match="is not written over"):
        put(storage, 2, "two")
    assert path.read_bytes() == broken
    aside = path.with_name("ana.broken.json")
    aside.write_text("somebody's")
    with storage.batch():
        storage.keep_aside(aside)
        put(storage, 2, "two")
    assert texts(path) == {1: "one", 2: "two"}
    assert aside.read_text() == "somebody's"
    assert path.with_name("ana.broken-2.json").read_bytes() == broken


class TestLinks:
    def test_a_folder_that_leads_away_is_refused(self, path: Path, tmp_path: Path) -> None:
        (tmp_path / "away").mkdir()
        path.parent.parent.mkdir()
        path.parent.symlink_to(tmp_path / "away")
        for act in (FileStorage(path).refresh, lambda: put(FileStorage(path), 1, "one")):
            with pytest.raises(StoreError, match="leads out of its folder"):
                act()
        assert list((tmp_path / "away").iterdir()) == []

    def test_a_file_that_leads_away_is_refused(self, path: Path, tmp_path: Path) -> None:
        (tmp_path / "secret").write_text("{}")
        path.parent.mkdir(parents=True)
        path.symlink_to(tmp_path / "secret")
        with pytest.raises(StoreError, match="leads out of its folder"):
            put(FileStorage(path), 1, "one")
        assert (tmp_path / "secret").read_text() == "{}"

    def test_a_lock_that_leads_away_is_refused(self, path: Path, tmp_path: Path) -> None:
        path.parent.mkdir(parents=True)
        path.with_suffix(".lock").symlink_to(tmp_path / "secret")
        with pytest.raises(StoreError, match="Cannot write"):
            put(FileStorage(path), 1, "one")
        assert not (tmp_path / "secret").exists()

    def test_a_link_within_the_folder_is_followed_and_stays(self, path: Path) -> None:
        shared = path.parent.parent / "shared.json"
        path.parent.mkdir(parents=True)
        path.symlink_to(shared)
        put(FileStorage(path), 1, "one")
        assert path.is_symlink()
        assert texts(shared) == {1: "one"}

    def test_a_link_to_itself_is_a_sentence(self, path: Path) -> None:
        path.parent.mkdir(parents=True)
        path.symlink_to(path)
        with pytest.raises(StoreError, match="symbolic link"):
            FileStorage(path).refresh()


@pytest.mark.parametrize("in_place", [".", "ana.json", "ana.lock"])
def test_something_else_in_its_place_is_a_sentence(path: Path, in_place: str) -> None:
    if in_place == ".":
        path.parent.parent.mkdir()
        path.parent.write_text("a file")
    else:
        (path.parent / in_place).mkdir(parents=True)
    with pytest.raises(StoreError, match=r"Cannot (read|write) .*ana.json: .*try again"):
        put(FileStorage(path), 1, "one")


def test_a_lock_that_another_process_holds_is_a_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.store.file.PATIENCE", 0.01)
    storage = FileStorage(path)
    put(storage, 1, "one")
    held = FileStorage(path)
    with held.batch(), pytest.raises(StoreError, match="Another reader has been writing"):
        FileStorage(path).change("annotations", {2: {"text": "two"}})
    put(storage, 2, "two")
    assert texts(path) == {1: "one", 2: "two"}


def test_a_folder_that_cannot_be_made_durable_by_name_is_used_all_the_same(path: Path) -> None:
    class NoFolderSync(Disk):
        def sync(self, file: int) -> None:
            if stat.S_ISDIR(os.fstat(file).st_mode):
                raise OSError(errno.EINVAL, "no such call here")
            super().sync(file)

    put(FileStorage(path, NoFolderSync()), 1, "one")
    assert texts(path) == {1: "one"}
