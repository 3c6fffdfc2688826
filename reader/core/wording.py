"""What a change of words does to a claim: other numbers, a negation, words that weaken or strengthen it.

The lists are short and for English, German and French: words that news puts on and takes off when it corrects itself. A word
that is in no list is no less of a change; it is only not named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import zip_longest


class Shift(StrEnum):
    """What changed words do to a claim, the gravest first."""

    NEGATION = "negation changed"
    NUMBER = "number changed"
    SOFTENED = "softened"
    STRENGTHENED = "strengthened"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class Wording:
    """The gravest of the shifts between two wordings, and a phrase for each word that shows one."""

    shift: Shift
    reasons: tuple[str, ...]


HEDGES = {
    "en": (
        "may, might, could, would, can, alleged, allegedly, reported, reportedly, apparently, seemingly, seems, seem, seemed, "
        "appears, appear, appeared, claimed, claims, claim, suggests, suggest, suggested, possible, possibly, potentially, "
        "perhaps, maybe, probably, likely, unlikely, presumably, supposedly, purportedly, believed, thought, said to, according "
        "to, expected, some, about, around, roughly, nearly, almost, approximately, up to, as many as, at least, more than, "
        "fewer than, less than, unconfirmed"
    ),
    "de": (
        "soll, sollen, könnte, könnten, dürfte, dürften, würde, würden, kann, können, mag, angeblich, mutmaßlich, mutmaßliche, "
        "mutmaßlichen, mutmaßlicher, möglicherweise, womöglich, vielleicht, eventuell, vermutlich, wohl, wahrscheinlich, "
        "offenbar, anscheinend, scheinbar, scheint, laut, zufolge, behauptet, behauptete, etwa, rund, ungefähr, circa, fast, "
        "beinahe, knapp, bis zu, mindestens, höchstens, unbestätigt"
    ),
    "fr": (
        "pourrait, pourraient, serait, seraient, aurait, auraient, devrait, devraient, peut, peuvent, peut-être, selon, "
        "d'après, prétendument, probablement, vraisemblablement, possiblement, éventuellement, apparemment, semble, semblent, "
        "semblerait, présumé, présumée, présumés, affirme, affirmé, prétend, environ, près de, presque, jusqu'à, au moins, au "
        "plus, soi-disant"
    ),
}
"""Words that make a claim weaker: modals, reports, doubts and rough figures."""

CERTAINTIES = {
    "en": (
        "will, must, shall, definitely, certainly, clearly, undoubtedly, surely, always, confirmed, confirms, proved, proven, "
        "proves, shown, shows, exactly, precisely, official, officially, fact, in fact, indeed"
    ),
    "de": (
        "wird, werden, muss, müssen, sicher, gewiss, zweifellos, eindeutig, bestimmt, immer, bestätigt, bewiesen, beweist, "
        "belegt, nachweislich, genau, offiziell, tatsächlich"
    ),
    "fr": (
        "sera, seront, doit, doivent, certainement, sûrement, assurément, clairement, évidemment, toujours, confirmé, "
        "confirmée, confirme, prouvé, prouvée, prouve, exactement, précisément, officiel, officiellement, en effet"
    ),
}
"""Words that make a claim stronger."""

NEGATIONS = {
    "en": (
        "not, no, never, none, nobody, nothing, neither, nor, cannot, without, denied, denies, don't, doesn't, didn't, isn't, "
        "aren't, wasn't, weren't, won't, can't, couldn't, wouldn't, shouldn't, hasn't, haven't, hadn't"
    ),
    "de": "nicht, kein, keine, keinen, keinem, keiner, keines, nie, niemals, niemand, nichts, weder, ohne, bestreitet, bestritt",
    "fr": "pas, jamais, aucun, aucune, personne, rien, ni, sans, nie, nié, dément, démenti",
}
"""Words that turn a claim round."""

_NUMERALS = (
    "one two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands "
    "million millions billion billions trillion half twice double triple zwei drei vier fünf sechs sieben acht neun zehn "
    "elf zwölf dutzend hundert tausend million millionen milliarde milliarden billion halb doppelt deux trois quatre cinq "
    "six sept huit neuf dix onze douze douzaine cent cents mille million millions milliard milliards moitié double"
)
_NUMBER = re.compile(
    r"(?<!\w)(?:[$€£¥]\s?)?[-+−]?\d+(?:[.,:/ \u00a0\u202f’']\d+)*(?:\s?[%‰])?"
    rf"|(?<!\w)(?:{'|'.join(sorted(set(_NUMERALS.split())))})(?!\w)",
    re.IGNORECASE,
)

_COMMON = {
    "en": "the of and to in that is was for on with his by said",
    "de": "der die das und den von mit ist nicht im dem des ein sich auf",
    "fr": "le la les et des du est une dans qui que pour sur au pas",
}
_SAMPLE = 4000


def language_of(text: str) -> str:
    """``de``, ``fr``, else ``en``: whichever's commonest words are the most among the first 4,000 code points of ``text``."""
    counts = Counter(re.findall(r"\w+", text[:_SAMPLE].lower()))
    scores = {language: sum(counts[word] for word in words.split()) for language, words in _COMMON.items()}
    return max(scores, key=lambda language: scores[language])


def wording(was: str, now: str, language: str = "en") -> Wording:
    """What the change from ``was`` to ``now`` does to a claim. ``language`` is a BCP 47 tag; one without lists is read as English.

    The reasons tell the words that show it, in the order of the claim: “will” became “may”; “40” was taken out.
    """
    lists = language.partition("-")[0].lower()
    lists = lists if lists in HEDGES else "en"
    numbers = _exchanged(_numbers(was), _numbers(now))
    negations = _exchanged(_found(_pattern(NEGATIONS[lists]), was), _found(_pattern(NEGATIONS[lists]), now))
    scale = _pattern(f"{HEDGES[lists]}, {CERTAINTIES[lists]}")
    degrees = _exchanged(_found(scale, was), _found(scale, now))
    hedges = set(HEDGES[lists].split(", "))
    weight = sum((new in hedges) - (new is not None and new not in hedges) for _, new in degrees)
    weight -= sum((old in hedges) - (old is not None and old not in hedges) for old, _ in degrees)
    shifts = [Shift.NEGATION] if negations else []
    shifts += [Shift.NUMBER] if numbers else []
    if weight:
        shifts.append(Shift.SOFTENED if weight > 0 else Shift.STRENGTHENED)
    reasons = tuple(_told(old, new) for old, new in (*negations, *numbers, *degrees))
    return Wording(shifts[0] if shifts else Shift.REWORDED, reasons)


def _told(old: str | None, new: str | None) -> str:
    if old is None:
        return f"“{new}” was added"
    return f"“{old}” was taken out" if new is None else f"“{old}” became “{new}”"


def _exchanged(was: list[str], now: list[str]) -> list[tuple[str | None, str | None]]:
    """What is only in ``was`` beside what is only in ``now``, in order; ``None`` for want of a partner."""
    gone, come = Counter(was) - Counter(now), Counter(now) - Counter(was)
    return list(zip_longest(_picked(was, gone), _picked(now, come)))


def _picked(words: list[str], counted: Counter[str]) -> Iterator[str]:
    left = counted.copy()
    for word in words:
        if left[word] > 0:
            left[word] -= 1
            yield word


def _numbers(text: str) -> list[str]:
    return [" ".join(found[0].split()).lower() for found in _NUMBER.finditer(text)]


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    plain = text.replace("’", "'")
    return [found[0].lower() for found in pattern.finditer(plain) if not _is_month(found, plain)]


def _is_month(found: re.Match[str], text: str) -> bool:
    """Whether a “May” is the month: a capital within a sentence, or a number beside it."""
    if found[0] != "May":
        return False
    before = text[: found.start()].rstrip()
    return (bool(before) and before[-1] not in ".!?:“\"'") or text[found.end() :].lstrip()[:1].isdigit()


@cache
def _pattern(words: str) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(word) for word in sorted(words.split(", "), key=len, reverse=True))
    return re.compile(rf"(?<![\w'-])(?:{alternatives})(?![\w-])", re.IGNORECASE)
