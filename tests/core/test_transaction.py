"""Changes and transactions are values that can be turned round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.annotation import Entity
from reader.core.records import Records
from reader.core.transaction import Change, Transaction, inverse
from tests import strategies
from tests.contracts.store import BUILDER, CLAIM, MARK, RENAME


def test_a_change_of_nothing_is_none() -> None:
    with pytest.raises(ValueError, match="a change of nothing"):
        Change(None, None)


@pytest.mark.parametrize("after", [Entity("00000000000009", "The builder", "ORG"), CLAIM])
def test_a_change_keeps_to_one_record(after: Entity) -> None:
    with pytest.raises(ValueError, match="into another record"):
        Change(BUILDER, after)


def test_a_record_does_not_change_its_sort() -> None:
    with pytest.raises(ValueError, match="into another record"):
        Change(CLAIM, Entity(CLAIM.id, "The bridge", "LOC"))


def test_a_transaction_changes_a_record_once() -> None:
    with pytest.raises(ValueError, match="changes one record twice"):
        Transaction("twice", (*RENAME.changes, *RENAME.changes), "doc", 0)


def test_a_change_is_of_the_record_that_it_adds_or_removes() -> None:
    assert [change.id for change in (*MARK.changes, *inverse(MARK).changes)] == [CLAIM.id, BUILDER.id, BUILDER.id, CLAIM.id]


@given(st.data())
def test_the_inverse_of_the_inverse_is_the_transaction(data: st.DataObject) -> None:
    transaction = data.draw(strategies.transactions(Records(data.draw(strategies.works))))
    assert inverse(inverse(transaction)) == transaction
