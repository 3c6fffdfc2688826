"""Keys as people write them."""

from __future__ import annotations

import pytest
from textual.keys import Keys, _character_to_key

from reader.key_names import key_name


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("c", "c"),
        ("C", "C"),
        ("?", "question_mark"),
        ("+", "plus"),
        (" ", "space"),
        ("é", "é"),
        ("Ctrl+R", "ctrl+r"),
        ("ctrl++", "ctrl+plus"),
        ("Shift+c", "C"),
        ("shift+left", "shift+left"),
        ("Ctrl+Shift+Right", "ctrl+shift+right"),
        ("PgDn", "pagedown"),
        ("F5", "f5"),
        ("Esc", "escape"),
        ("alt+x", "alt+x"),
        ("left_square_bracket", "left_square_bracket"),
    ],
)
def test_a_key_is_named_as_the_toolkit_names_it(written: str, named: str) -> None:
    assert key_name(written) == named


@pytest.mark.parametrize("written", ["c c", "ctrl+shift+banana", "banana", "ctrl+shift+x", "super+c", "ctrl+ctrl+c", "f99"])
def test_a_key_that_no_terminal_sends_has_no_name(written: str) -> None:
    assert key_name(written) is None


@pytest.mark.parametrize("number", range(0x20, 0x7F))
def test_every_sign_of_a_keyboard_is_named_as_the_toolkit_names_it(number: int) -> None:
    assert key_name(chr(number)) == _character_to_key(chr(number))


@pytest.mark.parametrize("name", ["up", "pagedown", "home", "delete", "f12", "enter", "escape", "tab", "shift+tab", "ctrl+left"])
def test_the_toolkits_own_names_stay(name: str) -> None:
    assert name in {key.value for key in Keys}
    assert key_name(name) == name
