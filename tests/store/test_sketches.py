"""As much of an annotation as putting it in its place takes agrees with the whole of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reader.core.anchor import describe
from reader.core.annotation import Annotation, Claim, Mention, Note, Provenance, Sketch, Status, group_of
from reader.core.span import Span
from reader.core.stored import Step
from reader.core.transaction import Change, Transaction
from reader.session import Session
from reader.sources.text import document_of
from reader.store.codec import encode_record, sketch_of
from reader.store.tiny import TinyStore
from tests import strategies

WHEN = Provenance("ana", "2026-11-23T10:15:00Z", "2026-11-23T10:15:00Z")
ENTITY = "00000000000009"
TEXT = "One bridge fell.\n\nTwo ships came in.\n"

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["body", "type", "entity", "targets", "start", "end", "text"]), inner)
    ),
    max_leaves=12,
)


@given(strategies.records(strategies.ids))
def test_a_sketch_says_of_an_annotation_what_the_annotation_says(record: object) -> None:
    if not isinstance(record, Annotation):
        return
    sketch = sketch_of(record.id, encode_record(record))
    if sketch is not None:
        assert (sketch.id, sketch.group, sketch.status) == (record.id, group_of(record), record.status)
        assert [(t.span, t.quote, t.text) for t in sketch.targets] == [(t.span, t.quote, t.text) for t in record.targets]


@given(json_values)
def test_whatever_a_row_holds_there_is_a_sketch_or_none(value: object) -> None:
    assert isinstance(sketch_of("00000000000001", value), Sketch | None)


def test_marks_are_the_same_whether_they_were_read_or_are_asleep(tmp_path: Path) -> None:
    document = document_of(TEXT, path="a.txt", sha256="", encoding="utf-8")
    older = document_of(TEXT.replace("Two", "Three"), path="a.txt", sha256="", encoding="utf-8")
    made = [
        Annotation("00000000000001", document.id, (describe(document, Span(0, 16)),), Claim("fact"), WHEN),
        Annotation(
            "00000000000002", document.id, (describe(document, Span(4, 10)),), Mention("00000000000009"), WHEN, status=Status.UNSURE
        ),
        Annotation("00000000000003", document.id, (describe(older, Span(24, 29)),), Note("moved"), WHEN),
        Annotation("00000000000004", document.id, (replace(describe(document, Span(0, 3)), text=""),), Note("old"), WHEN),
    ]
    store = TinyStore(tmp_path / "ana.json")
    for annotation in made:
        changes = (Change(None, annotation),)
        store.commit(changes, Step.DO, Transaction("mark", changes, document.id, 0))
    read = Session(store).open(document).marks
    store.close()
    session = Session(TinyStore(tmp_path / "ana.json"))
    asleep = session.open(document).marks
    assert [(mark.id, mark.spans, mark.layer) for mark in asleep] == [(mark.id, mark.spans, mark.layer) for mark in read]
    assert len(asleep) == 4
    assert session.records.get("00000000000002") == made[1]
    assert list(session.records.user_ids_of(ENTITY)) == ["00000000000002"]
    assert sorted(session.records.annotations_of(document.id), key=lambda annotation: annotation.id) == made


def test_what_mentions_an_entity_is_the_same_whether_it_was_read_or_is_asleep(tmp_path: Path) -> None:
    document = document_of(TEXT, path="a.txt", sha256="", encoding="utf-8")
    here, there = (describe(document, Span(4, 10)),), (describe(document, Span(18, 21)), describe(document, Span(22, 27)))
    confusing = tuple((name, value) for name in ("body", "claimant", "document", "entity", "start", "targets") for value in (ENTITY,))
    made = [
        Annotation("00000000000001", document.id, here, Mention(ENTITY), WHEN),
        Annotation("00000000000002", document.id, there, Claim("fact", ENTITY), WHEN, attributes=confusing),
        Annotation("00000000000003", "an “other”", here, Mention(ENTITY), WHEN, attributes=confusing),
        Annotation("00000000000004", document.id, here, Note(f'"entity":"{ENTITY}"'), WHEN, attributes=confusing),
        Annotation("00000000000005", document.id, here, Mention("0000000000000a"), WHEN),
    ]
    store = TinyStore(tmp_path / "ana.json")
    changes = tuple(Change(None, annotation) for annotation in made)
    store.commit(changes, Step.DO, Transaction("mark", changes, document.id, 0))
    store.close()
    wanted = {(made[0].id, document.id, 4, False), (made[1].id, document.id, 18, True), (made[2].id, "an “other”", 4, False)}
    records = TinyStore(tmp_path / "ana.json").load().records
    assert records.count_uses(ENTITY) is None
    records.find_uses()
    assert records.count_uses(ENTITY) == 3
    assert set(records.uses_of(ENTITY)) == wanted
    assert records.count_of(document.id) == 4
    assert records.annotation(made[1].id) == made[1]
    assert records.count_uses(ENTITY) == 3
    assert set(records.uses_of(ENTITY)) == wanted
    records.put(made[1].id, None)
    assert records.count_uses(ENTITY) == 2
    assert [use.id for use in records.uses_of("0000000000000a")] == [made[4].id]
    assert len(list(records)) == 4
    assert records.count_uses(ENTITY) == len(records.users_of(ENTITY)) == 2
