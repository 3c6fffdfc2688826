"""JSON text that may be printed on a terminal as it is."""

from __future__ import annotations

import json
import re

# What JSON allows in a string but a terminal acts on (DEL, C1 controls, bidi and other format controls), and halves of surrogate pairs.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]")


def json_text(value: object) -> str:
    """``value`` as indented JSON that UTF-8 can encode. No character in it makes a terminal do anything.

    ``ValueError`` when a number in it is not finite.
    """
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False))
