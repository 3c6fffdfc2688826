"""A text cut into the units by which it is compared: lines, sentences, words. Joined again they are the text."""

from __future__ import annotations

import re

from reader.core.grapheme_data import RANGES

_SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\u2e80-\u2fff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts that put no space between words: Thai, Lao, Burmese, Khmer, kana, ideographs."""

_PUNCTUATION = (
    r"!\"'()*,\-./:;<=>?\[\\\]^_`{|}~¡«»¿·"
    r"\u2010-\u2027\u2030-\u205e\u3000-\u3003\u3008-\u301f\uff01-\uff0f\uff1a-\uff1f\uff3b-\uff40\uff5b-\uff65"
)


def _marks() -> str:
    """The marks below 65,536 as the inside of a character class."""
    items = [item for name in ("EXTEND", "INDIC_EXTEND", "LINKER", "SPACING_MARK") for item in RANGES[name].split()]
    near = (item.split("-") for item in items if len(item.partition("-")[0]) < 5)
    return "".join("-".join(f"\\u{int(end, 16):04x}" for end in item) for item in near)


_LETTER = rf"[^\s{_SINGLE}{_PUNCTUATION}]"
_WORD = re.compile(
    rf"(?:https?://[^\s<>\"]+"
    rf"|(?:(?<![^\s(])-(?=\d))?{_LETTER}+(?:(?:[-'’&_\u2010\u2011]|(?<=\d)[.,:/](?=\d)|(?<=\b[A-Za-z])\.(?=[A-Za-z]\b)){_LETTER}+)*"
    rf"|[{_SINGLE}][{_marks()}]*"
    rf"|[{_PUNCTUATION}]+)\s*|\s+"
)
_SENTENCE = re.compile(r"[^.!?…。！？]*[.!?…。！？]+[\"'”’»)\]]*\s*|[^.!?…。！？]+")
_LINE = re.compile(r"[^\n]*\n\s*|[^\n]+")


def lines(text: str) -> list[str]:
    """The lines, each with the white space after it, blank lines included."""
    return _LINE.findall(text)


def sentences(text: str) -> list[str]:
    """What ends in a full stop or its like, with the white space after it. For comparing: initials and numbers are cut too."""
    return _SENTENCE.findall(text)


def words(text: str) -> list[str]:
    """The words and the runs of punctuation, each with the white space after it.

    A word is a run of what is neither white space nor punctuation, with hyphens, apostrophes and ampersands inside it, and in numbers
    dots, commas, colons and slashes; or a link; or one letter, with its marks, of a script that puts no space between words. White space
    at the start of the text stands for itself.
    """
    return _WORD.findall(text)
