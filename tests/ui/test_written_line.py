"""A line that is being written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.graphemes import is_boundary
from reader.ui.written_line import WrittenLine

KEYS = (
    *("backspace", "ctrl+h", "delete", "ctrl+d", "ctrl+w", "ctrl+backspace", "ctrl+u", "ctrl+k", "left", "right", "ctrl+b", "ctrl+f"),
    *("ctrl+left", "ctrl+right", "home", "end", "ctrl+a", "ctrl+e"),
)


def line(picture: str) -> WrittenLine:
    """The line of a picture in which ``|`` is the caret."""
    before, _, after = picture.partition("|")
    return WrittenLine(before + after, len(before))


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        ("brid|ge", "backspace", "bri|ge"),
        ("brid|ge", "delete", "brid|e"),
        ("|bridge", "backspace", "|bridge"),
        ("bridge|", "delete", "bridge|"),
        ("a👩\u200d🔬|b", "backspace", "a|b"),
        ("a|e\u0301b", "delete", "a|b"),
        ("a👩\u200d🔬|b", "left", "a|👩\u200d🔬b"),
        ("the old  |bridge", "ctrl+w", "the |bridge"),
        ("the old| bridge", "ctrl+left", "the |old bridge"),
        ("the old| bridge", "ctrl+right", "the old bridge|"),
        ("the old| bridge", "ctrl+u", "| bridge"),
        ("the old| bridge", "ctrl+k", "the old|"),
        ("the old| bridge", "home", "|the old bridge"),
        ("the old| bridge", "end", "the old bridge|"),
    ],
)
def test_keys_change_the_line(before: str, key: str, after: str) -> None:
    assert line(before).after(key) == line(after)


def test_other_keys_are_not_the_lines() -> None:
    assert line("bridge|").after("f2") is None


def test_what_is_typed_stands_before_the_caret_and_lines_become_one() -> None:
    assert line("the |bridge").typed("old\n\nred ") == line("the old red|bridge")
    assert line("the |bridge").typed(" ") == line("the  |bridge")


@given(st.text(st.sampled_from("ab \u0301👩\u200d🔬🇩🇪"), max_size=12), st.lists(st.sampled_from(KEYS), max_size=8))
def test_the_caret_never_leaves_the_line_nor_splits_a_character(text: str, keys: list[str]) -> None:
    written = WrittenLine("", 0).typed(text)
    for key in keys:
        written = written.after(key) or written
        assert 0 <= written.caret <= len(written.text)
        assert is_boundary(written.text, written.caret)
