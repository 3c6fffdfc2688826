"""Records, transactions and visits as JSON objects, and back with everything checked. Schema version 4.

A record's id is the number of its row, so the object does not repeat it. Keys whose value is a new record's are left out. Decoding
raises ``StoreError`` that names the record, the key and what is wrong with it; ``decode(encode(value))`` is ``value``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, assert_never

from reader.core.anchor import Selector
from reader.core.annotation import (
    Annotation,
    Attribution,
    Body,
    Claim,
    DocumentStatus,
    Entity,
    Evidence,
    Mention,
    Note,
    PostCorrection,
    Provenance,
    Record,
    Refusal,
    Relation,
    Sketch,
    Stage,
    Status,
    Tag,
)
from reader.core.document import Platform
from reader.core.errors import StoreError
from reader.core.suggestion import Sort
from reader.core.transaction import Change, Transaction
from reader.core.visit import Visit
from reader.store.fields import Fields, Object, is_id, present
from reader.store.layout import Tables

SCHEMA_VERSION = 4
"""Stands in the database's ``meta`` table. It grows by one when a version of this program before it would misread what is written."""

SEALED_SINCE = 2
"""The schema version from which on a database bears a checksum."""

SAME_ROWS_SINCE = 2
"""The schema version from which on annotations are read as they are: its migrations leave them alone."""

MIGRATIONS: Mapping[int, Callable[[Tables], Tables]] = MappingProxyType(dict.fromkeys((1, 2, 3), lambda tables: tables))
"""What turns the tables of each earlier schema version into those of the next. Version 1 had no checksum, selectors of version 2 did
not say which text they were made on, nor which post they lie in, version 3 knew no attributes, refusals and statuses."""

RECORD_TABLES = ("annotations", "entities", "relations", "corrections", "refusals", "statuses")


def table_of(change: Change) -> str:
    """The table that keeps the record of ``change``."""
    record = change.after or change.before
    assert record is not None
    match record:
        case Annotation():
            return "annotations"
        case Entity():
            return "entities"
        case Relation():
            return "relations"
        case PostCorrection():
            return "corrections"
        case Refusal():
            return "refusals"
        case DocumentStatus():
            return "statuses"


def row_number(id: str) -> int:
    """The number of the row that keeps the record ``id``. ``StoreError`` when that is no record's id."""
    if not is_id(id):
        raise StoreError(f"A record cannot be kept: its id “{id}” is not 14 hexadecimal digits, below 2**53.")
    return int(id, 16)


def record_id(number: int) -> str:
    """The id of the record in the row ``number``."""
    return f"{number:014x}"


def encode_record(record: Record) -> Object:
    match record:
        case Annotation():
            encoded: Object = {
                "document": record.document,
                "targets": [_encode_selector(target) for target in record.targets],
                "body": present(_encode_body(record.body)),
                "tags": list(record.tags) or None,
                "status": None if record.status is Status.OK else record.status,
                "lost": record.is_lost or None,
                "attributes": dict(record.attributes) or None,
                **_encode_provenance(record.provenance),
            }
        case Entity():
            encoded = {
                "name": record.name,
                "label": record.label,
                "aliases": list(record.aliases) or None,
                "references": list(record.references) or None,
            }
        case Relation():
            encoded = {
                "kind": record.kind,
                "source": record.source,
                "target": record.target,
                **_encode_provenance(record.provenance),
            }
        case PostCorrection():
            encoded = {
                "document": record.document,
                "post": record.post,
                "extent": _encode_selector(record.extent) if record.extent else None,
                "platform": None if record.platform is Platform.OTHER else record.platform,
                "author": record.author,
                "handle": record.handle,
                "date": record.date,
                **_encode_provenance(record.provenance),
            }
        case Refusal():
            encoded = {
                "document": record.document,
                "target": _encode_selector(record.target),
                "sort": record.sort,
                **_encode_provenance(record.provenance),
            }
        case DocumentStatus():
            encoded = {"document": record.document, "stage": record.stage, **_encode_provenance(record.provenance)}
        case _:
            assert_never(record)
    return present(encoded)


def decode_record(table: str, id: str, value: object) -> Record:
    """The record ``id`` that a row of ``table`` (one of :data:`RECORD_TABLES`) keeps."""
    fields = Fields(value)
    if not is_id(id):
        raise StoreError("its number is not below 2**53")
    record: Record
    match table:
        case "annotations":
            targets = fields.many("targets", _decode_selector)
            if not targets or list(targets) != sorted(targets, key=lambda target: target.start):
                raise StoreError("“targets” are not one or more, in the order of the text")
            record = Annotation(
                id=id,
                document=fields.text("document"),
                targets=targets,
                body=fields.one("body", _decode_body),
                provenance=_decode_provenance(fields),
                tags=fields.texts("tags"),
                status=fields.choice("status", Status.OK),
                is_lost=fields.maybe_flag("lost") or False,
                attributes=fields.one("attributes", _decode_attributes) if fields.has("attributes") else (),
            )
        case "entities":
            record = Entity(id, fields.text("name"), fields.text("label"), fields.texts("aliases"), fields.texts("references"))
        case "relations":
            record = Relation(id, fields.text("kind"), fields.text("source"), fields.text("target"), _decode_provenance(fields))
        case "corrections":
            record = PostCorrection(
                id=id,
                document=fields.text("document"),
                post=fields.text("post"),
                extent=fields.one("extent", _decode_selector) if fields.has("extent") else None,
                provenance=_decode_provenance(fields),
                platform=fields.choice("platform", Platform.OTHER),
                author=fields.maybe_text("author"),
                handle=fields.maybe_text("handle"),
                date=fields.maybe_text("date"),
            )
        case "refusals":
            target = fields.one("target", _decode_selector)
            record = Refusal(id, fields.text("document"), target, fields.choice("sort", Sort.MENTION), _decode_provenance(fields))
        case "statuses":
            record = DocumentStatus(id, fields.text("document"), fields.choice("stage", Stage.NEW), _decode_provenance(fields))
        case _:
            raise StoreError(f"“{table}” is no table of records")
    fields.end()
    return record


def sketch_of(id: str, value: Any) -> Sketch | None:
    """The sketch of the annotation that a row keeps; ``None`` when it takes decoding it to know. It checks only what it takes."""
    try:
        body = value["body"]
        group = body["entity"] if body["type"] == "mention" else _BODIES[body["type"]]
        status = _STATUSES[value["status"]] if "status" in value else Status.OK
        targets = tuple(Selector(kept["start"], kept["end"], kept["quote"], text=kept["text"]) for kept in value["targets"])
    except (LookupError, TypeError):
        return None
    if not targets or not isinstance(group, str | type) or not all(map(_is_sound, targets)):
        return None
    return Sketch(id, targets, group, status)


def _is_sound(target: Selector) -> bool:
    kinds = type(target.start), type(target.end), type(target.quote), type(target.text)
    return kinds == (int, int, str, str) and 0 <= target.start < target.end


_BODIES: Mapping[str, type[Body]] = {"claim": Claim, "note": Note, "tag": Tag, "evidence": Evidence}
_STATUSES = {status.value: status for status in Status}


def encode_transaction(transaction: Transaction) -> Object:
    return {
        "title": transaction.title,
        "document": transaction.document,
        "offset": transaction.offset,
        "changes": [_encode_change(change) for change in transaction.changes],
    }


def decode_transaction(value: object) -> Transaction:
    """The transaction that ``value`` spells."""
    fields = Fields(value)
    title, document, offset = fields.text("title"), fields.text("document"), fields.number("offset")
    changes = fields.many("changes", _decode_change)
    fields.end()
    try:
        return Transaction(title, changes, document, offset)
    except ValueError as error:
        raise StoreError(str(error)) from error


def encode_visit(visit: Visit) -> Object:
    return {
        "document": visit.document,
        "path": visit.path,
        "sha256": visit.sha256,
        "length": visit.length,
        "offset": visit.offset,
        "furthest": visit.furthest,
        **present({"before": visit.before or None, "apart": list(visit.apart) or None}),
    }


def decode_visit(value: object) -> Visit:
    """The visit that ``value`` spells."""
    fields = Fields(value)
    visit = Visit(
        document=fields.text("document"),
        path=fields.file_name("path"),
        sha256=fields.text("sha256"),
        length=fields.number("length"),
        offset=fields.number("offset"),
        furthest=fields.number("furthest"),
        before=fields.file_name("before") if fields.has("before") else "",
        apart=fields.texts("apart"),
    )
    fields.end()
    return visit


def _encode_change(change: Change) -> Object:
    return present(
        {
            "table": table_of(change),
            "id": change.id,
            "before": change.before and encode_record(change.before),
            "after": change.after and encode_record(change.after),
        }
    )


def _decode_change(value: object) -> Change:
    fields = Fields(value)
    table, id = fields.text("table"), fields.id("id")
    before, after = (fields.one(side, lambda v: decode_record(table, id, v)) if fields.has(side) else None for side in ("before", "after"))
    fields.end()
    try:
        return Change(before, after)
    except ValueError as error:
        raise StoreError(str(error)) from error


def _encode_selector(selector: Selector) -> Object:
    encoded: Object = {"start": selector.start, "end": selector.end, "quote": selector.quote}
    names = ("prefix", "suffix", "text", "block")
    return encoded | present({name: getattr(selector, name) or None for name in names})


def _decode_selector(value: object) -> Selector:
    fields = Fields(value)
    start, end, quote = fields.number("start"), fields.number("end"), fields.text("quote")
    if end - start != len(quote):
        raise StoreError(f"its quote is not as long as {start} to {end}")
    selector = Selector(start, end, quote, *(fields.text(name, "") for name in ("prefix", "suffix", "text", "block")))
    fields.end()
    return selector


def _decode_attributes(value: object) -> tuple[tuple[str, str], ...]:
    fields = Fields(value)
    return tuple((name, fields.text(name)) for name in sorted(fields.names))


def _encode_provenance(provenance: Provenance) -> Object:
    return {"creator": provenance.creator, "created": provenance.created, "modified": provenance.modified}


def _decode_provenance(fields: Fields) -> Provenance:
    return Provenance(fields.text("creator"), fields.time("created"), fields.time("modified"))


def _encode_body(body: Body) -> Object:
    match body:
        case Claim():
            return {
                "type": "claim",
                "kind": body.kind,
                "claimant": body.claimant,
                "attribution": None if body.attribution is Attribution.AUTHOR else body.attribution,
                "checkworthy": body.checkworthy,
                "verdict": body.verdict,
                "note": body.note or None,
                "links": list(body.links) or None,
            }
        case Mention():
            return {"type": "mention", "entity": body.entity}
        case Note():
            return {"type": "note", "text": body.text}
        case Tag():
            return {"type": "tag", "label": body.label}
        case Evidence():
            return {"type": "evidence", "url": body.url, "note": body.note or None}
        case _:
            assert_never(body)


def _decode_body(value: object) -> Body:
    fields = Fields(value)
    body: Body
    match fields.text("type"):
        case "claim":
            body = Claim(
                kind=fields.text("kind"),
                claimant=fields.maybe_text("claimant"),
                attribution=fields.choice("attribution", Attribution.AUTHOR),
                checkworthy=fields.maybe_flag("checkworthy"),
                verdict=fields.maybe_text("verdict"),
                note=fields.text("note", ""),
                links=fields.texts("links"),
            )
        case "mention":
            body = Mention(fields.text("entity"))
        case "note":
            body = Note(fields.text("text"))
        case "tag":
            body = Tag(fields.text("label"))
        case "evidence":
            body = Evidence(fields.maybe_text("url"), fields.text("note", ""))
        case other:
            raise StoreError(f"“{other}” is no type of annotation")
    fields.end()
    return body
