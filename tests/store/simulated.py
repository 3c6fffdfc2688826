"""A file system in memory that tells what is written from what is durable, and whose power can be cut."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import TypeAlias

from reader.store.disk import Disk, Release, Stamp

PAGE = 512
"""Bytes that a failed sync forgets together."""


@dataclass(eq=False, slots=True)
class _File:
    """``between``: what it held since it was last durable, ending with ``content``. ``lost``: pages that a failed sync forgot."""

    number: int
    durable: bytes = b""
    content: bytes = b""
    between: list[bytes] = field(default_factory=list)
    lost: set[int] = field(default_factory=set)
    changed: int = 0
    users: int = 0


@dataclass(eq=False, slots=True)
class _Folder:
    """``steps``: what happened to its names since they were last durable; each step is one or two names with what they came to mean."""

    number: int
    durable: dict[str, _Node] = field(default_factory=dict)
    names: dict[str, _Node] = field(default_factory=dict)
    steps: list[dict[str, _Node | None]] = field(default_factory=list)


_Node: TypeAlias = _File | _Folder


@dataclass(slots=True)
class _Open:
    node: _Node
    writable: bool


class _Volume:
    """What processes share. The number of a file that is gone is given to the next one, as ext4 does."""

    def __init__(self) -> None:
        self.root = _Folder(2)
        self.numbers = {2}
        self.locked: set[_Node] = set()
        self.clock = 0

    def number(self) -> int:
        found = next(number for number in range(11, 1 << 40) if number not in self.numbers)
        self.numbers.add(found)
        return found

    def tick(self) -> int:
        self.clock += 1
        return self.clock

    def release(self, node: _Node | None) -> None:
        """One name or open file less for a file."""
        if isinstance(node, _File):
            node.users -= 1
            if node.users == 0:
                self.numbers.discard(node.number)


class SimulatedDisk(Disk):
    """One process's view of a volume of its own; :meth:`another` is another's. There are no links, and only what was synced is durable.

    As POSIX allows: syncing a file does not make its name durable, nor does a name that is durable say anything about the bytes. The
    times of change are equal for ``coarse`` changes in a row. Nobody waits for a lock: who holds it will not let go meanwhile.
    """

    def __init__(self, coarse: int = 1) -> None:
        self._volume = _Volume()
        self._coarse = coarse
        self._open: dict[int, _Open] = {}
        self._next = 1000

    def another(self) -> SimulatedDisk:
        """The same volume, seen by another process."""
        view = SimulatedDisk(self._coarse)
        view._volume = self._volume
        return view

    def power_cut(self, dice: Random, in_order: bool = True) -> SimulatedDisk:
        """What is left when the power comes back. Only what was synced is sure, anything else is there or not by the ``dice``.

        Of each file's unsynced bytes any pages may have been written, of any moment since the sync. Of what happened to the names in a
        folder the first few steps may be durable, or if not ``in_order`` any of them.
        """
        found = SimulatedDisk(self._coarse)
        files: dict[_File, _File] = {}
        found._volume.clock = self._volume.clock

        def survivor(node: _Node) -> _Node:
            if isinstance(node, _Folder):
                return fill(_Folder(found._volume.number()), node)
            if node not in files:
                content = _torn(node, dice)
                files[node] = _File(found._volume.number(), content, content, changed=node.changed)
            files[node].users += 1
            return files[node]

        def fill(folder: _Folder, old: _Folder) -> _Folder:
            names = dict(old.durable)
            kept = dice.randint(0, len(old.steps))
            for step in old.steps[:kept] if in_order else [step for step in old.steps if dice.random() < 0.5]:
                _take_step(names, step)
            folder.names = {name: survivor(node) for name, node in names.items()}
            folder.durable = dict(folder.names)
            return folder

        fill(found._volume.root, self._volume.root)
        return found

    def files(self, folder: Path) -> dict[str, bytes]:
        """The files in a folder with their bytes as they are now; empty when there is no such folder."""
        try:
            node = self._node(folder)
        except FileNotFoundError:
            return {}
        assert isinstance(node, _Folder)
        return {name: found.content for name, found in node.names.items() if isinstance(found, _File)}

    def put(self, path: Path, content: bytes) -> None:
        """Make ``content``, durably, a new file at ``path``, in place of what is there."""
        folder = self._folder(path)
        new = _File(self._volume.number(), content, content, changed=self._time())
        self._step(folder, {path.name: new})
        self._sync(folder)

    def lose(self, file: int, dice: Random) -> None:
        """What a sync does that fails, on Linux: some pages are written, the others are forgotten until they are written to again."""
        node = self._open[file].node
        if isinstance(node, _File):
            node.durable = _torn(node, dice).ljust(len(node.content), b"\0")[: len(node.content)]
            node.between = []
            node.lost |= {at for at in range(0, len(node.content), PAGE) if node.durable[at : at + PAGE] != node.content[at : at + PAGE]}

    def real(self, path: Path) -> Path:
        return Path(os.path.normpath(path))

    def is_folder(self, path: Path) -> bool:
        try:
            return isinstance(self._node(path), _Folder)
        except (FileNotFoundError, NotADirectoryError):
            return False

    def names(self, path: Path) -> list[str]:
        node = self._node(path)
        if isinstance(node, _File):
            raise _error(errno.ENOTDIR, path)
        return list(node.names)

    def open_to_read(self, path: Path) -> int:
        return self._opened(_Open(self._node(path), writable=False))

    def open_new(self, path: Path) -> int:
        folder = self._folder(path)
        if path.name in folder.names:
            raise _error(errno.EEXIST, path)
        return self._opened(_Open(self._new_file(folder, path.name), writable=True))

    def open_to_append(self, path: Path) -> int:
        node = self._node(path)
        if isinstance(node, _Folder):
            raise _error(errno.EISDIR, path)
        return self._opened(_Open(node, writable=True))

    def read(self, file: int, start: int = 0) -> bytes:
        node = self._handle(file).node
        if isinstance(node, _Folder):
            raise _error(errno.EISDIR)
        return node.content[start:]

    def write(self, file: int, content: bytes) -> None:
        if not content:
            return  # no call is made, of any file
        node = self._to_change(file, errno.EBADF)
        start = len(node.content)
        self._change(node, node.content + content)
        node.lost -= set(range(start - start % PAGE, len(node.content), PAGE))

    def truncate(self, file: int, size: int) -> None:
        node = self._to_change(file, errno.EINVAL)
        self._change(node, node.content[:size].ljust(size, b"\0"))
        node.lost = {at for at in node.lost if at < size}

    def sync(self, file: int) -> None:
        self._sync(self._handle(file).node)

    def sync_content(self, file: int) -> None:
        self.sync(file)

    def close(self, file: int) -> None:
        node = self._handle(file).node
        del self._open[file]
        self._volume.release(node)

    def replace(self, new: Path, old: Path) -> None:
        folder, node = self._folder(new), self._node(new)
        if self._folder(old) is not folder:
            raise _error(errno.EXDEV, old)  # nothing here is moved between folders
        there = folder.names.get(old.name)
        if there is node:
            return
        if isinstance(there, _Folder) and not isinstance(node, _Folder):
            raise _error(errno.EISDIR, old)
        if isinstance(there, _File) and isinstance(node, _Folder):
            raise _error(errno.ENOTDIR, old)
        if isinstance(there, _Folder) and there.names:
            raise _error(errno.ENOTEMPTY, old)
        self._step(folder, {new.name: None, old.name: node})

    def remove(self, path: Path) -> None:
        if isinstance(self._node(path), _Folder):
            raise _error(errno.EISDIR, path)
        self._step(self._folder(path), {path.name: None})

    def make_folder(self, path: Path) -> None:
        folder = self._folder(path)
        there = folder.names.get(path.name)
        if isinstance(there, _File):
            raise _error(errno.EEXIST, path)
        if there is None:
            self._step(folder, {path.name: _Folder(self._volume.number())})

    def sync_folder(self, path: Path) -> None:
        self._sync(self._node(path))

    def stamp(self, path: Path) -> Stamp | None:
        try:
            return _stamp(self._node(path))
        except FileNotFoundError:
            return None

    def stamp_of(self, file: int) -> Stamp:
        return _stamp(self._handle(file).node)

    def lock(self, path: Path, patience: float) -> Release:  # noqa: ARG002  # see above
        folder = self._folder(path)
        node = folder.names.get(path.name) or self._new_file(folder, path.name)
        if isinstance(node, _Folder):
            raise _error(errno.EISDIR, path)
        if node in self._volume.locked:
            raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT), str(path))
        self._volume.locked.add(node)
        return partial(self._unlock, self._opened(_Open(node, writable=True)))

    def _unlock(self, file: int) -> None:
        self._volume.locked.discard(self._handle(file).node)
        self.close(file)

    def _node(self, path: Path) -> _Node:
        node: _Node = self._volume.root
        for name in path.parts[1:]:
            if isinstance(node, _File):
                raise _error(errno.ENOTDIR, path)
            if name not in node.names:
                raise _error(errno.ENOENT, path)
            node = node.names[name]
        return node

    def _folder(self, path: Path) -> _Folder:
        """The folder that ``path`` is in."""
        node = self._node(path.parent)
        if isinstance(node, _File):
            raise _error(errno.ENOTDIR, path)
        return node

    def _new_file(self, folder: _Folder, name: str) -> _File:
        node = _File(self._volume.number(), changed=self._time())
        self._step(folder, {name: node})
        return node

    def _step(self, folder: _Folder, step: dict[str, _Node | None]) -> None:
        before = [folder.names.get(name) for name in step]
        for node in step.values():
            if isinstance(node, _File):
                node.users += 1
        _take_step(folder.names, step)
        folder.steps.append(step)
        for gone in before:
            self._volume.release(gone)

    def _opened(self, handle: _Open) -> int:
        if isinstance(handle.node, _File):
            handle.node.users += 1
        self._next += 1
        self._open[self._next] = handle
        return self._next

    def _handle(self, file: int) -> _Open:
        if file not in self._open:
            raise _error(errno.EBADF)
        return self._open[file]

    def _to_change(self, file: int, complaint: int) -> _File:
        handle = self._handle(file)
        if not handle.writable or isinstance(handle.node, _Folder):
            raise _error(complaint)
        return handle.node

    def _change(self, node: _File, content: bytes) -> None:
        node.content = content
        node.between.append(content)
        node.changed = self._time()

    def _sync(self, node: _Node) -> None:
        match node:
            case _File():
                node.durable = b"".join(_pages(node))
                node.between = []
            case _Folder():
                node.durable = dict(node.names)
                node.steps = []

    def _time(self) -> int:
        return self._volume.tick() // self._coarse


def _take_step(names: dict[str, _Node], step: dict[str, _Node | None]) -> None:
    for name, node in step.items():
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


def _pages(file: _File) -> Iterator[bytes]:
    """What a sync makes durable, page by page."""
    for at in range(0, len(file.content), PAGE):
        there = file.content[at : at + PAGE]
        yield file.durable[at : at + PAGE].ljust(len(there), b"\0")[: len(there)] if at in file.lost else there


def _torn(file: _File, dice: Random) -> bytes:
    """What may be on the disk of a file of which not all is durable."""
    if not file.between:
        return file.durable
    versions = (file.durable, *file.between)
    sizes = [len(version) for version in versions]
    size = dice.choice([*sizes, dice.randint(min(sizes), max(sizes))])
    page = dice.choice((64, PAGE, 8 * PAGE))
    parts = []
    for at in range(0, size, page):
        version = file.durable if at - at % PAGE in file.lost else dice.choice(versions)
        parts.append(version[at : min(at + page, size)].ljust(min(page, size - at), b"\0"))
    return b"".join(parts)


def _stamp(node: _Node) -> Stamp:
    match node:
        case _File():
            return 1, node.number, node.changed, len(node.content)
        case _Folder():
            return 1, node.number, 0, 4096


def _error(code: int, path: Path | None = None) -> OSError:
    return OSError(code, os.strerror(code), *([str(path)] if path else []))
