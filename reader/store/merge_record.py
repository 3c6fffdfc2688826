"""One record that two sides changed, made one again field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from reader.core.annotation import Annotation, DocumentStatus, Entity, PostCorrection, Record, Refusal, Relation
from reader.core.errors import StoreError
from reader.core.visible import visible
from reader.store.codec import decode_record, encode_record, record_id
from reader.store.fields import Object, present
from reader.store.layout import line, row

NameOf: TypeAlias = Callable[[str], str]
"""What a record's id stands for, in words."""

_LISTS = ("aliases", "links", "references", "tags")
_REFERENCES = ("claimant", "entity", "source", "target")
_PROVENANCE = ("created", "creator", "modified")
_TOGETHER = {
    "annotations": (("document", "targets", "lost"),),
    "corrections": (("document", "post", "extent"),),
    "relations": (("source", "target"),),
    "refusals": (("document", "target", "sort"),),
}
"""Keys of a table's records that are one field: half of each side would say what nobody said."""

_LONGEST = 60


def merged_record(
    table: str, number: int, base: bytes | None, ours: bytes, theirs: bytes, name_of: NameOf
) -> tuple[bytes, tuple[str, ...]]:
    """The line of a record that both sides changed, with a sentence on each field that both changed, each in its own way.

    ``base`` is ``None`` when both added it. A field that one side changed is taken from it; of one that both did, the side that was
    modified last is taken, ours where that is no answer, and of lists the additions and removals of both. A record that cannot be read
    gives way to the other.
    """
    before, mine, other = (decoded(table, number, side) for side in (base, ours, theirs))
    if mine is None or other is None:
        taken, side = (theirs, "theirs") if mine is None and other is not None else (ours, "ours")
        words = f"both sides changed it, and not both can be read; {side} was taken whole"
        return taken, (sentence(described(table, number, taken), words),)
    newer = _newer(mine, other)
    if isinstance(mine, PostCorrection) and isinstance(other, PostCorrection) and (mine.extent is None) is not (other.extent is None):
        return newer.line(ours, theirs), (sentence(named(mine), f"one side says that it is no post; {newer.taken} whole"),)
    merging = _Merging(newer, name_of)
    units = _TOGETHER.get(table, ())
    merged = merging.merged(_fields(before), _fields(mine), _fields(other), units) | _provenance(before, mine, other)
    written = line(number, merged)
    record = decoded(table, number, written)
    if record is None:
        return newer.line(ours, theirs), (sentence(named(mine), f"the changes of both sides do not fit; {newer.taken} whole"),)
    return line(number, encode_record(record)), tuple(sentence(named(record), clash) for clash in merging.clashes)


def decoded(table: str, number: int, line: bytes | None) -> Record | None:
    """The record in a line; ``None`` when there is no line, or none that can be read as a record of ``table``."""
    if line is None:
        return None
    try:
        return decode_record(table, record_id(number), row(line))
    except (StoreError, ValueError):
        return None


def described(table: str, number: int, line: bytes) -> str:
    """What a row is to the reader, in a few words."""
    record = decoded(table, number, line)
    return f"row {number} of {visible(table)}" if record is None else named(record)


def named(record: Record) -> str:
    """What a record is to the reader, in a few words."""
    match record:
        case Annotation(body=body, targets=targets):
            return f"{type(body).__name__.lower()} {_quoted(' … '.join(target.quote for target in targets))}"
        case Entity(name=name):
            return f"entity {_quoted(name)}"
        case Relation(kind=kind):
            return f"relation {_quoted(kind)}"
        case PostCorrection(author=author, extent=extent):
            return f"correction of the post {_quoted(author or (extent.quote if extent else record.post))}"
        case Refusal(target=target):
            return f"refusal of {_quoted(target.quote)}"
        case DocumentStatus(stage=stage):
            return f"status “{stage.value}”"
        case _:
            assert_never(record)


def sentence(subject: str, words: str) -> str:
    """What is to be said of ``subject``, whose first letter becomes a capital."""
    return f"{subject[0].upper()}{subject[1:]}: {words}."


@dataclass(frozen=True, slots=True)
class _Newer:
    """Which side a field is taken from that both changed. ``why`` is nothing when neither was modified after the other."""

    is_theirs: bool
    why: str

    @property
    def taken(self) -> str:
        return f"{'theirs' if self.is_theirs else 'ours'}{f', {self.why},' if self.why else ''} was taken"

    def line(self, ours: bytes, theirs: bytes) -> bytes:
        return theirs if self.is_theirs else ours


class _Merging:
    """The merging of one record. ``clashes`` say what was decided."""

    def __init__(self, newer: _Newer, name_of: NameOf) -> None:
        self.clashes: list[str] = []
        self._newer = newer
        self._name_of = name_of

    def merged(self, base: Object, ours: Object, theirs: Object, together: tuple[tuple[str, ...], ...] = ()) -> Object:
        """The fields of three objects, merged; keys ``together`` are one field. A field that is not there is its default."""
        fields: Object = {}
        for keys in _units({*base, *ours, *theirs}, together):
            before, mine, other = (present({key: side.get(key) for key in keys}) for side in (base, ours, theirs))
            if other in (mine, before):
                fields |= mine
            elif mine == before:
                fields |= other
            else:
                fields |= self._settled(before, mine, other)
        return fields

    def _settled(self, base: Object, ours: Object, theirs: Object) -> Object:
        """One field, of one key or several, that both sides changed, each in its own way."""
        body, other_body = _table(ours, "body"), _table(theirs, "body")
        if body and other_body and body["type"] == other_body["type"]:
            return {"body": self.merged(_table(base, "body"), body, other_body)}
        key = min({*ours, *theirs})
        if key == "attributes":
            return {key: self.merged(_table(base, key), _table(ours, key), _table(theirs, key))}
        if key in _LISTS:
            joined = _joined(*(_list(side, key) for side in (base, ours, theirs)))
            if joined is not None:
                self.clashes.append(f"both sides changed “{key}”; what either added was added, what either removed was removed")
                return {key: joined}
        taken, other = (theirs, ours) if self._newer.is_theirs else (ours, theirs)
        differing = [key for key in sorted({*ours, *theirs}) if ours.get(key) != theirs.get(key)]
        fields = " and ".join(f"“{key}”" for key in differing)
        values, others = (" and ".join(self._shown(key, side.get(key)) for key in differing) for side in (taken, other))
        loser = "ours" if self._newer.is_theirs else "theirs"
        self.clashes.append(f"both sides changed {fields}; {self._newer.taken}: {values}; {loser} was: {others}")
        return taken

    def _shown(self, key: str, value: object) -> str:
        match value:
            case None:
                return "nothing"
            case bool():
                return "yes" if value else "no"
            case str():
                return self._name_of(value) if key in _REFERENCES else _quoted(value)
            case {"start": int(start), "quote": str(quote)}:
                return f"{_quoted(quote)} at {start}"
            case dict():
                return ", ".join(f"{key} {self._shown(key, inner)}" for key, inner in value.items())
            case list():
                return ", ".join(self._shown(key, item) for item in value) or "nothing"
            case _:
                return _quoted(str(value))


def _newer(ours: Record, theirs: Record) -> _Newer:
    if isinstance(ours, Entity) or isinstance(theirs, Entity) or ours.provenance.modified == theirs.provenance.modified:
        return _Newer(False, "")
    return _Newer(theirs.provenance.modified > ours.provenance.modified, "which is newer")


def _fields(record: Record | None) -> Object:
    """The fields that are merged one by one, as they are written."""
    return {} if record is None else {key: value for key, value in encode_record(record).items() if key not in _PROVENANCE}


def _provenance(base: Record | None, ours: Record, theirs: Record) -> Object:
    """Who made the record first, and the first and last moment that any side knows of."""
    known = [record.provenance for record in (base, ours, theirs) if record is not None and not isinstance(record, Entity)]
    if not known:
        return {}
    first = known[0] if base is not None else min(known, key=lambda provenance: provenance.created)
    return {
        "creator": first.creator,
        "created": min(provenance.created for provenance in known),
        "modified": max(provenance.modified for provenance in known),
    }


def _units(keys: set[str], together: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, ...]]:
    """The keys of each field, in a fixed order."""
    for key in sorted(keys):
        unit = next((unit for unit in together if key in unit), (key,))
        if key == min(keys.intersection(unit)):
            yield unit


def _table(fields: Object, key: str) -> Object:
    value = fields.get(key)
    return value if isinstance(value, dict) else {}


def _list(fields: Object, key: str) -> list[object]:
    value = fields.get(key)
    return value if isinstance(value, list) else []


def _joined(base: list[object], ours: list[object], theirs: list[object]) -> list[object] | None:
    """What ``base`` becomes by the additions and removals of both sides; ``None`` when one side did something else with it."""
    for side in (ours, theirs):
        if [item for item in side if item in base] != [item for item in base if item in side]:
            return None
    kept = [item for item in ours if item in theirs or item not in base]
    return [*kept, *(item for item in theirs if item not in base and item not in ours)]


def _quoted(words: str) -> str:
    words = " ".join(words.split())
    return f"“{visible(words if len(words) <= _LONGEST else f'{words[: _LONGEST - 1]}…')}”"
