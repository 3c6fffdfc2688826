"""The JSON that ``reader export`` hands on: format ``reader``, version 1, described by ``export.schema.json`` beside this module."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import BinaryIO, TypeAlias, assert_never

from reader.core.anchor import Selector, context_of
from reader.core.annotation import Annotation, Claim, Entity, Evidence, Mention, Note, Relation, Tag
from reader.core.document import Document, Post
from reader.core.marks import Mark, Marks
from reader.core.records import Records
from reader.core.resolution import Resolver, Texts, no_text
from reader.core.span import Span
from reader.core.visit import Visit
from reader.formats.contract import Handover
from reader.formats.json_text import json_text

Object: TypeAlias = dict[str, object]

_NONE: Mapping[str, Visit | None] = MappingProxyType({})


class JsonExporter:
    """Everything, in UTF-8, indented, in an order that depends on the state alone."""

    name = "json"
    suffix = ".json"
    title = "everything, in UTF-8; its JSON Schema is reader/formats/export.schema.json"

    def write(self, handover: Handover, out: BinaryIO) -> None:
        exported = export(
            handover.documents,
            handover.records,
            generator=handover.generator,
            exported=handover.exported,
            with_text=handover.with_text,
            missing=handover.missing,
            text=handover.text,
        )
        out.write(json_text(exported).encode() + b"\n")


EXPORTER = JsonExporter()


def export(
    documents: Iterable[Document],
    records: Records,
    *,
    generator: str,
    exported: str,
    with_text: bool = True,
    missing: Mapping[str, Visit | None] = _NONE,
    text: Texts = no_text,
) -> Object:
    """The export of ``documents`` (already corrected) and of ``records`` that speak of them, ready for ``json.dumps``.

    ``missing`` and ``text`` as in :class:`Handover`: what was said of missing documents is handed on as orphans. Two exports of the same
    state differ in ``exported`` only.
    """
    entries = [_document(document, records, Resolver(document, text), with_text=with_text) for document in documents]
    entries += [_missing(id, visit, records, with_text=with_text) for id, visit in missing.items()]
    return {
        "format": "reader",
        "version": 1,
        "generator": generator,
        "exported": exported,
        "documents": sorted(entries, key=lambda entry: (entry["path"], entry["id"])),
        "entities": [*map(_entity, _entities(records))],
    }


def _document(document: Document, records: Records, resolver: Resolver, *, with_text: bool) -> Object:
    annotations = {annotation.id: annotation for annotation in records.annotations_of(document.id)}
    marks = Marks(document, annotations.values(), resolver)
    orphans = [annotations[id] for id in marks.orphans]
    return {
        "id": document.id,
        "path": document.path,
        "title": document.title,
        "sha256": document.sha256,
        "encoding": document.encoding,
        "length": len(document.text),
        **({"text": document.text} if with_text else {}),
        **_stage(document.id, records),
        "posts": [_post(post, document.text) for post in document.posts],
        "annotations": [_anchored(annotations[mark.id], mark, document, records) for mark in marks],
        "relations": _relations(annotations, records),
        "orphans": [_orphan(annotation, marks.orphans[annotation.id], records) for annotation in _in_order(orphans)],
    }


def _missing(id: str, visit: Visit | None, records: Records, *, with_text: bool) -> Object:
    annotations = {annotation.id: annotation for annotation in records.annotations_of(id)}
    return {
        "id": id,
        "path": visit.path if visit else "",
        "title": "",
        "sha256": visit.sha256 if visit else None,
        "encoding": None,
        "length": 0,
        **({"text": ""} if with_text else {}),
        "missing": True,
        **_stage(id, records),
        "posts": [],
        "annotations": [],
        "relations": _relations(annotations, records),
        "orphans": [_orphan(annotation, "its document could not be read", records) for annotation in _in_order(annotations.values())],
    }


def _stage(document: str, records: Records) -> Object:
    status = records.status_of(document)
    return {"status": status.stage.value} if status else {}


def _post(post: Post, text: str) -> Object:
    return {
        "id": post.id,
        "platform": post.platform.value,
        "author": post.author,
        "handle": post.handle,
        "date": post.date,
        "permalink": post.permalink,
        "state": post.state.value,
        "start": post.span.start,
        "end": post.span.end,
        "text": post.body.of(text) if post.words is None else post.words,
        "confidence": round(post.confidence, 4),
        "reasons": list(post.reasons),
        **({"parent": post.parent} if post.parent else {}),
    }


def _anchored(annotation: Annotation, mark: Mark, document: Document, records: Records) -> Object:
    text, hull = document.text, mark.hull
    targets = [_selector(text, span) for span in mark.spans]
    post = document.post_at(hull.start)
    holder = post.id if post and post.span.covers(hull) else None
    return _annotation(annotation, _selector(text, hull), targets, holder, records)


def _selector(text: str, span: Span) -> Selector:
    return Selector(span.start, span.end, span.of(text), *context_of(text, span))


def _orphan(annotation: Annotation, reason: str, records: Records) -> Object:
    """As it was marked. What stood between several targets is not known, so their quotes are joined by an ellipsis."""
    targets, hull = annotation.targets, annotation.hull
    quote = " … ".join(target.quote for target in targets)
    place = Selector(hull.start, hull.end, quote, targets[0].prefix, targets[-1].suffix)
    lost = {"lost": True} if annotation.is_lost else {}
    return {**_annotation(annotation, place, targets, None, records), "reason": reason, **lost}


def _annotation(annotation: Annotation, place: Selector, targets: Iterable[Selector], post: str | None, records: Records) -> Object:
    type_, body = _body(annotation, records)
    provenance = annotation.provenance
    return {
        "id": annotation.id,
        "type": type_,
        "start": place.start,
        "end": place.end,
        "quote": place.quote,
        "prefix": place.prefix,
        "suffix": place.suffix,
        "post": post,
        "targets": [{"start": target.start, "end": target.end, "quote": target.quote} for target in targets],
        type_: body,
        "tags": list(annotation.tags),
        **({"attributes": dict(annotation.attributes)} if annotation.attributes else {}),
        "creator": provenance.creator,
        "created": provenance.created,
        "modified": provenance.modified,
        "status": annotation.status.value,
    }


def _body(annotation: Annotation, records: Records) -> tuple[str, Object]:
    match annotation.body:
        case Claim() as claim:
            return "claim", {
                "kind": claim.kind,
                "claimant": claim.claimant,
                "attribution": claim.attribution.value,
                "checkworthy": claim.checkworthy,
                "verdict": claim.verdict,
                "note": claim.note,
                "links": list(claim.links),
            }
        case Mention(entity=id):
            entity = records.entity(id)
            return "mention", {"entity": id, "label": entity.label if entity else ""}
        case Note(text=text):
            return "note", {"text": text}
        case Tag(label=label):
            return "tag", {"label": label}
        case Evidence(url=url, note=note):
            return "evidence", {"url": url, "note": note}
        case other:
            assert_never(other)


def _relations(annotations: Mapping[str, Annotation], records: Records) -> list[Object]:
    """The relations that start from one of ``annotations``, by id."""
    found = {relation.id: relation for id in annotations for relation in records.relations_of(id) if relation.source == id}
    return [_relation(found[id]) for id in sorted(found)]


def _relation(relation: Relation) -> Object:
    return {"id": relation.id, "kind": relation.kind, "source": relation.source, "target": relation.target}


def _entities(records: Records) -> list[Entity]:
    """Every stored entity, and one without a name for each that is referred to but not stored; by name, then id."""
    referred = (
        annotation.body.entity if isinstance(annotation.body, Mention) else annotation.body.claimant
        for annotation in records
        if isinstance(annotation, Annotation) and isinstance(annotation.body, Mention | Claim)
    )
    lost = {id: Entity(id, "", "") for id in referred if id and records.entity(id) is None}
    return sorted([*records.entities(), *lost.values()], key=lambda entity: (entity.name, entity.id))


def _entity(entity: Entity) -> Object:
    return {
        "id": entity.id,
        "name": entity.name,
        "label": entity.label,
        "aliases": list(entity.aliases),
        "references": list(entity.references),
    }


def _in_order(annotations: Iterable[Annotation]) -> list[Annotation]:
    return sorted(annotations, key=lambda annotation: (annotation.hull.start, -annotation.hull.end, annotation.id))
