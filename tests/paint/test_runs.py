"""Which names cover what."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.core.span import Span
from reader.paint.runs import mark_layers, runs
from tests.notation import Table

spans = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda ends: Span(min(ends), max(ends)))
layers = st.lists(st.tuples(spans, st.sampled_from(["claim", "note", "selection"])), max_size=8)


@given(spans, layers)
def test_runs_tile_the_row_and_name_all_layers_of_each_code_point(row: Span, over: list[tuple[Span, str]]) -> None:
    made = runs(row, over)
    assert [offset for run in made for offset in range(run.span.start, run.span.end)] == list(range(row.start, row.end))
    for run in made:
        for offset in range(run.span.start, run.span.end):
            assert run.names == {name for span, name in over if span.contains(offset)}


def test_a_mark_is_named_by_what_it_is_and_whether_it_is_the_current() -> None:
    table = Table("⟦O|ne⟧{PERSON} ⟦two⟧{claim}")
    marks = list(table.state.marks)
    named = mark_layers(marks, table.state.records, marks[1].id)
    assert named == [(Span(0, 3), "mention.PERSON"), (Span(4, 7), "claim"), (Span(4, 7), "current")]
