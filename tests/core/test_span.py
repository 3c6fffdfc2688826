"""The algebra of spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.span import Span

spans = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda ends: Span(min(ends), max(ends)))


def offsets(span: Span) -> set[int]:
    return set(range(span.start, span.end))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_neither_starts_below_zero_nor_ends_before_it_starts(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


@given(spans)
def test_a_span_contains_its_code_points_and_not_its_end(span: Span) -> None:
    assert {offset for offset in range(-1, 32) if span.contains(offset)} == offsets(span)
    assert len(span) == len(offsets(span))
    assert span.is_empty == (not offsets(span))


@given(spans, spans)
def test_overlapping_is_sharing_a_code_point(one: Span, other: Span) -> None:
    assert one.overlaps(other) == other.overlaps(one) == bool(offsets(one) & offsets(other))


@given(spans, spans)
def test_the_intersection_is_what_both_contain(one: Span, other: Span) -> None:
    shared = one.intersection(other)
    assert (offsets(shared) if shared else set()) == offsets(one) & offsets(other)
    assert shared == other.intersection(one)


@given(spans, spans)
def test_the_hull_is_the_smallest_that_covers_both(one: Span, other: Span) -> None:
    hull = one.hull(other)
    assert hull.covers(one)
    assert hull.covers(other)
    assert {hull.start, hull.end} <= {one.start, one.end, other.start, other.end}


@given(spans, spans)
def test_covering_each_other_is_being_the_same(one: Span, other: Span) -> None:
    assert (one.covers(other) and other.covers(one)) == (one == other)


@given(st.text(), spans)
def test_the_words_of_a_span_are_as_long_as_it_within_the_text(text: str, span: Span) -> None:
    shared = span.intersection(Span(0, len(text)))
    assert len(span.of(text)) == (len(shared) if shared else 0)
