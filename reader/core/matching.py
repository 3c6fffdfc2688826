"""What two sequences have in common, in order.

Elements that occur once in either sequence are the anchors, as in Bram Cohen's patience diff (“Patience Diff Advantages”, 2010);
the longest chain of them in order is found by patience sorting (Fredman, 1975). Between anchors the same is done again, since what repeats
in the whole may be single there. Where nothing is single, the greedy algorithm of Myers (“An O(ND) Difference Algorithm and Its
Variations”, 1986, fig. 2) goes on from the furthest place that it has reached each time it has met ``cap`` differences, and gives up where
less than half agrees.

Time and memory grow with the length, whatever the elements are: anchors are looked for ``DEEPEST`` times in any element at most, and
``cap`` is smaller in longer sequences. Where long sequences have few anchors, they are taken for different.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

DEEPEST = 8
"""How often anchors are looked for between anchors."""

EFFORT = 4_000_000
"""Steps of Myers's algorithm that a comparison may take, whatever its length."""

MOST, LEAST = 256, 8
"""Differences that Myers's algorithm may meet before it goes on from where it is; the second in the longest sequences."""

MANY = 1 << 17
"""From this many elements on, one in ``SAMPLE`` of the possible anchors of several elements is looked at."""

SAMPLE = 8

LARGE, LIKELY = 4096, 100
"""Between more elements than this, one anchor is needed for so many; fewer stand in texts that have nothing to do with each other."""

MOST_RUNS = 200_000
"""Runs that are looked for; what is left then counts as different."""


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """``length`` elements from ``old`` on that stand from ``new`` on in the other sequence."""

    old: int
    new: int
    length: int


def common_runs(old: Sequence[int], new: Sequence[int], *, widths: tuple[int, ...] = (1,)) -> list[Run]:
    """The runs that ``old`` and ``new`` have in common, sorted, disjoint, in the same order in both, none empty.

    ``widths`` are the lengths of anchors that are tried, in this order: where there are stretches of three elements that are single,
    they are better anchors than single elements.
    """
    cap = min(MOST, max(LEAST, EFFORT // (len(old) + len(new) + 1)))
    runs: list[Run] = []
    gaps = [(0, len(old), 0, len(new), 0)]
    while gaps:
        a, a_end, b, b_end, depth = gaps.pop()
        if length := shared_start(old, a, a_end, new, b, b_end):
            runs.append(Run(a, b, length))
            a, b = a + length, b + length
        if length := shared_end(old, a, a_end, new, b, b_end):
            a_end, b_end = a_end - length, b_end - length
            runs.append(Run(a_end, b_end, length))
        if a == a_end or b == b_end:
            continue
        anchors: list[tuple[int, int]] = []
        for width in widths if depth < DEEPEST else ():
            anchors = _anchors(old, a, a_end, new, b, b_end, width)
            if anchors:
                break
        if not anchors:
            runs += islice(_greedy(old, a, a_end, new, b, b_end, cap), MOST_RUNS)
            if len(runs) >= MOST_RUNS:
                break
            continue
        for (i, j), (i_end, j_end) in zip([(a, b), *anchors], [*anchors, (a_end, b_end)], strict=True):
            gaps.append((i, i_end, j, j_end, depth + 1))
    return sorted(runs)


def shared_start(old: Sequence[object], a: int, a_end: int, new: Sequence[object], b: int, b_end: int) -> int:
    """How many elements are the same from ``a`` and ``b`` on."""
    most = min(a_end - a, b_end - b)
    count = 0
    while count < most and count < 8:
        if old[a + count] != new[b + count]:
            return count
        count += 1
    step = 16
    while count < most and old[a + count : a + min(most, count + step)] == new[b + count : b + min(most, count + step)]:
        count, step = min(most, count + step), step * 2
    while count < most and step > 1:
        step //= 2
        if count + step <= most and old[a + count : a + count + step] == new[b + count : b + count + step]:
            count += step
    return count


def shared_end(old: Sequence[object], a: int, a_end: int, new: Sequence[object], b: int, b_end: int) -> int:
    """How many elements are the same before ``a_end`` and ``b_end``."""
    most = min(a_end - a, b_end - b)
    count, step = 0, 16
    while count < most and count < 8:
        if old[a_end - count - 1] != new[b_end - count - 1]:
            return count
        count += 1
    while count < most:
        at = min(most, count + step)
        if old[a_end - at : a_end - count] != new[b_end - at : b_end - count]:
            break
        count, step = at, step * 2
    while count < most and step > 1:
        step //= 2
        at = count + step
        if at <= most and old[a_end - at : a_end - count] == new[b_end - at : b_end - count]:
            count = at
    return count


def _anchors(old: Sequence[int], a: int, a_end: int, new: Sequence[int], b: int, b_end: int, width: int) -> list[tuple[int, int]]:
    """The longest chain of stretches of ``width`` elements that occur once in either range; of those next to each other the first."""
    there = _single(new, b, b_end, width)
    if not there:
        return []
    pairs = [(i, there[key]) for key, i in _single(old, a, a_end, width).items() if key in there]
    chain = _longest_chain(pairs)
    size = min(a_end - a, b_end - b)
    if size > LARGE and len(chain) * LIKELY * (SAMPLE if width > 1 and size > MANY else 1) < size:
        return []
    return chain[:1] + [(i, j) for before, (i, j) in pairwise(chain) if before != (i - 1, j - 1)]


def _single(elements: Sequence[int], start: int, end: int, width: int) -> dict[object, int]:
    """Where what occurs once in a range stands, in order."""
    found: dict[object, int] = {}
    if end - start < width:
        return found
    keys: Iterator[object] = iter(elements[start:end])
    if width > 1:
        keys = zip(*(elements[start + shift : end - width + 1 + shift] for shift in range(width)), strict=True)
    if width > 1 and end - start > MANY:
        for at, key in enumerate(keys, start):
            if hash(key) % SAMPLE == 0:
                found[key] = -1 if key in found else at
    else:
        for at, key in enumerate(keys, start):
            found[key] = -1 if key in found else at
    return {key: at for key, at in found.items() if at >= 0}


def _longest_chain(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of ``pairs``, which are sorted by their first number, in which the second grows too."""
    ends: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        pile = bisect_left(ends, j)
        before.append(piles[pile - 1] if pile else -1)
        if pile == len(ends):
            ends.append(j)
            piles.append(index)
        else:
            ends[pile], piles[pile] = j, index
    chain = []
    at = piles[-1] if piles else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _greedy(old: Sequence[int], a: int, a_end: int, new: Sequence[int], b: int, b_end: int, cap: int) -> Iterator[Run]:
    """The runs on Myers's way through both ranges, as far as it pays."""
    while a < a_end and b < b_end:
        runs, i, j = _way(old, a, a_end, new, b, b_end, cap)
        yield from runs
        if 2 * sum(run.length for run in runs) < min(i - a, j - b):
            return
        a, b = i, j


def _way(old: Sequence[int], a: int, a_end: int, new: Sequence[int], b: int, b_end: int, cap: int) -> tuple[list[Run], int, int]:
    """The runs on the furthest way with at most ``cap`` differences, and where it ends."""
    rows, columns = a_end - a, b_end - b
    reached = {1: 0}
    history: list[dict[int, int]] = []
    for differences in range(cap + 1):
        history.append(reached)
        reached = {}
        before = history[-1]
        for diagonal in range(-differences, differences + 1, 2):
            down, right = before.get(diagonal + 1, -1), before.get(diagonal - 1, -2) + 1
            x = down if down >= right else right
            y = x - diagonal
            if x > rows or y > columns or x < 0 or y < 0:
                continue
            x += shared_start(old, a + x, a_end, new, b + y, b_end)
            reached[diagonal] = x
            if x == rows and x - diagonal == columns:
                return _traced(history, differences, diagonal, x, a, b), a_end, b_end
        if not reached:
            break
    diagonal = max(reached, key=lambda diagonal: (2 * reached[diagonal] - diagonal, -abs(diagonal)))
    x = reached[diagonal]
    return _traced(history, len(history) - 1, diagonal, x, a, b), a + x, b + x - diagonal


def _traced(history: list[dict[int, int]], differences: int, diagonal: int, x: int, a: int, b: int) -> list[Run]:
    runs = []
    for step in range(differences, -1, -1):
        before = history[step]
        down, right = before.get(diagonal + 1, -1), before.get(diagonal - 1, -2) + 1
        start = down if down >= right else right
        if x > start:
            runs.append(Run(a + start, b + start - diagonal, x - start))
        if down >= right:
            diagonal, x = diagonal + 1, down
        else:
            diagonal, x = diagonal - 1, right - 1
    return runs
