"""The JSON export: what it says, that it validates, and that nothing is lost on the way."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from reader.commands.command import Context
from reader.commands.registry import merge
from reader.config import load_scheme
from reader.core.anchor import Selector, describe
from reader.core.annotation import (
    Annotation,
    Attribution,
    Body,
    Claim,
    Entity,
    Evidence,
    Mention,
    Note,
    Provenance,
    Record,
    Relation,
    Status,
    Tag,
)
from reader.core.document import Block, BlockKind, Document, Platform, Post, PostState
from reader.core.records import Records
from reader.core.span import Span
from reader.core.visit import Visit
from reader.formats.contract import Handover
from reader.formats.json_export import EXPORTER, export
from reader.formats.json_text import json_text

SCHEMA = json.loads(files("reader.formats").joinpath("export.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
MADE = Provenance("ann", "2026-01-02T03:04:05Z", "2026-01-02T03:04:06Z")
TEXT = "The bridge fell.\nIt fell!\n— Jo Roe (@joroe) May 28, 2024\nNobody knows why 🌉."
POST = Post(
    "p1",
    Platform.X,
    Span(17, 56),
    Span(17, 25),
    Span(26, 56),
    "Jo Roe",
    "@joroe",
    "2024-05-28",
    None,
    PostState.FULL,
    0.9,
    ("has a handle",),
)


def document(path: str = "a.txt", text: str = TEXT, id: str = "d1") -> Document:
    blocks = (
        (
            Block(BlockKind.PARAGRAPH, Span(0, 16)),
            Block(BlockKind.POST, POST.span, post=POST),
            Block(BlockKind.PARAGRAPH, Span(57, len(TEXT))),
        )
        if text == TEXT
        else (Block(BlockKind.PARAGRAPH, Span(0, len(text))),)
    )
    return Document(id, path, "Title", text, "0" * 64, "utf-8", blocks)


def marked(id: str, body: Body, *quotes: str, document: str = "d1", **more: Any) -> Annotation:
    """An annotation of the first place of each of ``quotes`` in the text."""
    spans = [Span(TEXT.index(quote), TEXT.index(quote) + len(quote)) for quote in quotes]
    return Annotation(id, document, tuple(describe(TEXT, span) for span in spans), body, MADE, **more)


ENTITY = Entity("e1", "Jo Roe", "PERSON", ("@joroe",), ("Q1",))
RECORDS: tuple[Record, ...] = (
    ENTITY,
    Entity("e0", "Nobody", "OTHER"),
    marked("a1", Claim("fact", "e1", Attribution.QUOTED, True, "false", "hm", ("https://example.org",)), "It fell!"),
    marked("a2", Mention("e1"), "Jo Roe", tags=("who",)),
    marked("a3", Note("Look"), "The bridge fell."),
    marked("a4", Tag("odd"), "The bridge", status=Status.UNSURE),
    marked("a5", Evidence("https://example.org"), "The", "🌉"),
    Relation("r2", "supports", "a5", "a1", MADE),
    Relation("r1", "about", "a1", "b1", MADE),
    marked("b1", Claim("fact"), "Nobody", document="d2"),
    Annotation("b2", "d2", (Selector(3, 9, "a lost", "x", "y"), Selector(12, 15, "one")), Note("?"), MADE),
)

ROE_CLAIMS = marked("a7", Claim("fact", "e2"), "Nobody knows why")


def exported(*documents: Document, records: tuple[Record, ...] = RECORDS, **options: Any) -> Any:
    """A validated export, as it comes out of a JSON parser."""
    options = {"generator": "reader 0.1.0", "exported": "2026-11-23T10:00:00Z"} | options
    found = json.loads(json_text(export(documents, Records(records), **options)))
    VALIDATOR.validate(found)
    return found


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_an_export_without_anything_validates() -> None:
    assert exported(records=())["documents"] == []


def test_a_document_is_handed_on_whole() -> None:
    (found,) = exported(document())["documents"]
    assert {key: found[key] for key in ("id", "path", "title", "sha256", "encoding", "length", "text")} == {
        "id": "d1",
        "path": "a.txt",
        "title": "Title",
        "sha256": "0" * 64,
        "encoding": "utf-8",
        "length": len(TEXT),
        "text": TEXT,
    }


def test_the_text_of_a_post_leaves_out_its_attribution_line_but_its_place_does_not() -> None:
    ((found,),) = (entry["posts"] for entry in exported(document())["documents"])
    assert found == {
        "id": "p1",
        "platform": "x",
        "author": "Jo Roe",
        "handle": "@joroe",
        "date": "2024-05-28",
        "permalink": None,
        "state": "full",
        "start": 17,
        "end": 56,
        "text": "It fell!",
        "confidence": 0.9,
        "reasons": ["has a handle"],
    }


def test_the_text_of_a_post_with_markup_between_its_words_is_the_words() -> None:
    post = replace(POST, words="It really fell!")
    blocks = tuple(replace(block, post=post) if block.post else block for block in document().blocks)
    ((found,),) = (entry["posts"] for entry in exported(replace(document(), blocks=blocks))["documents"])
    assert (found["text"], found["start"], found["end"]) == ("It really fell!", 17, 56)


def test_a_post_names_the_post_that_quotes_it() -> None:
    quoted = replace(POST, id="p2", parent="p1", span=Span(57, 74), body=Span(57, 74), attribution=None)
    made = replace(document(), blocks=(*document().blocks[:2], Block(BlockKind.POST, quoted.span, post=quoted)))
    first, second = exported(made)["documents"][0]["posts"]
    assert "parent" not in first
    assert second["parent"] == "p1"


def test_a_claim_is_handed_on_whole() -> None:
    found = annotation("a1")
    assert found == {
        "id": "a1",
        "type": "claim",
        "start": 17,
        "end": 25,
        "quote": "It fell!",
        "prefix": "The bridge fell.\n",
        "suffix": "\n— Jo Roe (@joroe) May 28, 2024\n",
        "post": "p1",
        "targets": [{"start": 17, "end": 25, "quote": "It fell!"}],
        "claim": {
            "kind": "fact",
            "claimant": "e1",
            "attribution": "quoted",
            "checkworthy": True,
            "verdict": "false",
            "note": "hm",
            "links": ["https://example.org"],
        },
        "tags": [],
        "creator": "ann",
        "created": "2026-01-02T03:04:05Z",
        "modified": "2026-01-02T03:04:06Z",
        "status": "ok",
    }


@pytest.mark.parametrize(
    ("id", "type", "body"),
    [
        ("a2", "mention", {"entity": "e1", "label": "PERSON"}),
        ("a3", "note", {"text": "Look"}),
        ("a4", "tag", {"label": "odd"}),
        ("a5", "evidence", {"url": "https://example.org", "note": ""}),
    ],
)
def test_each_sort_of_annotation_has_a_body_of_its_name(id: str, type: str, body: dict[str, str]) -> None:
    found = annotation(id)
    assert (found["type"], found[type]) == (type, body)


def test_a_mark_on_the_attribution_line_lies_in_the_post() -> None:
    assert annotation("a2")["post"] == "p1"


def test_a_mark_that_reaches_out_of_a_post_does_not_lie_in_it() -> None:
    reaching = marked("a9", Note(""), "fell.\nIt fell!")
    (found,) = exported(document(), records=(reaching,))["documents"][0]["annotations"]
    assert found["post"] is None


def test_several_targets_span_what_lies_between_them() -> None:
    found = annotation("a5")
    assert found["quote"] == TEXT[found["start"] : found["end"]] == TEXT[: TEXT.index("🌉") + 1]
    assert [target["quote"] for target in found["targets"]] == ["The", "🌉"]


def test_annotations_stand_in_the_order_of_the_text_the_longer_first() -> None:
    (entry,) = exported(document())["documents"]
    assert [found["id"] for found in entry["annotations"]] == ["a5", "a3", "a4", "a1", "a2"]


def test_relations_stand_with_the_document_of_their_source() -> None:
    one, two = exported(document(), document("b.txt", id="d2"))["documents"]
    assert [relation["id"] for relation in one["relations"]] == ["r1", "r2"]
    assert two["relations"] == []


def test_entities_are_sorted_by_name() -> None:
    assert exported(document())["entities"] == [
        {"id": "e1", "name": "Jo Roe", "label": "PERSON", "aliases": ["@joroe"], "references": ["Q1"]},
        {"id": "e0", "name": "Nobody", "label": "OTHER", "aliases": [], "references": []},
    ]


def test_an_entity_that_is_not_stored_keeps_its_id() -> None:
    found = exported(document(), records=(marked("a1", Mention("gone"), "Jo"), marked("a2", Claim("fact", "lost"), "It")))
    assert [(entity["id"], entity["name"]) for entity in found["entities"]] == [("gone", ""), ("lost", "")]
    assert found["documents"][0]["annotations"][1]["mention"] == {"entity": "gone", "label": ""}


def test_documents_are_sorted_by_path() -> None:
    found = exported(document("b.txt", id="x"), document("a/z.txt", id="z"), document("a.txt", id="y"))
    assert [entry["path"] for entry in found["documents"]] == ["a.txt", "a/z.txt", "b.txt"]


def test_an_annotation_follows_its_words() -> None:
    (entry,) = exported(document(text="Yes. " + TEXT), records=RECORDS[2:4])["documents"]
    assert [(found["start"], found["quote"]) for found in entry["annotations"]] == [(22, "It fell!"), (33, "Jo Roe")]


def test_an_annotation_whose_words_were_changed_is_given_with_the_words_of_now() -> None:
    changed = document(text=TEXT.replace("It fell!", "It felled!"))
    (entry,) = exported(changed, records=RECORDS[2:3])["documents"]
    assert [found["quote"] for found in entry["annotations"]] == ["It felled!"]
    assert entry["orphans"] == []


def test_an_annotation_whose_words_are_gone_is_an_orphan_as_it_was_marked() -> None:
    (entry,) = exported(document(text="All new."), records=(ENTITY, *RECORDS[2:4]))["documents"]
    assert entry["annotations"] == []
    first, second = entry["orphans"]
    assert (first["id"], first["start"], first["quote"], first["reason"]) == ("a1", 17, "It fell!", "its words are no longer in the text")
    assert second["mention"] == {"entity": "e1", "label": "PERSON"}


def test_an_orphan_says_so_when_its_annotator_has_decided_that_it_is_one() -> None:
    claim, mention = (record for record in RECORDS[2:4] if isinstance(record, Annotation))
    (entry,) = exported(document(text="All new."), records=(ENTITY, replace(claim, is_lost=True), mention))["documents"]
    first, second = entry["orphans"]
    assert (first["lost"], "lost" in second) == (True, False)


def test_what_was_said_of_a_document_that_is_gone_is_not_lost() -> None:
    missing = {"d2": Visit("d2", "old/b.txt", "1" * 64, 99, 0, 0)}
    one, two = exported(document(), missing=missing)["documents"]
    assert "missing" not in one
    assert (two["path"], two["sha256"], two["missing"], two["annotations"]) == ("old/b.txt", "1" * 64, True, [])
    assert [(orphan["id"], orphan["quote"], orphan["start"], orphan["end"]) for orphan in two["orphans"]] == [
        ("b2", "a lost … one", 3, 15),
        ("b1", "Nobody", 57, 63),
    ]


def test_a_document_that_is_gone_and_was_never_visited_has_no_path() -> None:
    first, _ = exported(document(), missing={"d2": None})["documents"]
    assert (first["id"], first["path"], first["sha256"]) == ("d2", "", None)


def test_without_text_nothing_else_changes() -> None:
    short = exported(document(), missing={"d2": None}, with_text=False)
    whole = exported(document(), missing={"d2": None})
    for entry in whole["documents"]:
        del entry["text"]
    assert short == whole


def test_two_exports_of_one_state_differ_in_their_time_only() -> None:
    one = exported(document(), document("b.txt", id="d2"), exported="2026-11-23T10:00:00Z")
    two = exported(document("b.txt", id="d2"), document(), records=RECORDS[::-1], exported="2026-11-23T10:00:01Z")
    assert one | {"exported": ""} == two | {"exported": ""}


def test_the_exporter_writes_utf_8_with_an_end_of_line() -> None:
    out = io.BytesIO()
    EXPORTER.write(Handover([document()], Records(RECORDS), "reader 0.1.0", "2026-11-23T10:00:00Z"), out)
    assert json.loads(out.getvalue().decode("utf-8")) == exported(document())
    assert out.getvalue().endswith(b"}\n")
    assert "🌉".encode() in out.getvalue()


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\x7f", "\x9b", "\x85", "\u202e", "\u2028", "\ud800"])
def test_no_character_of_an_export_acts_on_a_terminal(character: str) -> None:
    out = io.BytesIO()
    EXPORTER.write(Handover([document(text=f"a{character}b")], Records(), "reader 0.1.0", "2026-11-23T10:00:00Z"), out)
    assert character not in out.getvalue().decode("utf-8")
    assert json.loads(out.getvalue())["documents"][0]["text"] == f"a{character}b"


@given(st.data())
def test_every_quote_is_the_text_that_it_points_at(data: st.DataObject) -> None:
    text = data.draw(st.text("ab \n🌉é", min_size=1, max_size=40))
    edited = data.draw(st.sampled_from([text, "x" + text, text[1:] or "b", text + text]))
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 9)), max_size=5))
    annotations = tuple(
        Annotation(f"a{number}", "d1", (describe(text, Span(start, min(len(text), start + size))),), Note(""), MADE)
        for number, (start, size) in enumerate(spans)
    )
    (entry,) = exported(document(text=edited), records=annotations)["documents"]
    for found in entry["annotations"]:
        assert found["quote"] == entry["text"][found["start"] : found["end"]] != ""
    assert len(entry["annotations"]) + len(entry["orphans"]) == len(annotations)


def faults() -> Iterator[tuple[str, str, object]]:
    """Places in an export, and what may not stand there."""
    yield "version", "version", 2
    yield "documents/0", "sha256", None
    yield "documents/0", "length", -1
    yield "documents/0", "missing", False
    yield "documents/0", "colour", "red"
    yield "documents/0/posts/0", "platform", "myspace"
    yield "documents/0/posts/0", "date", "28 May"
    yield "documents/0/posts/0", "confidence", 2
    yield "documents/0/annotations/1", "type", "claim"
    yield "documents/0/annotations/1", "tag", {"label": "two bodies"}
    yield "documents/0/annotations/1", "created", "yesterday"
    yield "documents/0/annotations/1", "quote", ""
    yield "documents/0/annotations/1", "targets", []
    yield "documents/0/annotations/1", "reason", "no orphan"
    yield "documents/0/relations/0", "source", None
    yield "entities/0", "aliases", "Jo"


@pytest.mark.parametrize(("place", "key", "value"), faults())
def test_the_schema_refuses_what_is_not_agreed(place: str, key: str, value: object) -> None:
    found = exported(document())
    node = found
    for part in place.split("/") if place != key else []:
        node = node[int(part) if part.isdigit() else part]
    node[key] = value
    with pytest.raises(ValidationError):
        VALIDATOR.validate(found)


def test_the_schema_wants_every_key() -> None:
    found = exported(document())
    for node in (
        found,
        found["documents"][0],
        *(found["documents"][0][key][0] for key in ("posts", "annotations", "relations")),
        found["entities"][0],
    ):
        for key in [key for key in node if key != "text" or node is not found["documents"][0]]:
            value = node.pop(key)
            assert not VALIDATOR.is_valid(found), key
            node[key] = value
    VALIDATOR.validate(found)


def test_corrected_posts_are_handed_on_as_they_are_now() -> None:
    longer = replace(POST, body=Span(0, 25), span=Span(0, 56), author=None)
    changed = replace(document(), blocks=(Block(BlockKind.POST, longer.span, post=longer),))
    (entry,) = exported(changed)["documents"]
    assert entry["posts"][0]["text"] == TEXT[:25]


def annotation(id: str) -> Any:
    (entry,) = exported(document())["documents"]
    return next(found for found in entry["annotations"] if found["id"] == id)


def test_after_a_merger_nothing_refers_to_the_entity_that_is_gone() -> None:
    records = Records((*RECORDS, Entity("e2", "Roe", "PERSON", (), ("https://a.example",)), marked("a6", Mention("e2"), "Jo"), ROE_CLAIMS))
    kept, gone = records.entity("e1"), records.entity("e2")
    assert kept is not None
    assert gone is not None
    transaction = merge(records, Context(load_scheme(None), "ann", MADE.modified, str), kept, [gone])
    assert transaction is not None
    records.apply(transaction)
    found = exported(document(), records=tuple(records))
    (jo,) = (entity for entity in found["entities"] if entity["label"] == "PERSON")
    assert (jo["id"], jo["aliases"], jo["references"]) == ("e1", ["@joroe", "Roe"], ["Q1", "https://a.example"])
    said = {annotation["id"]: annotation for annotation in found["documents"][0]["annotations"]}
    assert said["a6"]["mention"] == {"entity": "e1", "label": "PERSON"}
    assert said["a7"]["claim"]["claimant"] == "e1"
    assert '"e2"' not in json.dumps(found)
