"""Coverage tells of each code point what a look at all layers tells."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.core.coverage import CHUNK, MOST_CHUNKS, Coverage
from reader.core.span import Span

starts = st.integers(0, 4 * CHUNK) | st.sampled_from((0, CHUNK - 1, CHUNK, 2 * CHUNK))
spans = st.tuples(starts, st.integers(1, 3 * CHUNK) | st.integers(1, 9)).map(lambda start: Span(start[0], sum(start)))
layers = st.tuples(spans, st.sampled_from("abc"))


def agree(coverage: Coverage[str], kept: list[tuple[Span, str]], row: Span) -> None:
    stretches = coverage.within(row)
    assert all(one.span.end <= other.span.start for one, other in pairwise(stretches))
    assert all(stretch.span.overlaps(row) for stretch in stretches)
    told = {offset: stretch for stretch in stretches for offset in range(stretch.span.start, stretch.span.end)}
    for offset in range(row.start, row.end):
        assert (told[offset].layers if offset in told else set()) == {layer for span, layer in kept if span.contains(offset)}
    begin = {(stretch.span.start, layer) for stretch in stretches for layer in stretch.starting if row.contains(stretch.span.start)}
    assert begin == {(span.start, layer) for span, layer in kept if row.contains(span.start)}


@given(st.lists(layers, max_size=8), st.lists(st.tuples(spans, st.lists(layers, max_size=1)), max_size=4))
def test_coverage_agrees_with_a_look_at_all_layers_whatever_comes_and_goes(
    known: list[tuple[Span, str]], rows: list[tuple[Span, list[tuple[Span, str]]]]
) -> None:
    kept = list(known)
    coverage = Coverage(lambda near: [(span, layer) for span, layer in kept if span.overlaps(near)])
    for row, more in rows:
        agree(coverage, kept, row)
        if kept and more:
            coverage.count(*kept.pop(len(kept) // 2), -1)
        kept += more
        for layer in more:
            coverage.count(*layer, 1)
        agree(coverage, kept, row)


def test_no_more_is_kept_than_a_part_of_a_long_text() -> None:
    asked: list[Span] = []
    kept = [(Span(0, 10**6), "a")]

    def near(span: Span) -> list[tuple[Span, str]]:
        asked.append(span)
        return kept

    coverage = Coverage(near)
    for _ in range(2):
        for number in range(MOST_CHUNKS + 1):
            assert [stretch.layers for stretch in coverage.within(Span(number * CHUNK, number * CHUNK + 1))] == [{"a"}]
    assert len(asked) > MOST_CHUNKS + 1
    coverage.count(*kept.pop(), -1)
    assert [coverage.within(Span(at, at + 1)) for at in (0, CHUNK, MOST_CHUNKS * CHUNK)] == [[], [], []]
