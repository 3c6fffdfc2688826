"""Databases that parted: records made in a few words, what they are as tables, and strategies for what two sides do to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from reader.core.anchor import Selector
from reader.core.annotation import (
    Annotation,
    Attribution,
    Body,
    Claim,
    DocumentStatus,
    Entity,
    Mention,
    Note,
    PostCorrection,
    Provenance,
    Record,
    Refusal,
    Relation,
    Stage,
    Status,
)
from reader.core.suggestion import Sort
from reader.core.transaction import Change
from reader.store import codec
from reader.store.codec import RECORD_TABLES, decode_record, encode_record, record_id, row_number, table_of
from reader.store.layout import Tables, line, row
from reader.store.merge_tables import Sides, merge
from tests import strategies

AT = "2026-11-23T10:{:02}:00Z".format
"""A moment, by its minute."""


def tables(*records: Record, **more: dict[int, Any]) -> Tables:
    """The tables that keep ``records``, and rows of other tables."""
    rows: dict[str, dict[int, bytes]] = {name: {number: line(number, row) for number, row in table.items()} for name, table in more.items()}
    for record in records:
        number = row_number(record.id)
        rows.setdefault(table_of(Change(None, record)), {})[number] = line(number, encode_record(record))
    return rows


def made(modified: int = 0) -> Provenance:
    return Provenance("ana", AT(0), AT(modified))


def claim(number: int, quote: str = "The bridge fell") -> Annotation:
    return Annotation(record_id(number), "doc", (Selector(4, 4 + len(quote), quote),), Claim("fact"), made())


def mention(number: int, entity: int) -> Annotation:
    return replace(claim(number, "Jan Leike"), body=Mention(record_id(entity)))


def edited(annotation: Annotation, minute: int, **changes: Any) -> Annotation:
    """``annotation`` with other values in itself or in its body, modified at ``minute``."""
    own = {key: value for key, value in changes.items() if key in {field.name for field in fields(annotation)}}
    inner = {key: value for key, value in changes.items() if key not in own}
    body: Body = replace(own.pop("body", annotation.body), **inner)
    return replace(annotation, body=body, provenance=replace(annotation.provenance, modified=AT(minute)), **own)


def merged(base: Iterable[Record], ours: Iterable[Record], theirs: Iterable[Record]) -> tuple[set[Record], tuple[str, ...]]:
    """The records of a merge, and what was decided."""
    found = merge(tables(*base), tables(*ours), tables(*theirs))
    return set(records_of(found.tables).values()), found.decisions


def records_of(tables: Tables) -> dict[str, Record]:
    """The records in ``tables`` by their ids; raises for one that cannot be read."""
    return {
        record_id(number): decode_record(name, record_id(number), row(kept))
        for name in RECORD_TABLES
        for number, kept in tables.get(name, {}).items()
    }


JAN = Entity(record_id(20), "Jan Leike", "PERSON")
FELL = claim(1)


def lines(tables: Tables) -> dict[tuple[str, int], bytes]:
    """The rows of records, by table and number."""
    return {(name, number): row for name in RECORD_TABLES for number, row in tables.get(name, {}).items()}


def with_schema(held: Tables) -> Tables:
    """``held`` as this program writes it."""
    return {**held, **tables(meta={1: {"schema": codec.SCHEMA_VERSION}})}


SORTS = ("annotations",) * 3 + ("entities",) * 3 + ("relations", "corrections", "refusals", "statuses")
"""The table of each record, by its number: ends and entities that are drawn are often there, and of the right sort."""

ANY_TEXT: dict[str, Callable[[SearchStrategy[str]], SearchStrategy[Any]]] = {table: getattr(strategies, table) for table in RECORD_TABLES}

words = st.sampled_from(("", "a", "b", "Jan Leike"))
maybe_words = st.none() | words
lists = st.sampled_from([(), ("a",), ("a", "b"), ("b", "a"), ("a", "b", "c"), ("a", "a")])
targets = st.sampled_from([Selector(0, 1, "T"), Selector(0, 3, "The", "", " b"), Selector(4, 10, "bridge")])
makers = st.builds(Provenance, words, st.sampled_from([AT(1), AT(2)]), st.just(AT(0)))
few_bodies = st.one_of(
    st.builds(Claim, words, st.none() | strategies.few_ids, st.sampled_from(Attribution), st.none() | st.booleans(), links=lists),
    st.builds(Mention, strategies.few_ids),
    st.builds(Note, words),
)
FEW_WORDS: dict[str, Callable[[SearchStrategy[str]], SearchStrategy[Any]]] = {
    "annotations": lambda ids: st.builds(
        Annotation, ids, words, st.tuples(targets), few_bodies, makers, lists, st.sampled_from([Status.OK, Status.UNSURE])
    ),
    "entities": lambda ids: st.builds(Entity, ids, words, words, lists, lists),
    "relations": lambda ids: st.builds(Relation, ids, words, strategies.few_ids, strategies.few_ids, makers),
    "refusals": lambda ids: st.builds(Refusal, ids, words, targets, st.sampled_from(Sort), makers),
    "statuses": lambda ids: st.builds(DocumentStatus, ids, words, st.sampled_from(Stage), makers),
    "corrections": lambda ids: st.builds(PostCorrection, ids, words, words, st.none() | targets, makers, author=maybe_words),
}
"""Records that often agree: cheap to draw, and both sides often change a field alike."""


def stamped(record: Record, second: int) -> Record:
    """``record`` as modified at ``second``."""
    if isinstance(record, Entity):
        return record
    return replace(record, provenance=replace(record.provenance, modified=f"2026-11-23T10:15:{second:02}Z"))


@st.composite
def edits(draw: st.DrawFn, record: Record, other: Any) -> Record:
    """``record`` with some fields, or some of its body's, as ``other`` has them."""
    names = draw(st.sets(st.sampled_from([field.name for field in fields(record) if field.name not in ("id", "provenance")])))
    changes = {name: getattr(other, name) for name in names}
    if isinstance(record, Annotation) and "body" in changes and type(other.body) is type(record.body):
        inner = draw(st.sets(st.sampled_from([field.name for field in fields(record.body)])))
        changes["body"] = replace(record.body, **{name: getattr(other.body, name) for name in inner})
    return replace(record, **changes)


@st.composite
def sides(draw: st.DrawFn, records: Mapping[str, Callable[..., Any]] = FEW_WORDS) -> Sides:
    """A database, and what two sides made of it: each record left alone, edited, deleted or added. No two edits are equally new."""
    found: tuple[list[Record], list[Record], list[Record]] = ([], [], [])
    for number, table in enumerate(SORTS):
        make = records[table](st.just(record_id(number)))
        base: Record | None = stamped(draw(make), 0) if draw(st.integers(0, 3)) else None
        if base:
            found[0].append(base)
        for side in (1, 2):
            match draw(st.sampled_from(["keep", "keep", "edit", "edit", "other", "delete"])):
                case "keep" if base:
                    found[side].append(base)
                case "edit" if base:
                    found[side].append(stamped(draw(edits(base, draw(make))), side))
                case "edit" | "other":
                    found[side].append(stamped(draw(make), side))
    return tables(*found[0]), tables(*found[1]), tables(*found[2])
