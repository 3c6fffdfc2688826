"""What changed between two versions of a text, in words.

Lines are compared first, then the sentences of what differs, then the words of what still does; so the cost is that of the changes,
and what stands unchanged in a changed paragraph is found. ``matching`` says how each is compared.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, count
from operator import add

from reader.core import units
from reader.core.matching import Run, common_runs, shared_start
from reader.core.span import Span
from reader.core.tidying import Numbers, tidied

SHORTEST = 16
"""Code points of the shortest sentence that is looked for elsewhere; shorter ones are compared by words."""

FAR = 4096
"""Code points between the first difference and the start of its line, up to which the whole line is compared."""


@dataclass(frozen=True, slots=True)
class Edit:
    """The stretch ``old`` of the old text became ``new`` of the new one. One of them may be empty: put in, taken out."""

    old: Span
    new: Span


@dataclass(frozen=True, slots=True)
class Move:
    """Words that were taken out at ``old`` and put in at ``new`` as they were, but for white space."""

    old: Span
    new: Span


def differences(old: str, new: str) -> tuple[Edit, ...]:
    """The edits that turn ``old`` into ``new``, in order, disjoint and not touching; none when the texts are equal.

    Between the edits the texts are equal code point by code point. An edit takes in whole words, runs of punctuation or white space, never
    a part of a grapheme (but in runs of more than 1,024 code points that join); of words of more than 256 letters, the letters that
    differ. What lies between two edits is more than a coincidence: in one paragraph it holds a word, and not only few that are small
    beside the edits. Time and memory grow with the length of the texts, whatever they hold.
    """
    if old == new:
        return ()
    start = _start(old, new)
    found = _by_lines(old, new, (start, len(old), start, len(new)))
    return tuple(Edit(Span(a, b), Span(c, d)) for a, b, c, d in tidied(old, new, found))


def moves(old: str, new: str, edits: Sequence[Edit]) -> tuple[Move, ...]:
    """The sentences, of 16 code points or more, that ``edits`` take out in one place and put in in another, in the order of the old text.

    Sentences that follow each other in both places are one move. One that is taken out or put in several times is in none.
    """
    there = _single_sentences((new, edit.new) for edit in edits)
    found: list[Move] = []
    for key, span in _single_sentences((old, edit.old) for edit in edits).items():
        target = there.get(key)
        if target is None:
            continue
        if found and found[-1].old.end == span.start and found[-1].new.end == target.start:
            found[-1] = Move(found[-1].old.hull(span), found[-1].new.hull(target))
        else:
            found.append(Move(span, target))
    return tuple(found)


def _start(old: str, new: str) -> int:
    """Where comparing has to begin: at the start of the first line that differs, of the first word in a very long one."""
    same = shared_start(old, 0, len(old), new, 0, len(new))
    start = old.rfind("\n", 0, same) + 1
    return start if same - start <= FAR else max(start, old.rfind(" ", 0, same) + 1)


def _by_lines(old: str, new: str, part: Numbers) -> Iterator[Numbers]:
    return _by_pieces(old, new, part, units.lines, str.strip, _by_sentences)


def _by_sentences(old: str, new: str, part: Numbers) -> Iterator[Numbers]:
    return _by_pieces(old, new, part, units.sentences, _sentence_key, _by_words)


def _sentence_key(sentence: str) -> str | None:
    """What makes a sentence the same one, however its lines are broken; ``None`` when it is too short to be one."""
    return " ".join(sentence.split()) if len(sentence) >= SHORTEST else None


def _by_pieces(
    old: str,
    new: str,
    part: Numbers,
    cut: Callable[[str], list[str]],
    key: Callable[[str], str | None],
    finer: Callable[[str, str, Numbers], Iterator[Numbers]],
) -> Iterator[Numbers]:
    """The edits in ``part``: what pieces of one kind have in common is left alone, the rest is compared in finer ones.

    What only moved is not compared with what came in its place.
    """
    a, b, c, d = part
    numbers: dict[str, int] = {}
    spare = count(-1, -1)
    was, olds = _numbered(cut(old[a:b]), a, key, numbers, spare)
    now, news = _numbered(cut(new[c:d]), c, key, numbers, spare)
    runs = common_runs(was, now)
    moved = _unmatched(was, [(run.old, run.length) for run in runs]) & _unmatched(now, [(run.new, run.length) for run in runs])
    i = j = 0
    for run in chain(runs, (Run(len(was), len(now), 0),)):
        gap = (olds[i], olds[run.old], news[j], news[run.new])
        if i == run.old or j == run.new:
            if i < run.old or j < run.new:
                yield gap
        elif moved and (moved.issuperset(was[i : run.old]) or moved.issuperset(now[j : run.new])):
            yield gap
        else:
            yield from finer(old, new, gap)
        i, j = run.old + run.length, run.new + run.length
        if old[olds[run.old] : olds[i]] != new[news[run.new] : news[j]]:
            for one, other in zip(range(run.old, i), range(run.new, j), strict=True):
                if old[olds[one] : olds[one + 1]] != new[news[other] : news[other + 1]]:
                    yield from _by_words(old, new, (olds[one], olds[one + 1], news[other], news[other + 1]))


def _numbered(
    pieces: list[str], start: int, key: Callable[[str], str | None], numbers: dict[str, int], spare: Iterator[int]
) -> tuple[list[int], Sequence[int]]:
    """A number for each of ``pieces``, the same for the same key, and where each begins, with the end of the last.

    Pieces without a key take theirs from ``spare``.
    """
    named = []
    for piece in pieces:
        name = key(piece)
        named.append(next(spare) if name is None else numbers.setdefault(name, len(numbers)))
    return named, array("q", accumulate(map(len, pieces), initial=start))


def _unmatched(elements: list[int], runs: list[tuple[int, int]]) -> set[int]:
    """The elements that are in none of ``runs``."""
    found: set[int] = set()
    at = 0
    for start, length in [*runs, (len(elements), 0)]:
        found.update(elements[at:start])
        at = start + length
    return found


def _by_words(old: str, new: str, part: Numbers) -> Iterator[Numbers]:
    """The edits in ``part``, by words. White space is compared between words that are the same."""
    a, b, c, d = part
    numbers: dict[str, int] = {}
    was, olds, ends = _worded(units.words(old[a:b]), a, numbers)
    now, news, new_ends = _worded(units.words(new[c:d]), c, numbers)
    for run in common_runs(was, now, widths=(3, 1)):
        i, j, last = run.old, run.new, run.length - 1
        is_whole = old[olds[i] : ends[i + last]] == new[news[j] : new_ends[j + last]]
        for step in (0,) if is_whole else range(run.length):
            if old[a : olds[i + step]] != new[c : news[j + step]]:
                yield a, olds[i + step], c, news[j + step]
            a, c = (ends[i + last], new_ends[j + last]) if is_whole else (ends[i + step], new_ends[j + step])
    if old[a:b] != new[c:d]:
        yield a, b, c, d


def _worded(pieces: list[str], start: int, numbers: dict[str, int]) -> tuple[list[int], Sequence[int], Sequence[int]]:
    """A number for each of ``pieces``, where each begins, and where it ends without the white space after it.

    The last word of a paragraph is another than the same word within one: else the full stop of an added sentence is taken for it.
    """
    starts = array("q", accumulate(map(len, pieces), initial=start))
    words = [piece.rstrip() for piece in pieces]
    ends = array("q", map(add, starts, map(len, words)))
    keys = (
        f"{word}\n" if len(piece) - len(word) > 1 and piece.count("\n", len(word)) > 1 else word
        for piece, word in zip(pieces, words, strict=True)
    )
    return [numbers.setdefault(key, len(numbers)) for key in keys], starts, ends


def _single_sentences(parts: Iterator[tuple[str, Span]]) -> dict[str, Span]:
    """The sentences that the parts of a text hold once, in order."""
    found: dict[str, Span | None] = {}
    for text, span in parts:
        at = span.start
        for line in units.lines(span.of(text)):
            for sentence in units.sentences(line):
                key = _sentence_key(sentence.strip())
                if key is not None:
                    found[key] = None if key in found else Span(at, at + len(sentence))
                at += len(sentence)
    return {key: span for key, span in found.items() if span is not None}
