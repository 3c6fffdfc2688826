"""Differences between texts of 10 MB, kind and unkind, and beside difflib's on small ones: ``pytest -m bench -s``."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import cache
from random import Random

import pytest

from reader.core.difference import differences

MILLION = 1_000_000
LARGE = 10 * MILLION


class Writer:
    """Writes prose: words as common as in English, in sentences and paragraphs."""

    def __init__(self, seed: int) -> None:
        self._dice = Random(seed)
        self._words = ["".join(self._dice.choices("etaoinshrdlu", k=self._dice.randint(2, 9))) for _ in range(8000)]
        self._shares = [1 / (rank + 3) for rank in range(8000)]

    def sentence(self) -> str:
        return " ".join(self._dice.choices(self._words, self._shares, k=self._dice.randint(5, 25))).capitalize() + "."

    def prose(self, size: int) -> str:
        paragraphs, length = [], 0
        while length < size:
            paragraphs.append(" ".join(self.sentence() for _ in range(self._dice.randint(2, 6))))
            length += len(paragraphs[-1]) + 2
        return "\n\n".join(paragraphs)

    def edited(self, text: str, edits: int) -> str:
        """``text`` with about so many words replaced, taken out, or followed by a new sentence."""
        pieces, end = [], len(text)
        for place in sorted(self._dice.sample(range(len(text)), edits), reverse=True):
            start = text.find(" ", place) + 1
            stop = text.find(" ", start)
            if 0 < start < stop <= end:
                word = text[start:stop]
                pieces += [text[stop:end], self._dice.choice([f"{word}x", "", f"{word}. {self.sentence()}"])]
                end = start
        return text[:end] + "".join(reversed(pieces))

    def shuffled(self, text: str, between: str) -> str:
        parts = text.split(between)
        self._dice.shuffle(parts)
        return between.join(parts)


WRITER = Writer(1)


@cache
def prose(seed: int) -> str:
    """10 MB of it; other seeds have other words."""
    return Writer(seed).prose(LARGE)


def one_line(text: str) -> str:
    return text.replace("\n\n", " ")


def edited(change: Callable[[str], str] = str, size: int = LARGE, edits: int = 1000) -> tuple[str, str]:
    text = change(prose(1)) if size == LARGE else change(WRITER.prose(size))
    return text, WRITER.edited(text, edits)


def shuffled(between: str) -> tuple[str, str]:
    text = prose(1)
    return text, WRITER.shuffled(text, between)


def reflowed() -> tuple[str, str]:
    text = one_line(prose(1))
    return text, re.sub(r"(.{60,80}?) ", r"\1\n", text)


CASES: dict[str, Callable[[], tuple[str, str]]] = {
    "1,000 edits": edited,
    "1,000 edits in 1 MB": lambda: edited(size=MILLION),
    "60,000 edits": lambda: edited(edits=60_000),
    "1,000 edits in one line": lambda: edited(one_line),
    "1,000 edits, no full stop": lambda: edited(lambda text: one_line(text).replace(".", "")),
    "nothing in common": lambda: (prose(1), prose(2)),
    "nothing in common, no full stop": lambda: (
        one_line(WRITER.prose(LARGE)).replace(".", ""),
        one_line(WRITER.prose(LARGE)).replace(".", ""),
    ),
    "paragraphs shuffled": lambda: shuffled("\n\n"),
    "words shuffled": lambda: shuffled(" "),
    "lines broken elsewhere": reflowed,
    "one word over and over": lambda: ("word " * (LARGE // 5), "word " * 300_000 + "other " + "word " * MILLION + "end " + "word " * 9),
    "one line over and over": lambda: (
        "word\n" * (LARGE // 5),
        "word\n" * 300_000 + "other\n" + "word\n" * MILLION + "end\n" + "word\n" * 9,
    ),
    "a line put in before each": lambda: ("a\n" * (LARGE // 2), "b\na\n" * (LARGE // 4)),
    "one word of 10 MB": lambda: ("a" * LARGE, "a" * (LARGE // 2) + "b" + "a" * (LARGE // 3)),
    "three letters at random": lambda: ("".join(Random(3).choices("ab ", k=LARGE)), "".join(Random(4).choices("ab ", k=LARGE))),
    "marks on one letter": lambda: ("e" + "\u0301" * (LARGE // 2), "e" + "\u0302" * 3 + "\u0301" * (LARGE // 2)),
    "flags": lambda: ("🇩🇪" * (LARGE // 8), "🇩" + "🇩🇪" * (LARGE // 9)),
    "full stops": lambda: (". " * (LARGE // 2), ". " * MILLION + "! " * MILLION + ". " * MILLION),
}


@pytest.mark.bench
@pytest.mark.parametrize("name", CASES)
def test_ten_megabytes(name: str) -> None:
    old, new = CASES[name]()
    began = time.perf_counter()
    edits = differences(old, new)
    took = time.perf_counter() - began
    changed = sum(len(edit.old) + len(edit.new) for edit in edits)
    print(f"\n{name:32} {len(old) / MILLION:5.1f} MB  {took:6.2f} s  {len(edits):7,} edits, {changed:11,} code points changed")  # noqa: T201
    assert sum(len(edit.new) - len(edit.old) for edit in edits) == len(new) - len(old)


@pytest.mark.bench
@pytest.mark.parametrize("edits", [3, 10, 40])
def test_beside_difflib(edits: int) -> None:
    """Code points changed and time, in 20 articles of 5 KB each."""
    changed, took = [0, 0], [0.0, 0.0]
    for _ in range(20):
        old, new = edited(size=5000, edits=edits)
        began = time.perf_counter()
        found = differences(old, new)
        took[0] += time.perf_counter() - began
        changed[0] += sum(len(edit.old) + len(edit.new) for edit in found)
        was, now = re.findall(r"\w+|\W", old), re.findall(r"\w+|\W", new)
        began = time.perf_counter()
        codes = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
        took[1] += time.perf_counter() - began
        changed[1] += sum(len("".join(was[a:b])) + len("".join(now[c:d])) for tag, a, b, c, d in codes if tag != "equal")
    print(f"\n{edits} edits: {changed[0]:,} changed in {took[0]:.3f} s; difflib {changed[1]:,} in {took[1]:.3f} s")  # noqa: T201
    assert changed[0] < 1.2 * changed[1]
