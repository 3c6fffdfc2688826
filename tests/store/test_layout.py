"""The text of a database: plain TinyDB JSON, one row per line, and what can be saved of a broken one."""

from __future__ import annotations

import json
import re
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tinydb import TinyDB

from reader.store.layout import Content, Tables, line, parse, render, text_of

names = st.sampled_from(("annotations", "history", "visits", "_default"))
numbers = st.integers(0, 2**53 - 1)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
rows = st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), values, max_size=3)


@st.composite
def databases(draw: st.DrawFn) -> Tables:
    tables = draw(st.dictionaries(names, st.dictionaries(numbers, rows, min_size=1, max_size=4), max_size=3))
    return {name: {number: line(number, row) for number, row in table.items()} for name, table in tables.items()}


def tables_of(*numbers: int, **more: dict[int, Any]) -> Tables:
    tables: dict[str, dict[int, Any]] = {"annotations": {number: {"text": f"row {number}"} for number in numbers}, **more}
    return {name: {number: line(number, row) for number, row in table.items()} for name, table in tables.items()}


def database(*numbers: int, **more: dict[int, Any]) -> bytes:
    """The text of a database without a seal, as the first schema had it."""
    parts = (f'"{name}":{{\n'.encode() + b",\n".join(rows.values()) for name, rows in tables_of(*numbers, **more).items())
    return b"{\n" + b"\n},\n".join(parts) + b"\n}\n}\n"


def sealed(*numbers: int, **more: dict[int, Any]) -> bytes:
    raw, _ = render(tables_of(*numbers, **more))
    return raw


@given(databases(), st.sampled_from(("", "0123456789abcdef")))
@example({}, "")
@example({"meta": {1: line(1, {"schema": 2})}}, "")
def test_what_is_written_is_read(tables: Tables, folded: str) -> None:
    raw, seal = render(tables, folded)
    content = parse(raw)
    assert {name: rows for name, rows in content.tables.items() if rows} == tables
    assert (content.seal, content.damage) == (seal, ())
    assert seal.folded == folded


@given(databases())
def test_it_is_json_with_a_line_for_each_row(tables: Tables) -> None:
    raw, _ = render(tables)
    found = json.loads(raw)
    assert found.pop("meta")["2"].keys() == {"checksum", "folded"}
    assert {name: set(map(int, table)) for name, table in found.items()} == {name: set(table) for name, table in tables.items()}
    assert len(raw.splitlines()) <= sum(map(len, tables.values())) + 2 * len(tables) + 5


def test_rows_stand_sorted_by_table_and_number() -> None:
    raw, seal = render(tables_of(10, 9, meta={1: {}}), "f" * 16)
    assert raw.decode() == (
        '{\n"annotations":{\n"9":{"text":"row 9"},\n"10":{"text":"row 10"}\n},\n"meta":{\n"1":{},\n'
        f'"2":{{"checksum":"{seal.checksum}","folded":"ffffffffffffffff"}}\n}}\n}}\n'
    )


def test_the_seal_is_blake2b_of_all_bytes_but_its_own() -> None:
    raw, seal = render(tables_of(1, 2))
    assert seal.checksum == blake2b(raw.replace(seal.checksum.encode(), b""), digest_size=16).hexdigest()


@pytest.mark.parametrize("folded", ["", "0123456789abcdef"])
def test_no_flipped_bit_goes_unnoticed_and_all_other_rows_are_read(folded: str) -> None:
    tables = tables_of(1, 2, 3, history={1: {"title": "a"}}, meta={1: {"schema": 2}})
    raw, seal = render(tables, folded)
    for bit in range(8 * len(raw)):
        broken = bytearray(raw)
        broken[bit // 8] ^= 1 << bit % 8
        content = parse(bytes(broken))
        rows = [row for name in tables for number, row in tables[name].items() if content.tables.get(name, {}).get(number) == row]
        assert content.damage or content.seal is None, bit
        assert len(rows) >= 2, bit  # the name of a table takes its three rows along
    assert parse(raw).seal == seal


def test_line_ends_that_were_changed_at_checkout_are_no_damage() -> None:
    tables = tables_of(1, 2, note={3: {"text": "one\r\ntwo"}})
    raw, seal = render(tables)
    content = parse(raw.replace(b"\n", b"\r\n"))
    assert (content.tables, content.seal, content.damage) == ({**tables, "meta": {}}, seal, ())


def test_what_bears_a_seal_and_was_not_written_here_is_read_as_anybodys() -> None:
    tables = {"annotations": {1: b'"1":{"text":"one"},\n"x":0'}, "meta": {}}
    content = parse(render(tables)[0])
    assert set(content.tables["annotations"]) == {1}
    assert any("“x” in annotations is not a row" in phrase for phrase in content.damage)


@pytest.mark.parametrize(
    ("written", "key", "text"),
    [
        ({"document": "doc", "note": 'not "document":"this"'}, "document", "doc"),
        ({"a": {"note": 'x","document":"no'}, "document": 'ü\\"\n'}, "document", 'ü\\"\n'),
        ({"a": "ü", "document": "\u202e"}, "document", "\u202e"),
        ({"body": {"claimant": None}}, "claimant", None),
        ({"body": {"entity": ""}}, "entity", ""),
        ({}, "entity", None),
    ],
)
def test_the_text_of_a_key_is_found_without_reading_the_row(written: dict[str, Any], key: str, text: str | None) -> None:
    assert text_of(line(17, written), key) == text


def test_stock_tinydb_reads_and_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(sealed(3, 17))
    with TinyDB(path) as stock:
        assert stock.table("annotations").get(doc_id=17) == {"text": "row 17"}
        stock.table("annotations").insert({"text": "theirs"})
    content = parse(path.read_bytes())
    assert content.damage == ("its checksum does not fit: it is damaged, or another program has changed it",)
    assert sorted(content.tables["annotations"]) == [3, 17, 18]


def test_an_empty_file_is_damaged_and_an_empty_database_is_not() -> None:
    assert parse(b"") == parse(b"\n") == Content(damage=("it is empty",))
    assert parse(b"{}") == Content()


WHOLE = database(1, 2, 3, history={1: {"title": "a"}})


@pytest.mark.parametrize("end", range(len(database(1, 2, 3))))
def test_a_file_that_was_cut_off_keeps_the_rows_before(end: int) -> None:
    cut = parse(database(1, 2, 3)[:end])
    whole = sum(b'"}' in row for row in database(1, 2, 3)[:end].splitlines())
    assert len(cut.tables.get("annotations", {})) == whole
    assert cut.damage or end == 0 or len(cut.tables["annotations"]) == 3


@pytest.mark.parametrize(
    ("broken", "kept", "damage"),
    [
        (WHOLE + b'"17":{"text":"left over"}\n}\n}\n', {1, 2, 3}, "line 11 is broken"),
        (WHOLE.replace(b'"row 2"', b'"row 2'), {1, 3}, "line 4 is broken"),
        (WHOLE.replace(b'"row 2"', b"NaN"), {1, 3}, "NaN is not a number"),
        (WHOLE.replace(b'"2":', b'"1":'), {1, 3}, "a key stands twice in one place"),
        (WHOLE.replace(b'"2":', b'"-2":'), {1, 3}, "“-2” in annotations is not a row"),
        (WHOLE.replace(b'"2":', b'"02":'), {1, 3}, "“02” in annotations is not a row"),
        (WHOLE.replace(b'"row 2"', b"1e999"), {1, 3}, "“2” in annotations is not a row"),
        (WHOLE.replace(b'{"text":"row 2"}', b"[]"), {1, 3}, "“2” in annotations is not a row"),
        (WHOLE.replace(b'{"title":"a"}', b"[" * 100_000), {1, 2, 3}, "it is nested too deeply"),
        (WHOLE.replace(b"row 2", b"row \xff"), {1, 2, 3}, "byte 5. is not UTF-8"),
        (WHOLE.replace(b'"history":{\n"1":{"title":"a"}\n}', b'"history":0'), {1, 2, 3}, "“history” is not a table"),
        (b"[" + WHOLE + b"]", set(), "it is not a TinyDB database"),
        (b"\0" * 4096, set(), "line 1 is broken"),
        (b"PNG\r\n", set(), "line 1 is broken"),
    ],
)
def test_a_broken_file_gives_what_can_be_read_and_says_what_is_wrong(broken: bytes, kept: set[int], damage: str) -> None:
    content = parse(broken)
    assert set(content.tables.get("annotations", {})) == kept
    assert len(content.damage) == 1
    assert re.fullmatch(damage, content.damage[0])


def test_both_sides_of_a_git_conflict_are_read() -> None:
    ours, base, theirs = (f'"{number}":{{"text":"row {number}"}},\n' for number in (5, 6, 7))
    conflict = f"<<<<<<< HEAD\n{ours}||||||| base\n{base}=======\n{theirs}>>>>>>> other\n"
    broken = database(1, 9).replace(b'"1":', conflict.encode() + b'"1":')
    content = parse(broken)
    assert set(content.tables["annotations"]) == {1, 5, 7, 9}
    assert content.damage


def test_words_of_a_note_are_not_taken_for_a_table() -> None:
    note = {"text": 'she wrote "history":{"4":{}} and left'}
    content = parse(database(1, annotations={2: note, 3: {"text": "x"}})[:-6])
    assert set(content.tables) == {"annotations"}
    assert json.loads(b"{" + content.tables["annotations"][2] + b"}") == {"2": note}
