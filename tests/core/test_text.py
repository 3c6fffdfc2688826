from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.graphemes import is_boundary
from reader.core.span import Span
from reader.core.text import Snap, snap, trim

FLAGS = "a🇩🇪e\u0301b"
TEXTS = st.text(st.sampled_from("a \n\u0301🇩🇪👨\u200d😀"), max_size=12)


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, Span]:
    text = draw(TEXTS)
    ends = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    return text, Span(ends[0], ends[1])


def test_expanding_takes_in_a_split_flag() -> None:
    assert snap(FLAGS, Span(2, 4), Snap.EXPAND) == Span(1, 5)


def test_contracting_leaves_a_split_flag_out() -> None:
    assert snap(FLAGS, Span(2, 5), Snap.CONTRACT) == Span(3, 5)


def test_a_span_inside_one_character_contracts_to_nothing() -> None:
    text = "a👨\u200d👩\u200d👧b"
    assert snap(text, Span(2, 4), Snap.CONTRACT).is_empty


def test_strict_refuses_a_span_that_splits_a_character() -> None:
    with pytest.raises(ValueError, match="splits a character"):
        snap(FLAGS, Span(0, 4), Snap.STRICT)


@pytest.mark.parametrize("how", Snap)
def test_a_span_past_the_text_is_refused(how: Snap) -> None:
    with pytest.raises(ValueError, match="leaves a text"):
        snap("abc", Span(1, 4), how)


@given(spans())
def test_expanding_covers_the_span_and_contracting_stays_inside(case: tuple[str, Span]) -> None:
    text, span = case
    expanded, contracted = snap(text, span, Snap.EXPAND), snap(text, span, Snap.CONTRACT)
    for snapped in (expanded, contracted):
        assert is_boundary(text, snapped.start)
        assert is_boundary(text, snapped.end)
    if not span.is_empty:
        assert expanded.covers(span)
        assert contracted.is_empty or span.covers(contracted)


@given(spans())
def test_a_snapped_span_is_not_moved_again(case: tuple[str, Span]) -> None:
    text, span = case
    for how in (Snap.EXPAND, Snap.CONTRACT):
        snapped = snap(text, span, how)
        assert snap(text, snapped, Snap.STRICT) == snapped


def test_trimming_takes_white_space_off_both_ends() -> None:
    assert trim("  a b \n", Span(0, 7)) == Span(2, 5)


def test_trimming_white_space_leaves_nothing_at_its_start() -> None:
    assert trim("a   b", Span(1, 4)) == Span(1, 1)
