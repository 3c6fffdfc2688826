"""Searching in the open document."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.ui.finding import Finding


def places(text: str, words: str) -> list[str]:
    return [match.of(text) for match in Finding.of(text, words).matches]


def test_small_letters_find_capitals_and_capitals_only_themselves() -> None:
    assert places("Bridge bridge", "bridge") == ["Bridge", "bridge"]
    assert places("Bridge bridge", "Bridge") == ["Bridge"]


def test_a_space_finds_any_white_space() -> None:
    assert places("two\nwords two  words", "two words") == ["two\nwords", "two  words"]


def test_signs_of_regular_expressions_are_signs() -> None:
    assert places("a.c abc (", "a.c") == ["a.c"]
    assert places("a.c abc (", "(") == ["("]


def test_nothing_finds_nothing() -> None:
    assert places("one", "") == places("one", "  ") == []
    assert Finding().next_from(0) is Finding().previous_from(0) is None


@given(st.lists(st.sampled_from(["ab", "c", " "]), max_size=20).map("".join), st.integers(0, 30))
def test_next_and_previous_go_round(text: str, offset: int) -> None:
    finding = Finding.of(text, "ab")
    if not finding.matches:
        return
    starts = [match.start for match in finding.matches]
    later = [start for start in starts if start >= offset]
    earlier = [start for start in starts if start < offset]
    following, before = finding.next_from(offset), finding.previous_from(offset)
    assert following is not None
    assert before is not None
    assert following.start == (later[0] if later else starts[0])
    assert before.start == (earlier[-1] if earlier else starts[-1])
    assert finding.number_at(following.start) == starts.index(following.start) + 1
