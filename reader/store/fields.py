"""A JSON object read key by key, each value checked to be what it must be."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias, TypeVar

from reader.core.errors import StoreError

Object: TypeAlias = dict[str, object]
Choice = TypeVar("Choice", bound=StrEnum)
Value = TypeVar("Value")

_SURROGATE = re.compile("[\ud800-\udfff]")
_UNDECODED = re.compile("[\udc80-\udcff]")
_ID = re.compile(r"[01][0-9a-f]{13}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_MISSING = object()


class Fields:
    """The keys of ``value`` that were not yet taken. All methods raise ``StoreError`` that names the key and those above it.

    A key is left out in the file when its value is the one that a new record has, which is then given as the default here.
    """

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise StoreError("not a JSON object")
        self._left: Object = dict(value)

    @property
    def names(self) -> frozenset[str]:
        """The keys that were not yet taken. ``StoreError`` when one holds half a character."""
        return frozenset(_text(name, "a key") for name in self._left)

    def text(self, key: str, default: str | None = None) -> str:
        return _text(self._take(key, default), key)

    def maybe_text(self, key: str) -> str | None:
        return self.text(key) if self.has(key) else None

    def texts(self, key: str) -> tuple[str, ...]:
        if not self.has(key):
            return ()
        return tuple(_text(value, key) for value in self._list(key))

    def file_name(self, key: str) -> str:
        """Text in which each byte that is not UTF-8 may stand as Python writes it in file names (PEP 383)."""
        value = self._take(key)
        if not isinstance(value, str):
            raise _error(key, "is not text")
        if _SURROGATE.search(_UNDECODED.sub("", value)):
            raise _error(key, "holds half a character")
        return value

    def number(self, key: str) -> int:
        """A whole number, not negative."""
        value = self._take(key)
        if type(value) is not int or value < 0:
            raise _error(key, "is not a whole number from 0")
        return value

    def flag(self, key: str) -> bool:
        value = self._take(key)
        if not isinstance(value, bool):
            raise _error(key, "is neither true nor false")
        return value

    def maybe_flag(self, key: str) -> bool | None:
        return self.flag(key) if self.has(key) else None

    def choice(self, key: str, default: Choice) -> Choice:
        """One of the values of an enumeration, that of ``default``."""
        if not self.has(key):
            return default
        value = self.text(key)
        try:
            return type(default)(value)
        except ValueError:
            raise _error(key, f"is none of {', '.join(type(default))}") from None

    def id(self, key: str) -> str:
        """A record's id: 14 hexadecimal digits, below 2**53."""
        value = self.text(key)
        if not is_id(value):
            raise _error(key, "is not 14 hexadecimal digits, below 2**53")
        return value

    def time(self, key: str) -> str:
        """A moment in UTC, ISO 8601 with seconds and ``Z``."""
        value = self.text(key)
        if not _is_time(value):
            raise _error(key, "is not a time like 2026-11-23T10:15:00Z")
        return value

    def many(self, key: str, read: Callable[[object], Value]) -> tuple[Value, ...]:
        """A list, each of its members read by ``read``."""
        found = []
        for place, value in enumerate(self._list(key), 1):
            try:
                found.append(read(value))
            except StoreError as error:
                raise StoreError(f"“{key}” no. {place}: {error}") from error
        return tuple(found)

    def one(self, key: str, read: Callable[[object], Value]) -> Value:
        """What ``read`` makes of a value."""
        value = self._take(key)
        try:
            return read(value)
        except StoreError as error:
            raise StoreError(f"“{key}”: {error}") from error

    def has(self, key: str) -> bool:
        return key in self._left

    def end(self) -> None:
        """Refuse keys that nobody took: they would be lost when the record is written again."""
        if self._left:
            raise _error(min(self._left), "is not known")

    def _list(self, key: str) -> list[object]:
        values = self._take(key)
        if not isinstance(values, list):
            raise _error(key, "is not a list")
        return values

    def _take(self, key: str, default: object = None) -> object:
        value = self._left.pop(key, _MISSING)
        if value is not _MISSING:
            return value
        if default is None:
            raise _error(key, "is missing")
        return default


def is_id(value: str) -> bool:
    return _ID.fullmatch(value) is not None


def present(value: Object) -> Object:
    """``value`` without the keys that hold ``None``."""
    return {key: kept for key, kept in value.items() if kept is not None}


def _text(value: object, key: str) -> str:
    if not isinstance(value, str):
        raise _error(key, "is not text")
    if not value.isascii() and _SURROGATE.search(value):
        raise _error(key, "holds half a character")
    return value


@lru_cache(maxsize=1024)
def _is_time(value: str) -> bool:
    try:
        return _TIME.fullmatch(value) is not None and datetime.fromisoformat(value) is not None
    except ValueError:
        return False


def _error(key: str, complaint: str) -> StoreError:
    return StoreError(f"“{key}” {complaint}")
