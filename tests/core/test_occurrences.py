"""Where a name stands, and in which manner."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.occurrences import PIECE, Manner, occurrences, placed
from reader.core.span import Span
from tests.notation import document, parse

LIND = ("Tove Lind", "Lind", "@tovelind")


def found(text: str, names: tuple[str, ...] = LIND) -> list[tuple[str, str]]:
    return [(one.span.of(text), one.manner.name) for one in occurrences(document(text), names, 100)]


@pytest.mark.parametrize(
    ("picture", "manner"),
    [
        ("So ⟦Tove Lind⟧ said.", Manner.NAME),
        ("So ⟦Tove\u00a0 Lind⟧ said.", Manner.NAME),
        ("So ⟦Lind⟧, too.", Manner.ALIAS),
        ("So ⟦@tovelind⟧ wrote.", Manner.HANDLE),
        ("So ⟦@ToveLind⟧ wrote.", Manner.HANDLE),
        ("So ⟦Tove Lind⟧’s mill.", Manner.POSSESSIVE),
        ("So ⟦Lind⟧'s mill.", Manner.POSSESSIVE),
        ("A ⟦Lind⟧-backed mill.", Manner.COMPOUND),
        ("So ⟦TOVE LIND⟧ said.", Manner.CASE),
        ("“⟦Tove Lind⟧”", Manner.NAME),
    ],
)
def test_a_name_is_found_in_this_manner(picture: str, manner: Manner) -> None:
    wanted = parse(picture)
    assert wanted.selection is not None
    (one,) = occurrences(document(wanted.text), LIND, 100)
    assert (one.span, one.manner) == (wanted.selection.span, manner)


@pytest.mark.parametrize(
    "text", ["Lindgren ran", "Blind men", "see https://lind.example/Lind for more", "@lindtove", "Tove, Lin", "Tove\n\nLin"]
)
def test_parts_of_other_words_are_not_the_name(text: str) -> None:
    assert found(text) == []


def test_the_longest_name_is_taken_and_what_lies_in_it_is_not() -> None:
    assert found("Tove Lind met Lind.") == [("Tove Lind", "NAME"), ("Lind", "ALIAS")]


def test_a_short_name_in_other_letters_is_another_word() -> None:
    assert found("May met us in May of the US.", ("US", "May")) == [("May", "ALIAS"), ("May", "ALIAS"), ("US", "NAME")]


def test_letters_that_would_become_several_stay_as_they_are() -> None:
    assert found("İzmir and IZMIR, İZMİR and the İZMiR of old", ("İzmir",)) == [("İzmir", "NAME"), ("İZMiR", "CASE")]


def test_a_name_that_ends_in_a_sign_is_found() -> None:
    assert found("They sold Hurra! and left.", ("Hurra!",)) == [("Hurra!", "NAME")]


def test_a_name_across_two_pieces_is_found_once() -> None:
    for shift in range(-10, 2):
        text = "x " * (PIECE // 2) if shift == 0 else ("x" * (PIECE + shift - 1) + " ")
        assert found(f"{text}Tove Lind said") == [("Tove Lind", "NAME")]


def test_no_more_than_asked_for_are_found() -> None:
    assert len(occurrences(document("Lind " * 50), LIND, 7)) == 7


@given(st.lists(st.sampled_from(["Tove", "Lind", "lind", "’s", " ", "\n", ".", "@tovelind", "-", "é", "👍🏿", "x"]), max_size=30))
def test_what_is_found_is_in_order_apart_and_spelt_like_a_name(pieces: list[str]) -> None:
    text = "".join(pieces)
    spans = [one.span for one in occurrences(document(text), LIND, 100)]
    assert spans == sorted(spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert {" ".join(span.of(text).lower().split()) for span in spans} <= {"tove lind", "lind", "@tovelind"}


def test_places_are_ranked_with_the_refused_ones_last_and_the_marked_ones_counted() -> None:
    read = document("lind TOVE LIND met Lind, then Tove Lind and Lind and Tove Lind.")
    every = occurrences(read, ("Tove Lind", "Lind"), 100)
    marked, refused = every[-1].span, every[2].span
    given = placed(read, every, {marked}, {refused: "refusal"})
    shown = [(place.target.quote, place.manner.name, place.refusal) for place in given.places]
    assert shown == [
        ("Tove Lind", "NAME", None),
        ("Lind", "ALIAS", None),
        ("lind", "CASE", None),
        ("TOVE LIND", "CASE", None),
        ("Lind", "ALIAS", "refusal"),
    ]
    assert given.marked == 1
    assert given.places[0].target.span == Span(30, 39)
    assert given.places[0].before.endswith("met Lind, then ")
    assert given.places[0].after.startswith(" and Lind")
