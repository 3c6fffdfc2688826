"""A TinyDB table that can change some rows without turning all of them over."""

from __future__ import annotations

from collections.abc import Mapping

from tinydb import TinyDB
from tinydb.table import Table

from reader.store.journal_storage import JournalStorage


class RowTable(Table):
    """A table over :class:`JournalStorage`. All of TinyDB's own operations work too; each of them costs as much as the whole database."""

    def put(self, rows: Mapping[int, object | None]) -> None:
        """Write each row under its number, in place of what was there; ``None`` removes it. One write, unless a batch is open."""
        assert isinstance(self.storage, JournalStorage)
        self.storage.change(self.name, rows)
        self.clear_cache()

    def put_lines(self, lines: Mapping[int, bytes | None]) -> None:
        """As :meth:`put`, of rows that are written already."""
        assert isinstance(self.storage, JournalStorage)
        self.storage.change_lines(self.name, lines)
        self.clear_cache()

    def lines(self) -> Mapping[int, bytes]:
        """The rows as their lines in the file (:func:`reader.store.layout.line`), without reading the file again."""
        assert isinstance(self.storage, JournalStorage)
        return self.storage.rows(self.name)


class Database(TinyDB):
    """TinyDB as this program uses it: ``Database(path)``."""

    table_class = RowTable
    default_storage_class = JournalStorage  # type: ignore[assignment]  # TinyDB infers the narrower type of its own default
