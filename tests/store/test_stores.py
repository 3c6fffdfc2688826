"""Both stores keep what every store promises."""

from __future__ import annotations

from pathlib import Path

from reader.session import Store
from reader.store.memory import MemoryStore
from reader.store.tiny import TinyStore
from tests.contracts.store import StoreContract


class TestMemoryStore(StoreContract):
    def make(self, folder: Path) -> Store:  # noqa: ARG002  # it needs no place
        return MemoryStore()

    def reopen(self, store: Store, folder: Path) -> Store:  # noqa: ARG002  # what it holds is in the store itself
        return store


class TestTinyStore(StoreContract):
    def make(self, folder: Path) -> Store:
        return TinyStore(folder / ".reader" / "ana.json")

    def reopen(self, store: Store, folder: Path) -> Store:  # noqa: ARG002  # what it holds is in the folder
        return self.make(folder)
