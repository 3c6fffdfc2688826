"""Searching in the open document."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from reader.core.span import Span
from reader.ui.finding import MOST_COUNTED, Finding, Searched


def places(text: str, words: str) -> list[str]:
    return [match.of(text) for match in Finding.of(Searched(text), words).within(Span(0, len(text)))]


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


@given(
    st.lists(st.sampled_from(["ab", "Ab", "c", " ", "\n", "İ"]), max_size=20).map("".join),
    st.integers(0, 30),
    st.sampled_from(["ab", "c ab", "b c ab", "Ab"]),
)
def test_matches_are_those_of_a_pattern_and_next_and_previous_go_round(text: str, offset: int, words: str) -> None:
    finding = Finding.of(Searched(text), words)
    flags = re.IGNORECASE if words.islower() else re.NOFLAG
    pattern = re.compile("(?=({}))".format(r"\s+".join(words.split())), flags)
    matches = [Span(*match.span(1)) for match in pattern.finditer(text)]
    later = [match for match in matches if match.start >= offset]
    earlier = [match for match in matches if match.start < offset]
    assert finding.next_from(offset) == next(iter([*later, *matches]), None)
    assert finding.previous_from(offset) == next(reversed([*matches, *earlier]), None)
    assert finding.within(Span(0, len(text))) == matches
    assert finding.within(Span(offset, offset + 2)) == [match for match in matches if match.overlaps(Span(offset, offset + 2))]
    assert finding.count == len(matches)
    assert [finding.number_at(match.start) for match in matches] == list(range(1, len(matches) + 1))
    assert finding.number_at(len(text)) is None


def test_of_more_matches_than_are_counted_the_first_have_numbers() -> None:
    text = "to do " * (MOST_COUNTED + 5)
    finding = Finding.of(Searched(text), "to do")
    assert not finding.is_counted
    assert finding.count == MOST_COUNTED
    assert finding.number_at(6) == 2
    assert finding.number_at(6 * MOST_COUNTED) is None
    assert Finding.of(Searched(text), "to").is_counted
