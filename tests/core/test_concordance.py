"""Lines in context and their orders."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.core.concordance import CONTEXT, ContextLine, Order, context_line, in_order
from reader.core.graphemes import is_boundary
from reader.core.span import Span


def lines(*texts: str) -> list[ContextLine]:
    """The line of the first ``⟦match⟧`` of each text, which is a document."""
    made = []
    for number, text in enumerate(texts):
        start, end = text.index("⟦"), text.index("⟧") - 1
        made.append(context_line(number, f"{number}.txt", text.replace("⟦", "").replace("⟧", ""), Span(start, end)))
    return made


def numbers(found: list[ContextLine]) -> list[int]:
    return [line.entry for line in found]


def test_a_line_has_its_words_on_one_line() -> None:
    (line,) = lines("An old\n\nwooden ⟦bridge\nin⟧ Ulm,  it is said.")
    assert (line.left, line.match, line.right) == ("An old wooden ", "bridge in", " Ulm, it is said.")


def test_lines_sort_by_the_nearest_word_on_either_side_without_regard_to_case_or_accents() -> None:
    found = lines("a Zoo ⟦x⟧ two", "an élan ⟦x⟧ One", "an ELAN ⟦x⟧ three", "⟦x⟧ one")
    assert numbers(in_order(found, Order.LEFT)) == [3, 1, 2, 0]
    assert numbers(in_order(found, Order.RIGHT)) == [1, 3, 2, 0]
    assert numbers(in_order(reversed(found), Order.DOCUMENT)) == [0, 1, 2, 3]


def test_where_the_nearest_words_are_alike_the_next_decide() -> None:
    found = lines("b the ⟦x⟧ of z", "a the ⟦x⟧ of y")
    assert numbers(in_order(found, Order.LEFT)) == [1, 0]
    assert numbers(in_order(found, Order.RIGHT)) == [1, 0]


def test_punctuation_is_no_word() -> None:
    (line,) = lines("“the weak-to-strong” – ⟦x⟧, the mayor’s … end")
    assert line.before[0] == "weak-to-strong"
    assert line.after[:2] == ("the", "mayor's")


@given(st.text(st.sampled_from("ab e\u0301漢👩\u200d🔬\n"), min_size=1, max_size=400), st.data())
def test_the_context_is_what_stands_around_and_splits_no_character(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    line = context_line(0, "a.txt", text, Span(start, end))
    assert len(line.left) <= CONTEXT
    assert len(line.right) <= CONTEXT
    assert " ".join(text[:start].split()).endswith(line.left.strip())
    assert " ".join(text[end:].split()).startswith(line.right.strip())
    if start > CONTEXT and "\n" not in text and "  " not in text:
        assert is_boundary(text, start - len(line.left)) or not line.left
