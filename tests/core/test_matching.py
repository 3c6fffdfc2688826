"""The runs that two sequences have in common."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.core.matching import MOST, Run, common_runs, shared_end, shared_start

sequences = st.lists(st.integers(0, 5), max_size=60) | st.lists(st.integers(0, 200), max_size=60)
widths = st.sampled_from([(1,), (3, 1)])


@given(sequences, sequences, widths)
def test_a_run_is_the_same_in_both_and_runs_stand_in_order(old: list[int], new: list[int], width: tuple[int, ...]) -> None:
    runs = common_runs(old, new, widths=width)
    assert all(run.length > 0 and old[run.old : run.old + run.length] == new[run.new : run.new + run.length] for run in runs)
    assert all(a.old + a.length <= b.old and a.new + a.length <= b.new for a, b in pairwise(runs))


@given(st.lists(st.integers(0, 9), min_size=1, max_size=60), widths)
def test_a_sequence_has_all_in_common_with_itself(elements: list[int], width: tuple[int, ...]) -> None:
    assert common_runs(elements, list(elements), widths=width) == [Run(0, 0, len(elements))]


@given(st.lists(st.integers(0, 2), max_size=30), st.lists(st.integers(0, 2), max_size=30))
def test_where_nothing_is_single_the_most_is_kept(old: list[int], new: list[int]) -> None:
    old, new = [*old, *old], [*new, *new]
    longest = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, one in enumerate(old):
        for j, other in enumerate(new):
            longest[i + 1][j + 1] = longest[i][j] + 1 if one == other else max(longest[i][j + 1], longest[i + 1][j])
    assert sum(run.length for run in common_runs(old, new)) <= longest[-1][-1]


def test_few_differences_among_elements_that_repeat_are_all_found() -> None:
    old = [0, 1] * 500
    new = [*old[:300], 0, *old[300:700], *old[701:]]
    assert sum(run.length for run in common_runs(old, new)) == len(old) - 1


def test_more_differences_than_are_followed_at_once_still_leave_what_is_common() -> None:
    old = [0, 0, 0, 1] * (2 * MOST)
    new = [0, 0, 0, 2] * (2 * MOST)
    assert sum(run.length for run in common_runs(old, new)) >= len(old) // 2


@given(st.text("ab", max_size=200), st.text("ab", max_size=50), st.text("ab", max_size=50))
def test_what_two_texts_share_at_their_ends_is_measured(shared: str, one: str, other: str) -> None:
    start = shared_start(shared + one, 0, len(shared + one), shared + other, 0, len(shared + other))
    assert start >= len(shared)
    assert (shared + one)[:start] == (shared + other)[:start]
    assert (shared + one)[start : start + 1] != (shared + other)[start : start + 1] or start == len(shared + min(one, other, key=len))
    end = shared_end(one + shared, 0, len(one + shared), other + shared, 0, len(other + shared))
    assert end >= len(shared)
    assert (one + shared)[len(one + shared) - end :] == (other + shared)[len(other + shared) - end :]
