"""Rows that can still be read in a database whose text is broken: cut off, overwritten, or with the marks of a git conflict."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

OWN_TABLES = ("annotations", "corrections", "entities", "history", "meta", "relations", "visits")

_CONFLICT_BASE = re.compile(r"^\|{7}.*?^(?========$)", re.MULTILINE | re.DOTALL)
_PLACE = re.compile(r'"([a-z_]+)"\s*:\s*\{\s*(?="[0-9]+"|<<<<<<<)|"([0-9]{1,16})"\s*:\s*(?=\{)')
_OWN_HEADER = re.compile(rf'"({"|".join(OWN_TABLES)})":{{')
_HEADER = re.compile(r'"([^"\\]+)":\{')
_DECODER = json.JSONDecoder()


def rows_within(text: str) -> dict[str, dict[str, object]]:
    """The rows of each table that stand whole in ``text``. Where two rows have the same number, the first is taken.

    Both sides of a git conflict are read; what was there before they parted (shown by git's ``diff3`` style) is not. ``"annotations":{``
    before a number opens a table; within strings the quotes are escaped, so no words of a reader are taken for it.

    In a text with a row on each line, as it is written here, what is broken on one line costs that line alone, and the name of one of
    :data:`OWN_TABLES` is known though a letter of it was hit.
    """
    text = _CONFLICT_BASE.sub("", text)
    tables: dict[str, dict[str, object]] = {}
    table: dict[str, object] | None = None
    for name, number, value in _by_line(text) if ':{\n"' in text or ":{\n<" in text else _anywhere(text):
        if name is not None:
            table = tables.setdefault(name, {})
        elif table is not None:
            table.setdefault(number, value)
    return tables


def refuse_constant(constant: str) -> object:
    """Raises ``ValueError``: Python's reader takes NaN and Infinity, which are not JSON."""
    raise ValueError(f"{constant} is not a number")


def _anywhere(text: str) -> Iterator[tuple[str | None, str, object]]:
    """The names of tables, each (name, "", None), and their rows, each (None, number, value), in order."""
    decoder = json.JSONDecoder(parse_constant=refuse_constant)
    at = 0
    while place := _PLACE.search(text, at):
        at = place.end()
        name, number = place.groups()
        if name is not None:
            yield name, "", None
            continue
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            continue
        yield None, number, value


def _by_line(text: str) -> Iterator[tuple[str | None, str, object]]:
    """As :func:`_anywhere`, of a text with the name of a table or a row on each line."""
    missing = [name for name in OWN_TABLES if f'"{name}":{{' not in text]
    for line in text.split("\n"):
        header = _OWN_HEADER.search(line)
        if header is not None and '":{"' not in line[: header.start()]:
            yield header[1], "", None
            line = line[header.end() :]
        elif (found := _nearly(line, missing)) is not None or ((header := _HEADER.fullmatch(line)) and (found := header[1])):
            yield found, "", None
            continue
        yield from (entry for entry in _anywhere(line) if entry[0] is None)


def _nearly(line: str, names: list[str]) -> str | None:
    """The one of ``names`` whose line this was before a letter of it was hit, be it with what stands before or after it."""
    for name in names:
        header = f'"{name}":{{'
        for start in range(max(1, len(line) - len(header) + 1)) if len(line) <= len(header) + 3 else (0,):
            part = line[start : start + len(header)]
            if len(part) == len(header) and sum(a != b for a, b in zip(part, header, strict=True)) == 1:
                return name
    return None
