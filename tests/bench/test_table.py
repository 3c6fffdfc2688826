"""The table says what was measured, and whether that is within the budget."""

from __future__ import annotations

import json

import pytest

from tests.bench.budgets import BUDGETS, Figure, Goal
from tests.bench.table import Base, Measure, as_json, cells, markdown, p95, summary

SLOW = Measure("key l", [10, 10, 30], "one line", Base("one line", [5, 5, 6]))


def test_the_median_is_held_against_that_of_the_base() -> None:
    assert SLOW.figure(Figure.RATIO) == 2
    assert not SLOW.is_met(Goal(Figure.RATIO, 1.5))


def test_a_goal_that_is_missed_is_shown_with_by_how_much() -> None:
    assert SLOW.verdict(Goal(Figure.RATIO, 1.5)) == "≤ 1.5 × MISSED by 33%"
    assert SLOW.verdict(Goal(Figure.MEDIAN, 10)) == "median ≤ 10 ms met"
    assert SLOW.verdict(Goal(Figure.WORST, 25)) == "worst ≤ 25 ms MISSED by 20%"


def test_a_ratio_to_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no base"):
        Measure("x", [1], "none").figure(Figure.RATIO)


def test_of_twenty_values_the_nineteenth_is_the_95th_percentile() -> None:
    assert p95(range(1, 21)) == 19
    assert p95([7]) == 7


def test_a_row_has_the_figures_the_base_and_the_verdicts() -> None:
    row = cells(SLOW)
    assert row[:8] == ("key l (ms)", "3", "10.0", "30.0", "30.0", "one line", "5.00", "2.00")
    assert row[8] == "≤ 1.5 × MISSED by 33%; p95 ≤ 16.7 ms MISSED by 80%"


def test_the_table_is_markdown_with_a_row_for_each_measure_and_a_count_of_goals() -> None:
    lines = markdown([SLOW, Measure("start", [1200.0], "none", remark="alone")]).split("\n")
    assert [line.count("|") for line in lines] == [10, 10, 10, 10, 0, 0]
    assert "1,200" in lines[3]
    assert "alone" in lines[3]
    assert lines[-1] == summary([SLOW]) == "2 goals: 0 met, 2 missed"


def test_the_json_has_every_value() -> None:
    (row,) = json.loads(as_json([SLOW]))
    assert row["values"] == [10, 10, 30]
    assert row["base"] == {"name": "one line", "values": [5, 5, 6]}
    assert [goal["met"] for goal in row["goals"]] == [False, False]


def test_every_budget_has_limits_that_can_be_reached() -> None:
    assert all(goal.limit > 0 for goals in BUDGETS.values() for goal in goals)
