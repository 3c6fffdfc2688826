"""The colours of the themes, as the toolkit has them: known before the toolkit is, which takes long to import."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Colors(NamedTuple):
    """What one theme's looks are mixed from, as ``#rrggbb``, or by the name of what the terminal itself gives (``default``, ``blue``)."""

    is_dark: bool
    background: str
    foreground: str
    primary: str
    accent: str
    error: str
    warning: str
    success: str

    @classmethod
    def of(cls, colors: Mapping[str, str], *, is_dark: bool) -> Colors:
        """Those among all ``colors`` that the toolkit makes of a theme."""
        return cls(is_dark, *(colors[name].removeprefix("ansi_").lower() for name in cls._fields[1:]))


THEMES = {
    "textual-dark": Colors(True, "#121212", "#e0e0e0", "#0178d4", "#fea62b", "#b93c5b", "#fea62b", "#4ebf71"),
    "textual-light": Colors(False, "#e0e0e0", "#1f1f1f", "#004578", "#fea62b", "#b93c5b", "#fea62b", "#4ebf71"),
    "nord": Colors(True, "#2e3440", "#d8dee9", "#88c0d0", "#b48ead", "#be616a", "#eacb8b", "#a3be8c"),
    "gruvbox": Colors(True, "#282828", "#fbf1c7", "#85a598", "#f9bd2f", "#fa4934", "#fd8019", "#b7bb26"),
    "catppuccin-mocha": Colors(True, "#181825", "#cdd6f4", "#f5c2e7", "#f9b387", "#f28fad", "#fae3b0", "#abe9b3"),
    "dracula": Colors(True, "#282a36", "#f8f8f2", "#bd93f9", "#ff79c6", "#fe5555", "#feb86c", "#50fa7b"),
    "tokyo-night": Colors(True, "#1a1b26", "#a9b1d6", "#bb9af7", "#fe9e64", "#f6768e", "#dfaf68", "#9ece6a"),
    "monokai": Colors(True, "#272822", "#d6d6d6", "#ae81ff", "#66d9ef", "#f82672", "#fc971f", "#a5e22e"),
    "flexoki": Colors(True, "#100f0f", "#fffcf0", "#205ea6", "#9b76c8", "#ae3029", "#ac8301", "#65800b"),
    "catppuccin-latte": Colors(False, "#eff1f5", "#4c4f69", "#8839ef", "#fd640b", "#d10f39", "#de8e1d", "#40a02b"),
    "catppuccin-frappe": Colors(True, "#303446", "#c6d0f5", "#ca9ee6", "#f4b8e4", "#e68284", "#e4c890", "#a6d189"),
    "catppuccin-macchiato": Colors(True, "#24273a", "#cad3f5", "#c6a0f6", "#f5bde6", "#ed8796", "#eed49f", "#a6da95"),
    "solarized-light": Colors(False, "#fdf6e3", "#586e75", "#268bd2", "#6c71c4", "#db322f", "#ca4b16", "#849900"),
    "solarized-dark": Colors(True, "#002b36", "#839496", "#268bd2", "#6c71c4", "#db322f", "#ca4b16", "#849900"),
    "rose-pine": Colors(True, "#191724", "#e0def4", "#c4a7e7", "#ebbcba", "#ea6f92", "#f5c177", "#9ccfd8"),
    "rose-pine-moon": Colors(True, "#232136", "#e0def4", "#c4a7e7", "#ea9a97", "#ea6f92", "#f5c177", "#9ccfd8"),
    "rose-pine-dawn": Colors(False, "#faf4ed", "#575279", "#907aa9", "#d6827e", "#b4637a", "#e99d34", "#56949f"),
    "atom-one-dark": Colors(True, "#282c34", "#abb2bf", "#61afef", "#a378c2", "#ef6262", "#ddb25b", "#62f062"),
    "atom-one-light": Colors(False, "#fafafa", "#383a42", "#4078f2", "#be9232", "#f13f3f", "#d7d938", "#6bf23f"),
    "ansi-dark": Colors(True, "default", "default", "blue", "green", "red", "yellow", "green"),
    "ansi-light": Colors(False, "default", "default", "blue", "magenta", "red", "bright_red", "green"),
}
"""By their names."""
