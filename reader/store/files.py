"""The files of a database as they stand on the disk: a snapshot, and the journal beside it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.store.disk import Disk, Stamp
from reader.store.journal import Changes, read_journal
from reader.store.layout import Seal, parse


@dataclass(slots=True)
class Snapshot:
    """The snapshot as it was last seen. ``stamp`` is ``None`` when there was none.

    The file stays open: while it does, its inode number cannot be given to another version, so no change goes unseen.
    """

    stamp: Stamp | None = None
    seal: Seal | None = None
    file: int | None = None
    damage: tuple[str, ...] = ()


@dataclass(slots=True)
class Tail:
    """Where the journal was last seen to end.

    ``identity`` are its device and inode, ``size`` its bytes with those of a ``torn`` line, ``end`` without. The last whole line begins at
    ``last``. ``file`` is open once something was appended. A journal that goes on from the snapshot ``follows`` it. ``refused`` is its
    version with a commit of ours that failed and could not be cut off again: torn, as long as nobody goes on from it.
    """

    identity: tuple[int, int]
    size: int
    last: int
    end: int
    checksum: bytes
    id: str
    follows: bool
    damage: tuple[str, ...] = ()
    file: int | None = None
    refused: Stamp | None = None

    @property
    def torn(self) -> int:
        return self.size - self.end


def read_snapshot(disk: Disk, path: Path) -> tuple[Snapshot, dict[str, dict[int, bytes]]]:
    """The snapshot at ``path`` and its rows; without any, when there is none."""
    try:
        file = disk.open_to_read(path)
    except FileNotFoundError:
        return Snapshot(), {}
    try:
        content = parse(disk.read(file))
        snapshot = Snapshot(disk.stamp_of(file), content.seal, file, content.damage)
    except BaseException:
        disk.close(file)
        raise
    return held_open(disk, snapshot), content.tables


def read_tail(disk: Disk, path: Path, snapshot: Snapshot) -> tuple[Tail | None, Sequence[Changes]]:
    """The journal at ``path`` beside ``snapshot``, and the changes in it that are to be put on top: none, when the snapshot takes it in."""
    try:
        file = disk.open_to_read(path)
    except FileNotFoundError:
        return None, ()
    try:
        raw = disk.read(file)
        identity = disk.stamp_of(file)[:2]
    finally:
        disk.close(file)
    journal, seal = read_journal(raw), snapshot.seal
    id = journal.header.id if journal.header else ""
    tail = Tail(identity, len(raw), journal.last, journal.end, journal.checksum, id, follows=False)
    if journal.end == 0:
        return tail, ()  # its first line was not finished: nothing in it was ever acknowledged
    if journal.header is None:
        # Whether it goes on from the snapshot or is taken in by it: all its changes once more make the same rows.
        tail.damage = journal.damage
        return tail, journal.entries
    if seal and journal.header.id == seal.folded:
        tail.end = tail.size
        return tail, ()
    if seal and journal.header.base == seal.checksum:
        tail.follows, tail.damage = True, journal.damage
        return tail, journal.entries
    tail.damage = ("its journal goes on from another version of it", *journal.damage)
    return tail, tuple(map(_additions, journal.entries))


def held_open(disk: Disk, snapshot: Snapshot) -> Snapshot:
    """``snapshot`` with its file open, where an open file can be replaced; on Windows it cannot, and numbers are not used again."""
    if os.name == "nt" and snapshot.file is not None:
        disk.close(snapshot.file)
        snapshot.file = None
    return snapshot


def _additions(changes: Changes) -> Changes:
    """The changes without the removals: on top of rows that they were not made for they could remove what nobody meant to."""
    return {table: {number: row for number, row in rows.items() if row is not None} for table, rows in changes.items()}
