"""Which marks a filter passes, and how they are listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.annotation import Annotation, Claim, Status
from reader.core.transaction import Change, Transaction
from reader.paint.facets import NOTHING, Choices, Criterion, Facet, Filter, Listing, titled, values_of
from reader.paint.filtering import Sifted
from tests.notation import Table

PICTURE = "⟦One⟧{claim} ⟦Ann⟧{PERSON} ⟦two⟧{note:why} ⟦three⟧{tag:hot} ⟦four⟧{evidence} ⟦five⟧{claim} ⟦Bo⟧{ORG}"


def sifted(table: Table, sought: Filter) -> Sifted:
    found = Sifted(table.state, sought)
    for _ in found.steps():
        pass
    return found


def lines(found: Sifted) -> list[str]:
    return [f"{item.text} | {item.detail}" if item.detail else item.text for item in found.outline()]


def only(*criteria: tuple[Facet, str], listing: Listing = Listing.PLACE) -> Filter:
    return Filter(tuple(Criterion(facet, value) for facet, value in criteria), listing)


def change(table: Table, number: int, **values: object) -> Annotation:
    """Change the mark with this number in the order of the text."""
    before = table.annotations()[number]
    after = replace(before, **values)  # type: ignore[arg-type]  # whatever the test wants to be otherwise
    table.do(Transaction("change", (Change(before, after),), before.document, 0))
    return after


@pytest.mark.parametrize(
    ("facet", "value", "quotes"),
    [
        (Facet.SORT, "claim", ["One", "five"]),
        (Facet.SORT, "entity", ["Ann", "Bo"]),
        (Facet.SORT, "note", ["why"]),
        (Facet.SORT, "evidence", ["four"]),
        (Facet.KIND, "fact", ["One", "five"]),
        (Facet.KIND, "ORG", ["Bo"]),
        (Facet.CLAIMANT, "", ["One", "five"]),
        (Facet.VERDICT, "", ["five"]),
        (Facet.VERDICT, "false", ["One"]),
        (Facet.TAG, "hot", ["Ann", "#hot"]),
        (Facet.SURE, "unsure", ["Ann"]),
        (Facet.CHECK, "yes", ["One"]),
        (Facet.CREATOR, "tester", ["One", "Ann", "why", "#hot", "four", "five", "Bo"]),
        (Facet.CREATOR, "nobody", []),
        (Facet.RELATION, "supports", []),
    ],
)
def test_a_filter_passes_what_has_the_value(facet: Facet, value: str, quotes: list[str]) -> None:
    table = Table(PICTURE)
    change(table, 0, body=Claim("fact", verdict="false", checkworthy=True))
    change(table, 1, tags=("hot",), status=Status.UNSURE)
    assert [item.text for item in sifted(table, only((facet, value))).outline()] == quotes


def test_several_conditions_must_all_be_met() -> None:
    table = Table(PICTURE)
    change(table, 0, body=Claim("fact", verdict="false"))
    assert lines(sifted(table, only((Facet.SORT, "claim"), (Facet.VERDICT, "")))) == ["five | fact"]


def test_another_value_takes_the_place_of_one_that_cannot_be_met_beside_it() -> None:
    claims, notes = Criterion(Facet.SORT, "claim"), Criterion(Facet.SORT, "note")
    assert NOTHING.toggled(claims).toggled(notes) == Filter((notes,))
    assert NOTHING.toggled(claims).toggled(claims) == NOTHING
    hot, cold = Criterion(Facet.TAG, "hot"), Criterion(Facet.TAG, "cold")
    assert NOTHING.toggled(hot).toggled(cold) == Filter((hot, cold))


def test_by_verdict_marks_stand_under_headings_that_count() -> None:
    table = Table(PICTURE)
    change(table, 5, body=Claim("fact", verdict="mostly_true"))
    assert lines(sifted(table, only((Facet.SORT, "claim"), listing=Listing.VERDICT))) == [
        "mostly true 1",
        "five | fact · mostly true",
        "no verdict 1",
        "One | fact",
    ]


def test_by_time_the_latest_come_first_under_their_day() -> None:
    table = Table("⟦One⟧{claim} ⟦two⟧{claim} ⟦three⟧{claim}")
    for number, time in enumerate(["2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z", "2026-03-02T00:00:00Z"]):
        change(table, number, provenance=replace(table.annotations()[number].provenance, modified=time))
    listed = [item.text for item in sifted(table, only(listing=Listing.MODIFIED)).outline()]
    assert listed == ["2026-03-02 1", "three", "2026-03-01 2", "two", "One"]


def test_a_mark_without_a_place_is_listed_with_the_reason() -> None:
    table = Table("⟦One⟧{claim} ⟦two⟧{claim}").becomes("only two")
    assert lines(sifted(table, only((Facet.SORT, "claim")))) == ["two | fact", "One | fact · its words are no longer in the text"]


def test_what_is_changed_meanwhile_is_listed_as_if_it_had_been_so() -> None:
    table = Table(PICTURE)
    sought = only((Facet.VERDICT, "false"), listing=Listing.CLAIMANT)
    found = sifted(table, sought)
    claim = change(table, 5, body=Claim("fact", verdict="false"))
    found.renew([claim.id])
    assert lines(found) == lines(sifted(table, sought)) == ["no claimant 1", "five | fact · false"]
    table.press("u")
    found.renew([claim.id])
    assert (lines(found), len(found)) == ([], 0)


def test_each_line_is_found_by_its_mark() -> None:
    for listing in Listing:
        found = sifted(Table(PICTURE), only(listing=listing))
        outline = found.outline()
        assert [outline.place_of(item.target) for item in outline if item.target] == [
            place for place, item in enumerate(outline) if item.target
        ]
        assert outline.place_of("nobody") is None


def test_walking_goes_through_filtered_marks_only_and_says_which_one_it_is() -> None:
    table = Table(PICTURE)
    found = sifted(table, only((Facet.SORT, "claim")))
    one, five = [annotation.id for annotation in table.annotations() if isinstance(annotation.body, Claim)]
    assert found.step(0, None, 1) == (five, 1)  # the caret is at the first already
    assert found.step(0, one, 1) == (five, 1)
    assert found.step(0, five, 1) is None
    assert found.step(len(table.state.document.text), None, -1) == (five, 1)
    assert found.step(0, five, -1) == (one, 0)
    assert found.step(0, one, -1) is None


@settings(max_examples=20)
@given(st.lists(st.sampled_from(["c", "d", "u", "R", ")", "w", "e:p", "t:hot", "m:why", "g"]), max_size=8), st.sampled_from(Listing))
def test_however_the_marks_are_changed_the_list_is_that_of_a_new_look(keys: Sequence[str], listing: Listing) -> None:
    table = Table("|Ann left. Bo came. Ann and Bo wrote. Nobody knew.")
    for sought in (only(listing=listing), only((Facet.SORT, "claim"), listing=listing)):
        found = sifted(table, sought)
        for key in keys:
            before = {annotation.id for annotation in table.annotations()}
            table.press(key)
            found.renew(before | {annotation.id for annotation in table.annotations()})
            assert list(found.outline()) == list(sifted(table, sought).outline())


def test_there_is_to_choose_from_what_occurs_among_what_the_other_conditions_pass() -> None:
    table = Table(PICTURE)
    change(table, 0, body=Claim("fact", verdict="false"), tags=("hot",))

    def values(sought: Filter, facet: Facet) -> dict[str, int]:
        choices = Choices(sought, facet)
        for annotation in table.annotations():
            choices.add(annotation, table.state.records)
        return dict(choices.values())

    hot, claims = only((Facet.TAG, "hot")), only((Facet.SORT, "claim"))
    assert values(hot, Facet.SORT) == {"claim": 1, "tag": 1}
    assert values(hot, Facet.VERDICT) == {"false": 1}
    assert values(claims, Facet.SORT) == {"claim": 2, "entity": 2, "note": 1, "tag": 1, "evidence": 1}
    assert values(claims, Facet.TAG) == {"hot": 1}


def test_every_value_that_occurs_has_words() -> None:
    table = Table(PICTURE)
    for annotation in table.annotations():
        for facet in Facet:
            assert all(titled(facet, value, table.state.records) for value in values_of(annotation, facet, table.state.records))
