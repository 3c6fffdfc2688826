"""The budgets: what is to be reached by each measure. A goal that is missed is shown, and fails nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FRAME = 16.7
"""Milliseconds of a screen that is drawn sixty times a second."""


class Figure(StrEnum):
    """What of a measure a goal is about."""

    RATIO = "×"
    MEDIAN = "median"
    P95 = "p95"
    WORST = "worst"


@dataclass(frozen=True, slots=True)
class Goal:
    """A ``limit`` that a figure is not to exceed: of the median to its base's, or in the measure's own unit."""

    figure: Figure
    limit: float


IN_A_FRAME = Goal(Figure.P95, FRAME)

BUDGETS: dict[str, tuple[Goal, ...]] = {
    "start": (Goal(Figure.RATIO, 1.1),),
    "one line": (Goal(Figure.RATIO, 1.5), IN_A_FRAME),
    "page": (Goal(Figure.RATIO, 1.5), IN_A_FRAME),
    "key": (IN_A_FRAME,),
    "large": (Goal(Figure.RATIO, 1.2), IN_A_FRAME),
    "loading": (Goal(Figure.WORST, FRAME),),
    "memory": (Goal(Figure.MEDIAN, 150),),
    "folder": (Goal(Figure.RATIO, 1.2),),
    "idle": (Goal(Figure.MEDIAN, 0.5),),
    "commit": (Goal(Figure.RATIO, 1.5),),
    "great undo": (Goal(Figure.MEDIAN, 100),),
    "suggestions": (Goal(Figure.MEDIAN, 10),),
    "gather": (Goal(Figure.MEDIAN, 20),),
    "suggestions, joined": (Goal(Figure.MEDIAN, 20),),
    "none": (),
}
"""By the sort of measure.

Starts are held against an empty application; keys that change a line or a page against the toolkit's floor for that; "large" is the same
key on 10 MB with 100,000 marks against the seed; memory is in MB; "idle" in per cent of a processor, as good as 0; "folder" is the first
paint of 100,000 files against the seed's; a commit is held against a bare write and sync; what
is suggested for 10,000 characters is gathered off the screen's thread.
"""
