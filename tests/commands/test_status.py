"""Saying how far the work on an article is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.commands.status import set_stage, stage_choices
from reader.core.annotation import Stage
from reader.core.stages import stage_of
from tests.notation import NOW, Table


def stage(table: Table) -> Stage:
    return stage_of(table.state.records, table.state.document.id)


@pytest.mark.parametrize(("keys", "expected"), [("i:w", Stage.IN_WORK), ("i:d", Stage.DONE), ("i:?", Stage.DOUBTFUL)])
def test_a_letter_says_how_far_it_is(keys: str, expected: Stage) -> None:
    assert stage(Table("One|.").press(keys)) is expected


def test_one_undo_takes_the_word_back() -> None:
    table = Table("⟦One⟧{claim}.").press("i:d i:?")
    assert stage(table.press("u")) is Stage.DONE
    assert stage(table.press("u")) is Stage.IN_WORK
    assert stage(table.press("R R")) is Stage.DOUBTFUL


def test_the_same_stage_again_is_nothing_to_do() -> None:
    table = Table("One.").press("i:d")
    assert set_stage(table.state, table.context, ("done",)) is None
    assert set_stage(Table("One.").state, table.context, ("new",)) is None
    assert set_stage(Table("⟦One⟧{claim}.").state, table.context, ("in_work",)) is None


def test_a_document_keeps_one_status_however_often_it_is_said() -> None:
    table = Table("One.").press("i:d i:w i:?")
    assert table.state.records.stages() == {Stage.DOUBTFUL: 1}
    assert len(list(table.state.records)) == 1


def test_what_is_said_later_holds_even_by_a_clock_that_was_put_back() -> None:
    table = Table("One.").press("i:d")
    early = replace(table.context, now="2020-01-01T00:00:00Z")
    transaction = set_stage(table.state, early, ("doubtful",))
    assert transaction is not None
    table.do(transaction)
    said = table.state.records.status_of(table.state.document.id)
    assert said is not None
    assert (said.stage, said.provenance.modified) == (Stage.DOUBTFUL, NOW)


def test_every_stage_has_a_letter_of_its_own() -> None:
    choices = stage_choices(Table("One.").context)
    assert [choice.value for choice in choices] == [stage.value for stage in Stage]
    assert len({choice.letter for choice in choices}) == len(choices)
