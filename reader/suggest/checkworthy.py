"""Whether a sentence looks as if it could be looked up, told by weighted cues that a reader can see in it.

The cues are those that the literature on check-worthiness finds (Hassan et al., Toward automated fact-checking: detecting
check-worthy factual claims by ClaimBuster, KDD 2017): figures, comparisons, causes, names, who said it; and against them questions,
judgements, the first person, what is yet to be. A cue counts once, however often it stands there. The words are English; in other languages
the figures remain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from types import MappingProxyType

from reader.core.abbreviations import MONTHS, STARTERS, WEEKDAYS, words_of

START = -1.3
"""What a sentence without any cue weighs; from 0 on it is more likely checkable than not (a logistic function)."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Something to be seen in a sentence. ``weight`` speaks for it, or below 0 against it. ``title`` is what the reader is told.

    ``words`` show it, each a word or several with spaces, in lower case; the reader is told the word itself.
    """

    name: str
    weight: float
    title: str
    words: str = ""


CUES = (
    Cue("money", 2.2, "an amount of money"),
    Cue(
        "share", 2.2, "a share", "percent, per cent, percentage, half of, a third, a quarter, two thirds, three quarters, tenth of, in ten"
    ),
    Cue(
        "number",
        1.8,
        "a number",
        "two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, twenty, thirty, forty, fifty, sixty, seventy, eighty, "
        "ninety, hundred, hundreds, thousand, thousands, million, millions, billion, billions, trillion, dozen, dozens, twice, double,"
        " doubled, triple, tripled, halved, once in",
    ),
    Cue("year", 1.5, "a year"),
    Cue(
        "comparison",
        1.5,
        "a comparison",
        "more than, less than, fewer, fewer than, higher than, lower than, larger than, smaller than, greater than, better than, worse"
        " than, faster than, slower than, older than, younger than, longer than, earlier than, later than, rather than in, as many as,"
        " as much as, compared with, compared to, than any other, than in, than the, the most, the least, the largest, the biggest, "
        "the smallest, the highest, the lowest, the longest, the oldest, the youngest, the fastest, the deadliest, the richest, the "
        "poorest, the only, the first, the last, the worst, largest, biggest, highest, lowest, oldest, only one, first time, first "
        "woman, first man, the same as, record high, record low, unprecedented, for the first time",
    ),
    Cue(
        "cause",
        1.5,
        "a cause",
        "because, caused, causes, causing, led to, leads to, leading to, due to, owing to, as a result, resulted in, results in, "
        "thanks to, responsible for, blamed on, driven by, triggered, prevents, prevented, reduces, reduced, contributed to, since the",
    ),
    Cue(
        "attribution",
        1.2,
        "who says it",
        "according to, said, says, told, reported, reports, announced, stated, claimed, claims, wrote, testified, confirmed, confirms,"
        " denied, denies, revealed, disclosed, found that, shows that, showed that, study found, admitted, acknowledged, alleged, "
        "alleges, argued, warned, insisted, noted, posted, tweeted, accused",
    ),
    Cue(
        "change",
        1.0,
        "a change",
        "rose, risen, fell, fallen, grew, grown, increased, decreased, dropped, declined, shrank, shrunk, surged, plunged, climbed, "
        "soared, gained, lost, slowed, expanded, improved, worsened, cut, raised, raises, lowered, became",
    ),
    Cue(
        "act",
        1.0,
        "an act",
        "arrested, charged, convicted, sentenced, acquitted, sued, fined, banned, bans, forbids, outlawed, requires, approved, "
        "rejected, passed, signed, voted, vetoed, elected, appointed, resigned, dismissed, fired, hired, joined, founded, launched, "
        "closed, opened, built, bought, sold, acquired, owns, owned, paid, received, won, killed, died, injured, wounded, evacuated, "
        "destroyed, detected, discovered, published, recalled, cancelled, canceled, failed, served, studied, married, born, invented, "
        "includes, contains, has never, have never, had never, never been, has no, have no, had no, was never, were never, left, sent,"
        " moved, held, attacked, seized, withdrew, met, spent, conducted",
    ),
    Cue("name", 0.8, "a name"),
    Cue("date", 0.8, "a date", "last year, last month, last week, yesterday, this year, this month, this week, a year ago, years ago"),
    Cue(
        "extent", 0.6, "a quantity", "most, most of, all of, none of, many, several, every, few, majority, minority, no one, always, never"
    ),
    Cue("past", 0.6, "something past"),
    Cue("question", -3.5, "a question"),
    Cue("exclamation", -1.2, "an exclamation"),
    Cue("unfinished", -1.2, "no full stop"),
    Cue(
        "opinion",
        -2.2,
        "a judgement",
        "think, thinks, believe, believes, feel, feels, feeling, hope, hopes, hopefully, wish, should, ought, must, seems, seem, "
        "deserve, deserves, beautiful, wonderful, terrible, horrible, awful, great, amazing, brilliant, stupid, ridiculous, "
        "disgusting, ashamed, shame, sad, saddest, deeply, honestly, frankly, surely, perhaps, maybe, unfair, wrong, opinion, my view,"
        " love, hate, happy, proud, grim, best of, better off, important to, easy, hard, hardest, matter, matters, likes to, absurd, "
        "fantastic, tragic, disaster, too",
    ),
    Cue(
        "prediction",
        -2.0,
        "a prediction",
        "will, won't, would, shall, may, might, could, going to, gonna, expect, expects, expected to, likely, unlikely, probably, "
        "predict, predicts, forecast, plans to, next year, next month, next week, promise, promises, pledge, pledges, 'll, if",
    ),
    Cue(
        "self",
        -1.3,
        "the first person",
        "i, me, my, mine, myself, we, us, our, ours, ourselves, i'm, i've, i'd, i'll, we're, we've, we'll, we'd",
    ),
    Cue(
        "address",
        -1.5,
        "the reader spoken to",
        "you, your, yours, you're, you'll, you've, please, let's, let us, thank, thanks, welcome, congratulations",
    ),
)
"""All cues. Those that the words alone do not show are found by :func:`cues_in`."""

WEIGHTS = MappingProxyType({cue.name: cue.weight for cue in CUES})

_BY_NAME = {cue.name: cue for cue in CUES}
_MONTHS = words_of(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sept oct nov dec"
)
_IRREGULAR = words_of("was were had did went came took gave made saw knew stood began sank spoke ran drove fled hid broke kept sat")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[$€£¥₹]\s?\d[\d.,]*\w*|\d[\d.,:]*(?<![.,:])(?:st|nd|rd|th)?\s?%?")
_MONEY_AFTER = words_of("dollar dollars euro euros pound pounds yen yuan rupees francs cents pence")
_ENDINGS = ".!?…。！？۔।"
_CLOSERS = "\"'”’»)]* _"


@dataclass(frozen=True, slots=True)
class Seen:
    """A cue that is in a sentence, and the words that show it; empty where they go without saying."""

    cue: Cue
    words: str = ""

    @property
    def reason(self) -> str:
        """A phrase for the reader."""
        phrase = f"“{self.words}”" if self.words else self.cue.title
        return phrase if self.cue.weight > 0 else f"though {phrase}"


@lru_cache(maxsize=4096)  # the same article is looked through again after every few marks
def cues_in(sentence: str) -> tuple[Seen, ...]:
    """The cues of a sentence, the weightiest first; those that speak against it last."""
    seen: dict[str, Seen] = {}
    for name, words in _found(sentence):
        seen.setdefault(name, Seen(_BY_NAME[name], words))
    if len(seen.keys() & {"money", "share"}) and "number" in seen and not seen["number"].words:
        del seen["number"]  # it is the amount's own
    return tuple(sorted(seen.values(), key=lambda one: -one.cue.weight))


def confidence(seen: Iterable[Seen]) -> float:
    """How likely a sentence with these cues can be looked up, 0..1."""
    return 1 / (1 + exp(-(START + sum(one.cue.weight for one in seen))))


def _found(sentence: str) -> Iterator[tuple[str, str]]:
    """The names of cues with the words that show them, some of them several times."""
    tokens = _TOKEN.findall(sentence.replace("’", "'"))
    is_shouted = sentence.isupper()
    # An abbreviation is no word: US, IT, WHO.
    words = ["" if token.isupper() and len(token) > 1 and not is_shouted else token.lower() for token in tokens]
    # One pass over the words: there are many of them.
    alone: list[tuple[str, str]] = []
    phrases: list[tuple[str, str]] = []
    capitals: list[int] = []
    is_past = False
    for at, word in enumerate(words):
        first = tokens[at][0]
        if first.isupper():
            capitals.append(at)
        elif not first.isalpha():
            yield from _figure(tokens[at], words[at + 1 : at + 3])
        if word in _ALONE and not (word == "may" and tokens[at] == "May" and at > 0):  # the month
            alone += [(name, "" if name == "self" else word) for name in _ALONE[word]]
        if word in _PHRASES:
            for rest, name in _PHRASES[word]:
                if words[at + 1 : at + 1 + len(rest)] == rest:
                    phrases.append((name, " ".join((word, *rest))))
        is_past = is_past or word in _IRREGULAR or (word.endswith("ed") and len(word) > 4)
    yield from alone
    yield from phrases
    if not is_shouted:
        yield from _of_capitals(capitals, tokens, words)
    if is_past:
        yield "past", ""
    yield from _ending(sentence)


def _of_capitals(capitals: Iterable[int], tokens: list[str], words: list[str]) -> Iterator[tuple[str, str]]:
    """The cues of the words (their numbers) with a capital."""
    for at in capitals:
        word = words[at]
        if word in WEEKDAYS or (word in MONTHS and (at > 0 or "".join(tokens[1:2])[:1].isdecimal())):
            yield "date", ""
        elif at > 0 and word not in _SELF and word not in STARTERS:
            yield "name", ""


def _figure(token: str, following: list[str]) -> Iterator[tuple[str, str]]:
    """The cues of a token with digits, before the words ``following``."""
    if token[0] in "$€£¥₹" or _MONEY_AFTER & set(following):
        yield "money", ""
    elif token.endswith("%") or following[:1] in (["percent"], ["percentage"]) or following == ["per", "cent"]:
        yield "share", ""
    elif _YEAR.fullmatch(token):
        yield "year", ""
    else:
        yield "number", ""


def _ending(sentence: str) -> Iterator[tuple[str, str]]:
    end = sentence.rstrip(_CLOSERS)[-1:]
    if end in ("?", "？"):
        yield "question", ""
    elif end in ("!", "！"):
        yield "exclamation", ""
    elif end not in _ENDINGS:
        yield "unfinished", ""


def _lexicon() -> tuple[dict[str, list[str]], dict[str, list[tuple[list[str], str]]]]:
    """The single words, and by their first words the rests of the phrases, each with the names of the cues that they show."""
    alone: dict[str, list[str]] = {}
    phrases: dict[str, list[tuple[list[str], str]]] = {}
    for cue in CUES:
        for entry in filter(None, cue.words.split(", ")):
            match entry.split():
                case [word]:
                    alone.setdefault(word, []).append(cue.name)
                case [first, *rest]:
                    phrases.setdefault(first, []).append((rest, cue.name))
    return alone, phrases


_ALONE, _PHRASES = _lexicon()
_SELF = frozenset({"i", "i'm", "i've", "i'd", "i'll"})
