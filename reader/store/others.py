"""What the other annotators of a folder keep, to be looked at and never changed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from reader.core.errors import StoreError
from reader.core.history import History
from reader.core.stored import Stored
from reader.store.disk import Disk, Stamp
from reader.store.place import FOLDER, annotators, database_path, is_same
from reader.store.snapshots import Snapshots
from reader.store.tiny import TinyStore

Stamps: TypeAlias = tuple[tuple[int, int, int] | None, dict[str, tuple[Stamp | None, Stamp | None]]]


class OtherDatabases:
    """The databases of all but ``annotator`` who keep marks for the folder ``root``. What cannot be read is as good as not there."""

    def __init__(self, root: Path, annotator: str) -> None:
        self._root = root
        self._annotator = annotator
        self._disk = Disk()
        self._seen: Stamps = (None, {})
        self._paths: dict[str, Path] = {}
        self._kept: dict[str, Stored] = {}

    def have_changed(self) -> bool:
        """Whether somebody has written since :meth:`look`. Costs a look at the folder and at two files for each annotator."""
        return self._stamps() != self._seen

    def look(self) -> Mapping[str, Stored]:
        """What each of them keeps, without the history, by name; read again where it has changed."""
        self._paths = {}
        with suppress(StoreError):
            names = [name for name in annotators(self._root) if not is_same(name, self._annotator)]
            self._paths = {name: database_path(self._root, name).path for name in names}
        stamps, seen = self._stamps(), self._seen[1]
        for name, path in self._paths.items():
            if name not in self._kept or stamps[1][name] != seen.get(name):
                with suppress(StoreError):
                    store = TinyStore(path)
                    self._kept[name] = replace(store.load(), history=History())
                    store.close()
        self._kept = {name: kept for name, kept in self._kept.items() if name in self._paths}
        self._seen = stamps
        return dict(self._kept)

    def text(self, digest: str) -> str | None:
        """A canonical text that one of them made marks on, by its digest; ``None`` when it was not kept, or is broken."""
        homes = dict.fromkeys(path.parent for path in self._paths.values())
        return next((text for home in homes if (text := Snapshots(home).text(digest)) is not None), None)

    def _stamps(self) -> Stamps:
        """What tells whether anything has changed: the folder's names, and the files of those known."""
        stamps: dict[str, tuple[Stamp | None, Stamp | None]] = {}
        for name, path in self._paths.items():
            stamps[name] = self._stamp(path), self._stamp(path.with_suffix(".journal"))
        try:
            status = os.stat(self._root / FOLDER)  # noqa: PTH116  # asked every second
        except OSError:
            return None, stamps
        return (status.st_dev, status.st_ino, status.st_mtime_ns), stamps

    def _stamp(self, path: Path) -> Stamp | None:
        with suppress(OSError):
            return self._disk.stamp(path)
        return None
