"""What in a text may be a name, and what a model is told of each: its words, what stands around it, what is known of it elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reader.core.span import Span
from reader.suggest.examples import Names

_WORD = re.compile(r"[@#]?\w+(?:[-'’&.]\w+)*")
_LETTERS = re.compile(r"\w+")
_NEAR = 48  # code points on either side that are looked at for words
_TRUST_IN_RULES, _TRUST_IN_STRINGS = 5, 3  # how often these are told: so much less must speak for believing them
_ENDS = '.!?:“"\n'

_CAPITAL = r"(?![a-z])[^\W\d_][\w.'’&-]*"
_RUN = re.compile(rf"[@#]\w+|{_CAPITAL}(?:[^\S\n](?:(?:of|de|da|la|van|von|der|al|bin|the|and)[^\S\n]){{0,2}}{_CAPITAL})*")


class Strings:
    """Strings that were marked as names, each with its type, ready to be found in texts."""

    def __init__(self, types: Mapping[str, str]) -> None:
        self.types = types
        self.parts: dict[str, set[str]] = {}
        """The types of the names that each word is part of."""
        self._by_word: dict[str, list[tuple[str, int]]] = {}
        for name in sorted(types, key=lambda name: (-len(name), name)):
            for word in _WORD.findall(name):
                self.parts.setdefault(word, set()).add(types[name])
            if word := _LETTERS.search(name):
                self._by_word.setdefault(word[0], []).append((name, word.start()))

    def within(self, text: str) -> Iterator[Span]:
        """Where the strings stand in ``text`` as words of their own; where they overlap, the first, and of those the longest."""
        end = 0
        for token in _LETTERS.finditer(text) if self._by_word else ():
            for name, shift in self._by_word.get(token[0], ()):
                start = token.start() - shift
                if start >= end and text.startswith(name, start) and not text[start + len(name) : start + len(name) + 1].isalnum():
                    end = start + len(name)
                    yield Span(start, end)
                    break


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may be a name. ``rules`` and ``known`` are its types by the rules and by the strings marked elsewhere; empty: by none."""

    span: Span
    rules: str = ""
    known: str = ""


def candidates(text: str, found: Names, strings: Strings) -> list[Candidate]:
    """What may be a name in ``text``, in order, disjoint: what rules ``found``, and where the ``strings`` stand that were marked elsewhere.

    Without anything found, runs of capitalised words.
    """
    spans = dict(found) if found else dict.fromkeys(_runs(text), "")
    known = [(span, strings.types[span.of(text)]) for span in strings.within(text)]
    taken: list[Candidate] = [Candidate(span, spans.get(span, ""), label) for span, label in known]
    at = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        while at < len(known) and known[at][0].end <= span.start:
            at += 1
        if at == len(known) or not known[at][0].overlaps(span):
            taken.append(Candidate(span, spans[span]))
    taken.sort(key=lambda candidate: (candidate.span.start, -candidate.span.end))
    return _disjoint(taken)


def features(text: str, found: Sequence[Candidate], strings: Strings) -> list[list[str]]:
    """What a model is told of each of the candidates ``found`` in ``text``; ``strings`` are those that were marked elsewhere."""
    small = {word for word in _WORD.findall(text) if word.islower()}
    words = [_WORD.findall(candidate.span.of(text)) or [candidate.span.of(text)] for candidate in found]
    longer: dict[str, tuple[str, ...]] = {}
    for own in sorted({tuple(own) for own in words}, key=lambda own: (-len(own), own)):
        for word in own:
            longer.setdefault(word, own)
    counts = Counter(candidate.span.of(text) for candidate in found)
    return [
        [
            *_own(own, small, strings.parts),
            *_around(text, candidate.span),
            *_elsewhere(candidate, own, longer, counts[candidate.span.of(text)]),
        ]
        for candidate, own in zip(found, words, strict=True)
    ]


def _runs(text: str) -> Iterator[Span]:
    for found in _RUN.finditer(text):
        yield Span(found.start(), found.start() + len(re.sub(r"(?:['’]s?|[.&-])$", "", found[0])))


def _disjoint(ordered: list[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for candidate in ordered:
        if not kept or kept[-1].span.end <= candidate.span.start:
            kept.append(candidate)
    return kept


def _own(words: Sequence[str], small: set[str], parts: Mapping[str, set[str]]) -> Iterator[str]:
    """What the words of a name say."""
    first, last = words[0], words[-1]
    yield f"n{min(len(words), 4)}"
    yield f"f{first.lower()}"
    yield f"l{last.lower()}"
    yield f"s{'_'.join(map(_shape, words[:4]))}"
    yield f"e{last[-3:].lower()}"
    yield f"b{first[:2].lower()}"
    for word in words[1:-1]:
        yield f"w{word.lower()}"
    if len(words) == 1 and first.lower() in small:
        yield "small"
    for word in dict.fromkeys(words):
        for label in sorted(parts.get(word, ())):
            yield f"p{label}"


def _around(text: str, span: Span) -> Iterator[str]:
    """What stands before and after a name."""
    start, end = max(0, span.start - _NEAR), span.end + _NEAR
    lead, rest = text[start : span.start], text[span.end : end]
    before, after = _WORD.findall(lead), _WORD.findall(rest)
    yield f"-{before[-1].lower()}" if before else "-"
    yield f"={' '.join(before[-2:]).lower()}"
    yield f"+{after[0].lower()}" if after else "+"
    yield f"#{' '.join(after[:2]).lower()}"
    yield f"<{lead.rstrip(' ')[-1:]}"
    yield f">{rest[:1]}"
    if not lead.strip() or lead.rstrip()[-1] in _ENDS or lead.endswith("\n"):
        yield "begins"
    if rest[:2] in ("'s", "’s"):
        yield "owns"


def _elsewhere(candidate: Candidate, words: Sequence[str], longer: Mapping[str, tuple[str, ...]], count: int) -> Iterator[str]:
    """What is known of a name, and what else the text calls it."""
    yield from [f"r{candidate.rules}"] * _TRUST_IN_RULES
    if candidate.known:  # that a name is not known yet says nothing
        yield from [f"k{candidate.known}"] * _TRUST_IN_STRINGS
    yield f"c{min(count, 3)}"
    whole = longer[words[0]]
    if len(whole) > len(words):
        yield f"L{len(whole)}"
        yield f"F{whole[0].lower()}"
        yield f"E{whole[-1].lower()}"


def _shape(word: str) -> str:
    """What sort of characters a word is made of, each run of one sort once."""
    shape = ""
    for character in word[:20]:
        kind = "X" if character.isupper() else "x" if character.islower() else "9" if character.isdecimal() else character
        if not shape.endswith(kind):
            shape += kind
    return shape
