"""Rows that can still be read in a database whose text is broken: cut off, overwritten, or with the marks of a git conflict."""

from __future__ import annotations

import json
import re

_CONFLICT_BASE = re.compile(r"^\|{7}.*?^(?========$)", re.MULTILINE | re.DOTALL)
_PLACE = re.compile(r'"([a-z_]+)"\s*:\s*\{\s*(?="[0-9]+"|<<<<<<<)|"([0-9]{1,16})"\s*:\s*(?=\{)')


def rows_within(text: str) -> dict[str, dict[str, object]]:
    """The rows of each table that stand whole in ``text``. Where two rows have the same number, the first is taken.

    Both sides of a git conflict are read; what was there before they parted (shown by git's ``diff3`` style) is not. ``"annotations":{``
    before a number opens a table; within strings the quotes are escaped, so no words of a reader are taken for it.
    """
    text = _CONFLICT_BASE.sub("", text)
    decoder = json.JSONDecoder(parse_constant=refuse_constant)
    tables: dict[str, dict[str, object]] = {}
    table: dict[str, object] | None = None
    at = 0
    while place := _PLACE.search(text, at):
        at = place.end()
        name, number = place.groups()
        if name is not None:
            table = tables.setdefault(name, {})
        elif table is not None:
            try:
                value, at = decoder.raw_decode(text, at)
            except (ValueError, RecursionError):
                continue
            table.setdefault(number, value)
    return tables


def refuse_constant(constant: str) -> object:
    """Raises ``ValueError``: Python's reader takes NaN and Infinity, which are not JSON."""
    raise ValueError(f"{constant} is not a number")
