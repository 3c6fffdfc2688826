"""Selecting by sense: growing and shrinking from word to name, sentence, paragraph and post."""

from __future__ import annotations

from dataclasses import replace

from reader.core.names import name_at
from reader.core.sentences import sentence_at
from reader.core.span import Span
from reader.core.state import Selection, State
from reader.core.words import word_at


def toggle_extending(state: State) -> Selection | None:
    """From now on, or no longer, motions extend the selection."""
    return replace(state.selection, extending=not state.selection.extending)


def let_go(state: State) -> Selection | None:
    """Nothing selected, the caret where it is; ``None`` when nothing was."""
    selection = state.selection
    if selection.is_empty and not selection.extending:
        return None
    return Selection.caret(selection.head)


def grow(state: State) -> Selection | None:
    """The next larger of word, name, sentence, paragraph and post around where growing started."""
    span = state.selection.span
    for larger in _levels(state):
        if larger.covers(span) and larger != span:
            return _selected(state, larger)
    return None


def can_grow(state: State) -> bool:
    """Whether there is a next larger one: the block is always the largest."""
    block, span = state.document.block_at(state.selection.origin), state.selection.span
    return block is not None and block.span.covers(span) and block.span != span


def shrink(state: State) -> Selection | None:
    """The next smaller of them, down to the caret."""
    span = state.selection.span
    if span.is_empty:
        return None
    for smaller in reversed(_levels(state)):
        if span.covers(smaller) and smaller != span:
            return _selected(state, smaller)
    return Selection.caret(state.selection.origin)


def word_under(state: State, offset: int) -> Selection | None:
    """The word at ``offset``, as a double click selects it."""
    return _around(offset, word_at(state.document.text, offset, state.document.passage_at(offset)))


def sentence_under(state: State, offset: int) -> Selection | None:
    """The sentence at ``offset``, as a triple click selects it."""
    return _around(offset, sentence_at(state.document.text, offset, state.document.passage_at(offset)))


def _around(offset: int, span: Span | None) -> Selection | None:
    return None if span is None or span.is_empty else Selection(span.start, span.end, origin=offset)


def _selected(state: State, span: Span) -> Selection:
    return Selection(span.start, span.end, origin=state.selection.origin)


def _levels(state: State) -> list[Span]:
    """The spans around the origin, each larger than the one before."""
    document, origin = state.document, state.selection.origin
    block = document.block_at(origin)
    if block is None:
        return []
    within = document.passage_at(origin)
    levels: list[Span] = []
    candidates = (
        word_at(document.text, origin, within),
        name_at(document.text, origin, within),
        sentence_at(document.text, origin, within),
        within,
        block.post.body if block.post else block.span,
        block.span,
    )
    for span in candidates:
        if span is not None and not span.is_empty and (not levels or (span.covers(levels[-1]) and span != levels[-1])):
            levels.append(span)
    return levels
