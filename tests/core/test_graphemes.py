from __future__ import annotations

import pytest
import regex  # type: ignore[import-untyped]  # has no stubs
from hypothesis import given
from hypothesis import strategies as st

from reader.core.graphemes import LOOK_BACK, grapheme_at, graphemes, is_boundary, is_extending, next_grapheme, previous_grapheme
from reader.core.span import Span

LETTERS = "a é\r\n\t\x1b\u0301\u0300\u200d\u200c\ufe0f🇩🇪🇫😀👨👩🏻❤☝©"
LETTERS += "कष\u094d\u093c\u0903\u0995\u09cd\u0dca\u0d9a각가\u1100\u1161\u11a8\u0600\u070f\u0e33"
LETTERS += "\u1cf5\u1b44\u1b13\u1039\u1000\u200b\U000e0067\U000e007f🏴\ud800"
CODES = (*range(0x20000), *range(0xE0000, 0xE1000))
"""The planes between hold ideographs, those after private characters."""

TEXTS = st.text(st.sampled_from(LETTERS), max_size=24)


@given(TEXTS)
def test_graphemes_are_those_of_an_independent_implementation(text: str) -> None:
    assert [span.of(text) for span in graphemes(text)] == regex.findall(r"\X", text)


def test_every_code_point_breaks_as_in_an_independent_implementation() -> None:
    for code in CODES:
        text = f"a{chr(code)}aक"
        assert [span.of(text) for span in graphemes(text)] == regex.findall(r"\X", text), hex(code)


@given(TEXTS)
def test_walking_in_either_direction_stops_at_the_same_places(text: str) -> None:
    forwards, at = [0], 0
    while at < len(text):
        at = next_grapheme(text, at)
        forwards.append(at)
    backwards, at = [len(text)], len(text)
    while at > 0:
        at = previous_grapheme(text, at)
        backwards.append(at)
    assert forwards == backwards[::-1]
    assert forwards == [at for at in range(len(text) + 1) if is_boundary(text, at)]


@given(TEXTS.filter(bool), st.data())
def test_the_grapheme_at_an_offset_is_the_one_that_holds_it(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text) - 1))
    assert [grapheme_at(text, offset)] == [span for span in graphemes(text) if span.contains(offset)]


@pytest.mark.parametrize("cluster", ["\r\n", "e\u0301", "🇩🇪", "👨\u200d👩\u200d👧", "👍🏽", "क्षि", "각", "1\ufe0f\u20e3"])
def test_what_is_one_character_to_a_reader_is_one_grapheme(cluster: str) -> None:
    assert grapheme_at(f"a{cluster}b", len(cluster)) == Span(1, 1 + len(cluster))


def test_at_the_end_of_the_text_the_grapheme_is_empty() -> None:
    assert grapheme_at("ab", 2) == Span(2, 2)


def test_the_ends_of_the_text_stop_a_step() -> None:
    assert (next_grapheme("ab", 2), previous_grapheme("ab", 0)) == (2, 0)


@pytest.mark.parametrize("flood", ["\u0301", "🇩", "\u1100", "😀\u200d", "क\u094d", "\u0600"])
def test_a_flood_is_cut_into_clusters_of_bounded_length(flood: str) -> None:
    text = "a" + flood * 3000
    at = 0
    while at < len(text):
        end = next_grapheme(text, at)
        assert end - at <= 2 * LOOK_BACK
        assert previous_grapheme(text, end) == at
        at = end


def test_marks_extend_and_letters_do_not() -> None:
    assert [is_extending(character) for character in "\u0301\u0903\u200d\ufe0faक"] == [True, True, True, True, False, False]
