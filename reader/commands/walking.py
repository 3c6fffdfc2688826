"""From annotation to annotation."""

from __future__ import annotations

from reader.core.marks import Mark
from reader.core.state import Selection, State


def next_annotation(state: State) -> Selection | None:
    """The next annotation in the order of the text; those that start at one place are walked one by one."""
    return _at(state.marks.following(state.caret, state.selection.mark))


def previous_annotation(state: State) -> Selection | None:
    """The annotation before."""
    return _at(state.marks.preceding(state.caret, state.selection.mark))


def go_to(state: State, annotation: str) -> Selection | None:
    """The annotation with this id; ``None`` when it has no place in the open document."""
    return _at(state.marks.get(annotation))


def _at(mark: Mark | None) -> Selection | None:
    if mark is None:
        return None
    start = mark.hull.start
    return Selection(start, start, start, mark=mark.id)
