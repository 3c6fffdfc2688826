from __future__ import annotations

import re
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.core.graphemes import graphemes, is_boundary
from reader.core.span import Span
from reader.paint import wrap as wrapping
from reader.paint.wrap import HANGING, TAB, cell_of, cell_width, drawn, offset_of, rows, wrap

LETTERS = "ab  cd -—\t漢字、「か」é\u0301👍🏽🇩🇪\u200d\n😀각\x1b\u202e"
TEXTS = st.one_of(st.text(st.sampled_from(LETTERS), max_size=60), st.text(st.sampled_from("abc  d-e é\n"), max_size=90))
WIDTHS = st.integers(0, 12)


def shown(text: str, width: int) -> list[str]:
    return [row.of(text) for row in wrap(text, Span(0, len(text)), width, cell_len)]


def inked(text: str, row: Span) -> list[str]:
    """The graphemes of a row without the white space at its end."""
    found = [span.of(row.of(text)) for span in graphemes(row.of(text))]
    while found and found[-1][0] in " \t\n":
        found.pop()
    return found


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("The quick brown fox jumps", 10, ["The quick ", "brown fox ", "jumps"]),
        ("weak-to-strong now", 10, ["weak-to-", "strong now"]),
        ("one\n\ntwo", 10, ["one\n", "\n", "two"]),
        ("aaaa  \nbb", 4, ["aaaa  \n", "bb"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("漢字かな交じり文", 6, ["漢字か", "な交じ", "り文"]),
        ("漢字、文。", 4, ["漢", "字、", "文。"]),
        ("漢「字」", 4, ["漢", "「字", "」"]),
        ("안녕하세요 세계", 12, ["안녕하세요 ", "세계"]),
        ("👨\u200d👩\u200d👧🇩🇪🇫🇷", 4, ["👨\u200d👩\u200d👧🇩🇪", "🇫🇷"]),
        ("\t\ta\tb", 6, ["\t\t", "a\tb"]),
        ("漢字", 1, ["漢", "字"]),
        ("ab", 0, ["a", "b"]),
        ("", 5, [""]),
        ("a b", 80, ["a b"]),
    ],
)
def test_text_is_broken_where_a_reader_expects_it(text: str, width: int, expected: list[str]) -> None:
    assert shown(text, width) == expected


def test_a_flood_of_spaces_hangs_no_further_than_eight() -> None:
    assert shown("ab" + " " * 20 + "c", 2)[0] == "ab" + " " * HANGING


@given(TEXTS, WIDTHS, st.integers(0, 4))
def test_rows_tile_their_block_without_splitting_a_grapheme(text: str, width: int, first: int) -> None:
    start = next(at for at in range(min(first, len(text)), -1, -1) if is_boundary(text, at))
    found = wrap(text, Span(start, len(text)), width, cell_len)
    assert (found[0].start, found[-1].end) == (start, len(text))
    assert all(before.end == after.start for before, after in pairwise(found))
    assert all(is_boundary(text, row.start) for row in found)


@given(TEXTS, WIDTHS)
def test_no_row_is_wider_than_the_width_but_by_a_single_wide_grapheme(text: str, width: int) -> None:
    for row in wrap(text, Span(0, len(text)), width, cell_len):
        ink = inked(text, row)
        assert sum(cell_width(grapheme, cell_len) for grapheme in ink) <= max(1, width) or len(ink) == 1


@given(TEXTS, WIDTHS)
def test_an_offset_is_found_again_at_its_cell(text: str, width: int) -> None:
    for row in wrap(text, Span(0, len(text)), width, cell_len):
        for span in graphemes(row.of(text)):
            offset = row.start + span.start
            if text[offset] == "\n" or cell_width(span.of(row.of(text)), cell_len):
                assert offset_of(text, row, cell_of(text, row, offset, cell_len), cell_len) == offset


@given(TEXTS, WIDTHS, st.data())
def test_rows_can_be_taken_up_at_any_row(text: str, width: int, data: st.DataObject) -> None:
    block = Span(0, len(text))
    found = wrap(text, block, width, cell_len)
    index = data.draw(st.integers(0, len(found) - 1))
    assert tuple(rows(text, block, width, cell_len, found[index].start)) == found[index:]


@given(st.lists(st.sampled_from(["a", "bc", "weak-to-strong", "x" * 9, " ", "  ", "—", "é"]), max_size=60).map("".join), st.integers(1, 12))
def test_plain_text_is_broken_as_any_other(text: str, width: int) -> None:
    fast = wrap(text, Span(0, len(text)), width, cell_len)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wrapping, "_plain_until", lambda _text, start, _limit: start)
        assert wrap(text, Span(0, len(text)), width, cell_len) == fast


@given(st.text(st.sampled_from("ab cd"), max_size=80), st.integers(1, 12))
def test_words_fill_a_row_as_far_as_they_fit(text: str, width: int) -> None:
    for row, following in pairwise(wrap(text, Span(0, len(text)), width, cell_len)):
        if row.of(text).endswith(" ") and len(row.of(text).rstrip()) < width:
            word = re.match(r"[^ ]*", following.of(text))
            assert word is not None
            assert len(row) + len(word[0]) > width


@pytest.mark.parametrize(("cell", "offset"), [(-3, 0), (0, 0), (1, 1), (2, 1), (3, 3), (99, 5)])
def test_a_cell_finds_the_grapheme_that_is_drawn_over_it(cell: int, offset: int) -> None:
    assert offset_of("a漢e\u0301b\n", Span(0, 6), {3: 3}.get(cell, cell), cell_len) == {3: 2}.get(cell, offset)


def test_past_the_end_of_a_row_lies_its_last_caret_position() -> None:
    text = "one two\nsix"
    first, second, third = wrap(text, Span(0, len(text)), 4, cell_len)
    assert [offset_of(text, row, 50, cell_len) for row in (first, second, third)] == [3, 7, 11]


def test_past_the_end_of_a_block_inside_a_text_the_caret_stands_behind_it() -> None:
    assert offset_of("one\ntwo", Span(0, 3), 50, cell_len) == 3


def test_the_cell_of_a_newline_is_behind_its_text() -> None:
    assert [cell_of("漢b\n", Span(0, 3), offset, cell_len) for offset in (0, 1, 2, 3)] == [0, 2, 3, 3]


def test_a_tab_takes_the_same_cells_wherever_it_stands() -> None:
    assert [cell_of("\ta\tb", Span(0, 4), offset, cell_len) for offset in range(4)] == [0, TAB, TAB + 1, 2 * TAB + 1]


@given(TEXTS)
def test_what_is_drawn_is_as_wide_as_its_graphemes(text: str) -> None:
    assert cell_len(drawn(text)) == sum(cell_len(drawn(span.of(text))) for span in graphemes(text))


def test_a_giant_block_gives_its_first_rows_without_looking_at_the_rest() -> None:
    asked: list[str] = []

    def measure(grapheme: str) -> int:
        asked.append(grapheme)
        return cell_len(grapheme)

    text = "😀 " * 100_000
    assert [row.of(text) for row in islice(rows(text, Span(0, len(text)), 6, measure), 2)] == ["😀 😀 ", "😀 😀 "]
    assert len(asked) < 20


def test_what_is_not_measured_measures_as_assumed() -> None:
    for pattern, cells in ((wrapping._NARROW, 1), (wrapping._WIDE, 2)):
        assert {cell_len(chr(code)) for code in range(0x20000) if pattern.fullmatch(chr(code))} == {cells}
