"""A journal gives what stands in it whole, whatever happened to the rest, and says so."""

from __future__ import annotations

from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.store.journal import Changes, Header, Journal, entry_line, header_line, read_journal, read_on
from reader.store.layout import line
from tests.store.test_layout import names, numbers, rows

HEADER = Header("0123456789abcdef", "f" * 32)


@st.composite
def changes(draw: st.DrawFn) -> Changes:
    tables = draw(st.dictionaries(names, st.dictionaries(numbers, st.none() | rows, min_size=1, max_size=3), min_size=1, max_size=2))
    return {name: {number: None if row is None else line(number, row) for number, row in table.items()} for name, table in tables.items()}


def put(number: int, text: str = "x") -> Changes:
    return {"annotations": {number: line(number, {"text": text}), number + 100: None}}


def written(*entries: Changes) -> tuple[bytes, bytes]:
    """A journal of ``entries``, and the checksum of its last line."""
    raw, checksum = header_line(HEADER)
    for entry in entries:
        added, checksum = entry_line(checksum, entry)
        raw += added
    return raw, checksum


@given(st.lists(changes(), max_size=4))
def test_what_is_appended_is_read(entries: list[Changes]) -> None:
    raw, checksum = written(*entries)
    last = len(written(*entries[:-1])[0]) if entries else 0
    assert read_journal(raw) == Journal(HEADER, tuple(entries), last, len(raw), checksum)


@given(st.lists(changes(), min_size=1, max_size=4), st.data())
def test_what_is_appended_later_is_read_on(entries: list[Changes], data: st.DataObject) -> None:
    known = data.draw(st.integers(0, len(entries)))
    raw, checksum = written(*entries)
    before, at = written(*entries[:known])
    last = max(0, len(written(*entries[:-1])[0]) - len(before))
    assert read_on(raw[len(before) :], at) == Journal(None, tuple(entries[known:]), last, len(raw) - len(before), checksum)


def test_an_empty_journal_says_nothing() -> None:
    assert read_journal(b"") == Journal(None, (), 0, 0, b"")


def test_a_line_that_was_cut_off_is_torn_and_those_before_it_are_read() -> None:
    entries = [put(1), put(2)]
    raw, _ = written(*entries)
    whole = [len(written(*entries[:count])[0]) for count in range(3)]
    for end in range(len(raw)):
        found = read_journal(raw[:end])
        kept = [length for length in whole if length <= end]
        assert found.entries == tuple(entries[: max(0, len(kept) - 1)])
        assert (found.end, found.torn) == (kept[-1] if kept else 0, end - (kept[-1] if kept else 0))
        assert found.damage == ()


def test_zeros_at_the_end_are_torn() -> None:
    raw, checksum = written(put(1))
    assert read_journal(raw + bytes(4096)) == Journal(HEADER, (put(1),), len(written()[0]), len(raw), checksum, torn=4096)


def test_a_flipped_bit_is_noticed_and_costs_one_line_at_most() -> None:
    entries = [put(1, 'a "quote" {'), put(2, "ü"), put(3), put(4)]
    raw, _ = written(*entries)
    for bit in range(8 * len(raw)):
        broken = bytearray(raw)
        broken[bit // 8] ^= 1 << bit % 8
        found = read_journal(bytes(broken))
        assert found.damage or found.torn, bit
        assert all(entry in entries for entry in found.entries), bit
        assert len(found.entries) >= 3, bit


def test_a_line_whose_checksum_alone_was_hit_is_kept_for_what_goes_on_from_it() -> None:
    raw, _ = written(put(1), put(2))
    second = raw.index(b"\n") + 1
    found = read_journal(raw[:second] + b"0123456789abcdef" + raw[second + 16 :])
    assert found.entries == (put(1), put(2))
    assert found.damage == ("line 2 of its journal is broken",)


def test_a_lost_page_costs_the_lines_on_it_and_the_one_after_it() -> None:
    entries = [put(number, "x" * 100) for number in range(1, 20)]
    raw, _ = written(*entries)
    found = read_journal(raw[:512] + bytes(512) + raw[1024:])
    assert found.entries[-1] == entries[-1]
    assert len(found.entries) >= len(entries) - 6
    assert found.damage


@pytest.mark.parametrize(
    "payload", [b"[]", b'{"annotations":0}', b'{"annotations":{"1":0}}', b'{"annotations":{"-1":{}}}', b'{"a":{"1":{"b":NaN}}}', b"{"]
)
def test_a_line_that_checks_and_is_no_change_is_named(payload: bytes) -> None:
    first, checksum = header_line(HEADER)
    bad = blake2b(checksum + payload, digest_size=8).hexdigest().encode()
    after, _ = entry_line(bad, put(2))
    found = read_journal(first + bad + b" " + payload + b"\n" + after)
    assert found.entries == (put(2),)
    assert found.damage == ("a line of its journal is no change of rows",)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_an_error(raw: bytes) -> None:
    found = read_journal(raw)
    assert found.end + found.torn == len(raw)
    assert read_journal(written(put(1))[0] + raw).entries[:1] == (put(1),)
