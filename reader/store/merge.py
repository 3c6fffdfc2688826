"""Two database files of one annotator that parted, as git hands them over, made one again."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from reader.core.errors import StoreError
from reader.store.codec import SCHEMA_VERSION, SEALED_SINCE
from reader.store.contents import META_ROW, meta_row, migrated, version_of
from reader.store.disk import Disk, write_new
from reader.store.durable import DurableRows
from reader.store.journal_storage import LONGEST_JOURNAL, JournalStorage
from reader.store.layout import META, Tables, line, parse, render
from reader.store.merge_record import sentence
from reader.store.merge_tables import merge
from reader.store.place import FOLDER, SUFFIX
from reader.store.trouble import told

Held: TypeAlias = tuple[Tables, tuple[str, ...]]
"""The tables of a file, and phrases on why they are not to be relied on; none when they are."""


def merge_files(base: Path, ours: Path, theirs: Path, disk: Disk | None = None) -> tuple[str, ...]:
    """Merge two databases that parted from ``base`` into the file ``ours``, durably, and give what was decided, in sentences.

    ``base`` may be missing or empty. A database that lies where a reader may be at work on it is read with its journal, and written as that
    reader would. ``StoreError``, and nothing is written, when a side is missing, broken, or of a newer version of reader.
    """
    disk = disk or Disk()
    decisions, parted = _read_base(base, disk)
    other = _usable("theirs", theirs, read_side(theirs, disk))
    mine = _usable("ours", ours, read_side(ours, disk))
    if not _is_in_use(ours):
        merged = merge(parted, mine, other)
        _replace(ours, merged.tables, disk)
        return (*decisions, *merged.decisions)
    storage = JournalStorage(ours, disk)
    try:
        with storage.batch():
            merged = merge(parted, _usable("ours", ours, _held(storage.held)), other)
            storage.become(merged.tables)
    finally:
        storage.close()
    return (*decisions, *merged.decisions)


def read_side(path: Path, disk: Disk) -> Held | None:
    """What the database at ``path`` holds; ``None`` when there is no file, or nothing in it."""
    with told("read", path):
        if disk.stamp(path) is None:
            return None
        if _is_in_use(path):
            rows = DurableRows(path, disk, LONGEST_JOURNAL)
            try:
                rows.catch_up()
                return _held(rows)
            finally:
                rows.forget()
        file = disk.open_to_read(path)
        try:
            raw = disk.read(file)
        finally:
            disk.close(file)
    content = parse(raw)
    return _checked(content.tables, content.damage, is_sealed=content.seal is not None) if raw.strip() else None


def _is_in_use(path: Path) -> bool:
    """Whether a reader may have the database at ``path`` open, so that it may have a journal and is written under a lock."""
    return path.absolute().parent.name == FOLDER and path.suffix == SUFFIX


def _held(rows: DurableRows) -> Held:
    return _checked(rows.tables, rows.damage, is_sealed=rows.is_sealed)


def _checked(tables: Tables, damage: tuple[str, ...], *, is_sealed: bool) -> Held:
    is_bare = not damage and not is_sealed and version_of(tables) >= SEALED_SINCE
    return tables, ("it bears no checksum",) if is_bare else damage


def _read_base(path: Path, disk: Disk) -> tuple[tuple[str, ...], Tables]:
    """The tables from which the sides parted, after what is to be said about them.

    One that is broken counts for nothing: it stands in the past, where nobody can mend it, and without it nothing is deleted.
    """
    held = read_side(path, disk)
    if held is None:
        return (), {}
    _, damage = held
    if damage:
        words = (
            f"it is broken where the two sides parted ({damage[0]}); all that is in either side was kept, also what one side had deleted"
        )
        return (sentence("the database", words),), {}
    return (), _usable("base", path, held)


def _usable(side: str, path: Path, held: Held | None) -> Tables:
    """The tables of a side as this program writes them. ``StoreError`` when they are not to be relied on."""
    if held is None:
        raise StoreError(f"Nothing was merged: {side}, {path}, is not there or empty. Name a database, such as .reader/ANNOTATOR.json.")
    tables, damage = held
    if damage:
        raise StoreError(
            f"Nothing was merged: {side}, {path}, is broken ({damage[0]}). "
            "Check that side out, mend it with “reader check --repair”, commit it, and merge again."
        )
    version = version_of(tables)
    if version > SCHEMA_VERSION:
        raise StoreError(f"Nothing was merged: {side}, {path}, was written by a newer version of reader. Install that and merge again.")
    return {**migrated(tables, version), META: {**tables.get(META, {}), META_ROW: line(META_ROW, meta_row())}}


def _replace(path: Path, tables: Tables, disk: Disk) -> None:
    """Make ``tables`` the database at ``path``, durably; one that cannot be replaced is as it was."""
    raw, _ = render(tables)
    with told("write", path):
        real = disk.real(path)
        new = real.with_name(f".{real.name}.new")
        with suppress(FileNotFoundError):
            disk.remove(new)
        disk.close(write_new(disk, new, raw))
        try:
            disk.replace(new, real)
        except BaseException:
            with suppress(OSError):
                disk.remove(new)
            raise
        disk.sync_folder(real.parent)
