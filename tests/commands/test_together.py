"""Several edits as one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest

from reader.commands.command import Context
from reader.commands.marking import tag_entity
from reader.commands.together import together
from reader.core.annotation import Annotation, Entity
from reader.core.marks import Marks
from reader.core.records import Records
from reader.core.state import Selection, State, unmarked
from reader.core.transaction import Transaction
from tests.laws import check_laws
from tests.notation import NOW, SCHEME, document

TEXT = "Anna met Bo. Anna left. Anna laughed."


def tagging(records: Records, label: str) -> list[Callable[[], Transaction | None]]:
    """What tags each place of “Anna” as an entity of the type ``label``."""
    ids = (format(number, "014x") for number in count(len(records) + 1))
    context = Context(SCHEME, "ann", NOW, lambda: next(ids))
    bare = unmarked(document(TEXT))
    state = replace(bare, records=records, marks=Marks(bare.document, records.annotations_of(bare.document.id)))
    starts = [at for at in range(len(TEXT)) if TEXT.startswith("Anna", at)]

    def step(state: State) -> Callable[[], Transaction | None]:
        return lambda: tag_entity(state, context, (label,))

    return [step(state.selecting(Selection(at, at + 4, at))) for at in starts]


def title(count: int) -> str:
    return f"tag {count}"


def test_each_edit_sees_what_those_before_it_did_and_the_records_stay_as_they_were() -> None:
    records = Records()
    transaction = together(records, tagging(records, "PERSON"), title)
    assert transaction is not None
    assert (transaction.title, transaction.offset) == ("tag 3", 0)
    assert len(records) == 0
    check_laws(records, transaction)
    records.apply(transaction)
    assert len([record for record in records if isinstance(record, Entity)]) == 1
    assert len([record for record in records if isinstance(record, Annotation)]) == 3


def test_what_was_made_for_the_first_and_is_of_no_use_after_the_last_leaves_no_trace() -> None:
    records = Records()
    first = together(records, tagging(records, "PERSON"), title)
    assert first is not None
    records.apply(first)
    second = together(records, tagging(records, "ORG"), title)
    assert second is not None
    check_laws(records, second)
    records.apply(second)
    (entity,) = records.entities()
    assert entity.label == "ORG"


def test_edits_that_do_nothing_are_no_transaction() -> None:
    records = Records()
    first = together(records, tagging(records, "PERSON"), title)
    assert first is not None
    records.apply(first)
    assert together(records, tagging(records, "PERSON"), title) is None
    assert together(records, [], title) is None


def test_an_edit_that_fails_leaves_the_records_as_they_were() -> None:
    def fails() -> Transaction | None:
        raise RuntimeError

    records = Records()
    with pytest.raises(RuntimeError):
        together(records, [*tagging(records, "PERSON"), fails], title)
    assert len(records) == 0
