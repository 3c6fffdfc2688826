"""Texts are compared without their typography, and every offset finds its way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.folding import Folded, fold
from reader.core.span import Span

typographic = st.text("aB é“”’—-…. \n\t\u00a0\u00ad\u200bİς\ufb01e\u0301", max_size=30) | st.text(max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Wait — what?”", '"wait - what?"'),
        ("it’s", "IT'S"),
        ("so…", "so..."),
        ("one\u00a0two\n\nthree", "one two three"),
        ("naïve café", "NAIVE CAFE"),
        ("cafe\u0301", "café"),
        ("hy\u00adphen\u200bated", "hyphenated"),
        ("a--b", "a–b"),
        ("\ufb01nd", "find"),
        ("ΟΔΟΣ", "οδος"),
    ],
)
def test_what_differs_by_typography_only_is_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("cat", "car"), ("a b", "ab"), ("1", "2"), ("?", "!"), ("大", "太")])
def test_what_differs_otherwise_is_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(typographic)
def test_a_text_folded_with_its_offsets_is_the_folded_text(text: str) -> None:
    assert Folded(text).text == fold(text)


@given(typographic, st.data())
def test_a_span_of_the_folded_text_leads_to_what_became_of_it(text: str, data: st.DataObject) -> None:
    folded = Folded(text)
    start = data.draw(st.integers(0, len(folded.text)))
    span = Span(start, data.draw(st.integers(start, len(folded.text))))
    original = folded.original(span)
    assert original.end <= len(text)
    assert folded.folded(original).covers(span) or (span.is_empty and original.is_empty)


@given(typographic, st.data())
def test_offsets_keep_their_order(text: str, data: st.DataObject) -> None:
    folded = Folded(text)
    first = data.draw(st.integers(0, len(text)))
    second = data.draw(st.integers(first, len(text)))
    assert folded.folded(Span(first, first)).start <= folded.folded(Span(second, second)).start <= len(folded.text)


@given(st.text("abc def", max_size=30), st.data())
def test_a_plain_text_has_the_same_offsets(text: str, data: st.DataObject) -> None:
    plain = " ".join(text.split())
    start = data.draw(st.integers(0, len(plain)))
    span = Span(start, data.draw(st.integers(start, len(plain))))
    assert Folded(plain).original(span) == Folded(plain).folded(span) == span
