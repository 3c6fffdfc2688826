"""The words of a claim as they are compared: stems of those that carry meaning, and numbers in figures."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def stems_of(words: str) -> tuple[str, ...]:
    """The stems of the words that carry meaning, in order."""
    return tuple(stem_of(word) for word in words_of(words) if word not in _STOP)


def numbers_of(words: str) -> dict[str, str]:
    """The numbers of a wording: how much each is, in figures, with how it is written."""
    found: dict[str, str] = {}
    for match in _NUMBER.finditer(words.casefold()):
        found.setdefault(_figures(match), " ".join(match[0].split()))
    return found


def _figures(match: re.Match[str]) -> str:
    """A number in figures: ``forty``, ``1.5 million`` and ``1,500,000`` are ``40``, ``1500000`` and ``1500000``."""
    figure, word, scale = match["figure"], match["word"], match["scale"]
    plain = re.sub(r"[,\u00a0\u202f’'](?=\d{3}(?!\d))", "", figure) if figure else str(_NUMERALS[word])
    if not re.fullmatch(r"\d{1,15}(?:[.,]\d+)?", plain):
        return plain
    value = round(float(plain.replace(",", ".")) * _SCALES.get(scale or "", 1), 6)
    return str(int(value)) if value.is_integer() else str(value)


@lru_cache(1 << 16)
def stem_of(word: str) -> str:
    """A word without the commonest endings of English; cut to its beginning where other languages put theirs."""
    if word[0].isdigit() or len(word) <= 4:
        return word[:-1] if len(word) == 4 and word.endswith("s") and not word.endswith("ss") else word
    for ending in ("ations", "ation", "ingly", "edly", "ments", "ment", "ings", "ing", "ied", "ies", "ed", "es", "ly", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:8].rstrip("y") or word


def words_of(words: str) -> list[str]:
    """The words, case, accents and possessives folded; each number as one word."""
    figures = _NUMBER.sub(lambda match: f" {_figures(match)} ", words.casefold().replace("’", "'"))
    plain = figures if figures.isascii() else _without_accents(figures)
    return [word[:-2] if word.endswith("'s") else word for word in _SPLIT.findall(plain)]


def _without_accents(words: str) -> str:
    folded = unicodedata.normalize("NFKD", words.replace("ß", "ss"))
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


_SPLIT = re.compile(r"\w+(?:['.]\w+)*")

_COMMONEST = (
    "a an the and or but of to in on at by for from with as is are was were be been being it its this that these those he she they his her "
    "their we our you your i my me him them us who which what when where there here than then so if into over under about after before up "
    "out not no do does did has have had will would can could may might must shall should also just more most very all any some one "
    "said says say saying told tells wrote writes tweeted tweet posted post x added claimed claims announced according "
    "i'm i've i'll we're we've it's that's he's she's they're don't doesn't didn't isn't wasn't aren't "
    "der die das den dem des ein eine einen einem einer und oder aber von zu im am ist sind war waren wird werden hat haben nicht kein auf "
    "mit fur bei nach vor aus auch er sie es wir ihr ich sich dass als wie sagte schrieb laut "
    "le la les un une des et ou mais de du au aux en est sont etait ont a pas ne que qui il elle ils elles nous vous je se ce cette dans "
    "pour par sur avec plus dit ecrit selon"
)
"""Words that are in any claim, of English, German and French, and those by which words are put in somebody's mouth."""

_STOP = frozenset(_COMMONEST.split())

_TEENS = "two three four five six seven eight nine ten eleven twelve"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_GERMAN = "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"

_NUMERALS = {
    **{word: number for number, word in enumerate(_TEENS.split(), 2)},
    **{word: 10 * number for number, word in enumerate(_TENS.split(), 2)},
    **{word: number for number, word in enumerate(_GERMAN.split(), 2)},
    "dozen": 12,
    "hundred": 100,
    "thousand": 1000,
}
_SCALES = {
    **dict.fromkeys(("hundred", "hundert", "cent"), 100),
    **dict.fromkeys(("thousand", "tausend", "mille", "k"), 10**3),
    **dict.fromkeys(("million", "millions", "millionen", "m"), 10**6),
    **dict.fromkeys(("billion", "billions", "milliarde", "milliarden", "milliard", "milliards", "bn"), 10**9),
}
_WRITTEN, _SCALED = ("|".join(sorted(words, key=len, reverse=True)) for words in (_NUMERALS, _SCALES))
_NUMBER = re.compile(
    rf"(?<![\w.])(?:(?P<figure>\d+(?:[.,:\u00a0\u202f’']\d+)*)(?![^\W\d]*\d)|(?P<word>{_WRITTEN})(?!\w))"
    rf"(?:[\s-]*(?P<scale>{_SCALED})(?!\w))?(?:\s*(?:%|per ?cent\b))?",
)
