"""The indexes of the records say what a look at every record would."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.annotation import Annotation, Claim, DocumentStatus, Entity, Mention, PostCorrection, Record, Refusal, Relation
from reader.core.records import ConflictError, Records, fold_name
from reader.core.transaction import Change, Transaction, inverse
from tests import strategies
from tests.contracts.store import BUILDER, CLAIM, MARK, RENAME


def by_id(records: list[Record]) -> list[Record]:
    return sorted(records, key=lambda record: record.id)


def names(record: Record) -> set[str]:
    return {fold_name(name) for name in (record.name, *record.aliases)} if isinstance(record, Entity) else set()


def entity_of(record: Record) -> str | None:
    match record:
        case Annotation(body=Mention(entity=entity) | Claim(claimant=entity)):
            return entity
        case _:
            return None


def agree(records: Records) -> None:
    """Assert that every question gives what looking at all records gives."""
    every = list(records)
    for record in every:
        assert records.get(record.id) is record
        assert (records.annotation(record.id) is record) == isinstance(record, Annotation)
        assert (records.entity(record.id) is record) == isinstance(record, Entity)
    assert by_id(list(records.entities())) == by_id([r for r in every if isinstance(r, Entity)])
    assert records.relations() == by_id([r for r in every if isinstance(r, Relation)])
    documents = {record.document for record in every if not isinstance(record, Entity | Relation)}
    assert records.documents() == documents
    said = Counter(status.stage for document in documents if (status := records.status_of(document)))
    assert records.stages() == said
    for document in ("doc-a", "doc-b", "doc-ç"):
        of = [r for r in every if not isinstance(r, Entity | Relation) and r.document == document]
        assert by_id([*records.annotations_of(document)]) == by_id([r for r in of if isinstance(r, Annotation)])
        assert records.speaks_of(document) == bool(of)
        assert sorted(records.ids_of(document)) == sorted(r.id for r in of if isinstance(r, Annotation))
        assert len(records.some_of(document, 2)) == min(2, len(records.annotations_of(document)))
        corrections = records.corrections_of(document)
        assert by_id([*corrections]) == by_id([r for r in of if isinstance(r, PostCorrection)])
        assert [c.provenance.created for c in corrections] == sorted(c.provenance.created for c in corrections)
        assert by_id([*records.refusals_of(document)]) == by_id([r for r in of if isinstance(r, Refusal)])
        ids = {r.id for r in of if isinstance(r, Annotation)}
        related: list[Record] = [r for r in every if isinstance(r, Relation) and ids & {r.source, r.target}]
        assert by_id([*records.relations_in(document)]) == by_id(related)
        assert records.count_relations_in(document) == len(related)
        statuses = [r for r in of if isinstance(r, DocumentStatus)]
        assert records.status_of(document) == max(statuses, key=lambda s: (s.provenance.modified, s.id), default=None)
    assert by_id([*records.refusals()]) == by_id([r for r in every if isinstance(r, Refusal)])
    for number in range(8):
        id = f"{number:014x}"
        users = [r for r in every if entity_of(r) == id]
        assert by_id([*records.users_of(id)]) == by_id(users)
        assert {use.id for use in records.uses_of(id)} == {user.id for user in users}
        assert records.count_uses(id) == len(users)
        assert by_id([*records.relations_of(id)]) == by_id([r for r in every if isinstance(r, Relation) and id in (r.source, r.target)])
    for name in {name for record in every for name in names(record)} | {"jan leike", "nobody at all"}:
        assert by_id([*records.entities_named(name)]) == by_id([r for r in every if fold_name(name) in names(r)])


@given(st.data())
def test_after_any_transactions_the_indexes_agree_with_a_look_at_every_record(data: st.DataObject) -> None:
    records = Records(data.draw(strategies.works))
    agree(records)
    for _ in range(data.draw(st.integers(1, 5))):
        before = Records(records)
        transaction = data.draw(strategies.transactions(records))
        records.apply(transaction)
        agree(records)
        if data.draw(st.booleans()):
            records.apply(inverse(transaction))
            assert records == before
            agree(records)


def test_a_transaction_that_does_not_fit_changes_nothing() -> None:
    records = Records((CLAIM, BUILDER))
    new = Entity("00000000000009", "The river", "LOC")
    stale = Transaction("stale", (Change(None, new), Change(replace(BUILDER, name="Other"), None)), "doc", 0)
    with pytest.raises(ConflictError, match="“stale” cannot be applied: record 00000000000002"):
        records.apply(stale)
    assert records == Records((CLAIM, BUILDER))
    agree(records)


def test_what_is_there_cannot_be_added_and_what_is_not_cannot_be_removed() -> None:
    records = Records((CLAIM, BUILDER))
    with pytest.raises(ConflictError):
        records.check(MARK)
    with pytest.raises(ConflictError):
        Records().check(RENAME)


def test_records_are_the_same_in_any_order() -> None:
    assert Records((CLAIM, BUILDER)) == Records((BUILDER, CLAIM)) != Records((CLAIM,))


@pytest.mark.parametrize("name", ["Jan Leike", "JAN  LEIKE", " jan\tleike\n", "Jan Leike’s", "Jan Leike's"])
def test_a_name_is_found_however_it_is_written(name: str) -> None:
    leike = Entity("00000000000003", "Jan Leike", "PERSON", ("@janleike",))
    assert Records((leike, BUILDER)).entities_named(name) == [leike]
