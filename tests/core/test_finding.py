"""Where words stand in a text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from reader.core.finding import Occurrences, Searched, lowered
from reader.core.query import Query
from reader.core.span import Span


def places(text: str, words: str) -> list[str]:
    return [match.of(text) for match in Occurrences(Searched(text), words).within(Span(0, len(text)))]


def test_small_letters_find_capitals_and_capitals_only_themselves() -> None:
    assert places("Bridge bridge", "bridge") == ["Bridge", "bridge"]
    assert places("Bridge bridge", "Bridge") == ["Bridge"]


def test_a_space_finds_any_white_space() -> None:
    assert places("two\nwords two  words", "two words") == ["two\nwords", "two  words"]


def test_signs_of_regular_expressions_are_signs() -> None:
    assert places("a.c abc (", "a.c") == ["a.c"]
    assert places("a.c abc (", "(") == ["("]


def test_a_final_sigma_is_a_sigma() -> None:
    assert places("ΟΔΟΣ οδός οδος", "οδος") == ["ΟΔΟΣ", "οδος"]


def test_nothing_finds_nothing() -> None:
    assert places("one", "") == places("one", "  ") == []


def test_the_capitals_after_a_backslash_do_not_make_an_expression_case_sensitive() -> None:
    assert not Query(r"\Wbridge\S", is_pattern=True).is_case_sensitive
    assert Query(r"\wBridge", is_pattern=True).is_case_sensitive
    assert Query(r"a\B").is_case_sensitive


@given(
    st.lists(st.sampled_from(["ab", "Ab", "c", " ", "\n", "İ"]), max_size=20).map("".join),
    st.integers(0, 30),
    st.sampled_from(["ab", "c ab", "b c ab", "Ab"]),
)
def test_matches_are_those_of_a_pattern_and_next_and_previous_go_round(text: str, offset: int, words: str) -> None:
    occurrences = Occurrences(Searched(text), words)
    flags = re.IGNORECASE if words.islower() else re.NOFLAG
    pattern = re.compile("(?=({}))".format(r"\s+".join(words.split())), flags)
    matches = [Span(*match.span(1)) for match in pattern.finditer(text)]
    later = [match for match in matches if match.start >= offset]
    earlier = [match for match in matches if match.start < offset]
    assert occurrences.next_from(offset) == next(iter([*later, *matches]), None)
    assert occurrences.previous_from(offset) == next(reversed([*matches, *earlier]), None)
    assert occurrences.within(Span(0, len(text))) == matches
    assert occurrences.within(Span(offset, offset + 2)) == [match for match in matches if match.overlaps(Span(offset, offset + 2))]


@given(st.text(st.sampled_from("aAİΣß\n"), max_size=30), st.integers(1, 3))
def test_small_letters_are_as_many(text: str, times: int) -> None:
    assert len(lowered(text * times)) == len(text) * times
    assert lowered("A" * 200_000 + text) == "a" * 200_000 + lowered(text)
