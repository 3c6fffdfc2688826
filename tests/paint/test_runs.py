"""Which names cover what."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reader.core.annotation import Status
from reader.core.span import Span
from reader.paint.runs import Run, marked_runs, runs
from tests.notation import Table

spans = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda ends: Span(min(ends), max(ends)))
layers = st.lists(st.tuples(spans, st.sampled_from(["claim", "note", "selection"])), max_size=8)


names = st.frozensets(st.sampled_from(["claim", "tag"]), min_size=1)


@st.composite
def marked_rows(draw: st.DrawFn) -> list[Run]:
    """Runs in order and apart."""
    cuts = sorted(draw(st.sets(st.integers(0, 40), max_size=8)))
    return [Run(Span(start, end), draw(names)) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]


@given(spans, layers, marked_rows())
def test_runs_tile_the_row_and_name_all_that_lies_on_each_code_point(row: Span, over: list[tuple[Span, str]], marked: list[Run]) -> None:
    made = runs(row, over, marked)
    assert [offset for run in made for offset in range(run.span.start, run.span.end)] == list(range(row.start, row.end))
    for run in made:
        for offset in range(run.span.start, run.span.end):
            lying = {name for mark in marked if mark.span.contains(offset) for name in mark.names}
            assert run.names == lying | {name for span, name in over if span.contains(offset)}


def test_marks_are_named_by_what_they_are_and_whether_they_are_sure() -> None:
    table = Table("⟦O|ne⟧{PERSON} ⟦two⟧{claim}")
    one = table.state.marks.at(0)[0]
    annotation = table.state.records.annotation(one.id)
    assert annotation is not None
    table.state.marks.change([one.id], [replace(annotation, status=Status.UNSURE)])
    made, starting = marked_runs(Span(0, 7), table.state.marks, table.state.records)
    assert made == [Run(Span(0, 3), frozenset({"mention.PERSON", "unsure"})), Run(Span(4, 7), frozenset({"claim"}))]
    assert starting == {"mention.PERSON", "claim"}
    assert marked_runs(Span(1, 5), table.state.marks, table.state.records)[1] == {"claim"}


def test_marks_whose_words_were_changed_are_named_so_where_they_start_and_all_along() -> None:
    table = Table("⟦The bridge over the river fell on Tuesday.⟧{claim} ⟦Nobody knows why.⟧{claim}")
    table.session.open(Table("The bridge over the river fell on Monday. Nobody knows why.").state.document)
    made, starting = marked_runs(Span(0, 59), table.state.marks, table.state.records)
    assert made == [Run(Span(0, 41), frozenset({"claim", "edited"})), Run(Span(42, 59), frozenset({"claim"}))]
    assert starting == {"claim", "edited"}
    assert marked_runs(Span(42, 59), table.state.marks, table.state.records)[1] == {"claim"}
