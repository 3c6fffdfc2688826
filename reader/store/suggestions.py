"""The files of suggestions that were imported for a folder: ``FOLDER/.reader/suggestions/NAME.json``."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from reader.core.errors import StoreError
from reader.store.disk import Disk, Stamp, make_folders, write_whole
from reader.store.place import FOLDER as BESIDE
from reader.store.place import SUFFIX, file_name
from reader.store.trouble import told

FOLDER = "suggestions"

LONGEST = 256 * 1024 * 1024
"""Bytes of the largest file that is read."""


class SuggestionFiles:
    """The files for the articles in the folder ``root``. Nothing is made before one is kept, and nothing leaves the folder."""

    def __init__(self, root: Path, disk: Disk | None = None) -> None:
        self._root = root
        self._disk = disk or Disk()

    def names(self) -> list[str]:
        """The names under which suggestions are kept, sorted."""
        folder = self._folder()
        with told("read", folder):
            found = self._disk.names(folder) if self._disk.is_folder(folder) else []
        return sorted(unquote(name.removesuffix(SUFFIX)) for name in found if name.endswith(SUFFIX) and not name.startswith("."))

    def versions(self) -> dict[str, Stamp]:
        """The names under which suggestions are kept, sorted, each with a stamp that is another once its file was replaced."""
        stamps = ((name, self._disk.stamp(self._path(name))) for name in self.names())
        return {name: stamp for name, stamp in stamps if stamp is not None}

    def read(self, name: str) -> bytes:
        """The file ``name``. ``StoreError`` when it is not there, is too large, or cannot be read."""
        path = self._path(name)
        with told("read", path):
            file = self._disk.open_to_read(path)
            try:
                if self._disk.stamp_of(file)[3] > LONGEST:
                    raise StoreError(f"{path} is larger than {LONGEST:,} bytes. Remove it with “reader suggest FOLDER --remove {name}”.")
                return self._disk.read(file)
            finally:
                self._disk.close(file)

    def keep(self, name: str, content: bytes, *, may_replace: bool) -> Path:
        """Put ``content`` durably at ``name``, as a whole, and give its place. ``StoreError`` when it is there and may not be replaced."""
        path = self._path(name)
        if not may_replace and self._disk.stamp(path) is not None:
            raise StoreError(f"{path} is there already. Give --force to replace it, or another name with --name.")
        with told("write", path):
            make_folders(self._disk, path.parent)
            write_whole(self._disk, path, content)
            self._disk.sync_folder(path.parent)
        return path

    def remove(self, name: str) -> None:
        """Remove the file ``name``. ``StoreError`` when it is not there, or cannot be removed."""
        path = self._path(name)
        if self._disk.stamp(path) is None:
            there = ", ".join(f"“{other}”" for other in self.names()) or "none"
            raise StoreError(f"{path.parent}: there are no suggestions called “{name}”; there are {there}.")
        with told("write", path):
            self._disk.remove(path)
            self._disk.sync_folder(path.parent)

    def _path(self, name: str) -> Path:
        if not name.strip():
            raise StoreError("The suggestions have no name. Give one with --name NAME.")
        return self._folder() / file_name(name)

    def _folder(self) -> Path:
        """The folder's real place. ``StoreError`` when a symbolic link leads out of the folder of the articles."""
        path = self._root / BESIDE / FOLDER
        folder = self._disk.real(path)
        if not folder.is_relative_to(self._disk.real(self._root)):
            raise StoreError(f"{path} leads out of its folder, to {folder}. Replace the symbolic link by what it stands for.")
        return folder
