"""Words in the panes beside the article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.ui.panes.listing import fit, fold


@pytest.mark.parametrize(
    ("text", "width", "indent", "lines"),
    [
        ("one two three", 7, 0, ["one two", "three"]),
        ("one two three", 7, 4, ["one", "two", "three"]),
        ("at https://a.example/b", 8, 0, ["at", "https://", "a.exampl", "e/b"]),
        ("https://a.example", 10, 4, ["https:", "//a.ex", "ample"]),
        ("", 5, 0, [""]),
        ("漢字漢字", 5, 0, ["漢字", "漢字"]),
    ],
)
def test_words_are_folded_at_spaces_and_long_ones_within(text: str, width: int, indent: int, lines: list[str]) -> None:
    assert fold(text, width, indent) == lines


@given(st.text(st.sampled_from("ab 漢"), max_size=60), st.integers(4, 20), st.integers(0, 2))
def test_folding_loses_nothing_and_keeps_to_the_width(text: str, width: int, indent: int) -> None:
    lines = fold(text, width, indent)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width - (indent if number == 0 else 0) for number, line in enumerate(lines))


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert [fit("one two", width) for width in (7, 6, 1, 0)] == ["one two", "one t…", "…", ""]
