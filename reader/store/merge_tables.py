"""The tables of two databases of one annotator that parted, made one again record by record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from reader.core.annotation import Annotation, Claim, DocumentStatus, Entity, Mention, PostCorrection, Record, Relation
from reader.core.errors import StoreError
from reader.core.history import LIMIT
from reader.core.records import ConflictError, Records, fold_name
from reader.core.transaction import Transaction, inverse
from reader.store.codec import RECORD_TABLES, decode_visit, encode_visit
from reader.store.contents import decode_step, read_contents
from reader.store.fields import is_id
from reader.store.layout import Table, Tables, line, row
from reader.store.merge_record import decoded, described, merged_record, named, sentence

Sides: TypeAlias = tuple[Tables, Tables, Tables]
"""The tables where they parted, ours and theirs."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged tables. ``decisions`` are sentences on what the sides alone did not decide; none when all went together."""

    tables: Tables
    decisions: tuple[str, ...] = ()


def merge(base: Tables, ours: Tables, theirs: Tables) -> Merged:
    """The tables of two sides that parted from ``base``, all of this program's schema, as one.

    What one side added or changed is taken, what one deleted and the other left alone is deleted, what one deleted and the other changed
    is kept. What both changed is merged by :func:`reader.store.merge_record.merged_record`. Nothing leads nowhere that did not before.
    """
    sides = base, ours, theirs
    said: list[str] = []
    tables: dict[str, dict[int, bytes]] = {}
    for name in sorted({*ours, *theirs} - {"history"}):
        tables[name] = _merged_table(name, sides, said)
    twice = _standing_twice(sides)
    records = read_contents(tables, asleep=not twice).records
    _restore(tables, records, sides, said)
    said += _twins(tables, sides)
    said += _namesakes(tables, twice)
    tables["history"] = _kept_steps(ours.get("history", {}), records, said)
    return Merged({name: rows for name, rows in tables.items() if rows}, tuple(said))


def _merged_table(name: str, sides: Sides, said: list[str]) -> dict[int, bytes]:
    base, ours, theirs = (side.get(name, {}) for side in sides)
    merged: dict[int, bytes] = {}
    for number in sorted({*ours, *theirs}):
        before, mine, other = base.get(number), ours.get(number), theirs.get(number)
        if other in (mine, before):
            taken = mine
        elif mine == before:
            taken = other
        elif mine is not None and other is not None:
            taken, sentences = _settled(name, number, before, mine, other, sides)
            said += sentences
        else:
            taken = mine or other
            assert taken is not None
            deleted, changed = ("theirs", "ours") if mine else ("ours", "theirs")
            said.append(sentence(described(name, number, taken), f"{deleted} deleted it, {changed} changed it; it was kept"))
        if taken is not None:
            merged[number] = taken
    return merged


def _settled(name: str, number: int, base: bytes | None, ours: bytes, theirs: bytes, sides: Sides) -> tuple[bytes, tuple[str, ...]]:
    """The line of a row that both sides changed, each in its own way, and what to say about it."""
    if name in RECORD_TABLES:
        return merged_record(name, number, base, ours, theirs, partial(_name_of, sides))
    if name == "visits":
        return _merged_visit(number, base, ours, theirs), ()
    return ours, (sentence(described(name, number, ours), "both sides changed it; ours was taken"),)


def _name_of(sides: Sides, id: str) -> str:
    for side in reversed(sides):
        for table in ("entities", "annotations"):
            found = side.get(table, {}).get(int(id, 16)) if is_id(id) else None
            if found is not None:
                return described(table, int(id, 16), found)
    return f"record {id}"


def _merged_visit(number: int, base: bytes | None, ours: bytes, theirs: bytes) -> bytes:
    """The visit of the side in which the file has moved; else the one that saw more of the same text; ours, of two texts.

    The documents that either side was told to be others stay others.
    """
    with suppress(StoreError, ValueError):
        mine, other = decode_visit(row(ours)), decode_visit(row(theirs))
        before = decode_visit(row(base)) if base else mine
        has_moved, is_further = other.path != before.path, mine.sha256 == other.sha256 and other.furthest > mine.furthest
        taken = other if mine.path == before.path and (has_moved or is_further) else mine
        apart = tuple(sorted({*mine.apart, *other.apart}))
        if taken.apart != apart:
            return line(number, encode_visit(replace(taken, apart=apart)))
        return theirs if taken is other else ours
    return ours


def _restore(tables: dict[str, dict[int, bytes]], records: Records, sides: Sides, said: list[str]) -> None:
    """Put back into ``tables`` and ``records`` what one side deleted though the other side's work needs it.

    That is what a record names that did not name it where it was deleted, and relations that went with an end that is there.
    """
    _, ours, theirs = sides
    for name in ("annotations", "entities", "relations"):
        merged = tables.setdefault(name, {})
        mine, others = ours.get(name, {}), theirs.get(name, {})
        for number in sorted((mine.keys() ^ others.keys()) - merged.keys()):
            found, without, deleted = (mine[number], theirs, "theirs") if number in mine else (others[number], ours, "ours")
            record = decoded(name, number, found)
            need = record and (_lost_ends(record, tables, without) if isinstance(record, Relation) else _user(record, records, without))
            if record and need:
                merged[number] = found
                records.put(record.id, record)
                said.append(sentence(named(record), f"{deleted} deleted it; it was kept, because {need}"))


def _user(record: Record, records: Records, without: Tables) -> str | None:
    """What is left that names ``record`` and did not in the tables ``without`` it."""
    for user in _users(record, records):
        table, number = "annotations" if isinstance(user, Annotation) else "relations", int(user.id, 16)
        before = decoded(table, number, without.get(table, {}).get(number))
        if before is None or record.id not in _named_by(before):
            return f"{named(user)} names it"
    return None


def _lost_ends(relation: Relation, tables: Tables, without: Tables) -> str | None:
    """Why the tables ``without`` this relation had to do without it, if that is so no more: they lack an end, and both are there."""
    ends = [int(end, 16) if is_id(end) else -1 for end in (relation.source, relation.target)]
    lost = [end for end in ends if end not in without.get("annotations", {})]
    if lost and all(end in tables["annotations"] for end in ends):
        return f"{described('annotations', lost[0], tables['annotations'][lost[0]])} was"
    return None


def _users(record: Record, records: Records) -> Sequence[Record]:
    """The records that lead to ``record``."""
    return records.users_of(record.id) if isinstance(record, Entity) else records.relations_of(record.id)


def _named_by(record: Record) -> tuple[str, ...]:
    """The ids of the records that ``record`` leads to: an annotation to an entity, a relation to annotations."""
    match record:
        case Annotation(body=Mention(entity=str(entity)) | Claim(claimant=str(entity))):
            return (entity,)
        case Relation(source=source, target=target):
            return source, target
        case _:
            return ()


def _twins(tables: Tables, sides: Sides) -> Iterator[str]:
    """Sentences on what each side has of its own and may be one: entities of one type that share a name, corrections of one post,
    statuses of one document."""
    _, ours, theirs = sides
    known = {key: mine for mine in _alone(tables, ours, theirs) for key in _likeness(mine)}
    for other in _alone(tables, theirs, ours):
        twin = next((known[key] for key in _likeness(other) if key in known), None)
        match other:
            case Entity() if twin:
                yield sentence(named(twin), f"theirs has {named(other)}, which may be the same; both were kept. Make them one if they are")
            case DocumentStatus() if twin:
                yield sentence(
                    named(twin), "theirs has a status of that document too; both were kept, and the one made last is what you see"
                )
            case PostCorrection() if twin:
                yield sentence(named(twin), "theirs corrected that post too; both were kept, and the one made last is what you see")


def _alone(tables: Tables, side: Tables, other: Tables) -> Iterator[Record]:
    """The entities, corrections and statuses in the merged ``tables`` that only ``side`` had."""
    for table in ("entities", "corrections", "statuses"):
        rows = side.get(table, {})
        for number in sorted((rows.keys() & tables.get(table, {}).keys()) - other.get(table, {}).keys()):
            record = decoded(table, number, rows[number])
            if record is not None:
                yield record


def _standing_twice(sides: Sides) -> list[int]:
    """The numbers that stand for records of two tables. Chance does not make them, but a file can be made by hand."""
    _, ours, theirs = sides
    numbers = Counter(number for table in RECORD_TABLES for number in {*ours.get(table, {}), *theirs.get(table, {})})
    return [number for number, count in numbers.items() if count > 1]


def _namesakes(tables: Tables, numbers: Iterable[int]) -> Iterator[str]:
    """Sentences on the records that have one id."""
    for number in numbers:
        first, *others = [described(table, number, tables[table][number]) for table in RECORD_TABLES if number in tables.get(table, {})]
        if others:
            yield sentence(first, f"it has the id of {' and '.join(others)}; all were kept, but a reader takes the first for the only one")


def _likeness(record: Record) -> list[tuple[str, str]]:
    """What two records that were made for the same thing have in common."""
    match record:
        case Entity(name=name, label=label, aliases=aliases):
            return [(label, fold_name(spelt)) for spelt in (name, *aliases)]
        case PostCorrection(document=document, post=post):
            return [(document, post)]
        case DocumentStatus(document=document):
            return [(document, "status")]
        case _:
            return []


def _kept_steps(steps: Table, records: Records, said: list[str]) -> dict[int, bytes]:
    """The steps of ours that undo and redo can still take, in their order, from ``records``."""
    done: list[tuple[int, Transaction]] = []
    undone: list[tuple[int, Transaction]] = []
    for number in sorted(steps):
        with suppress(StoreError, ValueError):
            transaction, is_undone = decode_step(row(steps[number]))
            (undone if is_undone else done).append((number, transaction if is_undone else inverse(transaction)))
    kept = {*_taken(undone, records), *_taken(done[: -LIMIT - 1 : -1], records)}
    if dropped := len(steps) - len(kept):
        said.append(f"{dropped} of {len(steps)} steps can no longer be undone or redone: the merge has changed what they were about.")
    return {number: steps[number] for number in sorted(kept)}


def _taken(steps: Iterable[tuple[int, Transaction]], records: Records) -> list[int]:
    """The numbers of the steps that can be taken one after the other; ``records`` are as before."""
    taken = [(number, transaction) for number, transaction in steps if _takes(records, transaction)]
    for _, transaction in reversed(taken):
        records.apply(inverse(transaction))
    return [number for number, _ in taken]


def _takes(records: Records, transaction: Transaction) -> bool:
    """Apply ``transaction`` if ``records`` are as it says and nothing then leads nowhere; whether it was."""
    try:
        records.apply(transaction)
    except ConflictError:
        return False
    for change in transaction.changes:
        if change.after is None:
            is_sound = change.before is not None and not _users(change.before, records)
        else:
            is_sound = all(records.get(id) is not None for id in _named_by(change.after))
        if not is_sound:
            records.apply(inverse(transaction))
            return False
    return True
