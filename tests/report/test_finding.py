"""Lines in context, printed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.core.concordance import context_line
from reader.core.span import Span
from reader.report.cells import cells
from reader.report.finding import context

TEXTS = st.text(st.sampled_from("ab 漢é\u0301👩\u200d\n\t\x1b"), min_size=1, max_size=300)


@given(TEXTS, st.data(), st.integers(40, 160))
def test_a_line_keeps_to_its_width_and_its_match_to_its_column(text: str, data: st.DataObject, width: int) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    line = context(context_line(0, "a/long/path/to/an/article.txt", text, Span(start, end)), width, coloured=False)
    other = context(context_line(0, "b.txt", "a match", Span(2, 7)), width, coloured=False)
    assert cells(line) <= width
    assert abs(cells(line.partition("⟦")[0]) - cells(other.partition("⟦")[0])) <= 0
    assert "\x1b" not in line


def test_colour_adds_nothing_to_the_words() -> None:
    line = context_line(0, "a.txt", "The bridge fell.", Span(4, 10))
    coloured = context(line, 80, coloured=True)
    assert coloured.replace("\x1b[1;33m", "").replace("\x1b[0m", "") == context(line, 80, coloured=False)
