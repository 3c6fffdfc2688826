"""Edits counted a bit per code point are those that the table of distances counts."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from reader.core.approximate import common, distance, distances_from_start, distances_to_end, parting, similarity

few_letters = st.text("abc é😀", max_size=14)


def table(pattern: str, text: str, step: int) -> list[int]:
    """The last row of the table of Levenshtein distances; ``step`` 0: a match may begin anywhere."""
    row = [offset * step for offset in range(len(text) + 1)]
    for i, char in enumerate(pattern, 1):
        above, row = row, [i]
        for j, other in enumerate(text, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (char != other)))
    return row


@given(few_letters, few_letters)
def test_the_distance_is_that_of_the_table(one: str, other: str) -> None:
    assert distance(one, other) == table(one, other, 1)[-1]


@given(few_letters, few_letters)
def test_the_nearest_stretch_that_ends_at_each_offset_is_that_of_the_table(pattern: str, text: str) -> None:
    assert distances_to_end(pattern, text) == table(pattern, text, 0)


@given(few_letters, few_letters)
def test_the_nearest_stretch_that_starts_at_each_offset_is_that_of_the_reversed_table(pattern: str, text: str) -> None:
    assert distances_from_start(pattern, text) == table(pattern[::-1], text[::-1], 0)[::-1]


@given(few_letters, few_letters)
def test_similarity_is_one_for_the_same_and_never_below_nothing(one: str, other: str) -> None:
    assert 0 <= similarity(one, other) <= 1
    assert (similarity(one, other) == 1) == (one == other)


@given(few_letters, few_letters)
def test_what_is_common_is_the_same_and_as_long_as_can_be(one: str, other: str) -> None:
    count = common(one, other)
    assert one[:count] == other[:count]
    assert one[count : count + 1] != other[count : count + 1] or count == min(len(one), len(other))


@given(few_letters, few_letters, few_letters)
def test_a_text_is_parted_between_words_where_both_parts_are_nearest(before: str, after: str, text: str) -> None:
    at = parting(before, after, text)
    cuts = [cut for cut in range(len(text) + 1) if not re.match(r"[^\W_][^\W_]", text[max(0, cut - 1) : cut + 1]) or cut in (0, len(text))]
    assert at in cuts
    cost = distance(before, text[:at]) + distance(after, text[at:])
    assert cost == min(distance(before, text[:cut]) + distance(after, text[cut:]) for cut in cuts)
