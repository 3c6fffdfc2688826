"""Database files are merged whole or not at all, and the journal of a reader at work is taken in."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from reader.core.annotation import Record
from reader.core.errors import StoreError
from reader.core.records import Records
from reader.core.stored import Step
from reader.core.transaction import Change, Transaction
from reader.store import contents
from reader.store.codec import encode_record, record_id
from reader.store.disk import Disk
from reader.store.layout import parse, render
from reader.store.merge import merge_files
from reader.store.tiny import TinyStore
from tests.store.faults import FailingDisk
from tests.store.parted import FELL, claim, edited, records_of, tables, with_schema


class TestFiles:
    """A base, ours and theirs in files; ours is not where a reader would look for it, as git hands it over."""

    BASE, OURS, THEIRS = tables(FELL), tables(edited(FELL, 5, verdict="true")), tables(FELL, claim(2))
    ALL = tables(edited(FELL, 5, verdict="true"), claim(2))

    @pytest.fixture
    def paths(self, tmp_path: Path) -> tuple[Path, Path, Path]:
        paths = tmp_path / "base", tmp_path / ".merge_file_a1", tmp_path / "theirs"
        for path, held in zip(paths, (self.BASE, self.OURS, self.THEIRS), strict=True):
            path.write_bytes(render(with_schema(held))[0])
        return paths

    def test_ours_becomes_the_merged_database(self, paths: tuple[Path, Path, Path]) -> None:
        assert merge_files(*paths) == ()
        content = parse(paths[1].read_bytes())
        assert (content.tables, content.damage) == (with_schema(self.ALL), ())
        assert content.seal is not None
        assert sorted(path.name for path in paths[1].parent.iterdir()) == [".merge_file_a1", "base", "theirs"]

    @pytest.mark.parametrize("content", [None, b"", b"\n"])
    def test_without_a_base_all_was_added(self, paths: tuple[Path, Path, Path], content: bytes | None) -> None:
        paths[0].unlink()
        if content is not None:
            paths[0].write_bytes(content)
        assert merge_files(*paths) == ()
        assert parse(paths[1].read_bytes()).tables == with_schema(self.ALL)

    def test_with_a_broken_base_nothing_is_deleted(self, paths: tuple[Path, Path, Path]) -> None:
        whole = render(with_schema(tables(FELL, claim(2))))[0]
        paths[0].write_bytes(whole.replace(b"bridge", b"brigde", 1))
        paths[1].write_bytes(whole)
        paths[2].write_bytes(render(with_schema(tables(FELL)))[0])
        assert merge_files(*paths)[0].startswith("The database: it is broken where the two sides parted (its checksum does not fit")
        assert parse(paths[1].read_bytes()).tables == with_schema(tables(FELL, claim(2)))

    @pytest.mark.parametrize("side", [1, 2])
    @pytest.mark.parametrize(
        ("old", "new", "complaint"),
        [
            (b"bridge", b"brigde", "its checksum does not fit"),
            (b'{\n"annotations"', b'{\n<<<<<<< HEAD\n"annotations"', "line 2 is broken|its checksum does not fit"),
            (b'"2":{"checksum"', b'"3":{"checksum"', "it bears no checksum"),
        ],
    )
    def test_a_broken_side_is_refused(self, paths: tuple[Path, Path, Path], side: int, old: bytes, new: bytes, complaint: str) -> None:
        paths[side].write_bytes(paths[side].read_bytes().replace(old, new))
        self.check_refusal(paths, rf"{('ours', 'theirs')[side - 1]}, .*, is broken \(({complaint}).*reader check --repair")

    @pytest.mark.parametrize("side", [1, 2])
    @pytest.mark.parametrize("content", [None, b""])
    def test_a_side_that_is_not_there_is_refused(self, paths: tuple[Path, Path, Path], side: int, content: bytes | None) -> None:
        paths[side].unlink()
        if content is not None:
            paths[side].write_bytes(content)
        self.check_refusal(paths, "is not there or empty. Name a database")

    @pytest.mark.parametrize("side", [0, 1, 2])
    def test_a_side_of_a_newer_version_is_refused(self, paths: tuple[Path, Path, Path], side: int) -> None:
        paths[side].write_bytes(render(tables(FELL, meta={1: {"schema": 99}}))[0])
        self.check_refusal(paths, "was written by a newer version of reader. Install that")

    def test_an_older_side_is_brought_up_to_date(self, paths: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
        late = edited(FELL, 5, verdict="true")
        monkeypatch.setattr(contents, "MIGRATIONS", {1: lambda held: {**held, **tables(late)}, 2: lambda held: held, 3: lambda held: held})
        paths[0].unlink()
        paths[1].write_text(json.dumps({"annotations": {"1": encode_record(FELL)}, "meta": {"1": {"schema": 1}}}))
        paths[2].write_bytes(render(with_schema(tables(claim(2))))[0])
        assert merge_files(*paths) == ()
        assert parse(paths[1].read_bytes()).tables == with_schema(tables(late, claim(2)))

    def test_a_file_that_git_made_in_the_folder_of_databases_gets_no_lock(self, paths: tuple[Path, Path, Path]) -> None:
        folder = paths[1].parent / ".reader"
        folder.mkdir()
        ours = paths[1].rename(folder / paths[1].name)
        assert merge_files(paths[0], ours, paths[2]) == ()
        assert list(folder.iterdir()) == [ours]

    @pytest.mark.parametrize("failing", range(1, 6))
    @pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
    def test_a_disk_that_fails_leaves_ours_as_it_was(self, paths: tuple[Path, Path, Path], failing: int, code: int) -> None:
        self.check_refusal(paths, "Cannot write .*merge_file_a1", FailingDisk(failing, code))

    def check_refusal(self, paths: tuple[Path, Path, Path], complaint: str, disk: Disk | None = None) -> None:
        before = {path: path.read_bytes() for path in paths[0].parent.iterdir()}
        with pytest.raises(StoreError, match=complaint):
            merge_files(*paths, disk=disk)
        assert {path: path.read_bytes() for path in paths[0].parent.iterdir()} == before


class TestOpenDatabase:
    """Ours lies where a reader finds it."""

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return tmp_path / "articles" / ".reader" / "ana.json"

    @pytest.fixture
    def theirs(self, tmp_path: Path) -> Path:
        path = tmp_path / "theirs.json"
        path.write_bytes(render(with_schema(tables(claim(2))))[0])
        return path

    def do(self, store: TinyStore, record: Record) -> None:
        change = Change(None, record)
        store.commit((change,), Step.DO, Transaction("add", (change,), "doc", 0))

    def test_the_journal_of_a_reader_at_work_is_taken_in(self, path: Path, theirs: Path) -> None:
        store = TinyStore(path)
        self.do(store, FELL)
        assert path.with_suffix(".journal").exists()
        assert merge_files(path.with_name("nothing"), path, theirs) == ()
        assert sorted(beside.name for beside in path.parent.iterdir()) == ["ana.json", "ana.lock"]
        self.do(store, claim(3))
        store.close()
        found = TinyStore(path).load()
        assert (found.records, found.problems) == (Records([FELL, claim(2), claim(3)]), ())
        assert len(found.history.done) == 2

    def test_the_journal_of_theirs_is_read_and_left(self, path: Path, theirs: Path) -> None:
        store = TinyStore(path)
        self.do(store, FELL)
        before = {beside: beside.read_bytes() for beside in path.parent.iterdir()}
        merge_files(path.with_name("nothing"), theirs, path)
        assert {beside: beside.read_bytes() for beside in path.parent.iterdir()} == before
        assert records_of(parse(theirs.read_bytes()).tables) == {FELL.id: FELL, record_id(2): claim(2)}
        store.close()

    def test_a_broken_database_is_not_written(self, path: Path, theirs: Path) -> None:
        store = TinyStore(path)
        self.do(store, FELL)
        store.close()
        path.write_bytes(path.read_bytes().replace(b"bridge", b"brigde"))
        before = path.read_bytes()
        with pytest.raises(StoreError, match="is broken"):
            merge_files(path.with_name("nothing"), path, theirs)
        assert path.read_bytes() == before
