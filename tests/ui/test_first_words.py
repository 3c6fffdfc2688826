from __future__ import annotations

import subprocess
import sys

import pytest
from rich.color import ColorSystem
from rich.console import Console

from reader.core.document import Block, BlockKind, Document
from reader.core.span import Span
from reader.ui.first_words import THEME, _color_system, first_words
from reader.ui.themes import THEMES

TEXT = "One cat.\x1b[31m Two.\u202e"
DOCUMENT = Document("d1", "a.txt", "A", TEXT, "", "utf-8", (Block(BlockKind.PARAGRAPH, Span(0, len(TEXT))),))
COLOR_SYSTEMS = {ColorSystem.STANDARD: "standard", ColorSystem.EIGHT_BIT: "256", ColorSystem.TRUECOLOR: "truecolor"}
COLOURFUL = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


def painted(document: Document = DOCUMENT, size: tuple[int, int] = (80, 24), theme: str | None = None, **environ: str) -> str | None:
    return first_words(document, size, has_library=False, theme=theme, environ={**COLOURFUL, **environ})


def test_nothing_of_the_text_acts() -> None:
    words = painted()
    assert words is not None
    assert "\x1b[31m" not in words
    assert "\u202e" not in words
    assert "ne cat.␛[31m Two.�" in words


@pytest.mark.parametrize("variable", ["NO_COLOR", "TEXTUAL_THEME", "COLUMNS", "FORCE_COLOR"])
def test_what_the_toolkit_is_told_otherwise_is_left_to_it(variable: str) -> None:
    assert first_words(DOCUMENT, (80, 24), has_library=False, theme=None, environ={**COLOURFUL, variable: "1"}) is None


def test_an_unknown_screen_is_left_to_the_toolkit() -> None:
    assert painted(size=(39, 24)) is None
    assert painted(size=(80, 11)) is None
    assert painted(theme="ansi-dark") is None
    assert painted(theme="of another version") is None
    assert painted(TERM="dumb") is None


def test_without_words_nothing_is_painted() -> None:
    assert painted(Document("d1", "a.txt", "A", "", "", "utf-8", ())) is None


def test_the_theme_is_the_toolkits_own_where_none_is_set() -> None:
    from textual.constants import DEFAULT_THEME

    assert DEFAULT_THEME == THEME
    assert painted() == painted(theme=THEME)
    assert len({painted(theme=name) for name in THEMES if not name.startswith("ansi")}) == len(THEMES) - 2


@pytest.mark.parametrize(
    "term", ["xterm-256color", "xterm-kitty", "tmux-256color", "xterm", "screen", "linux", "xterm-16color", "dumb", ""]
)
@pytest.mark.parametrize("colorterm", ["truecolor", "24bit", "yes", ""])
def test_the_number_of_colours_is_what_rich_finds(term: str, colorterm: str) -> None:
    environ = {"TERM": term, "COLORTERM": colorterm}
    console = Console(force_terminal=True, legacy_windows=False, _environ=environ)
    found = _color_system(environ)
    assert (console.color_system or "none") == (COLOR_SYSTEMS[found] if found is not None else "none")


def test_fewer_colours_are_painted_where_there_are_fewer() -> None:
    # In a process of its own: styles keep the codes that they were first rendered with.
    code = "from tests.ui.test_first_words import painted; print(ascii(painted(COLORTERM='')))"
    words = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "38;5;" in words
    assert "38;2;" not in words


def test_the_first_words_do_without_the_toolkit() -> None:
    parts = "reader.running.screen, reader.ui.first_words, reader.ui.early_terminal"
    code = f"import sys, {parts}; print([m for m in sys.modules if m == 'textual'])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
