from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.graphemes import graphemes
from reader.core.visible import LOST, MARKS_SHOWN, visible

LETTERS = "ab \n\t\r\x00\x1b\x7f\x9f\u0301\u0302\u200d\u200c\ufe0f🏴\U000e0067\U000e0062\U000e007f\u202e\u2067\u200b\ufeff\xad😀कि\u094d"
LETTERS += "\u1160\u11a8\ud800\uffff\u2028\u0600\u3164"
TEXTS = st.lists(st.tuples(st.sampled_from(LETTERS), st.sampled_from([1, 1, 1, 5, 10])), max_size=10).map(
    lambda parts: "".join(letter * times for letter, times in parts)
)
ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@given(TEXTS)
def test_each_code_point_gives_one(text: str) -> None:
    assert len(visible(text)) == len(text)


@given(TEXTS)
def test_what_is_visible_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@given(TEXTS)
def test_a_grapheme_looks_the_same_alone_as_in_its_text(text: str) -> None:
    shown = visible(text)
    assert [visible(span.of(text)) for span in graphemes(text)] == [span.of(shown) for span in graphemes(text)]


def test_nothing_that_is_shown_is_a_control_or_turns_direction() -> None:
    for code in (*range(0x20000), *range(0xE0000, 0xE1000)):
        shown = visible("a" + chr(code))[1]
        if chr(code) not in "\n\t":
            assert unicodedata.category(shown) not in ("Cc", "Cs", "Zl", "Zp"), hex(code)
            assert unicodedata.bidirectional(shown) not in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"), hex(code)


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("\x1b", "␛"), ("\x00", "␀"), ("\x7f", "␡"), ("\r", "␍"), ("\x9b", LOST), ("\u202e", LOST), ("\u200f", LOST), ("\u200b", "␣"),
        ("\ufeff", "␣"), ("\u200d", "␣"), ("\xad", "¬"), ("\u2028", "␤"), ("\ud800", LOST), ("\uffff", LOST), ("\U000e0041", LOST),
    ],
)  # fmt: skip
def test_what_hides_gets_a_stand_in(hidden: str, shown: str) -> None:
    assert visible(f"a{hidden}b") == f"a{shown}b"


@pytest.mark.parametrize(
    "text",
    ["a\ttab\n", "naïve “quotes”", "👨\u200d👩\u200d👧 👍🏽 🇩🇪 1\ufe0f\u20e3", "क्षि", "می\u200cخواهم", "ශ්\u200dරී", "漢字", ENGLAND],
)
def test_honest_text_is_left_alone(text: str) -> None:
    assert visible(text) == text


def test_marks_past_the_eighth_on_a_base_are_shown_by_themselves() -> None:
    assert visible("a" + "\u0301" * 12 + "b") == "a" + "\u0301" * MARKS_SHOWN + LOST * 4 + "b"


@pytest.mark.parametrize("before", ["", "\n", "\t", "\x1b"])
def test_a_mark_without_a_base_is_shown_by_itself(before: str) -> None:
    assert visible(f"{before}\u0301b").endswith(f"{LOST}b")
