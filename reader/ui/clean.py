"""Text that may stand in a row of the terminal as it is."""

from __future__ import annotations

from functools import lru_cache

from reader.core.visible import visible

_LINED = str.maketrans({"\n": "\N{SYMBOL FOR NEWLINE}", "\t": "\N{SYMBOL FOR HORIZONTAL TABULATION}"})
"""What ``visible`` leaves to whoever lays text out; a row is laid out, so that here they are controls like others."""


def is_clean(text: str) -> bool:
    """Whether all of ``text`` may stand in a row of the terminal as it is."""
    return text.isprintable() if text.isascii() else cleaned(text) == text


@lru_cache(4096)
def cleaned(text: str) -> str:
    """``text`` with stand-ins for what may not, of the same length."""
    return visible(text).translate(_LINED)
