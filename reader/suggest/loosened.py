"""Words that have lost the spaces between them, as in text taken from PDF files, parted again so that names can be seen.

*SenatorMiraTolvanesaid* is read as *Senator Mira Tolvane said*. That is done only to texts in which several long runs of letters are made
of ordinary words, so that long words, links and compounds elsewhere stay as they are. A run is parted where the words that come of it are
the most ordinary: the cheapest way through it, each word with a cost (Viterbi; Norvig, "Natural Language Corpus Data", 2009).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, pairwise

from reader.core.abbreviations import MONTHS, WEEKDAYS
from reader.core.span import Span
from reader.suggest.lists import is_common, is_demonym, is_listed, is_small, words

_LONG = re.compile(r"(?<![\w/@#.])[^\W\d_]{12,}(?![\w/@-])")
_FEWEST = 4
_SAMPLE = 300
_LONGEST_WORD = 20
_LONGEST_SAMPLE = 200
_LONGEST_RUN = 2000
_MOST_COSTS = 100_000

_RUN = re.compile(r"\S{5,}")
_PART = re.compile(
    r"(?P<link>(?:https?://|www\.)[^\s<>\"(),]+|[@#]\w+)|"
    r"(?P<initials>(?:[^\W\d_]\.){2,})|(?P<letters>[^\W\d_]+?(?=(?:[A-Z]\.){2})|[^\W\d_]+)"
    r"|(?P<digits>\d[\d.,]*(?:st|nd|rd|th)?)|(?P<sign>[^\w\s]|_)"
)
_PIECE = re.compile(r"[^\W\d_a-z]?[a-z]+|[A-Z]{2,6}(?![a-z])")
_MIXED = re.compile(r"(?<![^\W_])[a-z]{1,5}[A-Z][a-z]+(?![^\W_])")
_ALONE = re.compile(r"(?<![^\s\"“(])[A-Z][a-z]{2,13}(?![^\s.,;:!?)'’\"”])")
_BEFORE_T = frozenset(
    ["don", "isn", "doesn", "wasn", "didn", "couldn", "wouldn", "shouldn", "aren", "weren", "hasn", "haven", "hadn", "won", "can"]
)
_AFTER_NAMES = frozenset(["of", "by", "the", "for", "was", "has", "had", "were", "with", "from", "which", "said", "says", "told"])
"""Words that often follow names and on which hardly any ends."""

_SHORT_FORMS = ("s", "t", "re", "ve", "ll", "d", "m")
_CLOSING = frozenset(",.;:!?)]…”")
_OPENING = frozenset("([“")


@dataclass(frozen=True, slots=True)
class Loosened:
    """A text with spaces put in. ``spaces`` are their places in it, sorted."""

    text: str
    spaces: Sequence[int]

    def to(self, span: Span) -> Span:
        """Where ``span`` of the original is in the loosened text."""
        return Span(self._to(span.start), self._to(span.end))

    def back(self, span: Span) -> Span:
        """Where ``span`` of the loosened text, which begins and ends with words, is in the original."""
        return Span(span.start - bisect_left(self.spaces, span.start), span.end - bisect_left(self.spaces, span.end))

    def _to(self, offset: int) -> int:
        return offset + bisect_left(range(len(self.spaces)), offset, key=lambda index: self.spaces[index] - index)


def loosened(text: str) -> Loosened:
    """``text`` with its lost spaces put in; as it is when it has lost none."""
    if not _has_lost_spaces(text):
        return Loosened(text, ())
    parting = _Parting(text)
    pieces: list[str] = []
    spaces: list[int] = []
    last = 0
    for run in _RUN.finditer(text):
        for cut in parting.cuts(run[0]):
            at = run.start() + cut
            pieces += (text[last:at], " ")
            spaces.append(at + len(spaces))
            last = at
    pieces.append(text[last:])
    return Loosened("".join(pieces), spaces)


def _has_lost_spaces(text: str) -> bool:
    """Whether several long runs of letters in ``text`` are made of ordinary words."""
    unknown = {run for run in islice(_LONG.findall(text), _SAMPLE) if not is_common(run.lower())}
    if len(unknown) < _FEWEST:
        return False
    parting = _unread()
    return sum(_is_made_of_words(parting.parts(run[:_LONGEST_SAMPLE])) for run in unknown) >= max(_FEWEST, 0.2 * len(unknown))


@cache
def _unread() -> _Parting:
    """What parts runs of letters without a text to go by."""
    return _Parting("")


def _is_made_of_words(parts: Sequence[str]) -> bool:
    small = [part for part in parts if len(part) > 1 and is_small(part.lower())]
    known = sum(len(part) for part in parts if _is_known(part.lower()))
    return len(parts) > 2 and bool(small) and known > 0.8 * sum(map(len, parts))


class _Parting:
    """What a text's own words cost, and the cheapest ways through its runs of letters."""

    def __init__(self, text: str) -> None:
        pieces = sorted(_PIECE.findall(text))
        self._own = {one for one, other in pairwise(pieces) if len(one) > 2 and other.startswith(one)}
        mixed = Counter(_MIXED.findall(text))
        self._mixed = {word for word, count in mixed.items() if count > 1}
        self._whole: frozenset[str] = frozenset()
        self._costs: dict[str, float | None] = {}
        alone = frozenset(word for word in _ALONE.findall(text) if not self._begins_sentence(word))
        self._whole = alone
        self._costs = {}

    def _begins_sentence(self, word: str) -> bool:
        """Whether ``word`` is made of ordinary words, of which the first is one of grammar: *Thereport*, *Weare*."""
        parts = self.parts(word)
        return len(parts) > 1 and _is_tiny(parts[0].lower()) and all(_is_tiny(part) or is_common(part) for part in parts[1:])

    def cuts(self, run: str) -> Iterator[int]:
        """The places in a run without white space where spaces have been lost, sorted."""
        last = ""
        for part in _PART.finditer(run):
            kind, start = part.lastgroup, part.start()
            if start and _is_cut(last, run, start, kind):
                yield start
            if kind == "letters":
                for word in self._parts_after(part[0], last):
                    if start > part.start():
                        yield start
                    start += len(word)
            last = part[0]

    def _parts_after(self, letters: str, before: str) -> list[str]:
        if before in ("'", "’"):
            short = next((form for form in _SHORT_FORMS if letters.startswith(form)), "")
            if short and short != letters and not is_common(letters.lower()):
                return [short, *self.parts(letters[len(short) :])]
        return self.parts(letters)

    def parts(self, letters: str) -> list[str]:
        """``letters`` as the words that it is made of."""
        if len(letters) > _LONGEST_RUN:
            return [letters]
        if len(self._costs) > _MOST_COSTS:
            self._costs.clear()
        best = [0.0] + [float("inf")] * len(letters)
        back = [0] * (len(letters) + 1)
        for end in range(1, len(letters) + 1):
            for start in range(max(0, end - _LONGEST_WORD), end):
                if best[start] >= best[end]:
                    continue
                cost = self._cost(letters[start:end])
                if cost is not None and best[start] + cost < best[end]:
                    best[end], back[end] = best[start] + cost, start
        found: list[str] = []
        end = len(letters)
        while end:
            found.append(letters[back[end] : end])
            end = back[end]
        return found[::-1]

    def _cost(self, word: str) -> float | None:
        if word not in self._costs:
            self._costs[word] = self._cost_of(word)
        return self._costs[word]

    def _cost_of(self, word: str) -> float | None:
        """What it costs to take ``word`` for one word; ``None`` when it cannot be one."""
        lower, length = word.lower(), len(word)
        is_plain = length == 1 or word[1:].islower()
        if lower in _AFTER_NAMES and is_plain:
            return 3.0
        if is_plain and _is_tiny(lower):
            return 5.0 if length > 1 else (6.0 if lower in "ai" else None)
        if length == 1:
            return 14.0
        if word.isupper():
            return 8.0 if word in self._own or is_listed(lower) else (11.0 + length if length <= 6 else 20.0 + 2 * length)
        if not is_plain:
            return 8.0 if word in self._mixed or _is_brand(lower) else 30.0 + 3 * length
        if word in self._whole:
            return 7.0
        if length > 2 and (is_common(lower) if word[0].islower() else _is_known(lower)):
            return 8.0
        long = 1.5 * max(0, length - 10)
        if word[0].isupper():
            return (5.0 if word in self._own else 9.0) + 1.9 * length + long
        return (8.0 + 2.2 * length if word in self._own else 7.0 + 2.8 * length) + long


@lru_cache(maxsize=_MOST_COSTS)
def _is_tiny(word: str) -> bool:
    return is_small(word) or word in _BEFORE_T or word in WEEKDAYS or (word in MONTHS and len(word) > 3)


@lru_cache(maxsize=_MOST_COSTS)
def _is_brand(word: str) -> bool:
    return word in words("kinds", "known_organisations") or word in words("kinds", "known_works")


@lru_cache(maxsize=_MOST_COSTS)
def _is_known(word: str) -> bool:
    return (
        is_common(word)
        or is_listed(word)
        or is_demonym(word)
        or word in words("kinds", "organisations")
        or word in words("places", "heads")
        or word in words("people", "titles")
    )


def _is_cut(last: str, run: str, at: int, kind: str | None) -> bool:
    """Whether a space has been lost before the part at ``at``, which follows the part ``last``."""
    before, here = run[at - 1], run[at]
    if kind in ("letters", "initials", "digits") and before in _CLOSING:
        return not (before == "." and (len(last) == 1 and kind == "digits")) and not (before in ".,:" and here.isdigit())
    if kind == "letters":
        return before.isdigit() or (last.endswith(".") and len(last) > 1)
    if kind == "digits":
        return before.isalpha()
    return kind == "sign" and here in _OPENING and before.isalnum()
