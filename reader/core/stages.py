"""How far the work on a document is, by the reader's word or by what was done."""

from __future__ import annotations

from reader.core.annotation import Stage
from reader.core.records import Records

STAGE_TITLES = {Stage.NEW: "new", Stage.IN_WORK: "in work", Stage.DONE: "done", Stage.DOUBTFUL: "doubtful"}

STAGE_GLYPHS = {Stage.NEW: "○", Stage.IN_WORK: "◐", Stage.DONE: "●", Stage.DOUBTFUL: "?"}
"""Signs of one cell."""


def stage_of(records: Records, document: str) -> Stage:
    """How far the work on a document (its id) is: as the reader said last, else new without marks and in work with some. Wakes none."""
    status = records.status_of(document)
    if status is not None:
        return status.stage
    return Stage.IN_WORK if records.count_of(document) else Stage.NEW


def is_open(stage: Stage) -> bool:
    """Whether there is work left on a document."""
    return stage is not Stage.DONE


def worded(stage: Stage) -> str:
    """A stage as it is shown: a sign and a word."""
    return f"{STAGE_GLYPHS[stage]} {STAGE_TITLES[stage]}"
