"""What text looks like on a screen: one code point in, one out, and nothing in it that acts or hides."""

from __future__ import annotations

import re
from functools import cache

from reader.core.grapheme_data import RANGES
from reader.core.graphemes import is_boundary, is_extending

MARKS_SHOWN = 8
"""Code points that may draw on one base; each further one is shown by itself."""

LOST = "\N{REPLACEMENT CHARACTER}"
"""Stands for what has no picture of its own."""

_BLANK = "\N{OPEN BOX}"
_PICTURES = {
    **{chr(code): chr(0x2400 + code) for code in range(0x20)},
    "\x7f": "\N{SYMBOL FOR DELETE}",
    "\xad": "\N{NOT SIGN}",
    **dict.fromkeys("\u180e\u200b\u2060\ufeff\u115f\u1160\u3164\uffa0", _BLANK),
    "\u2028": "\N{SYMBOL FOR NEWLINE}",
    "\u2029": "\N{SYMBOL FOR NEWLINE}",
}

_HIDDEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad"  # controls, save tab and newline; the soft hyphen
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks, embeddings, overrides and isolates of direction
    "\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u3164\ufeff\uffa0"  # fillers, and what has no width
    "\u2028\u2029\u206a-\u206f\ufff0-\ufffb"  # separators of lines, obsolete format controls, annotations between lines
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # surrogates, and what is no character
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tags, and the rest of their plane that is ignored where unknown
)
_FIRST_HIDDEN = re.compile(f"[{_HIDDEN}]")
_HIDDEN_BUT_FLAGS = re.compile(f"\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{{3,6}}\U000e007f|[{_HIDDEN}]")
"""Flags of regions, such as England's, are a black flag, their code in tags, and the last tag (UTS #51, appendix C)."""

_JOINER = re.compile(r"(?<![\u0590-\u1fff\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufefc\U00010000-\U0001efff])\u200d+")
"""Joiners, save behind letters and marks of scripts whose shapes it changes. Toolkits take what follows one for a part of an emoji."""


def visible(text: str) -> str:
    """``text`` as it is drawn, of the same length, so that offsets into either mean the same.

    Controls and what is invisible, turns the direction of text or is no character, become stand-ins of one cell: U+2400 and
    following for C0, U+00AC for the soft hyphen, U+2423 for blanks without width, U+2424 for line separators, U+FFFD for the rest. So do
    marks that have no base, those that follow the first eight on one base, and a ZWJ that joins nothing. Tabs and newlines are left for
    whoever lays the text out, ZWJ and ZWNJ for emoji and for the scripts that need them. ``visible`` of what is visible changes nothing,
    and a slice at grapheme boundaries can be taken before or after.
    """
    if text.isascii() and text.isprintable():
        return text
    if text.isascii():
        return _FIRST_HIDDEN.sub(_stand_in, text)
    text = _without_floods(text)
    hidden = _HIDDEN_BUT_FLAGS if "\U000e007f" in text else _FIRST_HIDDEN
    return _JOINER.sub(_show_idle_joiner, hidden.sub(_stand_in, text))


def _stand_in(found: re.Match[str]) -> str:
    hidden = found[0]
    return _PICTURES.get(hidden, LOST) if len(hidden) == 1 else hidden


def _show_idle_joiner(found: re.Match[str]) -> str:
    return _BLANK * len(found[0]) if is_boundary(found.string, found.end()) else found[0]


def _without_floods(text: str) -> str:
    """``text`` with ``LOST`` for each mark without a base or past the eighth on one base."""
    crowded, baseless, leading = _suspects()
    text = baseless.sub(_show_baseless, crowded.sub(_show_crowded, text))
    return leading.sub(_show_baseless, text, count=1) if leading.match(text) else text


def _show_crowded(suspect: re.Match[str]) -> str:
    shown, marks = [], 0
    for character in suspect[0]:
        marks = marks + 1 if is_extending(character) else 0
        shown.append(character if marks <= MARKS_SHOWN else LOST)
    return "".join(shown)


def _show_baseless(suspect: re.Match[str]) -> str:
    found = suspect[0]
    first = 0 if is_extending(found[0]) else 1
    last = next((at for at in range(first, len(found)) if not is_extending(found[at])), len(found))
    return found[:first] + LOST * (last - first) + found[last:]


@cache
def _suspects() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What may be more marks than are shown, marks after a control, and marks at the start of a text.

    They find more than that, for speed: beyond the first 65,536 code points whole stretches that hold marks, because ``re`` tries ranges
    there one by one. The class of one code point stands first in a pattern because ``re`` skips to it several times faster.
    """
    classes = (RANGES[name] for name in ("EXTEND", "INDIC_EXTEND", "LINKER", "SPACING_MARK"))
    near = [item for ranges in classes for item in ranges.split() if len(item.partition("-")[0]) < 5]
    mark = "\u200d\U00010000-\U0001efff\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff" + _character_class(near)
    control = "\r\n" + _character_class(RANGES["CONTROL"].split())
    return re.compile(f"[{mark}][{mark}]{{{MARKS_SHOWN},}}"), re.compile(f"[{control}][{mark}]+"), re.compile(f"[{mark}]+")


def _character_class(ranges: list[str]) -> str:
    return "".join("-".join(f"\\U{int(end, 16):08x}" for end in item.split("-")) for item in ranges)
