"""The text of a database at rest: plain TinyDB JSON, keys sorted, one row per line, so that it diffs by line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from reader.store.salvage import refuse_constant, rows_within

Table: TypeAlias = Mapping[int, bytes]
"""The rows of one table by their number; each is its line of the file, ``"17":{…}``, without the comma."""

Tables: TypeAlias = Mapping[str, Table]

_ROW_NUMBER = re.compile(r"0|[1-9][0-9]{0,15}")
# What would move the cursor of a terminal, turn its writing round or break the line, and half surrogate pairs, which UTF-8 cannot write.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True)
class Content:
    """What a database file holds. ``damage`` are phrases on what could not be read."""

    tables: Tables = field(default_factory=dict)
    damage: tuple[str, ...] = ()


def line(number: int, row: object) -> bytes:
    """A row as its line of the file. ``ValueError`` for a number that is not one (NaN)."""
    written = _ENCODER.encode(row)
    if not written.isascii() or "\x7f" in written:
        written = _UNSAFE.sub(_escaped, written)
    return f'"{number}":{written}'.encode()


def row(line: bytes) -> object:
    """The row that stands in a line."""
    return json.loads(line[line.index(b":") + 1 :])


def render(tables: Tables) -> bytes:
    """The file's bytes: tables by name, rows by number; empty tables are left out."""
    parts, before = [], b"{\n"
    for name, rows in sorted(tables.items()):
        if rows:
            parts += [before, json.dumps(name).encode(), b":{\n", b",\n".join(map(rows.__getitem__, sorted(rows)))]
            before = b"\n},\n"
    return b"".join([*parts, b"\n}\n}\n"]) if parts else b"{}\n"


def parse(raw: bytes) -> Content:
    """What the bytes of a file say. Whatever is wrong with them, all rows that can be read are given.

    An empty file is damaged: nothing here writes one, and a power cut or a file synchroniser may leave one.
    """
    if not raw.strip():
        return Content(damage=("it is empty",))
    damage: list[str] = []
    try:
        found = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_without_twins, parse_constant=refuse_constant)
    except (ValueError, RecursionError) as error:
        found = rows_within(raw.decode("utf-8", "surrogateescape"))
        damage.append(_complaint(error))
    return Content(_tables(found, damage), tuple(damage))


def _tables(found: object, damage: list[str]) -> Tables:
    if not isinstance(found, dict):
        damage.append("it is not a TinyDB database")
        return {}
    tables: dict[str, Table] = {}
    for name, rows in found.items():
        if not isinstance(rows, dict):
            damage.append(f"“{name}” is not a table")
            continue
        tables[name] = kept = {}
        for number, value in rows.items():
            try:
                if not isinstance(value, dict) or not _ROW_NUMBER.fullmatch(number):
                    raise ValueError(number)
                kept[int(number)] = line(int(number), value)
            except ValueError:  # also a number such as 1e999, which is read as infinity and cannot be written
                damage.append(f"“{number}” in {name} is not a row")
    return tables


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    together = dict(pairs)
    if len(together) != len(pairs):
        raise ValueError("a key stands twice in one place")
    return together


def _complaint(error: ValueError | RecursionError) -> str:
    match error:
        case json.JSONDecodeError():
            return f"line {error.lineno} is broken"
        case UnicodeDecodeError():
            return f"byte {error.start} is not UTF-8"
        case RecursionError():
            return "it is nested too deeply"
        case _:
            return str(error)
