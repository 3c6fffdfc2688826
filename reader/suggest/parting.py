"""Runs of letters that are made of several words, parted into these.

A run is parted where the words that come of it are the most ordinary: the cheapest way through, where a word costs more the less frequent
it is, and an unknown one the longer it is (Viterbi; Norvig, "Natural Language Corpus Data", 2009).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import log

from reader.core.abbreviations import MONTHS, WEEKDAYS
from reader.suggest.lists import frequent, is_brand, is_small, listed_names, words

_LONGEST_WORD = 20
_LONGEST_RUN = 2000
_MOST_MIXED = 100
_HEAD = 3
_FEWEST_UNKNOWN = 3

_UNKNOWN_NAME = (9.0, 1.9)
_UNKNOWN = (11.0, 2.0)
"""What an unknown word costs, and each of its letters."""

_USUAL, _LONG = 10, 1.5
"""From which letter on an unknown word costs more, and how much."""

_NEVER = 1e9
_BEAM = 2.0
"""How much more than the way ahead one may cost that is still followed."""

_INFLECTED = 12.5
_LISTED_NAME = 9.5
_LISTED_WORD = 11.5
_SHORT = frozenset({"go", "re", "co", "st", "mr", "ms", "dr", "vs"})
_OFTEN_BESIDE_NAMES = frozenset(["of", "by", "the", "for", "was", "has", "had", "were", "with", "from", "which", "and"])
_SAYING = frozenset(["said", "says", "told"])
_BEFORE_T = ("don", "isn", "doesn", "wasn", "didn", "couldn", "wouldn", "shouldn", "aren", "weren", "hasn", "haven", "hadn", "won", "can")

_CHUNK = re.compile(r"(?:Mc|Mac)[A-Z][a-z]+|[A-Z]{2,}[a-z]*|[^\W\d_]?[^\W\d_A-Z]+|[A-Z]")
_PIECE = re.compile(r"[^\W\d_a-z]?[a-z]+|[A-Z]{2,6}(?![a-z])")
_MIXED = re.compile(r"(?<![^\W_])[a-z]{1,5}[A-Z][a-z]+(?![^\W_])")
_ALONE = re.compile(r"(?<=[a-z] )[A-Z][a-z]{2,13}(?![^\s.,;:!?)'’\"”])")


def is_ordinary(letters: str) -> bool:
    """Whether ``letters`` are one ordinary word, whose first letter may be large."""
    return letters in _costs() or (letters[1:].islower() and letters[0].lower() + letters[1:] in _costs())


class Parting:
    """What a text's own words cost, and the cheapest ways through its runs of letters. ``text`` may be empty."""

    def __init__(self, text: str) -> None:
        pieces = sorted(_PIECE.findall(text))
        self._own = {one for one, other in pairwise(pieces) if len(one) > 2 and other.startswith(one)}
        mixed = [word for word, count in Counter(_MIXED.findall(text)).most_common(_MOST_MIXED) if count > 1]
        self._mixed = re.compile("(" + "|".join(sorted(map(re.escape, mixed), key=len, reverse=True)) + ")") if mixed else None
        self._names: Mapping[str, float] = {}
        self._parts: dict[str, tuple[float, tuple[str, ...]]] = {}
        alone = {word for word in _ALONE.findall(text) if word.lower() not in _costs()}
        names = dict.fromkeys((word for word in alone if word[0] != "I" or not self._begins_sentence(word)), 7.0)
        for word in self._own:
            if word[0].isupper() and word.lower() not in _costs() and not self._begins_sentence(word):
                names.setdefault(word, 5.0 + 1.9 * len(word))
        self._names = names
        self._parts = {}

    def parts(self, letters: str) -> Sequence[str]:
        """``letters`` as the words that it is made of."""
        if len(letters) > _LONGEST_RUN:
            return [letters]
        if is_ordinary(letters):
            return [letters]
        found: list[str] = []
        pieces = self._mixed.split(letters) if self._mixed is not None else [letters]
        for index, piece in enumerate(pieces):
            if index % 2:
                found.append(piece)
            elif piece:
                found += self._of_chunks(_CHUNK.findall(piece))
        return found if sum(map(len, found)) == len(letters) else [letters]

    def _of_chunks(self, chunks: Iterable[str]) -> list[str]:
        found: list[str] = []
        for chunk in chunks:
            parts = self._way(chunk)[1]
            if found and is_brand((found[-1] + parts[0]).lower()):
                found[-1] += parts[0]
                parts = parts[1:]
            found += parts
        return found

    def _begins_sentence(self, word: str) -> bool:
        """Whether ``word`` is made of ordinary words, of which the first is one of grammar: *Thereport*, *Weare*."""
        parts = self._way(word)[1]
        return len(parts) > 1 and is_small(parts[0].lower()) and all(part in _costs() for part in parts[1:])

    def _way(self, chunk: str) -> tuple[float, tuple[str, ...]]:
        """The cost of the cheapest way through ``chunk``, which has capitals at its beginning alone, and its words."""
        way = self._parts.get(chunk)
        if way is None:
            way = self._parts[chunk] = self._way_of(chunk)
        return way

    def _way_of(self, chunk: str) -> tuple[float, tuple[str, ...]]:
        if len(chunk) == 1:
            return 6.0 if chunk in "AaIi" else 14.0, (chunk,)
        if chunk.isupper():
            return 8.0, (chunk,)
        if chunk[:2].isupper():
            return self._way_of_capitals(chunk)
        return self._cheapest(chunk)

    def _way_of_capitals(self, chunk: str) -> tuple[float, tuple[str, ...]]:
        """The way through capitals with small letters behind them: *NATOconference*, *USAir*."""
        size = next(index for index, letter in enumerate(chunk) if not letter.isupper())
        cost, rest = self._way(chunk[size:])
        after = 8.0 + cost if size > 1 else 14.0 + cost
        first, (other_cost, others) = chunk[: size - 1], self._way(chunk[size - 1 :])
        before = other_cost + (8.0 if len(first) > 1 else 6.0 if first in "AI" else 14.0)
        return (after, (chunk[:size], *rest)) if after < before else (before, (first, *others))

    def _cheapest(self, chunk: str) -> tuple[float, tuple[str, ...]]:
        small, size = chunk.lower(), len(chunk)
        costs, lengths = _costs(), _lengths()
        best, back = [_NEVER] * (size + 1), [0] * (size + 1)
        best[0] = 0.0
        is_capital = chunk[0].isupper()
        if is_capital:
            self._put_names(chunk, small, best)
        base, each = _UNKNOWN
        whole, whole_each = _UNKNOWN_NAME if is_capital else _UNKNOWN  # of an unknown word from the beginning on
        unknown, begun = _NEVER, 0  # of one that begins later
        reached, limit = 0, 0.0  # how far ordinary words lead, and up to which cost ways inside that are worth following
        for at in range(size):
            if at > 1 and whole < best[at]:
                best[at], back[at] = whole, 0
            if at - begun >= _FEWEST_UNKNOWN and unknown < best[at]:
                best[at], back[at] = unknown, begun
            here = best[at]
            if at >= reached or here < limit:
                for length in lengths[small[at : at + _HEAD]]:
                    end = at + length
                    if end > size:
                        break
                    word = small[at:end]
                    if word in costs and here + costs[word] < best[end]:
                        best[end], back[end] = here + costs[word], at
                        if end >= reached:
                            reached, limit = end, best[end] + _BEAM
            whole += whole_each + (_LONG if at >= _USUAL else 0.0)
            unknown += each + (_LONG if at - begun >= _USUAL else 0.0)
            if at and here + base + each < unknown:
                unknown, begun = here + base + each, at
        for cost, start in ((whole, 0), (unknown, begun)):
            if cost < best[size] and (size - start > 1 or not start):
                best[size], back[size] = cost, start
        found: list[str] = []
        end = size
        while end:
            found.append(chunk[back[end] : end])
            end = back[end]
        return best[size], tuple(reversed(found))

    def _put_names(self, chunk: str, small: str, best: list[float]) -> None:
        """Takes the beginnings of ``chunk`` that are names for words."""
        names, own = listed_names(), self._names
        for end in range(2, min(len(chunk), _LONGEST_WORD) + 1):
            if small[:end] in names:
                best[end] = _LISTED_NAME
            if chunk[:end] in own:
                best[end] = min(best[end], own[chunk[:end]])


@cache
def _costs() -> Mapping[str, float]:
    """What ordinary words cost, in lower case."""
    listed = [word for word in words("english", "common") if len(word) > 2]
    costs = dict.fromkeys((form for word in listed for form in _forms(word)), _INFLECTED) | dict.fromkeys(listed, _LISTED_WORD)
    costs |= {word: 2.3 + log(rank + 8) for rank, word in enumerate(frequent())}
    costs |= {word: min(5.0, costs.get(word, 5.0)) for word in words("english", "small") if "'" not in word and len(word) > 1}
    costs |= dict.fromkeys([*WEEKDAYS, *(month for month in MONTHS if len(month) > 3)], 6.0)
    costs |= dict.fromkeys(_BEFORE_T, 8.0) | dict.fromkeys(_SAYING, 5.0)
    costs |= dict.fromkeys(_SHORT, 7.0)
    costs |= dict.fromkeys(_OFTEN_BESIDE_NAMES, 3.0)
    costs |= {"a": 6.0, "i": 6.0}
    return costs


def _forms(word: str) -> Iterator[str]:
    """The regular forms of an ordinary word, and some that are none."""
    if word[-1] == "e":
        yield from (f"{word}{ending}" for ending in ("s", "d", "r", "rs"))
        yield f"{word[:-1]}ing"
    elif word[-1] == "y" and word[-2] not in "aeou":
        yield from (f"{word[:-1]}{ending}" for ending in ("ies", "ied", "ily"))
        yield f"{word}ing"
    else:
        yield from (f"{word}{ending}" for ending in ("s", "ed", "ing", "er", "ers", "ly"))


class _Lengths(dict[str, tuple[int, ...]]):
    """The lengths of the ordinary words that begin with some letters or are a beginning of them, sorted."""

    def __missing__(self, head: str) -> tuple[int, ...]:
        self[head] = found = tuple(size for size in range(1, len(head) + 1) if head[:size] in _costs())
        return found


@cache
def _lengths() -> _Lengths:
    lengths: dict[str, set[int]] = {}
    for word in _costs():
        lengths.setdefault(word[:_HEAD], set()).add(len(word))
    found = _Lengths()
    for head, some in lengths.items():
        found[head] = tuple(sorted({*some, *(size for size in range(1, len(head)) if head[:size] in _costs())}))
    return found
