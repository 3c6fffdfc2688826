"""What the rows of a database say, each checked; what is broken is named, and the rest is given."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b

from reader.core.annotation import Record
from reader.core.errors import StoreError
from reader.core.history import History
from reader.core.transaction import Transaction
from reader.core.visit import Visit
from reader.store.codec import (
    MIGRATIONS,
    RECORD_TABLES,
    SCHEMA_VERSION,
    decode_record,
    decode_transaction,
    decode_visit,
    encode_transaction,
    record_id,
)
from reader.store.fields import Fields, Object
from reader.store.layout import Tables, row

META_ROW = 1


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a database says.

    ``version`` is the schema it was written in. ``steps`` are the rows of the history: number → undone. ``broken`` are the rows that
    cannot be read, by table and number, and why.
    """

    records: tuple[Record, ...]
    history: History
    visits: tuple[Visit, ...]
    version: int
    steps: dict[int, bool]
    broken: dict[tuple[str, int], str]


def read_contents(tables: Tables) -> Contents:
    """The contents of ``tables``, which other tables may stand beside. Never raises: what is wrong stands in ``broken``."""
    broken: dict[tuple[str, int], str] = {}
    version = _version(tables, broken)
    tables = migrated(tables, version)
    records: dict[str, Record] = {}
    for table in RECORD_TABLES:
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
    steps = {}
    for number, value in sorted(_rows(tables, "history").items()):
        try:
            transaction, is_undone = decode_step(value)
        except StoreError as error:
            broken["history", number] = f"history {number}: {error}"
            continue
        (undone if is_undone else done).append(transaction)
        steps[number] = is_undone
    visits = []
    for number, value in _rows(tables, "visits").items():
        try:
            visits.append(decode_visit(value))
        except StoreError as error:
            broken["visits", number] = f"visits {number}: {error}"
    return Contents(tuple(records.values()), History(tuple(done), tuple(undone[::-1])), tuple(visits), version, steps, broken)


def migrated(tables: Tables, version: int) -> Tables:
    """The tables of a database of an earlier schema version as this program writes them; of a newer one, as they are."""
    for old in range(version, SCHEMA_VERSION):
        tables = MIGRATIONS[old](tables)
    return tables


def meta_row() -> Object:
    """The row of ``meta``, numbered :data:`META_ROW`, that says which schema the database is written in."""
    return {"schema": SCHEMA_VERSION}


def encode_step(transaction: Transaction, undone: bool) -> Object:
    """The row of ``history`` for a transaction that stands done or undone."""
    return {"transaction": encode_transaction(transaction)} | ({"undone": True} if undone else {})


def decode_step(value: object) -> tuple[Transaction, bool]:
    """The transaction that a row of ``history`` keeps, and whether it stands undone."""
    fields = Fields(value)
    undone = fields.flag("undone") if fields.has("undone") else False
    transaction = fields.one("transaction", decode_transaction)
    fields.end()
    return transaction, undone


def visit_number(document: str) -> int:
    """The number of the row that keeps the visit to a document (its id): 48 bits of its hash."""
    return int.from_bytes(blake2b(document.encode("utf-8", "surrogatepass"), digest_size=6).digest())


def _version(tables: Tables, broken: dict[tuple[str, int], str]) -> int:
    """The schema that the database is written in. One that does not say is taken for this program's."""
    line = tables.get("meta", {}).get(META_ROW)
    if line is None:
        return SCHEMA_VERSION
    try:
        version = Fields(row(line)).number("schema")
        if version < 1:
            raise StoreError("“schema” is not a version")
    except StoreError as error:
        broken["meta", META_ROW] = f"meta {META_ROW}: {error}"
        return SCHEMA_VERSION
    return version


def _rows(tables: Tables, table: str) -> dict[int, object]:
    """A table's rows. They are parsed in one go, which takes half the time of one by one."""
    rows = tables.get(table, {})
    return dict(zip(rows, json.loads(b"[" + b",".join(line[line.index(b":") + 1 :] for line in rows.values()) + b"]"), strict=True))
