from __future__ import annotations

import pytest
from textual.theme import BUILTIN_THEMES

from reader.ui.themes import THEMES, Colors


def test_the_themes_are_those_of_the_toolkit() -> None:
    assert set(THEMES) == set(BUILTIN_THEMES)


@pytest.mark.parametrize("name", BUILTIN_THEMES)
def test_the_colours_of_a_theme_are_the_toolkits(name: str) -> None:
    theme = BUILTIN_THEMES[name]
    assert THEMES[name] == Colors.of(theme.to_color_system().generate(), is_dark=theme.dark)
