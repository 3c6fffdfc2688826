"""Saying how far the work on a document is."""

from __future__ import annotations

from dataclasses import replace

from reader.commands.command import Answers, Choice, Context
from reader.core.annotation import DocumentStatus, Provenance, Stage
from reader.core.stages import STAGE_TITLES, stage_of, worded
from reader.core.state import State
from reader.core.transaction import Change, Transaction

_LETTERS = {Stage.NEW: "n", Stage.IN_WORK: "w", Stage.DONE: "d", Stage.DOUBTFUL: "?"}


def set_stage(state: State, context: Context, answers: Answers) -> Transaction | None:
    """The work on the open document is as far as the answer says; ``None`` when it is so already."""
    (answer,) = answers
    stage, document = Stage(answer), state.document.id
    if stage is stage_of(state.records, document):
        return None
    said = state.records.status_of(document)
    if said is None:
        provenance = Provenance(context.creator, context.now, context.now)
    else:
        # Not before what was said last: of several, the one modified last holds.
        provenance = replace(said.provenance, modified=max(context.now, said.provenance.modified))
    status = DocumentStatus(context.new_id() if said is None else said.id, document, stage, provenance)
    return Transaction(f"status {STAGE_TITLES[stage]}", (Change(said, status),), document, state.caret)


def stage_choices(_: Context) -> tuple[Choice, ...]:
    """How far it may be."""
    return tuple(Choice(_LETTERS[stage], stage.value, worded(stage)) for stage in Stage)
