"""JSON text that may be printed on a terminal as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

# What JSON allows in a string but a terminal acts on (DEL, C1 controls, bidi and other format controls), and halves of surrogate pairs.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]")

OPEN = 4
"""Levels of lists and objects that stand on lines of their own; what is deeper stands on one line."""

_written = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def json_text(value: object) -> str:
    """``value`` as JSON that UTF-8 can encode, what stands :data:`OPEN` levels deep or deeper on one line. Safe to print on a terminal.

    ``ValueError`` when a number in it is not finite.
    """
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", "".join(_pieces(value, "\n", OPEN)))


def _pieces(value: object, break_: str, levels: int) -> Iterator[str]:
    """The text of ``value`` in pieces. The standard library would spell all levels in lines, ten times as slowly."""
    if levels == 0 or not value or not isinstance(value, dict | list):
        yield _written(value)
        return
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    before = opening
    for key, inner in value.items() if isinstance(value, dict) else ((None, inner) for inner in value):
        yield f"{before}{break_} "
        if key is not None:
            yield f"{_written(key)}: "
        yield from _pieces(inner, f"{break_} ", levels - 1)
        before = ","
    yield f"{break_}{closing}"
