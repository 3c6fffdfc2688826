"""The text of a database at rest: plain TinyDB JSON, keys sorted, one row per line, under a checksum that stock TinyDB takes for a row."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TypeAlias

from reader.store.salvage import refuse_constant, rows_within

Table: TypeAlias = Mapping[int, bytes]
"""The rows of one table by their number; each is its line of the file, ``"17":{…}``, without the comma."""

Tables: TypeAlias = Mapping[str, Table]

_ROW_NUMBER = re.compile(r"0|[1-9][0-9]{0,15}")
# What would move the cursor of a terminal, turn its writing round or break the line, and half surrogate pairs, which UTF-8 cannot write.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


META = "meta"
SEAL_ROW = 2
"""The row of the table ``meta`` that holds the :class:`Seal`; it is made here, and no table that is given or taken has it."""

_TOGETHER = 1 << 20  # bytes that are split into lines at a time
_META_BEGINS, _TABLE_ENDS = b'\n"meta":{\n', b"\n}"
_SEAL = re.compile(rb'^"2":\{"checksum":"([0-9a-f]{32})","folded":"([0-9a-f]{16}|)"\},?$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Seal:
    """What a file says of itself: BLAKE2b (RFC 7693), 128 bits, of all its other bytes; the id of the journal that it takes in, or ""."""

    checksum: str
    folded: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a database file holds. ``damage`` are phrases on what could not be read or does not fit; ``seal`` is ``None`` without any.

    A seal that does not fit the rest of the file is damage.
    """

    tables: dict[str, dict[int, bytes]] = field(default_factory=dict)
    seal: Seal | None = None
    damage: tuple[str, ...] = ()


def line(number: int, row: object) -> bytes:
    """A row as its line of the file. ``ValueError`` for a number that is not one (NaN)."""
    return b'"%d":%b' % (number, written(row))


def written(value: object) -> bytes:
    """A value as it stands in a line: JSON without spaces, keys sorted, nothing in it that a terminal would obey."""
    text = _ENCODER.encode(value)
    if not text.isascii() or "\x7f" in text:
        text = _UNSAFE.sub(_escaped, text)
    return text.encode()


def row(line: bytes) -> object:
    """The row that stands in a line."""
    return json.loads(line[line.index(b":") + 1 :])


def text_of(line: bytes, key: str, begin: int = 0) -> str | None:
    """The text that the first ``key`` of a line from ``begin`` on has; ``None`` when there is none. Takes a tenth of reading the row.

    Only a key can look like one: in JSON, quotes within strings are escaped.
    """
    mark = b'"%b":"' % key.encode()
    start = line.find(mark, begin) + len(mark)
    if start < len(mark):
        return None
    end = line.index(b'"', start)
    if b"\\" in line[start:end]:
        text, _ = json.JSONDecoder().raw_decode(line.decode(), len(line[: start - 1].decode()))
        return str(text)
    return line[start:end].decode()


def render(tables: Tables, folded: str = "") -> tuple[bytes, Seal]:
    """The file's bytes, and the seal in them: tables by name, rows by number; empty tables are left out."""
    unknown = b"0" * 32
    meta = {**tables.get(META, {}), SEAL_ROW: b'"2":{"checksum":"%b","folded":"%b"}' % (unknown, folded.encode())}
    parts, before = [], b"{\n"
    for name, rows in sorted({**tables, META: meta}.items()):
        if rows:
            parts += [before, json.dumps(name).encode(), b":{\n", b",\n".join(map(rows.__getitem__, sorted(rows)))]
            before = b"\n},\n"
    raw = bytearray().join([*parts, b"\n}\n}\n"])
    place = raw.index(unknown, raw.index(_META_BEGINS))
    checksum = _checksum(raw, place)
    raw[place : place + 32] = checksum.encode()
    return bytes(raw), Seal(checksum, folded)


def parse(raw: bytes) -> Content:
    """What the bytes of a file say. Whatever is wrong with them, all rows that can be read are given.

    An empty file is damaged: nothing here writes one, and a power cut or a file synchroniser may leave one.
    """
    if not raw or raw.isspace():
        return Content(damage=("it is empty",))
    if b"\r\n" in raw:
        raw = raw.replace(b"\r\n", b"\n")  # by a version control system at checkout: within JSON's strings these two are escaped
    place = _seal_within(raw)
    seal = Seal(place[1].decode(), place[2].decode()) if place else None
    fits = place is not None and seal is not None and _checksum(raw, place.start(1)) == seal.checksum
    if fits:
        try:
            return Content(_split(raw), seal)
        except (ValueError, IndexError):
            pass  # not written here, for all its seal: read as anybody's
    damage: list[str] = []
    try:
        found = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_without_twins, parse_constant=refuse_constant)
        if seal and not fits:  # as JSON it is whole, but the name of a table may not be what it was
            found = rows_within(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        found = rows_within(raw.decode("utf-8", "surrogateescape"))
        damage.append(_complaint(error))
    tables = _tables(found, damage)
    kept = tables.get(META, {}).pop(SEAL_ROW, b"")
    if seal or b'"checksum":' in kept:
        damage.insert(0, "its checksum does not fit: it is damaged, or another program has changed it")
    return Content(tables, seal, tuple(damage))


def _seal_within(raw: bytes) -> re.Match[bytes] | None:
    """Where the seal stands. No line begins like a table or a row but theirs: in JSON, strings hold no newline."""
    start = raw.find(_META_BEGINS)
    return _SEAL.search(raw, start, raw.find(_TABLE_ENDS, start)) if start >= 0 else None


def _checksum(raw: bytes | bytearray, place: int) -> str:
    """Of all bytes but the 32 at ``place``."""
    view = memoryview(raw)
    digest = blake2b(view[:place], digest_size=16)
    digest.update(view[place + 32 :])
    return digest.hexdigest()


def _split(raw: bytes) -> dict[str, dict[int, bytes]]:
    """The rows of what :func:`render` wrote, which stand on lines of their own: a tenth of the time that reading all as JSON takes."""
    tables: dict[str, dict[int, bytes]] = {}
    at, end = len(b"{\n"), len(raw) - len(b"\n}\n}\n")
    while at < end:
        rows = raw.index(b":{\n", at)
        stop = raw.find(b"\n},\n", rows, end)
        stop = end if stop < 0 else stop
        lines = _lines(raw, rows + len(b":{\n"), stop)
        tables[str(json.loads(raw[at:rows]))] = {int(line[1 : line.index(b'"', 1)]): line for line in lines}
        at = stop + len(b"\n},\n")
    del tables[META][SEAL_ROW]
    return tables


def _lines(raw: bytes, start: int, end: int) -> Iterator[bytes]:
    """The rows' lines between two places, without a copy of them all."""
    while start < end:
        cut = raw.find(b",\n", min(start + _TOGETHER, end), end)
        cut = end if cut < 0 else cut
        yield from raw[start:cut].split(b",\n")
        start = cut + len(b",\n")


def _tables(found: object, damage: list[str]) -> dict[str, dict[int, bytes]]:
    if not isinstance(found, dict):
        damage.append("it is not a TinyDB database")
        return {}
    tables: dict[str, dict[int, bytes]] = {}
    for name, rows in found.items():
        if not isinstance(rows, dict):
            damage.append(f"“{name}” is not a table")
            continue
        kept = tables.setdefault(name, {})
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
