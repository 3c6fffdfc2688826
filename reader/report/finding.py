"""What was found in a folder, as lines in context for a person and as objects for a program."""

from __future__ import annotations

import re

from reader.core.concordance import ContextLine
from reader.report.cells import cells, fit
from reader.report.console import shown

_MATCH, _PLAIN = "\x1b[1;33m", "\x1b[0m"
"""Bold yellow, and neither (ECMA-48 §8.3.117)."""

_WIDEST = 28
"""Cells of the column of documents."""


def context(line: ContextLine, width: int, *, coloured: bool) -> str:
    """A line of ``width`` cells at the most, the match of which, in ``⟦…⟧``, begins where those of other lines do."""
    column = min(_WIDEST, max(8, width // 4))
    before = max(8, (width - column - 14) // 2)
    left = _tail(_plain(line.left), before)
    match, right = _plain(line.match), _plain(line.right)
    room = max(4, width - column - before - 3)
    match = match if cells(match) < room else fit(match, room - 1)
    right = _head(right, room - cells(match))
    bracketed = f"{_MATCH}⟦{match}⟧{_PLAIN}" if coloured else f"⟦{match}⟧"
    return f"{fit(line.path, column)} {' ' * (before - cells(left))}{left}{bracketed}{right}".rstrip()


def as_object(line: ContextLine) -> dict[str, object]:
    """A line for JSON. Offsets are code points, half-open; runs of white space are one space each."""
    return {
        "path": line.path,
        "start": line.span.start,
        "end": line.span.end,
        "left": line.left,
        "match": line.match,
        "right": line.right,
    }


def _plain(words: str) -> str:
    return re.sub(r"[\t\n]", " ", shown(words))


def _head(words: str, width: int) -> str:
    """The beginning of ``words`` in at most ``width`` cells."""
    while cells(words) > width:
        words = words[: min(len(words) - 1, width)] if len(words) > width else words[:-1]
    return words


def _tail(words: str, width: int) -> str:
    """The end of ``words`` in at most ``width`` cells."""
    words = words[max(0, len(words) - width) :]
    while cells(words) > width:
        words = words[1:]
    return words
