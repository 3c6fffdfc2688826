"""What a command is about where nothing else is said: the selection, the sentence, the name or the mention at the caret."""

from __future__ import annotations

from reader.core.annotation import Annotation, Mention
from reader.core.names import name_at
from reader.core.sentences import sentence_at
from reader.core.span import Span
from reader.core.state import State
from reader.core.suggestion import Sort
from reader.core.text import Snap, snap, trim
from reader.core.words import without_possessive, word_at

MOST_AT_CARET = 32
"""Annotations at the caret that are looked through for a mention."""


def mention(state: State) -> Annotation | None:
    """The mention at the caret: what leads there, if it is one, else the innermost."""
    return next((found for found in state.annotations_at_caret(MOST_AT_CARET) if isinstance(found.body, Mention)), None)


def selected(state: State) -> Span | None:
    """The selection on whole graphemes without white space at its ends; ``None`` when that is nothing."""
    if state.selection.is_empty:
        return None
    span = trim(state.document.text, snap(state.document.text, state.selection.span, Snap.EXPAND))
    return None if span.is_empty else span


def sentence(state: State) -> Span | None:
    """The sentence at the caret, or the claim that is suggested there and was gone to; ``None`` when there is none."""
    chosen = state.chosen_suggestion
    if chosen is not None and chosen.sort is Sort.CLAIM:
        return chosen.span
    span = sentence_at(state.document.text, state.caret, state.document.passage_at(state.caret))
    return None if span.is_empty else span


def name(state: State) -> Span | None:
    """The mention that is suggested at the caret and was gone to, else the name there, else the word without its possessive."""
    chosen = state.chosen_suggestion
    if chosen is not None and chosen.sort is Sort.MENTION:
        return chosen.span
    text, within = state.document.text, state.document.passage_at(state.caret)
    span = name_at(text, state.caret, within)
    if span is None:
        word = word_at(text, state.caret, within)
        span = without_possessive(text, word) if word else None
    return span
