"""On which line of a TOML text a key or an entry of an array stands, which the standard library's parser does not say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""Keys, and indexes into arrays (from 0)."""

DEEPEST = 16
"""Keys and indexes of a path that is noted. What lies deeper is found by what holds it."""

_BLANK = re.compile(r"(?:[ \t\r\n,]|#[^\n]*)*")
_KEY = re.compile(r"""(?:[\w-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[ \t.])+""")
_SCALAR = re.compile(
    r'''"""(?:[^\\]|\\.)*?"""(?:"{0,2})'''
    r"""|\'\'\'.*?\'\'\'(?:'{0,2})"""
    r"""|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^,\]}\n#]+""",
    re.DOTALL,
)


def line_of(toml: str, path: Path) -> int:
    """The line, from 1, of what ``path`` leads to, else of the longest part of it that is written out; 1 when nothing of it is.

    ``toml`` must be valid TOML 1.0 (https://toml.io/en/v1.0.0).
    """
    return nearest_line(written_lines(toml), path)


def nearest_line(lines: Mapping[Path, int], path: Path) -> int:
    """The line of ``path`` among those written, else of the longest part of it that is there; 1 when none is."""
    return next((lines[path[:size]] for size in range(len(path), 0, -1) if path[:size] in lines), 1)


def written_lines(toml: str) -> dict[Path, int]:
    """The line of every table, key and array entry in ``toml``, which must be valid."""
    scanner = _Scanner(toml)
    scanner.scan()
    return scanner.lines


class _Scanner:
    """A place in a valid TOML text, and the lines of what stands before it."""

    def __init__(self, toml: str) -> None:
        self.lines: dict[Path, int] = {}
        self._toml = toml
        self._at = 0
        self._sizes: dict[Path, int] = {}

    def scan(self) -> None:
        table: Path = ()
        while not self._ended():
            if self._take("[["):
                array = self._within_arrays(self._key())
                self._at += 2
                index = self._sizes[array] = self._sizes.get(array, -1) + 1
                table = (*array, index)
                self._note(table)
            elif self._take("["):
                table = self._within_arrays(self._key())
                self._at += 1
            else:
                self._pair(table)

    def _pair(self, table: Path) -> None:
        line_start = self._at
        path = table + self._key()
        for size in range(len(table) + 1, min(len(path), DEEPEST) + 1):
            self._note(path[:size], line_start)
        self._at = self._toml.index("=", self._at) + 1
        self._value(path)

    def _value(self, path: Path) -> None:
        self._ended()
        if self._take("["):
            index = 0
            while not self._ended() and not self._take("]"):
                self._note((*path, index))
                self._value((*path, index))
                index += 1
        elif self._take("{"):
            while not self._ended() and not self._take("}"):
                self._pair(path)
        else:
            self._match(_SCALAR)

    def _key(self) -> Path:
        """The parts of the dotted key here, unquoted by the real parser."""
        parts: list[str] = []
        node: object = tomllib.loads(f"{self._match(_KEY)} = 0")
        while isinstance(node, dict):
            (name, node) = next(iter(node.items()))
            parts.append(name)
        return tuple(parts)

    def _within_arrays(self, key: Path) -> Path:
        """``key`` of a header, each array of tables on the way entered at its latest table. Notes all that it leads through."""
        path: Path = ()
        for number, part in enumerate(key, 1):
            path = (*path, part)
            self._note(path)
            if path in self._sizes and number < len(key):
                path = (*path, self._sizes[path])
        return path

    def _note(self, path: Path, at: int | None = None) -> None:
        if len(path) > DEEPEST:
            return
        self.lines.setdefault(path, self._toml.count("\n", 0, self._at if at is None else at) + 1)

    def _ended(self) -> bool:
        """Whether nothing but blanks, comments and commas is left; passes over those here."""
        self._match(_BLANK)
        return self._at == len(self._toml)

    def _take(self, token: str) -> bool:
        found = self._toml.startswith(token, self._at)
        self._at += len(token) * found
        return found

    def _match(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._toml, self._at)
        assert match is not None, f"not TOML at {self._at}"
        self._at = match.end()
        return match[0]
