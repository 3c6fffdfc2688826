"""A span of an old text is found in the new one, and what happened to it is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.core.difference import Edit, differences
from reader.core.projection import Projected, Projection, inverse
from reader.core.span import Span
from tests.core.test_difference import pairs

EDITS = (Edit(Span(2, 2), Span(2, 5)), Edit(Span(4, 8), Span(7, 9)), Edit(Span(10, 12), Span(11, 11)))
"""Three code points put in at 2, 4 to 8 replaced by two, 10 and 11 taken out."""


def projected(start: int, end: int) -> Projected:
    return Projection(EDITS).project(Span(start, end))


def test_before_all_edits_nothing_moves() -> None:
    assert projected(0, 2) == Projected(Span(0, 2), 2, (), True)


def test_what_is_put_in_at_an_end_is_not_inside() -> None:
    assert projected(2, 4) == Projected(Span(5, 7), 2, (), True)


def test_what_is_put_in_between_is_inside() -> None:
    assert projected(1, 3) == Projected(Span(1, 6), 2, EDITS[:1], True)


def test_words_replaced_inside_are_counted() -> None:
    assert projected(3, 9) == Projected(Span(6, 10), 2, EDITS[1:2], True)


def test_an_end_that_was_replaced_takes_in_what_came_in_its_place() -> None:
    assert projected(6, 9) == Projected(Span(7, 10), 1, EDITS[1:2], False)
    assert projected(3, 6) == Projected(Span(6, 9), 1, EDITS[1:2], False)


def test_what_was_taken_out_leaves_an_empty_span() -> None:
    assert projected(10, 12) == Projected(Span(11, 11), 0, EDITS[2:], False)


def test_a_span_with_an_end_taken_out_stands_nowhere_whole() -> None:
    assert Projection(EDITS).span(Span(9, 11)) is None
    assert Projection(EDITS).span(Span(9, 13)) == Span(10, 12)


@given(pairs, st.data())
def test_an_untouched_span_has_the_same_words(pair: tuple[str, str], data: st.DataObject) -> None:
    old, new = pair
    start = data.draw(st.integers(0, len(old)))
    span = Span(start, data.draw(st.integers(start, len(old))))
    found = Projection(differences(old, new)).project(span)
    if found.is_untouched:
        assert found.span.of(new) == span.of(old)
        assert found.kept == len(span)
    else:
        assert 0 <= found.kept <= len(span)
        assert found.span.end <= len(new)


@given(pairs, st.data())
def test_the_way_back_leads_to_the_same_words(pair: tuple[str, str], data: st.DataObject) -> None:
    old, new = pair
    edits = differences(old, new)
    start = data.draw(st.integers(0, len(old)))
    span = Span(start, data.draw(st.integers(start, len(old))))
    there = Projection(edits).project(span)
    if there.is_untouched and len(span):
        assert Projection(inverse(edits)).project(there.span).span == span


@given(pairs)
def test_the_whole_text_becomes_the_whole_text(pair: tuple[str, str]) -> None:
    old, new = pair
    found = Projection(differences(old, new)).project(Span(0, len(old)))
    inserted_at_ends = sum(len(edit.new) for edit in differences(old, new) if edit.old in (Span(0, 0), Span(len(old), len(old))))
    assert len(found.span) == len(new) - inserted_at_ends or not old
