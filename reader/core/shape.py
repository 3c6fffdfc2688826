"""The shape of text: each code point as a simpler one of its kind, so that plain patterns can find words and sentences in any script."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category, name

_SAME = {
    **dict.fromkeys("’ʼ＇", "'"),
    **dict.fromkeys("‐‑－", "-"),
    **dict.fromkeys("＆", "&"),
    **dict.fromkeys("＠", "@"),
    **dict.fromkeys("＃", "#"),
    **dict.fromkeys("％‰", "%"),
    **dict.fromkeys("−", "-"),
    "々": "漢",
    "〆": "漢",
    "ー": "カ",
    "・": "·",
}


def shape(text: str) -> str:
    """``text`` with every code point replaced by one that stands for its kind; offsets stay the same.

    ASCII stands for itself. Elsewhere: ``A`` a capital, ``a`` a small letter, ``x`` a letter of a script without case, ``漢`` an
    ideograph, ``か`` hiragana, ``カ`` katakana, ``0`` a digit or number, ``$`` a currency, space white space, ``'`` ``-`` ``&`` ``@`` ``#``
    ``%`` their variants, ``·`` anything else. A mark or joiner has the kind of what it stands on.
    """
    if text.isascii():
        return text
    kinds: list[str] = []
    for character in text:
        kind = character if character < "\x80" else _kind(character)
        if not kind:
            kind = _under_mark(kinds[-1]) if kinds else "·"
        kinds.append(kind)
    return "".join(kinds)


def _under_mark(kind: str) -> str:
    """The kind of a mark on something of ``kind``: a small letter on any letter, nothing in particular on a sign."""
    if kind.isalpha() and kind < "\x80":
        return "x" if kind == "x" else "a"
    return kind if kind.isalnum() else "·"


@lru_cache(maxsize=8192)
def _kind(character: str) -> str:
    """The kind of a code point past ASCII; empty for marks and joiners."""
    same = _SAME.get(character)
    if same is not None:
        return same
    if character.isspace():
        return " "
    general = category(character)
    if general[0] == "M" or character in "\u200c\u200d":
        return ""
    if general[0] == "L":
        return {"Lu": "A", "Lt": "A", "Ll": "a"}.get(general) or _script(character)
    if general[0] == "N":
        return "漢" if character == "〇" else "0"
    return "$" if general == "Sc" else "·"


def _script(character: str) -> str:
    full = name(character, "")
    if full.startswith(("CJK UNIFIED", "CJK COMPAT")):
        return "漢"
    if full.startswith("HIRAGANA"):
        return "か"
    return "カ" if full.startswith(("KATAKANA", "HALFWIDTH KATAKANA")) else "x"
