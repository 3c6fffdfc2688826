"""Whose occurrences are meant, and what marking and refusing them makes."""

from __future__ import annotations

import pytest

from reader.commands.occurring import Sought, mark_occurrences, names_of, sought, wanted
from reader.commands.suggesting import gone_to
from reader.core.annotation import Annotation, Mention, Refusal
from reader.core.occurrences import Found, occurrences, placed
from reader.core.span import Span
from reader.core.suggested import Suggested, spot_of
from reader.core.suggestion import Sort, Suggestion
from tests.notation import Table

LIND = "Tove Lind"


def found(table: Table, *names: str) -> Found:
    document = table.state.document
    refused = {refusal.target.span: refusal.id for refusal in table.state.records.refusals_of(document.id)}
    return placed(document, occurrences(document, names, 100), set(), refused)


@pytest.mark.parametrize(
    ("picture", "who"),
    [
        ("The mill of To|ve Lind fell.", Sought(LIND)),
        ("The ⟦mill⟧ of Tove Lind fell.", Sought("mill")),
        ("A | … fell", None),
    ],
)
def test_without_a_mark_it_is_the_selection_or_the_name_at_the_caret(picture: str, who: Sought | None) -> None:
    assert sought(Table(picture).state) == who


def test_a_mention_means_its_entity_also_inside_a_claim() -> None:
    table = Table("⟦The mill of ⟦To|ve Lind⟧{PERSON} fell.⟧{claim}")
    (entity,) = table.entities()
    assert sought(table.state) == Sought(LIND, "PERSON", entity.id)


def test_a_name_that_is_known_means_who_has_it_though_it_is_not_marked_here() -> None:
    table = Table("⟦Tove Lind⟧{PERSON} left. Tove |Lind fell.")
    (entity,) = table.entities()
    assert sought(table.state) == Sought(LIND, "PERSON", entity.id)


def test_a_suggestion_that_was_gone_to_means_whom_it_names() -> None:
    table = Table("So Lind fell.")
    suggestion = Suggestion(Span(3, 7), Sort.MENTION, "PERSON", (), "test", name=LIND)
    table.session.suggest(Suggested([suggestion], table.state.marks))
    table.session.select(gone_to(spot_of(suggestion)))
    assert sought(table.state) == Sought(LIND, "PERSON")


def test_all_are_mentions_of_one_entity_and_the_refused_are_remembered_in_one_transaction() -> None:
    table = Table("Tove Lind ran. Tove Lind fell. Tove Lind rose.")
    first, second, third = found(table, LIND).places
    transaction = mark_occurrences(table.state, table.context, Sought(LIND, "PERSON"), (first, third), (second,))
    assert transaction is not None
    table.do(transaction)
    (entity,) = table.entities()
    assert [annotation.body for annotation in table.annotations()] == [Mention(entity.id)] * 2
    (refusal,) = table.state.records.refusals()
    assert refusal.target.start == 15
    table.press("u")
    assert (table.annotations(), table.entities(), table.state.records.refusals()) == ([], [], [])


def test_what_was_refused_is_so_only_once_and_marking_it_takes_the_refusal_away() -> None:
    table = Table("Tove Lind ran. Tove Lind fell.")
    who = Sought(LIND, "PERSON")
    transaction = mark_occurrences(table.state, table.context, who, (), found(table, LIND).places)
    assert transaction is not None
    assert [type(change.after) for change in transaction.changes] == [Refusal, Refusal]
    table.do(transaction)
    assert mark_occurrences(table.state, table.context, who, (), found(table, LIND).places) is None
    again = mark_occurrences(table.state, table.context, who, found(table, LIND).places[:1], ())
    assert again is not None
    table.do(again)
    assert len(table.state.records.refusals()) == 1
    assert len(table.annotations()) == 1


def test_places_of_another_document_are_marked_there() -> None:
    table = Table("Tove Lind ran.")
    elsewhere = Table("So said Tove Lind.").state.document
    other = placed(elsewhere, occurrences(elsewhere, (LIND,), 9), set(), {}).places
    transaction = mark_occurrences(table.state, table.context, Sought(LIND, "PERSON"), other, ())
    assert transaction is not None
    assert {change.after.document for change in transaction.changes if isinstance(change.after, Annotation)} == {elsewhere.id}
    assert transaction.document == table.state.document.id


def test_the_names_of_an_entity_begin_with_its_own() -> None:
    table = Table("⟦Tove Lind⟧{PERSON} left")
    (entity,) = table.entities()
    known, changes = wanted(table.state, table.context, Sought("", entity=entity.id))
    assert (names_of(known), changes) == ((LIND,), [])
