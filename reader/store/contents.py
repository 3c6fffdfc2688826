"""What the rows of a database say, each checked; what is broken is named, and the rest is given."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeAlias

from reader.core.annotation import Record
from reader.core.errors import StoreError
from reader.core.history import History
from reader.core.records import Records
from reader.core.transaction import Transaction
from reader.core.visit import Visit
from reader.store.asleep import SleepingRows
from reader.store.codec import (
    MIGRATIONS,
    RECORD_TABLES,
    SAME_ROWS_SINCE,
    SCHEMA_VERSION,
    decode_record,
    decode_transaction,
    decode_visit,
    encode_transaction,
    record_id,
    table_of,
)
from reader.store.fields import Fields, Object
from reader.store.layout import META, Tables, line, row, written

META_ROW = 1

Side: TypeAlias = tuple[bytes | None, bytes | None]
"""The JSON of a record before and after a change; ``None`` where there is no record."""


@dataclass(frozen=True, slots=True)
class Steps:
    """The numbers of the rows of the history, each in order: what stands done, what stands undone."""

    done: tuple[int, ...] = ()
    undone: tuple[int, ...] = ()

    @property
    def next(self) -> int:
        """The number for the next row."""
        return max((*self.done[-1:], *self.undone[-1:]), default=0) + 1

    def moved(self, number: int, *, undone: bool) -> Steps:
        """The steps with the row ``number``, new or not, done or undone."""
        rest = Steps(tuple(n for n in self.done if n != number), tuple(n for n in self.undone if n != number))
        if undone:
            return Steps(rest.done, tuple(sorted((*rest.undone, number))))
        return Steps(tuple(sorted((*rest.done, number))), rest.undone)


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a database says.

    ``version`` is the schema it was written in. ``broken`` are the rows that cannot be read, by table and number, and why.
    """

    records: Records
    history: History
    visits: tuple[Visit, ...]
    version: int
    steps: Steps
    broken: dict[tuple[str, int], str]


def read_contents(tables: Tables, *, asleep: bool = False) -> Contents:
    """The contents of ``tables``, which other tables may stand beside. Never raises: what is wrong stands in ``broken``.

    With ``asleep`` the annotations are read when somebody asks for them. That is for rows that were checked when they were written.
    """
    broken: dict[tuple[str, int], str] = {}
    version = _version(tables, broken)
    if version != SCHEMA_VERSION:
        tables, asleep = migrated(tables, version), asleep and SAME_ROWS_SINCE <= version < SCHEMA_VERSION
    records: dict[str, Record] = {}
    for table in RECORD_TABLES:
        if asleep and table == "annotations":
            continue
        for number, value in _rows(tables, table).items():
            id = record_id(number)
            try:
                if id in records:
                    raise StoreError("another record has its id")
                records[id] = decode_record(table, id, value)
            except StoreError as error:
                broken[table, number] = f"{table} {id}: {error}"
    done: list[Transaction] = []
    undone: list[Transaction] = []
    numbers: tuple[list[int], list[int]] = ([], [])
    for number, value in sorted(_rows(tables, "history").items()):
        try:
            transaction, is_undone = decode_step(value)
        except StoreError as error:
            broken["history", number] = f"history {number}: {error}"
            continue
        (undone if is_undone else done).append(transaction)
        numbers[is_undone].append(number)
    visits = []
    for number, value in _rows(tables, "visits").items():
        try:
            visits.append(decode_visit(value))
        except StoreError as error:
            broken["visits", number] = f"visits {number}: {error}"
    held = Records(records.values(), SleepingRows(tables.get("annotations", {})) if asleep else None)
    return Contents(held, History(tuple(done), tuple(undone[::-1])), tuple(visits), version, Steps(*map(tuple, numbers)), broken)


def migrated(tables: Tables, version: int) -> Tables:
    """The tables of a database of an earlier schema version as this program writes them; of a newer one, as they are."""
    for old in range(version, SCHEMA_VERSION):
        tables = MIGRATIONS[old](tables)
    return tables


def meta_row() -> Object:
    """The row of ``meta``, numbered :data:`META_ROW`, that says which schema the database is written in."""
    return {"schema": SCHEMA_VERSION}


META_LINE = line(META_ROW, meta_row())


def encode_step(transaction: Transaction, undone: bool) -> Object:
    """The row of ``history`` for a transaction that stands done or undone."""
    return {"transaction": encode_transaction(transaction)} | ({"undone": True} if undone else {})


def step_line(number: int, step: bytes, undone: bool) -> bytes:
    """``line(number, encode_step(transaction, undone))``, where ``step`` is :func:`written_transaction` of it."""
    return b'"%d":{"transaction":%b%b}' % (number, step, b',"undone":true' if undone else b"")


def written_transaction(transaction: Transaction, sides: Sequence[Side]) -> bytes:
    """``written(encode_transaction(transaction))``, made of the records' JSON before and after, which a commit has at hand."""
    changes = b",".join(
        b"{%b}"
        % b",".join(
            [
                *((b'"after":%b' % after,) if after else ()),
                *((b'"before":%b' % before,) if before else ()),
                b'"id":"%b","table":"%b"' % (change.id.encode(), table_of(change).encode()),
            ]
        )
        for change, (before, after) in zip(transaction.changes, sides, strict=True)
    )
    rest = b'"document":%b,"offset":%d,"title":%b' % (written(transaction.document), transaction.offset, written(transaction.title))
    return b'{"changes":[%b],%b}' % (changes, rest)


def decode_step(value: object) -> tuple[Transaction, bool]:
    """The transaction that a row of ``history`` keeps, and whether it stands undone."""
    fields = Fields(value)
    undone = fields.flag("undone") if fields.has("undone") else False
    transaction = fields.one("transaction", decode_transaction)
    fields.end()
    return transaction, undone


def steps_of(tables: Tables) -> Steps:
    """The rows of the history, told from how their lines end."""
    numbers: tuple[list[int], list[int]] = ([], [])
    for number, kept in sorted(tables.get("history", {}).items()):
        numbers[kept.endswith(b',"undone":true}')].append(number)
    return Steps(*map(tuple, numbers))


def visit_number(document: str) -> int:
    """The number of the row that keeps the visit to a document (its id): 48 bits of its hash."""
    return int.from_bytes(blake2b(document.encode("utf-8", "surrogatepass"), digest_size=6).digest())


def version_of(tables: Tables) -> int:
    """The schema that the database is written in, as far as can be told; see :func:`_version`."""
    return _version(tables, {})


def _version(tables: Tables, broken: dict[tuple[str, int], str]) -> int:
    """The schema that the database is written in. Where it does not say and holds nothing of ours, it is as good as the first."""
    kept = tables.get(META, {}).get(META_ROW)
    if kept is None:
        return SCHEMA_VERSION if any(tables.get(table) for table in (*RECORD_TABLES, "history", "visits")) else 1
    try:
        version = Fields(row(kept)).number("schema")
        if version < 1:
            raise StoreError("“schema” is not a version")
    except (StoreError, ValueError) as error:
        broken[META, META_ROW] = f"meta {META_ROW}: {error}"
        return SCHEMA_VERSION
    return version


def _rows(tables: Tables, table: str) -> dict[int, object]:
    """A table's rows. They are parsed in one go, which takes half the time of one by one."""
    rows = tables.get(table, {})
    try:
        values = json.loads(b"[" + b",".join(line[line.index(b":") + 1 :] for line in rows.values()) + b"]")
        return dict(zip(rows, values, strict=True))
    except ValueError:  # sealed, and not by us
        return {number: _row_or_none(line) for number, line in rows.items()}


def _row_or_none(line: bytes) -> object:
    with suppress(ValueError):
        return row(line)
    return None
