"""A commit is appended to the journal or it is not; what stands in the files is never written through a link that leads away."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from reader.core.errors import StoreError
from reader.store.disk import Disk
from reader.store.journal_storage import JournalStorage
from reader.store.table import Database, RowTable
from tests.store.faults import FailingDisk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "articles" / ".reader" / "ana.json"


def texts(path: Path) -> dict[int, str]:
    """What another process finds in the database."""
    storage = JournalStorage(path)
    found = (storage.read() or {}).get("annotations", {})
    storage.close()
    return {int(number): row["text"] for number, row in found.items()}


def at_rest(path: Path) -> dict[int, str]:
    """What stock TinyDB finds in the file."""
    with TinyDB(path, access_mode="r") as stock:
        return {row.doc_id: row["text"] for row in stock.table("annotations")}


def keep(path: Path, *texts: str) -> None:
    """Have rows in the database as it is at rest, numbered from 1."""
    storage = JournalStorage(path)
    for number, text in enumerate(texts, 1):
        put(storage, number, text)
    storage.close()


def put(storage: JournalStorage, number: int, text: str | None) -> None:
    storage.change("annotations", {number: None if text is None else {"text": text}})


def test_nothing_is_made_before_the_first_write(path: Path) -> None:
    storage = JournalStorage(path)
    storage.refresh()
    assert storage.read() is None
    storage.close()
    assert not path.parent.parent.exists()


def test_what_is_put_is_found_at_once_and_by_stock_tinydb_once_it_is_closed(path: Path) -> None:
    storage = JournalStorage(path)
    put(storage, 1, "one")
    put(storage, 2, "two")
    put(storage, 1, None)
    assert texts(path) == {2: "two"}
    assert at_rest(path) == {}
    storage.close()
    assert texts(path) == at_rest(path) == {2: "two"}
    assert sorted(found.name for found in path.parent.iterdir()) == ["ana.json", "ana.lock"]


def test_a_commit_appends_a_line_and_leaves_the_snapshot_alone(path: Path) -> None:
    storage = JournalStorage(path)
    put(storage, 1, "one")
    before, snapshot = path.with_suffix(".journal").read_bytes(), path.stat()
    put(storage, 2, "two")
    after = path.with_suffix(".journal").read_bytes()
    assert after.startswith(before)
    assert after[len(before) :].count(b"\n") == 1
    assert path.stat() == snapshot


def test_what_another_process_left_is_written_anew_before_anything_is_acknowledged(path: Path) -> None:
    put(JournalStorage(path), 1, "one")
    storage = JournalStorage(path)
    put(storage, 2, "two")  # the other may have died of a sync that failed, and then its line is not on the disk
    assert at_rest(path) == {1: "one"}
    assert texts(path) == {1: "one", 2: "two"}
    put(storage, 3, "three")
    assert at_rest(path) == {1: "one"}


def test_a_journal_longer_than_its_snapshot_is_folded_in_without_a_loss(path: Path) -> None:
    storage = JournalStorage(path, longest_journal=300)
    sizes = []
    for number in range(40):
        put(storage, number, f"row {number}")
        sizes.append(path.with_suffix(".journal").stat().st_size if path.with_suffix(".journal").exists() else 0)
    assert 1 < sizes.count(0) < 20
    assert texts(path) == {number: f"row {number}" for number in range(40)}


def test_a_journal_that_a_stopped_process_left_is_folded_in(path: Path) -> None:
    put(JournalStorage(path), 1, "one")
    assert JournalStorage(path).compact() == 0
    assert at_rest(path) == {1: "one"}
    assert not path.with_suffix(".journal").exists()


def test_a_journal_that_the_snapshot_takes_in_already_is_not_read_again(path: Path) -> None:
    storage = JournalStorage(path)
    put(storage, 1, "one")
    put(storage, 1, "changed")
    journal = path.with_suffix(".journal").read_bytes()
    storage.close()
    later = JournalStorage(path)
    path.with_suffix(".journal").write_bytes(journal)
    put(later, 1, None)
    assert texts(path) == {}
    assert later.held.damage == ()


def test_an_unfinished_line_is_cut_off_by_the_next_commit(path: Path) -> None:
    storage = JournalStorage(path)
    put(storage, 1, "one")
    journal = path.with_suffix(".journal")
    whole = journal.read_bytes()
    journal.write_bytes(whole + b'0123456789abcdef {"annotations":{"2":{"te')
    storage.refresh()
    assert storage.held.torn == 41
    put(storage, 3, "three")
    assert texts(path) == {1: "one", 3: "three"}
    assert journal.read_bytes().startswith(whole)
    assert storage.held.torn == 0


def test_a_line_that_was_seen_and_cut_off_again_is_not_taken_for_the_one_in_its_place(path: Path) -> None:
    keep(path, "one")
    seer, writer = JournalStorage(path), JournalStorage(path)
    put(writer, 2, "two")
    journal = path.with_suffix(".journal")
    before = journal.read_bytes()
    put(writer, 3, "seen")
    seer.refresh()
    journal.write_bytes(before)  # its sync failed
    other = JournalStorage(path)
    put(other, 3, "kept")
    put(other, 4, "four")
    put(seer, 5, "five")
    assert texts(path) == {1: "one", 2: "two", 3: "kept", 4: "four", 5: "five"}


def test_a_line_just_as_long_as_an_unfinished_one_in_its_place_is_seen(path: Path) -> None:
    put(JournalStorage(path), 1, "one")
    journal = path.with_suffix(".journal")
    before = journal.read_bytes()
    put(JournalStorage(path), 2, "two")
    length = journal.stat().st_size - len(before)
    journal.write_bytes(before + b"x" * length)
    seer = JournalStorage(path)
    seer.refresh()
    put(JournalStorage(path), 2, "two")
    put(seer, 3, "three")
    assert texts(path) == {1: "one", 2: "two", 3: "three"}


def test_a_journal_of_another_version_adds_what_it_has_and_takes_nothing_away(path: Path) -> None:
    keep(path, "one", "two")
    older = path.read_bytes()
    storage = JournalStorage(path)
    put(storage, 1, None)
    put(storage, 3, "three")
    journal = path.with_suffix(".journal").read_bytes()
    storage.close()
    keep(path, "other")
    path.with_suffix(".journal").write_bytes(journal)
    storage = JournalStorage(path)
    storage.refresh()
    assert storage.held.damage == ("its journal goes on from another version of it",)
    assert texts(path) == {1: "other", 2: "two", 3: "three"}
    assert older != path.read_bytes()


@pytest.mark.parametrize("umask", [0o022, 0o077, 0o000])
def test_only_its_owner_can_read_it(path: Path, umask: int) -> None:
    old = os.umask(umask)
    try:
        put(JournalStorage(path), 1, "one")
    finally:
        os.umask(old)
    modes = {found.name: stat.S_IMODE(found.stat().st_mode) for found in (path.parent, *path.parent.iterdir())}
    assert modes == {".reader": 0o700, "ana.json": 0o600, "ana.journal": 0o600, "ana.lock": 0o600}


def test_a_batch_is_one_write(path: Path) -> None:
    disk = FailingDisk()
    storage = JournalStorage(path, disk)
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
    storage = JournalStorage(path)
    put(storage, 1, "one")

    def fail_midway() -> None:
        with storage.batch():
            put(storage, 2, "two")
            raise KeyError("in between")

    with pytest.raises(KeyError):
        fail_midway()
    assert texts(path) == {1: "one"}
    assert list(storage.held.tables["annotations"]) == [1]


def test_a_batch_that_changes_nothing_writes_nothing(path: Path) -> None:
    storage = JournalStorage(path)
    put(storage, 1, "one")
    before = path.with_suffix(".journal").read_bytes()
    put(storage, 1, "one")
    assert path.with_suffix(".journal").read_bytes() == before


def test_what_is_written_reaches_the_disk_before_the_commit_returns(path: Path) -> None:
    happened: list[str] = []

    class Watched(Disk):
        def sync(self, file: int) -> None:
            super().sync(file)
            happened.append("folder" if stat.S_ISDIR(os.fstat(file).st_mode) else "file")

        def sync_content(self, file: int) -> None:
            super().sync_content(file)
            happened.append("content")

        def replace(self, new: Path, old: Path) -> None:
            super().replace(new, old)
            happened.append("replaced")

        def remove(self, path: Path) -> None:
            super().remove(path)
            happened.append("removed")

    storage = JournalStorage(path, Watched())
    put(storage, 1, "one")
    made = ["folder", "folder"]  # the folders that were missing
    snapshot = ["file", "replaced", "folder", "folder", "folder"]  # an empty one, under names that somebody else may have made
    assert happened == [*made, *snapshot, "file", "folder", "content"]  # a journal, and its first line
    happened.clear()
    put(storage, 2, "two")
    assert happened == ["content"]
    happened.clear()
    storage.close()
    assert happened == ["file", "replaced", "folder", "removed"]


def test_after_a_sync_that_failed_all_is_written_anew_before_anything_is_acknowledged(path: Path) -> None:
    disk = FailingDisk(code=errno.EIO, counted=frozenset({"sync_content"}))
    storage = JournalStorage(path, disk)
    put(storage, 1, "one")
    disk.failing = disk.count + 1
    with pytest.raises(StoreError, match="the disk reports an error"):
        put(storage, 2, "two")
    assert texts(path) == {1: "one"}
    assert at_rest(path) == {}
    disk.failing = 0
    put(storage, 3, "three")
    assert at_rest(path) == {1: "one"}
    assert texts(path) == {1: "one", 3: "three"}


def test_a_full_disk_costs_no_rewriting_once_there_is_room_again(path: Path) -> None:
    disk = FailingDisk(code=errno.ENOSPC, counted=frozenset({"write"}))
    storage = JournalStorage(path, disk)
    put(storage, 1, "one")
    snapshot = path.stat()
    disk.failing = disk.count + 1
    with pytest.raises(StoreError, match="the disk is full"):
        put(storage, 2, "two")
    put(storage, 2, "two")
    assert path.stat() == snapshot
    assert texts(path) == {1: "one", 2: "two"}


def test_what_a_killed_writer_left_does_not_hinder(path: Path) -> None:
    storage = JournalStorage(path)
    put(storage, 1, "one")
    (path.parent / ".ana.json.new").write_text("half")
    put(storage, 2, "two")
    assert texts(path) == {1: "one", 2: "two"}


def test_two_writers_lose_nothing_of_each_other(path: Path) -> None:
    one, other = JournalStorage(path), JournalStorage(path)
    for number in range(0, 20, 2):
        put(one, number, "one")
        put(other, number + 1, "other")
    assert sorted(texts(path)) == list(range(20))


def test_a_change_by_stock_tinydb_is_seen(path: Path) -> None:
    keep(path, "one")
    storage = JournalStorage(path)
    storage.refresh()
    with TinyDB(path) as stock:
        stock.table("annotations").insert({"text": "stock"})
    with storage.batch():
        storage.keep_aside(path.with_name("ana.broken.json"))
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
    keep(path, "one")
    storage = JournalStorage(path)
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
        for act in (JournalStorage(path).refresh, lambda: put(JournalStorage(path), 1, "one")):
            with pytest.raises(StoreError, match="leads out of its folder"):
                act()
        assert list((tmp_path / "away").iterdir()) == []

    def test_a_file_that_leads_away_is_refused(self, path: Path, tmp_path: Path) -> None:
        (tmp_path / "secret").write_text("{}")
        path.parent.mkdir(parents=True)
        path.symlink_to(tmp_path / "secret")
        with pytest.raises(StoreError, match="leads out of its folder"):
            put(JournalStorage(path), 1, "one")
        assert (tmp_path / "secret").read_text() == "{}"

    def test_a_lock_that_leads_away_is_refused(self, path: Path, tmp_path: Path) -> None:
        path.parent.mkdir(parents=True)
        path.with_suffix(".lock").symlink_to(tmp_path / "secret")
        with pytest.raises(StoreError, match="Cannot write"):
            put(JournalStorage(path), 1, "one")
        assert not (tmp_path / "secret").exists()

    def test_a_link_within_the_folder_is_followed_and_stays(self, path: Path) -> None:
        shared = path.parent.parent / "shared.json"
        path.parent.mkdir(parents=True)
        path.symlink_to(shared)
        put(JournalStorage(path), 1, "one")
        assert path.is_symlink()
        assert texts(shared) == {1: "one"}
        assert shared.with_suffix(".journal").exists()

    def test_a_journal_that_leads_away_is_refused(self, path: Path, tmp_path: Path) -> None:
        keep(path, "one")
        (tmp_path / "secret").write_text("secret")
        path.with_suffix(".journal").symlink_to(tmp_path / "secret")
        with pytest.raises(StoreError, match="symbolic link"):
            put(JournalStorage(path), 2, "two")
        assert (tmp_path / "secret").read_text() == "secret"

    def test_a_link_to_itself_is_a_sentence(self, path: Path) -> None:
        path.parent.mkdir(parents=True)
        path.symlink_to(path)
        with pytest.raises(StoreError, match="symbolic link"):
            JournalStorage(path).refresh()


@pytest.mark.parametrize("in_place", [".", "ana.json", "ana.journal", "ana.lock"])
def test_something_else_in_its_place_is_a_sentence(path: Path, in_place: str) -> None:
    if in_place == ".":
        path.parent.parent.mkdir()
        path.parent.write_text("a file")
    else:
        (path.parent / in_place).mkdir(parents=True)
    with pytest.raises(StoreError, match=r"Cannot (read|write) .*ana.json: .*try again"):
        put(JournalStorage(path), 1, "one")


def test_a_lock_that_another_process_holds_is_a_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.store.journal_storage.PATIENCE", 0.01)
    storage = JournalStorage(path)
    put(storage, 1, "one")
    held = JournalStorage(path)
    with held.batch(), pytest.raises(StoreError, match="Another reader has been writing"):
        JournalStorage(path).change("annotations", {2: {"text": "two"}})
    put(storage, 2, "two")
    assert texts(path) == {1: "one", 2: "two"}


def test_a_folder_that_cannot_be_made_durable_by_name_is_used_all_the_same(path: Path) -> None:
    class NoFolderSync(Disk):
        def sync(self, file: int) -> None:
            if stat.S_ISDIR(os.fstat(file).st_mode):
                raise OSError(errno.EINVAL, "no such call here")
            super().sync(file)

    put(JournalStorage(path, NoFolderSync()), 1, "one")
    assert texts(path) == {1: "one"}
