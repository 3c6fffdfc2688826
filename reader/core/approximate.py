"""How far words are from other words, in single edits: insertions, deletions and replacements of one code point (Levenshtein).

A column of the table of distances is one integer, a bit per code point of the pattern (G. Myers, "A fast bit-vector algorithm for
approximate string matching", JACM 46, 1999, in the form of H. Hyyrö, "Explaining and extending the bit-parallel approximate string
matching algorithm of Myers", 2001).
"""

from __future__ import annotations


def common(one: str, other: str) -> int:
    """How many code points are the same at the start."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def distance(one: str, other: str) -> int:
    """How many edits turn ``one`` into ``other``."""
    # What is the same at the ends costs nothing, and mostly is all there is.
    start = common(one, other)
    one, other = one[start:], other[start:]
    end = common(one[::-1], other[::-1])
    one, other = one[: len(one) - end], other[: len(other) - end]
    if not one or not other:
        return len(one) + len(other)
    return _column(one, other, 1)[-1]


def similarity(one: str, other: str) -> float:
    """1 when they are the same, 0 when they have nothing in common."""
    longest = max(len(one), len(other))
    return 1 - distance(one, other) / longest if longest else 1.0


def distances_to_end(pattern: str, text: str) -> list[int]:
    """For each offset of ``text``, its end included: how many edits turn ``pattern`` into that stretch before it which is nearest."""
    return _column(pattern, text, 0)


def distances_from_start(pattern: str, text: str) -> list[int]:
    """For each offset of ``text``, its end included: how many edits turn ``pattern`` into that stretch after it which is nearest."""
    return _column(pattern[::-1], text[::-1], 0)[::-1]


def parting(before: str, after: str, text: str) -> int:
    """The offset, between words, that cuts ``text`` into what comes nearest to ``before`` and what comes nearest to ``after``."""
    row = _column(before, text, 1) if before else list(range(len(text) + 1))
    rest = _column(after[::-1], text[::-1], 1)[::-1] if after else list(range(len(text), -1, -1))
    cuts = (at for at in range(len(text) + 1) if not (text[at - 1 : at].isalnum() and text[at : at + 1].isalnum()))
    return min(cuts, key=lambda at: row[at] + rest[at])


def _column(pattern: str, text: str, step: int) -> list[int]:
    """The last row of the table of distances. ``step`` 0: a match may begin anywhere in ``text``; 1: only at its start."""
    if not pattern:
        return [offset * step for offset in range(len(text) + 1)]
    size = len(pattern)
    mask, last = (1 << size) - 1, 1 << (size - 1)
    places: dict[str, int] = {}
    bit = 1
    for char in pattern:
        places[char] = places.get(char, 0) | bit
        bit <<= 1
    more, less, score = mask, 0, size
    row = [score]
    for char in text:
        equal = places.get(char, 0)
        vertical = equal | less
        horizontal = ((((equal & more) + more) & mask) ^ more) | equal
        rising = less | (mask & ~(horizontal | more))
        falling = more & horizontal
        if rising & last:
            score += 1
        elif falling & last:
            score -= 1
        row.append(score)
        rising = ((rising << 1) | step) & mask
        falling = (falling << 1) & mask
        more = falling | (mask & ~(vertical | rising))
        less = rising & vertical
    return row
