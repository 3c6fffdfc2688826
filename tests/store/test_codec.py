"""Everything that is kept is read again as it was, and nothing else is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.annotation import Record
from reader.core.errors import StoreError
from reader.core.records import Records
from reader.core.transaction import Change
from reader.core.visit import Visit
from reader.store.codec import decode_record, decode_transaction, decode_visit, encode_record, encode_visit, row_number, table_of
from reader.store.contents import encode_step, step_line, written_transaction
from reader.store.layout import line, row, written
from tests import strategies

CLAIM: dict[str, Any] = {
    "document": "doc",
    "targets": [{"start": 4, "end": 10, "quote": "bridge", "prefix": "The ", "suffix": " fell"}],
    "body": {"type": "claim", "kind": "fact", "checkworthy": True},
    "creator": "ana",
    "created": "2026-11-23T10:15:00Z",
    "modified": "2026-11-23T10:15:00Z",
}
ID = "00000000000001"


@given(strategies.records())
def test_a_record_survives_the_way_to_its_line_and_back(record: Record) -> None:
    kept = line(row_number(record.id), encode_record(record))
    assert decode_record(table_of(Change(None, record)), record.id, row(kept)) == record


@given(strategies.records())
def test_a_line_is_one_line_of_utf_8_whatever_the_record_says(record: Record) -> None:
    kept = line(row_number(record.id), encode_record(record)).decode("utf-8")
    assert len(kept.splitlines()) == 1
    assert not any("\x7f" <= char <= "\x9f" or char in "\u202e\u2066\ufeff" for char in kept)


@given(strategies.records())
def test_what_was_read_is_written_as_it_was(record: Record) -> None:
    written = line(row_number(record.id), encode_record(record))
    again = decode_record(table_of(Change(None, record)), record.id, row(written))
    assert line(row_number(again.id), encode_record(again)) == written


@given(strategies.visits)
def test_a_visit_survives_whatever_its_file_is_called(visit: Visit) -> None:
    assert decode_visit(row(line(1, encode_visit(visit)))) == visit


def test_the_sample_claim_is_read() -> None:
    assert encode_record(decode_record("annotations", ID, CLAIM)) == CLAIM


def target(**changes: object) -> dict[str, Any]:
    return {"targets": [CLAIM["targets"][0] | changes]}


def body(**changes: object) -> dict[str, Any]:
    return {"body": CLAIM["body"] | changes}


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"document": 7}, "“document” is not text"),
        ({"document": None}, "“document” is not text"),
        ({"document": "\ud83d"}, "“document” holds half a character"),
        ({"targets": []}, "“targets” are not one or more, in the order of the text"),
        ({"targets": {}}, "“targets” is not a list"),
        ({"targets": [[]]}, "“targets” no. 1: not a JSON object"),
        ({"targets": [target(start=9, end=15)["targets"][0], CLAIM["targets"][0]]}, "in the order of the text"),
        (target(start=-4), "“targets” no. 1: “start” is not a whole number from 0"),
        (target(start=4.0), "“start” is not a whole number"),
        (target(start=True), "“start” is not a whole number"),
        (target(end=11), "“targets” no. 1: its quote is not as long as 4 to 11"),
        (target(colour="red"), "“targets” no. 1: “colour” is not known"),
        ({"body": "claim"}, "“body”: not a JSON object"),
        (body(type="opinion"), "“body”: “opinion” is no type of annotation"),
        (body(attribution="shouted"), "“attribution” is none of author, quoted, paraphrased, anonymous"),
        (body(checkworthy=1), "“checkworthy” is neither true nor false"),
        (body(links=["ok", 3]), "“links” is not text"),
        (body(entity="x"), "“body”: “entity” is not known"),
        ({"created": "yesterday"}, "“created” is not a time like"),
        ({"created": "2026-13-23T10:15:00Z"}, "“created” is not a time like"),
        ({"created": "2026-11-23T10:15:00+01:00"}, "“created” is not a time like"),
        ({"status": "fine"}, "“status” is none of ok, unsure, suggested"),
        ({"tags": "a"}, "“tags” is not a list"),
        ({"zeal": 1}, "“zeal” is not known"),
    ],
)
def test_a_wrong_value_is_refused_by_name(changes: dict[str, Any], complaint: str) -> None:
    with pytest.raises(StoreError, match=complaint):
        decode_record("annotations", ID, CLAIM | changes)


@pytest.mark.parametrize("key", CLAIM)
def test_a_missing_key_is_named(key: str) -> None:
    with pytest.raises(StoreError, match=f"“{key}” is missing"):
        decode_record("annotations", ID, {name: value for name, value in CLAIM.items() if name != key})


@pytest.mark.parametrize("id", ["", "1", "0000000000000G", "00000000000001\n", "20000000000000", "000000000000001"])
def test_an_id_that_no_row_can_keep_is_refused(id: str) -> None:
    with pytest.raises(StoreError):
        row_number(id)


def both_ways(change: dict[str, Any]) -> dict[str, Any]:
    return {"title": "t", "document": "d", "offset": 0, "changes": [change]}


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        (both_ways({"table": "annotations", "id": ID}), "“changes” no. 1: a change of nothing"),
        (both_ways({"table": "people", "id": ID, "after": CLAIM}), "“people” is no table of records"),
        (both_ways({"table": "annotations", "id": "x", "after": CLAIM}), "“id” is not 14 hexadecimal digits"),
        (both_ways({"table": "annotations", "id": ID, "after": CLAIM | {"document": 1}}), "no. 1: “after”: “document” is not text"),
        (both_ways({"table": "entities", "id": ID, "after": CLAIM}), "is missing"),
    ],
)
def test_a_wrong_transaction_is_refused_by_name(value: object, complaint: str) -> None:
    with pytest.raises(StoreError, match=complaint):
        decode_transaction(value)


def test_a_transaction_that_changes_one_record_twice_is_refused() -> None:
    change = {"table": "annotations", "id": ID, "after": CLAIM}
    with pytest.raises(StoreError, match="changes one record twice"):
        decode_transaction(both_ways(change) | {"changes": [change, change]})


@pytest.mark.parametrize("decode", [decode_visit, decode_transaction, lambda value: decode_record("entities", ID, value)])
@pytest.mark.parametrize("value", [None, [], 3, "text", {}, {"": ""}, json.loads('{"a":{"a":{}}}')])
def test_what_is_nothing_of_ours_is_refused(decode: Callable[[object], object], value: object) -> None:
    with pytest.raises(StoreError):
        decode(value)


def json_of(record: Record | None) -> bytes | None:
    return written(encode_record(record)) if record else None


@given(strategies.works, st.data(), st.booleans())
def test_a_step_put_together_from_json_at_hand_is_the_step_as_it_is_encoded(
    work: tuple[Record, ...], data: st.DataObject, undone: bool
) -> None:
    transaction = data.draw(strategies.transactions(Records(work)))
    sides = [(json_of(change.before), json_of(change.after)) for change in transaction.changes]
    assert step_line(17, written_transaction(transaction, sides), undone) == line(17, encode_step(transaction, undone))
