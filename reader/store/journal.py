"""The text of a write-ahead journal: a line for each commit, each under a checksum that goes on from the line before."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeAlias

from reader.store.layout import line
from reader.store.salvage import refuse_constant

Changes: TypeAlias = Mapping[str, Mapping[int, bytes | None]]
"""What a commit makes of rows, by table and number: their lines (:func:`reader.store.layout.line`); ``None`` removes a row."""

VERSION = 1

_MOST_KNOWN = 8
"""Checksums that a line may go on from, where those before it are broken."""

# Where a line begins, the byte before it is a newline, or was one before it was hit: in a payload no brace stands after a space,
# but in strings, and there no quote stands after a brace.
_BREAK = re.compile(rb'\n|[^\n](?=[0-9a-f]{16} \{")')


@dataclass(frozen=True, slots=True)
class Header:
    """The journal's own random ``id`` (16 hexadecimal digits), and ``base``, the checksum of the snapshot that it goes on from."""

    id: str
    base: str
    version: int = VERSION


@dataclass(frozen=True, slots=True)
class Journal:
    """What a journal says.

    ``header`` is ``None`` when that cannot be read. ``end`` is the length in bytes of what is whole, its last line begins at ``last`` and
    has the ``checksum`` that the next one goes on from. ``torn`` are the bytes after it, of a line that was not finished. ``damage`` are
    phrases on what else is wrong; what can be read after it stands in ``entries`` all the same.
    """

    header: Header | None
    entries: tuple[Changes, ...]
    last: int
    end: int
    checksum: bytes
    torn: int = 0
    damage: tuple[str, ...] = ()


def header_line(header: Header) -> tuple[bytes, bytes]:
    """The first line of a journal, and its checksum."""
    return _line(b"", json.dumps({"base": header.base, "id": header.id, "journal": header.version}).encode())


def entry_line(checksum: bytes, changes: Changes) -> tuple[bytes, bytes]:
    """The line of a commit after the line with ``checksum``, and its own checksum."""
    tables = (
        b"%b:{%b}" % (json.dumps(name).encode(), b",".join(b'"%d":null' % number if row is None else row for number, row in rows.items()))
        for name, rows in changes.items()
    )
    return _line(checksum, b"{%b}" % b",".join(tables))


def read_journal(raw: bytes) -> Journal:
    """The journal in ``raw``. Never raises."""
    found = _lines(raw, b"")
    header, payloads = None, found.payloads
    if payloads:
        header = _header(payloads[0])
        payloads = payloads[1:] if header else payloads
    entries, complaints = _entries(payloads)
    strange = () if header or not entries else ("its journal does not begin as it should",)
    return Journal(header, entries, found.last, found.end, found.checksum, found.torn, (*strange, *found.damage, *complaints))


def read_on(raw: bytes, checksum: bytes) -> Journal:
    """What was appended to a journal after the line with ``checksum``; offsets count from there, ``header`` is ``None``."""
    found = _lines(raw, checksum)
    entries, complaints = _entries(found.payloads)
    return Journal(None, entries, found.last, found.end, found.checksum, found.torn, (*found.damage, *complaints))


@dataclass(frozen=True, slots=True)
class _Lines:
    """The payloads that stand under their checksums, and the rest as in :class:`Journal`."""

    payloads: tuple[bytes, ...]
    last: int
    end: int
    checksum: bytes
    torn: int
    damage: tuple[str, ...]


def _lines(raw: bytes, checksum: bytes) -> _Lines:
    """The lines that check, and how much of ``raw`` they are.

    What follows the last of them was never acknowledged, as far as anyone can tell: it is torn. A line before it that does not check is
    damage. Its payload is taken all the same when the next line goes on from it: then only its checksum was hit.
    """
    payloads: list[bytes] = []
    known = [checksum]
    bad: tuple[bytes, bytes] | None = None
    broken: list[int] = []
    at = last = end = good = 0
    for number, piece in enumerate(_BREAK.split(raw), 1):
        is_last = at + len(piece) == len(raw)
        if is_last and (not piece or piece[17:-1] == b""):
            break
        stored, payload = piece[:16], piece[17:]
        if is_last:  # no newline: it was not finished, or the newline was hit
            payload = payload[:-1]
        follows = next((before for before in known if _checksum(before, payload) == stored), None)
        start, at = at, min(at + len(piece) + 1, len(raw))
        if follows is None:
            broken.append(number)
            bad = (_checksum(known[0], payload), payload)
            known = [stored, bad[0], *known][:_MOST_KNOWN]  # it may be the half of a line in which a letter became a newline
            continue
        if bad is not None and follows == bad[0] and broken[-1] == number - 1:
            payloads.append(bad[1])
        if is_last or raw[at - 1 : at] != b"\n" or piece[16:17] != b" ":
            broken.append(number)
        payloads.append(payload)
        known, bad = [stored], None
        checksum, last, end, good = stored, start, at, number
    inner = tuple(f"line {number} of its journal is broken" for number in broken if number <= good)
    return _Lines(tuple(payloads), last, end, checksum, len(raw) - end, inner)


def _header(payload: bytes) -> Header | None:
    with suppress(ValueError):
        match _json(payload):
            case {"base": str(base), "id": str(id), "journal": int(version)}:
                return Header(id, base, version)
    return None


def _entries(payloads: Iterable[bytes]) -> tuple[tuple[Changes, ...], tuple[str, ...]]:
    entries, complaints = [], []
    for payload in payloads:
        try:
            entries.append(_changes(_json(payload)))
        except ValueError:
            complaints.append("a line of its journal is no change of rows")
    return tuple(entries), tuple(complaints)


def _changes(found: object) -> Changes:
    """The changes that a payload spells; ``ValueError`` when it spells none."""
    if not isinstance(found, dict) or not all(isinstance(rows, dict) for rows in found.values()):
        raise ValueError("no tables")
    changes: dict[str, dict[int, bytes | None]] = {}
    for name, rows in found.items():
        changes[name] = {}
        for number, row in rows.items():
            if not (row is None or isinstance(row, dict)) or not re.fullmatch(r"0|[1-9][0-9]{0,15}", number):
                raise ValueError("no row")
            changes[name][int(number)] = None if row is None else line(int(number), row)
    return changes


def _json(payload: bytes) -> object:
    try:
        return json.loads(payload, parse_constant=refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ValueError("no JSON") from error


def _line(before: bytes, payload: bytes) -> tuple[bytes, bytes]:
    checksum = _checksum(before, payload)
    return b"%b %b\n" % (checksum, payload), checksum


def _checksum(before: bytes, payload: bytes) -> bytes:
    """16 hexadecimal digits: BLAKE2b (RFC 7693), 64 bits, of the checksum before and the payload."""
    return blake2b(before + payload, digest_size=8).hexdigest().encode()
