"""The one table of all measures against their budgets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.budgets import BUDGETS, Figure, Goal


@dataclass(frozen=True, slots=True)
class Base:
    """What a measure is held against, taken in turn with it in the same run."""

    name: str
    values: Sequence[float]


@dataclass(frozen=True, slots=True)
class Measure:
    """What was measured, one value for each round, in ``unit``. ``budget`` is a name of :data:`BUDGETS`; ``remark`` is for the reader."""

    name: str
    values: Sequence[float]
    budget: str
    base: Base | None = None
    unit: str = "ms"
    remark: str = ""

    def figure(self, figure: Figure) -> float:
        """One of its figures. ``ValueError`` for a ratio to no base."""
        match figure:
            case Figure.MEDIAN:
                return median(self.values)
            case Figure.P95:
                return p95(self.values)
            case Figure.WORST:
                return max(self.values)
            case Figure.RATIO:
                if self.base is None:
                    raise ValueError(f"{self.name} has no base")
                return median(self.values) / median(self.base.values)

    @property
    def goals(self) -> tuple[Goal, ...]:
        return BUDGETS[self.budget]

    def is_met(self, goal: Goal) -> bool:
        return self.figure(goal.figure) <= goal.limit

    def verdict(self, goal: Goal) -> str:
        """The goal, and whether it is met, or by how much it is missed."""
        excess = self.figure(goal.figure) / goal.limit - 1
        said = "met" if self.is_met(goal) else f"MISSED by {excess:.0%}"
        wanted = f"≤ {goal.limit:g} ×" if goal.figure is Figure.RATIO else f"{goal.figure} ≤ {goal.limit:g} {self.unit}"
        return f"{wanted} {said}"


COLUMNS = ("measure", "n", "median", "p95", "worst", "against", "its median", "ratio", "goals")


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed (nearest rank)."""
    return sorted(values)[-(-len(values) * 95 // 100) - 1]


def cells(measure: Measure) -> tuple[str, ...]:
    """A row of the table, by :data:`COLUMNS`."""
    base = measure.base
    against = (base.name, _number(median(base.values)), f"{measure.figure(Figure.RATIO):.2f}") if base else ("", "", "")
    figures = (_number(measure.figure(figure)) for figure in (Figure.MEDIAN, Figure.P95, Figure.WORST))
    verdicts = "; ".join(filter(None, [*map(measure.verdict, measure.goals), measure.remark]))
    return (f"{measure.name} ({measure.unit})", str(len(measure.values)), *figures, *against, verdicts)


def line(measure: Measure) -> str:
    """A row of the table by itself."""
    return " | ".join(filter(None, cells(measure)))


def markdown(measures: Iterable[Measure]) -> str:
    """The table in Markdown, as wide as it must be, and a line on how many goals are met."""
    measures = list(measures)
    rows = [COLUMNS, *map(cells, measures)]
    widths = [max(3, *map(len, column)) for column in zip(*rows, strict=True)]
    lines = [f"| {' | '.join(_aligned(rows[0], widths))} |", f"| {' | '.join(_rules(widths))} |"]
    lines += [f"| {' | '.join(_aligned(row, widths))} |" for row in rows[1:]]
    return "\n".join([*lines, "", summary(measures)])


def summary(measures: Iterable[Measure]) -> str:
    """How many goals there are and how many are met."""
    met = [measure.is_met(goal) for measure in measures for goal in measure.goals]
    return f"{len(met)} goals: {sum(met)} met, {len(met) - sum(met)} missed"


def as_json(measures: Iterable[Measure]) -> str:
    """All values and verdicts."""
    objects = [
        {
            "name": measure.name,
            "unit": measure.unit,
            "values": [round(value, 3) for value in measure.values],
            "median": round(measure.figure(Figure.MEDIAN), 3),
            "p95": round(measure.figure(Figure.P95), 3),
            "base": measure.base and {"name": measure.base.name, "values": [round(value, 3) for value in measure.base.values]},
            "goals": [{"figure": goal.figure.name.lower(), "limit": goal.limit, "met": measure.is_met(goal)} for goal in measure.goals],
            "remark": measure.remark,
        }
        for measure in measures
    ]
    return json.dumps(objects, ensure_ascii=False, indent=1) + "\n"


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Words to the left, numbers to the right."""
    return [
        cell.ljust(width) if column in (0, 5, 8) else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]


def _rules(widths: Sequence[int]) -> list[str]:
    return ["-" * width if column in (0, 5, 8) else "-" * (width - 1) + ":" for column, width in enumerate(widths)]


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 1000 else f"{value:,.0f}"
