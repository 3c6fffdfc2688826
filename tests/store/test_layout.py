"""The text of a database: plain TinyDB JSON, one row per line, and what can be saved of a broken one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tinydb import TinyDB

from reader.store.layout import Content, Tables, line, parse, render

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


def database(*numbers: int, **more: dict[int, Any]) -> bytes:
    tables: dict[str, dict[int, Any]] = {"annotations": {number: {"text": f"row {number}"} for number in numbers}, **more}
    return render({name: {number: line(number, row) for number, row in table.items()} for name, table in tables.items()})


@given(databases())
@example({})
def test_what_is_written_is_read(tables: Tables) -> None:
    content = parse(render(tables))
    assert (content.tables, content.damage) == (tables, ())


@given(databases())
def test_it_is_json_with_a_line_for_each_row(tables: Tables) -> None:
    raw = render(tables).decode()
    assert {name: set(map(int, table)) for name, table in json.loads(raw).items()} == {name: set(table) for name, table in tables.items()}
    assert len(raw.splitlines()) <= sum(map(len, tables.values())) + 2 * len(tables) + 2


def test_rows_stand_sorted_by_table_and_number() -> None:
    assert database(10, 9, meta={1: {}}).decode() == (
        '{\n"annotations":{\n"9":{"text":"row 9"},\n"10":{"text":"row 10"}\n},\n"meta":{\n"1":{}\n}\n}\n'
    )


def test_stock_tinydb_reads_and_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(database(3, 17))
    with TinyDB(path) as stock:
        assert stock.table("annotations").get(doc_id=17) == {"text": "row 17"}
        stock.table("annotations").insert({"text": "theirs"})
    content = parse(path.read_bytes())
    assert content.damage == ()
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
