"""How many cells of a plain terminal words take."""

from __future__ import annotations

from unicodedata import category, east_asian_width

from reader.report.console import shown


def cells(words: str) -> int:
    """The cells of ``words``, counted per code point: of an emoji that is joined from several, a few too many."""
    return len(words) if words.isascii() else sum(map(_cells_of, words))


def fit(words: str, width: int) -> str:
    """``words``, fit to be shown, in exactly ``width`` cells: filled with spaces, or cut with an ellipsis at the end."""
    text = " ".join(shown(words).split())
    if cells(text) > width:
        while cells(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - cells(text))


def _cells_of(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
